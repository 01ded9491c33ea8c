"""Vietnamese numbers, dates and names, in both directions."""

import itertools
import unicodedata
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Engine
from django.utils import formats
from hypothesis import given
from hypothesis import strategies as st

from organisations import vietnamese as vn
from tests import databases

numbers = st.decimals(
    min_value=-(10**15), max_value=10**15, places=4, allow_nan=False, allow_infinity=False
)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
vietnamese_text = st.text(
    alphabet=st.sampled_from(
        "aăâeêioôơuưyđbhĐ Ð\u00d0-–‑/⁄\u00a0\u200b\u0300\u0301\u0303\u0309\u0323"
    )
)
any_text = st.one_of(st.text(), vietnamese_text)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (1234.5, None, "1.234,5"),
        (0, None, "0"),
        (999, None, "999"),
        (30000, None, "30.000"),
        (-1234567, None, "-1.234.567"),
        (Decimal("1.50"), None, "1,5"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("1.5"), 2, "1,50"),
        (0.1, None, "0,1"),
        (2.675, 2, "2,68"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("-0.001"), 2, "0,00"),
        (Decimal("999.995"), 2, "1.000,00"),
        (10**40, 1, "10." + ".".join(["000"] * 13) + ",0"),
    ],
)
def test_a_number_is_printed_with_dots_for_thousands_and_a_comma(value, places, shown):
    assert vn.format_number(value, places) == shown


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_not_finite_is_never_printed(value):
    with pytest.raises(ValueError, match="hữu hạn"):
        vn.format_number(value)


@pytest.mark.parametrize("value", [True, "12", None])
def test_what_is_no_number_is_never_printed_as_one(value):
    with pytest.raises(TypeError):
        vn.format_number(value)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1.234", "1234"),
        ("2.500", "2500"),
        ("1,5", "1.5"),
        ("1,234", "1.234"),
        ("1234,5", "1234.5"),
        ("05", "5"),
        (" 12 ", "12"),
        ("-0", "0"),
        ("-1.234.567,89", "-1234567.89"),
        ("−5", "-5"),
        ("1\u00a0234", "1234"),
        ("1\u202f234\u202f567,5", "1234567.5"),
        ("1 234", "1234"),
        ("\ufeff12", "12"),
    ],
)
def test_a_number_is_read_as_it_is_written_in_vietnam(typed, value):
    assert vn.parse_number(typed) == Decimal(value)
    assert str(vn.parse_number("-0")) == "0.0"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Chưa nhập số"),
        ("  ", "Chưa nhập số"),
        ("1,234.5", "dấu phẩy ngăn phần thập phân"),
        ("1,234,567", "nhập 1.234.567"),
        ("1.23", "nhập 1,23"),
        ("0.5", "nhập 0,5"),
        ("0.500", "nhập 0,500"),
        ("1234.567", "nhập 1234,567"),
        ("1.234.5", "đúng ba chữ số"),
        ("1.234 567", "đúng ba chữ số"),
        ("12 34", "đúng ba chữ số"),
        ("NaN", "không nhập chữ"),
        ("Infinity", "không nhập chữ"),
        ("1e5", "không nhập chữ"),
        ("50%", "không nhập chữ"),
        ("30 bộ", "không nhập chữ"),
        ("+5", "Nhập 5."),
        ("١٢", "từ 0 đến 9"),
        ("１２", "từ 0 đến 9"),
        ("1_000", "từ 0 đến 9"),
        ("12/5", "từ 0 đến 9"),
        (",5", "trước và sau dấu phẩy"),
        ("5,", "trước và sau dấu phẩy"),
        ("-", "trước và sau dấu phẩy"),
        ("--5", "trước và sau dấu phẩy"),
        ("9" * 40, "quá nhiều chữ số"),
    ],
)
def test_an_unclear_number_is_refused_with_what_to_type(typed, sentence):
    with pytest.raises(vn.Unreadable) as refusal:
        vn.parse_number(typed)

    assert sentence in refusal.value.sentence


@given(numbers)
def test_a_printed_number_reads_back_as_itself(value):
    assert vn.parse_number(vn.format_number(value)) == value


@given(st.text(alphabet="0123456789.,- \u00a0"))
def test_a_number_is_either_refused_or_prints_with_the_digits_that_were_typed(typed):
    try:
        value = vn.parse_number(typed)
    except vn.Unreadable:
        return
    whole, _comma, decimals = typed.strip().partition(",")
    kept = "".join(filter(str.isdigit, whole)).lstrip("0") + "," + decimals.rstrip("0")
    shown = vn.format_number(abs(value)).replace(".", "")
    assert shown.lstrip("0") == kept.rstrip(",") or shown == "0"


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_printed_whole_number_reads_back_as_itself(value):
    assert vn.parse_integer(vn.format_number(value)) == value


