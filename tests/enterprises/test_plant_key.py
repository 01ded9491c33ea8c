"""What is left of a plant's name when its legal form is taken away (app.plant_key)."""

import pytest
from django.db import connections

from organisations.tenancy import login_alias, owner_login

pytestmark = pytest.mark.django_db


def key(name):
    with owner_login(), connections[login_alias()].cursor() as cursor:
        cursor.execute("SELECT app.plant_key(%s)", [name])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Công ty TNHH MTV Gốm Hà Nội", "CTY TNHH một thành viên gốm Hà Nội"),
        ("Công ty Cổ phần Giấy Tân Mai", "CTCP Giấy Tân-Mai"),
        ("Hộ kinh doanh Nguyễn Văn An", "HKD NGUYEN VAN AN"),
        ("Cơ sở sản xuất Bún Phú Đô", "Cơ sở Bún Phú Đô"),
        ("Tổng Công ty Thép Việt Nam", "thép"),
    ],
)
def test_two_ways_to_write_a_legal_form_are_one_name(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Công ty TNHH Gốm Hà Nội 1", "Công ty TNHH Gốm Hà Nội 2"),
        ("Nhà máy Bia Vạn Lợi", "Nhà máy Bia Lợi"),
        ("Công ty TNHH Cốp pha Việt", "Công ty TNHH pha Việt"),
    ],
)
def test_what_is_no_legal_form_tells_names_apart(one, other):
    assert key(one) != key(other)


@pytest.mark.parametrize("name", ["Công ty TNHH", "Cổ phần", "Hộ sản xuất", "."])
def test_a_name_that_is_nothing_but_a_form_stays(name):
    assert (key(name) == "") == (name == ".")


def test_a_form_taken_away_joins_no_new_one():
    """'Công … ty' around another form is not 'Công ty'."""
    assert key("Công TNHH Ty Gốm") == "congtygom"
