"""What projects of support lean on: whose their rows are, how they move on, what may be paid."""

SCOPE = """
CREATE FUNCTION app.sees_grant(whole assessments_supportgrant) RETURNS boolean
  LANGUAGE sql STABLE AS $$
  SELECT coalesce(CASE app.kind()
    WHEN 'department' THEN whole.department_id = app.tid()
    WHEN 'corporation' THEN whole.corporation_id = app.tid()
    WHEN 'enterprise' THEN whole.enterprise_id = app.tid() END, false) $$;
REVOKE ALL ON FUNCTION app.sees_grant(assessments_supportgrant) FROM PUBLIC;

-- What app.move_grant writes, nobody else does; and a decided application stays as it is.
CREATE FUNCTION app.keep_grant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept text[] := ARRAY['name', 'description', 'applied_on', 'asked_cost', 'asked_amount', 'source',
    'assessment_id', 'option_id'];
  blank assessments_supportgrant;
BEGIN
  IF NEW.applied_on > app.today() THEN
    RAISE check_violation USING MESSAGE = 'Ngày đơn chưa đến.';
  ELSIF app.kind() = 'department' AND NEW.source = '' THEN
    RAISE check_violation USING MESSAGE = 'Ghi nhập thay theo đơn nào của cơ sở.';
  ELSIF TG_OP = 'INSERT' THEN
    blank := jsonb_populate_record(NULL::assessments_supportgrant, '{"state": "applied",
      "decision_number": "", "funding_name": "", "fund": "", "cap_unit": "", "contract_number": "",
      "minutes_number": "", "settlement_number": "", "reason": ""}');
    kept := kept || ARRAY['id', 'form_key', 'establishment_id', 'site_name', 'division', 'owner_id',
      'department_id', 'corporation_id', 'enterprise_id', 'support_id'];
  ELSIF OLD.state <> 'applied' THEN
    RAISE check_violation USING MESSAGE = 'Đơn đã được xử lý, không sửa được nữa.';
  ELSE
    blank := OLD;
  END IF;
  RETURN jsonb_populate_record(blank, (SELECT jsonb_object_agg(key, value)
    FROM jsonb_each(to_jsonb(NEW)) WHERE key = ANY (kept)));
END $$;
CREATE TRIGGER b_keep_grant BEFORE INSERT OR UPDATE ON assessments_supportgrant FOR EACH ROW
  WHEN (current_user <> 'portal_owner') EXECUTE FUNCTION app.keep_grant();
CREATE TRIGGER c_name_assessed_site BEFORE INSERT ON assessments_supportgrant FOR EACH ROW
  EXECUTE FUNCTION app.name_assessed_site();

-- Keys do not ask who may see a row, so the plant is part of the key: an assessment of the same
-- plant, a solution of the same assessment.
ALTER TABLE assessments_assessment ADD CONSTRAINT assessment_with_site
  UNIQUE (id, establishment_id);
ALTER TABLE assessments_supportgrant
  ADD CONSTRAINT grant_assessment_of_the_same_site FOREIGN KEY (assessment_id, establishment_id)
    REFERENCES assessments_assessment (id, establishment_id) DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT grant_option_of_the_same_assessment FOREIGN KEY (option_id, assessment_id)
    REFERENCES assessments_cpoption (id, assessment_id) DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT grant_funding_is_used FOREIGN KEY (funding_id)
    REFERENCES programmes_fundingsource (id) DEFERRABLE INITIALLY DEFERRED;

-- Something may lean on a solution of the same plant whose assessment was accepted: only those stay
-- for good.
CREATE FUNCTION app.keep_option_of_plant() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM assessments_cpoption o
      JOIN assessments_assessment a ON a.id = o.assessment_id
      WHERE o.id = NEW.option_id AND a.establishment_id = NEW.establishment_id
        AND a.state = 'accepted') THEN
    RAISE check_violation USING
      MESSAGE = 'Chỉ gắn được giải pháp của phiếu đánh giá đã nghiệm thu của chính cơ sở này.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER c_keep_option_of_plant BEFORE INSERT OR UPDATE ON assessments_supportgrant
  FOR EACH ROW WHEN (NEW.option_id IS NOT NULL) EXECUTE FUNCTION app.keep_option_of_plant();
CREATE TRIGGER c_keep_option_of_plant BEFORE INSERT OR UPDATE ON assessments_demonstrationmodel
  FOR EACH ROW WHEN (NEW.option_id IS NOT NULL) EXECUTE FUNCTION app.keep_option_of_plant();

-- A file is seen by whoever sees the project or the model; hung on a project by the department and
-- the enterprise, on a model by its owner.
CREATE FUNCTION app.label_shown_file() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  place record;
BEGIN
  IF NEW.subject_type = 'assessments.supportgrant' THEN
    SELECT department_id, corporation_id, enterprise_id,
        app.kind() IN ('department', 'enterprise') AND app.sees_grant(g) AS is_ours
      INTO place FROM assessments_supportgrant g WHERE id = NEW.subject_id;
  ELSE
    SELECT department_id, corporation_id, enterprise_id, owner_id = app.tid() AS is_ours
      INTO place FROM assessments_demonstrationmodel WHERE id = NEW.subject_id;
  END IF;
  IF app.kind() IS NOT NULL AND place.is_ours IS NOT TRUE THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có hồ sơ này.';
  END IF;
  NEW.department_id := place.department_id;
  NEW.corporation_id := place.corporation_id;
  NEW.enterprise_id := place.enterprise_id;
  NEW.support_id := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER c_label_shown_file BEFORE INSERT ON organisations_attachment FOR EACH ROW
  WHEN (NEW.subject_type IN ('assessments.supportgrant', 'assessments.demonstrationmodel'))
  EXECUTE FUNCTION app.label_shown_file();
"""

