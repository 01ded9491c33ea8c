"""Totals of what was saved: whole, or none with the names of what is missing."""

from decimal import Decimal

import pytest

from assessments.worksheets import results
from tests.assessments.detailed import Dossier
from tests.assessments.reading import gas, line, made, power, read

pytestmark = pytest.mark.django_db
MADE = [made("Trước", "10", "12/2021"), made("Sau", "10", "12/2023")]
GAS = [
    gas("Trước", "20", "12/2021", cost="20.000.000"),
    gas("Sau", "18", "12/2023", cost="18.000.000"),
]


@pytest.fixture
def dossier(client):
    found = Dossier()
    client.force_login(found.person)
    return found


def told(client, dossier, rows):
    """{title: (figure, note)} below the sheets of task 16."""
    contents = read(client, dossier, rows)
    return {named.title: (str(named.figure), named.note) for named in results.facts(contents)}


def test_a_total_of_everything_is_printed(client, dossier):
    found = told(client, dossier, [*MADE, *GAS])

    assert found["TOE"] == ("0,098 TOE", "")
    assert found["CO2"] == ("0,269 tCO2", "")
    assert found["Tổng tiền tiết kiệm trong năm kết quả"] == ("2.000.000 đồng", "")


def test_without_a_grid_factor_there_is_no_total_of_co2(client, dossier):
    # A grid factor is published for no year after 2023.
    later = [
        made("Trước", "10", "12/2021"),
        made("Sau", "10", "12/2024"),
        gas("Trước", "20", "12/2021"),
        gas("Sau", "18", "12/2024"),
        power("Trước", "1.000", "12/2021"),
        power("Sau", "900", "12/2024"),
    ]
    found = told(client, dossier, later)

    said = "chưa tính được: Điện mua từ lưới"
    assert found["CO2"] == (said, "phần tính được: 0,269 tCO2")
    assert found["TOE"] == ("0,114 TOE", "")


def test_what_was_read_in_one_period_only_is_missing_of_the_totals(client, dossier):
    found = told(client, dossier, [*MADE, *GAS, power("Sau", "900", "12/2023", cost="1.800.000")])

    said = "chưa tính được: Điện mua từ lưới (chỉ đo một kỳ)"
    assert found["CO2"] == (said, "phần tính được: 0,269 tCO2")
    assert found["TOE"][0] == found["Tổng tiền tiết kiệm trong năm kết quả"][0] == said


def test_co2_of_wood_is_missing_of_no_total_and_its_toe_is(client, dossier):
    wood = [
        line(period, amount, month, "CUI", "KG")
        for period, amount, month in (("Trước", "900", "12/2021"), ("Sau", "800", "12/2023"))
    ]
    found = told(client, dossier, [*MADE, *GAS, *wood])

    assert found["CO2"] == ("0,269 tCO2", "")
    assert found["TOE"] == ("chưa tính được: Củi", "phần tính được: 0,098 TOE")


def test_the_one_share_of_all_leaves_no_resource_out(client, dossier):
    unread = [power("Trước", "1.000", "11/2021"), power("Sau", "900", "12/2023")]
    found = told(client, dossier, [*MADE, *GAS, *unread])

    said = "chưa tính được: Điện mua từ lưới"
    assert found["Tiết kiệm chung trên đơn vị sản phẩm"][0] == said


def across(year):
    """1.000 kWh a month before; after, 600 in December and 200 in January of the next year."""
    return [
        *(made("Trước", "10", month) for month in ("01/2021", "02/2021")),
        *(power("Trước", "1.000", month) for month in ("01/2021", "02/2021")),
        *(made("Sau", "10", month) for month in (f"12/{year}", f"01/{year + 1}")),
        power("Sau", "600", f"12/{year}"),
        power("Sau", "200", f"01/{year + 1}"),
    ]


def test_a_saving_across_new_year_has_the_factor_of_each_year(client, dossier):
    (found,) = results.measured(read(client, dossier, across(2022)))

    # 1.200 kWh saved: 3/4 at 0,6766 of 2022 and 1/4 at 0,6592 of 2023.
    assert found.saving.amount == 1_200
    assert found.co2 == Decimal("0.9") * Decimal("0.6766") + Decimal("0.3") * Decimal("0.6592")
    assert {"GRID.2022", "GRID.2023"} <= set(found.factors)


def test_a_year_without_a_factor_leaves_co2_undefined_and_is_named(client, dossier):
    (found,) = results.measured(read(client, dossier, across(2023)))

    assert found.co2 is None
    assert "CO2 2024: chưa công bố hệ số của năm này" in found.missing
