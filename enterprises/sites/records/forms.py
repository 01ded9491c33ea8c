"""What is on record about an establishment, typed in; the same sheets for all who enter it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.enums import VisitKind
from enterprises.models import (
    Certificate,
    Commitment,
    Contact,
    Effectiveness,
    EstablishmentYear,
    PaperEvidence,
    Visit,
)
from organisations import clock
from organisations.attachments.forms import FilesField
from organisations.entry.forms import OF_THE_SHEET, EntryForm
from organisations.enums import Kind
from organisations.formfields import NormalisedCharField, TelephoneField, vietnamese_formfield

NOT_YET = _("Năm này chưa tới.")
DAY_NOT_YET = _("Ngày này chưa đến.")
LONGEST_SOURCE = 200


class RecordForm(EntryForm):
    """`said_source`: what an office copied the establishment's own statement from.

    `happened` are the days on which something happened: none of them can lie ahead.
    """

    asks_for_source = False
    takes_files = False
    happened = ()

    said_source = NormalisedCharField(
        label=_("Nhập thay theo"),
        max_length=LONGEST_SOURCE,
        help_text=_("Giấy tờ của cơ sở mà đơn vị chép lại: bản sao, công văn số, ngày."),
        error_messages={"required": _("Ghi nhập thay theo giấy tờ nào của cơ sở.")},
    )
    files = FilesField(
        label=_("Bản quét"),
        required=False,
        help_text=_("PDF hoặc ảnh. Có thể đính kèm thêm sau."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        is_own = self.access.kind == Kind.ENTERPRISE
        if not self.asks_for_source or is_own or self.instance.pk:
            del self.fields["said_source"]
        if not self.takes_files:
            del self.fields["files"]

    def fieldsets(self):
        shown = super().fieldsets()
        names = [name for name in ("said_source", "files") if name in self.fields]
        if names:
            legend = _("Căn cứ nhập thay") if "said_source" in names else _("Bản quét")
            shown.append((legend, "", [self[name] for name in names]))
        return shown

    def clean(self):
        data = super().clean()
        days = {name: data[name] for name in self.happened if data.get(name)}
        today = clock.today() if days else None
        for name, day in days.items():
            if day > today:
                self.add_error(name, DAY_NOT_YET)
        return data

    def repeats_instance(self):
        return not set(self.changed_data) - OF_THE_SHEET - {"said_source", "files"}

    @property
    def source(self):
        said = self.cleaned_data.get("said_source", "")
        return _("nhập thay theo %(source)s") % {"source": said} if said else ""


class YearForm(RecordForm):
    compared = ("owner", "establishment")
    constraint_fields = {
        "site_year_once": "year",
        "site_year_output_has_a_unit": "output_unit",
    }
    sections = (
        (_("Năm"), "", ("year", "is_active", "source")),
        (
            _("Quy mô"),
            _(
                "Quy mô được xác định theo nghị định có hiệu lực ngày 31/12 của năm: lao động và"
                " doanh thu hoặc vốn."
            ),
            ("employees", "revenue", "capital"),
        ),
        (_("Sản xuất"), "", ("product", "output", "output_unit")),
        (
            _("Sản xuất sạch hơn"),
            "",
            ("has_unit", "unit_basis", "full_time", "part_time", "own_money"),
        ),
    )

    class Meta:
        model = EstablishmentYear
        formfield_callback = vietnamese_formfield
        fields = [
            "year",
            "is_active",
            "source",
            "employees",
            "revenue",
            "capital",
            "product",
            "output",
            "output_unit",
            "has_unit",
            "unit_basis",
            "full_time",
            "part_time",
            "own_money",
        ]
        help_texts = {
            "source": _("Số liệu lấy từ đâu. Ví dụ báo cáo của cơ sở ngày 15/01/2026."),
            "employees": _("Bình quân cả năm."),
            "output_unit": _("Ví dụ tấn, sản phẩm, m²."),
            "unit_basis": _("Ví dụ Quyết định số 12/QĐ-CT ngày 05/03/2026."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("year", clock.today().year - 1)
        if self.access.kind != Kind.ENTERPRISE:
            self.fields["source"].required = True
            self.fields["source"].error_messages["required"] = _("Ghi số liệu lấy từ đâu.")
        else:
            self.initial["source"] = self.instance.source or _("cơ sở tự khai")

    def clean_year(self):
        return _not_to_come(self.cleaned_data["year"])


class CertificateForm(RecordForm):
    asks_for_source = takes_files = True
    constraint_fields = {
        "certificate_days_in_order": "valid_to",
        "certificate_withdrawn_later": "withdrawn_on",
    }
    happened = ("valid_from", "withdrawn_on")
    sections = (
        (_("Chứng nhận"), "", ("kind", "number", "issuer", "scope")),
        (
            _("Hiệu lực"),
            _("Chứng nhận không ghi thời hạn thì để trống ngày hết giá trị."),
            ("valid_from", "valid_to", "withdrawn_on"),
        ),
    )

    class Meta:
        model = Certificate
        formfield_callback = vietnamese_formfield
        fields = ["kind", "number", "issuer", "scope", "valid_from", "valid_to", "withdrawn_on"]
        error_messages = {"kind": {"required": _("Chọn loại chứng nhận.")}}


class CommitmentForm(RecordForm):
    asks_for_source = takes_files = True
    constraint_fields = {
        "commitment_days_in_order": "valid_to",
        "commitment_money_not_negative": "money",
    }
    happened = ("decided_on",)
    sections = (
        (_("Kế hoạch, quyết định"), "", ("kind", "title", "number")),
        (_("Thời gian, kinh phí"), "", ("decided_on", "valid_to", "money")),
    )

    class Meta:
        model = Commitment
        formfield_callback = vietnamese_formfield
        fields = ["kind", "title", "number", "decided_on", "valid_to", "money"]
        error_messages = {
            "kind": {"required": _("Chọn kế hoạch hay quyết định.")},
            "title": {"required": _("Nhập tên, nội dung.")},
        }


class EvidenceForm(RecordForm):
    takes_files = True
    constraint_fields = {
        "measurement_says_how_much": "saving_percent",
        "saving_is_a_share": "saving_percent",
        "proof_days_in_order": "stopped_on",
    }
    happened = ("held_on", "stopped_on")
    sections = (
        (_("Minh chứng"), "", ("proof", "title", "document", "held_on")),
        (
            _("Kết quả"),
            _("Kết quả đo phải kèm mức tiết kiệm; giải pháp không còn áp dụng thì ghi ngày thôi."),
            ("saving_percent", "stopped_on"),
        ),
    )

    class Meta:
        model = PaperEvidence
        formfield_callback = vietnamese_formfield
        fields = ["proof", "title", "document", "held_on", "saving_percent", "stopped_on"]
        help_texts = {
            "document": _("Số, ngày, nơi lập. Ví dụ Biên bản nghiệm thu 05/2014."),
            "saving_percent": _("Chỉ mức trên 0 mới là minh chứng cơ sở áp dụng SXSH."),
        }
        error_messages = {
            "proof": {"required": _("Chọn điều được chứng minh.")},
            "title": {"required": _("Nhập nội dung.")},
            "document": {"required": _("Ghi văn bản, hồ sơ.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mark_conditional("saving_percent", when=_("bắt buộc với kết quả đo"))


class VisitForm(RecordForm):
    """A centre that acts by delegation surveys; to inspect is the authority's own."""

    takes_files = True
    constraint_fields = {
        "visit_deadline_of_something": "follow_up",
        "visit_due_later": "due_on",
        "visit_done_later": "done_on",
    }
    happened = ("held_on", "done_on")
    sections = (
        (_("Lần kiểm tra, khảo sát"), "", ("kind", "held_on", "body", "people", "findings")),
        (
            _("Theo dõi thực hiện"),
            _("Khi cơ sở đã thực hiện xong thì ghi ngày."),
            ("follow_up", "due_on", "done_on"),
        ),
    )

    class Meta:
        model = Visit
        formfield_callback = vietnamese_formfield
        fields = [
            "kind",
            "held_on",
            "body",
            "people",
            "findings",
            "follow_up",
            "due_on",
            "done_on",
        ]
        error_messages = {
            "kind": {"required": _("Chọn loại.")},
            "body": {"required": _("Nhập đoàn, đơn vị thực hiện.")},
            "findings": {"required": _("Nhập kết quả, phát hiện.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.access.on_behalf:
            self.fields["kind"].choices = [
                pair
                for pair in self.fields["kind"].choices
                if pair[0] != VisitKind.INSPECTION.value
            ]
            self.fields["kind"].help_text = _(
                "Đơn vị hỗ trợ chỉ khảo sát, làm việc; kiểm tra, giám sát do cơ quan quản lý ghi."
            )


class EffectivenessForm(RecordForm):
    compared = ("owner", "establishment")
    constraint_fields = {"effectiveness_once_a_year": "year"}
    happened = ("judged_on",)
    sections = ((_("Đánh giá"), "", ("year", "effect", "basis", "judged_on")),)

    class Meta:
        model = Effectiveness
        formfield_callback = vietnamese_formfield
        fields = ["year", "effect", "basis", "judged_on"]
        help_texts = {"basis": _("Số liệu, biên bản, báo cáo mà đánh giá dựa vào.")}
        error_messages = {
            "effect": {"required": _("Chọn mức hiệu quả.")},
            "basis": {"required": _("Ghi căn cứ đánh giá.")},
        }

    def clean_year(self):
        return _not_to_come(self.cleaned_data["year"])


class ContactForm(RecordForm):
    constraint_fields = {"contact_can_be_reached": "phone"}
    sections = (
        (
            _("Người liên hệ"),
            _(
                "Dùng để liên hệ công việc về SXSH; đơn vị quản lý cơ sở, doanh nghiệp xem được,"
                " Bộ không xem, không đưa vào báo cáo. Ghi ít nhất một trong ba: điện thoại,"
                " thư điện tử, ghi chú."
            ),
            ("name", "position", "phone", "email", "note"),
        ),
    )

    class Meta:
        model = Contact
        formfield_callback = vietnamese_formfield
        fields = ["name", "position", "phone", "email", "note"]
        field_classes = {"phone": TelephoneField}
        help_texts = {"note": _("Cách liên hệ khác, giờ gọi được.")}
        error_messages = {"name": {"required": _("Nhập họ và tên.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        when = _("ghi ít nhất một trong ba")
        self.mark_conditional("phone", "email", "note", when=when)


def _not_to_come(year):
    if year > clock.today().year:
        raise forms.ValidationError(NOT_YET)
    return year
