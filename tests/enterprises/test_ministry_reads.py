"""SECURITY check 14 for the register: the Ministry reads what stands, and no draft of anybody."""

import pytest
from django.db import ProgrammingError
from django.urls import reverse

from enterprises.finding.counting import total_of
from enterprises.finding.filters import EstablishmentFilter
from enterprises.models import AccountRequest, Contact, Effectiveness, RegisterCount, Visit
from organisations import clock
from organisations.models import HeadingChoice, ImportBatch, ImportRow, ListFile
from organisations.tenancy import owner_login, use_tenant
from tests.enterprises.asking import acting_as, make_department, make_plant, ministry
from tests.enterprises.imports.bringing import applied, checked

pytestmark = pytest.mark.django_db
DRAFTS = (ImportBatch, ImportRow, HeadingChoice, ListFile)
PRIVATE = (Contact, Visit, Effectiveness, AccountRequest)


@pytest.fixture
def bct():
    return ministry()


def count(person):
    with use_tenant(person.access.tenant):
        return total_of(EstablishmentFilter({}, access=person.access))


def test_a_file_that_is_looked_through_is_its_units_own_and_counts_nowhere(here, bct, client):
    before = count(bct), count(here)
    batch = checked(here, {"name": "Gốm Á"}, {"name": "Bê", "number": "1"})
    with use_tenant(here.access.tenant):
        ListFile.objects.create(title="x", suffix=".csv")
        HeadingChoice.objects.create(kind=batch.kind, heading="x", column="name")
        assert all(model.objects.exists() for model in DRAFTS)

    with use_tenant(bct.access.tenant):
        assert [model.objects.count() for model in DRAFTS] == [0] * 4
    client.force_login(bct)
    for name in ("import", "import_file", "import_faults"):
        url = reverse(f"enterprises:{name}", args=[batch.pk])
        assert client.get(url).status_code in (403, 404), name
    assert (count(bct), count(here)) == before

    applied(here, batch)
    assert (count(bct), count(here)) == (before[0] + 1, before[1] + 1)


def test_counts_are_equal_to_the_rows(here, bct):
    for number in range(7):
        make_plant(here, name=f"Cơ sở {number}")

    with use_tenant(bct.access.tenant):
        found = EstablishmentFilter({}, access=bct.access)
        assert total_of(found) == found.rows.count()
    assert count(here) == 7


def test_people_and_what_a_unit_makes_of_a_plant_are_not_the_ministrys_to_read(here, bct, client):
    plant = make_plant(here)
    with use_tenant(here.access.tenant):
        about = {"establishment": plant}
        Contact.objects.create(name="Người Kín", phone="0912", **about)
        Visit.objects.create(
            kind="survey", held_on="2024-01-01", body="Sở", findings="Điều kín", **about
        )
        Effectiveness.objects.create(
            year=2023, effect="some", basis="Căn cứ kín", judged_on="2024-01-01", **about
        )
    with owner_login():
        AccountRequest.objects.create(
            owner=here.access.organisation,
            tax_code="0100112437",
            enterprise_name="x",
            full_name="Người Kín",
            email="x@vi-du.vn",
            asked_at=clock.now(),
        )

    for model in PRIVATE:
        with pytest.raises(ProgrammingError, match="permission denied"), acting_as(bct) as cursor:
            cursor.execute(f"SELECT FROM {model._meta.db_table}")
    client.force_login(bct)
    page = client.get(plant.get_absolute_url()).content.decode().lower()
    assert "kín" not in page
    assert "0912" not in page


def test_nobody_but_the_ministry_reads_counts_of_other_territories(here):
    """So there is no cell of few enterprises to be hidden: one's own plants one reads anyway."""
    there = make_department()
    make_plant(here)

    with use_tenant(there.access.tenant):
        counted = RegisterCount.objects.values_list("department", flat=True)
        assert set(counted) <= {there.access.organisation.pk}
