"""How each indicator is counted: one queryset per indicator, shaped into the columns of a fact.

What stands here is the whole list of indicators that the portal can count today; any other
indicator of the dictionary prints "–" (chưa có số liệu) until its own source is written.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import (
    CharField,
    DecimalField,
    F,
    IntegerField,
    JSONField,
    Q,
    Value,
)
from django.db.models.functions import Cast, JSONObject

from assessments.models import DemonstrationModel
from outreach.enums import BROADCAST_KINDS, EVENT_KINDS, PUBLICATION_KINDS, ActivityKind
from outreach.models import Activity
from programmes.enums import FocalState, PlanState
from programmes.models import ActionPlan, FocalEquipment, FocalUnit, Target, TaskList
from reports.enums import Nature
from reports.models import Claim, Narrative, NilDeclaration, Request
from reports.windows import counts_in, reporting_year

COLUMNS = (
    "source_id",
    "label",
    "year",
    "kind",
    "stratum",
    "sector",
    "number",
    "planned",
    "unit",
    "detail",
)
NUMBER = DecimalField(max_digits=20, decimal_places=4)
IDENTIFIED = ~Q(document__number="") & Q(document__issued_on__isnull=False, document__issuer__gt="")


@dataclass(frozen=True)
class Source:
    """`rows(access, report)` gives one row per fact of `indicator`, visible to this access only."""

    indicator: str | None
    table: str
    rows: Callable
    nature: str = Nature.COUNTED


def shape(queryset, *, label, number=1, **columns):
    """The queryset as fact columns, in the order of COLUMNS."""
    given = {
        "source_id": F("pk"),
        "label": label if hasattr(label, "resolve_expression") else F(label),
        "year": columns.get("year", Value(None, output_field=IntegerField())),
        "kind": columns.get("kind", Value("", output_field=CharField())),
        "stratum": columns.get("stratum", Value("", output_field=CharField())),
        "sector": columns.get("sector", Value("", output_field=CharField())),
        "number": _numeric(number),
        "planned": _numeric(columns.get("planned")),
        "unit": columns.get("unit", Value("", output_field=CharField())),
        "detail": columns.get("detail", Value({}, output_field=JSONField())),
    }
    annotated = queryset.order_by().annotate(
        **{f"fact_{name}": value for name, value in given.items()}
    )
    return annotated.values_list(*(f"fact_{name}" for name in COLUMNS))


def _numeric(value):
    if value is None:
        return Value(None, output_field=NUMBER)
    return Cast(value if hasattr(value, "resolve_expression") else Value(value), NUMBER)


def activities(kinds, number, *, unit, planned=None):
    """Outreach of some kinds; a row without the number is no data, not a nought.

    What is planned and not yet done has a plan and no number.
    """

    def rows(access, report):
        round_ = report.round
        held = counts_in(round_, day="held_on", year="year", period=("period_from", "period_to"))
        known = Q(**{f"{number}__isnull": False})
        if planned:
            known |= Q(**{f"{planned}__isnull": False})
        return shape(
            Activity.objects.visible_to(access).filter(held, known, kind__in=kinds),
            label="title",
            number=F(number),
            planned=F(planned) if planned else None,
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


def document_detail(document, **more):
    """What the Ministry must read of a document although it cannot read plan tables."""
    return JSONObject(
        number=f"{document}__number",
        issued_on=f"{document}__issued_on",
        issuer=f"{document}__issuer",
        issuer_level=f"{document}__issuer_level",
        submitted_by=f"{document}__submitted_by",
        **more,
    )


def plans_in_force(access, report):
    """VB-01: issued by the closing day, and its years hold that day."""
    closing = report.round.window_to
    plans = ActionPlan.objects.visible_to(access).in_force_on(closing)
    return shape(
        plans.filter(IDENTIFIED, document__issued_on__lte=closing),
        label="title",
        kind=F("kind"),
        unit=Value("văn bản"),
        detail=document_detail("document", year_from="year_from", year_to="year_to"),
    )


def plans_issued(access, report):
    """VB-02: the issuing document was signed inside the window."""
    signed = counts_in(report.round, day="document__issued_on")
    return shape(
        ActionPlan.objects.visible_to(access).filter(signed, IDENTIFIED, state=PlanState.ISSUED),
        label="title",
        year=reporting_year(report.round, day="document__issued_on"),
        kind=F("kind"),
        unit=Value("văn bản"),
        detail=document_detail("document", year_from="year_from", year_to="year_to"),
    )


def task_lists_approved(access, report):
    """VB-03: the approving decision is identified and was signed inside the window."""
    signed = counts_in(report.round, day="document__issued_on")
    return shape(
        TaskList.objects.visible_to(access).filter(signed, IDENTIFIED),
        label="title",
        year=reporting_year(report.round, day="document__issued_on"),
        unit=Value("danh mục"),
        detail=document_detail("document", year_from="year"),
    )


def task_lists_unidentified(access, report):
    """Lists without number or date are printed in italics and never counted."""
    lists = TaskList.objects.visible_to(access).filter(~IDENTIFIED | Q(document__isnull=True))
    span = Q(year__isnull=True) | Q(year__range=(report.round.year_from, report.round.year_to))
    return shape(
        lists.filter(span),
        label="title",
        number=None,
        detail=document_detail("document", year_from="year"),
    )


def focal_units(access, report):
    """NL-01: established or assigned by the closing day; a proposed office is not counted."""
    return shape(
        FocalUnit.objects.visible_to(access).filter(
            Q(since_year__isnull=True) | Q(since_year__lte=report.round.year_to),
            state=FocalState.ESTABLISHED,
        ),
        label="name",
        unit=Value("đơn vị"),
    )


def equipment(access, report):
    """NL-05: pieces with a known count, of a unit that exists."""
    return shape(
        FocalEquipment.objects.visible_to(access).filter(
            Q(unit__since_year__isnull=True) | Q(unit__since_year__lte=report.round.year_to),
            unit__state=FocalState.ESTABLISHED,
            count__isnull=False,
        ),
        label="name",
        number=F("count"),
        unit=Value("thiết bị"),
    )


def demonstration_models(access, report):
    """HT-10: the owner's name is the label, outside the digest, so that it can be erased."""
    round_ = report.round
    held = counts_in(round_, day="accepted_on", period=("period_from", "period_to"))
    return shape(
        DemonstrationModel.objects.visible_to(access).filter(held),
        label="establishment__name",
        year=reporting_year(round_, day="accepted_on"),
        stratum=F("establishment__stratum"),
        sector=F("establishment__sector"),
        unit=Value("mô hình"),
        detail=JSONObject(
            zone="establishment__zone_name",
            sector_text="establishment__sector_text",
            before="before",
            after="after",
            benefits="benefits",
        ),
    )


