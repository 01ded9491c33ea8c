"""The requests of reports that were sent, each with its newest step."""

from django.db.models import Exists, F, OuterRef, Q, Subquery, TextChoices, Value
from django.db.models.functions import Coalesce, NullIf

from reports.models import Fact, ReportVersion, RequestStep

SOURCE = "reports.Request"


class Stage(TextChoices):
    WAITING = "waiting", "chưa xử lý"
    ROUTED = "routed", "đã chuyển xử lý"
    ANSWERED = "answered", "đã trả lời"


IN_STAGE = {
    Stage.WAITING: Q(step__isnull=True),
    Stage.ROUTED: Q(step__isnull=False, answered_by=""),
    Stage.ANSWERED: Q(step__isnull=False) & ~Q(answered_by=""),
}


def requests_sent(access):
    """Facts of the newest version that each unit sent of a report.

    With `step` (its key), `class_now`, `routed`, `answered_by`, `answered_on` and `answering` of
    the newest step; a request nobody has dealt with keeps the class that its unit gave it.
    """
    newer = ReportVersion.objects.filter(
        report=OuterRef("version__report"),
        is_submitted=True,
        number__gt=OuterRef("version__number"),
    )
    facts = Fact.objects.visible_to(access).filter(source=SOURCE, version__is_submitted=True)
    steps = RequestStep.objects.visible_to(access).filter(
        report=OuterRef("version__report"), request_key=OuterRef("source_id")
    )
    newest = steps.order_by("-ordinal")

    def of_step(column):
        return Subquery(newest.values(column)[:1])

    return (
        facts.filter(~Exists(newer))
        .annotate(
            step=of_step("pk"),
            class_now=Coalesce(of_step("request_class"), NullIf(F("kind"), Value(""))),
            routed=Coalesce(of_step("routed_to"), Value("")),
            answered_by=Coalesce(of_step("document_number"), Value("")),
            answered_on=of_step("document_on"),
            answering=Coalesce(of_step("document_issuer"), Value("")),
        )
        .select_related("version__report__round", "owner")
        .order_by("-version__report__round__year_to", "owner__name", "source_id")
    )


def stage_of(row):
    if row.step is None:
        return Stage.WAITING
    return Stage.ANSWERED if row.answered_by else Stage.ROUTED


def shown_on_report(sent, *, access):
    """[(request, its steps, the newest first)] of the version that was sent last, in its order."""
    if sent is None:
        return []
    steps = {}
    rows = RequestStep.objects.visible_to(access).filter(report=sent.report_id)
    for row in rows.order_by("-ordinal"):
        steps.setdefault(row.request_key, []).append(row)
    facts = Fact.objects.visible_to(access).filter(version=sent, source=SOURCE)
    asked = sorted(facts, key=lambda fact: fact.detail.get("ordinal") or 0)
    return [(fact, steps.get(fact.source_id, [])) for fact in asked]
