"""How far a target is by a day: value, method, numerator, denominator, evidence."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisations.entry.forms import EntryForm
from organisations.formfields import vietnamese_formfield
from organisations.vietnamese import format_number
from programmes.forms import refuse_future
from programmes.models import TargetProgress


class ProgressForm(EntryForm):
    """A share is checked against its own numerator and denominator."""

    constraint_fields = {
        "progress_once_a_day": "as_of",
        "progress_denominator_says_its_source": "denominator_source",
        "progress_denominator_positive": "denominator",
    }
    sections = (
        (_("Kết quả"), "", ("as_of", "value", "method")),
        (
            _("Tử số, mẫu số"),
            _("Bắt buộc khi mục tiêu tính theo tỷ lệ và có số đếm; mẫu số phải ghi nguồn."),
            ("numerator", "denominator", "denominator_source"),
        ),
        (_("Minh chứng"), "", ("evidence",)),
    )

    class Meta:
        model = TargetProgress
        formfield_callback = vietnamese_formfield
        fields = [
            "as_of",
            "value",
            "method",
            "numerator",
            "denominator",
            "denominator_source",
            "evidence",
        ]
        help_texts = {
            "as_of": _("Ví dụ 30/11/2026."),
            "value": _("Ví dụ 62,5. Đơn vị tính theo mục tiêu."),
            "numerator": _("Ví dụ 250."),
            "denominator": _("Ví dụ 400."),
            "denominator_source": _("Ví dụ Niên giám thống kê tỉnh năm 2025."),
            "evidence": _("Số, ngày văn bản, kết quả điều tra, danh sách kèm theo."),
        }
        error_messages = {"evidence": {"required": _("Ghi minh chứng của kết quả này.")}}

    def clean(self):
        data = super().clean()
        refuse_future(self, "as_of")
        value, part, whole = (data.get(n) for n in ("value", "numerator", "denominator"))
        if self.instance.target.unit != "%" or value is None or part is None or not whole:
            return data
        exact = 100 * part / whole
        if abs(exact - value) > 1:
            sentence = _now(
                "Kết quả %(value)s%% không khớp tử số chia mẫu số (%(exact)s%%)."
                " Sửa kết quả, tử số hoặc mẫu số."
            )
            values = {"value": format_number(value), "exact": format_number(exact, 1)}
            self.add_error("value", sentence % values)
        return data
