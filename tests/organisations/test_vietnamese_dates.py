"""Days, instants, periods and years, printed and read as official documents write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from organisations import vietnamese as vn
from tests.organisations.typed_text import days


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
