"""What becomes of one row when a person has said what it is about."""

import json

from django.db import connections
from django.utils.translation import gettext as _

from enterprises.imports import verdicts
from enterprises.imports.checking import work_out
from organisations.enums import RowDecision, RowVerdict
from organisations.exceptions import ActionRefused
from organisations.models import ImportRow
from organisations.tenancy import login_alias

INCOMING = """
INSERT INTO incoming SELECT p.* FROM organisations_importrow r,
  jsonb_populate_record(NULL::incoming, r.values || jsonb_build_object('number', r.number)) AS p
WHERE r.batch_id = %s AND r.number = %s
"""


def decide_row(row, decision, subject, *, access):
    """Write the decision and the verdict that follows from it; refused, the row is as it was."""
    row.decision = decision
    row.subject_id = subject if decision == RowDecision.SAME else None
    row.changes = None
    if decision == RowDecision.SAME:
        _refuse_repeated(row)
    row.save()
    if decision == RowDecision.DISTINCT:
        row.verdict = RowVerdict.NEW
    else:
        row.changes, row.notes = _changes_of(row, access)
        row.verdict = RowVerdict.CHANGED if row.changes else RowVerdict.UNCHANGED
    row.save()


def _refuse_repeated(row):
    """Two rows of one file are about two plants."""
    others = ImportRow.objects.filter(batch=row.batch_id, subject_id=row.subject_id)
    others = others.exclude(pk=row.pk).exclude(verdict=RowVerdict.REFUSED)
    if other := others.order_by("number").first():
        raise ActionRefused(
            _("Dòng %(number)s của tệp này đã là cơ sở đó. Mỗi cơ sở chỉ ghi ở một dòng.")
            % {"number": other.number}
        )


def _changes_of(row, access):
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(verdicts.INCOMING)
        cursor.execute(INCOMING, [row.batch_id, row.number])
        work_out(cursor, row.batch, access, known=verdicts.DECIDED)
        cursor.execute("SELECT changes::text, notes::text, faults::text FROM asked")
        changes, notes, faults = [json.loads(text) if text else None for text in cursor.fetchone()]
    if faults:
        raise ActionRefused(f"{faults[0]['title']}: {faults[0]['reason']}")
    return changes, notes
