"""What is saved at a plant that makes several products: free of what their mix alone has changed.

Before, 100 t of pots took 10.000 kWh and 50 t of tiles 20.000 kWh; after, 50 t of pots and 100 t of
tiles took 40.000 kWh. By hand: expected 50 × 100 + 100 × 400 = 45.000 kWh, saved 5.000, one ninth.
As one product it would be 30.000 expected and 10.000 more used.
"""

from decimal import Decimal

import pytest

from assessments.models import MeasuredResult
from assessments.worksheets import results
from organisations.tenancy import owner_login
from tests.assessments.detailed import Dossier, send

pytestmark = pytest.mark.django_db
PRODUCTS = {
    "02_San_pham": [
        {"ma": code, "ten": name, "san_luong": "100", "don_vi": "tấn", "diem_do": "Nhập kho"}
        for code, name in (("NOI", "Nồi đất"), ("GACH", "Gạch"))
    ]
}


@pytest.fixture
def dossier(client):
    found = Dossier()
    client.force_login(found.person)
    assert send(client, found, 2, PRODUCTS).status_code == 302
    return found


def row(period, amount, *, product="", resource="SAN_PHAM", unit="tấn", cost="", month="12"):
    year = 2021 if period == "Trước" else 2023
    return {
        "thang": f"{month}/{year}",
        "ky": period,
        "tai_nguyen": resource,
        "san_pham": product,
        "luong": amount,
        "don_vi": unit,
        "thanh_tien": cost,
        "cach_do": "Đo",
    }


def electricity(period, amount, product="", cost=""):
    return row(period, amount, product=product, resource="DIEN", unit="KWH", cost=cost)


MADE = [
    row("Trước", "100", product="NOI"),
    row("Trước", "50", product="GACH"),
    row("Sau", "50", product="NOI"),
    row("Sau", "100", product="GACH"),
]
USED = [
    electricity("Trước", "10.000", "NOI", "18.000.000"),
    electricity("Trước", "20.000", "GACH", "42.000.000"),
]
LATER = electricity("Sau", "40.000", cost="100.000.000")


def read(client, dossier, rows):
    answer = send(client, dossier, 16, {"16_So_do": rows})
    assert answer.status_code == 302, answer.context["form"].problems
    return dossier.contents()


def measured(client, dossier, rows):
    (found,) = results.measured(read(client, dossier, rows))
    return found


def test_a_change_of_the_mix_is_no_saving(client, dossier):
    found = measured(client, dossier, [*MADE, *USED, LATER])

    assert (found.saving.expected, found.saving.amount) == (45_000, 5_000)
    assert round(found.saving.share, 6) == Decimal("0.111111")
    # 45.000 kWh at 2.500 đồng less 100.000.000; before, a kWh cost 2.000.
    assert (found.worth, found.price, found.base_price) == (12_500_000, 2_500, 2_000)
    assert found.missing == ()


def test_what_is_frozen_says_how_it_was_normalised(client, dossier):
    months = ("10", "11", "12")
    rows = (*MADE, *USED, LATER)
    # Three months of the same, as freezing asks for.
    quarter = [
        row | {"thang": row["thang"].replace("12/", f"{m}/")} for m in months for row in rows
    ]
    read(client, dossier, quarter)
    page = client.get(dossier.url("task", 16)).content.decode()
    assert "nhiều sản phẩm" in page
    assert client.post(dossier.url("task_freeze", 16)).status_code == 302

    with owner_login():
        row = MeasuredResult.objects.get(assessment=dossier.assessment)
    assert (row.normalisation, row.saved, row.base_price) == ("several", 15_000, 2_000)
    assert (row.made_before, row.made_after) == (450, 450)


def test_products_counted_in_different_units_are_told_apart(client, dossier):
    pieces = [
        row("Trước", "100", product="NOI"),
        row("Trước", "5.000", product="GACH", unit="CAI"),
        row("Sau", "50", product="NOI"),
        row("Sau", "10.000", product="GACH", unit="CAI"),
    ]
    found = measured(client, dossier, [*pieces, *USED, LATER])
    assert (found.saving.amount, found.made_before) == (5_000, None)

    untold = [electricity("Trước", "30.000", cost="60.000.000"), LATER]
    found = measured(client, dossier, [*pieces, *untold])
    assert (found.saving, found.missing) == (None, ("nhiều đơn vị không cộng được",) * 2)


def test_a_product_that_was_not_made_before_leaves_the_saving_undefined(client, dossier):
    found = measured(client, dossier, [MADE[0], *MADE[2:], *USED, LATER])

    assert found.saving is None
    assert found.missing == ("kỳ trước chưa có sản lượng hoặc lượng dùng của sản phẩm GACH",)


def test_without_parts_of_each_product_they_are_added_up_and_that_is_asked_and_said(
    client, dossier
):
    rows = {"16_So_do": [*MADE, electricity("Trước", "30.000", cost="60.000.000"), LATER]}
    contents = read(client, dossier, rows["16_So_do"])
    (found,) = results.measured(contents)
    ((_code, columns),) = results.rows(contents)

    assert (found.saving.expected, found.saving.amount) == (30_000, -10_000)
    assert str(columns["cach_chuan_hoa"]) == "gộp 2 sản phẩm làm một"
