"""Several who work on the register at the same time, each with a login and a transaction."""

from contextlib import closing, contextmanager
from functools import partial

import psycopg2
import pytest

from enterprises.duplicates.actions import merge as merge_pair
from enterprises.models import Enterprise, Establishment, Merge, SamePlantCandidate
from organisations.enums import Kind
from organisations.tenancy import owner_login
from tests import databases
from tests.enterprises.asking import (
    find,
    make_department,
    make_enterprise,
    make_plant,
    merge,
    move,
    place_of,
    refusal,
    undo,
    unit,
)
from tests.enterprises.test_identities import OTHER_CODE, company, household, keep
from tests.enterprises.test_merges import ALREADY
from tests.enterprises.test_register_counts import COUNTED, TRUE, answers, fold
from tests.factories import make_member
from tests.logins import production_logins
from tests.together import as_person, own_database, together

pytestmark = pytest.mark.xdist_group("register at once")
database = own_database("register")

ONE_BY_ONE = "SELECT pg_advisory_xact_lock(hashtext(%s))"
MERGES, IDENTITIES = (ONE_BY_ONE, "app.merge_plants"), (ONE_BY_ONE, "app.keep_enterprises")


@pytest.fixture
def production(database, django_db_blocker):
    with production_logins(database, django_db_blocker):
        yield database


@pytest.fixture
def here(production):
    return make_department()


def own_rows(person, model):
    with owner_login():
        return list(model.objects.filter(owner_id=unit(person)).order_by("pk"))


def test_a_pair_merged_both_ways_at_once_is_merged_once(production, here):
    one, other = (make_plant(here) for _ in range(2))

    said = together(
        production,
        [
            partial(merge, here, one, other, call=refusal),
            partial(merge, here, other, one, call=refusal),
        ],
        held=MERGES,
    )

    assert sorted(said) == ["", ALREADY]
    (done,) = own_rows(here, Merge)
    plants = {plant.pk: plant.merged_into_id for plant in own_rows(here, Establishment)}
    assert plants == {done.kept_id: None, done.merged_id: done.kept_id}


def test_three_merged_in_a_circle_at_once_leave_one_that_counts(production, here):
    plants = [make_plant(here) for _ in range(3)]
    pairs = zip(plants, [*plants[1:], plants[0]], strict=True)

    said = together(
        production, [partial(merge, here, *pair, call=refusal) for pair in pairs], held=MERGES
    )

    with owner_login():
        counted = Establishment.objects.filter(owner_id=unit(here), merged_into=None)
        assert counted.count() == 3 - said.count("")
    assert set(said) == {"", ALREADY}


def test_a_merge_and_a_move_at_once_wait_for_each_other_in_one_order(production, here):
    """Both lock plants first and their pair afterwards; either may come first."""
    firm, there = make_enterprise(OTHER_CODE), make_department()
    one, other = (make_plant(here, legal_entity=firm) for _ in range(2))
    find(here)
    (pair,) = own_rows(here, SamePlantCandidate)
    merging = partial(merge_pair, pair.pk, one.pk, reason="Cùng một nhà máy")

    moved, kept = together(
        production,
        [
            partial(move, here, one, place_of(there), call=refusal),
            partial(as_person, here, merging),
        ],
        held=("SELECT FROM enterprises_establishment WHERE id = %s FOR UPDATE", one.pk),
    )

    assert moved == ""
    assert kept in (one, "Không có cơ sở này.")


def test_a_merge_undone_by_two_at_once_is_undone_once(production, here):
    key = merge(here, *(make_plant(here) for _ in range(2)))

    said = together(production, [partial(undo, here, key, call=refusal)] * 2, held=MERGES)

    assert sorted(said) == ["", "Lần gộp này đã được tách lại."]


def test_a_chain_undone_at_both_ends_at_once_leaves_nothing_merged(production, here):
    a, b, c = (make_plant(here) for _ in range(3))
    first = merge(here, b, c)
    second = merge(here, a, b)

    together(production, [partial(undo, here, key) for key in (first, second)], held=MERGES)

    assert {plant.merged_into_id for plant in own_rows(here, Establishment)} == {None}


def test_one_number_brought_by_three_at_once_is_one_enterprise(production):
    people = [make_department(), make_department(), make_member(Kind.CORPORATION)]
    lines = [company(code=OTHER_CODE), household(digest="f" * 64)]

    orders = [lines, lines[::-1], lines]
    works = [partial(keep, person, *order) for person, order in zip(people, orders, strict=True)]
    found = together(production, works, held=IDENTITIES)

    keys = [{key for _, key in answer} for answer in found]
    assert keys[0] == keys[1] == keys[2]
    with owner_login():
        assert Enterprise.objects.filter(tax_code=OTHER_CODE).count() == 1


@contextmanager
def working(database, sql, *values):
    """Somebody who has done this and not committed yet."""
    address = databases.url_of("DATABASE_OWNER_URL", database)
    with closing(psycopg2.connect(address)) as somebody:
        somebody.cursor().execute(sql, values)
        yield somebody


def test_counts_stay_exact_when_two_work_and_a_third_folds_at_once(production, here):
    """Nobody waits for anybody; what is not committed is not folded away."""
    other = make_department()
    plants = [make_plant(person) for person in (here, other)]
    change = "UPDATE enterprises_establishment SET sector = '23' WHERE id = %s"
    delete = "DELETE FROM enterprises_establishment WHERE id = %s"
    with (
        working(production, change, plants[0].pk) as one,
        working(production, delete, plants[1].pk) as two,
    ):
        fold()
        between = answers(COUNTED) == answers(TRUE)
        one.commit()
        fold()
        two.rollback()
    fold()

    assert between
    assert answers(COUNTED) == answers(TRUE)
    assert [plant.sector for plant in own_rows(here, Establishment)] == ["23"]
    assert own_rows(other, Establishment) == [plants[1]]


def test_two_who_fold_at_once_fold_once_and_lose_nothing(production, here):
    for _ in range(3):
        make_plant(here)
    before = answers(COUNTED)
    with working(production, "SET ROLE portal_jobs; SELECT app.fold_register_counts()") as first:
        meanwhile = fold()
        first.commit()
    fold()

    assert meanwhile == 0
    assert answers(COUNTED) == before == answers(TRUE)


def test_who_asks_for_a_number_waits_for_nobody_who_asks_for_another(production, here):
    """Both come upon what one before them has left written down."""
    ((_, key),) = keep(here, company(code="0100109106"))
    ask = (
        "SET lock_timeout = '2s'; SET ROLE portal_department;"
        " SELECT app.keep_enterprises('{Xưởng}', '{\"\"}', %s, '{\"\"}', '{\"\"}')"
    )

    with working(production, ask, [OTHER_CODE]), working(production, ask, ["0100109106"]) as other:
        other.commit()

    assert set(answers("SELECT enterprise_id FROM app.kept_enterprise")) == {(key,)}


def test_a_number_asked_for_opens_its_enterprise_for_one_transaction(production, here):
    """What the one before has asked for is still written down, and good for nothing."""
    plant = make_plant(here)
    ((_, key),) = keep(make_department(), company(code="0100109106"))
    link = "1; UPDATE enterprises_establishment SET legal_entity_id = %s WHERE id = %s"

    assert answers("SELECT enterprise_id FROM app.kept_enterprise") == [(key,)]
    assert refusal(here, link, key, plant.pk) == "Không có doanh nghiệp này."
