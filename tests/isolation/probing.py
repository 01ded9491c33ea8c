"""Compares what the database lets each identity do with what the oracle says, cell by cell."""

from tests.isolation import oracle
from tests.isolation.asking import belongs_by, deletes, ids, inserts, updates

# Where nothing says whose a row is, any column serves: all rows or none may be changed.
PLAIN_COLUMN = {
    "organisations_user": "position",
    "organisations_job": "step",
    "assessments_checklistitem": "is_current",
    "assessments_conversionfactor": "is_chosen",
    "reports_reportinground": "title",
    "reports_roundaddressee": "extension_reason",
}


def differences(owner, world, table, command, *, kind=None):
    """The cells in which database and oracle disagree; run with triggers off."""
    asked = [who for who in world.identities if kind in (None, who.kind)]
    probe = PROBES[command]
    return [cell for who in asked for cell in probe(owner, world, table, who)]


def _selects(owner, world, table, who):
    wanted = {
        row["id"]
        for row in world.rows[table]
        if oracle.reads(who, table, row, world)
        or oracle.is_known_to_the_person(who, table, row, world)
    }
    if (answer := ids(owner, who, table) or set()) != wanted:
        yield f"{who.name} reads {sorted(answer)} instead of {sorted(wanted)}"


def _inserts(owner, world, table, who):
    for row in samples(world.rows[table]):
        wanted = oracle.inserts(who, table, row, world)
        if inserts(owner, who, table, row) != wanted:
            yield f"{who.name} {'cannot' if wanted else 'can'} enter row {row['id']}"


def _updates(owner, world, table, who):
    """Makes every row it reaches its own, then gives its own away; neither reads a column."""
    ours = _ours(world, table, who, oracle.updates)
    column = belongs_by(who, table)
    if table in PLAIN_COLUMN and not who.organisation or column not in world.rows[table][0]:
        column = PLAIN_COLUMN.get(table, "id")
        if (updates(owner, who, table, column, "1") or 0) != ours:
            yield f"{who.name} does not change exactly {ours} rows"
        return
    if (updates(owner, who, table, column, who.organisation) or 0) != ours:
        yield f"{who.name} does not change exactly its {ours} rows"
    others = next(
        o for o in world.rows["organisations_organisation"] if o["id"] != who.organisation
    )
    if updates(owner, who, table, column, others["id"]):
        yield f"{who.name} gives its rows away"


def _deletes(owner, world, table, who):
    ours = _ours(world, table, who, oracle.deletes)
    if (deletes(owner, who, table) or 0) != ours:
        yield f"{who.name} does not delete exactly its {ours} rows"


PROBES = {"SELECT": _selects, "INSERT": _inserts, "UPDATE": _updates, "DELETE": _deletes}


def samples(rows):
    """One row of every owner, and of every owner's national and local ones."""
    marks = ("owner_id", "organisation_id", "principal_id", "is_national")
    return {tuple(row.get(mark) for mark in marks): row for row in rows}.values()


def _ours(world, table, who, rule):
    return sum(rule(who, table, row, world) for row in world.rows[table])
