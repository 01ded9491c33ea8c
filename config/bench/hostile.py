"""Files that somebody sends to do harm: how soon they are refused, and what that takes."""

import io
import time
import zipfile

import xlsxwriter

from config.bench.imports import peak_megabytes
from config.bench.table import at_most
from enterprises.resources import COLUMNS
from organisations import sheets

MOST_SECONDS, MOST_MEGABYTES = 2, 300
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MEGABYTE = b"A" * 1024 * 1024


def _honest():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet().write_row(0, 0, ["Tên cơ sở", "Địa chỉ"])
    return made.getvalue()


def _with_part(name, pieces):
    """An honest file with one part replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_honest())) as old, zipfile.ZipFile(made, "w", 8) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        with new.open(name, "w", force_zip64=True) as opened:
            for piece in pieces:
                opened.write(piece)
    return made.getvalue()


def _sheet(*rows):
    yield b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    yield from rows
    yield b"</sheetData></worksheet>"


def files():
    """(what it is, its bytes)"""
    text = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
    yield "một chuỗi 400 MB", _with_part(STRINGS, [text, *[MEGABYTE] * 400, b"</t></si></sst>"])
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    yield "ô ở XFD1048576", _with_part(SHEET, _sheet(far))
    many = (b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 1_000_001))
    yield "một triệu dòng", _with_part(SHEET, _sheet(*many))
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    yield "khai báo thực thể", _with_part(SHEET, [laughs, *_sheet()])
    yield "nén không phải Excel", _with_part("[Content_Types].xml", [b"<x/>"])[:200]
    yield "CSV không rõ bảng mã", bytes(range(128, 256)) * 10_000
    yield "CSV một ô 30 MB", b"\xef\xbb\xbfT\xc3\xaan\n" + b'"' + MEGABYTE * 30


def measure():
    """[the most seconds that one took and which, megabytes, those that were not refused]"""
    slowest, accepted = (0, ""), []
    for name, body in files():
        began = time.perf_counter()
        try:
            with sheets.open_list(body) as listed:
                sum(1 for _line in listed.lines(listed.find_heading(COLUMNS)))
            accepted.append(name)
        except sheets.SheetRefused:
            pass
        slowest = max(slowest, (time.perf_counter() - began, name))
    return [*slowest, peak_megabytes(), accepted]


def table(found):
    took, name, megabytes, accepted = found
    count = len(list(accepted))
    return [
        at_most("tệp độc hại: bị từ chối chậm nhất", took, MOST_SECONDS, "s", name),
        at_most("tệp độc hại: bộ nhớ lớn nhất", megabytes, MOST_MEGABYTES, "MB"),
        at_most("tệp độc hại: được nhận", count, 0, "tệp", ", ".join(accepted)),
    ]
