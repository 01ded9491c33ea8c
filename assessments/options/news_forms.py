"""What became of a solution, as it is told: by the enterprise, by telephone, or by an assessor."""

import datetime as dt
from dataclasses import dataclass
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.enums import Channel, Mover, OptionState, ReasonGroup
from assessments.models import Reason
from assessments.option_life import COST, EVIDENCE, REASON
from assessments.options import rules
from organisations import clock
from organisations.formfields import (
    MoneyField,
    NormalisedCharField,
    NormalisedTextField,
    VietnameseDateField,
)

LONGEST = 2000
MOST_DONG = 10**15
DAY_NOT_YET = _("Ngày này chưa đến.")
STAYS = _("Chưa có gì thay đổi")


@dataclass(frozen=True)
class News:
    """What is said of one solution. `expected` is the state that the person saw."""

    expected: str
    target: str
    mover: str
    held_on: dt.date
    channel: str
    told_by: str = ""
    cost: int | None = None
    planned_for: dt.date | None = None
    note: str = ""
    reasons: tuple = ()
    words: str = ""
    form_key: str = ""


class MonthField(NormalisedCharField):
    """'06/2027': the first day of a month."""

    def clean(self, value):
        said = super().clean(value)
        if not said:
            return None
        month, _slash, year = said.partition("/")
        is_month = month.isdecimal() and year.isdecimal() and len(year) == 4 and len(month) <= 2
        if not is_month or not 1 <= int(month) <= 12 or not 1990 <= int(year) <= 2100:
            raise forms.ValidationError(_("Ghi tháng và năm. Ví dụ 06/2027."))
        return dt.date(int(year), int(month), 1)


def reason_choices(reasons):
    """By group; `reasons` are pairs of (code, name, group)."""
    groups = {}
    for code, name, group in reasons:
        groups.setdefault(ReasonGroup(group).label, []).append((code, name))
    return [("", _("Chọn")), *groups.items()]


