"""Names and document numbers: how they are stored, compared and put in order."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisations import vietnamese as vn
from tests import databases
from tests.organisations.typed_text import any_text, vietnamese_text


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1419⁄QĐ‑TTg ", "1419/QĐ-TTg"),
        ("1419 / QĐ - TTg", "1419/QĐ-TTg"),
        ("34/2005/Q\u00d0–TTg", "34/2005/QĐ-TTg"),
        ("41‑NQ/TW", "41-NQ/TW"),
        ("889/Q\u0189\u00a0-\u00a0TTg", "889/QĐ-TTg"),
        ("05/BC\u200b-SCT", "05/BC-SCT"),
        ("Chỉ thị  số 08/2007/CT-BCN", "Chỉ thị số 08/2007/CT-BCN"),
    ],
)
def test_a_document_number_matches_itself_however_it_is_typed(written, number):
    assert vn.normalise_document_number(written) == number


@given(any_text)
def test_normalising_twice_changes_nothing_more(text):
    for normalise in (vn.nfc, vn.search_key, vn.same_name_key):
        assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])))
def test_a_stored_line_stays_as_it_is(text):
    for normalise in (vn.one_line, vn.many_lines, vn.normalise_document_number):
        stored = normalise(text)
        assert normalise(stored) == stored == unicodedata.normalize("NFC", stored)


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\x0bb", "a\ud800b"])
def test_an_unprintable_character_is_refused(text):
    for normalise in (vn.one_line, vn.many_lines, vn.normalise_document_number):
        with pytest.raises(vn.Unreadable, match="ký tự điều khiển"):
            normalise(text)


def test_a_line_has_single_spaces_and_a_paragraph_keeps_its_lines():
    decomposed = unicodedata.normalize("NFD", "Sở\u00a0 Công\r\nThương \u200b")

    assert vn.one_line(decomposed) == "Sở Công Thương"
    assert vn.many_lines(decomposed + "\u2028\u2028x") == "Sở\u00a0 Công\nThương\n\nx"


def test_a_search_needs_no_accents():
    assert vn.search_key("Uỷ ban  nhân dân Đông Anh") == "uy ban nhan dan dong anh"
    assert vn.search_key("1419⁄Q\u00d0‑TTg") == "1419/qd-ttg"
    assert vn.search_key("UỶ BAN") == vn.search_key("Ủy ban")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban", "Ủy ban"),
        ("hoá chất", "hóa chất"),
        ("Hoà Bình", "Hòa Bình"),
        ("thuỷ sản", "THỦY  SẢN"),
        ("Quý", "Qúy"),
        (unicodedata.normalize("NFD", "Thừa Thiên Huế"), "Thừa Thiên Huế"),
        ("\u00d0ông Anh", "Đông Anh"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one, other):
    assert vn.same_name_key(one) == vn.same_name_key(other)


def test_names_that_differ_in_a_tone_or_a_letter_keep_different_keys():
    names = ["hoa", "hòa", "hỏa", "hóa", "họa", "hoăn", "hoan", "hôa", "uy3", "ủy", "đa", "da"]

    assert len({vn.same_name_key(name) for name in names}) == len(names)


# In the order of CLDR 48 `vi` (Intl.Collator of ICU 78): letters first, then tones.
IN_ORDER = """
    01 | 10 | a | ba ba | bà ba | ba hoa | bà hoa | ca | cà | cả | cã | cá | cạ | cam | Can Lộc
    căm | câm | Cần Thơ | Chi | Cò | da | di | đa | Đà Nẵng | Đắk Lắk | e | ê | g | Hà Nam | Hà Nội
    Hải Dương | Hải Phòng | Hòa Bình | i | k | l | ma | mà | mả | mã | má | mạ | ma ba | mai
    mă | mâ | mần | n | o | ô | ơ | ra | rá | sản xuất | Sơn La | tạ | tai | u | ư | Vĩnh Long
    Vĩnh Phúc | xa | Yên Bái
""".replace("\n", "|")


def test_names_stand_in_vietnamese_alphabetical_order():
    names = [name.strip() for name in IN_ORDER.split("|") if name.strip()]

    assert sorted(reversed(names), key=lambda name: vn.name_sort(name).encode()) == names


def test_case_and_punctuation_do_not_change_the_order():
    assert vn.name_sort("ĐÔNG-ANH") == vn.name_sort("  đông  anh.") != vn.name_sort("Đống Anh")
    assert vn.name_sort(unicodedata.normalize("NFD", "Ệ")) == vn.name_sort("ệ")


@given(vietnamese_text, vietnamese_text)
def test_the_order_of_letters_comes_before_any_tone(one, other):
    toneless = [vn.name_sort(text).partition(" ")[0] for text in (one, other)]
    keys = [vn.name_sort(one), vn.name_sort(other)]

    assert all(key.isascii() for key in keys)
    if toneless[0] < toneless[1]:
        assert keys[0] < keys[1]


@pytest.fixture(scope="module")
def sort_in_the_database():
    """PostgreSQL's name_sort, created for this session alone."""
    with databases.maintenance() as connection, connection.cursor() as cursor:
        cursor.execute(vn.name_sort_sql().replace("FUNCTION ", "FUNCTION pg_temp."))

        def key_of(text):
            cursor.execute("SELECT pg_temp.name_sort(%s)", [text])
            return cursor.fetchone()[0]

        yield key_of


@given(text=st.one_of(vietnamese_text, st.text(st.characters(codec="utf-8", min_codepoint=1))))
def test_the_database_makes_the_same_sort_key(sort_in_the_database, text):
    assert sort_in_the_database(text) == vn.name_sort(text)


def test_the_order_is_total_over_the_alphabet():
    letters = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

    for before, after in itertools.pairwise(letters):
        assert vn.name_sort(before + "zzz") < vn.name_sort(after.upper())


@pytest.mark.parametrize(
    ("name", "unit", "beside"),
    [
        ("Hội nghị", "hội nghị", ""),
        ("Hội thảo phổ biến", "hội thảo", ""),
        ("Tin, bài", "tin, bài", ""),
        ("Lượt người tham dự", "lượt người", ""),
        ("Tờ rơi", "tờ", "tờ"),
        ("Website", "website", ""),
        ("Hội nghịch", "hội nghị", "hội nghị"),
        ("Sổ tay", "cuốn", "cuốn"),
    ],
)
def test_a_unit_that_the_name_begins_with_is_not_said_again(name, unit, beside):
    assert vn.unit_beside(name, unit) == beside


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Danh mục năm 2026", "“Danh mục năm 2026”"),
        ("DANH MỤC năm 2026", "“DANH MỤC năm 2026”"),
        ("Nhiệm vụ năm 2026", "Danh mục “Nhiệm vụ năm 2026”"),
    ],
)
def test_a_noun_is_not_said_before_a_title_that_begins_with_it(title, said):
    assert vn.named("Danh mục", title) == said
