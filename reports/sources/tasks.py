"""Tasks of approved lists: how many, on time or not, their outputs and their money (NV, KP)."""

from django.db.models import Case, DateField, F, Func, IntegerField, Q, Value, When
from django.db.models.functions import JSONObject

from programmes.enums import DONE_STATES, OutputKind, TaskState
from programmes.models import Disbursement, Task, TaskMoney, TaskOutput
from programmes.models.plans import decided
from reports.sources.shape import identified, shape
from reports.windows import YearOfDay, counts_in, reporting_year


class LastDay(Func):
    """The last day of a month of a year: when a task is due."""

    template = "(make_date(%(expressions)s, 1) + interval '1 month' - interval '1 day')::date"
    output_field = DateField()


def approved(path=""):
    """Of a list whose approving decision is identified, and not only proposed in an amendment."""
    listed = f"{path}task_list__"
    known = identified(f"{listed}document") & decided(listed)
    return known & ~Q(**{f"{path}state": TaskState.PROPOSED})


def _tasks(access):
    return (
        Task.objects.visible_to(access)
        .filter(approved())
        .alias(due_on=Case(When(month_to__gt=0, then=LastDay("task_list__year", "month_to"))))
    )


def _of_the_years(report, path=""):
    years = (report.round.year_from, report.round.year_to)
    return Q(**{f"{path}task_list__year__range": years})


def _planned(rows, access, report):
    """Outputs or money of the lists of the round's years, each planned once.

    A task that was carried over has its plan in the list it was first approved in; its twin of the
    next year plans the rest of the same. Where the round holds both years the twin adds nothing;
    in the annual round of its own year it is what was planned for that year.
    """
    counted = Task.objects.visible_to(access).filter(approved(), _of_the_years(report))
    planned = rows.filter(approved("task__"), _of_the_years(report, "task__"))
    return planned.exclude(task__carried_from__in=counted)


DETAIL = JSONObject(
    task_list="task_list__title", lead="lead", state="state", accepted_on="accepted_on"
)


def tasks_approved(access, report):
    """NV-01: of the lists of the round's years, carried-over ones too."""
    return shape(
        _tasks(access).filter(_of_the_years(report)),
        label="name",
        year=F("task_list__year"),
        unit=Value("nhiệm vụ"),
        detail=DETAIL,
    )


def tasks_done(access, report):
    """NV-02: accepted inside the window, settled or not yet."""
    return shape(
        _tasks(access).filter(counts_in(report.round, day="accepted_on"), state__in=DONE_STATES),
        label="name",
        year=reporting_year(report.round, day="accepted_on"),
        unit=Value("nhiệm vụ"),
        detail=DETAIL,
    )


def _due(access, report):
    """Due inside the window, of whichever year's list, so that each task is due in one round.

    What was stopped or carried over before it was due was not due any more.
    """
    gone = Q(state__in=[TaskState.STOPPED, TaskState.CARRIED], stopped_on__lte=F("due_on"))
    due = Q(due_on__range=(report.round.window_from, report.round.window_to))
    return _tasks(access).filter(due).exclude(gone)


ON_TIME = Q(state__in=DONE_STATES, accepted_on__lte=F("due_on"))


def _year_due(report):
    return YearOfDay(F("due_on"), report.round.year_shift)


def tasks_due(access, report):
    """NV-03."""
    return shape(
        _due(access, report),
        label="name",
        year=_year_due(report),
        unit=Value("nhiệm vụ"),
        detail=DETAIL,
    )


def tasks_on_time(access, report):
    """NV-04: accepted not later than due ("đúng tiến độ", counted)."""
    return shape(
        _due(access, report).filter(ON_TIME),
        label="name",
        year=_year_due(report),
        unit=Value("nhiệm vụ"),
        detail=DETAIL,
    )


def share_on_time(access, report):
    """NV-05: every due task below, those on time above."""
    return shape(
        _due(access, report),
        label="name",
        number=Case(When(ON_TIME, then=1), default=0, output_field=IntegerField()),
        planned=1,
        year=_year_due(report),
        detail=DETAIL,
    )


def money_planned(as_plan):
    """KP-01, or the lower part of KP-03: by source, of the lists of the round's years."""

    def rows(access, report):
        return shape(
            _planned(TaskMoney.objects.visible_to(access), access, report),
            label="task__name",
            number=None if as_plan else F("planned"),
            planned=F("planned") if as_plan else None,
            year=F("task__task_list__year"),
            kind=F("fund"),
            unit=Value("đồng"),
            detail=JSONObject(task_list="task__task_list__title"),
        )

    return rows


def money_disbursed(access, report):
    """KP-02, and the upper part of KP-03: paid inside the window."""
    return shape(
        Disbursement.objects.visible_to(access).filter(
            approved("task__"), counts_in(report.round, day="paid_on")
        ),
        label="task__name",
        number=F("amount"),
        year=reporting_year(report.round, day="paid_on"),
        kind=F("fund"),
        unit=Value("đồng"),
        detail=JSONObject(paid_on="paid_on", task_list="task__task_list__title"),
    )


def outputs_planned(*kinds, unit):
    """What tasks are to produce, planned and estimated; what was done is counted from the logs."""

    def rows(access, report):
        return shape(
            _planned(TaskOutput.objects.visible_to(access), access, report).filter(
                Q(planned__isnull=False) | Q(estimate__isnull=False), kind__in=kinds
            ),
            label="name",
            number=None,
            planned=F("planned"),
            estimate=F("estimate"),
            year=F("task__task_list__year"),
            kind=F("kind"),
            unit=Value(unit),
            detail=JSONObject(task="task__name", basis="estimate_basis"),
        )

    return rows


EVENTS = (OutputKind.CONFERENCE, OutputKind.WORKSHOP, OutputKind.TRAINING)
