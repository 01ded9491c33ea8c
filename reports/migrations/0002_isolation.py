"""Who reads and writes reports; what is frozen by submission; who sets a receipt's time."""

from django.db import migrations

from organisations.isolation import TENANTS, TID, Isolate, Policy, national, owned

UNITS = ("department", "corporation")
WRITERS = ("ministry", *UNITS)
SYSTEM = (*TENANTS, "jobs")
SUBMITTED_VERSION = "version_id IN (SELECT id FROM reports_reportversion WHERE is_submitted)"


def unit_rows():
    return owned(writers=UNITS, readers=WRITERS)


def jobs_read():
    return [Policy("jobs", "SELECT", "true")]


def ministry_reads(condition):
    return [Policy("ministry", "SELECT", condition, "submitted")]


FREEZE = """
-- Submitting freezes a version and all that hangs on it, for every role and login.
CREATE FUNCTION app.freeze_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.is_submitted AND NOT (TG_OP = 'UPDATE' AND app.kind() IS NULL
      AND to_jsonb(NEW) - 'owner_id' = to_jsonb(OLD) - 'owner_id') THEN
    RAISE EXCEPTION 'Bản báo cáo đã gửi không sửa, không xóa. Muốn thay đổi thì lập bản mới.';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER freeze_version BEFORE UPDATE OR DELETE ON reports_reportversion FOR EACH ROW
  EXECUTE FUNCTION app.freeze_version();

CREATE FUNCTION app.freeze_parts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  touched boolean;
BEGIN
  IF TG_OP = 'UPDATE' AND app.kind() IS NULL THEN
    -- Nested: the transition tables exist for an UPDATE only.
    IF NOT EXISTS (SELECT 1 FROM before_rows b JOIN after_rows a USING (id)
                   WHERE to_jsonb(b) - 'owner_id' <> to_jsonb(a) - 'owner_id') THEN
      RETURN NULL;
    END IF;
  END IF;
  -- FOR SHARE: whoever is submitting this version waits for us, or we see that he has.
  EXECUTE format('SELECT bool_or(is_submitted) FROM (SELECT is_submitted
    FROM reports_reportversion WHERE id IN (%s) FOR SHARE) AS versions',
    CASE TG_OP
      WHEN 'INSERT' THEN 'SELECT version_id FROM after_rows'
      WHEN 'DELETE' THEN 'SELECT version_id FROM before_rows'
      ELSE 'SELECT version_id FROM before_rows UNION SELECT version_id FROM after_rows'
    END) INTO touched;
  IF touched THEN
    RAISE EXCEPTION 'Số liệu của bản báo cáo đã gửi không sửa, không xóa, không thêm.';
  END IF;
  RETURN NULL;
END $$;
"""

REFUSE_TRUNCATE = "\n".join(
    f"CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON reports_{table} FOR EACH STATEMENT"
    " EXECUTE FUNCTION app.refuse_change('Bảng này giữ các bản đã gửi, không xóa trắng.');"
    for table in ("reportversion", "fact", "figure", "document", "receipt")
)

FREEZE_PARTS = "\n".join(
    f"CREATE TRIGGER freeze_{event.lower()} AFTER {event} ON reports_{table} {rows}"
    " FOR EACH STATEMENT EXECUTE FUNCTION app.freeze_parts();"
    for table in ("fact", "figure", "document")
    for event, rows in (
        ("INSERT", "REFERENCING NEW TABLE AS after_rows"),
        ("UPDATE", "REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows"),
        ("DELETE", "REFERENCING OLD TABLE AS before_rows"),
    )
)

RECEIPT = """
-- The receipt is the database's own statement: the client names the version and nothing else.
CREATE FUNCTION app.fill_receipt() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  asked record;
BEGIN
  SELECT v.report_id, v.owner_id, v.is_submitted, v.figures_digest, r.round_id, r.code, v.number,
         (SELECT d.sha256 FROM reports_document d WHERE d.version_id = v.id AND d.kind = 'report'
            AND d.replaced_at IS NULL) AS sha256,
         (o.due_on + CASE o.due_wording WHEN 'at_latest' THEN 1 ELSE 0 END)::timestamp
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
CREATE TRIGGER fill_receipt BEFORE INSERT ON reports_receipt FOR EACH ROW
  EXECUTE FUNCTION app.fill_receipt();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON reports_receipt FOR EACH ROW
  EXECUTE FUNCTION app.refuse_change('Phiếu tiếp nhận không sửa, không xóa.');
"""

