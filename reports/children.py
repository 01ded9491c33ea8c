"""What the corporations under a corporation have sent stands in its report too, each row once."""

import datetime as dt
from dataclasses import dataclass

from django.db import connections

from organisations.enums import Kind
from organisations.models import Organisation
from organisations.tenancy import login_alias

COPIED = (
    "nature, indicator_id, source, source_id, label, year, kind, stratum, sector, number, planned,"
    " estimate, unit, detail"
)
# A row of the unit's own stands before the same row as a child told it.
INSERT = f"""
INSERT INTO reports_fact (version_id, {COPIED})
SELECT %s, {COPIED} FROM app.facts_of_children(%s) ORDER BY told_in, fact_id ON CONFLICT DO NOTHING
"""
SENT = "SELECT unit_id, unit, receipt, received_at FROM app.sent_by_children(%s)"


@dataclass(frozen=True)
class Child:
    """A corporation under this one, and the receipt of what it has sent in the round, if it has."""

    name: str
    receipt: str = ""
    received_at: dt.datetime | None = None


def copy_facts_of_children(version):
    """Into the draft of a corporation; returns how many rows came. A no-op for any other unit."""
    if version.owner.kind != Kind.CORPORATION:
        return 0
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(INSERT, [version.pk, version.report_id])
        return cursor.rowcount


def children_of(report):
    """The corporations under the report's owner, by name, sent or not; [] for any other unit."""
    if report.owner.kind != Kind.CORPORATION:
        return []
    under = Organisation.objects.filter(parent=report.owner, kind=Kind.CORPORATION)
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(SENT, [report.pk])
        sent = {pk: Child(*told) for pk, *told in cursor.fetchall()}
    return [sent.get(unit.pk, Child(unit.name)) for unit in under.order_by("name")]
