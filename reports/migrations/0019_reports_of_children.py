"""A corporation's report also tells what the corporations under it have sent (ARCHITECTURE §3)."""

from django.db import migrations

CHILDREN = """
-- The newest version that each corporation under the asking one has sent in its report's round.
CREATE FUNCTION app.sent_by_children(report bigint)
  RETURNS TABLE (version_id bigint, unit_id bigint, unit text, receipt text,
    received_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT ON (o.id) v.id, o.id, o.name::text, c.number::text, c.received_at
  FROM reports_report asked
    JOIN organisations_organisation o ON o.parent_id = asked.owner_id AND o.kind = 'corporation'
    JOIN reports_report r ON r.owner_id = o.id AND r.round_id = asked.round_id
    JOIN reports_reportversion v ON v.report_id = r.id AND v.is_submitted
    JOIN reports_receipt c ON c.version_id = v.id
  WHERE asked.id = report AND asked.owner_id = app.tid() AND app.kind() = 'corporation'
  ORDER BY o.id, v.number DESC
$$;
-- The rows behind their numbers, each with the name of the unit that told it.
CREATE FUNCTION app.facts_of_children(report bigint)
  RETURNS TABLE (told_in bigint, fact_id bigint, nature text, indicator_id bigint, source text,
    source_id bigint, label text, year smallint, kind text, stratum text, sector text,
    number numeric, planned numeric, estimate numeric, unit text, detail jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.version_id, f.id, f.nature, f.indicator_id, f.source, f.source_id, f.label, f.year,
    f.kind, f.stratum, f.sector, f.number, f.planned, f.estimate, f.unit,
    jsonb_build_object('told_by', s.unit) || f.detail
  FROM app.sent_by_children(report) s JOIN reports_fact f ON f.version_id = s.version_id
  WHERE f.nature = 'counted' AND NOT f.is_internal
$$;
REVOKE ALL ON FUNCTION app.sent_by_children(bigint), app.facts_of_children(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.sent_by_children(bigint), app.facts_of_children(bigint)
  TO portal_corporation;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0018_outgoing_isolation")]

    operations = [migrations.RunSQL(CHILDREN, migrations.RunSQL.noop)]
