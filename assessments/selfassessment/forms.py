"""What is typed and ticked on each step; every form is one part of the assessment."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.enums import Answer, AssessmentKind
from assessments.models import AssessmentPart, CPOption, SectorWord
from assessments.selfassessment import uses
from assessments.selfassessment.answering import told_open, told_unconfirmed, told_unexplained
from assessments.selfassessment.medians import digest, doubts_of, leaps_of
from assessments.selfassessment.uses import UNMARKED
from organisations import clock
from organisations.entry.doubts import Asking
from organisations.entry.forms import EntryForm
from organisations.entry.lines import LinesEntryForm
from organisations.enums import Kind
from organisations.formfields import (
    MoneyField,
    NormalisedCharField,
    NormalisedTextField,
    VietnameseDateField,
)

LONGEST_WORDS = 1000
QUESTION = "assessments/self/includes/question.html"


class PartForm(EntryForm):
    """Of one step. `is_final` is set where the person says that the step is finished."""

    is_final = False

    class Meta:
        model = AssessmentPart
        fields = []

    def __init__(self, *args, reading, step, is_final=False, **kwargs):
        self.reading, self.step, self.is_final = reading, step, is_final
        super().__init__(*args, access=reading.access, **kwargs)

    def _get_validation_exclusions(self):
        """The tick of a doubt is a box called as the column in which it is remembered."""
        return super()._get_validation_exclusions() | {"agreed"}

    @property
    def is_complete(self):
        """Whether nothing of the step is left open."""
        return not self.left_open

    @property
    def left_open(self):
        """Sentences: why the step, as it was sent, is not finished."""
        return []

    def not_ticked(self, name):
        said = _now("Chưa đánh dấu “%(tick)s”.") % {"tick": self.fields[name].label}
        return [] if self.cleaned_data[name] else [said]


class IntroductionForm(PartForm):
    sectors = forms.MultipleChoiceField(
        label=_("Cơ sở làm nghề gì"),
        help_text=_("Chọn những tên gọi đúng với cơ sở để chỉ hỏi những câu liên quan."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        division = self.reading.assessment.division
        words = SectorWord.objects.visible_to(self.access).filter(divisions__contains=[division])
        self.fields["sectors"].choices = [(word.code, word.name) for word in words]
        self.initial["sectors"] = self.reading.assessment.sectors
        if not self.fields["sectors"].choices:
            del self.fields["sectors"]


class ChecklistForm(PartForm):
    """Radio buttons and a note for each question of one group."""

    confirmed = forms.BooleanField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reading, group = self.reading, self.step.group
        self.items = [item for item in reading.items if item.group_id == group.pk]
        stored = {answer.item.code: answer for answer in reading.answers}
        self.earlier = earlier_answers(reading, self.items)
        proposed = {} if self.instance.pk else self.earlier
        for item in self.items:
            self._ask(item, stored.get(item.code) or proposed.get(item.code))
        waiting = [a for a in stored.values() if a.item in self.items and not a.is_confirmed]
        year = reading.previous.year if reading.previous else None
        self.taken_from = year if waiting or proposed else None
        if self.taken_from:
            label = _now("Đã xem lại các câu trả lời lấy từ năm %(year)s, vẫn đúng")
            self.fields["confirmed"].label = label % {"year": year}
        else:
            del self.fields["confirmed"]
        self.order_fields([*(name for name in self.fields if name != "confirmed"), "confirmed"])

    def _ask(self, item, answer):
        self.fields[f"answer_{item.pk}"] = forms.ChoiceField(
            label=item.question,
            help_text=item.help,
            choices=Answer,
            widget=forms.RadioSelect,
            required=False,
            template_name=QUESTION,
        )
        self.fields[f"note_{item.pk}"] = NormalisedCharField(
            label=_("Vì sao không áp dụng"),
            help_text=_("Vài chữ. Ví dụ: không có lò hơi."),
            max_length=300,
            required=False,
            template_name=UNMARKED,
        )
        if answer:
            self.initial[f"answer_{item.pk}"] = answer.answer
            self.initial[f"note_{item.pk}"] = answer.note

    def questions(self):
        """(item, box of the answer, box of the note) in their order."""
        return [(item, self[f"answer_{item.pk}"], self[f"note_{item.pk}"]) for item in self.items]

    def said(self):
        """(item, answer, note) of the questions that were answered."""
        for item in self.items:
            answer = self.cleaned_data[f"answer_{item.pk}"]
            if answer:
                yield item, answer, self.cleaned_data[f"note_{item.pk}"]

    def clean(self):
        data = super().clean()
        for item in self.items if self.is_final else ():
            answer, note = data.get(f"answer_{item.pk}"), data.get(f"note_{item.pk}")
            if answer == Answer.NOT_APPLICABLE and not note:
                self.add_error(f"note_{item.pk}", _("Ghi vài chữ vì sao không áp dụng."))
        return data

    @property
    def left_open(self):
        said = list(self.said())
        found = list(told_open(len(self.items) - len(said), len(self.items)))
        found += told_unexplained((answer, note) for _item, answer, note in said)
        if self.waits_for_confirmation:
            found.append(_now("Các câu trả lời lấy từ năm trước chưa được xác nhận."))
        return found

    @property
    def waits_for_confirmation(self):
        return bool(self.taken_from) and not self.cleaned_data.get("confirmed")


def earlier_answers(reading, items):
    """{code: answer} of the year before, for questions that are still asked."""
    if reading.previous is None:
        return {}
    codes = {item.code for item in items}
    return {a.item.code: a for a in reading.previous_answers if a.item.code in codes}


class UseForm(Asking, PartForm, LinesEntryForm):
    """The quantities of one step, asked about where they are far out of the sector's."""

    def __init__(self, *args, reading, step, **kwargs):
        self.catalogue = uses.Catalogue.of(step.kinds)
        self.sections = (uses.lines_for(step, self.catalogue),)
        self.standing = [row for row in reading.uses if row.resource.kind in step.kinds]
        super().__init__(*args, reading=reading, step=step, **kwargs)

    def _sheet(self, kind, data):
        sheet = super()._sheet(kind, data)
        if sheet.is_bound and self.reading.previous:
            earlier = uses.earlier_keys(self.earlier_rows, self.reading.previous.year)
            sheet.form_kwargs = sheet.form_kwargs | {"earlier": earlier}
        return sheet

    @property
    def sheet(self):
        return self.lines[uses.UseLines.name]

    @property
    def proposed(self):
        """Last year's rows, on a sheet that was never saved."""
        if self.instance.pk or self.reading.previous is None:
            return []
        return self.earlier_rows

    @property
    def earlier_rows(self):
        rows = self.reading.previous_uses
        return [row for row in rows if row.resource.kind in self.step.kinds]

    def lines_of(self, name):
        if self.instance.pk:
            said = [uses.shown(row) for row in self.standing]
            return said if self.instance.is_done else said + uses.ready_lines(self.catalogue, said)
        if self.proposed:
            year = self.reading.previous.year
            return [uses.copied(row, year) for row in self.proposed]
        return uses.ready_lines(self.catalogue)

    def rows_typed(self):
        """Unsaved rows of the lines, in their order, each with what it is worth."""
        earlier = {uses.key_of(row): self.reading.previous.year for row in self.earlier_rows}
        return [
            uses.row_of(
                self.reading.assessment,
                line,
                place,
                self.catalogue,
                self.reading.converter,
                earlier,
            )
            for place, line in enumerate(self.typed_lines(uses.UseLines.name) or ())
        ]

    def clean(self):
        data = super().clean()
        is_whole = self.sheet.is_bound and not self.errors
        self.typed = self.rows_typed() if is_whole else self.standing
        return data

    def doubts(self):
        """Of quantities; those that were agreed to before are not asked again."""
        found = list(self._slips())
        for row, doubt in found:
            row.flag = doubt.sentence[:300]
        return [doubt for _row, doubt in found if digest(doubt) not in self.instance.agreed]

    def _slips(self):
        reading = self.reading
        if not self.catalogue.is_of_products:
            made, made_in = reading.output
            yield from doubts_of(self.typed, made, made_in, reading.assessment.division)
        if reading.previous:
            yield from leaps_of(self.typed, reading.previous_uses, reading.previous.year)

    @property
    def left_open(self):
        found = told_unconfirmed(sum(not row.is_confirmed for row in self.typed))
        if self.catalogue.is_of_products and all(row.quantity is None for row in self.typed):
            found.append(_now("Chưa ghi sản lượng nào."))
        return found


