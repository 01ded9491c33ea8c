"""The joined file of a round: a chapter for each unit as it was sent, and what is attached."""

import json

from django.db import transaction

from organisations import files
from organisations.documents import model
from organisations.documents.join import Attached, DocumentsNotJoined, join_pdfs_to, page_count
from organisations.documents.model import Align
from organisations.documents.pdf import ARCHIVAL, DocumentNotRendered, render_pdf
from organisations.exceptions import ActionRefused
from organisations.vietnamese import format_datetime
from reports import blocks, placeholders
from reports.models import SignedCopy
from reports.national.tables import XLSX, write_tables
from reports.printing import Printed
from reports.slots import Column, Line

COLUMNS = (
    Column("STT", 7, Align.CENTRE),
    Column("Đơn vị", 32),
    Column("Phiếu tiếp nhận", 22),
    Column("Tiếp nhận lúc", 16),
    Column("Tình trạng", 12),
    Column("Trang", 11, Align.RIGHT),
)
NOTHING_PRINTED = Printed(None, {})
# Signed copies that came as scans can be large: together no more than this is attached, in bytes.
MOST_SIGNED = 150 * 1024**2


def write_annex(target, frozen, version, *, access, progress):
    """Write the joined file to a path. `version` is the synthesis of the same consolidation;
    `progress(done, title)` is called before each chapter. Raises ActionRefused.
    """
    collected = frozen.collected
    try:
        chapters = [(chapter.unit, _path_of(chapter)) for chapter in frozen.chapters]
        counts = [page_count(path, title) for title, path in chapters]
        with transaction.atomic():
            tables = write_tables(version, access=access)
            originals, too_large = _originals(frozen, access)
        front, starts = _front(frozen, counts, too_large)
        join_pdfs_to(
            target,
            front,
            chapters,
            identifier=collected.public_code,
            created=frozen.at,
            stamp=f"Tập báo cáo kỳ {collected.round.code}, lần {collected.number}",
            attached=(*_data(frozen, tables, starts, counts), *originals),
            progress=progress,
        )
    except (DocumentsNotJoined, DocumentNotRendered) as failure:
        raise ActionRefused(str(failure)) from failure


def _path_of(chapter):
    return files.path_of(chapter.document.sha256)


# The front


def _front(frozen, counts, too_large):
    """Its bytes, and the page on which each chapter begins: told on pages of the front itself."""
    length = 1
    while True:
        starts = _starts(length, counts)
        front = _drawn(frozen, starts, too_large)
        drawn = page_count(front, "Trang đầu")
        if drawn <= length:
            return front, starts
        length = drawn


def _starts(length, counts):
    starts, page = [], length + 1
    for count in counts:
        starts.append(page)
        page += count
    return starts


def _drawn(frozen, starts, too_large):
    collected = frozen.collected
    cover = model.CoverSheet(
        issuing_body="BỘ CÔNG THƯƠNG",
        title="TẬP BÁO CÁO CỦA CÁC ĐƠN VỊ",
        subject=placeholders.fill(collected.round.title, collected.round),
        body=tuple(_body(frozen, starts, too_large)),
    )
    return render_pdf(
        cover,
        identifier=collected.public_code,
        title=cover.subject,
        created=frozen.at,
        variant=ARCHIVAL,
    )


def _body(frozen, starts, too_large):
    chapters, missing = frozen.chapters, frozen.missing
    owing = len(chapters) + len(missing)
    yield model.Paragraph(
        f"Tập này ghép nguyên văn báo cáo của {len(chapters)}/{owing} đơn vị đã gửi đến lúc"
        f" {format_datetime(frozen.at)}; không dựng lại và không sửa trang nào, chỉ ghi thêm tên"
        " tập và số trang ở lề dưới. Biểu tổng hợp, danh sách báo cáo kèm mã kiểm tra và các bản"
        " ký đính kèm trong tệp này."
    )
    if chapters:
        numbered = enumerate(zip(chapters, starts, strict=True), start=1)
        lines = [_line(number, chapter, page) for number, (chapter, page) in numbered]
        yield blocks.plain_table("Đơn vị đã gửi báo cáo", COLUMNS, lines, NOTHING_PRINTED)
    if missing:
        yield model.Paragraph("Đơn vị chưa gửi báo cáo:", indented=False)
        yield model.BulletList(tuple(f"{name};" for name in missing))
    else:
        yield model.Paragraph("Không có đơn vị nào chưa gửi báo cáo.")
    if too_large:
        yield model.Paragraph("Bản ký không đính kèm vì tệp quá lớn:", indented=False)
        yield model.BulletList(tuple(f"{name};" for name in too_large))


def _line(number, chapter, page):
    return Line(
        (
            str(number),
            chapter.unit,
            _receipt_words(chapter),
            format_datetime(chapter.first.received_at),
            chapter.first.timeliness,
            str(page),
        )
    )


def _receipt_words(chapter):
    """A resubmission keeps the first receipt and its date; the chapter is the newest version."""
    if chapter.receipt == chapter.first:
        return chapter.first.number
    return f"{chapter.first.number}, đã thay bằng bản {chapter.receipt.version.number}"


# What is attached


def _data(frozen, tables, starts, counts):
    code = frozen.collected.round.code
    yield Attached(
        f"bieu-tong-hop-{code}.xlsx",
        tables,
        XLSX,
        "Biểu tổng hợp: mọi số liệu của báo cáo tổng hợp, kèm mã",
        "/Data",
    )
    told = [
        _told(chapter, start, count)
        for chapter, start, count in zip(frozen.chapters, starts, counts, strict=True)
    ]
    yield Attached(
        f"danh-sach-bao-cao-{code}.json",
        json.dumps(told, ensure_ascii=False, indent=1).encode(),
        "application/json",
        "Danh sách báo cáo trong tập, kèm mã kiểm tra",
        "/Data",
    )


def _told(chapter, start, count):
    """Of one chapter, for a program: where it stands and by what it is checked."""
    receipt = chapter.receipt
    return {
        "don_vi": chapter.unit,
        "bao_cao": receipt.version.report.code,
        "ban": receipt.version.number,
        "phieu_tiep_nhan": receipt.number,
        "tiep_nhan_lan_dau": chapter.first.received_at.isoformat(),
        "tinh_trang": str(chapter.first.timeliness),
        "trang_dau": start,
        "so_trang": count,
        "sha256_tep": receipt.document_sha256,
        "sha256_so_lieu": receipt.figures_digest,
    }


def _originals(frozen, access):
    """The signed copies to attach, and the names of those for which there is no room."""
    copies = SignedCopy.objects.visible_to(access).current()
    versions = [chapter.receipt.version_id for chapter in frozen.chapters]
    copies = copies.filter(outgoing__version__in=versions).select_related("outgoing")
    of_version = {copy.outgoing.version_id: copy for copy in copies}
    attached, too_large, size = [], [], 0
    for number, chapter in enumerate(frozen.chapters, start=1):
        copy = of_version.get(chapter.receipt.version_id)
        if copy is None:
            continue
        if size + copy.size > MOST_SIGNED:
            too_large.append(chapter.unit)
            continue
        size += copy.size
        name = f"ban-ky-{number:02d}-{chapter.receipt.version.report.code}.pdf"
        words = f"Bản ký của {chapter.unit}"
        attached.append(
            Attached(name, files.path_of(copy.sha256), "application/pdf", words, "/Source")
        )
    return attached, too_large
