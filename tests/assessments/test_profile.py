"""The profile of a year: both years of the worked example, and years with gaps."""

from decimal import Decimal

import pytest

from assessments.conversion import Why
from assessments.enums import Total
from assessments.profile import BIOGENIC, CARBON, Use, changes, profile_of
from tests.assessments.test_normalising import MADE, USED
from tests.assessments.worked import says

pytestmark = pytest.mark.django_db

DRY_CLAY = Decimal("0.78")
LETTERS = {"E": Total.ENERGY, "M": Total.MATERIALS, "W": Total.WATER, "C": CARBON}
LETTERS |= {"WW": Total.WASTEWATER, "S": Total.WASTE}
RATIOS = {"P/E": "E", "P/M": "M", "P/W": "W", "C/P": "C", "WW/P": "WW", "S/P": "S"}
# Fired rejects that are dumped and the rest of the solid waste; clay counts dry.
WASTE = [Decimal("82.5"), Decimal("34.8")]


@pytest.fixture
def profiles(converter, resources):
    def year(place, grid):
        amounts = {code: USED[code][place] for code in USED if code in resources}
        amounts["LPG"] *= 1000
        amounts["MEN_GOM"] *= 1000
        amounts["DAT_SET"] *= DRY_CLAY
        amounts["CTR_TT"] = WASTE[place]
        uses = [Use(resources[code], amount) for code, amount in amounts.items()]
        return profile_of(uses, MADE[place], converter, grid)

    return {"2021": year(0, 2021), "2023": year(1, 2023), "held": year(1, 2021)}


@pytest.mark.parametrize("year", ["2021", "2023"])
def test_the_totals_of_the_worked_example_are_right_to_the_digit(profiles, year):
    for letter, total in LETTERS.items():
        assert says(f"RECP.{year}.{letter}", profiles[year].sums[total].value), letter
    for ratio, letter in RATIOS.items():
        assert says(f"RECP.{year}.{ratio}", profiles[year].per_unit(LETTERS[letter])), ratio


def test_the_changes_of_the_worked_example_are_right_to_the_digit(profiles):
    found = changes(profiles["2021"], profiles["2023"])
    own = changes(profiles["2021"], profiles["held"])

    for ratio, letter in RATIOS.items():
        assert says(f"RECP.thay_doi.{ratio}", 100 * found[LETTERS[letter]]), ratio
    assert says("RECP.thay_doi.C/P_he_so_2021", 100 * own[CARBON])


def test_a_part_that_is_not_known_leaves_its_total_unknown_and_is_named(converter, resources):
    husk, power = Use(resources["TRAU"], Decimal(10)), Use(resources["DIEN"], Decimal(1000))
    found = profile_of([husk, power], 5, converter, 2024)

    assert found.sums[Total.ENERGY].value is None
    assert found.sums[Total.ENERGY].missing == ((resources["TRAU"], Why.NO_FACTOR),)
    assert found.sums[CARBON].missing == ((resources["DIEN"], Why.NO_YEAR),)
    assert found.per_unit(Total.ENERGY) is found.per_unit(CARBON) is None


def test_wood_gives_off_what_stands_apart(converter, resources):
    found = profile_of([Use(resources["CUI"], Decimal(1000))], 5, converter, 2023)

    assert found.sums[CARBON].value == 0
    assert found.sums[BIOGENIC].value == Decimal("1.7472")


def test_reused_water_and_scrap_that_is_sold_are_in_no_total(converter, resources):
    uses = [Use(resources["NUOC_THSD"], Decimal(9)), Use(resources["PHE_LIEU"], Decimal(9))]
    found = profile_of(uses, 5, converter, 2023)

    assert found.sums[Total.WATER].value == found.sums[Total.WASTE].value == 0
    assert found.per_unit(Total.WASTE) == 0
    assert found.per_unit(Total.WATER) is None


def test_without_output_there_are_totals_and_nothing_per_unit(converter, resources):
    found = profile_of([Use(resources["DIEN"], Decimal(1000))], 0, converter, 2023)

    assert found.sums[Total.ENERGY].value == Decimal("3.6")
    assert found.per_unit(Total.ENERGY) is None