MOVES = """
-- That somebody has taken a step, or entered or corrected the application.
CREATE FUNCTION app.stamp_grant(whole assessments_supportgrant, step text) RETURNS void
  LANGUAGE sql SET search_path = public, pg_temp AS $$
  INSERT INTO assessments_grantstep (grant_id, establishment_id, state, at, person_id, by_name,
      owner_id, department_id, corporation_id, enterprise_id)
    SELECT whole.id, whole.establishment_id, step, app.now(), app.uid(),
      coalesce((SELECT full_name FROM organisations_user WHERE id = app.uid()), ''),
      whole.owner_id, whole.department_id, whole.corporation_id, whole.enterprise_id $$;
REVOKE ALL ON FUNCTION app.stamp_grant(assessments_supportgrant, text) FROM PUBLIC;

CREATE FUNCTION app.application_was_entered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM app.stamp_grant(NEW, 'applied');
  RETURN NULL;
END $$;
CREATE TRIGGER d_application_was_entered AFTER INSERT OR UPDATE ON assessments_supportgrant
  FOR EACH ROW WHEN (current_user <> 'portal_owner')
  EXECUTE FUNCTION app.application_was_entered();

CREATE FUNCTION app.dong(amount numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT replace(to_char(amount, 'FM999,999,999,999,999,990'), ',', '.') || ' đồng' $$;
REVOKE ALL ON FUNCTION app.dong(numeric) FROM PUBLIC;

-- What was paid of a project, less what was recovered.
CREATE FUNCTION app.paid_of_grant(asked bigint) RETURNS numeric LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT coalesce(sum(CASE kind WHEN 'recovered' THEN -amount ELSE amount END), 0)
  FROM assessments_grantpayment WHERE grant_id = asked $$;
REVOKE ALL ON FUNCTION app.paid_of_grant(bigint) FROM PUBLIC;

-- What the rule of its source allows a project: the smaller of its share of the cost, in whole đồng
-- downwards, and its cap; of a cap for an establishment, what its other projects have left. The
-- projects of one plant and source are approved one by one.
CREATE FUNCTION app.allowed_for_grant(whole assessments_supportgrant,
    rule programmes_fundingsource) RETURNS numeric
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  plant bigint := (SELECT coalesce(merged_into_id, id) FROM enterprises_establishment
                   WHERE id = whole.establishment_id);
  used numeric := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(format('grant %s %s', plant, rule.id), 0));
  IF rule.cap_unit = 'establishment' THEN
    SELECT coalesce(sum(greatest(coalesce(g.settled_amount, g.amount), app.paid_of_grant(g.id))), 0)
      INTO used
      FROM assessments_supportgrant g
      JOIN enterprises_establishment e ON e.id = g.establishment_id
      WHERE coalesce(e.merged_into_id, e.id) = plant AND g.funding_id = rule.id
        AND g.id <> whole.id AND g.state IN ('approved', 'contracted', 'accepted', 'settled');
  END IF;
  RETURN greatest(least(floor(whole.eligible_cost * coalesce(rule.rate, 100) / 100),
    rule.cap - used), 0);
END $$;
REVOKE ALL ON FUNCTION app.allowed_for_grant(assessments_supportgrant, programmes_fundingsource)
  FROM PUBLIC;

-- The source of an approved project: one in force on the day, everybody's or the department's own.
CREATE FUNCTION app.apply_rule(whole assessments_supportgrant) RETURNS assessments_supportgrant
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  rule programmes_fundingsource;
BEGIN
  SELECT f.* INTO rule FROM programmes_fundingsource f
    LEFT JOIN programmes_legaldocument d ON d.id = f.document_id
    WHERE f.id = whole.funding_id AND f.form = 'grant'
      AND (f.is_national OR f.owner_id = whole.department_id)
      AND (f.valid_from <= whole.decided_on
        OR f.valid_from IS NULL AND coalesce(d.issued_on <= whole.decided_on, true))
      AND (f.valid_to IS NULL OR f.valid_to >= whole.decided_on);
  IF rule.id IS NULL THEN
    RAISE check_violation USING
      MESSAGE = 'Nguồn hỗ trợ không có hiệu lực vào ngày phê duyệt. Chọn nguồn khác.';
  END IF;
  whole.allowed := app.allowed_for_grant(whole, rule);
  IF whole.amount > whole.allowed THEN
    RAISE check_violation USING MESSAGE = format('Số tiền được duyệt vượt mức được phép theo quy'
      ' định của nguồn: còn được hỗ trợ nhiều nhất %s.', app.dong(whole.allowed));
  END IF;
  whole.funding_name := rule.name;
  whole.fund := rule.fund;
  whole.rate := rule.rate;
  whole.cap := rule.cap;
  whole.cap_unit := rule.cap_unit;
  RETURN whole;
END $$;
REVOKE ALL ON FUNCTION app.apply_rule(assessments_supportgrant) FROM PUBLIC;

-- Settled anew it stays within the rule: another project may have been approved from what this one
-- had left.
CREATE FUNCTION app.require_settlement(whole assessments_supportgrant) RETURNS void
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  rule programmes_fundingsource;
  most numeric;
BEGIN
  SELECT * INTO rule FROM programmes_fundingsource WHERE id = whole.funding_id;
  most := app.allowed_for_grant(whole, rule);
  IF whole.settled_amount > most AND whole.settled_amount <= whole.contract_amount THEN
    RAISE check_violation USING MESSAGE = format('Số quyết toán vượt mức được phép theo quy định'
      ' của nguồn: nhiều nhất %s.', app.dong(most));
  END IF;
END $$;
REVOKE ALL ON FUNCTION app.require_settlement(assessments_supportgrant) FROM PUBLIC;

-- Whether the asker may take this step now; else a sentence.
CREATE FUNCTION app.require_grant_step(whole assessments_supportgrant, target text) RETURNS void
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT (CASE target
      WHEN 'approved' THEN whole.state IN ('applied', 'approved')
      WHEN 'contracted' THEN whole.state IN ('approved', 'contracted')
      WHEN 'accepted' THEN whole.state IN ('contracted', 'accepted')
      WHEN 'settled' THEN whole.state IN ('accepted', 'settled')
      WHEN 'refused' THEN whole.state = 'applied'
      WHEN 'withdrawn' THEN whole.state IN ('applied', 'approved')
      ELSE false END) THEN
    RAISE check_violation USING MESSAGE = 'Đề án đang ở trạng thái không có bước này.';
  ELSIF target = 'withdrawn' AND whole.owner_id <> app.tid() AND app.kind() <> 'enterprise' THEN
    RAISE check_violation USING MESSAGE = 'Chỉ bên nộp đơn rút được đơn.';
  ELSIF target <> 'withdrawn' AND app.kind() <> 'department' THEN
    RAISE check_violation USING MESSAGE = 'Chỉ Sở Công Thương ghi bước này.';
  ELSIF target IN ('approved', 'accepted') AND (app.uid() IS NULL OR EXISTS (
      SELECT FROM assessments_grantstep
      WHERE grant_id = whole.id AND state = 'applied' AND person_id = app.uid())) THEN
    RAISE check_violation USING MESSAGE = 'Người đã nhập đơn đề nghị không được phê duyệt, nghiệm'
      ' thu chính đề án đó.';
  END IF;
END $$;
REVOKE ALL ON FUNCTION app.require_grant_step(assessments_supportgrant, text) FROM PUBLIC;

-- Approved, contracted, accepted, settled, refused, withdrawn; or the same again, to correct what
-- the step has recorded. `expected` is the state the person saw, `said` what belongs to the step.
CREATE FUNCTION app.move_grant(asked bigint, expected text, target text, said jsonb)
  RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  whole assessments_supportgrant;
  kept text[] := CASE target
    WHEN 'approved' THEN
      ARRAY['decision_number', 'decided_on', 'funding_id', 'eligible_cost', 'amount']
    WHEN 'contracted' THEN ARRAY['contract_number', 'contracted_on', 'contract_amount']
    WHEN 'accepted' THEN ARRAY['minutes_number', 'accepted_on']
    WHEN 'settled' THEN ARRAY['settlement_number', 'settled_on', 'settled_amount']
    ELSE ARRAY['reason'] END;
BEGIN
  SELECT * INTO whole FROM assessments_supportgrant WHERE id = asked FOR NO KEY UPDATE;
  IF whole.id IS NULL OR NOT app.sees_grant(whole) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có đề án hỗ trợ này.';
  ELSIF whole.state <> expected THEN
    RAISE check_violation USING
      MESSAGE = 'Đề án đã chuyển trạng thái ở nơi khác. Hãy mở lại trang.';
  END IF;
  PERFORM app.require_grant_step(whole, target);
  whole := jsonb_populate_record(whole, (SELECT coalesce(jsonb_object_agg(key, value), '{}')
    FROM jsonb_each(said) WHERE key = ANY (kept)));
  whole.state := target;
  IF greatest(whole.decided_on, whole.contracted_on, whole.accepted_on, whole.settled_on)
     > app.today() THEN
    RAISE check_violation USING MESSAGE = 'Ngày này chưa đến.';
  ELSIF target = 'approved' THEN
    whole := app.apply_rule(whole);
  ELSIF target = 'contracted' AND whole.contract_amount < app.paid_of_grant(asked) THEN
    RAISE check_violation USING MESSAGE = format('Giá trị hợp đồng nhỏ hơn số tiền đã chi: %s.',
      app.dong(app.paid_of_grant(asked)));
  ELSIF target = 'settled' THEN
    PERFORM app.require_settlement(whole);
  END IF;
  UPDATE assessments_supportgrant SET state = target, decision_number = whole.decision_number,
      decided_on = whole.decided_on, funding_id = whole.funding_id,
      eligible_cost = whole.eligible_cost, amount = whole.amount, allowed = whole.allowed,
      funding_name = whole.funding_name, fund = whole.fund, rate = whole.rate, cap = whole.cap,
      cap_unit = whole.cap_unit, contract_number = whole.contract_number,
      contracted_on = whole.contracted_on, contract_amount = whole.contract_amount,
      minutes_number = whole.minutes_number, accepted_on = whole.accepted_on,
      settlement_number = whole.settlement_number, settled_on = whole.settled_on,
      settled_amount = whole.settled_amount, reason = btrim(whole.reason)
    WHERE id = asked;
  PERFORM app.stamp_grant(whole, target);
  RETURN app.now();
END $$;
"""

