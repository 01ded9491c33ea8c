"""A focal unit, its people, trainings and equipment, and own money, typed in."""

from django.utils.translation import gettext_lazy as _

from organisations.entry.forms import EntryForm
from organisations.formfields import vietnamese_formfield
from programmes.models import FocalEquipment, FocalStaff, FocalUnit, OwnMoney, StaffTraining


class UnitForm(EntryForm):
    sections = (
        (_("Đơn vị, bộ phận"), "", ("name", "host", "state", "since_year")),
        (_("Căn cứ"), "", ("basis",)),
    )

    class Meta:
        model = FocalUnit
        formfield_callback = vietnamese_formfield
        fields = ["name", "host", "state", "since_year", "basis"]
        help_texts = {
            "name": _("Ví dụ Văn phòng sản xuất sạch hơn, Tổ sản xuất sạch hơn."),
            "host": _("Ví dụ Trung tâm Khuyến công, Phòng Kỹ thuật."),
            "basis": _("Chép nguyên văn câu giao nhiệm vụ, kèm số và ngày văn bản."),
        }
        error_messages = {
            "name": {"required": _("Nhập tên đơn vị, bộ phận.")},
            "state": {"required": _("Chọn trạng thái.")},
        }


class StaffForm(EntryForm):
    constraint_fields = {
        "staff_days_in_order": "until",
        "competence_has_evidence": "competence_detail",
    }
    sections = (
        (_("Cán bộ"), "", ("full_name", "position", "specialty", "commitment")),
        (
            _("Thời gian làm công tác SXSH"),
            _("Khi chuyển việc khác thì ghi ngày kết thúc, không xóa: số năm trước giữ nguyên."),
            ("since", "until"),
        ),
        (
            _("Năng lực hướng dẫn"),
            _("Chỉ người có minh chứng mới được đếm là đủ năng lực hướng dẫn áp dụng SXSH."),
            ("competence", "competence_detail"),
        ),
    )

    class Meta:
        model = FocalStaff
        formfield_callback = vietnamese_formfield
        fields = [
            "full_name",
            "position",
            "specialty",
            "commitment",
            "since",
            "until",
            "competence",
            "competence_detail",
        ]
        help_texts = {"specialty": _("Ví dụ công nghệ môi trường, nhiệt, điện.")}
        error_messages = {
            "full_name": {"required": _("Nhập họ và tên.")},
            "commitment": {"required": _("Chọn chuyên trách hay kiêm nhiệm.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mark_conditional("competence_detail")


class TrainingForm(EntryForm):
    constraint_fields = {"staff_training_known_by_day_or_year": "held_on"}
    sections = (
        (
            _("Lượt đào tạo"),
            _("Biết ngày thì ghi ngày; chỉ biết năm thì ghi năm."),
            ("name", "provider", "held_on", "year", "certificate"),
        ),
    )

    class Meta:
        model = StaffTraining
        formfield_callback = vietnamese_formfield
        fields = ["name", "provider", "held_on", "year", "certificate"]
        help_texts = {"provider": _("Ví dụ Bộ Công Thương, trường đại học, dự án.")}
        error_messages = {"name": {"required": _("Nhập nội dung đào tạo.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mark_conditional("held_on", "year")


class EquipmentForm(EntryForm):
    constraint_fields = {"calibration_days_in_order": "calibration_due_on"}
    sections = (
        (_("Thiết bị"), "", ("name", "count", "serial")),
        (
            _("Kiểm định, hiệu chuẩn"),
            _("Có ngày kiểm định lần sau thì cổng nhắc trước 30 ngày."),
            ("calibrated_on", "calibration_due_on"),
        ),
        (_("Ghi chú"), "", ("note",)),
    )

    class Meta:
        model = FocalEquipment
        formfield_callback = vietnamese_formfield
        fields = ["name", "count", "serial", "calibrated_on", "calibration_due_on", "note"]
        help_texts = {"name": _("Ví dụ máy đo khói thải, thiết bị phân tích nước.")}
        error_messages = {"name": {"required": _("Nhập tên thiết bị.")}}


class MoneyForm(EntryForm):
    sections = (
        (
            _("Kinh phí"),
            _("Tiền của chính đơn vị, ngoài kinh phí của các nhiệm vụ trong danh mục."),
            ("year", "purpose", "planned", "spent", "note"),
        ),
    )

    class Meta:
        model = OwnMoney
        formfield_callback = vietnamese_formfield
        fields = ["year", "purpose", "planned", "spent", "note"]
        help_texts = {"purpose": _("Ví dụ thuê tư vấn đánh giá SXSH, mua thiết bị đo.")}
        error_messages = {"purpose": {"required": _("Nhập nội dung chi.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mark_conditional("planned", "spent")

    def clean(self):
        data = super().clean()
        if not {"planned", "spent"} & set(self.errors) and (
            data.get("planned") is None and data.get("spent") is None
        ):
            self.add_error("planned", _("Ghi kinh phí bố trí hoặc kinh phí đã chi."))
        return data
