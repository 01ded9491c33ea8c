"""The small forms of the answer page: one for each answer, one POST each."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.enums import OptionState
from assessments.options.answers import BY_CODE, SUSTAINED, offered
from assessments.options.news_forms import DAY_NOT_YET, LONGEST, MOST_DONG, MonthField, WhyFields
from organisations import clock
from organisations.formfields import MoneyField, NormalisedTextField, VietnameseDateField

COMPLETE = "BO_SUNG"


class AnswerForm(forms.Form):
    """Nothing but the button, the state that the person saw, and the key of this sheet."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    expected = forms.ChoiceField(choices=OptionState.choices, widget=forms.HiddenInput)

    def said(self):
        """What is told beside the answer itself, by the names of a step."""
        return {}


class MonthForm(AnswerForm):
    planned_for = MonthField(
        label=_("Tháng dự kiến"),
        help_text=_("Ví dụ 06/2027."),
        error_messages={"required": _("Ghi tháng và năm. Ví dụ 06/2027.")},
    )

    def said(self):
        return {"planned_for": self.cleaned_data["planned_for"]}


class WhyForm(AnswerForm, WhyFields):
    def __init__(self, *args, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_reasons(reasons)

    def clean(self):
        data = super().clean()
        data["reasons"] = self.reasons_said()
        return data

    def said(self):
        return {"reasons": self.cleaned_data["reasons"], "words": self.cleaned_data["words"]}


class CompletedForm(AnswerForm):
    """What an answer of one press left open: since when, at what cost, by which evidence."""

    held_on = VietnameseDateField(label=_("Xong ngày"))
    cost = MoneyField(label=_("Chi phí thực tế"), min_value=0, max_value=MOST_DONG)
    note = NormalisedTextField(
        label=_("Bằng chứng"),
        max_length=LONGEST,
        help_text=_("Biên bản nghiệm thu, hóa đơn số, ngày."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Ghi bằng chứng: biên bản, hóa đơn, ảnh chụp.")},
    )

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > clock.today():
            raise forms.ValidationError(DAY_NOT_YET)
        return day

    def said(self):
        return {name: self.cleaned_data[name] for name in ("held_on", "cost", "note")}


def form_for(answer, row, *, reasons, data=None):
    """The form of one answer about one solution; its boxes bear both names."""
    code = answer if isinstance(answer, str) else answer.code
    kwargs = {"prefix": f"{row.id}-{code}", "initial": {}}
    kwargs["initial"] = {"form_key": uuid4(), "expected": row.state}
    if code == COMPLETE:
        return CompletedForm(data, **kwargs)
    if BY_CODE[code].asks_reason:
        return WhyForm(data, reasons=reasons, **kwargs)
    return (MonthForm if BY_CODE[code].asks_month else AnswerForm)(data, **kwargs)


def answers_for(row):
    """What may be pressed: nothing once it was answered, but what that answer left open."""
    lacks_cost = row.state == OptionState.DONE and row.actual_cost is None
    further = [COMPLETE] if lacks_cost else []
    return (
        further if row.is_answered else [*(answer.code for answer in offered(row.state)), *further]
    )


def target_of(code, row, day):
    """Into which state the answer leads from here; still running in the measured year stays."""
    if code == COMPLETE:
        return row.state
    target = BY_CODE[code].target(row.state)
    is_too_soon = row.measured is not None and day.year <= row.measured
    if target == SUSTAINED and row.state == OptionState.MEASURED and is_too_soon:
        return row.state
    return target
