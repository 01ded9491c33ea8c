"""The Ministry's letter, who owes, an extension and an arrival, typed in."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisations import clock
from organisations.entry.forms import EntryForm
from organisations.enums import Kind
from organisations.formfields import DocumentNumberField, vietnamese_formfield
from organisations.models import Organisation
from reports.models import Arrival, Receipt, ReportingRound, RoundAddressee
from reports.models.rounds import TERMS

OWING_KINDS = (Kind.DEPARTMENT, Kind.CORPORATION)


class RoundForm(EntryForm):
    constraint_fields = {
        "round_years_in_order": "year_to",
        "round_window_in_order": "window_to",
        "annual_round_has_one_year": "year_to",
        "round_letter_has_number_and_day": "letter_number",
        "round_opens_before_it_is_due": "opens_on",
        "round_cutoff_is_not_after_due": "cutoff_on",
        "round_corrections_end_after_due": "correction_until",
    }
    sections = (
        (_("Kỳ báo cáo"), "", ("code", "title", "kind", "year_from", "year_to", "form")),
        (
            _("Khoảng số liệu"),
            _("Mặc định từ 15/12 năm trước đến hết 14/12 của năm báo cáo."),
            ("window_from", "window_to"),
        ),
        (
            _("Công văn yêu cầu"),
            _("Chưa có công văn thì để trống: hạn của Chỉ thị là trước ngày 31/12."),
            ("letter_number", "letter_date", "legal_basis"),
        ),
        (
            _("Hạn nộp"),
            _(
                "“Trước ngày 31/12” thì hết ngày 30/12 là hết hạn; “chậm nhất ngày 31/12” thì hết"
                " ngày 31/12. Giờ Việt Nam."
            ),
            ("due_wording", "due_on", "lateness_by"),
        ),
        (
            _("Các mốc khác"),
            "",
            ("opens_on", "cutoff_on", "correction_until"),
        ),
    )

    class Meta:
        model = ReportingRound
        formfield_callback = vietnamese_formfield
        field_classes = {"letter_number": DocumentNumberField}
        fields = [
            "code",
            "title",
            "kind",
            "year_from",
            "year_to",
            "form",
            "window_from",
            "window_to",
            "letter_number",
            "letter_date",
            "legal_basis",
            "due_wording",
            "due_on",
            "lateness_by",
            "opens_on",
            "cutoff_on",
            "correction_until",
        ]
        help_texts = {
            "code": _("Có trong địa chỉ và mã số liệu, không đổi về sau. Ví dụ 2026."),
            "year_to": _("Kỳ báo cáo năm: ghi giống “Từ năm”."),
            "letter_number": _("Ví dụ 9001/BCT-TKNL."),
            "lateness_by": _("Giờ tiếp nhận trên cổng luôn được giữ, không ai sửa được."),
            "opens_on": _("Trước ngày này các đơn vị chưa mở báo cáo được."),
            "cutoff_on": _("Cơ sở chưa nộp phiếu được nhắc trước đó 15, 7, 1 ngày và trong ngày."),
            "correction_until": _("Khi Bộ yêu cầu hoàn thiện, bổ sung."),
        }
        error_messages = {
            "code": {"unique": _("Mã này đã dùng cho một kỳ khác.")},
            "title": {"required": _("Nhập tên kỳ báo cáo.")},
            "form": {"required": _("Chọn biểu mẫu.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mark_conditional("letter_number", "letter_date")
        if self.instance.pk is None:
            return
        del self.fields["code"]
        if _has_receipts(self.instance, self.access):
            for name in TERMS:
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Đã có đơn vị gửi báo cáo nên mục này không đổi.")


def _has_receipts(round_, access):
    return Receipt.objects.visible_to(access).filter(round=round_).exists()


class AddresseesForm(forms.Form):
    """Boxes of every department and corporation of the round's due day; a new round has all."""

    organisations = forms.ModelMultipleChoiceField(
        None,
        label=_("Đơn vị phải báo cáo"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một đơn vị.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, round_, access, **kwargs):
        super().__init__(*args, **kwargs)
        rows = RoundAddressee.objects.visible_to(access).filter(round=round_)
        owing = list(rows.order_by("organisation").values_list("organisation", flat=True))
        there = Q(kind__in=OWING_KINDS) & valid_on(round_.due_on)
        found = Organisation.objects.visible_to(access).filter(there | Q(pk__in=owing))
        field = self.fields["organisations"]
        field.queryset = found.order_by(F("kind").desc(), "name")
        self.initial["organisations"] = owing or [row.pk for row in field.queryset]
        self.initial["seen"] = ",".join(map(str, owing))

    def clean_seen(self):
        keys = self.cleaned_data["seen"].split(",")
        try:
            return {int(key) for key in keys if key}
        except ValueError:
            return set()


def valid_on(day):
    """Organisations that exist on this day."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class ExtensionForm(EntryForm):
    constraint_fields = {"extension_has_a_decision": "extended_to"}
    sections = (
        (
            _("Gia hạn"),
            _("Gia hạn phải có quyết định. Xóa trắng cả bốn mục là bỏ gia hạn."),
            ("extended_to", "decision_number", "decision_date", "extension_reason"),
        ),
    )

    class Meta:
        model = RoundAddressee
        formfield_callback = vietnamese_formfield
        field_classes = {"decision_number": DocumentNumberField}
        fields = ["extended_to", "decision_number", "decision_date", "extension_reason"]
        help_texts = {"extended_to": _("Cách ghi hạn (trước ngày, chậm nhất ngày) theo công văn.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mark_conditional("extended_to", "decision_number", "decision_date")

    def clean_extended_to(self):
        day = self.cleaned_data["extended_to"]
        if day is not None and day <= self.instance.round.due_on:
            raise ValidationError(_("Ngày gia hạn phải sau hạn chung của kỳ."))
        return day


class ArrivalForm(EntryForm):
    sections = (
        (
            _("Sổ văn bản đến của Bộ"),
            _("Ghi bên cạnh phiếu tiếp nhận; giờ tiếp nhận trên cổng giữ nguyên. Sai thì ghi lại."),
            ("number", "arrived_on", "evidence"),
        ),
    )

    class Meta:
        model = Arrival
        formfield_callback = vietnamese_formfield
        fields = ["number", "arrived_on", "evidence"]
        help_texts = {
            "number": _("Số đến trong sổ. Ví dụ 1234."),
            "evidence": _("Ví dụ: dấu công văn đến, trang sổ, bì thư có dấu bưu điện."),
        }
        error_messages = {
            "number": {"required": _("Nhập số đến.")},
            "evidence": {"required": _("Nhập căn cứ để người khác tra lại được.")},
        }

    def clean_arrived_on(self):
        day = self.cleaned_data["arrived_on"]
        if day > clock.today():
            raise ValidationError(_("Ngày đến không thể sau hôm nay."))
        return day
