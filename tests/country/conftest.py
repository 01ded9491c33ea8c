"""Generated countries in databases of their own, made once by the real command."""

import csv
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from config import environment
from tests import databases

ESTABLISHMENTS, SEED = 2000, 7


@dataclass(frozen=True)
class Database:
    """A copy of the template, read and written with the owner's login."""

    name: str

    def rows(self, statement, *values):
        address = databases.url_of("DATABASE_OWNER_URL", self.name)
        with closing(psycopg2.connect(address)) as connection, connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            found = cursor.fetchall()
            connection.commit()
            return found

    def column(self, statement, *values):
        return [row[0] for row in self.rows(statement, *values)]

    def one(self, statement, *values):
        ((value,),) = self.rows(statement, *values)
        return value


@dataclass(frozen=True)
class Country(Database):
    """What the command made and said, and the truth it kept aside."""

    said: str
    truth: Path

    def doubles(self):
        with self.truth.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def copy_database(template_database, worker_id):
    made = []

    def copy_database():
        name = f"{databases.NAME}_country_{worker_id}_{len(made)}"
        made.append(name)
        databases.copy_template(name)
        return Database(name)

    yield copy_database
    for name in made:
        databases.drop(name)


@pytest.fixture(scope="session")
def make_country(copy_database, tmp_path_factory):
    """make_country("--establishments", …): `before` is a statement that runs first."""

    def make_country(*options, before="SELECT 1"):
        database = copy_database()
        database.rows(before)
        truth = tmp_path_factory.mktemp("country") / "truth.csv"
        done = subprocess.run(
            [sys.executable, "manage.py", "generate_country", "--truth", truth, *options],
            cwd=environment.ROOT,
            env=os.environ | databases.environment_of(database.name),
            check=True,
            capture_output=True,
            text=True,
        )
        return Country(database.name, done.stdout, truth)

    return make_country


@pytest.fixture(scope="session")
def country(make_country):
    return make_country("--establishments", str(ESTABLISHMENTS), "--seed", str(SEED))