class RecordsForm(PartForm):
    is_right = forms.BooleanField(label=_("Đúng và đủ"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["is_right"] = self.instance.is_done
        if self.access.kind == Kind.SUPPORT:
            self.fields["is_right"].label = _("Đã hỏi tại cơ sở")

    @property
    def left_open(self):
        return self.not_ticked("is_right")


class WorkForm(PartForm):
    is_all = forms.BooleanField(label=_("Đã ghi đủ, hoặc không có giải pháp nào"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["is_all"] = self.instance.is_done

    @property
    def left_open(self):
        return self.not_ticked("is_all")


class FindingsForm(WorkForm):
    is_all = forms.BooleanField(
        label=_("Đã đi hết các khu vực và ghi đủ, hoặc không có gì phải ghi"), required=False
    )


class OptionForm(EntryForm):
    """A solution that was carried out, with its day, or that somebody wants.

    On a quick assessment an idea: that it was carried out is the enterprise's to say.
    """

    done_on = VietnameseDateField(
        label=_("Đã làm xong ngày"), required=False, help_text=_("Chưa làm thì để trống.")
    )
    investment = MoneyField(
        label=_("Hết bao nhiêu tiền"),
        max_digits=18,
        decimal_places=0,
        min_value=0,
        required=False,
        help_text=_("Không mất tiền thì ghi 0; chưa biết thì để trống."),
    )
    other_income = MoneyField(
        label=_("Tiết kiệm được một năm, ước tính"),
        max_digits=18,
        decimal_places=0,
        min_value=0,
        required=False,
    )
    description = NormalisedTextField(
        label=_("Tiết kiệm được gì, bằng lời"),
        max_length=LONGEST_WORDS,
        required=False,
        help_text=_("Ví dụ: mỗi mẻ bớt nửa bình gas."),
    )
    sections = (
        (_("Giải pháp"), "", ("name", "category", "done_on")),
        (_("Tiền và kết quả"), "", ("investment", "other_income", "description")),
    )

    class Meta:
        model = CPOption
        fields = ["name", "category", "investment", "other_income", "description"]
        field_classes = {"name": NormalisedCharField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.assessment.kind == AssessmentKind.QUICK:
            del self.fields["done_on"]
            self.fields["investment"].label = _("Đầu tư, ước tính")
            self.fields["description"].help_text = _("Ví dụ: bớt khoảng 5% than của lò hơi.")

    def clean_done_on(self):
        day = self.cleaned_data["done_on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("Ngày này chưa đến."))
        return day

    def clean(self):
        data = super().clean()
        if data.get("done_on") and data.get("investment") is None and not self.errors:
            said = _("Việc đã làm thì ghi hết bao nhiêu tiền; không mất tiền thì ghi 0.")
            self.add_error("investment", said)
        return data
