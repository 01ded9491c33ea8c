"""Opening an assessment: which kinds are offered, what is refused, what is asked about."""

import datetime as dt

import pytest
from django.urls import reverse

from assessments.models import Assessment
from enterprises.enums import Stratum
from organisations import clock
from organisations.enums import Kind
from organisations.tenancy import owner_login
from organisations.vietnamese import format_date
from tests.assessments.asking import make_plant
from tests.assessments.filling import own_assessment, plant_of
from tests.enterprises.asking import make_department
from tests.enterprises.sheets import errors_of, sheet_of
from tests.factories import make_assessment, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    person = make_department()
    client.force_login(person)
    return person


@pytest.fixture
def plant(officer):
    return make_plant(officer)


@pytest.fixture
def household(officer):
    return make_plant(officer, stratum=Stratum.HOUSEHOLD)


def url(site):
    return reverse("assessments:assessment_create", args=[site.pk])


def open_one(client, site, **said):
    said = {"kind": "quick", "year": "2025"} | said
    return client.post(url(site), sheet_of(client, url(site)) | said)


def opened(site):
    with owner_login():
        return list(Assessment.objects.filter(establishment=site).order_by("pk"))


def test_a_due_date_that_has_passed_is_refused(client, plant):
    yesterday = format_date(clock.today() - dt.timedelta(1))

    answer = open_one(client, plant, due_on=yesterday)

    assert errors_of(answer) == {"due_on": ["Hạn này đã qua."]}
    assert open_one(client, plant, due_on=format_date(clock.today())).status_code == 302


def test_a_due_date_that_has_passed_since_stays_when_the_rest_is_corrected(client, officer, plant):
    due_on = clock.today() - dt.timedelta(1)
    assessment = make_assessment(officer.access.organisation, plant, due_on=due_on)
    address = reverse("assessments:assessment_edit", args=[assessment.pk])

    answer = client.post(address, sheet_of(client, address) | {"request": "Xem lò nung"})

    assert answer.status_code == 302


def test_a_second_one_of_the_year_is_asked_about_and_the_first_is_named(client, officer, plant):
    first = make_assessment(officer.access.organisation, plant, year=2025)
    make_assessment(officer.access.organisation, make_plant(officer), year=2024)

    answer = open_one(client, plant)

    page = answer.content.decode()
    assert f"Cơ sở đã có phiếu đánh giá nhanh 2025: số {first.number}, đã giao." in page
    assert f'<a href="{first.get_absolute_url()}">Mở phiếu đó</a>' in page
    assert opened(plant) == [first]
    form = answer.context["form"]
    again = {"agreed": form.agreement, "form_key": form.data["form_key"]}
    assert open_one(client, plant, **again).status_code == 302
    assert len(opened(plant)) == 2


@pytest.mark.parametrize("other", [{"year": 2024}, {"kind": "detailed"}, {"state": "cancelled"}])
def test_nothing_is_asked_where_the_first_is_another_or_was_cancelled(
    client, officer, plant, other
):
    make_assessment(officer.access.organisation, plant, **{"year": 2025} | other)

    assert open_one(client, plant).status_code == 302


def kinds_of(client, site):
    return [code for code, _label in client.get(url(site)).context["form"].fields["kind"].choices]


def test_the_household_sheet_is_for_households_and_the_usual_one_there(client, plant, household):
    assert kinds_of(client, plant) == ["quick", "detailed"]
    assert kinds_of(client, household) == ["household", "quick", "detailed"]
    assert set(errors_of(open_one(client, plant, kind="household", source="Phiếu 1"))) == {"kind"}
    answer = open_one(client, household, kind="household", source="Phiếu 1")
    assert answer.status_code == 302


def test_an_enterprise_with_one_of_the_year_is_told_where_it_is(client):
    firm = make_member(Kind.ENTERPRISE)
    plant = plant_of(firm, make_department())
    first = own_assessment(firm, plant, 2025)
    client.force_login(firm)

    answer = client.post(url(plant), sheet_of(client, url(plant)) | {"year": "2025"})

    assert answer.status_code == 200
    page = answer.content.decode()
    assert f"Cơ sở đã có phiếu tự đánh giá 2025, số {first.number}: mới lập. <a href" in page
    assert f'<a href="{first.get_absolute_url()}">Mở phiếu đó</a>' in page
    assert "Tôi đã kiểm tra" not in page
    assert opened(plant) == [first]
