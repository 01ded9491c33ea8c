"""Plans, lists and letters: what a unit decided and sent out (VB)."""

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import JSONObject

from programmes.enums import LetterKind
from programmes.models import ActionPlan, OutgoingLetter, TaskList
from reports.sources.shape import document_detail, identified, shape
from reports.windows import counts_in, reporting_year

IDENTIFIED = identified()


def plans_in_force(access, report):
    """VB-01: issued by the closing day, and its years hold that day."""
    closing = report.round.window_to
    plans = ActionPlan.objects.visible_to(access).in_force_on(closing)
    return shape(
        plans.filter(IDENTIFIED),
        label="title",
        kind=F("kind"),
        unit=Value("văn bản"),
        detail=document_detail("document", year_from="year_from", year_to="year_to"),
    )


def plans_issued(access, report):
    """VB-02: the issuing document was signed inside the window."""
    signed = counts_in(report.round, day="document__issued_on")
    return shape(
        ActionPlan.objects.visible_to(access).decided().filter(signed, IDENTIFIED),
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
        TaskList.objects.visible_to(access).decided().filter(signed, IDENTIFIED),
        label="title",
        year=reporting_year(report.round, day="document__issued_on"),
        unit=Value("danh mục"),
        detail=document_detail("document", year_from="year"),
    )


def task_lists_unidentified(access, report):
    """Lists without number or date are printed in italics and never counted."""
    lists = TaskList.objects.visible_to(access).decided().filter(~IDENTIFIED)
    span = Q(year__isnull=True) | Q(year__range=(report.round.year_from, report.round.year_to))
    return shape(
        lists.filter(span),
        label="title",
        number=None,
        detail=document_detail("document", year_from="year"),
    )


def letters_sent(access, report):
    """VB-04: one letter is one, however many it went to; reminders of reports do not count."""
    letters = OutgoingLetter.objects.visible_to(access).exclude(number="")
    return shape(
        letters.filter(
            counts_in(report.round, day="issued_on"),
            kind__in=[LetterKind.DISSEMINATE, LetterKind.DIRECT],
        ),
        label="title",
        year=reporting_year(report.round, day="issued_on"),
        kind=F("kind"),
        unit=Value("văn bản"),
        detail=JSONObject(
            number="number",
            issued_on="issued_on",
            issuer=Value(report.owner.name, output_field=CharField()),
        ),
    )
