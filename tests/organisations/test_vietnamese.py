"""Vietnamese numbers, dates and names, in both directions."""

import unicodedata
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisations import vietnamese as vn
from tests.organisations.typed_text import any_text

numbers = st.decimals(
    min_value=-(10**15), max_value=10**15, places=4, allow_nan=False, allow_infinity=False
)


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
    "text",
    [
        "0912345678",
        "024 3825 1234",
        "(024) 3825-1234",
        "+84 24.3825.1234",
        "19001234",
        "024 3825 1234 máy lẻ 12",
        "024 3825 1234, máy lẻ 12",
        "024 3825 1234 (ext. 12)",
        "024 3825 1234 số máy lẻ 12; 0912 345 678",
        "024 3825 1234 / 0912 345 678",
    ],
)
def test_telephone_numbers_stay_as_they_are_typed(text):
    assert vn.parse_telephone(f" {text} ") == text


@pytest.mark.parametrize(
    "text", ["abc", "0900", "0912 345 678 abc", "máy lẻ 12", "0912 345 678;", "12 máy lẻ 123456"]
)
def test_what_cannot_be_dialled_is_no_telephone_number(text):
    with pytest.raises(vn.Unreadable, match="ít nhất 8 chữ số"):
        vn.parse_telephone(text)
