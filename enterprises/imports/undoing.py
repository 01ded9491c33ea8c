"""Takes a batch back while nobody has built on it: new plants go, changed ones are as before."""

import re
from functools import partial

from django.apps import apps
from django.db import connections, transaction
from django.utils.translation import gettext as _

from enterprises.imports import writing
from enterprises.imports.applying import SITE_KEYS
from enterprises.imports.checking import join_as_sets, list_zones
from enterprises.imports.refusing import refused_for_good
from enterprises.resources import YEARLY
from organisations.actions import log
from organisations.enums import ImportState, Verb
from organisations.exceptions import ActionRefused
from organisations.models import ImportBatch
from organisations.tenancy import login_alias

MOST_NAMED = 3
HELD = re.compile(r"\(id\)=\(([0-9]+)\)")
# What was written and is no longer as the batch left it, by the history since: a plant that it
# entered or changed, a year that it entered or changed. A later change that was itself taken back
# is none. What is gone without a trace counts as changed.
CHANGED_SINCE = """
WITH written AS MATERIALIZED (
  SELECT r.subject_id, r.label,
    coalesce(r.changes ?| %(site_keys)s, true) AS of_site,
    CASE WHEN coalesce(r.changes ?| %(year_keys)s, r.values ?| %(year_keys)s)
         THEN (r.values ->> 'year')::int END AS year
  FROM organisations_importrow r WHERE r.batch_id = %(batch)s AND r.is_written
), applied AS (
  SELECT coalesce(min(id), 0) AS at FROM organisations_history
  WHERE "table" = 'organisations_importbatch' AND row_id = %(batch)s
    AND after ->> 'state' = 'applied'
), touched AS (
  SELECT w.subject_id, w.label, NULL AS year, 'enterprises_establishment' AS "table",
    e.id AS row_id
  FROM written w LEFT JOIN enterprises_establishment e
    ON e.id = w.subject_id AND e.merged_into_id IS NULL
  WHERE w.of_site OR e.id IS NULL
  UNION ALL
  SELECT w.subject_id, w.label, w.year, 'enterprises_establishmentyear', y.id
  FROM written w LEFT JOIN enterprises_establishmentyear y
    ON y.establishment_id = w.subject_id AND y.year = w.year AND y.owner_id = %(owner)s
  WHERE w.year IS NOT NULL
)
SELECT DISTINCT ON (t.subject_id) t.subject_id, t.label, t.year, t.row_id IS NULL
FROM touched t, applied,
  LATERAL (
    SELECT (array_agg(h.before ORDER BY h.id))[1] AS first,
      (array_agg(h.after ORDER BY h.id DESC))[1] AS last
    FROM organisations_history h
    WHERE h."table" = t."table" AND h.row_id = t.row_id AND h.id > applied.at) AS later
WHERE t.row_id IS NULL OR later.first IS DISTINCT FROM later.last
ORDER BY t.subject_id, t.year NULLS FIRST
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
  -- A link is only ever written where there was none.
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
    for key in (*YEARLY, "source")
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
    WHERE batch_id = %(batch)s AND is_written AND changes IS NULL ORDER BY number),
  ARRAY(SELECT CASE WHEN values ?| %(year_keys)s THEN (values ->> 'year')::int END
    FROM organisations_importrow
    WHERE batch_id = %(batch)s AND is_written AND changes IS NULL ORDER BY number),
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
    otherwise = _("Đã có số liệu, hoạt động hoặc hồ sơ dựa vào lần nhập này.")
    built_on = partial(_built_on, batch_pk, access)
    with refused_for_good(_("Không rút lại được."), otherwise, built_on):
        _undo(batch_pk, access)


def _changed_since(changed):
    """`changed` are (number, name, year or None, whether it is gone) of each plant."""
    said = _(
        "Không rút lại được: %(count)s cơ sở đã được sửa hoặc gộp sau lần nhập này: %(plants)s."
    )
    plants = [_("%(plant)s: %(what)s") % _what_changed(*each) for each in changed[:MOST_NAMED]]
    if len(changed) > MOST_NAMED:
        plants.append(_("và %(count)s cơ sở khác") % {"count": len(changed) - MOST_NAMED})
    return said % {"count": len(changed), "plants": "; ".join(plants)}


def _what_changed(number, name, year, is_gone):
    if year is None:
        what = _("đã gộp hoặc không còn") if is_gone else _("đã sửa thông tin")
    elif is_gone:
        what = _("không còn số liệu năm %(year)s") % {"year": year}
    else:
        what = _("đã sửa số liệu năm %(year)s") % {"year": year}
    return {"plant": _named(number, name), "what": what}


def _named(number, name):
    return _("“%(name)s” (số %(number)s)") % {"name": name, "number": number}


@transaction.atomic
def _built_on(batch_pk, access, fault):
    """The plant that the database could not take away, and which records hold it; '' of others."""
    diag = getattr(fault.__cause__, "diag", None)
    key = HELD.search(getattr(diag, "message_detail", None) or "")
    kinds = {m._meta.db_table: str(m._meta.verbose_name) for m in apps.get_models()}
    if key is None or diag.table_name not in kinds:
        return ""
    batch = ImportBatch.objects.visible_to(access).get(pk=batch_pk)
    row = batch.rows.filter(subject_id=int(key[1])).first()
    return f"{_named(row.subject_id, row.label)}: {kinds[diag.table_name]}." if row else ""


@transaction.atomic
def _undo(batch_pk, access):
    batch = ImportBatch.objects.visible_to(access).select_for_update(of=("self",)).get(pk=batch_pk)
    if batch.state != ImportState.UNDOING:
        return
    about = {
        "owner": access.organisation.pk,
        "batch": batch.pk,
        "year_keys": list(YEARLY),
        "site_keys": [*SITE_KEYS, "corporation_id"],
    }
    with connections[login_alias()].cursor() as cursor:
        join_as_sets(cursor, batch.to_write)
        list_zones(cursor, access)
        cursor.execute(CHANGED_SINCE, about)
        if changed := cursor.fetchall():
            raise ActionRefused(_changed_since(changed))
        for sql in (FORGET_YEARS, RESTORE_YEARS, RESTORE_SITES, WITHDRAW, FORGET_ROWS):
            cursor.execute(sql, about)
    batch.state, batch.undone_by_name = ImportState.UNDONE, str(access.user or "")
    batch.save()
    log(access, Verb.UNDO_IMPORT, batch)