def requests(access, report):
    """KN-01: the wording itself is printed."""
    return shape(
        Request.objects.visible_to(access).filter(report=report),
        label="text",
        kind=F("request_class"),
        unit=Value("kiến nghị"),
        detail=JSONObject(text="text", addressee="addressee", ordinal="ordinal"),
    )


def nil_declarations(access, report):
    """A declared nought: a typed fact whose source is the person and the day."""
    return NilDeclaration.objects.visible_to(access).filter(
        report=report, year__range=(report.round.year_from, report.round.year_to)
    )


def nil_rows(indicator):
    def rows(access, report):
        return shape(
            nil_declarations(access, report).filter(indicator__code=indicator),
            label="declared_by_name",
            number=0,
            year=F("year"),
            detail=JSONObject(basis="basis", declared_at="declared_at"),
        )

    return rows


def claims(access, report):
    """Numbers as stated; never part of a total."""
    return shape(
        Claim.objects.visible_to(access).filter(report=report),
        label="verbatim",
        number=F("value"),
        unit=F("unit"),
        detail=JSONObject(
            key="key",
            indicator="indicator__code",
            comparator="comparator",
            verbatim="verbatim",
            stated_for="stated_for",
            is_estimate="is_estimate",
            is_met_claim="is_met_claim",
            is_beyond_unit="is_beyond_unit",
            source="source",
            sectors="sectors",
        ),
    )


