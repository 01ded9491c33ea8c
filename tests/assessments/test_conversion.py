"""What a figure as bought is worth: the vectors of DOMAIN 4 and of the worked example."""

from decimal import Decimal

import pytest
from django.conf import settings

from assessments.conversion import Converter, Why
from assessments.models import ConversionFactor
from config.load_reference import load_reference
from organisations.tenancy import owner_login
from tests.assessments.conftest import DAY
from tests.assessments.test_economics import SOLUTIONS
from tests.assessments.worked import says

pytestmark = pytest.mark.django_db
COUNTED = ("LPG", "THAN_CAM_34", "DIEN")


@pytest.fixture
def bought(rows, converter):
    """What a quantity of a unit of a resource is in its base unit."""

    def convert(quantity, unit, resource, own=None):
        return converter.in_base(quantity, rows[1][unit], rows[0][resource], own)

    return convert


@pytest.mark.parametrize(
    ("quantity", "unit", "resource", "amount"),
    [
        ("2630", "BINH_45", "LPG", "118350"),
        ("540", "TA", "THAN_CAM_34", "54"),
        ("3650", "M3_NUOC", "NUOC_MAY", "3650"),
        ("1.5", "MWH", "DIEN", "1500"),
        ("2", "PHUY_200", "DO", "400"),
        ("3", "TAN", "LPG", "3000"),
        ("12", "TA_12", "SAN_PHAM", "144"),
        ("5.28", "GJ_HOI", "HOI_MUA", "2"),
    ],
)
def test_a_quantity_as_bought_is_exact_in_its_base_unit(bought, quantity, unit, resource, amount):
    found = bought(quantity, unit, resource)

    assert found.value == Decimal(amount)


def test_a_product_that_nobody_weighs_stays_in_its_own_unit(bought):
    assert bought(3, "TA", "SAN_PHAM").unit == "t"
    assert bought(3, "TA_12", "SAN_PHAM").unit == "cai"
    assert bought(3, "HL", "SAN_PHAM").unit == "l"


def test_a_liquid_of_unknown_strength_is_weighed_by_its_label_alone(bought, rows, converter):
    lye = (2, rows[1]["CAN_20"], rows[0]["HC_LONG"])

    assert bought(100, "LIT", "XUT").why is Why.NO_DENSITY
    assert converter.in_base(*lye, own_density="1.5").value == 60
    assert not converter.in_base(*lye, own_density="1.5").is_estimate
    assert converter.in_base(*lye).is_estimate


def test_a_unit_that_needs_a_figure_of_ones_own_takes_it_or_says_that_it_is_an_estimate(bought):
    own, typical = bought(10, "BAO_TRAU", "TRAU", "15"), bought(10, "BAO_TRAU", "TRAU")

    assert (own.value, own.is_estimate) == (150, False)
    assert (typical.value, typical.is_estimate) == (120, True)
    assert bought(10, "XE", "CUI").why is Why.NO_OWN_FIGURE


def test_a_bill_becomes_kilowatt_hours_by_the_price(bought):
    assert bought(3_000_000, "VND_DIEN", "DIEN", "2500").value == 1200


def test_a_stack_of_wood_is_weighed_by_a_typical_density_and_says_so(bought):
    found = bought(2, "STER", "CUI")

    assert (found.value, found.factors, found.is_estimate) == (860, ("D.STER",), True)


def test_the_vectors_of_the_factors_hold(converter, resources):
    do = converter.co2(1000, resources["DO"], 2024)

    assert says("VEC.lpg_toe", converter.toe(2500, resources["LPG"]).value)
    assert says("VEC.dien_toe", converter.toe(10_000, resources["DIEN"]).value)
    assert says("VEC.do_co2", do.value)
    assert (do.factors, do.is_estimate) == (("D.DO", "NCV.DO", "EF.DO"), True)
    assert converter.toe(1000, resources["DO"]).value == Decimal("0.88")


@pytest.mark.parametrize(
    ("year", "tonnes"), [(2014, "6.612"), (2015, "8.154"), (2023, "6.592"), (2024, None)]
)
def test_electricity_takes_the_grid_of_its_own_year_or_none(converter, resources, year, tonnes):
    found = converter.co2(10_000, resources["DIEN"], year)

    assert found.value == (None if tonnes is None else Decimal(tonnes))
    assert found.why is (None if tonnes else Why.NO_YEAR)


def test_electricity_is_never_turned_into_heat_through_its_oil_equivalent(converter, resources):
    assert converter.gigajoules(1000, resources["DIEN"]).value == Decimal("3.6")


def test_the_energy_of_the_worked_example_is_right_to_the_digit(converter, resources):
    year = {"DIEN": 168_000, "LPG": 118_350, "THAN_CAM_34": 54}

    def total(work_out):
        return sum(work_out(amount, resources[code]).value for code, amount in year.items())

    assert says("T02.nang_luong_gj", total(converter.gigajoules))
    assert says("T02.toe", total(converter.toe))


@pytest.mark.parametrize("code", SOLUTIONS)
def test_what_a_solution_saves_is_worth_what_the_example_says(converter, resources, code):
    tonnes, oil = Decimal(0), Decimal(0)
    for part in SOLUTIONS[code]["tiet_kiem"]:
        if (resource := resources[part["tai_nguyen"]]).code in COUNTED:
            amount = Decimal(part["luong"]) * (1000 if resource.base_unit == "kg" else 1)
            tonnes += converter.co2(amount, resource, 2021).value
            oil += converter.toe(amount, resource).value

    assert says(f"T12.{code}.tco2", tonnes)
    assert says(f"T12.{code}.toe", oil)


def test_sources_in_conflict_give_nothing_until_somebody_chooses(rows, resources):
    coal = resources["THAN_CAM_56"]
    assert Converter(rows[2], DAY).toe(10, coal).why is Why.CONFLICT

    for row in rows[2]:
        row.is_chosen = row.code == "TOE.THAN_CAM_56.A"
    chosen = Converter(rows[2], DAY).toe(10, coal)

    assert (chosen.value, chosen.factors) == (5, ("TOE.THAN_CAM_56.A",))


def test_a_range_and_a_fuel_without_a_factor_are_said_to_be_unknown(converter, resources):
    assert converter.toe(1, resources["THAN_COC"]).why is Why.NO_FACTOR
    assert converter.co2(1, resources["TRAU"], 2023).why is Why.NO_FACTOR
    assert converter.co2(5, resources["DIEN_MT"], 2030).value == 0


def test_wood_burns_apart(resources):
    assert resources["CUI"].is_biogenic
    assert not resources["LPG"].is_biogenic


def test_every_unit_leads_to_its_resources_or_says_what_it_lacks(rows, converter):
    """None is offered for a resource whose base it cannot reach with figures of one's own."""
    resources, units, _factors = rows
    lost = [
        (unit.code, code)
        for unit in units.values()
        for code in unit.resources
        if converter.in_base(1, unit, resources[code], own=1, own_density=1).value is None
    ]

    assert lost == []


def test_loading_again_leaves_the_choice_between_sources_as_it_was_made():
    with owner_login():
        chosen = ConversionFactor.objects.filter(code="TOE.THAN_CAM_56.A")
        chosen.update(is_chosen=True)

    load_reference(settings.BASE_DIR / "reference")

    with owner_login():
        assert chosen.get().is_chosen
