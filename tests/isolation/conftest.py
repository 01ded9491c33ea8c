"""One world per test process, the application's own login on it, and the owner's."""

from contextlib import closing

import psycopg2
import pytest
from django.db import connections

from tests import databases
from tests.isolation import world as country
from tests.isolation.asking import all_rows
from tests.logins import production_logins


@pytest.fixture(scope="session")
def world_database(template_database, worker_id):
    name = f"{databases.NAME}_isolation_{worker_id}"
    databases.copy_template(name)
    yield name
    databases.drop(name)


@pytest.fixture(scope="session")
def world(world_database, django_db_blocker):
    with production_logins(world_database, django_db_blocker):
        people = country.build()
    with closing(psycopg2.connect(databases.url_of("DATABASE_OWNER_URL", world_database))) as owner:
        rows = {table: all_rows(owner, table) for table in country.tables()}
    return country.World(world_database, people, rows)


@pytest.fixture(scope="session")
def _connections(world):
    """Opened once: the application's real login, and the owner's."""
    urls = [
        databases.url_of(name, world.database) for name in ("DATABASE_URL", "DATABASE_OWNER_URL")
    ]
    with closing(psycopg2.connect(urls[0])) as app, closing(psycopg2.connect(urls[1])) as owner:
        yield app, owner


@pytest.fixture
def app(_connections):
    """psycopg2 as portal_app itself; whatever a test did is rolled back."""
    yield _connections[0]
    _connections[0].rollback()


@pytest.fixture
def owner(_connections):
    """psycopg2 as portal_owner, who may change policies; rolled back as well."""
    yield _connections[1]
    _connections[1].rollback()


@pytest.fixture
def production(world, django_db_blocker):
    """Django with the logins of production, on the world's database."""
    with production_logins(world.database, django_db_blocker):
        yield connections
