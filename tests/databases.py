"""Databases for tests: one template with the reference, Hà Nội and demonstration data, and copies.

Copying a template takes a fraction of a second; migrating and loading takes several.
"""

import datetime as dt
import hashlib
import os
import subprocess
import sys
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from config import environment

# Two runs at once on one server need two names: TEST_DATABASES=another make test
NAME = os.environ.get("TEST_DATABASES", "test_portal")
TEMPLATE = f"{NAME}_template"
LOADS = (
    ["migrate", "--database", "owner", "--verbosity", "0"],
    ["load_reference"],
    ["load_hanoi"],
    ["load_demonstration"],
)
# Folders of the apps that say what is in a database, before anybody works with it.
SOURCES = (
    "reference/**/*",
    "*/migrations/*.py",
    "*/models.py",
    "*/models/*.py",
    "*/load*.py",
    "*/loading/*.py",
    "config/hanoi/*.py",
    "config/management/**/*.py",
)


def url_of(variable, database):
    parts = urlsplit(environment.text(variable))
    return urlunsplit(parts._replace(path=f"/{database}"))


def maintenance():
    connection = psycopg2.connect(url_of("DATABASE_OWNER_URL", "postgres"))
    connection.autocommit = True
    return closing(connection)


def made_of():
    """A digest of what a template is made of, and of today: with the same it is used again."""
    digest = hashlib.sha256(dt.datetime.now(dt.UTC).date().isoformat().encode())
    for pattern in SOURCES:
        for path in sorted(environment.ROOT.glob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(environment.ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def build_template():
    """By whichever xdist worker comes first; a finished one says what it is made of."""
    stamp = made_of()
    with maintenance() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [TEMPLATE])
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [TEMPLATE],
        )
        if (cursor.fetchone() or [None])[0] == stamp:
            return
        _drop(cursor, TEMPLATE)
        cursor.execute(f"CREATE DATABASE {TEMPLATE}")
        for command in LOADS:
            subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=environment.ROOT,
                env=os.environ | environment_of(TEMPLATE),
                check=True,
                stdout=subprocess.DEVNULL,
            )
        cursor.execute(f"COMMENT ON DATABASE {TEMPLATE} IS '{stamp}'")


def environment_of(database):
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEMONSTRATION": "yes",
        "DATABASE_URL": url_of("DATABASE_URL", database),
        "DATABASE_OWNER_URL": url_of("DATABASE_OWNER_URL", database),
    }


def copy_template(database):
    with maintenance() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [TEMPLATE])
        _drop(cursor, database)
        cursor.execute(f"CREATE DATABASE {database} TEMPLATE {TEMPLATE}")
        # No test pulls the plug, so none has to wait for the disk.
        cursor.execute(f"ALTER DATABASE {database} SET synchronous_commit = off")


def drop(database):
    with maintenance() as connection, connection.cursor() as cursor:
        _drop(cursor, database)


def _drop(cursor, database):
    """Ends who is connected. WITH (FORCE) would be refused while autovacuum is at work there."""
    cursor.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = %s AND backend_type = 'client backend'",
        [database],
    )
    cursor.execute(f"DROP DATABASE IF EXISTS {database}")