@pytest.mark.parametrize("typed", ["1,5", "1,000", "5,0"])
def test_a_comma_in_a_whole_number_is_refused(typed):
    with pytest.raises(vn.Unreadable, match="không có dấu phẩy"):
        vn.parse_integer(typed)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.234.567", 1_234_567),
        ("1 234 567", 1_234_567),
        ("0", 0),
        ("50.000.000 đồng", 50_000_000),
        ("50.000.000đ", 50_000_000),
        ("5.000.000 VNĐ", 5_000_000),
        ("500 triệu", 500_000_000),
        ("500 TRIỆU ĐỒNG", 500_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1,5 tỉ đồng", 1_500_000_000),
        ("1,5 ty", 1_500_000_000),
        ("2tr", 2_000_000),
        ("100.000 nghìn", 100_000_000),
        ("1 tỷ 500 triệu", 1_500_000_000),
        ("1 tỷ 500.000 đồng", 1_000_500_000),
        ("999.999 tỷ", 999_999_000_000_000),
    ],
)
def test_money_is_read_as_people_write_it(typed, amount):
    read = vn.parse_money(unicodedata.normalize("NFD", typed))

    assert (read, type(read)) == (amount, Decimal)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Chưa nhập số tiền"),
        ("-5", "số âm"),
        ("−1,5 tỷ", "số âm"),
        ("(500)", "số âm"),
        ("1,5", "không có phần lẻ"),
        ("1,2345678901 tỷ", "không có phần lẻ"),
        ("1.5 tỷ", "nhập 1,5"),
        ("1,000,000", "Dấu chấm ngăn nhóm nghìn"),
        ("1.000.000 tỷ", "quá lớn"),
        ("một tỷ", "Không rõ số tiền"),
        ("tỷ", "Không rõ số tiền"),
        ("đồng", "Không rõ số tiền"),
        ("5 USD", "Không rõ số tiền"),
        ("1 tỷ 5", "Không rõ số tiền"),
        ("1tỷ5", "Không rõ số tiền"),
        ("1 triệu 2 tỷ", "Không rõ số tiền"),
        ("1 triệu 1.000 nghìn", "Không rõ số tiền"),
        ("5 triệu triệu", "Không rõ số tiền"),
        ("500 - 600 triệu", "Không rõ số tiền"),
    ],
)
def test_unclear_or_negative_money_is_refused_with_what_to_type(typed, sentence):
    with pytest.raises(vn.Unreadable, match=sentence):
        vn.parse_money(typed)


@given(st.integers(0, 10**15 - 1), st.sampled_from(["đồng", "triệu", "tỷ"]))
def test_printed_money_reads_back_as_itself(amount, unit):
    assert vn.parse_money(vn.format_money(amount, unit)) == amount


@given(any_text)
def test_money_is_refused_or_a_whole_amount(typed):
    with suppress(vn.Unreadable):
        amount = vn.parse_money(typed)
        assert 0 <= amount == int(amount)


def test_a_share_is_printed_with_both_its_numbers():
    assert vn.format_share(19, 49) == "38,8% (19/49)"
    assert vn.format_share(1215, 2430) == "50% (1.215/2.430)"
    assert vn.format_share(0, 5) == "0% (0/5)"
    assert vn.format_share(0, 0) == "–"


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ((50_000_000,), "50.000.000 đồng"),
        ((50_000_000, "triệu"), "50 triệu đồng"),
        ((1_500_000_000, "tỷ"), "1,5 tỷ đồng"),
        ((1_234_567_890, "tỷ", 1), "1,2 tỷ đồng"),
        ((Decimal("0"),), "0 đồng"),
    ],
)
def test_money_is_printed_in_dong_million_or_billion(arguments, shown):
    assert vn.format_money(*arguments) == shown


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31/12/2015", date(2015, 12, 31)),
        ("3/4/2026", date(2026, 4, 3)),
        ("03/04/2026", date(2026, 4, 3)),
        ("2026-04-03", date(2026, 4, 3)),
        (" 29/2/2024 ", date(2024, 2, 29)),
    ],
)
def test_a_date_is_read_day_first(typed, day):
    assert vn.parse_date(typed) == day


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Chưa nhập ngày"),
        ("12/31/2015", "Không có tháng 31"),
        ("31/02/2015", "Không có ngày 31: tháng 2 năm 2015 có 28 ngày"),
        ("0/1/2015", "Không có ngày 0"),
        ("31/12/15", "đủ bốn chữ số"),
        ("31/12/20155", "đủ bốn chữ số"),
        ("31/12/1015", "Năm phải từ 1900 đến 2100"),
        ("31-12-2015", "ngày/tháng/năm"),
        ("31/12", "ngày/tháng/năm"),
        ("2026-13-03", "Không có tháng 13"),
        ("٣/٤/٢٠٢٦", "ngày/tháng/năm"),
        ("hôm qua", "ngày/tháng/năm"),
    ],
)
def test_an_unclear_date_is_refused_with_what_to_type(typed, sentence):
    with pytest.raises(vn.Unreadable) as refusal:
        vn.parse_date(typed)

    assert sentence in refusal.value.sentence


