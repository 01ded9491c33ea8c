"""Demonstration models on the screen."""

import pytest
from django.urls import reverse

from assessments.models import DemonstrationModel
from organisations.enums import Kind
from organisations.tenancy import owner_login
from tests.factories import make_establishment, make_member, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person.access.organisation


def make_model(owner, **fields):
    fields.setdefault("name", "Mô hình thử")
    if not fields.keys() & {"accepted_on", "period_from"}:
        fields |= {"period_from": 2009, "period_to": 2015}
    establishment = fields.pop("establishment", None) or make_establishment(owner)
    with owner_login():
        return DemonstrationModel.objects.create(owner=owner, establishment=establishment, **fields)


@pytest.mark.parametrize("count", [1, 3, 200])
def test_list_shows_ours_at_constant_cost(client, ours, django_assert_num_queries, count):
    mine = [make_model(ours) for _ in range(count)]
    make_model(make_organisation())

    with django_assert_num_queries(11):
        rows = list(client.get(reverse("assessments:models")).context["object_list"])

    assert rows == mine[:50]


def test_a_model_shows_before_and_after_and_what_is_missing(client, ours):
    model = make_model(ours, before="lò thủ công truyền thống", after="lò nung gas hiện đại")

    page = client.get(model.get_absolute_url()).content.decode()

    assert "lò thủ công truyền thống" in page
    assert "lò nung gas hiện đại" in page
    assert "giai đoạn 2009-2015" in page
    assert page.count("chưa có số liệu") == 3


def test_a_neighbours_model_does_not_exist(client, ours):
    mine, theirs = make_model(ours), make_model(make_organisation())

    assert [client.get(row.get_absolute_url()).status_code for row in (mine, theirs)] == [200, 404]


def test_an_enterprise_sees_the_model_at_its_own_plant(client):
    person = make_member(Kind.ENTERPRISE)
    client.force_login(person)
    department = make_organisation()
    plant = make_establishment(department, enterprise=person.access.organisation)
    mine, _other = make_model(department, establishment=plant), make_model(department)

    assert list(client.get(reverse("assessments:models")).context["object_list"]) == [mine]


def test_an_empty_list_says_what_to_do_next(client, ours):
    page = client.get(reverse("assessments:models")).content.decode()

    assert "Chưa ghi mô hình trình diễn nào." in page
    assert reverse("enterprises:establishments") in page