CODES = """
-- What is printed and looked up by everybody is derived, so that nobody can take another's code.
CREATE FUNCTION app.derive_report_code() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  SELECT o.code || '_' || r.code INTO NEW.code
    FROM organisations_organisation o, reports_reportinground r
    WHERE o.id = NEW.owner_id AND r.id = NEW.round_id;
  RETURN NEW;
END $$;
CREATE TRIGGER b_derive_code BEFORE INSERT ON reports_report FOR EACH ROW
  EXECUTE FUNCTION app.derive_report_code();
CREATE FUNCTION app.derive_figure_code() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  digits text := NEW.ordinal::text;
BEGIN
  SELECT r.code || '.' || v.number || '.' || lpad(digits, greatest(3, length(digits)), '0')
    INTO NEW.code
    FROM reports_reportversion v JOIN reports_report r ON r.id = v.report_id
    WHERE v.id = NEW.version_id AND v.owner_id = NEW.owner_id;
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có bản báo cáo này.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER b_derive_code BEFORE INSERT ON reports_figure FOR EACH ROW
  EXECUTE FUNCTION app.derive_figure_code();
"""

SUBMITTED = """
-- Once the Ministry has a report, its unit can neither take it back nor give it another code.
CREATE FUNCTION app.keep_submitted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.is_submitted THEN
    NEW.is_submitted := true;
    NEW.code := OLD.code;
    NEW.round_id := OLD.round_id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_submitted BEFORE UPDATE ON reports_report FOR EACH ROW
  EXECUTE FUNCTION app.keep_submitted();

-- A part belongs to the Ministry and its version to a unit, so no composite key can hold them.
CREATE FUNCTION app.only_submitted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM reports_reportversion WHERE id = NEW.version_id AND is_submitted)
  THEN
    RAISE EXCEPTION 'Chỉ tổng hợp bản báo cáo đã gửi.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_submitted BEFORE INSERT OR UPDATE ON reports_consolidationpart FOR EACH ROW
  EXECUTE FUNCTION app.only_submitted();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("programmes", "0002_isolation")]

    operations = [
        *(
            Isolate(f"reports_{table}", national())
            for table in (
                "reportform",
                "formsection",
                "formtable",
                "formrow",
                "formcolumn",
                "checkrule",
            )
        ),
        Isolate("reports_reportinground", national(roles=SYSTEM), history="national"),
        Isolate("reports_roundaddressee", national(roles=SYSTEM), history="national"),
        Isolate(
            "reports_report",
            unit_rows() + ministry_reads("is_submitted") + jobs_read(),
            fill_scope="owner",
            history=True,
        ),
        *(
            Isolate(
                f"reports_{table}",
                unit_rows(),
                fill_scope="owner",
                part_of=[("report_id", "reports_report")],
                history=True,
            )
            for table in ("narrative", "claim", "request", "nildeclaration")
        ),
        Isolate(
            "reports_reportversion",
            unit_rows() + ministry_reads("is_submitted") + jobs_read(),
            fill_scope="owner",
            part_of=[("report_id", "reports_report")],
        ),
        *(
            Isolate(
                f"reports_{table}",
                unit_rows() + ministry_reads(f"NOT is_internal AND {SUBMITTED_VERSION}"),
                fill_scope="owner",
                part_of=[("version_id", "reports_reportversion")],
            )
            for table in ("fact", "figure")
        ),
        Isolate(
            "reports_consolidation",
            owned(writers=("ministry",), readers=("ministry",)),
            fill_scope="owner",
        ),
        Isolate(
            "reports_consolidationpart",
            owned(writers=("ministry",), readers=("ministry",)),
            fill_scope="owner",
            part_of=[("consolidation_id", "reports_consolidation")],
        ),
        Isolate(
            "reports_document",
            owned(readers=WRITERS)
            + ministry_reads(f"kind = 'report' AND replaced_at IS NULL AND {SUBMITTED_VERSION}")
            + jobs_read(),
            fill_scope="owner",
            part_of=[
                ("version_id", "reports_reportversion"),
                ("consolidation_id", "reports_consolidation"),
            ],
        ),
        Isolate(
            "reports_receipt",
            [Policy(role, "SELECT", f"owner_id = {TID}") for role in UNITS]
            + [Policy(role, "INSERT", f"owner_id = {TID}") for role in UNITS]
            + ministry_reads("true")
            + jobs_read(),
        ),
        migrations.RunSQL(
            CODES + FREEZE + FREEZE_PARTS + RECEIPT + SUBMITTED + REFUSE_TRUNCATE,
            migrations.RunSQL.noop,
        ),
    ]