class WhyFields(forms.Form):
    """One main reason and up to two more."""

    reason = forms.ChoiceField(label=_("Lý do chính"), required=False)
    reason_2 = forms.ChoiceField(label=_("Lý do khác"), required=False)
    reason_3 = forms.ChoiceField(label=_("Lý do khác nữa"), required=False)
    words = NormalisedTextField(
        label=_("Nói rõ thêm"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason_names = ("reason", "reason_2", "reason_3")

    def offer_reasons(self, rows):
        """`rows` are (code, name, group, needs_text)."""
        rows = list(rows)
        self.needing_text = {code for code, _name, _group, needs_text in rows if needs_text}
        for name in self.reason_names:
            self.fields[name].choices = reason_choices([row[:3] for row in rows])

    def reasons_said(self):
        """The codes in their order; what is wrong with them stands at its field."""
        said = [self.cleaned_data.get(name) for name in self.reason_names]
        codes = tuple(code for code in said if code)
        if not said[0]:
            self.add_error("reason", _("Chọn lý do chính."))
        elif len(set(codes)) < len(codes):
            self.add_error("reason_2", _("Mỗi lý do chỉ chọn một lần."))
        elif self.needing_text & set(codes) and not self.cleaned_data.get("words"):
            self.add_error("words", _("Lý do khác thì ghi rõ là lý do gì."))
        return codes


class NewsForm(WhyFields):
    """What the enterprise says of a solution, or somebody who was told on the telephone.

    Which boxes must be filled hangs on what became of it (assessments/option_life.STEPS).
    """

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    expected = forms.CharField(widget=forms.HiddenInput)
    target = forms.ChoiceField(
        label=_("Giải pháp nay thế nào"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn tình trạng.")},
    )
    held_on = VietnameseDateField(label=_("Từ ngày"))
    channel = forms.ChoiceField(
        label=_("Biết tin bằng cách nào"),
        choices=[(Channel.TELEPHONE, _("qua điện thoại")), (Channel.VISIT, _("tại cơ sở"))],
        widget=forms.RadioSelect,
    )
    told_by = NormalisedCharField(
        label=_("Người trả lời"),
        max_length=150,
        error_messages={"required": _("Ghi tên người trả lời.")},
    )
    planned_for = MonthField(
        label=_("Dự kiến làm trong tháng"), required=False, help_text=_("Ví dụ 06/2027.")
    )
    cost = MoneyField(label=_("Chi phí thực tế"), required=False, min_value=0, max_value=MOST_DONG)
    note = NormalisedTextField(
        label=_("Bằng chứng, ghi chú"),
        required=False,
        max_length=LONGEST,
        help_text=_("Biên bản nghiệm thu, hóa đơn số, ngày; nơi giữ ảnh chụp."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, option, mover, access, **kwargs):
        super().__init__(*args, **kwargs)
        self.option, self.mover = option, mover
        self.steps = rules.targets(option.state, mover)
        self.is_told = mover == Mover.ENTERPRISE and not rules.speaks_for_itself(
            access, option.assessment
        )
        self.fields["target"].choices = self._targets()
        self.initial |= {"form_key": uuid4(), "expected": option.state, "held_on": clock.today()}
        self.initial["channel"] = Channel.TELEPHONE
        rows = Reason.objects.visible_to(access)
        self.offer_reasons(rows.values_list("code", "name", "group", "needs_text"))
        self._leave_out()

    def _targets(self):
        choices = [(state.value, state.label) for state in map(OptionState, self.steps)]
        if self.mover == Mover.ENTERPRISE:
            label = _("%(stays)s: %(state)s") % {
                "stays": STAYS,
                "state": self.option.get_state_display().lower(),
            }
            choices.append((self.option.state, label))
        return choices

    def _leave_out(self):
        """Boxes that no answer of this form needs."""
        needs = {need for step in self.steps.values() for need in step.needs}
        if not self.is_told:
            del self.fields["told_by"], self.fields["channel"]
        if self.mover == Mover.ASSESSOR:
            del self.fields["planned_for"]
        if COST not in needs and self.option.state != OptionState.DONE:
            del self.fields["cost"]
        if REASON not in needs:
            for name in (*self.reason_names, "words"):
                del self.fields[name]

    def fieldsets(self):
        told = [
            self[name]
            for name in ("target", "held_on", "channel", "told_by")
            if name in self.fields
        ]
        yield _("Tình trạng"), "", told
        groups = (
            (_("Khi đã chọn, sẽ làm"), ("planned_for",)),
            (_("Khi đã làm xong"), ("cost", "note")),
            (_("Khi không làm, hoặc đã dừng"), (*self.reason_names, "words")),
        )
        explained = _("Lý do chỉ doanh nghiệp đọc được; cơ quan quản lý chỉ thấy số tổng hợp.")
        for legend, names in groups:
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                yield legend, explained if names[0] == "reason" else "", fields

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > clock.today():
            raise forms.ValidationError(DAY_NOT_YET)
        return day

    def clean(self):
        data = super().clean()
        target = data.get("target")
        step = self.steps.get(target)
        needs = step.needs if step else ()
        if COST in needs and data.get("cost") is None and "cost" not in self.errors:
            self.add_error("cost", _("Ghi chi phí thực tế; không tốn thì ghi 0."))
        if EVIDENCE in needs and not data.get("note"):
            self.add_error("note", _("Ghi bằng chứng: biên bản, hóa đơn, ảnh chụp."))
        data["reasons"] = self.reasons_said() if REASON in needs else ()
        return data

    def news(self, channel):
        said = self.cleaned_data
        is_done = said["target"] == OptionState.DONE
        return News(
            expected=said["expected"],
            target=said["target"],
            mover=self.mover,
            held_on=said["held_on"],
            channel=channel,
            told_by=said.get("told_by", ""),
            cost=said.get("cost") if is_done else None,
            planned_for=said.get("planned_for"),
            note=said.get("note", ""),
            reasons=said["reasons"],
            words=said.get("words", "") if said["reasons"] else "",
            form_key=said["form_key"],
        )
