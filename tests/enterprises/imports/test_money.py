"""Amounts whose heading names a unit: recognised, told on the screen, multiplied to whole đồng."""

import pytest

from enterprises.imports import actions
from enterprises.models import EstablishmentYear
from organisations import sheets
from organisations.tenancy import owner_login
from tests.enterprises.imports.bringing import applied, confirmed, faults, run, uploaded
from tests.organisations.sample_sheets import page

pytestmark = pytest.mark.django_db

HEADINGS = ("Tên cơ sở", "Năm", "Doanh thu (tỷ đồng)", "Vốn (tr.đ)", "Số LĐ")


def as_xlsx(*lines):
    return page(*lines), "co-so.xlsx"


def as_csv(*lines):
    shown = [
        ";".join(cell if type(cell) is str else sheets.shown(cell) for cell in line)
        for line in lines
    ]
    return "\n".join(shown).encode("utf-8-sig"), "co-so.csv"


def brought_in(person, body, name):
    batch = uploaded(person, body, name)
    return applied(person, run(person, actions.run_check, batch, confirmed(person, batch)))


def figures(*fields):
    with owner_login():
        return EstablishmentYear.objects.values_list(*fields).get()


@pytest.mark.parametrize("written", [as_xlsx, as_csv])
def test_amounts_are_multiplied_by_the_unit_of_their_heading(here, written):
    lines = HEADINGS, ["Gốm Á", 2024, 12.5, 625, 7]

    brought_in(here, *written(*lines))

    assert figures("revenue", "capital", "employees") == (12_500_000_000, 625_000_000, 7)


@pytest.mark.parametrize("written", [as_xlsx, as_csv])
def test_a_heading_in_dong_stays_as_it_is(here, written):
    lines = ("Tên cơ sở", "Năm", "Doanh thu (đồng)"), ["Gốm Á", 2024, 625]

    brought_in(here, *written(*lines))

    assert figures("revenue") == (625,)


def test_a_unit_counts_in_a_column_that_was_chosen_by_hand(here):
    lines = ("Tên cơ sở", "Năm", "Tiền bán hàng (triệu đồng)"), ["Gốm Á", 2024, 625]
    batch = uploaded(here, *as_xlsx(*lines))
    assert batch.mapping["2"] == ""
    choices = {0: "name", 1: "year", 2: "revenue"}

    applied(here, run(here, actions.run_check, batch, confirmed(here, batch, choices)))

    assert figures("revenue") == (625_000_000,)


@pytest.mark.parametrize("written", [as_xlsx, as_csv])
def test_a_unit_above_the_table_counts_where_a_heading_names_none(client, here, written):
    lines = (
        ("Danh sách vay 5 tỷ đồng",),
        ("", "", "ĐVT: triệu đồng"),
        ("Tên cơ sở", "Năm", "Doanh thu", "Vốn (đồng)"),
        ["Gốm Á", 2024, 12.5, 625],
    )
    batch = uploaded(here, *written(*lines))
    client.force_login(here)
    shown = client.get(batch.get_absolute_url()).content.decode()

    applied(here, run(here, actions.run_check, batch, confirmed(here, batch)))

    assert shown.count("đơn vị trong tệp: triệu đồng, cổng nhân với 1.000.000") == 1
    assert figures("revenue", "capital") == (12_500_000, 625)


def test_what_is_no_whole_dong_is_refused(here):
    lines = ("Tên cơ sở", "Năm", "Doanh thu (nghìn đồng)"), ["Gốm Á", 2024, 1.2345]
    batch = uploaded(here, *as_xlsx(*lines))

    run(here, actions.run_check, batch, confirmed(here, batch))

    ((title, typed, reason),) = faults(batch)
    assert (title, typed) == ("Doanh thu", "1,2345")
    assert "không có phần lẻ" in reason


def test_the_page_of_columns_says_what_amounts_are_multiplied_by(client, here):
    batch = uploaded(here, *as_xlsx(HEADINGS, ["Gốm Á", 2024, 12.5, 625, 7]))
    client.force_login(here)

    shown = client.get(batch.get_absolute_url()).content.decode()

    assert "đơn vị trong tệp: tỷ đồng, cổng nhân với 1.000.000.000" in shown
    assert "đơn vị trong tệp: triệu đồng, cổng nhân với 1.000.000" in shown


def test_a_column_of_another_currency_is_not_taken_for_dong(client, here):
    lines = ("Tên cơ sở", "Năm", "Doanh thu (triệu USD)"), ["Gốm Á", 2024, 625]
    batch = uploaded(here, *as_xlsx(*lines))
    client.force_login(here)

    answer = client.post(
        f"{batch.get_absolute_url()}columns/",
        {"column_0": "name", "column_1": "year", "column_2": "revenue"},
    )

    assert "Không rõ đơn vị tiền của cột này." in answer.content.decode()
