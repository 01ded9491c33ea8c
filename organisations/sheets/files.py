"""Takes what people hand in, a file or its bytes; says in Vietnamese why one cannot be read."""

import mmap
import os
import signal
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from organisations.sheets import extraction

ZIP, OLE, PDF = b"PK", b"\xd0\xcf\x11\xe0", b"%PDF"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
EXCEL_NAMES = (".xlsx", ".xlsm", ".xls", ".xlsb")
READ_AT_ONCE = 1024 * 1024


class SheetRefused(ValueError):
    """The whole file or paste cannot be read; `sentence` says why and what to do."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


@contextmanager
def opened(source, name="", *, limit):
    """A file on disk with what was handed in: a path, bytes, or something to be read.

    Never takes more of it than `limit` bytes; raises SheetRefused for what is no list at all.
    """
    with _on_disk(source, limit) as file:
        if os.fstat(file.fileno()).st_size > limit:
            raise SheetRefused(
                _("Tệp lớn hơn %(limit)s MB. Hãy chia thành nhiều tệp nhỏ hơn.")
                % {"limit": max(limit // 1024**2, 1)}
            )
        if _is_blank(file):
            raise SheetRefused(_("Tệp trống. Hãy chọn tệp khác."))
        _refuse_other_kinds(file, name or str(getattr(source, "name", "") or source_name(source)))
        file.seek(0)
        yield file


def source_name(source):
    return str(source) if isinstance(source, str | Path) else ""


def _on_disk(source, limit):
    if isinstance(source, str | Path):
        return open(source, "rb")  # noqa: SIM115 `opened` closes it
    kept = tempfile.TemporaryFile()  # noqa: SIM115 `opened` closes it
    if isinstance(source, bytes | bytearray | memoryview):
        kept.write(source[: limit + 1])
    else:
        left = limit + 1
        while left > 0 and (block := source.read(min(left, READ_AT_ONCE))):
            kept.write(block)
            left -= len(block)
    kept.flush()
    return kept


def _is_blank(file):
    file.seek(0)
    return not any(block.strip() for block in iter(lambda: file.read(READ_AT_ONCE), b""))


def _refuse_other_kinds(file, name):
    file.seek(0)
    beginning = file.read(8)
    if beginning.startswith(OLE):
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as body:
            is_locked = body.find(ENCRYPTED) >= 0
        raise locked() if is_locked else _of_old_excel()
    if beginning.startswith(PDF):
        raise SheetRefused(_("Đây là tệp PDF. Hãy tải lên tệp Excel dạng .xlsx hoặc tệp CSV."))
    if name.lower().endswith(EXCEL_NAMES) and not beginning.startswith(ZIP):
        raise SheetRefused(
            _(
                "Tệp có đuôi của Excel nhưng bên trong không phải tệp Excel. "
                "Hãy mở tệp bằng Excel và lưu lại dạng .xlsx."
            )
        )


def refusal_of(code, most_rows):
    """Why the process that reads files gave up, from its exit code."""
    if code == extraction.TOO_MANY_ROWS:
        return too_many_rows(most_rows)
    if code in (-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU):
        return too_large()
    return SENTENCES.get(code, damaged)()


def damaged():
    return SheetRefused(_("Tệp bị hỏng, không đọc được. Hãy mở bằng Excel, lưu lại rồi tải lên."))


def too_large():
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


def locked():
    return SheetRefused(_("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại."))


def _of_old_excel():
    return SheetRefused(
        _("Tệp thuộc định dạng Excel cũ. Hãy mở tệp và lưu lại dạng .xlsx rồi tải lên.")
    )


def _not_a_workbook():
    return SheetRefused(_("Đây không phải là tệp Excel dạng .xlsx. Hãy lưu lại dạng .xlsx."))


def _not_a_table():
    return SheetRefused(_("Tệp không phải là tệp Excel (.xlsx) hay tệp CSV. Hãy chọn tệp khác."))


def _with_macros():
    return SheetRefused(
        _("Tệp có macro nên không được nhận. Hãy lưu lại dạng .xlsx (không có macro) rồi tải lên.")
    )


def _linked():
    return SheetRefused(
        _(
            "Tệp có công thức lấy số liệu từ tệp khác. Hãy chép bảng sang một tệp mới bằng cách "
            "dán giá trị (Paste Values) rồi tải lên."
        )
    )


def _with_entities():
    return SheetRefused(
        _(
            "Tệp có khai báo mà Excel không bao giờ ghi nên không được nhận. "
            "Hãy mở tệp bằng Excel, lưu lại dạng .xlsx rồi tải lên."
        )
    )


def _of_too_many_parts():
    return SheetRefused(
        _(
            "Tệp có quá nhiều trang, hình ảnh hoặc đối tượng. "
            "Hãy chép riêng bảng sang một tệp mới rồi tải lên."
        )
    )


def _of_unknown_encoding():
    return SheetRefused(
        _(
            "Không nhận ra bảng mã chữ Việt của tệp CSV nên không đọc, để tránh đọc sai. "
            "Hãy mở tệp bằng phần mềm đã tạo ra nó và lưu lại dạng .xlsx hoặc CSV UTF-8 "
            "rồi tải lên."
        )
    )


SENTENCES = {
    extraction.TOO_LARGE: too_large,
    extraction.NOT_A_WORKBOOK: _not_a_workbook,
    extraction.NOT_A_TABLE: _not_a_table,
    extraction.MACROS: _with_macros,
    extraction.LINKS_TO_FILES: _linked,
    extraction.ENTITIES: _with_entities,
    extraction.ENCRYPTED: locked,
    extraction.TOO_MANY_PARTS: _of_too_many_parts,
    extraction.UNKNOWN_ENCODING: _of_unknown_encoding,
}