PAYMENTS = """
-- A payment belongs to whom its project belongs to; written by the department. Never more than the
-- contract, and never less than nothing. Payments of one project are written one by one.
CREATE FUNCTION app.fill_from_grant() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  whole assessments_supportgrant;
  asking boolean := app.kind() IS NOT NULL;
  paid numeric;
BEGIN
  SELECT * INTO whole FROM assessments_supportgrant
    WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.grant_id ELSE NEW.grant_id END FOR NO KEY UPDATE;
  IF asking AND (whole.id IS NULL OR app.kind() <> 'department' OR NOT app.sees_grant(whole)) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có đề án hỗ trợ này.';
  END IF;
  paid := app.paid_of_grant(whole.id);
  IF TG_OP = 'DELETE' THEN
    IF asking AND OLD.kind <> 'recovered' AND paid < OLD.amount THEN
      RAISE check_violation USING
        MESSAGE = 'Số đã thu hồi sẽ lớn hơn số đã chi. Hãy xóa lần thu hồi trước.';
    END IF;
    RETURN OLD;
  END IF;
  IF asking AND whole.state NOT IN ('contracted', 'accepted', 'settled') THEN
    RAISE check_violation USING MESSAGE = 'Đề án chưa có hợp đồng nên chưa ghi chi được.';
  ELSIF asking AND NEW.paid_on > app.today() THEN
    RAISE check_violation USING MESSAGE = 'Ngày này chưa đến.';
  ELSIF asking AND NEW.paid_on < whole.contracted_on THEN
    RAISE check_violation USING MESSAGE = 'Ngày chi phải từ ngày ký hợp đồng trở đi.';
  ELSIF asking AND NEW.kind = 'advance' AND NEW.paid_on > whole.accepted_on THEN
    RAISE check_violation USING MESSAGE = 'Sau ngày nghiệm thu là thanh toán, không phải tạm ứng.';
  ELSIF asking AND NEW.kind = 'final' AND whole.accepted_on IS NULL THEN
    RAISE check_violation USING MESSAGE = 'Chưa nghiệm thu thì mới tạm ứng được.';
  ELSIF asking AND NEW.kind = 'recovered' AND NEW.amount > paid THEN
    RAISE check_violation USING
      MESSAGE = format('Chỉ thu hồi được số đã chi: %s.', app.dong(paid));
  ELSIF asking AND NEW.kind <> 'recovered'
      AND paid + NEW.amount > coalesce(whole.settled_amount, whole.contract_amount) THEN
    RAISE check_violation USING MESSAGE = format('Tổng số chi vượt giá trị hỗ trợ: còn chi được'
      ' nhiều nhất %s.', app.dong(greatest(
        coalesce(whole.settled_amount, whole.contract_amount) - paid, 0)));
  END IF;
  NEW.establishment_id := whole.establishment_id;
  NEW.owner_id := whole.department_id;
  NEW.department_id := whole.department_id;
  NEW.corporation_id := whole.corporation_id;
  NEW.enterprise_id := whole.enterprise_id;
  NEW.support_id := NULL;
  NEW.recorded_at := app.now();
  NEW.recorded_by_name :=
    coalesce((SELECT full_name FROM organisations_user WHERE id = app.uid()), '');
  RETURN NEW;
END $$;
CREATE TRIGGER a_fill_from_grant BEFORE INSERT OR DELETE ON assessments_grantpayment FOR EACH ROW
  WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)
  EXECUTE FUNCTION app.fill_from_grant();
"""