def narratives(access, report):
    """The words of the sections, kept with the version that prints them."""
    return shape(
        Narrative.objects.visible_to(access).filter(report=report),
        label="section_key",
        number=None,
        detail=JSONObject(section="section_key", text="text"),
    )


def targets(access, report):
    """The national targets of the milestone that the round's last year lies in."""
    last = report.round.year_to
    reached = Q(milestone__year_from__lte=last, milestone__year_to__gte=last)
    return shape(
        Target.objects.visible_to(access).filter(
            reached, is_national=True, indicator__isnull=False
        ),
        label="label",
        number=F("value"),
        unit=F("unit"),
        kind=F("milestone__strategy__code"),
        detail=JSONObject(
            indicator="indicator__code",
            comparator="comparator",
            upper="upper",
            denominator="denominator",
            milestone="milestone__label",
            nation_only="is_for_nation_only",
            provenance="provenance",
        ),
    )


ACTIVITY = "outreach.Activity"
NARRATIVE = "reports.Narrative"
EVENTS = list(EVENT_KINDS)

COUNTED = [
    Source("VB-01", "programmes.ActionPlan", plans_in_force),
    Source("VB-02", "programmes.ActionPlan", plans_issued),
    Source("VB-03", "programmes.TaskList", task_lists_approved),
    Source("NL-01", "programmes.FocalUnit", focal_units),
    Source("NL-05", "programmes.FocalEquipment", equipment),
    Source(
        "TT-01",
        ACTIVITY,
        activities(EVENTS, "event_count", unit="cuộc, lớp", planned="planned_quantity"),
    ),
    Source("TT-02", ACTIVITY, activities(EVENTS, "attendance_count", unit="lượt người")),
    Source("TT-03", ACTIVITY, activities(EVENTS, "women_count", unit="lượt người")),
    Source(
        "TT-05",
        ACTIVITY,
        activities(
            list(PUBLICATION_KINDS), "done_quantity", unit="bộ, cuốn", planned="planned_quantity"
        ),
    ),
    Source(
        "TT-06",
        ACTIVITY,
        activities(
            list(BROADCAST_KINDS), "event_count", unit="phóng sự", planned="planned_quantity"
        ),
    ),
    Source(
        "TT-07",
        ACTIVITY,
        activities(
            [ActivityKind.TALK_SHOW], "event_count", unit="cuộc", planned="planned_quantity"
        ),
    ),
    Source(
        "TT-08",
        ACTIVITY,
        activities(
            [ActivityKind.ARTICLE], "event_count", unit="tin, bài", planned="planned_quantity"
        ),
    ),
    Source("HT-10", "assessments.DemonstrationModel", demonstration_models),
    Source("KN-01", "reports.Request", requests),
]
TEXTS = [
    Source("VB-03", "programmes.TaskList", task_lists_unidentified, Nature.TEXT),
    Source(None, "programmes.Target", targets, Nature.TEXT),
    Source(None, NARRATIVE, narratives, Nature.TEXT),
    Source(None, "reports.Claim", claims, Nature.CLAIM),
]
NIL_INDICATORS = ("TT-01", "TT-02", "TT-05", "TT-06", "TT-07", "TT-08", "HT-10", "VB-02", "VB-03")
TYPED = [
    Source(code, "reports.NilDeclaration", nil_rows(code), Nature.TYPED) for code in NIL_INDICATORS
]
SOURCES = [*COUNTED, *TYPED, *TEXTS]


def logged_rows(indicator, year, report, *, access):
    """How many rows of an indicator the registers hold for one year of the report."""
    return sum(
        source.rows(access, report).filter(fact_year=year).count()
        for source in COUNTED
        if source.indicator == indicator
    )
