"""What is saved is told of the same months: what was made in them, and what they took."""

import pytest

from assessments.models import MeasuredResult
from assessments.worksheets import option_checks, results
from organisations.tenancy import owner_login
from tests.assessments.detailed import Dossier
from tests.assessments.reading import gas, made, power, read

pytestmark = pytest.mark.django_db
QUARTER = ("04", "05", "06")


@pytest.fixture
def dossier(client):
    found = Dossier()
    client.force_login(found.person)
    return found


def quarter(period, row, amount, months=QUARTER, **more):
    year = 2021 if period == "Trước" else 2023
    return [row(period, amount, f"{month}/{year}", **more) for month in months]


BOTH = [*quarter("Trước", made, "10"), *quarter("Sau", made, "10")]


def test_a_month_that_was_not_read_is_no_saving(client, dossier):
    rows = [*BOTH, *quarter("Trước", gas, "100"), *quarter("Sau", gas, "100", ("04", "06"))]
    contents = read(client, dossier, rows)
    (found,) = results.measured(contents)
    ((_code, columns),) = results.rows(contents)

    assert (found.saving, found.after.value) == (None, None)
    assert found.missing == ("chưa có số đo tháng 05/2023",)
    assert str(columns["suat_sau"]) == str(columns["tiet_kiem"]) == "chưa có số đo tháng 05/2023"
    assert str(columns["suat_truoc"]) == "450,00 kg/t"


def test_a_reading_of_a_month_without_output_is_no_saving_either(client, dossier):
    before = quarter("Trước", gas, "100", ("03", *QUARTER))
    contents = read(client, dossier, [*BOTH, *before, *quarter("Sau", gas, "100")])
    (found,) = results.measured(contents)

    assert found.saving is None
    assert found.missing == ("có số đo mà chưa có sản lượng tháng 03/2021",)


def test_a_month_that_stood_still_is_told_as_nought(client, dossier):
    idle = [made("Trước", "0", "03/2021"), power("Trước", "40", "03/2021")]
    rows = [*BOTH, *idle, *quarter("Trước", power, "100"), *quarter("Sau", power, "100")]
    (found,) = results.measured(read(client, dossier, rows))

    assert (found.before.value, found.saving.amount) == (340, 40)


def test_the_tariffs_of_a_month_are_one_reading(client, dossier):
    rows = [
        *BOTH,
        *quarter("Trước", power, "100", unit="KWH_BT"),
        *quarter("Trước", power, "50", ("05",), unit="KWH_TD"),
        *quarter("Sau", power, "100", unit="KWH_BT"),
    ]
    (found,) = results.measured(read(client, dossier, rows))

    assert found.saving.amount == 50


def test_one_figure_of_the_whole_period_stands_in_its_last_month_and_is_asked_about(
    client, dossier
):
    rows = [*BOTH, *quarter("Trước", gas, "300", ("06",)), *quarter("Sau", gas, "240", ("06",))]
    contents = read(client, dossier, rows)
    (found,) = results.measured(contents)
    sentences = [each.sentence for each in option_checks.readings(contents)]

    assert found.saving.amount == 60 * 45
    assert any("được hiểu là lượng của cả kỳ" in said for said in sentences)


def test_every_product_is_read_in_the_months_in_which_it_was_made(client, dossier):
    rows = [
        *(row for p in ("Trước", "Sau") for row in quarter(p, made, "10", product="A")),
        *(row for p in ("Trước", "Sau") for row in quarter(p, made, "5", product="B")),
        *quarter("Trước", power, "100", product="A"),
        *quarter("Trước", power, "60", ("04", "05"), product="B"),
        *quarter("Sau", power, "150"),
    ]
    (found,) = results.measured(read(client, dossier, rows, products="AB"))

    assert found.saving is None
    assert found.missing == ("chưa có số đo của sản phẩm B tháng 06/2021",)


def test_what_is_frozen_of_unread_months_says_so(client, dossier):
    rows = [*BOTH, *quarter("Trước", gas, "100"), *quarter("Sau", gas, "100", ("04", "06"))]
    read(client, dossier, rows, products="A")
    assert client.post(dossier.url("task_freeze", 16)).status_code == 302

    with owner_login():
        row = MeasuredResult.objects.get(assessment=dossier.assessment)
    assert (row.saved, row.used_after, row.missing) == (None, None, "chưa có số đo tháng 05/2023")
