"""The synthesis: the Ministry's version of a consolidation, from its parts to its sealed file."""

from django.db import transaction

from reports.compilation import Draft, draw, open_draft, seal, write_figures
from reports.documents import report_document
from reports.enums import DocumentKind, VersionState
from reports.models import Report, ReportForm, ReportVersion
from reports.national.own import write_own_facts
from reports.national.sections import more_of
from reports.national.territory import territory_slots


def ensure_synthesis(round_, *, access):
    """The Ministry's own report of a round, in the newest form of the synthesis."""
    forms = ReportForm.objects.visible_to(access).filter(applies_to__contains="ministry")
    report, _ = Report.objects.visible_to(access).get_or_create(
        round=round_,
        owner=access.organisation,
        defaults={
            "code": f"{access.organisation.code}_{round_.code}",
            "synthesis_form": forms.order_by("-version").first(),
        },
    )
    return report


@transaction.atomic
def write_synthesis(frozen, *, access):
    """Facts, figures and words of the synthesis; a Draft with its document still to be drawn."""
    collected = frozen.collected
    report = ensure_synthesis(collected.round, access=access)
    version = open_draft(report.pk, access=access)
    version.consolidation = collected
    version.save()
    first = {chapter.receipt.owner_id: chapter.first for chapter in frozen.chapters}
    write_own_facts(version, first, access=access)
    beside = territory_slots(version, access=access)
    content, printed = write_figures(version, access=access, beside=tuple(beside))
    more = more_of(version, frozen, content, printed, access=access)
    document = report_document(version, content, printed, more=more)
    return Draft(version, {DocumentKind.REPORT: document})


def draw_synthesis(draft, *, access):
    """Draw it, store it, and freeze it: another consolidation makes another version."""
    body = draw(draft.documents[DocumentKind.REPORT], draft.version)
    version = seal(draft.version, {DocumentKind.REPORT: body}, access=access)
    with transaction.atomic():
        versions = ReportVersion.objects.visible_to(access).filter(pk=version.pk)
        versions.update(state=VersionState.SUBMITTED, is_submitted=True)
