"""CSV as Vietnamese offices have written it for thirty years: read right, or refused with words."""

import unicodedata

import pytest

from organisations.sheets import Column, Garbled, SheetRefused, open_list, read
from organisations.sheets.extraction.syllables import is_syllable
from organisations.sheets.extraction.tcvn3 import TABLE, is_typed_in_it
from tests.organisations.sample_sheets import COLUMNS, page, workbook

NAMES = (
    "Công ty cổ phần Sản xuất và Thương mại Hưng Yên",
    "Xí nghiệp gạch ngói Đồng Tháp",
    "Hợp tác xã chế biến thủy sản Rạch Giá",
    "Đánh giá sản xuất sạch hơn tại nhà máy giấy Bãi Bằng",
    "Nguyễn Thị Thu Hường, phường Cầu Giấy, quận Cầu Giấy, thành phố Hà Nội",
    "Lò nung tuy nen, ưu tiên đổi mới thiết bị, tiết kiệm được 1.234,5 kWh",
    "Ngõ 12, đường Lý Thường Kiệt; ấp Mỹ Phước, xã Ea H'leo, Đắk Lắk",
)
TABLE_OF_NAMES = "Tên nhiệm vụ;Mục đích;Năm\r\n" + "".join(
    f'"{name}";"Dòng một\n- dòng hai";2026\r\n' for name in NAMES
)
BYTE_OF = {letter: code for code, letter in TABLE.items()}
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def in_tcvn3(text):
    return bytes(BYTE_OF.get(sign, ord(sign) if sign.isascii() else 0) for sign in text)


def in_windows_1258(text):
    """Tones stand behind their letters; those of the code page that are one sign stay one."""
    return b"".join(map(_in_windows_1258, text))


def _in_windows_1258(letter):
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tone = next(sign for sign in parts if sign in TONES)
        return (unicodedata.normalize("NFC", parts.replace(tone, "")) + tone).encode("cp1258")


ENCODERS = {
    "UTF-8": str.encode,
    "UTF-8 with its mark": lambda text: text.encode("utf-8-sig"),
    "UTF-8 of a Mac": lambda text: unicodedata.normalize("NFD", text).encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 LE": lambda text: text.encode("utf-16-le"),
    "UTF-16 BE": lambda text: text.encode("utf-16-be"),
    "UTF-16 BE with its mark": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "Windows-1258": in_windows_1258,
    "TCVN3 (ABC)": in_tcvn3,
}


@pytest.mark.parametrize("encoding", ENCODERS)
def test_a_csv_is_read_as_it_was_meant_in_every_encoding(encoding):
    with open_list(ENCODERS[encoding](TABLE_OF_NAMES)) as listed:
        heading = listed.find_heading(COLUMNS)
        found = [by_key for _number, _cells, by_key in listed.lines(heading)]
        said = listed.encoding

    assert [cells["name"] for cells in found] == list(NAMES)
    assert {cells["aim"] for cells in found} == {"Dòng một\n- dòng hai"}
    assert encoding.startswith(said)


def test_the_encoding_is_said_in_words_with_what_it_lacks():
    text = "Tên nhiệm vụ\n" + "\n".join(NAMES) + "\nHộI NGHị TậP HUấN\n"
    with open_list(in_tcvn3(text)) as listed:
        read_as, about_capitals = listed.notes()

    assert read_as == "Tệp CSV được đọc theo bảng mã TCVN3 (ABC)."
    assert ".VnTimeH" in about_capitals
    assert about_capitals.endswith("Số từ khác nhau có vẻ bị như vậy: 4.")


@pytest.mark.parametrize(
    "body",
    [
        b"T\xeaN\nN\xe3m;N\xe3m\n",
        "Tên;Straße\nMüller;Köln\nGarçon;Zoë\n".encode("cp1252"),
        b"Ten nhiem vu\nCo\xe2ng ty co\xe5 pha\xe0n sa\xfbn xua\xe1t gia\xe1y\n",
        in_tcvn3("\n".join(NAMES)) + in_windows_1258("\n".join(NAMES) * 2),
        in_tcvn3("\n".join(NAMES)) + b"\xc0\xc1",
    ],
    ids=["one word of two meanings", "no Vietnamese", "VNI", "two encodings", "no TCVN3 letter"],
)
def test_an_encoding_that_cannot_be_told_is_refused_with_what_to_do(body):
    with pytest.raises(SheetRefused, match="CSV UTF-8"), open_list(body) as listed:
        list(listed)


