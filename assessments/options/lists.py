"""Lists of solutions and of who is to be asked, and the overview of both."""

from django.shortcuts import render
from django.views.decorators.http import require_GET
from django.views.generic import ListView

from assessments.enums import AssessmentState, OptionState
from assessments.models import Assessment, CPOption, FollowUp, OptionSaving, Reason
from assessments.options import news, rules
from assessments.options import overview as figures
from assessments.options.filters import (
    UNKNOWN,
    FollowUpFilter,
    OptionFilter,
    PlainFilter,
    PlantFilter,
)
from enterprises.models import Contact, Establishment
from organisations import clock
from organisations.access import AccessMixin, require
from organisations.lists import PAGE, FilteredList

TOP = 10


class OptionList(FilteredList):
    model = CPOption
    filter_class = OptionFilter
    template_name = "assessments/options/list.html"

    def get_queryset(self):
        require(rules.may_see_list(self.request.access))
        return super().get_queryset().standing().for_list()


class FollowUpList(FilteredList):
    """Questions without an answer, the oldest first, with whom to call."""

    model = FollowUp
    filter_class = FollowUpFilter
    template_name = "assessments/options/follow_ups.html"

    def get_queryset(self):
        require(rules.may_see_overview(self.request.access))
        rows = super().get_queryset().waiting()
        return rows.select_related("assessment").order_by("due_on", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows, today = context["object_list"], clock.today()
        sites = [row.assessment.establishment_id for row in rows]
        found = Contact.objects.visible_to(self.request.access).filter(establishment__in=sites)
        contacts = {}
        for contact in found:
            contacts.setdefault(contact.establishment_id, []).append(contact)
        context["rows"] = [
            (row, (today - row.due_on).days, contacts.get(row.assessment.establishment_id, []))
            for row in rows
        ]
        return context


class AssessedPlants(AccessMixin, ListView):
    """Plants of which an assessment was handed in."""

    model = Establishment
    paginate_by = PAGE
    template_name = "assessments/options/plants.html"

    def get_queryset(self):
        access = self.request.access
        require(rules.may_see_overview(access))
        self.filter = PlantFilter(
            self.request.GET,
            queryset=super().get_queryset().counted(),
            request=self.request,
            assessments=filed_assessments(access),
        )
        return self.filter.qs.order_by("name_sort", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(filter=self.filter, **kwargs)


def filed_assessments(access):
    """Of plants that count: a row that was merged into another is none."""
    rows = Assessment.objects.visible_to(access)
    return rows.filter(
        state__in=AssessmentState.filed_states(), establishment__merged_into__isnull=True
    )


@require_GET
def overview(request):
    access = request.access
    require(rules.may_see_overview(access))
    options = CPOption.objects.visible_to(access).filed()
    chosen = PlainFilter(request.GET, queryset=options, request=request)
    options = chosen.qs
    lists = figures.Lists({name: value for name, value in request.GET.items() if value})
    lists.said = {name: value for name, value in lists.said.items() if name in chosen.filters}
    context = {"filter": chosen, "states": OptionState} | _solutions(options, access, lists)
    context |= _asked(chosen, access, lists)
    return render(request, "assessments/options/overview.html", context)


def _solutions(options, access, lists):
    counts = figures.states_of(options)
    rows, totals, every = figures.matrix(counts, lists)
    savings = OptionSaving.objects.visible_to(access)
    saved, effect = figures.saved(savings, options, access, lists)
    return {
        "matrix": rows,
        "matrix_totals": totals,
        "every": every,
        "share": figures.share(counts, lists),
        "paying": figures.paying(options, lists, *figures.GROUPS),
        "saved": saved,
        "effect": effect,
        "sectors": figures.in_sectors(options, lists),
        "best": options.filter(annual_saving__gt=0)
        .exclude(state=OptionState.SCREENED_OUT)
        .select_related("assessment")
        .order_by("-annual_saving", "pk")[:TOP],
    }


def _asked(chosen, access, lists):
    """Coverage and overdue questions, with the filter of the page."""
    assessments, waiting = filed_assessments(access), FollowUp.objects.visible_to(access).waiting()
    if not chosen.is_valid():
        assessments, waiting = assessments.none(), waiting.none()
    said = {name: value for name, value in chosen.form.cleaned_data.items() if value}
    if "sector" in said:
        sector = said.pop("sector")
        said["division"] = "" if sector == UNKNOWN else sector
    kinds, every = figures.coverage(assessments.filter(**said), lists)
    of_assessment = {f"assessment__{name}": value for name, value in said.items()}
    overdue = waiting.filter(**of_assessment).count()
    return {
        "overdue": figures.Counted(overdue, lists.follow_ups()),
        "kinds": kinds,
        "assessed": every,
        "register": Establishment.objects.visible_to(access).counted().count(),
    }


@require_GET
def reasons(request):
    """How often each reason is named, where at least five enterprises name it."""
    require(rules.may_see_reasons(request.access))
    names = {row.code: row for row in Reason.objects.visible_to(request.access)}
    rows = [(names[code], firms, options) for code, firms, options in news.reason_totals()]
    return render(request, "assessments/options/reasons.html", {"rows": rows})
