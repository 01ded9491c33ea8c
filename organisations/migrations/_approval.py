"""What the database says about chains of approval: whole, in order, stamped, never changed."""

STEPS = """
-- Whoever a step is given to is a member of the unit on that day.
CREATE FUNCTION app.check_approver() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.person_id IS NULL OR TG_OP = 'UPDATE' AND NEW.person_id IS NOT DISTINCT FROM OLD.person_id
  THEN
    RETURN NEW;
  END IF;
  -- The same words for "another unit's" and "does not exist".
  IF NOT EXISTS (SELECT 1 FROM organisations_membership
                 WHERE user_id = NEW.person_id AND organisation_id = NEW.owner_id
                   AND coalesce(valid_to, app.today()) >= app.today()) THEN
    RAISE check_violation USING MESSAGE = 'Người được giao phải là thành viên của đơn vị.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER b_check_approver BEFORE INSERT OR UPDATE ON organisations_approvalstep FOR EACH ROW
  EXECUTE FUNCTION app.check_approver();

CREATE FUNCTION app.whole_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  chain record;
BEGIN
  SELECT count(*) AS steps, max(ordinal) AS last, (array_agg(role ORDER BY ordinal DESC))[1] AS role
    INTO chain FROM organisations_approvalstep
    WHERE owner_id = coalesce(NEW.owner_id, OLD.owner_id)
      AND subject = coalesce(NEW.subject, OLD.subject);
  IF chain.steps > 0 AND (chain.steps < 2 OR chain.last <> chain.steps OR chain.role <> 'head') THEN
    RAISE check_violation USING MESSAGE =
      'Chuỗi trình duyệt có từ 2 đến 4 bước liền nhau, bước cuối do lãnh đạo duyệt.';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER whole_chain AFTER INSERT OR UPDATE OR DELETE
  ON organisations_approvalstep DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION app.whole_chain();
"""

RUNS = """
-- Who asks, by the name that is valid today; NULL for the owner's login.
CREATE FUNCTION app.asking_name() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(full_name, ''), email) FROM organisations_user WHERE id = app.uid() $$;

-- A run says who began and who ended it, and when; what was submitted stays, and an end is final.
CREATE FUNCTION app.keep_approval() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- What changes when a run ends; a merger hands it over by owner_id alone.
  ending text[] := ARRAY['state', 'closed_at', 'closed_by_id', 'closed_by_name',
                         'withdrawn_because', 'owner_id'];
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.state := 'open';
    NEW.started_at := app.now();
    IF app.uid() IS NOT NULL THEN
      NEW.started_by_id := app.uid();
      NEW.started_by_name := app.asking_name();
    END IF;
  ELSIF app.kind() IS NULL AND to_jsonb(NEW) - 'owner_id' = to_jsonb(OLD) - 'owner_id' THEN
    RETURN NEW;
  ELSIF OLD.state <> 'open' THEN
    RAISE EXCEPTION 'Lần trình duyệt đã kết thúc không sửa, không xóa.';
  ELSIF to_jsonb(NEW) - ending <> to_jsonb(OLD) - ending THEN
    RAISE EXCEPTION 'Nội dung đã trình không sửa. Muốn thay đổi thì rút lại rồi trình lại.';
  ELSIF NEW.state = 'approved' AND NOT coalesce((
      SELECT bool_and(decision = 'approved') AND count(*) BETWEEN 2 AND 4
        AND max(ordinal) = count(*) AND (array_agg(is_last ORDER BY ordinal DESC))[1]
        AND (array_agg(role ORDER BY ordinal DESC))[1] = 'head'
      FROM organisations_approvaldecision WHERE approval_id = NEW.id), false) THEN
    RAISE EXCEPTION 'Chưa đủ ý kiến đồng ý của các bước, từ 2 bước, bước cuối của lãnh đạo.';
  ELSIF NEW.state = 'returned' AND NOT EXISTS (
      SELECT 1 FROM organisations_approvaldecision
      WHERE approval_id = NEW.id AND decision = 'returned') THEN
    RAISE EXCEPTION 'Chưa có bước nào trả lại.';
  END IF;
  IF NEW.state = 'open' THEN
    NEW.closed_at := NULL;
    NEW.closed_by_id := NULL;
    NEW.closed_by_name := '';
  ELSE
    NEW.closed_at := app.now();
    IF app.uid() IS NOT NULL THEN
      NEW.closed_by_id := app.uid();
      NEW.closed_by_name := app.asking_name();
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER b_keep_approval BEFORE INSERT OR UPDATE ON organisations_approval FOR EACH ROW
  EXECUTE FUNCTION app.keep_approval();
CREATE TRIGGER refuse_change BEFORE DELETE ON organisations_approval FOR EACH ROW
  EXECUTE FUNCTION app.refuse_change('Lần trình duyệt không xóa.');
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON organisations_approval FOR EACH STATEMENT
  EXECUTE FUNCTION app.refuse_change('Bảng này giữ các lần trình duyệt, không xóa trắng.');
"""

