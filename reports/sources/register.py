"""The register of establishments and how far they are (CS): stocks of the round's closing year.

Households are a stratum of their own: they stand in the counts, told apart, and in no rate
(DOMAIN 3.7; reports.ladder.rates).
"""

from functools import reduce
from operator import or_

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import JSONObject

from assessments.enums import AssessmentState
from assessments.models import Assessment
from enterprises.enums import Stratum, TotalSubject
from enterprises.models import Establishment, EstablishmentYear, OfficialTotal, YearLevel
from organisations import clock
from reports.ladder.rates import active_in
from reports.sources.assessed import COUNTED_AS, EXPERT_KINDS
from reports.sources.shape import last_year, shape


def _sites(queryset, report, **columns):
    return shape(
        queryset,
        **{
            "label": "name",
            "year": last_year(report.round),
            "stratum": F("stratum"),
            "sector": F("sector"),
            "unit": Value("cơ sở"),
        }
        | columns,
    )


def _known(round_, access):
    """In the register on the closing day, as far as can be told.

    Nobody knows since when a row stands in a register that came from paper. Of this year's round
    and of the last one's it is the register as it is; of an older round what has something of that
    year or before: figures of a year, or evidence of its level.
    """
    if round_.year_to >= clock.today().year - 1:
        return Q()
    past = Q(year__lte=round_.year_to, establishment=OuterRef("pk"))
    of_a_year = (EstablishmentYear, YearLevel)
    return reduce(or_, (Q(Exists(m.objects.visible_to(access).filter(past))) for m in of_a_year))


def _active(access, report):
    round_ = report.round
    return active_in(round_.year_to, access).filter(_known(round_, access))


def registered(access, report):
    """CS-01: each plant once, without the rows that were merged into another."""
    sites = Establishment.objects.visible_to(access).counted()
    return _sites(sites.filter(_known(report.round, access)), report)


def active(access, report):
    """CS-02: without those known to have stood still in the year."""
    return _sites(_active(access, report), report)


def _reached(level, access, report):
    rows = YearLevel.objects.visible_to(access).filter(
        year=report.round.year_to, level__gte=level, establishment=OuterRef("pk")
    )
    return Exists(rows)


def at_least(level):
    """CS-04, CS-06, CS-07: active, and at this level or above."""

    def rows(access, report):
        sites = _active(access, report).filter(_reached(level, access, report))
        return _sites(sites, report)

    return rows


def assessed(access, report):
    """CS-05: by evidence and not by level, whatever the year of the assessment."""
    accepted = Assessment.objects.visible_to(access).filter(
        kind__in=EXPERT_KINDS,
        state=AssessmentState.ACCEPTED,
        decided_at__date__lte=report.round.window_to,
    )
    of_site = accepted.annotate(plant=COUNTED_AS).filter(plant=OuterRef("pk"))
    return _sites(_active(access, report).filter(Exists(of_site)), report)


def share_of_register(level):
    """CS-08, CS-09: of the plants of the register; never called the rate of the province."""

    def rows(access, report):
        reached = Q(_reached(level, access, report))
        sites = _active(access, report).filter(stratum=Stratum.PLANT)
        number = Case(When(reached, then=1), default=0, output_field=IntegerField())
        return _sites(sites, report, number=number, planned=1, unit=Value("cơ sở"))

    return rows


def _official(access, report):
    """The department's newest official total up to the round's last year."""
    totals = OfficialTotal.objects.visible_to(access).filter(
        owner=report.owner_id, subject=TotalSubject.ESTABLISHMENT, year__lte=report.round.year_to
    )
    return totals.filter(pk__in=totals.order_by("-year", "-pk").values("pk")[:1])


def official_total(*, as_plan):
    """CS-03, and what CS-10 and CS-11 divide by: with its source and its year."""

    def rows(access, report):
        return shape(
            _official(access, report),
            label="source",
            number=None if as_plan else F("value"),
            planned=F("value") if as_plan else None,
            year=last_year(report.round),
            unit=Value("cơ sở"),
            detail=JSONObject(source="source", total_of="year"),
        )

    return rows


def reached_of_official(level):
    """CS-10, CS-11: the plants above the line; none where the line has no total under it."""

    def rows(access, report):
        sites = _active(access, report).filter(
            _reached(level, access, report),
            Exists(_official(access, report)),
            stratum=Stratum.PLANT,
        )
        return _sites(sites, report)

    return rows
