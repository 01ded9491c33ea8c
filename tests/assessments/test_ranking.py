"""In which order solutions are taken up, as in the worked example; what decides between equals."""

from decimal import Decimal

import pytest

from assessments.economics import cash_flow, net_present_value, payback
from assessments.ranking import Scored, economic_points, in_order, weighed
from tests.assessments.test_economics import RATE, SOLUTIONS, saving_of
from tests.assessments.worked import expected, says, task

WEIGHTS = task(13)["inputs"]["trong_so_pct"]


def rated(number):
    return {row["co_hoi"]: row["diem"] for row in task(number)["inputs"]["danh_gia"]}


TECHNICAL, ENVIRONMENTAL = rated(10), rated(12)


def economic(code):
    row = SOLUTIONS[code]
    flow = cash_flow(row["dau_tu"], saving_of(row), row["tuoi_tho"], row["gia_tri_con_lai"])
    years = payback(row["dau_tu"], saving_of(row))
    return economic_points(years, net_present_value(flow, RATE)), years


def scored(code):
    points, years = economic(code)
    feasible = {"ky_thuat": TECHNICAL[code], "kinh_te": points, "moi_truong": ENVIRONMENTAL[code]}
    return Scored(code, weighed(feasible, WEIGHTS), years)


@pytest.mark.parametrize("code", SOLUTIONS)
def test_the_points_of_the_worked_example_are_right(code):
    assert says(f"T13.{code}.diem_kinh_te", economic(code)[0])
    assert says(f"T13.{code}.tong_diem", scored(code).score)


def test_the_order_of_the_worked_example_is_right():
    order = [solution.code for solution in in_order(map(scored, SOLUTIONS))]

    assert order == expected()["T13.thu_tu"]["value"]


@pytest.mark.parametrize(
    ("months", "points"), [(0, 10), ("0.01", 9), (12, 9), ("12.01", 6), (36, 6), (60, 3), (61, 1)]
)
def test_points_end_exactly_at_their_month(months, points):
    assert economic_points(Decimal(months) / 12, 1) == points


def test_what_loses_money_over_its_life_gets_no_points_however_soon_it_pays():
    assert economic_points(Decimal(1), -1) == 0
    assert economic_points(None, 5) == 0


def test_an_undefined_payback_comes_last_among_equals():
    equals = [Scored("C", 5, None), Scored("B", 5, Decimal(2)), Scored("A", 5, Decimal(2))]

    assert [solution.code for solution in in_order(equals)] == ["A", "B", "C"]


def test_weights_are_parts_of_their_sum_whatever_that_is():
    points = {"ky_thuat": 9, "kinh_te": 6, "moi_truong": 3}

    assert weighed(points, {"ky_thuat": 1, "kinh_te": 1, "moi_truong": 2}) == Decimal("5.25")