DECISIONS = """
-- One step after the other, in an open run, each written once and stamped by the database.
CREATE FUNCTION app.keep_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  run_state text;
  deciding text[] := ARRAY['decision', 'decided_at', 'decided_by_id', 'decided_by_name', 'comment',
                           'on_behalf', 'owner_id'];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF app.kind() IS NULL AND to_jsonb(NEW) - 'owner_id' = to_jsonb(OLD) - 'owner_id' THEN
      RETURN NEW;
    ELSIF OLD.decision <> 'pending' THEN
      RAISE EXCEPTION 'Ý kiến đã ghi không sửa, không xóa.';
    ELSIF to_jsonb(NEW) - deciding <> to_jsonb(OLD) - deciding THEN
      RAISE EXCEPTION 'Các bước của lần trình đã chốt khi trình, không sửa.';
    END IF;
  END IF;
  -- FOR SHARE: whoever is ending this run waits for us, or we see that he has.
  SELECT state INTO run_state FROM organisations_approval WHERE id = NEW.approval_id FOR SHARE;
  -- The same words for "not yours" and "does not exist".
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có lần trình duyệt này.';
  ELSIF run_state <> 'open' THEN
    RAISE EXCEPTION 'Lần trình duyệt đã kết thúc không sửa, không xóa.';
  END IF;
  IF NEW.decision = 'pending' THEN
    NEW.decided_at := NULL;
    NEW.decided_by_id := NULL;
    NEW.decided_by_name := '';
    RETURN NEW;
  END IF;
  IF NEW.ordinal <> 1 AND (TG_OP = 'INSERT' OR EXISTS (
      SELECT 1 FROM organisations_approvaldecision
      WHERE approval_id = NEW.approval_id AND ordinal < NEW.ordinal AND decision <> 'approved'))
  THEN
    RAISE EXCEPTION 'Bước trước chưa xong.';
  END IF;
  -- Whoever signs as head is one today, of this very unit: never by delegation, never nobody.
  IF NEW.role = 'head' AND app.kind() IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM organisations_membership
      WHERE user_id = app.uid() AND organisation_id = NEW.owner_id AND role = 'head'
        AND valid_from <= app.today() AND coalesce(valid_to, app.today()) >= app.today()) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Bước này do lãnh đạo của đơn vị duyệt.';
  END IF;
  NEW.decided_at := app.now();
  IF app.uid() IS NOT NULL THEN
    NEW.decided_by_id := app.uid();
    NEW.decided_by_name := app.asking_name();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER b_keep_decision BEFORE INSERT OR UPDATE ON organisations_approvaldecision
  FOR EACH ROW EXECUTE FUNCTION app.keep_decision();
CREATE TRIGGER refuse_change BEFORE DELETE ON organisations_approvaldecision FOR EACH ROW
  EXECUTE FUNCTION app.refuse_change('Ý kiến đã ghi không sửa, không xóa.');
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON organisations_approvaldecision FOR EACH STATEMENT
  EXECUTE FUNCTION app.refuse_change('Bảng này giữ các lần trình duyệt, không xóa trắng.');
"""

ALL = STEPS + RUNS + DECISIONS
