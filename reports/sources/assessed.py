"""Assessments, solutions, what was measured, and support.

HT-01 to HT-13, KQ-01 to KQ-18.
"""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject

from assessments.enums import (
    AssessmentKind,
    AssessmentState,
    Channel,
    FactorKind,
    GrantState,
    Mover,
    OptionState,
    PaymentKind,
    ResourceKind,
    Screening,
    Total,
)
from assessments.models import (
    Assessment,
    AssessmentReceipt,
    ConversionFactor,
    CPOption,
    GrantPayment,
    MeasuredResult,
    OptionStep,
    SupportGrant,
)
from assessments.option_life import IMPLEMENTED
from assessments.worksheets.results import OF_THE_STRATEGY
from enterprises.models import Establishment, Visit
from organisations.models import Attachment
from reports.sources.shape import last_year, shape
from reports.windows import counts_in, reporting_year

ACCEPTED_ON, CONFIRMED_ON = "decided_at__date", "confirmed_at__date"
COUNTED_AS = Coalesce("establishment__merged_into", "establishment")
EXPERT_KINDS = (AssessmentKind.QUICK, AssessmentKind.DETAILED)


def _accepted(access, round_, *kinds):
    """Accepted in the round; the years of others' work do not matter."""
    return Assessment.objects.visible_to(access).filter(
        counts_in(round_, day=ACCEPTED_ON), kind__in=kinds, state=AssessmentState.ACCEPTED
    )


def _plants(access, report, assessments):
    """Distinct plants; a row that was merged speaks for the plant it counts as."""
    of_plant = assessments.annotate(plant=COUNTED_AS).filter(plant=OuterRef("pk"))
    return shape(
        Establishment.objects.visible_to(access).counted().filter(Exists(of_plant)),
        label="name",
        year=last_year(report.round),
        stratum=F("stratum"),
        sector=F("sector"),
        unit=Value("cơ sở"),
    )


def plants_self_assessed(access, report):
    """HT-01: first received in the round, their own sheet or one that was keyed in for them."""
    first = AssessmentReceipt.objects.visible_to(access).filter(
        counts_in(report.round, day="at__date"), assessment=OuterRef("pk"), turn=1
    )
    kinds = (AssessmentKind.SELF, AssessmentKind.HOUSEHOLD)
    rows = Assessment.objects.visible_to(access).filter(Exists(first), kind__in=kinds)
    return _plants(access, report, rows.exclude(state=AssessmentState.CANCELLED))


def plants_assessed(access, report):
    """HT-04: quick or detailed, each plant once."""
    return _plants(access, report, _accepted(access, report.round, *EXPERT_KINDS))


def assessments_accepted(kind):
    """HT-02, HT-03."""

    def rows(access, report):
        return shape(
            _accepted(access, report.round, kind),
            label="site_name",
            year=reporting_year(report.round, day=ACCEPTED_ON),
            sector=F("division"),
            unit=Value("đánh giá"),
            detail=JSONObject(
                data_year="year", submitted_at="submitted_at", decided_at="decided_at"
            ),
        )

    return rows


def _options(access, report, condition, **columns):
    """Solutions of assessments that were handed in, by their category, which is their kind."""
    return shape(
        CPOption.objects.visible_to(access).filed().filter(condition),
        **{
            "label": "name",
            "year": last_year(report.round),
            "kind": F("category"),
            "sector": F("assessment__division"),
            "unit": Value("giải pháp"),
            "detail": JSONObject(site="assessment__site_name", code="code", state="state"),
        }
        | columns,
    )


def options_proposed(access, report):
    """HT-05: of the assessments accepted in the round, without what was rejected at screening."""
    assessments = _accepted(access, report.round, *EXPERT_KINDS).values("pk")
    rejected = Q(screening=Screening.REJECTED) | Q(state=OptionState.SCREENED_OUT)
    return _options(access, report, Q(assessment__in=assessments) & ~rejected)


def options_selected(access, report):
    """HT-06: decided on in the round, whenever it was proposed."""
    decided = OptionStep.objects.visible_to(access).filter(
        counts_in(report.round, day="held_on"),
        option=OuterRef("pk"),
        to_state=OptionState.SELECTED,
    )
    return _options(access, report, Q(Exists(decided)))


