"""Opening an assessment, giving it to a unit, sending it back."""

from django import forms
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from assessments.dossiers import rules
from assessments.enums import AssessmentKind, AssessmentState
from assessments.models import Assessment
from organisations import clock
from organisations.entry.doubts import Doubt, DoubtfulForm
from organisations.enums import Kind
from organisations.formfields import NormalisedCharField, vietnamese_formfield
from organisations.models import Organisation

LONGEST_REASON = 1000
NOT_YET = _("Năm này chưa tới.")
OPEN_IT = _("Mở phiếu đó")


class AssessmentForm(DoubtfulForm):
    """`kind` is asked of offices alone: an enterprise assesses itself."""

    kind = forms.ChoiceField(label=_("Loại đánh giá"))
    compared = ("establishment",)
    constraint_fields = {
        "self_assessment_once_a_year": "year",
        "assessment_year_is_plausible": "year",
    }
    sections = (
        (_("Đánh giá"), "", ("kind", "year")),
        (_("Giao việc"), "", ("due_on", "request", "source")),
    )

    class Meta:
        model = Assessment
        formfield_callback = vietnamese_formfield
        fields = ["year", "due_on", "request", "source"]
        help_texts = {
            "year": _("Năm của số liệu sản xuất, năng lượng. Ví dụ 2025."),
            "request": _("Công đoạn, vấn đề cần xem; thỏa thuận với cơ sở."),
            "source": _("Phiếu giấy của hộ sản xuất: ngày, người ghi phiếu."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["year"] = self.initial.get("year") or clock.today().year - 1
        kinds = rules.kinds_for(self.access, self.instance.establishment)
        if self.instance.pk or self.access.kind == Kind.ENTERPRISE:
            del self.fields["kind"]
        else:
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if self.access.kind == Kind.ENTERPRISE:
            for name in ("due_on", "request", "source"):
                del self.fields[name]
            self.instance.kind = AssessmentKind.SELF
        else:
            when = _("bắt buộc với phiếu hộ sản xuất")
            self.mark_conditional("source", when=when)

    def fieldsets(self):
        return [shown for shown in super().fieldsets() if shown[2]]

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year > clock.today().year:
            raise forms.ValidationError(NOT_YET)
        return year

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day < clock.today() and "due_on" in self.changed_data:
            raise forms.ValidationError(_("Hạn này đã qua."))
        return day

    def doubts(self):
        """A second one of the same kind, plant and year, while the first stands."""
        first = self.first_of_the_year()
        if first is not None and first.kind != AssessmentKind.SELF:
            said = _("Cơ sở đã có phiếu %(kind)s: số %(number)s, %(state)s.")
            yield Doubt(said % _words_of(first), "year", first.get_absolute_url(), OPEN_IT)

    def first_of_the_year(self):
        year = self.cleaned_data.get("year")
        if self.instance.pk or not year:
            return None
        rows = Assessment.objects.visible_to(self.access).exclude(state=AssessmentState.CANCELLED)
        site, kind = self.instance.establishment_id, self.instance.kind
        return rows.filter(establishment=site, kind=kind, year=year).order_by("pk").first()

    def _refuse_a_second_of_its_own(self):
        first = self.first_of_the_year()
        if first is not None and first.kind == AssessmentKind.SELF:
            said = _("Cơ sở đã có phiếu %(kind)s, số %(number)s: %(state)s.") % _words_of(first)
            link = format_html('{} <a href="{}">{}</a>', said, first.get_absolute_url(), OPEN_IT)
            self.add_error(None, link)

    def clean(self):
        data = super().clean()
        if "kind" in data:
            self.instance.kind = data["kind"]
        if self.instance.kind == AssessmentKind.HOUSEHOLD and not data.get("source"):
            self.add_error("source", _("Ghi nhập thay theo phiếu nào của hộ sản xuất."))
        self._refuse_a_second_of_its_own()
        return data


def _words_of(assessment):
    return {
        "kind": str(assessment).lower(),
        "number": assessment.number,
        "state": assessment.state_title.lower(),
    }


class GiveForm(forms.Form):
    unit = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=_("Đơn vị thực hiện"),
        empty_label=_("Không giao: đơn vị tự thực hiện"),
        help_text=_(
            "Đơn vị được giao đọc cơ sở, đọc và ghi phiếu đánh giá này; không thấy phiếu khác."
        ),
    )

    def __init__(self, *args, access, **kwargs):
        super().__init__(*args, **kwargs)
        units = Organisation.objects.visible_to(access).filter(kind=Kind.SUPPORT)
        standing = Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today())
        self.fields["unit"].queryset = units.filter(standing).order_by("name")


class ReasonForm(forms.Form):
    reason = NormalisedCharField(
        label=_("Lý do, nội dung cần hoàn thiện"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Ghi lý do.")},
    )


class CancelForm(ReasonForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Lý do hủy")
