"""What is written for a report itself: requests, declared noughts, claims, sections, targets."""

from django.db.models import F, Q, Value
from django.db.models.functions import JSONObject

from assessments.models import DemonstrationModel
from programmes.models import Target
from reports.models import Claim, Narrative, NilDeclaration, Request, RequestStep
from reports.requested.register import requests_sent
from reports.sources.shape import shape
from reports.windows import counts_in, reporting_year


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


def requests_answered(access, report):
    """KN-02: of the reports before, answered by a document that was signed inside the window."""
    round_ = report.round
    steps = RequestStep.objects.visible_to(access).newest().answered()
    return shape(
        steps.filter(counts_in(round_, day="document_on")).exclude(report=report.pk),
        label="text",
        year=reporting_year(round_, day="document_on"),
        kind=F("request_class"),
        unit=Value("kiến nghị"),
        detail=JSONObject(
            text="text",
            addressee="addressee",
            ordinal="request_key",
            number="document_number",
            issued_on="document_on",
            issuer="document_issuer",
            answer="answer",
            asked_in="report__round__year_to",
        ),
    )


def requests_unanswered(access, report):
    """Of the year before, what no document had answered by the end of the window; never counted."""
    round_ = report.round
    last_year = Q(
        version__report__owner=report.owner_id,
        version__report__round__year_to=round_.year_from - 1,
    )
    waiting = Q(answered_by="") | Q(answered_on__gt=round_.window_to)
    return shape(
        requests_sent(access).filter(last_year, waiting),
        label="label",
        number=None,
        kind=F("kind"),
        unit=Value("kiến nghị"),
        detail=JSONObject(
            addressee=F("detail__addressee"),
            ordinal="source_id",
            asked_in="version__report__round__year_to",
        ),
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
