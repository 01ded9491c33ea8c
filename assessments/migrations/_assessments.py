"""What an assessment's rows lean on: whose they are, when they are closed, how it moves on."""

SCOPE = """
-- Whoever carries an assessment out: who opened it, and the unit it was given to.
CREATE FUNCTION app.works_on(whole assessments_assessment) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(whole.owner_id = app.tid(), false)
    OR coalesce(app.kind() = 'support' AND whole.support_id = app.tid(), false) $$;
REVOKE ALL ON FUNCTION app.works_on(assessments_assessment) FROM PUBLIC;

CREATE FUNCTION app.sees_assessment(whole assessments_assessment) RETURNS boolean
  LANGUAGE sql STABLE AS $$
  SELECT coalesce(CASE app.kind()
    WHEN 'department' THEN whole.department_id = app.tid()
    WHEN 'corporation' THEN whole.corporation_id = app.tid()
    WHEN 'enterprise' THEN whole.enterprise_id = app.tid()
    WHEN 'support' THEN whole.support_id = app.tid() END, false) $$;
REVOKE ALL ON FUNCTION app.sees_assessment(assessments_assessment) FROM PUBLIC;

CREATE FUNCTION app.assessment_is_open(state text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT state IN ('assigned', 'under_way', 'returned') $$;

-- A self-assessment that was never submitted is the enterprise's alone.
CREATE FUNCTION app.hide_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'self' AND NEW.submitted_at IS NULL THEN
    NEW.department_id := NULL;
    NEW.corporation_id := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER b_hide_draft BEFORE INSERT OR UPDATE ON assessments_assessment FOR EACH ROW
  EXECUTE FUNCTION app.hide_draft();

-- Under which name and of which sector the plant was assessed.
CREATE FUNCTION app.name_assessed_site() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  SELECT name, sector INTO NEW.site_name, NEW.division FROM enterprises_establishment
    WHERE id = NEW.establishment_id;
  RETURN NEW;
END $$;
CREATE TRIGGER c_name_assessed_site BEFORE INSERT ON assessments_assessment FOR EACH ROW
  EXECUTE FUNCTION app.name_assessed_site();

-- What the functions below write, nobody else does; and a closed assessment stays as it is.
CREATE FUNCTION app.keep_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept text[] := ARRAY['year', 'due_on', 'request', 'source', 'sectors', 'worksheets_id'];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.kind = 'self' AND app.kind() <> 'enterprise'
       OR NEW.kind <> 'self' AND app.kind() NOT IN ('department', 'corporation') THEN
      RAISE insufficient_privilege USING MESSAGE = 'Đơn vị không lập loại phiếu này.';
    END IF;
    NEW.state := 'assigned';
    NEW.begun_at := NULL;
    NEW.submitted_at := NULL;
    NEW.submitted_by_name := '';
    NEW.returned_reason := '';
    NEW.decided_at := NULL;
    NEW.decided_by_name := '';
    NEW.confirmed_at := NULL;
    NEW.confirmed_by_name := '';
    RETURN NEW;
  END IF;
  IF NOT app.assessment_is_open(OLD.state) THEN
    RAISE check_violation USING MESSAGE = 'Phiếu đã nộp, không sửa được nữa.';
  END IF;
  RETURN jsonb_populate_record(OLD, (SELECT jsonb_object_agg(key, value)
    FROM jsonb_each(to_jsonb(NEW)) WHERE key = ANY (kept)));
END $$;
CREATE TRIGGER b_keep_assessment BEFORE INSERT OR UPDATE ON assessments_assessment FOR EACH ROW
  WHEN (current_user <> 'portal_owner') EXECUTE FUNCTION app.keep_assessment();

-- The year and the sectors decide about questions, factors and peers.
CREATE FUNCTION app.year_was_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.has_worked(NEW);
  RETURN NULL;
END $$;
CREATE TRIGGER y_year_was_changed AFTER UPDATE ON assessments_assessment FOR EACH ROW
  WHEN (current_user <> 'portal_owner' AND OLD.kind <> 'self'
    AND (OLD.year, OLD.sectors) IS DISTINCT FROM (NEW.year, NEW.sectors))
  EXECUTE FUNCTION app.year_was_changed();

-- Rows of an assessment take their scope from it, whoever enters them. TG_ARGV[0]: 'contents' are
-- entered by whoever carries it out, as long as it is open; 'later' also by the enterprise, and
-- after that. Who enters contents has worked on it. Writers of one assessment go one by one.
CREATE FUNCTION app.fill_from_assessment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  whole assessments_assessment;
  about bigint;
  asking boolean := app.kind() IS NOT NULL;
BEGIN
  IF TG_OP = 'UPDATE' AND NOT asking THEN
    RETURN NEW;
  ELSIF TG_OP = 'INSERT' THEN
    about := NEW.assessment_id;
  ELSE
    about := OLD.assessment_id;
  END IF;
  SELECT * INTO whole FROM assessments_assessment WHERE id = about FOR NO KEY UPDATE;
  IF asking AND (whole.id IS NULL OR NOT (app.works_on(whole) OR TG_ARGV[0] = 'later'
      AND app.kind() = 'enterprise' AND app.sees_assessment(whole))) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có phiếu đánh giá này.';
  ELSIF asking AND whole.state = 'cancelled' THEN
    RAISE check_violation USING MESSAGE = 'Phiếu đã hủy, không ghi thêm được.';
  ELSIF asking AND TG_ARGV[0] = 'contents' THEN
    PERFORM app.enter_contents(whole.id);
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  ELSIF TG_OP = 'UPDATE' THEN
    NEW.assessment_id := OLD.assessment_id;
    NEW.owner_id := OLD.owner_id;
    NEW.department_id := OLD.department_id;
    NEW.corporation_id := OLD.corporation_id;
    NEW.enterprise_id := OLD.enterprise_id;
    NEW.support_id := OLD.support_id;
    RETURN NEW;
  END IF;
  NEW.owner_id := whole.owner_id;
  NEW.department_id := whole.department_id;
  NEW.corporation_id := whole.corporation_id;
  NEW.enterprise_id := whole.enterprise_id;
  NEW.support_id := whole.support_id;
  RETURN NEW;
END $$;

-- Contents are entered as long as it is open; the first ones begin it. Called by the triggers.
CREATE FUNCTION app.enter_contents(asked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  whole assessments_assessment;
BEGIN
  SELECT * INTO whole FROM assessments_assessment WHERE id = asked FOR NO KEY UPDATE;
  IF NOT app.assessment_is_open(whole.state) THEN
    RAISE check_violation USING MESSAGE = 'Phiếu đã nộp, không sửa được nữa.';
  ELSIF whole.state = 'assigned' THEN
    UPDATE assessments_assessment SET state = 'under_way', begun_at = app.now() WHERE id = asked;
  END IF;
  PERFORM app.has_worked(whole);
END $$;
REVOKE ALL ON FUNCTION app.enter_contents(bigint) FROM PUBLIC;

-- Called by the functions that know that somebody has.
CREATE FUNCTION app.has_worked(whole assessments_assessment) RETURNS void LANGUAGE sql AS $$
  INSERT INTO assessments_contribution (assessment_id, person_id, owner_id, department_id,
      corporation_id, enterprise_id, support_id)
    SELECT whole.id, app.uid(), whole.owner_id, whole.department_id, whole.corporation_id,
      whole.enterprise_id, whole.support_id WHERE app.uid() IS NOT NULL
    ON CONFLICT DO NOTHING $$;
REVOKE ALL ON FUNCTION app.has_worked(assessments_assessment) FROM PUBLIC;
"""

