"""The Ministry's collected file of a round: submitted versions joined behind a front page."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import connection, transaction

from organisations import clock, files
from organisations.exceptions import ActionRefused
from reports.enums import DocumentKind
from reports.models import Consolidation, ConsolidationPart, Document, Receipt, RoundAddressee
from reports.national.annex import write_annex
from reports.national.synthesis import draw_synthesis, freeze_synthesis, write_synthesis

STEPS = (
    "Chốt danh sách báo cáo đã gửi",
    "Tính số liệu toàn quốc",
    "Dựng báo cáo tổng hợp",
    "Ghép các báo cáo",
    "Lưu tệp",
)


@dataclass(frozen=True)
class Chapter:
    """The newest submitted version of one unit, with its receipts."""

    receipt: Receipt
    first: Receipt
    document: Document

    @property
    def unit(self):
        return self.receipt.owner.name


@dataclass(frozen=True)
class Frozen:
    """Who is in and who is missing, at the instant when that was written down."""

    collected: Consolidation
    chapters: list[Chapter]
    missing: list[str]
    at: dt.datetime


def consolidate(consolidation_pk, *, access, progress):
    """Join the round's submitted reports; a pure function of submitted versions."""
    progress(STEPS[0], 0, len(STEPS))
    frozen = freeze(consolidation_pk, access=access)
    progress(STEPS[1], 1, len(STEPS))
    draft = write_synthesis(frozen, access=access)
    progress(STEPS[2], 2, len(STEPS))
    version = draw_synthesis(draft, access=access)

    def at_chapter(done, unit):
        step = f"{STEPS[3]}: {done + 1}/{len(frozen.chapters)}, {unit}"
        progress(step, 3, len(STEPS))

    progress(STEPS[3], 3, len(STEPS))
    with files.new_file(".pdf") as joined:
        write_annex(joined, frozen, version, access=access, progress=at_chapter)
        progress(STEPS[4], 4, len(STEPS))
        return _store(frozen, version, joined, access=access)


@transaction.atomic
def freeze(consolidation_pk, *, access):
    """Under the round's lock, write down which versions are in; whoever submits later is not."""
    collected = (
        Consolidation.objects.visible_to(access)
        .select_related("round__form")
        .get(pk=consolidation_pk)
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('round'), %s)", [collected.round_id])
    ConsolidationPart.objects.visible_to(access).filter(consolidation=collected).delete()
    chapters = _chapters(collected.round, access)
    ConsolidationPart.objects.bulk_create(
        ConsolidationPart(
            consolidation=collected, version_id=chapter.receipt.version_id, ordinal=ordinal
        )
        for ordinal, chapter in enumerate(chapters, start=1)
    )
    return Frozen(collected, chapters, _missing(collected.round, chapters), clock.now())


def _chapters(round_, access):
    receipts = (
        Receipt.objects.visible_to(access)
        .filter(round=round_)
        .for_list()
        .select_related("version__report")
        .order_by("owner__name", "version__number")
    )
    by_unit = {}
    for receipt in receipts:
        by_unit.setdefault(receipt.owner_id, []).append(receipt)
    documents = {
        document.version_id: document
        for document in Document.objects.visible_to(access)
        .filter(kind=DocumentKind.REPORT, version__report__round=round_)
        .current()
    }
    return [Chapter(sent[-1], sent[0], documents[sent[-1].version_id]) for sent in by_unit.values()]


def _missing(round_, chapters):
    sent = {chapter.receipt.owner_id for chapter in chapters}
    owing = RoundAddressee.objects.filter(round=round_).exclude(organisation__in=sent)
    return [
        row.organisation.name
        for row in owing.select_related("organisation").order_by("organisation__name")
    ]


def _refuse_when_overtaken(collected, chapters, access):
    """Another worker may have frozen another list, or finished, while this one was drawing."""
    current = Consolidation.objects.select_for_update(of=("self",)).get(pk=collected.pk)
    parts = ConsolidationPart.objects.visible_to(access).filter(consolidation=current)
    frozen = set(parts.values_list("version_id", flat=True))
    if current.compiled_at or frozen != {chapter.receipt.version_id for chapter in chapters}:
        raise ActionRefused("Tập báo cáo này đã được lập ở nơi khác trong lúc ghép tệp.")


def _store(frozen, version, joined, *, access):
    """The annex and the synthesis stand from the same moment on."""
    collected, chapters = frozen.collected, frozen.chapters
    chain = "\n".join(chapter.receipt.figures_digest for chapter in chapters)
    with transaction.atomic():
        _refuse_when_overtaken(collected, chapters, access)
        freeze_synthesis(version, access=access)
        now, size = clock.now(), joined.stat().st_size
        Document.objects.create(
            kind=DocumentKind.CONSOLIDATED,
            consolidation=collected,
            identifier=collected.public_code,
            name=f"tap-bao-cao-{collected.round.code}-lan-{collected.number}.pdf",
            sha256=files.store_file(joined, ".pdf"),
            size=size,
            created_at=now,
        )
        collected.digest = hashlib.sha256(chain.encode()).hexdigest()
        collected.compiled_at = now
        collected.save()
    return collected
