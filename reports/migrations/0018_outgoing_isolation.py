"""Who reads and writes the outgoing paper of a report; it is frozen with its version."""

from django.db import migrations

from organisations.isolation import TENANTS, Isolate, Policy, national, owned

UNITS = ("department", "corporation")
SUBMITTED_VERSION = "version_id IN (SELECT id FROM reports_reportversion WHERE is_submitted)"
# Outgoing papers in the Ministry's sight are those of submitted versions.
IN_SIGHT = "replaced_at IS NULL AND outgoing_id IN (SELECT id FROM reports_outgoingdocument)"

FREEZE = """
-- What was sent is what was signed. A merger of units re-keys the owner and nothing else.
CREATE FUNCTION app.freeze_outgoing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  line jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
  sent boolean;
BEGIN
  IF TG_OP = 'UPDATE' AND app.kind() IS NULL
      AND to_jsonb(NEW) - 'owner_id' = to_jsonb(OLD) - 'owner_id' THEN
    RETURN NEW;
  END IF;
  -- FOR SHARE: whoever is submitting this version waits for us, or we see that he has.
  IF TG_TABLE_NAME = 'reports_outgoingdocument' THEN
    SELECT v.is_submitted INTO sent FROM reports_reportversion v
      WHERE v.id = (line->>'version_id')::bigint FOR SHARE OF v;
  ELSIF TG_TABLE_NAME = 'reports_signedcopy' THEN
    SELECT v.is_submitted INTO sent FROM reports_reportversion v
      JOIN reports_outgoingdocument o ON o.version_id = v.id
      WHERE o.id = (line->>'outgoing_id')::bigint FOR SHARE OF v;
  ELSE
    SELECT v.is_submitted INTO sent FROM reports_reportversion v
      JOIN reports_outgoingdocument o ON o.version_id = v.id
      JOIN reports_signedcopy c ON c.outgoing_id = o.id
      WHERE c.id = (line->>'copy_id')::bigint FOR SHARE OF v;
  END IF;
  IF sent THEN
    RAISE EXCEPTION 'Văn bản đi và bản ký của báo cáo đã gửi không sửa, không xóa, không thêm.';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
REVOKE ALL ON FUNCTION app.freeze_outgoing() FROM PUBLIC;
""" + "\n".join(
    f"""CREATE TRIGGER freeze_outgoing BEFORE INSERT OR UPDATE OR DELETE ON reports_{table}
  FOR EACH ROW EXECUTE FUNCTION app.freeze_outgoing();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON reports_{table} FOR EACH STATEMENT
  EXECUTE FUNCTION app.refuse_change('Bảng này giữ các bản đã gửi, không xóa trắng.');"""
    for table in ("outgoingdocument", "signedcopy", "copydifference")
)


def _unit_rows():
    return owned(writers=UNITS, readers=UNITS, deletable=False)


class Migration(migrations.Migration):
    dependencies = [("reports", "0017_outgoing")]

    operations = [
        Isolate(
            "reports_outgoingdocument",
            [*_unit_rows(), Policy("ministry", "SELECT", SUBMITTED_VERSION, "submitted")],
            fill_scope="owner",
            part_of=[("version_id", "reports_reportversion")],
            history=True,
        ),
        Isolate(
            "reports_signedcopy",
            [*_unit_rows(), Policy("ministry", "SELECT", IN_SIGHT, "submitted")],
            fill_scope="owner",
            part_of=[("outgoing_id", "reports_outgoingdocument")],
            history=True,
        ),
        Isolate(
            "reports_copydifference",
            _unit_rows(),
            fill_scope="owner",
            part_of=[("copy_id", "reports_signedcopy")],
            history=True,
        ),
        Isolate("reports_trustroot", national(roles=TENANTS)),
        migrations.RunSQL(FREEZE, migrations.RunSQL.noop),
    ]
