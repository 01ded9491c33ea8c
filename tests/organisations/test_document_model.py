"""The model of a document refuses nonsense and writes what Nghị định 30 asks for."""

from datetime import date

import pytest

from organisations.documents import model as m
from tests.organisations import sample_documents as sample


@pytest.mark.parametrize(
    ("last", "ending"),
    [
        (m.Paragraph("Xin báo cáo."), "Xin báo cáo./."),
        (m.Paragraph("Xin báo cáo./."), "Xin báo cáo./."),
        (m.Paragraph(("Cộng ", sample.figure("33", "A"))), "Cộng 33./."),
        (m.BulletList(("Một;", "Hai.")), "Hai./."),
        (sample.plan_table(), "./."),
    ],
)
def test_the_closing_sign_is_written_once_whatever_comes_last(last, ending):
    closed = m.closed((last,))[-1]
    parts = closed.items[-1] if isinstance(closed, m.BulletList) else closed.parts

    assert m.plain_text(parts) == ending


def test_a_figure_needs_an_address_that_a_printed_page_can_use():
    for address in ("javascript:alert(1)", "/so-lieu/x/", "", "file:///etc/passwd"):
        with pytest.raises(ValueError, match="absolute web address"):
            m.Figure("33", address)


def test_a_table_with_a_hole_is_refused():
    columns = (m.Column(50), m.Column(50))
    with pytest.raises(ValueError, match="does not fill"):
        m.Table("Biểu", columns, (), (m.Row((m.Cell("một"),)),))
    with pytest.raises(ValueError, match="below the last row"):
        m.Table("Biểu", columns, (), (m.Row((m.Cell("a", rowspan=2), m.Cell("b"))),))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
        (date(2026, 12, 20), "ngày 20 tháng 12 năm 2026"),
    ],
)
def test_dates_take_their_zeros_as_the_decree_says(day, words):
    assert m.long_date(day) == words


def test_a_number_below_ten_takes_a_zero():
    assert sample.letterhead(number="5").number_line == "Số: 05/BC-SCT"
    assert sample.letterhead(number="12").number_line == "Số: 12/BC-SCT"


def test_lettered_items_follow_the_vietnamese_alphabet():
    marks = [mark for mark, _ in m.NumberedList(("x",) * 6, lettered=True).marked_items]

    assert marks == ["a)", "b)", "c)", "d)", "đ)", "e)"]
