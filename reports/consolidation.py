"""The Ministry's collected file of a round: submitted versions joined behind a front page."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import connection, transaction

from organisations import clock, files
from organisations.documents import model
from organisations.documents.join import DocumentsNotJoined, join_pdfs
from organisations.documents.model import Align
from organisations.documents.pdf import ARCHIVAL, DocumentNotRendered, render_pdf
from organisations.exceptions import ActionRefused
from organisations.vietnamese import format_datetime
from reports import blocks, placeholders
from reports.enums import DocumentKind
from reports.models import Consolidation, ConsolidationPart, Document, Receipt, RoundAddressee
from reports.national.synthesis import draw_synthesis, write_synthesis
from reports.printing import Printed
from reports.slots import Column, Line

STEPS = (
    "Chốt danh sách báo cáo đã gửi",
    "Tính số liệu toàn quốc",
    "Dựng báo cáo tổng hợp",
    "Dựng trang đầu",
    "Ghép các báo cáo",
    "Lưu tệp",
)
COLUMNS = (
    Column("STT", 8, Align.CENTRE),
    Column("Đơn vị", 36),
    Column("Phiếu tiếp nhận", 24),
    Column("Tiếp nhận lúc", 18),
    Column("Tình trạng", 14),
)

NOTHING_PRINTED = Printed(None, {})


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
    draw_synthesis(draft, access=access)
    progress(STEPS[3], 3, len(STEPS))
    front = _front(frozen)
    progress(STEPS[4], 4, len(STEPS))
    body = _join(frozen, front)
    progress(STEPS[5], 5, len(STEPS))
    return _store(frozen.collected, frozen.chapters, body, access=access)


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


def _front(frozen):
    collected = frozen.collected
    cover = model.CoverSheet(
        issuing_body="BỘ CÔNG THƯƠNG",
        title="TẬP BÁO CÁO CỦA CÁC ĐƠN VỊ",
        subject=placeholders.fill(collected.round.title, collected.round),
        body=tuple(_front_body(frozen)),
    )
    try:
        return render_pdf(
            cover,
            identifier=collected.public_code,
            title=cover.subject,
            created=frozen.at,
            variant=ARCHIVAL,
        )
    except DocumentNotRendered as failure:
        raise ActionRefused(str(failure)) from failure


def _front_body(frozen):
    chapters, missing = frozen.chapters, frozen.missing
    owing = len(chapters) + len(missing)
    yield model.Paragraph(
        f"Tập này ghép nguyên văn báo cáo của {len(chapters)}/{owing} đơn vị đã gửi đến lúc"
        f" {format_datetime(frozen.at)}; không dựng lại và không sửa trang nào."
    )
    if chapters:
        lines = [_chapter_line(number, c) for number, c in enumerate(chapters, start=1)]
        yield blocks.plain_table("Đơn vị đã gửi báo cáo", COLUMNS, lines, NOTHING_PRINTED)
    if missing:
        yield model.Paragraph("Đơn vị chưa gửi báo cáo:", indented=False)
        yield model.BulletList(tuple(f"{name};" for name in missing))
    else:
        yield model.Paragraph("Không có đơn vị nào chưa gửi báo cáo.")


def _chapter_line(number, chapter):
    return Line(
        (
            str(number),
            chapter.unit,
            _receipt_words(chapter),
            format_datetime(chapter.first.received_at),
            chapter.first.timeliness,
        )
    )


def _receipt_words(chapter):
    """A resubmission keeps the first receipt and its date; the chapter is the newest version."""
    if chapter.receipt == chapter.first:
        return chapter.first.number
    return f"{chapter.first.number}, đã thay bằng bản {chapter.receipt.version.number}"


def _join(frozen, front):
    parts = [(chapter.unit, files.path_of(chapter.document.sha256)) for chapter in frozen.chapters]
    try:
        return join_pdfs(front, parts, identifier=frozen.collected.public_code, created=frozen.at)
    except DocumentsNotJoined as failure:
        raise ActionRefused(str(failure)) from failure


def _refuse_when_overtaken(collected, chapters, access):
    """Another worker may have frozen another list, or finished, while this one was drawing."""
    current = Consolidation.objects.select_for_update(of=("self",)).get(pk=collected.pk)
    parts = ConsolidationPart.objects.visible_to(access).filter(consolidation=current)
    frozen = set(parts.values_list("version_id", flat=True))
    if current.compiled_at or frozen != {chapter.receipt.version_id for chapter in chapters}:
        raise ActionRefused("Tập báo cáo này đã được lập ở nơi khác trong lúc ghép tệp.")


def _store(collected, chapters, body, *, access):
    sha256 = files.store(body)
    chain = "\n".join(chapter.receipt.figures_digest for chapter in chapters)
    with transaction.atomic():
        _refuse_when_overtaken(collected, chapters, access)
        now = clock.now()
        Document.objects.create(
            kind=DocumentKind.CONSOLIDATED,
            consolidation=collected,
            identifier=collected.public_code,
            name=f"tap-bao-cao-{collected.round.code}-lan-{collected.number}.pdf",
            sha256=sha256,
            size=len(body),
            created_at=now,
        )
        collected.digest = hashlib.sha256(chain.encode()).hexdigest()
        collected.compiled_at = now
        collected.save()
    return collected
