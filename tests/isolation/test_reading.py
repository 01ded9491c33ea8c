"""Every identity × every table: what is read without any filter, and what the first lock shows."""

import pytest
from django.db.models import QuerySet

from organisations.access import Access
from organisations.tenancy import owner_login
from tests.isolation import oracle
from tests.isolation.asking import ids
from tests.isolation.world import our_models, tables

BUSINESS = ("programmes_", "enterprises_", "assessments_", "outreach_", "reports_")


def listed_models():
    return [model for model in our_models() if hasattr(model._default_manager.all(), "visible_to")]


def expected(world, who, table, *rules):
    return {
        row["id"]
        for row in world.rows[table]
        if any(rule(who, table, row, world) for rule in rules)
    }


@pytest.mark.parametrize("table", tables())
def test_a_query_without_a_filter_answers_own_rows_and_no_other(app, world, table):
    answers = {who.name: ids(app, who, table) or set() for who in world.identities}

    assert answers == {
        who.name: expected(world, who, table, oracle.reads, oracle.is_known_to_the_person)
        for who in world.identities
    }


@pytest.mark.parametrize("model", listed_models(), ids=lambda model: model._meta.db_table)
def test_the_first_lock_alone_shows_the_same_rows(production, world, model):
    table = model._meta.db_table
    with owner_login():
        answers = {
            name: set(_visible(model, person.access).values_list("pk", flat=True))
            for name, person in world.people.items()
        }

    assert answers == {
        name: expected(world, world.identity(name), table, oracle.reads) for name in world.people
    }


def _visible(model, access: Access) -> QuerySet:
    return model._default_manager.all().visible_to(access)


@pytest.mark.parametrize("table", tables())
def test_every_table_holds_rows_that_a_forgotten_filter_would_show(world, table):
    """Without them the matrix would prove nothing."""
    tenants = [who for who in world.identities if who.kind in oracle.SIGNED_IN]
    answers = {frozenset(expected(world, who, table, oracle.reads)) for who in tenants}

    assert len(answers) > 1 or oracle.READS[table] in (
        oracle.everybody,
        oracle.everybody_and_the_system,
        oracle.nobody,
    )


@pytest.mark.parametrize("table", [table for table in tables() if table.startswith(BUSINESS)])
@pytest.mark.parametrize("kind", ["app", "public"])
def test_the_bare_login_and_visitors_read_nothing_in_the_business_apps(app, world, table, kind):
    assert world.rows[table]

    assert ids(app, world.identity(kind), table) is None
