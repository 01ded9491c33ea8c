"""What plants are ordered, searched and compared by: made by the database from what was typed."""

import pytest
from django.db import connection

from enterprises.models import Establishment
from organisations.search import search_key
from organisations.tenancy import owner_login
from organisations.vietnamese import name_sort
from tests.enterprises.asking import make_department, make_enterprise, make_plant

pytestmark = pytest.mark.django_db


def plant_key(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.plant_key(%s)", [name])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    "names",
    [
        ("Công ty TNHH MTV Gốm Hà Nội", "CTY TNHH một thành viên gốm Hà Nội"),
        ("Công ty TNHH Gốm Hà Nội", "GỐM HÀ NỘI"),
        ("Công ty cổ phần Bia Sài Gòn", "CTCP Bia Sài Gòn", "Cty CP bia Sài-Gòn"),
        ("Nhà máy Xi măng Bút Sơn", "Xí nghiệp Xi-măng Bút Sơn"),
        ("Hộ kinh doanh Nguyễn Văn Á", "HKD Nguyễn Văn Á", "Ho kinh doanh Nguyen Van A"),
        ("DNTN Đa Sỹ", "Doanh nghiệp tư nhân Đa Sỹ"),
        ("HTX Rèn  Đa Sỹ.", "Hợp tác xã rèn (Đa Sỹ)"),
        ("Công ty TNHH Sản xuất và Thương mại Hoàng Long", "Cty TNHH SX & TM Hoàng Long"),
    ],
)
def test_names_that_differ_by_legal_form_case_and_signs_are_alike(names):
    assert len({plant_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Gốm Hà Nội", "Gốm Hà Đông"),
        ("Công ty Dệt 8-3", "Công ty Dệt 19-5"),
        ("Bia Sài Gòn", "Bia Sài Gòn 2"),
        # The words of legal forms stand for themselves inside another word.
        ("Cơ sở Cpu", "Cơ sở u"),
        ("Công ty Tmart", "Công ty art"),
    ],
)
def test_names_that_differ_in_themselves_are_not_alike(names):
    assert len({plant_key(name) for name in names}) == len(names)


def test_a_name_that_is_nothing_but_a_legal_form_stays_and_is_not_like_every_other():
    keys = [plant_key(name) for name in ("Công ty TNHH", "Hợp tác xã", "Cơ sở sản xuất")]

    assert keys == ["congtytnhh", "hoptacxa", "cososanxuat"]


def test_plants_are_listed_in_vietnamese_order():
    department = make_department()
    names = ["Đại Đồng", "An Bình", "Ánh Dương", "Dệt 8-3", "Ăn Hòa", "ÂN HÒA", "Bát Tràng"]
    for name in names:
        make_plant(department, name=name)
    with owner_login():
        ours = Establishment.objects.filter(owner=department.access.organisation)
        listed = list(ours.values_list("name", flat=True))

    assert listed == sorted(names, key=lambda name: name_sort(name).encode())
    assert listed[-2:] == ["Dệt 8-3", "Đại Đồng"]


def test_the_generated_columns_follow_every_change():
    plant = make_plant(make_department(), name="Gốm Bát Tràng", old_district="Gia Lâm")
    with owner_login():
        plant.name, plant.commune = "Lụa Vạn Phúc", "Hà Đông"
        plant.legal_entity = make_enterprise("0100112437")
        plant.save()
        plant.refresh_from_db()

    assert plant.name_sort == name_sort("Lụa Vạn Phúc")
    assert plant.name_key == "luavanphuc"
    wanted = {search_key(part) for part in ("Lụa Vạn Phúc", "0100112437", "Hà Đông", "Gia Lâm")}
    assert {part for part in wanted if part in plant.search_text} == wanted
    assert "gom" not in plant.search_text
