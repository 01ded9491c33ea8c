"""The Ministry writes what became of a request; the unit that asked reads it; nobody changes it.

Only what stands in a report that was sent can be answered: drafts are the unit's own.
"""

from django.db import migrations

from organisations.isolation import TID, Isolate, Policy

FILL = """
CREATE FUNCTION app.fill_request_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  asked record;
BEGIN
  SELECT f.owner_id, f.detail->>'text' AS text, f.detail->>'addressee' AS addressee, f.kind
    INTO asked
    FROM reports_fact f JOIN reports_reportversion v ON v.id = f.version_id
    WHERE v.report_id = NEW.report_id AND v.is_submitted
      AND f.source = 'reports.Request' AND f.source_id = NEW.request_key
    ORDER BY v.number DESC LIMIT 1;
  -- The same words for a draft's request and for what does not exist.
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có kiến nghị này.';
  END IF;
  -- Two who write at once stand in a row.
  PERFORM 1 FROM reports_report WHERE id = NEW.report_id FOR UPDATE;
  NEW.owner_id := asked.owner_id;
  NEW.text := asked.text;
  NEW.addressee := asked.addressee;
  NEW.asked_class := asked.kind;
  NEW.ordinal := 1 + (SELECT count(*) FROM reports_requeststep
    WHERE report_id = NEW.report_id AND request_key = NEW.request_key);
  NEW.recorded_at := app.now();
  IF app.uid() IS NOT NULL THEN
    SELECT id, coalesce(nullif(full_name, ''), email)
      INTO NEW.recorded_by_id, NEW.recorded_by_name
      FROM organisations_user WHERE id = app.uid();
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.fill_request_step() FROM PUBLIC;
CREATE TRIGGER fill_request_step BEFORE INSERT ON reports_requeststep FOR EACH ROW
  EXECUTE FUNCTION app.fill_request_step();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON reports_requeststep FOR EACH ROW
  EXECUTE FUNCTION app.refuse_change('Xử lý kiến nghị đã ghi không sửa, không xóa.');
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON reports_requeststep FOR EACH STATEMENT
  EXECUTE FUNCTION app.refuse_change('Xử lý kiến nghị đã ghi không sửa, không xóa.');
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0025_requests_are_answered")]

    operations = [
        Isolate(
            "reports_requeststep",
            [
                Policy("ministry", "SELECT", "true"),
                Policy("ministry", "INSERT", "true"),
                *(
                    Policy(role, "SELECT", f"owner_id = {TID}")
                    for role in ("department", "corporation")
                ),
            ],
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
