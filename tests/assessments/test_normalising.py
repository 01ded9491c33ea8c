"""What was saved per unit of product: the measured year of the worked example, and odd ones."""

from decimal import Decimal

import pytest

from assessments.normalising import (
    change,
    headline,
    saving_of_one_product,
    saving_of_products,
    specific,
)
from tests.assessments.worked import says, task

BEFORE, AFTER = task(2)["inputs"]["thang"], task(16)["inputs"]["thang_2023"]
YEARS = task(16)["inputs"]["ca_nam"]
MADE = [sum(map(Decimal, months["san_pham_t"]["luong"])) for months in (BEFORE, AFTER)]


def of_months(*keys, each="1"):
    """Of both years, the sum of these columns."""
    return [
        sum(Decimal(n) for key in keys for n in months[key]["luong"]) * Decimal(each)
        for months in (BEFORE, AFTER)
    ]


def of_years(key, factor="1"):
    return [Decimal(YEARS[year][key]) * Decimal(factor) for year in ("2021", "2023")]


# In the unit that the example prints savings in; per tonne it prints kg where the unit is t.
USED = {
    "LPG": of_months("lpg_binh_45", each="0.045"),
    "THAN_CAM_34": of_months("than_cam_4_ta", each="0.1"),
    "DIEN": of_months("dien_bt_kwh", "dien_cd_kwh", "dien_td_kwh"),
    "NUOC_MAY": of_months("nuoc_may_m3"),
    "NUOC_THAI": of_years("nuoc_thai_m3"),
    "DAT_SET": of_years("dat_am_t"),
    "MEN_GOM": of_years("men_t"),
    "NUNG_HONG": of_years("nung_hong_t"),
    "NUNG_HONG_PHAI_DO": of_years("nung_hong_do_t"),
}
IN_KG = {"LPG", "THAN_CAM_34", "MEN_GOM", "NUNG_HONG", "NUNG_HONG_PHAI_DO"}


def saving(resource):
    before, after = USED[resource]
    return saving_of_one_product(before, MADE[0], after, MADE[1])


@pytest.mark.parametrize("resource", USED)
def test_a_resource_of_the_worked_example_is_right_to_the_digit(resource):
    found = saving(resource)
    scale = 1000 if resource in IN_KG else 1
    before, after = (specific(q, made) for q, made in zip(USED[resource], MADE, strict=True))

    assert says(f"T16.{resource}.suat_truoc", scale * before)
    assert says(f"T16.{resource}.suat_sau", scale * after)
    assert says(f"T16.{resource}.s", 100 * found.share)
    assert says(f"T16.{resource}.ky_vong", found.expected)
    assert says(f"T16.{resource}.tiet_kiem", found.amount)


def test_the_headline_weighs_by_what_the_baseline_cost():
    costs = {
        "DIEN": 311_565_600,
        "LPG": 2_840_400_000,
        "THAN_CAM_34": 178_200_000,
        "DAT_SET": 1_200_000_000,
        "MEN_GOM": 276_000_000,
    }
    shares = {resource: saving(resource).share for resource in costs}

    assert says("T16.headline", 100 * headline(shares, costs))
    assert headline(shares | {"LPG": None}, costs) is None
    assert headline(shares, dict.fromkeys(costs, 0)) is None


def test_a_plant_that_only_makes_less_has_saved_nothing():
    found = saving_of_one_product(100, 50, 50, 25)

    assert (found.expected, found.amount, found.share) == (50, 0, 0)


def test_using_more_is_a_saving_below_nought():
    assert saving_of_one_product(100, 50, 120, 50).share == Decimal("-0.2")


@pytest.mark.parametrize(("before", "now"), [(0, 10), (10, 0)])
def test_without_output_nothing_is_said(before, now):
    assert saving_of_one_product(100, before, 90, now) is None
    assert specific(100, 0) is None


def test_another_mix_of_products_is_no_saving():
    """Ten heavy pieces take 10 each, ten light ones 1 each; now only light ones are made."""
    mix = [(100, 10, 0), (10, 10, 20)]

    assert saving_of_products(mix, 20).share == 0
    assert saving_of_products(mix, 18).share == Decimal("0.1")


def test_a_product_the_baseline_does_not_know_leaves_it_undefined():
    assert saving_of_products([(100, 10, 5), (0, 0, 3)], 60) is None
    assert saving_of_products([(100, 10, 0)], 60) is None


def test_a_change_is_a_share_of_what_was():
    assert change(4, 3) == Decimal("-0.25")
    assert change(0, 3) is change(None, 3) is change(3, None) is None
