"""How tests ask the database as somebody: raw SQL in a transaction, in a role, for a tenant."""

from contextlib import contextmanager

import psycopg2
from psycopg2 import sql
from psycopg2.extras import Json

BELONGS_TO = {
    "organisations_membership": "organisation_id",
    "organisations_invitation": "organisation_id",
    "organisations_delegation": "principal_id",
}
# What a support unit was given is its own to write, though another unit's.
GIVEN = ("assessments_",)


def belongs_by(who, table):
    """The column that says whose a row is to write."""
    if who.kind == "support" and table.startswith(GIVEN):
        return "support_id"
    return BELONGS_TO.get(table, "owner_id")


def all_rows(connection, table):
    """Every row as a dict; for the owner, whom policies do not bind.

    Without the columns that the database generates, which nobody can write.
    """
    generated = (
        "SELECT coalesce(array_agg(attname::text), '{}') FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attgenerated <> ''"
    )
    rows = sql.SQL("SELECT to_jsonb(t) - %s FROM {} t ORDER BY id").format(_name(table))
    with connection, connection.cursor() as cursor:
        cursor.execute(generated, [table])
        cursor.execute(rows, [cursor.fetchone()[0]])
        return [row for (row,) in cursor]


@contextmanager
def asking_as(connection, who):
    """A cursor that is `who` until the end of the block; then all it did is undone."""
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT asking")
        try:
            cursor.execute(
                "SELECT set_config('role', %s, true), set_config('app.tid', %s, true),"
                " set_config('app.uid', %s, true)",
                who.settings,
            )
            yield cursor
        finally:
            cursor.execute("ROLLBACK TO SAVEPOINT asking; RELEASE SAVEPOINT asking")


def ids(connection, who, table):
    """What `SELECT id` without any filter answers; None where the role has no right at all."""
    with asking_as(connection, who) as cursor:
        try:
            cursor.execute(sql.SQL("SELECT id FROM {}").format(_name(table)))
        except psycopg2.errors.InsufficientPrivilege:
            return None
        return {pk for (pk,) in cursor}


@contextmanager
def triggers_off(connection, *tables):
    """Until the transaction's end only policies and keys are left to say no (owner's login)."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(_name(table)))
    try:
        yield
    finally:
        connection.rollback()


def inserts(connection, who, table, row):
    """Whether `who` may enter this very row; the owner's login takes it out first."""
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT taken_out")
        cursor.execute(sql.SQL("DELETE FROM {} WHERE id = %s").format(_name(table)), [row["id"]])
        try:
            with asking_as(connection, who) as role:
                return _succeeds(role, *insertion(table, row)) is not None
        finally:
            cursor.execute("ROLLBACK TO SAVEPOINT taken_out")


def updates(connection, who, table, column, value):
    """How many rows a blind UPDATE changes; None when the database refuses it."""
    statement = sql.SQL("UPDATE {} SET {} = %s").format(_name(table), _name(column))
    with asking_as(connection, who) as cursor:
        return _succeeds(cursor, statement, [value])


def deletes(connection, who, table):
    """How many rows a blind DELETE takes; None when the database refuses it."""
    with asking_as(connection, who) as cursor:
        return _succeeds(cursor, sql.SQL("DELETE FROM {}").format(_name(table)), [])


def refusal(connection, who, statement, parameters=()):
    """What the database objects to a statement or, after it, its deferred keys; "" for nothing."""
    with asking_as(connection, who) as cursor:
        try:
            cursor.execute(statement, parameters)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except psycopg2.Error as error:
            return error.diag.message_primary
        return ""


def insertion(table, row):
    """A statement that enters this very row, and its parameters."""
    columns = sql.SQL(", ").join(map(_name, row))
    name = _name(table)
    statement = "INSERT INTO {} ({}) SELECT {} FROM jsonb_populate_record(NULL::{}, %s)"
    return sql.SQL(statement).format(name, columns, columns, name), [Json(row)]


def _succeeds(cursor, statement, parameters):
    try:
        cursor.execute(statement, parameters)
    except (psycopg2.errors.InsufficientPrivilege, psycopg2.IntegrityError):
        return None
    return cursor.rowcount


def _name(identifier):
    return sql.Identifier(identifier)