MOVES = """
-- The tables whose rows are parts of an assessment.
CREATE FUNCTION app.parts_of_assessments() RETURNS SETOF regclass LANGUAGE sql STABLE AS $$
  SELECT c.conrelid::regclass FROM pg_constraint c JOIN pg_attribute k
    ON k.attrelid = c.conrelid AND k.attnum = c.conkey[1] AND k.attname = 'assessment_id'
  WHERE c.contype = 'f' AND c.confrelid = 'assessments_assessment'::regclass
    AND cardinality(c.conkey) = 1
  ORDER BY c.conrelid::regclass::text $$;
REVOKE ALL ON FUNCTION app.parts_of_assessments() FROM PUBLIC;

-- The files of an assessment and of its solutions.
CREATE FUNCTION app.files_of_assessment(asked bigint) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  SELECT id FROM organisations_attachment
    WHERE subject_type = 'assessments.assessment' AND subject_id = asked
  UNION ALL
  SELECT f.id FROM organisations_attachment f JOIN assessments_cpoption o ON o.id = f.subject_id
    WHERE f.subject_type = 'assessments.cpoption' AND o.assessment_id = asked $$;
REVOKE ALL ON FUNCTION app.files_of_assessment(bigint) FROM PUBLIC;

-- A file is seen by whoever sees the assessment, and hung on it by whoever carries it out; on a
-- solution by the enterprise, too.
CREATE FUNCTION app.label_attachment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  whole assessments_assessment;
BEGIN
  SELECT a.* INTO whole FROM assessments_assessment a WHERE a.id = CASE NEW.subject_type
    WHEN 'assessments.assessment' THEN NEW.subject_id
    WHEN 'assessments.cpoption' THEN (SELECT assessment_id FROM assessments_cpoption
                                      WHERE id = NEW.subject_id) END;
  IF app.kind() IS NOT NULL AND (whole.id IS NULL OR NOT (app.works_on(whole)
      OR app.kind() = 'enterprise' AND app.sees_assessment(whole)
        AND NEW.subject_type = 'assessments.cpoption')) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có phiếu đánh giá này.';
  ELSIF app.kind() IS NOT NULL AND NEW.subject_type = 'assessments.assessment' THEN
    PERFORM app.enter_contents(whole.id);
  END IF;
  NEW.department_id := whole.department_id;
  NEW.corporation_id := whole.corporation_id;
  NEW.enterprise_id := whole.enterprise_id;
  NEW.support_id := whole.support_id;
  RETURN NEW;
END $$;
CREATE TRIGGER c_label_attachment BEFORE INSERT ON organisations_attachment FOR EACH ROW
  WHEN (NEW.subject_type IN ('assessments.assessment', 'assessments.cpoption'))
  EXECUTE FUNCTION app.label_attachment();

-- The rows of an assessment belong to whom it belongs to.
CREATE FUNCTION app.label_parts(asked bigint) RETURNS void
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  part regclass;
BEGIN
  FOR part IN SELECT * FROM app.parts_of_assessments() LOOP
    EXECUTE format('UPDATE %s t SET department_id = a.department_id,
        corporation_id = a.corporation_id, enterprise_id = a.enterprise_id,
        support_id = a.support_id
      FROM assessments_assessment a WHERE a.id = t.assessment_id AND a.id = $1', part)
      USING asked;
  END LOOP;
  UPDATE organisations_attachment f SET department_id = a.department_id,
      corporation_id = a.corporation_id, enterprise_id = a.enterprise_id, support_id = a.support_id
    FROM assessments_assessment a WHERE a.id = asked
      AND f.id IN (SELECT app.files_of_assessment(asked));
END $$;
REVOKE ALL ON FUNCTION app.label_parts(bigint) FROM PUBLIC;

-- Also where the plant has changed hands: what is about it follows, an open question to the former
-- enterprise is put by telephone, and its reasons stay its own.
CREATE FUNCTION app.parts_follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.label_parts(NEW.id);
  IF OLD.enterprise_id IS DISTINCT FROM NEW.enterprise_id AND OLD.enterprise_id IS NOT NULL THEN
    UPDATE assessments_followup SET channel = 'telephone', token_hash = '', expires_at = NULL
      WHERE assessment_id = NEW.id AND answered_at IS NULL;
    UPDATE assessments_followup SET token_hash = '', expires_at = NULL
      WHERE assessment_id = NEW.id AND token_hash <> '';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER y_parts_follow AFTER UPDATE ON assessments_assessment FOR EACH ROW
  WHEN ((OLD.department_id, OLD.corporation_id, OLD.enterprise_id, OLD.support_id)
    IS DISTINCT FROM (NEW.department_id, NEW.corporation_id, NEW.enterprise_id, NEW.support_id))
  EXECUTE FUNCTION app.parts_follow();

-- A person is called what the database calls him; `who` stands for what no person does.
CREATE FUNCTION app.name_of_asker(who text) RETURNS text LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT left(coalesce((SELECT full_name FROM organisations_user WHERE id = app.uid()), who, ''),
    150) $$;
REVOKE ALL ON FUNCTION app.name_of_asker(text) FROM PUBLIC;

-- Submitted, returned, accepted, cancelled: when and by whom is the database's to say. `expected`
-- is the state the person saw. Answers the time of it.
CREATE FUNCTION app.move_assessment(asked bigint, expected text, target text, why text, who text)
  RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  whole assessments_assessment;
  site enterprises_establishment;
  this_moment timestamptz;
  name text := app.name_of_asker(who);
BEGIN
  SELECT * INTO whole FROM assessments_assessment WHERE id = asked FOR NO KEY UPDATE;
  this_moment := app.now();
  IF whole.id IS NULL OR NOT app.sees_assessment(whole) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có phiếu đánh giá này.';
  ELSIF whole.state <> expected THEN
    RAISE check_violation USING
      MESSAGE = 'Phiếu đã chuyển trạng thái ở nơi khác. Hãy mở lại trang.';
  ELSIF char_length(coalesce(why, '')) > 1000 THEN
    RAISE check_violation USING MESSAGE = 'Lý do dài quá 1.000 ký tự. Hãy viết ngắn lại.';
  ELSIF target IN ('returned', 'cancelled') AND coalesce(btrim(why), '') = '' THEN
    RAISE check_violation USING MESSAGE = 'Ghi lý do.';
  END IF;
  IF target = 'submitted' THEN
    IF NOT app.works_on(whole) THEN
      RAISE insufficient_privilege USING MESSAGE = 'Không có phiếu đánh giá này.';
    ELSIF whole.state NOT IN ('under_way', 'returned') THEN
      RAISE check_violation USING MESSAGE = 'Phiếu chưa có nội dung nào để nộp.';
    END IF;
    PERFORM app.has_worked(whole);
    SELECT * INTO site FROM enterprises_establishment WHERE id = whole.establishment_id;
    -- Before the state, whose change counts the levels anew.
    INSERT INTO assessments_assessmentreceipt (assessment_id, turn, at, by_name, digest, owner_id)
      SELECT asked, 1 + count(*), this_moment, name, app.digest_of_assessment(asked), whole.owner_id
      FROM assessments_assessmentreceipt WHERE assessment_id = asked;
    UPDATE assessments_assessment SET state = 'submitted', submitted_at = this_moment,
        submitted_by_name = name, returned_reason = '', decided_at = NULL, decided_by_name = '',
        confirmed_at = NULL, confirmed_by_name = '',
        site_name = site.name, division = site.sector,
        department_id = CASE WHEN kind = 'self' THEN site.department_id ELSE department_id END,
        corporation_id = CASE WHEN kind = 'self' THEN site.corporation_id ELSE corporation_id END
      WHERE id = asked;
    PERFORM app.label_parts(asked);
  ELSIF target IN ('returned', 'accepted') THEN
    IF app.kind() <> 'department' OR whole.state <> 'submitted' THEN
      RAISE check_violation USING MESSAGE = 'Chỉ Sở Công Thương quyết định về phiếu đã nộp.';
    ELSIF target = 'accepted' AND (app.uid() IS NULL OR EXISTS (SELECT
        FROM assessments_contribution WHERE assessment_id = asked AND person_id = app.uid())) THEN
      RAISE check_violation USING
        MESSAGE = 'Người đã làm phiếu này không được nghiệm thu chính phiếu mình làm.';
    END IF;
    UPDATE assessments_assessment SET state = target, decided_at = this_moment,
        decided_by_name = name,
        returned_reason = CASE target WHEN 'returned' THEN btrim(why) ELSE '' END
      WHERE id = asked;
  ELSIF target = 'cancelled' THEN
    IF whole.owner_id <> app.tid() OR NOT app.assessment_is_open(whole.state) THEN
      RAISE check_violation USING MESSAGE = 'Chỉ đơn vị lập phiếu hủy được phiếu chưa nộp.';
    END IF;
    UPDATE assessments_assessment SET state = 'cancelled', decided_at = this_moment,
        decided_by_name = name, returned_reason = btrim(why) WHERE id = asked;
    -- Another assessment may tell of that year.
    DELETE FROM assessments_measuredresult WHERE assessment_id = asked;
    PERFORM app.settle_given(whole.establishment_id);
  ELSE
    RAISE check_violation USING MESSAGE = 'Không có bước này.';
  END IF;
  RETURN this_moment;
END $$;

-- Which support units may read a plant: those that have an assessment of it which stands.
CREATE FUNCTION app.settle_given(site bigint) RETURNS void
  LANGUAGE sql SET search_path = public, pg_temp AS $$
  DELETE FROM enterprises_givensite g WHERE establishment_id = site AND NOT EXISTS (
    SELECT FROM assessments_assessment a WHERE a.establishment_id = site
      AND a.support_id = g.support_id AND a.state <> 'cancelled');
  INSERT INTO enterprises_givensite (establishment_id, support_id)
    SELECT DISTINCT site, support_id FROM assessments_assessment
    WHERE establishment_id = site AND support_id IS NOT NULL AND state <> 'cancelled'
    ON CONFLICT DO NOTHING $$;
REVOKE ALL ON FUNCTION app.settle_given(bigint) FROM PUBLIC;

-- Given to a support unit, or (NULL) taken back: it reads and writes this assessment and its rows,
-- and reads the plant.
CREATE FUNCTION app.give_assessment(asked bigint, unit bigint) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  whole assessments_assessment;
BEGIN
  SELECT * INTO whole FROM assessments_assessment WHERE id = asked FOR NO KEY UPDATE;
  IF whole.id IS NULL OR whole.owner_id IS DISTINCT FROM app.tid()
     OR app.kind() NOT IN ('department', 'corporation') THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có phiếu đánh giá này.';
  ELSIF NOT app.assessment_is_open(whole.state) THEN
    RAISE check_violation USING MESSAGE = 'Phiếu đã nộp, không giao lại được.';
  ELSIF unit IS NOT NULL AND NOT EXISTS (SELECT FROM organisations_organisation
      WHERE id = unit AND kind = 'support' AND (valid_to IS NULL OR valid_to >= app.today())) THEN
    RAISE check_violation USING MESSAGE = 'Không có đơn vị hỗ trợ này.';
  END IF;
  UPDATE assessments_assessment SET support_id = unit WHERE id = asked;
  PERFORM app.settle_given(whole.establishment_id);
END $$;

-- The enterprise says that the data about it are right.
CREATE FUNCTION app.confirm_assessment(asked bigint, who text) RETURNS timestamptz
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  whole assessments_assessment;
  this_moment timestamptz := app.now();
BEGIN
  SELECT * INTO whole FROM assessments_assessment WHERE id = asked FOR NO KEY UPDATE;
  IF whole.id IS NULL OR app.kind() IS DISTINCT FROM 'enterprise'
     OR NOT app.sees_assessment(whole) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có phiếu đánh giá này.';
  ELSIF whole.state NOT IN ('submitted', 'accepted') OR whole.kind = 'self' THEN
    RAISE check_violation USING MESSAGE = 'Phiếu chưa nộp nên chưa xác nhận được.';
  ELSIF whole.confirmed_at IS NOT NULL THEN
    RETURN whole.confirmed_at;
  ELSIF EXISTS (SELECT FROM assessments_contribution
      WHERE assessment_id = asked AND person_id = app.uid()) THEN
    RAISE check_violation USING
      MESSAGE = 'Người đã làm phiếu này không được thay doanh nghiệp xác nhận phiếu mình làm.';
  END IF;
  UPDATE assessments_assessment SET confirmed_at = this_moment,
      confirmed_by_name = app.name_of_asker(who) WHERE id = asked;
  RETURN this_moment;
END $$;
"""

