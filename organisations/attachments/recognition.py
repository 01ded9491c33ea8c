"""What a file really is: read from its content, never from its name or what a browser says.

Nothing here decodes a picture or unpacks a container; a few bytes decide. What is recognised is
still only handed out to be saved (organisations.files.download), so a file that is also something
else does no harm to who opens the portal.
"""

import struct
import unicodedata
import zipfile
import zlib
from pathlib import PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _

from organisations.enums import FileType
from organisations.exceptions import ActionRefused
from organisations.models.attachments import NAME_LENGTH
from organisations.vietnamese import MEGABYTE, format_size, one_line

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# A Word or Excel file of before 2007, or one with a password, which is wrapped in the same way.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN_PART = {
    FileType.DOCX: b"wordprocessingml.document.main+xml",
    FileType.XLSX: b"spreadsheetml.sheet.main+xml",
}
# Macros of today (VBA) and of Excel 4.0, and ActiveX controls.
MACROS = (b"macroenabled", b"vbaproject", b"macrosheet", b"activex")
MOST_PARTS = 1_000
MOST_UNPACKED = 300 * MEGABYTE
# The container's directory and Word's own list of parts take some kilobytes; this much is read.
MOST_LISTED = MEGABYTE
DIRECTORY_END, LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x07"
DIRECTORY_END_LENGTH, LOCATOR_64_LENGTH, LONGEST_COMMENT = 22, 20, 65_535
# More than any camera makes: a small file of such a size exists to fill somebody's memory.
MOST_PIXELS = 250_000_000
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


def recognise(file):
    """The FileType of an uploaded file, or ActionRefused with a sentence that names it."""
    name = shown_name(file)
    if not file.size:
        raise ActionRefused(_("Tệp “%(name)s” không có nội dung.") % {"name": name})
    if file.size > settings.ATTACHMENT_MAX_BYTES:
        raise ActionRefused(_too_big(name, file.size))
    file.seek(0)
    start = file.read(32)
    if start.startswith(b"PK\x03\x04"):
        found = _office(file, name)
    elif start.startswith(OLD_OFFICE):
        raise ActionRefused(_old_office(name))
    else:
        found = _pdf(file, start) or _picture(file, start, name)
    file.seek(0)
    if found is None:
        raise ActionRefused(_unknown(name))
    return found


def shown_name(file):
    """A name people can read, whatever was sent: no folders, no line ends, no hidden signs."""
    printable = [" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in file.name]
    name = one_line("".join(printable)).replace("\\", "/")
    return PurePosixPath(name).name.strip(" .") or _("không tên")


def stored_name(file, file_type):
    """As it is shown, not too long, and ending as its content wants."""
    name = shown_name(file)
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    if suffix.lower() not in file_type.suffixes:
        stem, suffix = name, file_type.suffixes[0]
    return stem[: NAME_LENGTH - len(suffix)].rstrip(" .") + suffix


def _pdf(file, start):
    if not start.startswith(b"%PDF-"):
        return None
    return FileType.PDF if b"%%EOF" in _tail(file, MEGABYTE) else None


def _picture(file, start, name):
    if start.startswith(PNG_SIGNATURE) and start[12:16] == b"IHDR":
        found, size = FileType.PNG, (start[16:20], start[20:24])
    elif start.startswith(b"\xff\xd8\xff"):
        found, size = FileType.JPEG, _frame_of_jpeg(file)
    else:
        return None
    if size is None:
        return None
    width, height = (int.from_bytes(side) for side in size)
    if not 0 < width * height <= MOST_PIXELS:
        raise ActionRefused(_("Ảnh “%(name)s” có kích thước quá lớn.") % {"name": name})
    return found


def _frame_of_jpeg(file):
    """(width, height) as the frame's header has them; None where there is no picture."""
    file.seek(2)
    while len(marker := file.read(4)) == 4 and marker[0] == 0xFF:
        kind, length = marker[1], int.from_bytes(marker[2:])
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            frame = file.read(5)
            return (frame[3:5], frame[1:3]) if len(frame) == 5 else None
        if kind == 0xDA or length < 2:
            return None
        file.seek(length - 2, 1)
    return None


def _office(file, name):
    """DOCX or XLSX by what the container says of its parts; nothing is unpacked but that list."""
    if _length_of_directory(file) > MOST_LISTED:
        raise ActionRefused(_bomb(name))
    try:
        with zipfile.ZipFile(file) as container:
            parts = container.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise ActionRefused(_bomb(name))
            listed = _list_of_parts(container)
            names = "\n".join(part.filename for part in parts).encode(errors="replace")
    except BROKEN:
        return None
    if any(word in text for word in MACROS for text in (listed.lower(), names.lower())):
        raise ActionRefused(_macros(name))
    kinds = [kind for kind, main_part in MAIN_PART.items() if main_part in listed]
    return kinds[0] if len(kinds) == 1 else None


def _length_of_directory(file):
    """Known before it is read: a million empty parts would fit into one megabyte of file.

    Beyond all limits in the format for huge containers, which no office program needs.
    """
    tail = _tail(file, LOCATOR_64_LENGTH + DIRECTORY_END_LENGTH + LONGEST_COMMENT)
    at = tail.rfind(DIRECTORY_END)
    is_huge = tail[max(0, at - LOCATOR_64_LENGTH) :].startswith(LOCATOR_64)
    end = tail[at : at + DIRECTORY_END_LENGTH]
    if at < 0 or is_huge or len(end) < DIRECTORY_END_LENGTH:
        return 0 if at < 0 else file.size + MOST_LISTED
    return int.from_bytes(end[12:16], "little")


def _list_of_parts(container):
    """What the parts are, in the container's own words; nothing of a container that hides it."""
    listed = container.NameToInfo.get("[Content_Types].xml")
    is_plain = listed and listed.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if not is_plain or listed.file_size > MOST_LISTED:
        return b""
    return container.read(listed)


def _tail(file, length):
    file.seek(max(0, file.size - length))
    return file.read(length)


def _too_big(name, size):
    sentence = _("Tệp “%(name)s” nặng %(size)s, quá mức %(limit)s cho một tệp.")
    limit = format_size(settings.ATTACHMENT_MAX_BYTES)
    return sentence % {"name": name, "size": format_size(size), "limit": limit}


def _unknown(name):
    sentence = _(
        "Tệp “%(name)s” không phải PDF, ảnh (JPEG, PNG), DOCX hoặc XLSX, hoặc đã hỏng."
        " Loại tệp được nhận ra từ nội dung; đổi tên tệp không đổi được loại."
    )
    return sentence % {"name": name}


def _old_office(name):
    sentence = _(
        "Tệp “%(name)s” là định dạng Word, Excel cũ hoặc có mật khẩu."
        " Hãy lưu lại thành DOCX, XLSX hoặc PDF, không đặt mật khẩu."
    )
    return sentence % {"name": name}


def _macros(name):
    sentence = _("Tệp “%(name)s” có chứa macro. Hãy lưu lại thành DOCX, XLSX hoặc PDF.")
    return sentence % {"name": name}


def _bomb(name):
    sentence = _("Tệp “%(name)s” giải nén ra quá lớn hoặc có quá nhiều phần, không nhận được.")
    return sentence % {"name": name}
