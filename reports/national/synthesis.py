"""The synthesis: the Ministry's version of a consolidation, from its parts to its sealed file."""

from django.db import transaction

from organisations.documents.docx import render_docx
from organisations.exceptions import ActionRefused
from reports.compilation import Draft, draw, open_draft, seal, write_figures
from reports.documents import report_document
from reports.enums import DocumentKind, VersionState
from reports.models import Report, ReportForm, ReportVersion
from reports.national.ground import gathered
from reports.national.own import write_own_facts
from reports.national.sections import more_of
from reports.national.territory import territory_slots
from reports.national.years import year_slots


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
    beside = (*year_slots(version, access=access), *territory_slots(version, access=access))
    with gathered(version):
        content, printed = write_figures(version, access=access, beside=beside)
        more = more_of(version, frozen, content, printed, access=access)
    document = report_document(version, content, printed, more=more)
    return Draft(version, {DocumentKind.REPORT: document})


def draw_synthesis(draft, *, access):
    """Draw it, as PDF and as DOCX with the same words, and store both. Returns the version."""
    document = draft.documents[DocumentKind.REPORT]
    made = {DocumentKind.REPORT: draw(document, draft.version)}
    made[DocumentKind.WORD] = render_docx(
        document,
        identifier=draft.version.public_code,
        title=document.subject,
        created=draft.version.created_at,
    )
    return seal(draft.version, made, access=access)


def freeze_synthesis(version, *, access):
    """Together with the annex of the same parts: another consolidation makes another version."""
    versions = ReportVersion.objects.visible_to(access).filter(
        pk=version.pk, run=version.run, is_submitted=False
    )
    if not versions.update(state=VersionState.SUBMITTED, is_submitted=True):
        raise ActionRefused("Báo cáo tổng hợp đã được lập lại ở nơi khác trong lúc ghép tệp.")
