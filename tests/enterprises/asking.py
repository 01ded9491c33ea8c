"""The register's functions, called as somebody; and the few rows that these tests begin with."""

import datetime as dt
from contextlib import contextmanager
from itertools import count

from django.db import DatabaseError, connection, transaction

from enterprises.models import Enterprise
from organisations.enums import Kind
from organisations.models import Organisation, Province
from organisations.tenancy import owner_login, use_tenant
from tests.factories import make_establishment, make_member, make_organisation

_serial = count(1)


def make_department(**fields):
    """A member of a department with a province to itself."""
    day = dt.date(2009, 1, 1) + dt.timedelta(next(_serial))
    with owner_login():
        province = Province.objects.create(
            code="97", name=f"Tỉnh thử {day}", type="tỉnh", valid_from=day
        )
    return make_member(organisation=make_organisation(province=province, **fields))


def make_enterprise(tax_code=None, **fields):
    fields.setdefault("name", "Công ty thử")
    with owner_login():
        return Enterprise.objects.create(tax_code=tax_code, **fields)


def make_plant(person, **fields):
    """A plant that a department or a corporation has entered."""
    return make_establishment(person.access.organisation, **fields)


def unit(person):
    """The key of the organisation that a person works for."""
    return person.access.organisation.pk


def place_of(person):
    """The province of a department."""
    return person.access.organisation.province_id


@contextmanager
def acting_as(person):
    """A cursor in the person's role; what fails is undone, what does not stays in the test."""
    with use_tenant(person.access.tenant), transaction.atomic(), connection.cursor() as cursor:
        yield cursor


def ask(person, call, *values):
    with acting_as(person) as cursor:
        cursor.execute(f"SELECT {call}", values)
        return cursor.fetchone()[0]


def refusal(person, call, *values):
    """What the database says to it; "" when it does what was asked."""
    try:
        ask(person, call, *values)
    except DatabaseError as error:
        return error.__cause__.diag.message_primary
    return ""


def move(person, plant, province, since="2020-07-01", why="Quyết định", *, call=ask):
    return call(
        person,
        "app.move_site(%s, %s, %s, %s, 'Người thử')",
        getattr(plant, "pk", plant),
        province,
        since,
        why,
    )


def assign(person, plant, corporation, since=None, why="Quyết định", *, call=ask):
    return call(
        person,
        "app.assign_corporation(%s, %s, %s, %s, 'Người thử')",
        getattr(plant, "pk", plant),
        getattr(corporation, "pk", corporation),
        since,
        why,
    )


def merge(person, kept, merged, why="Cùng một nhà máy", *, call=ask):
    keys = (getattr(plant, "pk", plant) for plant in (kept, merged))
    return call(person, "app.merge_plants(%s, %s, %s, 'Người thử')", *keys, why)


def undo(person, key, why="Gộp nhầm", *, call=ask):
    return call(person, "app.undo_merge(%s, %s, 'Người thử')", key, why)


def find(person, *plants):
    """How many new pairs are the person's to decide; among all plants, if none are named."""
    return ask(person, "app.find_same_plants(%s)", [p.pk for p in plants] or None)


def ministry():
    """A member of the one Ministry of the reference."""
    with owner_login():
        bct = Organisation.objects.get(code="bct")
    return make_member(Kind.MINISTRY, organisation=bct)
