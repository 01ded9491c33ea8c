"""All that the Ministry may know of a report before it is sent: whether it has been begun."""

from django.db import migrations

PROGRESS = """
CREATE FUNCTION app.round_progress(round bigint)
  RETURNS TABLE (organisation_id bigint, stage text) LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF app.kind() IS DISTINCT FROM 'ministry' THEN
    RAISE insufficient_privilege USING MESSAGE = 'Chỉ Bộ xem tình hình của kỳ báo cáo.';
  END IF;
  RETURN QUERY
    SELECT a.organisation_id, CASE WHEN EXISTS (
        SELECT 1 FROM reports_report r
          WHERE r.round_id = a.round_id AND r.owner_id = a.organisation_id)
      THEN 'drafting' ELSE 'none' END
    FROM reports_roundaddressee a WHERE a.round_id = round;
END $$;
REVOKE ALL ON FUNCTION app.round_progress(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.round_progress(bigint) TO portal_ministry;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0011_reviews_isolation")]

    operations = [migrations.RunSQL(PROGRESS, migrations.RunSQL.noop)]