OPTIONS = """
-- A part of a solution is a part of the same assessment: keys do not ask who may see a row.
ALTER TABLE assessments_cpoption ADD CONSTRAINT option_with_assessment UNIQUE (id, assessment_id);
ALTER TABLE assessments_optionsaving ADD CONSTRAINT saving_of_the_same_assessment
  FOREIGN KEY (option_id, assessment_id) REFERENCES assessments_cpoption (id, assessment_id)
  DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE assessments_optionstep ADD CONSTRAINT step_of_the_same_assessment
  FOREIGN KEY (option_id, assessment_id) REFERENCES assessments_cpoption (id, assessment_id)
  DEFERRABLE INITIALLY DEFERRED;

-- S of DOMAIN 3.4; null as long as nothing was said about money, or a line has no price.
CREATE FUNCTION app.work_out_saving() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  saved numeric;
  lacks_a_price boolean;
BEGIN
  SELECT sum(value), coalesce(bool_or(value IS NULL), false) INTO saved, lacks_a_price
    FROM assessments_optionsaving WHERE option_id = NEW.id;
  NEW.annual_saving := CASE
    WHEN lacks_a_price THEN NULL
    WHEN saved IS NULL AND NEW.other_income IS NULL AND NEW.running_cost IS NULL THEN NULL
    ELSE coalesce(saved, 0) + coalesce(NEW.other_income, 0) - coalesce(NEW.running_cost, 0) END;
  RETURN NEW;
END $$;
CREATE TRIGGER c_work_out_saving BEFORE INSERT OR UPDATE ON assessments_cpoption FOR EACH ROW
  EXECUTE FUNCTION app.work_out_saving();

CREATE FUNCTION app.saving_has_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE assessments_cpoption o SET annual_saving = NULL
    WHERE o.id IN (SELECT option_id FROM changed_rows);
  RETURN NULL;
END $$;

-- What became of a solution is told by its steps and by nothing else.
CREATE FUNCTION app.keep_option() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.state := 'proposed';
    NEW.state_on := app.today();
    NEW.news_on := NULL;
    NEW.is_unconfirmed := false;
  ELSE
    NEW.state := OLD.state;
    NEW.state_on := OLD.state_on;
    NEW.news_on := OLD.news_on;
    NEW.is_unconfirmed := OLD.is_unconfirmed;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER b_keep_option BEFORE INSERT OR UPDATE ON assessments_cpoption FOR EACH ROW
  WHEN (current_user <> 'portal_owner') EXECUTE FUNCTION app.keep_option();

CREATE FUNCTION app.keep_result_site() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  SELECT establishment_id INTO NEW.establishment_id FROM assessments_assessment
    WHERE id = NEW.assessment_id;
  RETURN NEW;
END $$;
CREATE TRIGGER b_keep_result_site BEFORE INSERT OR UPDATE ON assessments_measuredresult
  FOR EACH ROW EXECUTE FUNCTION app.keep_result_site();
"""

CHANGED = {
    "INSERT": "REFERENCING NEW TABLE AS changed_rows",
    "UPDATE": "REFERENCING NEW TABLE AS changed_rows",
    "DELETE": "REFERENCING OLD TABLE AS changed_rows",
}
SAVINGS = "\n".join(
    f"CREATE TRIGGER y_saving_has_changed_{event.lower()} AFTER {event} ON assessments_optionsaving"
    f" {rows} FOR EACH STATEMENT EXECUTE FUNCTION app.saving_has_changed();"
    for event, rows in CHANGED.items()
)
