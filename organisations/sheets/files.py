"""Opens what people hand in, an Excel file or a CSV, as pages of cells; refuses anything else."""

import csv
import io
import json
import re
import signal
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from organisations.sheets import extract

MOST_BYTES = 10 * 1024**2
MOST_UNPACKED = 200 * 1024**2
MOST_ROWS = 20_000
TIME_LIMIT_SECONDS = 60
ZIP, OLE, PDF = b"PK", b"\xd0\xcf\x11\xe0", b"%PDF"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
WORKBOOK = "xl/workbook.xml"
EXCEL_NAMES = (".xlsx", ".xlsm", ".xls", ".xlsb")
DELIMITERS = (";", ",", "\t")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class SheetRefused(ValueError):
    """The whole file or paste cannot be read; `sentence` says why and what to do."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Percent:
    """A number cell that Excel shows with a percent sign; `ratio` is 0.5 for 50%."""

    ratio: float


@dataclass(frozen=True)
class Fault:
    """A cell that shows an error such as #DIV/0!, or a formula that was never calculated."""

    code: str


@dataclass(frozen=True)
class Page:
    """Rows of cells from the top left corner; a cell is text, a number, a date or one of ours."""

    rows: list
    merged: tuple = ()


def bytes_of(source, limit):
    """The bytes and the name of what was handed in, never more of it than the limit."""
    if isinstance(source, bytes | bytearray | memoryview):
        body, name = bytes(source), ""
    else:
        body, name = source.read(limit + 1), str(getattr(source, "name", "") or "")
    if len(body) > limit:
        raise SheetRefused(
            _("Tệp lớn hơn %(limit)s MB. Hãy chia thành nhiều tệp nhỏ hơn.")
            % {"limit": max(limit // 1024**2, 1)}
        )
    if not body.strip():
        raise SheetRefused(_("Tệp trống. Hãy chọn tệp khác."))
    return body, name


def pages_of(body, name, most_rows):
    """Every visible page of an Excel file; of a CSV one page for each way to part its cells."""
    if body.startswith(ZIP):
        _require_workbook(body)
        return _extracted(body, most_rows)
    _refuse_other_kinds(body, name)
    text = _decoded(body)
    return [_csv_page(text, delimiter, most_rows) for delimiter in DELIMITERS]


def _refuse_other_kinds(body, name):
    if body.startswith(OLE) and ENCRYPTED in body:
        raise SheetRefused(_("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại."))
    if body.startswith(OLE):
        raise SheetRefused(
            _("Tệp thuộc định dạng Excel cũ. Hãy mở tệp và lưu lại dạng .xlsx rồi tải lên.")
        )
    if body.startswith(PDF):
        raise SheetRefused(_("Đây là tệp PDF. Hãy tải lên tệp Excel dạng .xlsx."))
    if name.lower().endswith(EXCEL_NAMES):
        raise SheetRefused(
            _(
                "Tệp có đuôi của Excel nhưng bên trong không phải tệp Excel. "
                "Hãy mở tệp bằng Excel và lưu lại dạng .xlsx."
            )
        )


def _require_workbook(body):
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as broken:
        raise _damaged() from broken
    if WORKBOOK not in {part.filename for part in parts}:
        raise SheetRefused(_("Đây không phải là tệp Excel dạng .xlsx. Hãy lưu lại dạng .xlsx."))
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _too_large()


def _damaged():
    return SheetRefused(_("Tệp bị hỏng, không đọc được. Hãy mở bằng Excel, lưu lại rồi tải lên."))


def _too_large():
    return SheetRefused(
        _(
            "Nội dung tệp quá lớn so với một danh sách. Hãy chép bảng sang một tệp mới, "
            "không kèm hình ảnh và các ô nằm xa bảng."
        )
    )


def too_many_rows(most_rows):
    shown = f"{most_rows:,}".replace(",", ".")
    return SheetRefused(
        _("Danh sách có hơn %(rows)s dòng. Hãy chia thành nhiều tệp.") % {"rows": shown}
    )


def _extracted(body, most_rows):
    """Read in a process with its own limits: a made-up file can ask for any amount of memory."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", extract.__file__, str(most_rows)],
            input=body,
            capture_output=True,
            env={},
            timeout=TIME_LIMIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise _too_large() from late
    if done.returncode == extract.TOO_MANY_ROWS:
        raise too_many_rows(most_rows)
    if done.returncode in (extract.TOO_LARGE, -signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU):
        raise _too_large()
    if done.returncode:
        raise _damaged()
    return [_page(*found) for found in json.loads(done.stdout)]


def _page(rows, merged):
    return Page([[unpacked(cell) for cell in row] for row in rows], tuple(map(tuple, merged)))


def unpacked(written):
    """The cell behind what `extract` writes: itself, or a pair of its type and its text."""
    if not isinstance(written, list):
        return written
    kind, content = written
    return UNPACKED[kind](content)


UNPACKED = {
    extract.DATE: date.fromisoformat,
    extract.INSTANT: datetime.fromisoformat,
    extract.PERCENT: Percent,
    extract.FAULT: Fault,
}


# CSV


def _decoded(body):
    """UTF-8, UTF-16 or Windows-1258, the three in which Excel in Vietnam writes text."""
    for encoding in _likely_encodings(body):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not UNPRINTABLE.search(text):
            return text
    raise SheetRefused(_("Tệp không phải là tệp Excel (.xlsx) hay tệp CSV. Hãy chọn tệp khác."))


def _likely_encodings(body):
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if b"\0" in body[:200]:
        return ("utf-16-le", "utf-16-be")
    return ("utf-8-sig", "cp1258")


def _csv_page(text, delimiter, most_rows):
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    try:
        for row in lines:
            rows.append(row)
            if len(rows) > most_rows + extract.ROWS_ABOVE:
                raise too_many_rows(most_rows)
    except csv.Error as broken:
        raise _damaged() from broken
    return Page(rows)
