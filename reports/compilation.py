"""Compiling a report: facts → figures → documents, as the organisation that owns it.

Short transactions, so that progress shows and the lease can be renewed: claim, write facts and
figures, render outside any transaction, store. Killed anywhere, the job is run again and replaces
the same draft in place; a submitted version is never touched.
"""

import secrets
from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from organisations import clock, files
from organisations.documents.pdf import DocumentNotRendered, render_pdf
from organisations.exceptions import ActionRefused
from reports import confirmed, documents, facts, figures
from reports.content import SHEET, Content, printed_words, unit_of
from reports.enums import DocumentKind, Nature, VersionState
from reports.models import Document, Fact, Figure, Report, ReportVersion
from reports.printing import Printed
from reports.replacing import replaced_by

STEPS = (
    "Đọc số liệu gốc và tính số liệu",
    "Dựng tệp báo cáo",
    "Dựng phiếu đối chiếu số liệu",
    "Lưu tệp",
)


@dataclass(frozen=True)
class Draft:
    """A version whose facts and figures stand, with its documents still to be drawn."""

    version: ReportVersion
    documents: dict


def compile_report(report_pk, *, access, progress):
    """Bring the report's draft up to date and return it, compiled. Raises ActionRefused.

    `progress(step, done, total)` is called before each step.
    """
    progress(STEPS[0], 0, len(STEPS))
    draft = write_facts_and_figures(report_pk, access=access)
    made = {}
    for number, (kind, document) in enumerate(draft.documents.items(), start=1):
        progress(STEPS[number], number, len(STEPS))
        made[kind] = draw(document, draft.version)
    progress(STEPS[3], 3, len(STEPS))
    return seal(draft.version, made, access=access)


@transaction.atomic
def write_facts_and_figures(report_pk, *, access):
    """One transaction: a reader sees the old draft or the new one, never a mixture."""
    version = open_draft(report_pk, access=access)
    facts.rewrite_facts(version, access=access)
    confirmed.write_confirmed(version, access=access)
    version.is_nil = version.report.is_nil
    content, printed = write_figures(version, access=access)
    return Draft(
        version,
        {
            DocumentKind.REPORT: documents.report_document(
                version, content, printed, replaced=replaced_by(version, access=access)
            ),
            DocumentKind.RECONCILIATION: documents.reconciliation_sheet(
                version, printed, access=access
            ),
        },
    )


def write_figures(version, *, access, beside=()):
    """From the version's facts to its figures and digests: its Content, and it Printed.

    `beside` are slots, with their places, of what is printed in no section of the form.
    """
    Figure.objects.visible_to(access).filter(version=version).delete()
    content = Content.of(version, access=access, beside=beside)
    figures.rewrite_figures(version, content.places(), access=access)
    _write_printed_words(version, content, access)
    _close_the_sheet(version, access)
    version.facts_digest = facts.digest_of_facts(version)
    version.figures_digest = figures.digest_of_figures(version)
    version.compiled_by, version.compiled_by_name = access.user, str(access.user or "")
    version.save()
    return content, Printed.of(version, access=access)


def new_code():
    """A document's public code: 128 random bits, drawn once per version."""
    return secrets.token_hex(16)


def open_draft(report_pk, *, access):
    """The report's draft version, locked; a new number when the last one was submitted."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=report_pk)
    draft = report.versions.select_for_update().filter(is_submitted=False).first()
    if draft is None:
        last = report.versions.aggregate(last=Max("number"))["last"] or 0
        draft = ReportVersion(
            report=report,
            number=last + 1,
            public_code=new_code(),
            created_at=clock.now(),
        )
    draft.state = VersionState.COMPILING
    draft.run = uuid4()
    draft.public_url = settings.PUBLIC_URL
    draft.save()
    Document.objects.visible_to(access).filter(version=draft).current().update(
        replaced_at=clock.now()
    )
    return (
        ReportVersion.objects.visible_to(access)
        .select_related(
            "report__round__form", "report__synthesis_form", "owner__parent", "owner__province"
        )
        .get(pk=draft.pk)
    )


def _write_printed_words(version, content, access):
    """The words of some hundred figures; their values were written by the database."""
    words = content.words_by_key()
    printed = Printed.of(version, access=access)
    rows = []
    for key, figure in printed.figures.items():
        figure.printed = printed_words(figure, words.get(key, ""))
        figure.unit = unit_of(figure)
        rows.append(figure)
    Figure.objects.bulk_update(rows, ["printed", "unit"])


def _close_the_sheet(version, access):
    """What stands on the reconciliation sheet alone is the unit's own: figures and their claims."""
    figures_ = Figure.objects.visible_to(access).filter(version=version)
    figures_.filter(place=SHEET).update(is_internal=True)
    printed = figures_.filter(nature=Nature.CLAIM, is_internal=False)
    claims = Fact.objects.visible_to(access).filter(version=version, nature=Nature.CLAIM)
    claims.exclude(source_id__in=printed.values("source_id")).update(is_internal=True)


def draw(document, version):
    """The bytes of a document of this version, with its public code."""
    try:
        return render_pdf(
            document,
            identifier=version.public_code,
            title=document.subject,
            created=version.created_at,
        )
    except DocumentNotRendered as failure:
        raise ActionRefused(str(failure)) from failure


def seal(drawn, made, *, access):
    """Store the files, then say in one transaction that the draft is compiled.

    Refused when another run has rewritten the draft: a file must show the figures beside it.
    """
    hashes = {kind: files.store(body, kind.suffix) for kind, body in made.items()}
    with transaction.atomic():
        version = ReportVersion.objects.select_for_update(of=("self",)).get(pk=drawn.pk)
        if version.is_submitted or version.run != drawn.run:
            raise ActionRefused("Bản báo cáo đã được lập lại hoặc gửi đi trong lúc dựng tệp.")
        now = clock.now()
        Document.objects.bulk_create(
            Document(
                kind=kind,
                version=version,
                identifier=version.public_code,
                name=f"{file_stem(drawn, kind)}{kind.suffix}",
                sha256=hashes[kind],
                size=len(body),
                created_at=now,
            )
            for kind, body in made.items()
        )
        version.state, version.compiled_at = VersionState.COMPILED, now
        version.save()
    return version


def file_stem(version, kind):
    prefix = "phieu-doi-chieu" if kind == DocumentKind.RECONCILIATION else "bao-cao"
    return f"{prefix}-{version.report.code}-ban-{version.number}"
