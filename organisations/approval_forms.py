"""What is typed on the screens of approval: a chain's steps, and the words of a decision."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisations import rules
from organisations.approvals import configured_steps
from organisations.clock import Today
from organisations.entry.saving import fingerprint
from organisations.enums import Role
from organisations.formfields import LONGEST_NOTE, NormalisedCharField, NormalisedTextField
from organisations.models import ApprovalStep, Membership
from organisations.models.approval import FEWEST_STEPS, MOST_STEPS, ROLE_CHOICES

PLACES = range(1, MOST_STEPS + 1)
CONDITIONAL = "organisations/includes/field_conditional.html"
NAME_LENGTH = ApprovalStep._meta.get_field("name").max_length


class ChainForm(forms.Form):
    """All steps of one chain on one sheet, so that a chain is saved whole or not at all.

    An empty name leaves a step out; the order is typed as a number, which needs no script.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, subject, chain, access, **kwargs):
        super().__init__(*args, **kwargs)
        people = Membership.objects.visible_to(access).valid_on(Today()).for_list()
        self.people = {m.user_id: m for m in people if m.role != Role.VIEWER}
        configured = configured_steps(access).filter(subject=subject)
        self.initial["seen"] = fingerprint(*configured)
        for place in PLACES:
            step = chain[place - 1] if place <= len(chain) else ApprovalStep(ordinal=place)
            self._add_step(place, step)

    def _add_step(self, place, step):
        words = {"place": place}
        self.fields[f"ordinal_{place}"] = forms.TypedChoiceField(
            label=_now("Thứ tự của bước %(place)s") % words,
            choices=[(number, str(number)) for number in PLACES],
            coerce=int,
            initial=step.ordinal,
        )
        self.fields[f"name_{place}"] = NormalisedCharField(
            label=_now("Tên bước %(place)s") % words,
            max_length=NAME_LENGTH,
            required=False,
            initial=step.name,
        )
        self.fields[f"name_{place}"].template_name = CONDITIONAL
        self.fields[f"role_{place}"] = forms.ChoiceField(
            label=_now("Vai trò thực hiện bước %(place)s") % words,
            choices=ROLE_CHOICES,
            initial=step.role or Role.OFFICER,
        )
        self.fields[f"person_{place}"] = forms.TypedChoiceField(
            label=_now("Người được giao bước %(place)s") % words,
            choices=[("", _("Bất kỳ ai có vai trò này")), *self._named_people()],
            coerce=int,
            empty_value=None,
            required=False,
            initial=step.person_id,
        )
        self.fields[f"ordinal_{place}"].widget.attrs["class"] = "w-50"

    def _named_people(self):
        return [(pk, f"{m.user} ({m.get_role_display()})") for pk, m in self.people.items()]

    def fieldsets(self):
        """In the shape of organisations/includes/entry_form.html."""
        return [
            (
                _now("Bước %(place)s") % {"place": place},
                _now("Để trống tên nếu không có bước này."),
                [self[f"{name}_{place}"] for name in ("name", "ordinal", "role", "person")],
            )
            for place in PLACES
        ]

    def clean(self):
        data = super().clean()
        self.steps, places, people = [], {}, set()
        filled = [place for place in PLACES if data.get(f"name_{place}")]
        for place in filled:
            ordinal, person = data.get(f"ordinal_{place}"), data.get(f"person_{place}")
            if ordinal in places:
                self.add_error(f"ordinal_{place}", _("Hai bước không được cùng thứ tự."))
            if person and person in people:
                self.add_error(f"person_{place}", _("Mỗi người chỉ được giao một bước của chuỗi."))
            self._check_role(place, person, data.get(f"role_{place}"))
            places[ordinal] = place
            people.add(person)
        for place in set(PLACES) - set(filled):
            if data.get(f"person_{place}"):
                self.add_error(f"name_{place}", _("Đã chọn người thì nhập cả tên bước."))
        if not self.errors and len(filled) < FEWEST_STEPS:
            self.add_error(None, _("Chuỗi trình duyệt có từ 2 đến 4 bước."))
        elif not self.errors:
            self._line_up([places[ordinal] for ordinal in sorted(places)])
        return data

    def _check_role(self, place, person, role):
        if person and role and not rules.reaches(self.people[person].role, role):
            self.add_error(
                f"person_{place}", _("Vai trò của người này trong đơn vị không làm được bước này.")
            )

    def _line_up(self, places):
        """The steps as rows, in the order that was typed; the last one is the head's."""
        if self.cleaned_data[f"role_{places[-1]}"] != Role.HEAD:
            self.add_error(f"role_{places[-1]}", _("Bước cuối do lãnh đạo đơn vị duyệt."))
            return
        names = ("name", "role", "person")
        for place in places:
            name, role, person = (self.cleaned_data[f"{name}_{place}"] for name in names)
            self.steps.append(ApprovalStep(name=name, role=role, person_id=person))


class DecisionForm(forms.Form):
    """What the buttons of organisations/includes/approval.html send."""

    seen = forms.CharField(required=False)
    words = NormalisedTextField(label=_("Ý kiến"), required=False, max_length=LONGEST_NOTE)
