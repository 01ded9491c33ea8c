"""What is typed about a paper: its parts, its decisions, the reasons of its verbs."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisations import clock
from organisations.entry.doubts import Asking, Doubt
from organisations.entry.forms import EntryForm, fit_size
from organisations.formfields import (
    LONGEST_NOTE,
    DocumentNumberField,
    NormalisedTextField,
    VietnameseDateField,
    vietnamese_formfield,
)
from programmes.enums import PlanState
from programmes.forms import DOCUMENT_HELP, PlanField, refuse_known_number
from programmes.models import ActionPlan, LegalDocument

# Quyết định


class DecisionForm(EntryForm):
    """The signed decision, as it left the registry: its number is typed, never made up here."""

    sections = (
        (
            _("Quyết định"),
            _("Ghi đúng như văn bản đã ký, đóng dấu; số do văn thư cấp."),
            ("type", "number", "issued_on", "issuer", "issuer_level", "title"),
        ),
        (_("Người ký"), "", ("signing_for", "signer_position", "signer_name")),
        (_("Hiệu lực"), "", ("in_force_from",)),
    )
    in_force_from = VietnameseDateField(
        label=_("Có hiệu lực từ ngày"),
        required=False,
        help_text=_("Để trống nếu có hiệu lực từ ngày ký."),
    )

    class Meta:
        model = LegalDocument
        formfield_callback = vietnamese_formfield
        fields = [
            "type",
            "number",
            "issued_on",
            "issuer",
            "issuer_level",
            "title",
            "signing_for",
            "signer_position",
            "signer_name",
        ]
        field_classes = {"number": DocumentNumberField}
        help_texts = {name: DOCUMENT_HELP[name] for name in ("number", "issuer", "title")}
        error_messages = {
            "number": {"required": _("Nhập số, ký hiệu của quyết định.")},
            "issued_on": {"required": _("Nhập ngày ký. Ví dụ 31/12/2015.")},
            "issuer": {"required": _("Nhập cơ quan ban hành.")},
            "issuer_level": {"required": _("Chọn cấp ban hành.")},
            "title": {"required": _("Nhập trích yếu của quyết định.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("number", "issued_on", "issuer", "issuer_level"):
            self.fields[name].required = True
        self.fields["signing_for"].required = False

    def clean(self):
        data = super().clean()
        number, but = data.get("number"), self.instance.pk
        refuse_known_number(self, "number", number, data.get("issued_on"), but=but)
        signed = data.get("issued_on")
        if signed and signed > clock.today():
            self.add_error("issued_on", _("Ngày ký chưa đến. Hãy kiểm tra lại."))
        starts = data.get("in_force_from")
        if signed and starts and starts < signed:
            self.add_error("in_force_from", _("Ngày có hiệu lực phải bằng hoặc sau ngày ký."))
        return data


class AmendingDecisionForm(DecisionForm):
    sections = (
        *DecisionForm.sections,
        (_("Điều chỉnh"), "", ("summary",)),
    )
    summary = NormalisedTextField(
        label=_("Nội dung điều chỉnh"),
        max_length=LONGEST_NOTE,
        help_text=_("Tóm tắt những gì quyết định này điều chỉnh."),
        error_messages={"required": _("Ghi tóm tắt nội dung điều chỉnh.")},
    )


class CorrectionForm(DecisionForm):
    """The same sheet for what was mistyped of it."""

    sections = (
        *DecisionForm.sections,
        (_("Đính chính"), "", ("reason",)),
    )
    reason = NormalisedTextField(
        label=_("Lý do đính chính"),
        max_length=LONGEST_NOTE,
        error_messages={"required": _("Ghi lý do đính chính.")},
    )


# Lý do, ngày


class WordsForm(forms.Form):
    """The words that go with a verb; `required` verbs do not go without."""

    words = NormalisedTextField(max_length=LONGEST_NOTE, required=False)

    def __init__(self, *args, label, required=False, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label, field.required = label, required
        field.error_messages["required"] = _now("Chưa ghi: %(label)s.") % {"label": label.lower()}
        fit_size(field)


class ClosingForm(Asking, WordsForm):
    """What the list leaves behind is shown at once, and agreed to."""

    def __init__(self, *args, left, **kwargs):
        self.left = left
        super().__init__(*args, **kwargs)

    def doubts(self):
        return [Doubt(lack.sentence, url=lack.url) for lack in self.left]

    def doubts_at_once(self):
        return self.doubts()


def reason_field(missing):
    return NormalisedTextField(
        label=_("Lý do"), max_length=LONGEST_NOTE, error_messages={"required": missing}
    )


class ExpiryForm(forms.Form):
    on = VietnameseDateField(label=_("Hết hiệu lực từ ngày"))
    words = reason_field(_("Ghi lý do hết hiệu lực."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            fit_size(field)


class ReplacementForm(forms.Form):
    by = PlanField(
        label=_("Kế hoạch thay thế"),
        queryset=None,
        empty_label=_("Chọn kế hoạch"),
        error_messages={"required": _("Chọn kế hoạch thay thế.")},
    )
    on = VietnameseDateField(label=_("Thay thế từ ngày"))
    words = reason_field(_("Ghi lý do thay thế."))

    def __init__(self, *args, plan, access, **kwargs):
        super().__init__(*args, **kwargs)
        issued = ActionPlan.objects.visible_to(access).filter(state=PlanState.ISSUED)
        self.fields["by"].queryset = issued.exclude(pk=plan.pk)
        for name in ("on", "words"):
            fit_size(self.fields[name])


class DayForm(forms.Form):
    """On which day one wants to know what was in force; the day itself when it cannot be read."""

    day = VietnameseDateField(label=_("Ngày"), required=False)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        fit_size(self.fields["day"])

    @property
    def asked(self) -> date:
        if not self.is_bound or not self.is_valid():
            return self.today
        return self.cleaned_data["day"] or self.today