def test_windows_1258_comes_out_as_one_sign_for_each_letter():
    (name,) = [
        row.values["name"]
        for row in read(in_windows_1258(TABLE_OF_NAMES.replace(";2026", ";2026")), COLUMNS).rows[:1]
    ]

    assert unicodedata.is_normalized("NFC", name)
    assert name == NAMES[0]


# Text of old fonts inside Excel files, where it is Unicode that means something else


def in_old_font(text):
    return in_tcvn3(text).decode("latin-1")


@pytest.mark.parametrize("name", NAMES)
def test_text_of_an_old_font_is_told_in_an_excel_file_and_never_converted(name):
    with open_list(page(("Tên nhiệm vụ",), (in_old_font(name),))) as listed:
        ((_number, (cell,), _by_key),) = listed.lines(listed.find_heading(COLUMNS))

    assert cell == Garbled("tcvn3", in_old_font(name))
    (refusal,) = read(page(("Tên nhiệm vụ",), (in_old_font(name),)), COLUMNS).refusals
    assert "phông chữ cũ (.VnTime, VNI)" in refusal.reason
    assert refusal.typed == in_old_font(name)


@pytest.mark.parametrize("font", [".VnTime", ".VnTimeH", "VNI-Times"])
def test_a_word_that_both_ways_make_sense_of_is_told_by_its_font(font):
    def fill(book, front):
        front.write(0, 0, "Tên nhiệm vụ")
        front.write(1, 0, "Nhá", book.add_format({"font_name": font}))
        front.write(2, 0, "Nhá")
        front.write(3, 0, "Hội thảo", book.add_format({"font_name": font}))

    with open_list(workbook(fill)) as listed:
        cells = [cell for _number, (cell,) in listed]

    assert cells[1:] == [Garbled("tcvn3", "Nhá"), "Nhá", "Hội thảo"]


@pytest.mark.parametrize(
    "text",
    [
        *NAMES,
        "Công ty Müller và con trai",
        "Café São Paulo",
        "5 µm, 20 °C, 30 m²/m³, Ø60 ± 2",
        "«Nhà máy xanh» ® 2015",
        "São",
        "Tà Lài",
        "Garçon Øresund Ångström",
        "ISO 9001 · ISO 14001",
    ],
)
def test_what_people_write_today_is_never_taken_for_an_old_font(text):
    assert not is_typed_in_it(text)
    with open_list(page(("Tên nhiệm vụ",), (text,))) as listed:
        assert [cell for _number, (cell,) in listed] == ["Tên nhiệm vụ", text]


def test_text_that_was_encoded_twice_is_told():
    twice = NAMES[0].encode().decode("cp1252", "replace").replace("\ufffd", "\x81")
    table = f"Tên nhiệm vụ;Năm\n{twice};2026\n".encode()

    assert [r.reason for r in read(table, COLUMNS).refusals] == [
        "Chữ trong ô đã bị đổi bảng mã sai (như “CÃ´ng ty”). Hãy gõ lại ô này."
    ]


@pytest.mark.parametrize("word", ["Nguyễn", "QUỐC", "nghiêng", "giếng", "khuỷu", "Đắk", "quýt"])
def test_a_vietnamese_word_is_known(word):
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["C«ng", "phÇn", "Müller", "tìéng", "nghà", "cat", "các1", ""])
def test_a_word_that_cannot_be_vietnamese_is_known(word):
    assert not is_syllable(word)


def test_a_column_of_codes_needs_no_vietnamese_to_be_read():
    columns = [Column("code", "Ma so")]

    assert [r.values["code"] for r in read(b"Ma so;X\n0101234567;a\n", columns).rows] == [
        "0101234567"
    ]
