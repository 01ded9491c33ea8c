"""Takes a batch back while nobody has built on it: new plants go, changed ones are as before."""

from django.db import DatabaseError, connections, transaction
from django.utils.translation import gettext as _
from psycopg2 import errors

from enterprises.imports import verdicts, writing
from enterprises.imports.checking import join_as_sets, work_out
from enterprises.resources import YEARLY
from organisations.actions import log
from organisations.enums import ImportState, Verb
from organisations.exceptions import ActionRefused
from organisations.models import ImportBatch
from organisations.tenancy import login_alias

BUILT_ON = (errors.ForeignKeyViolation, errors.CheckViolation, errors.InsufficientPrivilege)
INCOMING = """
INSERT INTO incoming SELECT p.* FROM organisations_importrow r,
  jsonb_populate_record(NULL::incoming, r.values || jsonb_build_object('number', r.number)) AS p
WHERE r.batch_id = %(batch)s AND r.is_written
"""
# What was written and is no longer as it was written.
CHANGED_SINCE = """
SELECT count(*) FROM organisations_importrow r LEFT JOIN asked a ON a.number = r.number
WHERE r.batch_id = %(batch)s AND r.is_written
  AND (a.subject IS DISTINCT FROM r.subject_id OR a.changes IS NOT NULL)
"""
KNOWN = """
UPDATE asked SET subject = r.subject_id FROM organisations_importrow r
JOIN enterprises_establishment e ON e.id = r.subject_id AND e.merged_into_id IS NULL
WHERE r.batch_id = %(batch)s AND r.number = asked.number
"""


def _before(key, column, blank):
    old = f"coalesce(r.changes -> '{key}' ->> 0, {blank})"
    return f"{column} = CASE WHEN r.changes ? '{key}' THEN {old} ELSE e.{column} END"


RESTORE_SITES = f"""
UPDATE enterprises_establishment e SET
  {", ".join(_before(key, key, "''") for key in (*writing.PLAIN, "zone_name"))},
  zone_id = CASE WHEN r.changes ? 'zone_name' THEN (
    SELECT min(z.id) FROM zones z WHERE z.full_name = r.changes -> 'zone_name' ->> 0)
    ELSE e.zone_id END,
  legal_entity_id = CASE WHEN r.changes ?| ARRAY['tax_code', 'tail'] THEN NULL
    ELSE e.legal_entity_id END
FROM organisations_importrow r
WHERE r.batch_id = %(batch)s AND r.is_written AND r.changes IS NOT NULL AND e.id = r.subject_id
"""
FORGET_YEARS = """
DELETE FROM enterprises_establishmentyear y USING organisations_importrow r
WHERE r.batch_id = %(batch)s AND r.is_written AND y.establishment_id = r.subject_id
  AND y.owner_id = %(owner)s AND y.year = (r.values ->> 'year')::int
  AND r.changes ? 'year'
"""
_OLD_YEARS = ", ".join(
    f"{key} = CASE WHEN r.changes ? '{key}' THEN"
    f" (jsonb_populate_record(y, jsonb_build_object('{key}', r.changes -> '{key}' -> 0))).{key}"
    f" ELSE y.{key} END"
    for key in YEARLY
)
RESTORE_YEARS = f"""
UPDATE enterprises_establishmentyear y SET {_OLD_YEARS}
FROM organisations_importrow r
WHERE r.batch_id = %(batch)s AND r.is_written AND y.establishment_id = r.subject_id
  AND y.owner_id = %(owner)s AND y.year = (r.values ->> 'year')::int
  AND r.changes ?| %(year_keys)s AND NOT r.changes ? 'year'
"""
WITHDRAW = """
SELECT app.withdraw_sites(
  ARRAY(SELECT subject_id FROM organisations_importrow
    WHERE batch_id = %(batch)s AND is_written AND changes IS NULL),
  ARRAY(SELECT subject_id FROM organisations_importrow
    WHERE batch_id = %(batch)s AND is_written AND changes ? 'corporation_id'))
"""
FORGET_ROWS = """
UPDATE organisations_importrow SET is_written = false,
  subject_id = CASE WHEN changes IS NULL THEN NULL ELSE subject_id END
WHERE batch_id = %(batch)s AND is_written
"""


def undo(batch_pk, *, access, progress):
    """All of the batch or nothing: refused when anything has been built on it since."""
    progress(_("Rút lại lần nhập"), 0, 0)
    try:
        with transaction.atomic():
            _undo(batch_pk, access)
    except (DatabaseError, ActionRefused) as fault:
        if not isinstance(fault, ActionRefused) and not isinstance(fault.__cause__, BUILT_ON):
            raise
        with transaction.atomic():
            ours = ImportBatch.objects.visible_to(access).filter(pk=batch_pk)
            ours.filter(state=ImportState.UNDOING).update(state=ImportState.APPLIED)
        if isinstance(fault, ActionRefused):
            raise
        raise ActionRefused(
            _("Không rút lại được: đã có số liệu, hoạt động hoặc hồ sơ dựa vào lần nhập này.")
        ) from fault


def _undo(batch_pk, access):
    batch = ImportBatch.objects.visible_to(access).select_for_update(of=("self",)).get(pk=batch_pk)
    if batch.state != ImportState.UNDOING:
        return
    about = {
        "owner": access.organisation.pk,
        "batch": batch.pk,
        "year_keys": list(YEARLY),
    }
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(verdicts.INCOMING)
        cursor.execute(INCOMING, about)
        join_as_sets(cursor, cursor.rowcount)
        work_out(cursor, batch, access, known=KNOWN)
        cursor.execute(CHANGED_SINCE, about)
        if count := cursor.fetchone()[0]:
            raise ActionRefused(
                _("Không rút lại được: %(count)s cơ sở đã được sửa hoặc gộp sau lần nhập này.")
                % {"count": count}
            )
        for sql in (FORGET_YEARS, RESTORE_YEARS, RESTORE_SITES, WITHDRAW, FORGET_ROWS):
            cursor.execute(sql, about)
    batch.state, batch.undone_by_name = ImportState.UNDONE, str(access.user or "")
    batch.save()
    log(access, Verb.UNDO_IMPORT, batch)
