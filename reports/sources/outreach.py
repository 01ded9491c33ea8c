"""Outreach: events, people, publications, zones reached, establishments that came (TT)."""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject

from enterprises.models import Establishment, IndustrialZone, OfficialTotal
from outreach.enums import COUNTED_BY_ROW, ActivityState
from outreach.models import Activity, ActivityZone, Attendance
from reports.sources.shape import last_year, shape
from reports.windows import counts_in, reporting_year


def held(round_, activity=""):
    """Held in the round; `activity` is the path to the activity, with its underscores."""
    return counts_in(
        round_,
        day=f"{activity}held_on",
        year=f"{activity}year",
        period=(f"{activity}period_from", f"{activity}period_to"),
    ) & Q(**{f"{activity}state": ActivityState.HELD})


def activities(kinds, number, *, unit, planned=None):
    """Outreach of some kinds; a row without the number is no data, not a nought.

    What is planned and not yet done has a plan and no number. An activity of a task adds no plan
    of its own: the task's output says what was planned (reports.sources.tasks).
    """

    def rows(access, report):
        round_ = report.round
        in_time = counts_in(round_, day="held_on", year="year", period=("period_from", "period_to"))
        known = Q(**{f"{number}__isnull": False})
        plan = None
        if planned:
            own_plan = Q(task__isnull=True, **{f"{planned}__isnull": False})
            known |= own_plan
            plan = Case(When(own_plan, then=F(planned)), default=None)
        return shape(
            Activity.objects.visible_to(access)
            .filter(in_time, known, kind__in=kinds)
            .exclude(state=ActivityState.CANCELLED),
            label="title",
            number=F(number),
            planned=plan,
            year=reporting_year(round_, day="held_on", year="year"),
            kind=F("kind"),
            unit=Value(unit),
            detail=JSONObject(
                raw_label="raw_label",
                audience="audience",
                place="place",
                outlet="outlet",
                held_on="held_on",
                period_from="period_from",
                period_to="period_to",
            ),
        )

    return rows


def co_operation(access, report):
    """TT-12."""
    round_ = report.round
    return shape(
        Activity.objects.visible_to(access).filter(held(round_), kind__in=COUNTED_BY_ROW),
        label="title",
        year=reporting_year(round_, day="held_on", year="year"),
        kind=F("kind"),
        unit=Value("hoạt động"),
        detail=JSONObject(held_on="held_on"),
    )


def establishments_that_came(access, report):
    """TT-04: distinct sites of which a manager or technician came to an event."""
    came = Attendance.objects.visible_to(access).of_establishments()
    came = came.filter(held(report.round, "activity__"), establishment=OuterRef("pk"))
    return shape(
        Establishment.objects.visible_to(access).filter(Exists(came)),
        label="name",
        year=last_year(report.round),
        stratum=F("stratum"),
        sector=F("sector"),
        unit=Value("cơ sở"),
    )


def _reached(access, report):
    reaching = ActivityZone.objects.visible_to(access).reaching(report.round.year_to)
    reaching = reaching.filter(held(report.round, "activity__"), zone=OuterRef("pk"))
    return IndustrialZone.objects.visible_to(access).filter(Exists(reaching), owner=report.owner)


def zones_reached(access, report):
    """TT-09: distinct zones; a broadcast reaches none."""
    return shape(
        _reached(access, report),
        label="name",
        year=last_year(report.round),
        kind=F("kind"),
        unit=Value("khu, cụm, làng"),
    )


def _official(access, report):
    """The newest official total of each kind of zone, up to the round's last year."""
    known = OfficialTotal.objects.visible_to(access).filter(
        owner=report.owner, year__lte=report.round.year_to
    )
    newest = known.filter(subject=OuterRef("subject")).order_by("-year").values("pk")[:1]
    return known.filter(pk=Subquery(newest))


def _registered(access, report):
    """Zones of the register, of the kinds that have no official total."""
    totals = _official(access, report).values("subject")
    zones = IndustrialZone.objects.visible_to(access).existing_in(report.round.year_to)
    return zones.filter(owner=report.owner).exclude(kind__in=totals)


def zones_registered(access, report):
    """TT-10 where no official total was entered."""
    return shape(
        _registered(access, report),
        label="name",
        year=last_year(report.round),
        kind=F("kind"),
        unit=Value("khu, cụm, làng"),
    )


def zones_of_all(access, report):
    """TT-11: the zones reached above; below those of the register, if no official total stands."""
    reached = Q(pk__in=_reached(access, report).values("pk"))
    listed = Q(pk__in=_registered(access, report).values("pk"))
    return shape(
        IndustrialZone.objects.visible_to(access).filter(reached | listed),
        label="name",
        number=Case(When(reached, then=1), default=0, output_field=IntegerField()),
        planned=Case(When(listed, then=1), default=None, output_field=IntegerField()),
        year=last_year(report.round),
        kind=F("kind"),
    )


def zones_official(as_plan):
    """The same from official totals, which say their source."""

    def rows(access, report):
        return shape(
            _official(access, report),
            label="source",
            number=None if as_plan else F("value"),
            planned=F("value") if as_plan else None,
            year=last_year(report.round),
            kind=F("subject"),
            unit=Value("khu, cụm, làng"),
            detail=JSONObject(source="source", total_of="year"),
        )

    return rows
