"""What the database says about attached files and notices: stamped, and changed in one way only."""

ATTACHMENTS = """
-- Says who attached a file and when; afterwards it can be removed, once, and nothing else.
CREATE FUNCTION app.keep_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  labels text[] := ARRAY['owner_id', 'department_id', 'corporation_id', 'enterprise_id',
    'support_id'];
  removing text[] := labels || ARRAY['removed_at', 'removed_by_id', 'removed_by_name'];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    -- Nothing changes, or the row is handed to somebody (by a function of the owner's).
    IF to_jsonb(NEW) - labels = to_jsonb(OLD) - labels THEN
      RETURN NEW;
    ELSIF to_jsonb(NEW) - removing <> to_jsonb(OLD) - removing THEN
      RAISE EXCEPTION 'Tệp đính kèm không sửa. Muốn thay thì gỡ tệp cũ rồi tải tệp mới.';
    ELSIF OLD.removed_at IS NOT NULL OR NEW.removed_at IS NULL THEN
      RAISE EXCEPTION 'Tệp đã gỡ không sửa, không khôi phục.';
    END IF;
    NEW.removed_at := app.now();
    IF app.uid() IS NOT NULL THEN
      NEW.removed_by_id := app.uid();
      NEW.removed_by_name := app.asking_name();
    END IF;
    RETURN NEW;
  END IF;
  IF app.kind() IS NOT NULL THEN
    NEW.uploaded_at := app.now();
    NEW.uploaded_by_id := app.uid();
    NEW.uploaded_by_name := coalesce(app.asking_name(), '');
    NEW.removed_at := NULL;
    NEW.removed_by_id := NULL;
    NEW.removed_by_name := '';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER b_keep_attachment BEFORE INSERT OR UPDATE ON organisations_attachment FOR EACH ROW
  EXECUTE FUNCTION app.keep_attachment();
CREATE TRIGGER refuse_change BEFORE DELETE ON organisations_attachment FOR EACH ROW
  EXECUTE FUNCTION app.refuse_change('Tệp đính kèm chỉ gỡ, không xóa.');
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON organisations_attachment FOR EACH STATEMENT
  EXECUTE FUNCTION app.refuse_change('Tệp đính kèm chỉ gỡ, không xóa.');
"""

NOTIFICATIONS = """
-- Its recipient says that it was read; the sweep, which is nobody, says what became of the e-mail.
CREATE FUNCTION app.keep_notification() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changing text[] := CASE WHEN app.uid() IS NULL
    THEN ARRAY['email_claimed_at', 'emailed_at', 'email_attempts', 'email_error']
    ELSE ARRAY['read_at'] END;
BEGIN
  IF app.kind() IS NULL THEN
    RETURN NEW;
  ELSIF TG_OP = 'INSERT' THEN
    NEW.created_at := app.now();
    NEW.read_at := NULL;
    NEW.email_claimed_at := NULL;
    NEW.emailed_at := NULL;
    NEW.email_attempts := 0;
    NEW.email_error := '';
  ELSIF to_jsonb(NEW) - changing <> to_jsonb(OLD) - changing THEN
    RAISE EXCEPTION 'Thông báo đã gửi không sửa.';
  ELSIF app.uid() IS NOT NULL THEN
    NEW.read_at := coalesce(OLD.read_at, app.now());
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER b_keep_notification BEFORE INSERT OR UPDATE ON organisations_notification
  FOR EACH ROW EXECUTE FUNCTION app.keep_notification();

-- Whether somebody wants letters is for that person to say.
CREATE FUNCTION app.keep_wish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF app.kind() IS NOT NULL AND app.uid() IS DISTINCT FROM OLD.user_id THEN
    NEW.wants_email := OLD.wants_email;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER b_keep_wish BEFORE UPDATE ON organisations_membership FOR EACH ROW
  EXECUTE FUNCTION app.keep_wish();
"""

ORGANISATIONS = """
-- All that the system's own work learns of memberships: which organisations have any today.
CREATE FUNCTION app.organisations_with_members() RETURNS TABLE (organisation_id bigint, kind text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT m.organisation_id, m.kind::text FROM organisations_membership m,
    (SELECT app.today() AS today) AS clock
  WHERE m.valid_from <= today AND coalesce(m.valid_to, today) >= today
  ORDER BY 1 $$;
REVOKE ALL ON FUNCTION app.organisations_with_members() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.organisations_with_members() TO portal_jobs;
"""

ALL = ATTACHMENTS + NOTIFICATIONS + ORGANISATIONS
