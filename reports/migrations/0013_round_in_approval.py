"""The Ministry's board also learns that a report is in its unit's approval, and nothing of it."""

from django.db import migrations

PROGRESS = """
CREATE OR REPLACE FUNCTION app.round_progress(round bigint)
  RETURNS TABLE (organisation_id bigint, stage text) LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF app.kind() IS DISTINCT FROM 'ministry' THEN
    RAISE insufficient_privilege USING MESSAGE = 'Chỉ Bộ xem tình hình của kỳ báo cáo.';
  END IF;
  RETURN QUERY
    SELECT a.organisation_id, CASE
      WHEN r.id IS NULL THEN 'none'
      WHEN EXISTS (SELECT FROM organisations_approval p
        WHERE p.owner_id = r.owner_id AND p.subject = 'report' AND p.subject_id = r.id
          AND p.state = 'open') THEN 'approving'
      ELSE 'drafting' END
    FROM reports_roundaddressee a
      LEFT JOIN reports_report r ON r.round_id = a.round_id AND r.owner_id = a.organisation_id
    WHERE a.round_id = round;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0012_round_progress"),
        ("organisations", "0017_reports_are_approved"),
    ]

    operations = [migrations.RunSQL(PROGRESS, migrations.RunSQL.noop)]