def _implemented(access, round_):
    """Carried out in the round, with a file that shows it or on the enterprise's own word."""
    files = Attachment.objects.visible_to(access).standing()
    shown = files.filter(subject_type=CPOption._meta.label_lower, subject_id=OuterRef("pk"))
    told = OptionStep.objects.visible_to(access).filter(
        option=OuterRef("pk"),
        to_state=OptionState.DONE,
        mover=Mover.ENTERPRISE,
        channel__in=[Channel.PORTAL, Channel.EMAIL],
    )
    done = counts_in(round_, day="implemented_on") & Q(state__in=IMPLEMENTED)
    return done & (Q(Exists(shown)) | Q(Exists(told)))


def _not_taken_up(round_):
    return counts_in(round_, day="state_on") & Q(state=OptionState.NOT_TAKEN_UP)


def options_implemented(access, report):
    """HT-07."""
    return _options(access, report, _implemented(access, report.round))


def options_decided(access, report):
    """HT-08: carried out or not, as far as that is known."""
    decided = _implemented(access, report.round) | _not_taken_up(report.round)
    return _options(access, report, decided)


def share_implemented(access, report):
    """HT-09: HT-07 of HT-08."""
    done = _implemented(access, report.round)
    return _options(
        access,
        report,
        done | _not_taken_up(report.round),
        number=Case(When(done, then=1), default=0, output_field=IntegerField()),
        planned=1,
    )


def investments(access, report):
    """KQ-10: what it really cost; where nobody said, there is no figure."""
    known = _implemented(access, report.round) & Q(actual_cost__isnull=False)
    return _options(access, report, known, number=F("actual_cost"), unit=Value("đồng"))


def options_without_cost(access, report):
    """KQ-11: nought was said; nothing said is not nought."""
    return _options(access, report, _implemented(access, report.round) & Q(actual_cost=0))


PAYBACK = F("actual_cost") / F("measured_saving")


def paid_back(number, unit, **columns):
    """KQ-12 to KQ-15: cost and measured saving of solutions that have both, confirmed in the round.

    Carried out in whichever year; its part of the result stands since the results were frozen.
    """

    def rows(access, report):
        confirmed = MeasuredResult.objects.visible_to(access).filter(
            counts_in(report.round, day=CONFIRMED_ON), assessment=OuterRef("assessment")
        )
        has_both = Q(state__in=IMPLEMENTED, actual_cost__gt=0, measured_saving__gt=0)
        about = {"number": F(number) if isinstance(number, str) else number, "unit": Value(unit)}
        return _options(access, report, has_both & Q(Exists(confirmed)), **about, **columns)

    return rows


def measured(number, unit, condition=None, *, value=None, kind=None, **columns):
    """Savings confirmed in the round: of one plant, resource and year one row, told once.

    Of assessments that were handed in; two rows of the register that were merged are one plant.
    `value` is what the column `number` comes to in this `unit`
    (a word, or an expression).
    """
    unit = Value(unit) if isinstance(unit, str) else unit

    def rows(access, report):
        confirmed = counts_in(report.round, day=CONFIRMED_ON)
        filed = Q(assessment__state__in=AssessmentState.filed_states())
        known = confirmed & filed & Q(**{f"{number}__isnull": False}) & (condition or Q())
        results = MeasuredResult.objects.visible_to(access).alias(plant=COUNTED_AS)
        told_before = results.filter(
            filed,
            pk__lt=OuterRef("pk"),
            plant=OuterRef("plant"),
            resource=OuterRef("resource"),
            year=OuterRef("year"),
        )
        return shape(
            results.filter(known).exclude(Exists(told_before)),
            label="assessment__site_name",
            number=F(number) if value is None else value,
            year=reporting_year(report.round, day=CONFIRMED_ON),
            kind=kind or Value(""),
            sector=F("assessment__division"),
            unit=unit,
            detail=JSONObject(
                resource="resource__name",
                base_year="base_year",
                result_year="year",
                months="months",
                share="share",
                factors="factors",
                missing="missing",
                is_estimate="is_estimate",
            ),
            **columns,
        )

    return rows


