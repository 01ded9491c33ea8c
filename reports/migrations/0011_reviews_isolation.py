"""The Ministry decides on submitted versions, and nobody changes a decision.

A version that was sent again is past deciding on: the new one is what the Ministry reads.
"""

from django.db import migrations

from organisations.isolation import TID, Isolate, Policy

FILL = """
-- Which decision may follow which, by whom and when: the database's own statement.
CREATE FUNCTION app.fill_review() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  asked record;
  latest text;
BEGIN
  SELECT v.report_id, v.owner_id, v.is_submitted, v.number INTO asked
    FROM reports_reportversion v WHERE v.id = NEW.version_id;
  -- The same words for a draft and for what does not exist: drafts are the unit's own.
  IF NOT FOUND OR NOT asked.is_submitted THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có bản báo cáo này.';
  END IF;
  -- Submitting locks the report too: a decision meets the version before or the one after.
  PERFORM 1 FROM reports_report WHERE id = asked.report_id FOR UPDATE;
  IF EXISTS (SELECT 1 FROM reports_reportversion n WHERE n.report_id = asked.report_id
               AND n.is_submitted AND n.number > asked.number) THEN
    RAISE EXCEPTION 'Đơn vị đã gửi bản mới hơn. Hãy mở bản mới để xử lý.';
  END IF;
  SELECT decision INTO latest FROM reports_review
    WHERE version_id = NEW.version_id ORDER BY ordinal DESC LIMIT 1;
  IF latest = 'returned' THEN
    RAISE EXCEPTION 'Bản này đã được yêu cầu hoàn thiện, bổ sung. Hãy chờ đơn vị gửi bản mới.';
  ELSIF latest = NEW.decision OR latest = 'accepted' AND NEW.decision = 'received' THEN
    RAISE EXCEPTION 'Bản này đã được xử lý ở nơi khác. Hãy xem lại trang báo cáo.';
  END IF;
  NEW.owner_id := asked.owner_id;
  NEW.ordinal := 1 + (SELECT count(*) FROM reports_review WHERE version_id = NEW.version_id);
  NEW.decided_at := app.now();
  IF app.uid() IS NOT NULL THEN
    SELECT id, coalesce(nullif(full_name, ''), email)
      INTO NEW.decided_by_id, NEW.decided_by_name
      FROM organisations_user WHERE id = app.uid();
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.fill_review() FROM PUBLIC;
CREATE TRIGGER fill_review BEFORE INSERT ON reports_review FOR EACH ROW
  EXECUTE FUNCTION app.fill_review();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON reports_review FOR EACH ROW
  EXECUTE FUNCTION app.refuse_change('Xử lý đã ghi không sửa, không xóa.');
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON reports_review FOR EACH STATEMENT
  EXECUTE FUNCTION app.refuse_change('Xử lý đã ghi không sửa, không xóa.');
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0010_reviews")]

    operations = [
        Isolate(
            "reports_review",
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