@given(days)
def test_a_printed_date_reads_back_as_itself(day):
    assert vn.parse_date(vn.format_date(day)) == day
    assert vn.parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2015, 12, 31), "ngày 31 tháng 12 năm 2015"),
        (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (date(2020, 2, 15), "ngày 15 tháng 02 năm 2020"),
        (date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
    ],
)
def test_the_long_date_takes_zeros_as_decree_30_says(day, shown):
    assert vn.format_long_date(day) == shown


def test_an_instant_is_printed_by_the_clock_in_vietnam():
    instant = datetime(2015, 12, 31, 17, 5, tzinfo=UTC)

    assert vn.format_datetime(instant) == "00:05 ngày 01/01/2016"
    assert vn.format_date(instant) == "01/01/2016"


def test_an_instant_without_a_zone_is_not_guessed():
    with pytest.raises(ValueError, match="múi giờ"):
        vn.format_datetime(datetime(2015, 12, 31, 17, 5))  # noqa: DTZ001 - the point of the test


def test_a_period_is_printed_as_the_documents_write_it():
    assert vn.format_period(2009, 2015) == "giai đoạn 2009-2015"
    assert vn.format_period(2015, 2015) == "năm 2015"
    with pytest.raises(ValueError, match="đảo ngược"):
        vn.format_period(2015, 2009)


@pytest.mark.parametrize(
    "typed", ["15", "2.015", "20155", "1989", "2101", "năm 2015", "", "2015,0"]
)
def test_a_year_is_four_digits_within_bounds(typed):
    assert vn.parse_year(" 2015 ") == 2015
    with pytest.raises(vn.Unreadable):
        vn.parse_year(typed)


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


def shown(template, **values):
    engine = Engine(builtins=["organisations.templatetags.vietnamese", "django.templatetags.l10n"])
    return engine.from_string(template).render(Context(values))


@pytest.mark.parametrize(
    ("template", "value", "text"),
    [
        ("{{ x|number }}", 1234.5, "1.234,5"),
        ("{{ x|number:2 }}", 1234.5, "1.234,50"),
        ("{{ x|money }}", 50_000_000, "50.000.000 đồng"),
        ('{{ x|money:"triệu" }}', 50_000_000, "50 triệu đồng"),
        ("{{ x|vndate }}", date(2015, 12, 31), "31/12/2015"),
        ("{{ x|longdate }}", date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        ("{{ x|vndatetime }}", datetime(2015, 12, 31, 7, 5, tzinfo=UTC), "14:05 ngày 31/12/2015"),
        ("{{ x|dash }}", 0, "0"),
        ("{% share x 10 %}", 5, "50% (5/10)"),
        ("{% period x 2015 %}", 2009, "giai đoạn 2009-2015"),
    ],
)
def test_templates_print_through_one_tag(template, value, text):
    assert shown(template, x=value) == text


FILTERS = ["number", "number:2", "money", "vndate", "longdate", "vndatetime", "dash"]


@pytest.mark.parametrize("name", FILTERS)
def test_no_data_prints_a_dash_and_never_zero(name):
    assert shown("{{ x|" + name + " }}", x=None) == "–"
    assert shown("{% share x 10 %}{% share 1 x %}", x=None) == "––"


def test_django_itself_prints_and_reads_vietnamese_dates():
    assert formats.date_format(date(2015, 12, 31)) == "31/12/2015"
    assert formats.date_format(datetime(2015, 12, 31, 14, 5), "DATETIME_FORMAT") == (  # noqa: DTZ001
        "14:05 ngày 31/12/2015"
    )
    assert formats.date_format(date(2019, 6, 29), "YEAR_MONTH_FORMAT") == "tháng 6 năm 2019"
    assert formats.get_format("DATE_INPUT_FORMATS")[0] == "%d/%m/%Y"
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


def test_a_year_an_address_and_a_drawing_keep_their_digits():
    assert shown("{{ x }}", x=2015) == "2015"
    assert shown("/x/{{ x }}/", x=12345) == "/x/12345/"
    assert shown('{% localize off %}x="{{ x }}"{% endlocalize %}', x=12.5) == ('x="12.5"')
    assert shown("{{ x|floatformat:1 }}", x=1234.5) == "1234,5"


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