def of_total(total):
    return Q(resource__total=total)


ELECTRICITY = Q(resource__code="DIEN")
WATER, MATERIALS = of_total(Total.WATER), of_total(Total.MATERIALS)
WASTEWATER, WASTE = of_total(Total.WASTEWATER), of_total(Total.WASTE)
# CO2 of biomass stands apart.
FOSSIL = Q(resource__is_biogenic=False)
# What is bought by the kilogram and thrown away by the tonne.
IN_TONNES = Case(
    When(resource__base_unit="kg", then=F("saved") / 1000),
    When(resource__base_unit="t", then=F("saved")),
)
# Gas is measured by volume; what is bought by the litre is weighed by a density.
DENSITY = ConversionFactor.objects.filter(
    kind=FactorKind.DENSITY, unit="kg/l", resource=OuterRef("resource"), valid_to=None
).order_by("-valid_from", "code")
FUEL = Q(resource__kind=ResourceKind.FUEL)
OF_FUEL = Case(
    When(resource__base_unit="t", then=F("saved")),
    When(resource__base_unit="l", then=F("saved") * Subquery(DENSITY.values("value")[:1]) / 1000),
    default=F("saved") / 1000,
)
FUEL_UNIT = Case(When(resource__base_unit="m3", then=Value("1.000 m³")), default=Value("tấn"))
HAZARD = Case(When(resource__code="CTNH", then=Value("hazardous")), default=Value("ordinary"))


# What the Strategy names, valued at the price of the base year.
VALUED = Q(resource__kind__in=OF_THE_STRATEGY, base_price__isnull=False, expected__isnull=False)
VALUE_SAVED, VALUE_EXPECTED = (F(name) * F("base_price") for name in ("saved", "expected"))


def valued(value, whole=None):
    """KQ-16 to KQ-18: by resource, of plants where a solution is at work (CS-06).

    A rate keeps the whole as its lower part.
    """
    columns = {"kind": F("resource__code")} | ({} if whole is None else {"planned": whole})

    def rows(access, report):
        running = CPOption.objects.visible_to(access).filter(
            assessment__establishment=OuterRef("establishment"), state__in=IMPLEMENTED
        )
        condition = VALUED & Q(Exists(running))
        return measured("saved", "đồng", condition, value=value, **columns)(access, report)

    return rows


def grants_accepted(access, report):
    """HT-11: by the fund they were approved from; settled ones have been accepted, too."""
    accepted = Q(state__in=(GrantState.ACCEPTED, GrantState.SETTLED))
    return shape(
        SupportGrant.objects.visible_to(access).filter(
            accepted, counts_in(report.round, day="accepted_on")
        ),
        label="name",
        year=reporting_year(report.round, day="accepted_on"),
        kind=F("fund"),
        sector=F("division"),
        unit=Value("đề án"),
        detail=JSONObject(
            site="site_name",
            decision="decision_number",
            minutes="minutes_number",
            accepted_on="accepted_on",
        ),
    )


def grants_paid(access, report):
    """HT-12: what was paid inside the window, less what was recovered inside it."""
    return shape(
        GrantPayment.objects.visible_to(access).filter(counts_in(report.round, day="paid_on")),
        label="grant__name",
        number=Case(When(kind=PaymentKind.RECOVERED, then=-F("amount")), default=F("amount")),
        year=reporting_year(report.round, day="paid_on"),
        kind=F("grant__fund"),
        sector=F("grant__division"),
        unit=Value("đồng"),
        detail=JSONObject(
            site="grant__site_name", paid_on="paid_on", payment="kind", document="document"
        ),
    )


def visits(access, report):
    """HT-13: each time somebody was at a plant, inspections apart from surveys."""
    return shape(
        Visit.objects.visible_to(access).filter(counts_in(report.round, day="held_on")),
        label="establishment__name",
        year=reporting_year(report.round, day="held_on"),
        kind=F("kind"),
        sector=F("establishment__sector"),
        unit=Value("cuộc"),
        detail=JSONObject(held_on="held_on", body="body", findings="findings"),
    )
