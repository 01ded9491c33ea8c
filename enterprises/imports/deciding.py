"""What becomes of one row when a person has said what it is about."""

import json

from django.db import connections

from enterprises.imports import verdicts
from enterprises.imports.checking import work_out
from organisations.enums import RowDecision, RowVerdict
from organisations.tenancy import login_alias

INCOMING = """
INSERT INTO incoming SELECT p.* FROM organisations_importrow r,
  jsonb_populate_record(NULL::incoming, r.values || jsonb_build_object('number', r.number)) AS p
WHERE r.batch_id = %s AND r.number = %s
"""


def decide_row(row, decision, subject, *, access):
    """Write the decision and the verdict that follows from it."""
    row.decision = decision
    row.subject_id = subject if decision == RowDecision.SAME else None
    row.changes = None
    row.save()
    if decision == RowDecision.DISTINCT:
        row.verdict = RowVerdict.NEW
    else:
        row.changes, row.notes = _changes_of(row, access)
        row.verdict = RowVerdict.CHANGED if row.changes else RowVerdict.UNCHANGED
    row.save()


def _changes_of(row, access):
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(verdicts.INCOMING)
        cursor.execute(INCOMING, [row.batch_id, row.number])
        work_out(cursor, access, known=verdicts.DECIDED, batch_pk=row.batch_id)
        cursor.execute("SELECT changes::text, notes::text FROM asked")
        return [json.loads(text) if text else None for text in cursor.fetchone()]
