"""The counts beside the register are the register's own, whatever was done to it (seeded play)."""

import random

import pytest
from django.db import connection, connections, transaction

from enterprises.models import Establishment
from organisations.enums import Kind
from organisations.tenancy import JOBS, login_alias, owner_login, use_tenant
from tests.enterprises.asking import (
    assign,
    find,
    make_department,
    make_plant,
    merge,
    ministry,
    move,
    place_of,
    refusal,
    undo,
)
from tests.enterprises.test_years import make_year
from tests.factories import make_member

pytestmark = pytest.mark.django_db

BY = "owner_id, department_id, corporation_id, province_id, stratum, sector, size, level, is_active"
COUNTED = (
    f"SELECT {BY}, sum(count)::int FROM enterprises_registercount"
    f" GROUP BY {BY} HAVING sum(count) <> 0 ORDER BY {BY}"
)
TRUE = (
    f"SELECT {BY}, count(*)::int FROM enterprises_establishment WHERE merged_into_id IS NULL"
    f" GROUP BY {BY} ORDER BY {BY}"
)

FREE = """DELETE FROM enterprises_establishment e WHERE id = %s
  AND NOT EXISTS (SELECT FROM enterprises_establishmentyear y WHERE y.establishment_id = e.id)
  AND NOT EXISTS (SELECT FROM enterprises_formerplacement p WHERE p.establishment_id = e.id)
  AND NOT EXISTS (SELECT FROM enterprises_sameplantcandidate WHERE e.id IN (first_id, second_id))
  AND NOT EXISTS (SELECT FROM enterprises_merge WHERE e.id IN (kept_id, merged_id))"""


def answers(query):
    with owner_login(), connections[login_alias()].cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def fold():
    with use_tenant(JOBS), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '5s'")  # it never waits for anybody
        cursor.execute("SELECT app.fold_register_counts()")
        return cursor.fetchone()[0]


class Play:
    """Three departments, two corporations, the Ministry: they do whatever can be done to plants."""

    def __init__(self, seed):
        self.dice = random.Random(seed)  # noqa: S311 (a game)
        self.departments = [make_department() for _ in range(3)]
        self.groups = [make_member(Kind.CORPORATION) for _ in range(2)]
        self.ministry = ministry()
        self.merges, self.day, self.done = [], 0, 0

    def plants(self, person=None):
        with owner_login():
            rows = Establishment.objects.order_by("pk")
            if person:
                rows = rows.filter(department=person.access.organisation)
            return list(rows.values_list("pk", flat=True))

    def step(self):
        moves = (self.enter, self.change, self.say, self.move, self.assign, self.merge)
        verb = self.dice.choice((*moves, self.undo, self.delete, self.reset))
        self.day += 1
        self.done += verb(self.dice.choice(self.departments)) != "nothing"

    def enter(self, person):
        where = place_of(person)
        keeper = self.dice.choice([person, person, self.dice.choice(self.groups)])
        for _ in range(self.dice.randint(1, 3)):
            stratum = self.dice.choice(["co_so", "ho"])
            make_plant(keeper, stratum=stratum, province_id=where, sector="23")

    def change(self, person):
        with use_tenant(person.access.tenant):
            Establishment.objects.filter(pk__in=self.some(person)).update(
                sector=self.dice.choice(["10", "23", ""]), level=3, size="large", is_active=False
            )

    def say(self, person):
        for key in self.some(person)[:1]:
            with owner_login():
                plant = Establishment.objects.get(pk=key)
            people, year = self.dice.choice([5, 50, 500]), 2000 + self.day % 100
            make_year(plant, person, year, employees=people, is_active=self.dice.random() < 0.8)

    def some(self, person):
        keys = self.plants(person)
        return self.dice.sample(keys, min(len(keys), 3))

    def date(self):
        return f"{2000 + self.day // 300}-{1 + self.day // 25 % 12:02}-{1 + self.day % 25:02}"

    def move(self, person):
        for key in self.some(person)[:1]:
            place = place_of(self.dice.choice(self.departments))
            return refusal_or_nothing(move(person, key, place, self.date(), call=refusal))
        return "nothing"

    def assign(self, person):
        for key in self.some(person)[:1]:
            group = self.dice.choice([None, *(p.access.organisation for p in self.groups)])
            return refusal_or_nothing(assign(person, key, group, self.date(), call=refusal))
        return "nothing"

    def merge(self, person):
        keys = self.some(person)
        if len(keys) < 2 or merge(person, *keys[:2], call=refusal):
            return "nothing"
        with connection.cursor() as cursor, use_tenant(person.access.tenant):
            cursor.execute("SELECT max(id) FROM enterprises_merge")
            self.merges.append(cursor.fetchone()[0])

    def undo(self, person):
        """By the person if it is theirs by now, else by the Ministry, who may undo any."""
        if not self.merges:
            return "nothing"
        key = self.merges.pop(self.dice.randrange(len(self.merges)))
        if undo(person, key, call=refusal):
            undo(self.ministry, key)

    def delete(self, person):
        """A row that nothing hangs on, in a transaction of its own."""
        with owner_login(), connection.cursor() as cursor:
            for key in self.some(person)[:1]:
                cursor.execute(FREE, [key])

    def reset(self, person):
        """What the owner's login does: levels worked out for many at once."""
        with owner_login():
            Establishment.objects.filter(pk__in=self.some(person)).update(
                level=self.dice.randint(0, 6)
            )
        find(person)


def refusal_or_nothing(answer):
    return "nothing" if answer else answer


@pytest.mark.parametrize("seed", range(4))
def test_counts_are_what_counting_would_answer_after_every_step(seed):
    play = Play(seed)
    for number in range(120):
        play.step()
        if number % 10 == 0:
            assert answers(COUNTED) == answers(TRUE), number
        if number % 40 == 39:
            fold()

    assert answers(COUNTED) == answers(TRUE)
    assert play.done > 60
    assert len(play.plants()) > 10


def test_folding_leaves_one_row_of_each_kind_and_the_same_sums():
    department = make_department()
    for _ in range(5):
        make_plant(department)
    plant = make_plant(department, sector="23")
    with owner_login():
        plant.delete()
    before = answers(COUNTED)

    assert fold() > 0
    assert answers(COUNTED) == before
    rows = answers("SELECT count FROM enterprises_registercount")
    assert len(rows) == len(before)
    assert fold() == 0


def test_a_change_that_counts_nothing_else_writes_no_counts():
    department = make_department()
    plant = make_plant(department)
    query = "SELECT count(*) FROM enterprises_registercount"
    before = answers(query)
    with use_tenant(department.access.tenant):
        Establishment.objects.filter(pk=plant.pk).update(name="Tên khác", address="Số 1")

    assert answers(query) == before


def test_a_department_and_a_corporation_read_the_counts_of_their_own_plants():
    here, group = make_department(), make_member(Kind.CORPORATION)
    make_plant(here)
    make_plant(make_department(), corporation=group.access.organisation)

    def read(person):
        with use_tenant(person.access.tenant), connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(sum(count), 0)::int FROM enterprises_registercount")
            return cursor.fetchone()[0]

    assert [read(person) for person in (here, group, make_department())] == [1, 1, 0]


def test_only_the_systems_own_work_folds():
    assert "permission denied" in refusal(make_department(), "app.fold_register_counts()")
