"""Files that mean harm are refused with a sentence, in little time and little memory."""

import io
import json
import random
import re
import struct
import subprocess
import sys
import zipfile

import pytest

from organisations.sheets import SheetRefused, open_list, read
from tests.organisations.sample_sheets import (
    COLUMNS,
    FULL,
    changed,
    page,
    part,
    workbook,
    written,
)

SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
START = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = "</sheetData></worksheet>"
# Generous: on a quiet machine each of them takes less than a second.
MOST_SECONDS, MOST_MEGABYTES = 10, 300


def sheet_of(cells):
    return changed(written(FULL), **{SHEET: START + cells + END})


def shared(text, times=1):
    """A file whose one shared text is this, so many times over."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written(FULL))) as old, zipfile.ZipFile(made, "w", 8) as new:
        for name in set(old.namelist()) - {TEXTS}:
            new.writestr(name, old.read(name))
        with new.open(TEXTS, "w") as texts:
            texts.write(b"<sst><si><t>")
            for _ in range(times):
                texts.write(text.encode())
            texts.write(b"</t></si></sst>")
    return made.getvalue()


def noise(count):
    """Text that does not pack."""
    return random.Random(7).randbytes(count // 2).hex()


def lying(body, name, claimed):
    """The file, where the directory claims another size for one part."""
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        at, size = package.start_dir, package.getinfo(name).file_size
    old = re.compile(re.escape(struct.pack("<I", size)))
    return body[:at] + old.sub(struct.pack("<I", claimed), body[at:])


HOSTILE = {
    "one shared text of 400 MB": (lambda: shared("a" * 1_000_000, 400), "quá lớn"),
    "one shared text of 8 MB that does not pack": (lambda: shared(noise(8_000_000)), "quá lớn"),
    "a small part that unpacks to a large one": (lambda: shared(" " * 30_000_000), "quá lớn"),
    "a directory that claims less": (
        lambda: lying(shared("<b/>" * 50_000), TEXTS, 1_000),
        "bị hỏng",
    ),
    "a directory that claims more": (
        lambda: lying(written(FULL), TEXTS, 2_000_000),
        "bị hỏng",
    ),
    "a cell in the last corner": (
        lambda: changed(
            page(("Một",)),
            **{SHEET: f'{START}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>{END}'},
        ),
        "Không tìm thấy dòng tiêu đề",
    ),
    "cells in both corners": (
        lambda: sheet_of(
            '<row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        "các ô nằm xa bảng",
    ),
    "a cell in the last row": (
        lambda: sheet_of(
            '<row r="1"><c r="A1" t="str"><v>Tên nhiệm vụ</v></c></row>'
            '<row r="1048576"><c r="C1048576"><v>1</v></c></row>'
        ),
        "các ô nằm xa bảng",
    ),
    "a million tiny rows": (lambda: sheet_of("<row/>" * 1_000_000), "quá lớn"),
    "a million rows of one cell": (
        lambda: sheet_of("<row><c><v>1</v></c></row>" * 1_000_000),
        "quá lớn",
    ),
    "entities": (
        lambda: changed(
            written(FULL),
            **{SHEET: f'<!DOCTYPE a [<!ENTITY b "c">]>{START}{END}'},
        ),
        "Excel không bao giờ ghi",
    ),
    "entities in a part that nobody reads": (
        lambda: changed(written(FULL), **{"docProps/odd.xml": "<!DOCTYPE a><a/>"}),
        "Excel không bao giờ ghi",
    ),
    "a part in UTF-16": (
        lambda: changed(written(FULL), **{SHEET: f"<!DOCTYPE a>{START}{END}".encode("utf-16")}),
        "bị hỏng",
    ),
    "macros": (lambda: changed(written(FULL), **{"xl/vbaProject.bin": "x"}), "macro"),
    "links to other files": (
        lambda: changed(written(FULL), **{"xl/externalLinks/externalLink1.xml": "<a/>"}),
        "tệp khác",
    ),
    "300 parts": (
        lambda: changed(written(FULL), **{f"xl/media/{n}.png": "x" for n in range(300)}),
        "quá nhiều trang, hình ảnh",
    ),
    "60,000 parts": (
        lambda: changed(written(FULL), **{f"xl/media/{n}.png": "x" for n in range(60_000)}),
        "quá nhiều trang, hình ảnh",
    ),
    "no workbook inside": (
        lambda: zip_of("xl/workbook.bin", b"x"),
        "không phải là tệp Excel dạng .xlsx",
    ),
    "an archive cut short": (lambda: written(FULL)[:-40], "bị hỏng"),
}


def zip_of(name, content):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_means_harm_is_refused_by_the_large_reader_and_by_the_small_one(name):
    make, sentence = HOSTILE[name]
    body = make()

    with pytest.raises(SheetRefused, match=sentence), open_list(body) as listed:
        list(listed.lines(listed.find_heading(COLUMNS)))
    with pytest.raises(SheetRefused, match=f"{sentence}|Tệp lớn hơn 10 MB"):
        read(body, COLUMNS)


# In a process of its own: what the test itself takes to make such files would be counted as well.
MEASURE = """
import json, resource, sys, time
import django
from django.conf import settings
settings.configure(USE_I18N=False)
django.setup()
from organisations.sheets import SheetRefused, open_list
for path in sys.argv[1:]:
    started = time.monotonic()
    try:
        with open_list(path) as listed:
            list(listed)
    except SheetRefused:
        pass
    taken = time.monotonic() - started
    own = int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
    used = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    print(json.dumps([path, taken, used // 1024]))
"""


def test_files_that_mean_harm_take_little_time_and_little_memory(tmp_path):
    paths = []
    for number, (make, _sentence) in enumerate(HOSTILE.values()):
        paths.append(tmp_path / f"{number}.xlsx")
        paths[-1].write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *paths], capture_output=True, check=True, text=True
    )
    measured = list(map(json.loads, done.stdout.splitlines()))

    assert len(measured) == len(HOSTILE)
    assert max(seconds for _path, seconds, _megabytes in measured) < MOST_SECONDS
    assert max(megabytes for _path, _seconds, megabytes in measured) < MOST_MEGABYTES


def test_a_file_larger_than_allowed_is_refused_with_the_limit():
    with (
        pytest.raises(SheetRefused, match="lớn hơn 1 MB"),
        open_list(b"a" * 2_000_000, limit=1024**2),
    ):
        pass


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"%PDF-1.7\n", "tệp PDF. Hãy tải lên tệp Excel dạng .xlsx hoặc tệp CSV"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "Excel cũ"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu"),
        (b" \n\t", "Tệp trống"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "không phải là tệp Excel"),
    ],
)
def test_what_is_no_list_is_named(body, sentence):
    with pytest.raises(SheetRefused, match=sentence), open_list(body):
        pass


def test_a_part_behind_a_password_is_named():
    body = bytearray(written(FULL))
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        directory = package.start_dir
    body[directory + 8] |= 1

    with pytest.raises(SheetRefused, match="có mật khẩu"), open_list(bytes(body)):
        pass


def test_many_texts_that_repeat_are_no_bomb():
    """A list of thousands of alike rows packs well and is still a list."""
    body = page(("Tên nhiệm vụ", "Kinh phí"), *[("Tập huấn", 1)] * 5_000)

    with open_list(body) as listed:
        assert len(list(listed.lines(listed.find_heading(COLUMNS)))) == 5_000


def test_a_list_with_more_rows_than_allowed_says_so():
    body = page(("Tên nhiệm vụ",), *[("Tập huấn",)] * 45)
    with open_list(body, most_rows=30) as listed:
        heading = listed.find_heading(COLUMNS)
        with pytest.raises(SheetRefused, match="hơn 30 dòng"):
            list(listed.lines(heading))


def test_far_more_rows_than_allowed_are_refused_before_they_are_parsed():
    body = page(("Tên nhiệm vụ",), *[("Tập huấn",)] * 500)
    with pytest.raises(SheetRefused, match="hơn 30 dòng"), open_list(body, most_rows=30):
        pass


def test_rows_that_hold_only_a_look_are_not_counted():
    bare = "".join(f'<row r="{n}" ht="20"><c r="A{n}" s="1"/></row>' for n in range(3, 900))
    listed = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for n, text in ((1, "Tên nhiệm vụ"), (2, "Tập huấn"))
    )
    with open_list(sheet_of(listed + bare), most_rows=30) as opened:
        lines = list(opened.lines(opened.find_heading(COLUMNS)))

    assert [cells for _number, cells, _by_key in lines] == [["Tập huấn"]]


def test_a_tall_page_beside_the_list_does_no_harm():
    def fill(book, first):
        first.write_column(0, 0, ["Tên nhiệm vụ", "Tập huấn"])
        book.add_worksheet("Sổ cân").write_column(0, 0, range(500))

    with open_list(workbook(fill), most_rows=30) as listed:
        assert len(list(listed.lines(listed.find_heading(COLUMNS)))) == 1


def test_text_that_is_written_once_and_pointed_to_from_everywhere_is_not_read_on():
    body = page(("Tên nhiệm vụ", "Mục đích"), *[("Một", "x" * 30_000)] * 300)
    with open_list(body, most_letters=1_000_000) as listed:
        heading = listed.find_heading(COLUMNS)
        with pytest.raises(SheetRefused, match="quá lớn"):
            list(listed.lines(heading))


def test_a_prefix_before_the_names_of_tags_hides_nothing():
    """Some programs write <x:c> for <c>; a formula without its value is seen there too."""
    plain = part(page(("Tên nhiệm vụ", "Kinh phí"), ("Một", "=1/0")), SHEET)
    assert "<f>" in plain
    prefixed = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", plain).replace("xmlns=", "xmlns:x=")
    prefixed = prefixed.replace("</x:f><x:v>0</x:v>", "</x:f>")
    body = changed(page(("Tên nhiệm vụ", "Kinh phí"), ("Một", "=1/0")), **{SHEET: prefixed})

    assert [refusal.reason for refusal in read(body, COLUMNS).refusals] == [
        "Công thức trong ô chưa được tính. Hãy mở tệp bằng Excel, lưu lại rồi tải lên."
    ]
