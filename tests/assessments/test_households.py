"""A year of a craft household: the vector of the reference, and sheets with gaps."""

from decimal import Decimal

import yaml
from django.conf import settings

from assessments.households import Season

FILE = settings.BASE_DIR / "reference" / "assessments" / "household_sheet.yaml"
VECTOR = yaml.safe_load(FILE.read_text(encoding="utf-8"))["calculation"]["test_vector"]
EXPECTED = {row["id"]: Decimal(row["value"]) for row in VECTOR["expected"]}


def season(**changes):
    told = VECTOR["input"]
    facts = {
        "months": told["so_thang"],
        "peak_months": told["so_thang_cao_diem"],
        "monthly": Decimal(told["sl_thang"]),
        "peak_monthly": Decimal(told["sl_thang_cao_diem"]),
    }
    return Season(**(facts | changes))


def test_the_year_of_the_reference_is_right_to_the_digit():
    year, gas = season(), Decimal(VECTOR["input"]["gas_thang"])
    kilograms, tonnes = year.year_of(gas) * 45, year.output / 10

    assert year.output == EXPECTED["san_luong_nam_ta"]
    assert tonnes == EXPECTED["san_luong_nam_t"]
    assert year.peak_of(gas) == EXPECTED["gas_thang_cao_diem_binh"]
    assert year.year_of(gas) == EXPECTED["gas_nam_binh"]
    assert kilograms == EXPECTED["gas_nam_kg"]
    assert kilograms / tonnes == EXPECTED["gas_kg_per_t"]


def test_a_peak_that_nobody_told_is_like_any_month():
    year = season(peak_monthly=None)

    assert year.output == 20 * 11
    assert year.year_of(Decimal(14)) == 14 * 11


def test_without_a_peak_every_month_is_alike():
    assert season(peak_months=0).output == 20 * 11


def test_what_was_not_told_stays_unknown():
    assert season().year_of(None) is None


def test_a_household_that_makes_nothing_in_a_normal_month_takes_what_it_told():
    year = season(monthly=Decimal(0))

    assert year.output == 30 * 3
    assert year.year_of(Decimal(5)) == 5 * 11
