"""A corporation tells what the corporations under it have sent, and each plant counts once."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from organisations.enums import Kind, Role
from organisations.tenancy import owner_login, use_tenant
from reports import actions
from reports.models import Fact
from tests.factories import (
    make_establishment,
    make_member,
    make_organisation,
    make_report,
    make_round,
    seen_by_the_head,
    take_through_approval,
)
from tests.reports.conftest import compiled, counted
from tests.reports.test_national import collect, figure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages_do_not_matter(blank_pages):
    """Nobody looks at them here."""


def unit(kind, **fields):
    return make_member(role=Role.HEAD, organisation=make_organisation(kind, **fields))


@pytest.fixture
def north():
    return unit(Kind.DEPARTMENT, name="Bắc")


@pytest.fixture
def parent():
    return unit(Kind.CORPORATION, name="Tập đoàn")


@pytest.fixture
def child(parent):
    return unit(Kind.CORPORATION, name="Tổng công ty con", parent=parent.access.organisation)


@pytest.fixture
def stranger():
    return unit(Kind.CORPORATION, name="Tổng công ty khác")


@pytest.fixture
def round_(north, parent, child, stranger):
    people = (north, parent, child, stranger)
    return make_round(year=2026, addressees=[person.access.organisation for person in people])


@pytest.fixture
def plants(north, parent, child, stranger):
    """In the north: one of the parent, two of the child, one of a stranger's."""
    of = (parent, child, child, stranger)
    return [
        make_establishment(north.access.organisation, corporation=person.access.organisation)
        for person in of
    ]


def report_of(person, round_):
    return make_report(person.access.organisation, round_)


def send(report, person):
    version = take_through_approval(compiled(report, person))
    with use_tenant(person.access.tenant):
        actions.submit_report(version.pk, access=person.access, seen=seen_by_the_head(version))
    return version


def registered(version):
    with owner_login():
        return list(
            Fact.objects.filter(version=version, indicator__code="CS-01").order_by("source_id")
        )


def test_the_parent_tells_its_own_plants_and_what_the_child_has_sent(parent, child, plants, round_):
    ours = report_of(parent, round_)
    theirs = report_of(child, round_)
    compiled(theirs, child)  # a draft is nobody's but the child's

    assert [row.source_id for row in registered(counted(ours, parent))] == [plants[0].pk]

    send(theirs, child)
    rows = registered(counted(ours, parent))
    assert [row.source_id for row in rows] == [plant.pk for plant in plants[:3]]
    assert [row.detail.get("told_by") for row in rows] == [None, *["Tổng công ty con"] * 2]


def test_a_plant_told_by_a_department_a_corporation_and_its_parent_counts_once(
    north, parent, child, plants, round_
):
    for person in (north, child, parent):
        send(report_of(person, round_), person)

    version = collect(make_member(Kind.MINISTRY), round_)

    printed = {code: figure(version, code).printed for code in ("TH-05", "TH-06", "TH-07", "CS-01")}
    assert printed == {"TH-05": "4", "TH-06": "3", "TH-07": "3", "CS-01": "4"}


def test_the_newest_version_of_the_child_stands(parent, child, plants, round_):
    ours, theirs = report_of(parent, round_), report_of(child, round_)
    send(theirs, child)
    make_establishment(plants[0].owner, corporation=child.access.organisation)
    send(theirs, child)

    assert len(registered(counted(ours, parent))) == 4


def test_nobody_but_the_parent_reads_what_the_child_has_sent(
    north, parent, child, stranger, plants, round_
):
    ours = report_of(parent, round_)
    send(report_of(child, round_), child)

    assert asked(parent, ours)
    assert asked(stranger, ours) == asked(child, ours) == []
    with pytest.raises(DatabaseError, match="permission denied"):
        asked(north, ours)


def asked(person, report):
    with use_tenant(person.access.tenant), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT fact_id FROM app.facts_of_children(%s)", [report.pk])
        return cursor.fetchall()


def test_the_page_says_who_has_sent_and_who_has_not(client, parent, child, plants, round_):
    ours = report_of(parent, round_)
    unit(Kind.CORPORATION, name="Tổng công ty chưa gửi", parent=parent.access.organisation)
    send(report_of(child, round_), child)
    client.force_login(parent)

    page = client.get(reverse("reports:report", args=[ours.code])).content.decode()

    assert "Tổng công ty con: đã gửi lúc" in page
    assert "Tổng công ty chưa gửi: chưa gửi" in page
