"""Planned and done: both bars on one scale, the words exact, money never rounded to nothing."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from organisations import charts
from organisations.charts import PlanDone, PlannedRow
from organisations.charts.canvas import PAPER

SVG = "{http://www.w3.org/2000/svg}"
KEY = 2  # the samples in the key come first


def chart(*rows, **facts):
    return PlanDone("Tiêu đề", "Mô tả", tuple(PlannedRow(*row) for row in rows), **facts)


def said(spec):
    return [value.text for value in spec.values()]


def bars(spec, **options):
    tree = ElementTree.fromstring(charts.svg(spec, **options))
    return [float(rect.get("width")) for rect in tree.iter(f"{SVG}rect")][KEY:]


@pytest.mark.parametrize(
    ("planned", "done", "words"),
    [
        (12, 8, "8/12 (66,7%)"),
        (12, 15, "15/12 (125%)"),
        (12, 0, "0/12 (0%)"),
        (0, 0, "0/0"),
        (0, 3, "3/0"),
        (None, 3, "3/–"),
        (12, None, "–/12"),
        (None, None, "–"),
        (30000, 28500, "28.500/30.000 (95%)"),
        (Decimal("1.5"), 1.5, "1,5/1,5 (100%)"),
        (3000, 2999, "2.999/3.000 (99,9%)"),
        (3000, 2, "2/3.000 (0,1%)"),
        (30000, 1, "1/30.000 (<0,1%)"),
        (3000, 3001, "3.001/3.000 (100,1%)"),
    ],
)
def test_done_planned_and_percent_in_words(planned, done, words):
    assert said(chart(("Hội thảo", planned, done))) == [words]


@pytest.mark.parametrize("narrow", [False, True])
def test_bars_are_as_long_as_their_numbers_also_beyond_the_plan(narrow):
    planned, done, other, half = bars(chart(("a", 12, 18), ("b", 6, 3)), narrow=narrow)

    assert done == pytest.approx(1.5 * planned, abs=0.02)
    assert other == pytest.approx(planned / 2, abs=0.02)
    assert half == pytest.approx(planned / 4, abs=0.02)


def test_what_is_not_known_has_no_bar_and_nought_has_a_hairline():
    assert bars(chart(("a", None, None))) == []
    assert len(bars(chart(("a", None, 3)))) == 1
    assert bars(chart(("a", 5, 0)))[1] == 1


def test_the_words_lie_behind_the_longer_bar_and_within_the_picture():
    for narrow in (False, True):
        spec = chart(("Sự nghiệp", 1_234_567, 2_345_678, "/a/"))
        tree = ElementTree.fromstring(charts.svg(spec, narrow=narrow))
        (link,) = tree.iter(f"{SVG}a")
        (text,) = link.iter(f"{SVG}text")
        rects = list(tree.iter(f"{SVG}rect"))[KEY:]
        longest = max(float(rect.get("x")) + float(rect.get("width")) for rect in rects)
        width = float(tree.get("viewBox").split()[2])
        letters = len(text.text) * float(tree.get("font-size")) * 0.5

        assert longest < float(text.get("x")) < width - letters
        assert link.get("aria-label") == "Sự nghiệp: 2.345.678/1.234.567 (190%)"


@pytest.mark.parametrize(
    ("planned", "done", "unit", "words"),
    [
        (350_000_000, 175_000_000, "triệu đồng", "175/350 (50%)"),
        (350_450_000, 350_000, "triệu đồng", "0,4/350,5 (0,1%)"),
        (2_500_000_000, 1_234_567_890, "tỷ đồng", "1,235/2,5 (49,4%)"),
        (2_500_000_000, 400_000, "tỷ đồng", "<0,001/2,5 (<0,1%)"),
        (2_500_000_000, 0, "tỷ đồng", "0/2,5 (0%)"),
        (40_000, None, "triệu đồng", "–/<0,1"),
        (None, None, "triệu đồng", "–"),
    ],
)
def test_money_is_in_the_unit_of_the_largest_amount(planned, done, unit, words):
    spec = chart(("Khuyến công", planned, done), is_money=True)

    assert (spec.axis, said(spec)) == (unit, [words])


def test_the_table_has_the_amounts_in_full():
    table = chart(("Khuyến công", 2_500_000_000, 1_234_567_890, "/a/"), is_money=True).table()

    assert table.columns == ("Tiêu đề", "Kế hoạch (đồng)", "Thực hiện (đồng)", "% kế hoạch")
    assert [cell.text for cell in table.rows[0]] == [
        "Khuyến công",
        "2.500.000.000",
        "1.234.567.890",
        "49,4%",
    ]


def test_a_target_above_all_bars_fits_the_picture():
    spec = chart(("a", 12, 8), target=charts.Target(40, "Mục tiêu: 40"))
    tree = ElementTree.fromstring(charts.svg(spec))
    (line,) = [line for line in tree.iter(f"{SVG}line") if line.get("stroke") == charts.TARGET]

    assert float(line.get("x1")) < PAPER.width


def test_less_than_nothing_is_refused():
    with pytest.raises(ValueError, match="0 or more"):
        PlannedRow("a", 12, -1)
