"""Whether a balance closes: every one of the worked example, and those that are odd."""

from decimal import Decimal

import pytest

from assessments.balance import balance_of
from tests.assessments.worked import expected, says, task

BALANCES = {row["can_bang"]: row for row in task(5)["inputs"]["can_bang"]}


def made(row):
    return balance_of(row["vao"].values(), row["ra"].values())


@pytest.mark.parametrize("code", BALANCES)
def test_a_balance_of_the_worked_example_is_right_to_the_digit(code):
    row = BALANCES[code]
    found = made(row)

    assert says(f"T05.{code}.vao", found.put_in)
    assert says(f"T05.{code}.ra", found.came_out)
    assert says(f"T05.{code}.chua_xac_dinh", found.unaccounted)
    assert says(f"T05.{code}.khep_kin", found.closure)
    assert says(f"T05.{code}.sai_so", found.error)
    is_within = expected()[f"T05.{code}.ket_luan"]["value"] == "đạt"
    assert found.closes_within(Decimal(row["dung_sai_pct"])) is is_within


def test_what_the_steps_cannot_account_for_is_what_the_site_cannot():
    steps = [made(BALANCES[f"CB{number}"]).unaccounted for number in range(1, 8)]

    assert says("T05.tong_chua_xac_dinh_cac_buoc", sum(steps))
    assert sum(steps) == made(BALANCES["CB8"]).unaccounted


def test_what_went_into_the_store_is_no_loss():
    found = balance_of(["100"], ["80"], ["15"])

    assert (found.unaccounted, found.closure, found.error) == (5, 95, 5)


def test_more_out_than_in_is_said_as_it_is():
    found = balance_of(["100"], ["140"])

    assert (found.unaccounted, found.closure) == (-40, 140)
    assert found.closes_within(10) is False


def test_of_nothing_put_in_no_closure_is_said():
    found = balance_of([], ["3"])

    assert (found.unaccounted, found.closure, found.error) == (-3, None, None)
    assert found.closes_within(10) is None


def test_exactly_at_the_tolerance_it_closes():
    assert balance_of(["100"], ["90"]).closes_within(10) is True
    assert balance_of(["100"], ["89.9999"]).closes_within(10) is False
