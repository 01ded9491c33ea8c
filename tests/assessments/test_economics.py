"""Whether a solution pays: the vectors of DOMAIN 3.4 and every solution of the worked example."""

from decimal import Decimal

import pytest

from assessments.economics import (
    cash_flow,
    internal_rate,
    net_present_value,
    payback,
    together,
)
from tests.assessments.worked import says, task

RATE = Decimal("0.1")
SOLUTIONS = {row["ma"]: row for row in task(11)["inputs"]["giai_phap"]}


def saving_of(row):
    bought = sum(Decimal(part["luong"]) * part["don_gia"] for part in row["tiet_kiem"])
    return bought + row["thu_khac"] - row["chi_phi_van_hanh"]


@pytest.mark.parametrize("code", SOLUTIONS)
def test_a_solution_of_the_worked_example_is_right_to_the_digit(code):
    row = SOLUTIONS[code]
    saving = saving_of(row)
    flow = cash_flow(row["dau_tu"], saving, row["tuoi_tho"], row["gia_tri_con_lai"])
    rate = internal_rate(flow)

    assert says(f"T11.{code}.S", saving)
    assert says(f"T11.{code}.hoan_von", payback(row["dau_tu"], saving))
    assert says(f"T11.{code}.npv", net_present_value(flow, RATE))
    assert says(f"T11.{code}.irr", None if rate is None else 100 * rate)


def test_the_vector_of_the_method_holds():
    flow = cash_flow(120, 48, 5)

    assert payback(120, 48) == Decimal("2.5")
    assert says("VEC.npv", net_present_value(flow, RATE))
    assert says("VEC.irr", 100 * internal_rate(flow))


@pytest.mark.parametrize(
    ("figure", "saving", "cost"),
    [("VEC.pb1", 28_729, 42_000), ("VEC.pb2", 93_524, 83_200), ("VEC.pb3", 59_812, 9_950)],
)
def test_money_saved_beside_money_spent_gives_years(figure, saving, cost):
    assert says(figure, payback(cost, saving))


@pytest.mark.parametrize("saving", [0, -1])
def test_what_saves_nothing_has_no_payback_and_no_rate(saving):
    assert payback(100, saving) is None
    assert payback(0, saving) is None
    assert internal_rate(cash_flow(100, saving, 5)) is None


def test_what_costs_nothing_pays_at_once_and_has_no_rate():
    assert payback(0, 5) == 0
    assert internal_rate(cash_flow(0, 5, 5)) is None


def test_a_flow_that_turns_twice_has_no_rate_to_speak_of():
    assert internal_rate([Decimal(n) for n in (-100, 230, -132)]) is None


def test_a_loss_that_never_comes_back_has_a_rate_below_nought():
    rate = internal_rate(cash_flow(100, 10, 5))

    assert rate < 0
    assert abs(net_present_value(cash_flow(100, 10, 5), rate)) < Decimal("1e-20")


def test_the_chosen_solutions_of_the_worked_example_together():
    chosen = [SOLUTIONS[code] for code in task(13)["inputs"]["chon"]]
    found = together((row["dau_tu"], saving_of(row)) for row in chosen)

    assert says("T13.tong_dau_tu_chon", found.cost)
    assert says("T13.tong_S_chon", found.saving)
    assert says("T13.hoan_von_gop", found.ratio)
    assert says("T13.hoan_von_trung_vi", found.middle)
    assert says("T13.so_khong_mat_tien", found.free)
    assert (found.paying, found.undefined) == (7, 0)


def test_solutions_together_name_what_each_figure_was_taken_over():
    found = together([(100, 50), (300, 50), (0, 20), (40, 0), (200, 100)])

    assert (found.cost, found.saving) == (640, 220)
    assert (found.ratio, found.middle) == (Decimal(640) / 220, 2)
    assert (found.paying, found.free, found.undefined) == (3, 1, 1)


def test_of_what_saves_nothing_together_no_payback_is_said():
    found = together([(0, 20), (40, -30)])

    assert (found.ratio, found.middle) == (None, None)
    assert (found.paying, found.free, found.undefined) == (0, 1, 1)
