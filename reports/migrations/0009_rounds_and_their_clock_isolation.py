"""The Ministry keeps rounds and who owes; what a receipt stands on moves no more.

A unit's own due day, where a decision has extended it, is on its receipt. The day in the register
of incoming papers stands beside the receipt and never in its place.
"""

from django.db import migrations

from organisations.isolation import TID, Isolate, Policy

KEPT_BY_THE_MINISTRY = "\n".join(
    Policy("ministry", command, "true", "kept").sql(table)
    for table, commands in (
        ("reports_reportinground", ("INSERT", "UPDATE")),
        ("reports_roundaddressee", ("INSERT", "UPDATE", "DELETE")),
    )
    for command in commands
)

DUE = """
-- The same as app.fill_receipt of 0002, but for the day that a decision has given to this unit.
CREATE OR REPLACE FUNCTION app.fill_receipt() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  asked record;
BEGIN
  SELECT v.report_id, v.owner_id, v.is_submitted, v.figures_digest, r.round_id, r.code, v.number,
         (SELECT d.sha256 FROM reports_document d WHERE d.version_id = v.id AND d.kind = 'report'
            AND d.replaced_at IS NULL) AS sha256,
         (greatest(o.due_on, (SELECT a.extended_to FROM reports_roundaddressee a
                      WHERE a.round_id = o.id AND a.organisation_id = v.owner_id))
            + CASE o.due_wording WHEN 'at_latest' THEN 1 ELSE 0 END)::timestamp
           AT TIME ZONE 'Asia/Ho_Chi_Minh' AS due_at
    INTO asked
    FROM reports_reportversion v JOIN reports_report r ON r.id = v.report_id
      JOIN reports_reportinground o ON o.id = r.round_id
    WHERE v.id = NEW.version_id AND (app.kind() IS NULL OR v.owner_id = app.tid());
  -- The same words for "not yours" and "does not exist".
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có bản báo cáo này.';
  ELSIF NOT asked.is_submitted THEN
    RAISE EXCEPTION 'Chỉ cấp phiếu tiếp nhận cho bản báo cáo đã gửi.';
  END IF;
  NEW.owner_id := asked.owner_id;
  NEW.report_id := asked.report_id;
  NEW.round_id := asked.round_id;
  NEW.due_at := asked.due_at;
  NEW.figures_digest := asked.figures_digest;
  NEW.document_sha256 := coalesce(asked.sha256, '');
  IF app.uid() IS NOT NULL THEN
    SELECT id, coalesce(nullif(full_name, ''), email)
      INTO NEW.submitted_by_id, NEW.submitted_by_name
      FROM organisations_user WHERE id = app.uid();
  END IF;
  NEW.number := 'PTN-' || asked.code || '-' || asked.number;
  NEW.received_at := app.now();
  RETURN NEW;
END $$;
"""

TERMS = """
-- Nobody makes a late report timely, or a timely one late, by moving the day afterwards.
CREATE FUNCTION app.keep_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.kind, NEW.year_from, NEW.year_to, NEW.window_from, NEW.window_to, NEW.form_id,
      NEW.due_wording, NEW.due_on, NEW.lateness_by)
     IS DISTINCT FROM (OLD.kind, OLD.year_from, OLD.year_to, OLD.window_from, OLD.window_to,
      OLD.form_id, OLD.due_wording, OLD.due_on, OLD.lateness_by)
     AND EXISTS (SELECT 1 FROM reports_receipt WHERE round_id = OLD.id) THEN
    RAISE EXCEPTION 'Kỳ này đã có đơn vị gửi báo cáo nên không đổi năm, khoảng số liệu, biểu mẫu,'
      ' hạn nộp và cách tính đúng hạn.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_terms BEFORE UPDATE ON reports_reportinground FOR EACH ROW
  EXECUTE FUNCTION app.keep_terms();

CREATE FUNCTION app.keep_extension() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.round_id, NEW.organisation_id, NEW.extended_to)
       IS NOT DISTINCT FROM (OLD.round_id, OLD.organisation_id, OLD.extended_to) THEN
      RETURN NEW;
    END IF;
  END IF;
  IF EXISTS (SELECT 1 FROM reports_receipt
             WHERE round_id = OLD.round_id AND owner_id = OLD.organisation_id) THEN
    RAISE EXCEPTION 'Đơn vị này đã gửi báo cáo: không bỏ khỏi kỳ và không đổi hạn nữa.';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER keep_extension BEFORE UPDATE OR DELETE ON reports_roundaddressee FOR EACH ROW
  EXECUTE FUNCTION app.keep_extension();
"""

ARRIVAL = """
-- Who recorded it and when is the database's own statement; it belongs to the receipt's unit.
CREATE FUNCTION app.fill_arrival() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  first_of record;
BEGIN
  SELECT f.id, f.owner_id INTO first_of
    FROM reports_receipt r JOIN reports_receipt f ON f.report_id = r.report_id
    WHERE r.id = NEW.receipt_id ORDER BY f.received_at, f.id LIMIT 1;
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có phiếu tiếp nhận này.';
  ELSIF first_of.id <> NEW.receipt_id THEN
    RAISE EXCEPTION 'Ngày đến chỉ ghi cho phiếu tiếp nhận đầu tiên của báo cáo.';
  ELSIF NEW.arrived_on > (app.now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN
    RAISE EXCEPTION 'Ngày đến không thể sau hôm nay.';
  END IF;
  NEW.owner_id := first_of.owner_id;
  NEW.recorded_at := app.now();
  IF app.uid() IS NOT NULL THEN
    SELECT id, coalesce(nullif(full_name, ''), email)
      INTO NEW.recorded_by_id, NEW.recorded_by_name
      FROM organisations_user WHERE id = app.uid();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fill_arrival BEFORE INSERT ON reports_arrival FOR EACH ROW
  EXECUTE FUNCTION app.fill_arrival();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON reports_arrival FOR EACH ROW
  EXECUTE FUNCTION app.refuse_change('Ngày đến đã ghi không sửa, không xóa; sai thì ghi lại.');
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON reports_arrival FOR EACH STATEMENT
  EXECUTE FUNCTION app.refuse_change('Ngày đến đã ghi không sửa, không xóa; sai thì ghi lại.');
"""

REVOKE = "\n".join(
    f"REVOKE ALL ON FUNCTION app.{function}() FROM PUBLIC;"
    for function in ("keep_terms", "keep_extension", "fill_arrival")
)


class Migration(migrations.Migration):
    dependencies = [("reports", "0008_rounds_and_their_clock")]

    operations = [
        migrations.RunSQL(KEPT_BY_THE_MINISTRY, migrations.RunSQL.noop),
        Isolate(
            "reports_arrival",
            [
                Policy("ministry", "SELECT", "true"),
                Policy("ministry", "INSERT", "true"),
                *(
                    Policy(role, "SELECT", f"owner_id = {TID}")
                    for role in ("department", "corporation")
                ),
            ],
        ),
        migrations.RunSQL(DUE + TERMS + ARRIVAL + REVOKE, migrations.RunSQL.noop),
    ]
