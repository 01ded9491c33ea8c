"""What may be said of a solution, why not, who is asked, and what silence turns into."""

# (from, to, who), as assessments/option_life.py has them; a test compares the two.
KNOWN = """
proposed screened_out assessor
proposed selected enterprise
proposed selected assessor
proposed under_way enterprise
proposed done enterprise
proposed not_taken_up enterprise
screened_out proposed assessor
selected under_way enterprise
selected done enterprise
selected not_taken_up enterprise
under_way done enterprise
under_way not_taken_up enterprise
done measured assessor
done measured enterprise
done stopped enterprise
measured sustained enterprise
measured sustained assessor
measured stopped enterprise
sustained stopped enterprise
stopped under_way enterprise
stopped done enterprise
not_taken_up selected enterprise
not_taken_up under_way enterprise
not_taken_up done enterprise
no_news selected enterprise
no_news under_way enterprise
no_news done enterprise
no_news not_taken_up enterprise
proposed no_news clock
selected no_news clock
under_way no_news clock
"""
TRIPLES = ", ".join(
    "('{}', '{}', '{}')".format(*line.split()) for line in KNOWN.split("\n") if line
)

STEPS = (
    f"""
-- Nobody takes a step that is not in the table. News that changes nothing is the enterprise's; the
-- clock says of one that was carried out that nobody has confirmed it.
CREATE FUNCTION app.step_is_known(before text, after text, who text) RETURNS boolean
  LANGUAGE sql IMMUTABLE AS $$
  SELECT (before, after, who) IN ({TRIPLES})
    OR before = after AND (who = 'enterprise' AND before <> 'screened_out'
      OR who = 'clock' AND before IN ('done', 'measured', 'sustained')) $$;
"""
    + """
-- Carries the solution along, by a step of the table. An enterprise speaks for itself; whoever
-- writes down what it said on the telephone, by mail or at the plant says so; only the clock turns
-- silence into a state. One is put aside, and taken back, only until the assessment is accepted; a
-- year that was measured has to be over before it is sustained; news of the enterprise answers who
-- has asked.
CREATE FUNCTION app.follow_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  solution assessments_cpoption;
  measured int;
BEGIN
  SELECT * INTO solution FROM assessments_cpoption WHERE id = NEW.option_id FOR NO KEY UPDATE;
  IF solution.id IS NULL OR solution.assessment_id <> NEW.assessment_id THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có giải pháp này.';
  ELSIF solution.state <> NEW.from_state THEN
    RAISE check_violation USING
      MESSAGE = 'Trạng thái của giải pháp đã được đổi ở nơi khác. Hãy mở lại trang.';
  ELSIF NOT app.step_is_known(NEW.from_state, NEW.to_state, NEW.mover) THEN
    RAISE check_violation USING MESSAGE = 'Giải pháp ở trạng thái này không chuyển được như vậy.';
  ELSIF NEW.held_on > app.today() THEN
    RAISE check_violation USING MESSAGE = 'Ngày này chưa đến.';
  ELSIF NEW.mover = 'clock' AND app.kind() IS DISTINCT FROM 'jobs' AND app.kind() IS NOT NULL
     OR app.kind() = 'enterprise' AND (NEW.mover <> 'enterprise' OR NEW.channel <> 'portal')
     OR app.kind() IN ('department', 'corporation', 'support') AND NEW.mover = 'enterprise'
       AND NEW.channel NOT IN ('telephone', 'email', 'visit') THEN
    RAISE insufficient_privilege USING MESSAGE = 'Bước này không do đơn vị báo.';
  ELSIF 'screened_out' IN (NEW.from_state, NEW.to_state) AND EXISTS (SELECT
      FROM assessments_assessment WHERE id = NEW.assessment_id AND state = 'accepted') THEN
    RAISE check_violation USING MESSAGE = 'Phiếu đã nghiệm thu, không sàng lọc lại được.';
  END IF;
  IF NEW.from_state = 'measured' AND NEW.to_state = 'sustained' THEN
    SELECT max(year) INTO measured FROM assessments_measuredresult
      WHERE assessment_id = NEW.assessment_id;
    IF extract(year FROM NEW.held_on) <= measured THEN
      RAISE check_violation USING
        MESSAGE = 'Duy trì là còn chạy trong năm sau năm đã đo. Ghi ngày của năm sau.';
    END IF;
  END IF;
  NEW.recorded_at := app.now();
  NEW.recorded_by_id := app.uid();
  UPDATE assessments_cpoption SET state = NEW.to_state,
      state_on = CASE WHEN state = NEW.to_state THEN state_on ELSE NEW.held_on END,
      news_on = CASE NEW.mover WHEN 'clock' THEN news_on
        ELSE greatest(news_on, NEW.held_on) END,
      is_unconfirmed = NEW.mover = 'clock' AND NEW.to_state IN ('done', 'measured', 'sustained'),
      actual_cost = CASE WHEN NEW.to_state = 'done' THEN coalesce(NEW.cost, actual_cost)
        ELSE actual_cost END,
      implemented_on = CASE WHEN NEW.to_state = 'done'
          AND (state <> 'done' OR NEW.cost IS NOT NULL) THEN NEW.held_on
        ELSE implemented_on END
    WHERE id = NEW.option_id;
  IF NEW.mover = 'enterprise' THEN
    UPDATE assessments_followup SET answered_at = NEW.recorded_at
      WHERE assessment_id = NEW.assessment_id AND answered_at IS NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER b_follow_step BEFORE INSERT ON assessments_optionstep FOR EACH ROW
  EXECUTE FUNCTION app.follow_step();
"""
)

REASONS = """
-- One main reason and up to two more. Called by the two functions that know who speaks.
CREATE FUNCTION app.keep_reasons(step assessments_optionstep, codes text[], said text)
  RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  words text := left(btrim(coalesce(said, '')), 2000);
BEGIN
  IF coalesce(cardinality(codes), 0) NOT BETWEEN 1 AND 3 THEN
    RAISE check_violation USING MESSAGE = 'Chọn một lý do chính và nhiều nhất hai lý do khác.';
  ELSIF cardinality(codes) <> (SELECT count(*) FROM assessments_reason WHERE code = ANY (codes))
  THEN
    RAISE check_violation USING MESSAGE = 'Chọn các lý do khác nhau trong danh mục.';
  ELSIF words = '' AND EXISTS (SELECT FROM assessments_reason
      WHERE code = ANY (codes) AND needs_text) THEN
    RAISE check_violation USING MESSAGE = 'Lý do khác thì ghi rõ là lý do gì.';
  ELSIF EXISTS (SELECT FROM assessments_optionreason WHERE step_id = step.id) THEN
    RAISE check_violation USING MESSAGE = 'Đã ghi lý do.';
  END IF;
  INSERT INTO assessments_optionreason (step_id, option_id, reason_id, is_main, words, owner_id,
      department_id, corporation_id, enterprise_id, support_id)
    SELECT step.id, step.option_id, r.id, given.place = 1, words, step.owner_id,
      step.department_id, step.corporation_id, step.enterprise_id, step.support_id
    FROM unnest(codes) WITH ORDINALITY AS given (code, place)
      JOIN assessments_reason r ON r.code = given.code ORDER BY given.place;
END $$;
REVOKE ALL ON FUNCTION app.keep_reasons(assessments_optionstep, text[], text) FROM PUBLIC;

-- Why not: said by whoever recorded the step, read by the enterprise alone.
CREATE FUNCTION app.say_why(asked bigint, codes text[], said text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  step assessments_optionstep;
BEGIN
  SELECT * INTO step FROM assessments_optionstep WHERE id = asked;
  IF step.id IS NULL OR step.recorded_by_id IS DISTINCT FROM app.uid() OR app.uid() IS NULL THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có tin này.';
  END IF;
  PERFORM app.keep_reasons(step, codes, said);
END $$;

-- Who says that a solution was not taken up, or was stopped, says why: asked at COMMIT.
CREATE FUNCTION app.has_said_why() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM assessments_optionreason WHERE step_id = NEW.id) THEN
    RAISE check_violation USING MESSAGE = 'Ghi lý do không làm hoặc đã dừng.';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER y_has_said_why AFTER INSERT ON assessments_optionstep
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.to_state IN ('not_taken_up', 'stopped') AND NEW.from_state <> NEW.to_state)
  EXECUTE FUNCTION app.has_said_why();

-- For officials: how often each reason is named, where at least five enterprises have named it
-- themselves (what officials were told by telephone they know); of the latest time that it was
-- said, in whosever territory the solution now is.
CREATE FUNCTION app.count_reasons() RETURNS TABLE (reason text, enterprises bigint, options bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.code, count(DISTINCT coalesce(e.legal_entity_id, -e.id)), count(DISTINCT r.option_id)
  FROM assessments_optionreason r JOIN assessments_reason w ON w.id = r.reason_id
    JOIN assessments_cpoption o ON o.id = r.option_id
    JOIN assessments_assessment a ON a.id = o.assessment_id
    JOIN enterprises_establishment e ON e.id = a.establishment_id
    JOIN assessments_optionstep t ON t.id = r.step_id
  WHERE o.state IN ('not_taken_up', 'stopped') AND CASE app.kind()
      WHEN 'department' THEN o.department_id = app.tid()
      WHEN 'corporation' THEN o.corporation_id = app.tid()
      WHEN 'ministry' THEN true ELSE false END
    AND r.step_id = (SELECT max(s.id) FROM assessments_optionstep s
      WHERE s.option_id = o.id AND s.to_state = o.state AND s.from_state <> s.to_state)
  GROUP BY w.code HAVING count(DISTINCT coalesce(e.legal_entity_id, -e.id))
    FILTER (WHERE t.mover = 'enterprise' AND t.channel IN ('portal', 'email')) >= 5 $$;
"""

CLOCK = """
-- From which day on somebody is asked: the acceptance, or the submission before it.
CREATE FUNCTION app.anchor_of(whole assessments_assessment) RETURNS date
  LANGUAGE sql STABLE AS $$
  SELECT (CASE whole.state WHEN 'accepted' THEN whole.decided_at
    WHEN 'submitted' THEN whole.submitted_at END AT TIME ZONE 'Asia/Ho_Chi_Minh')::date $$;

-- The day from which nobody has said anything of a solution for 36 months.
CREATE FUNCTION app.falls_silent(solution assessments_cpoption, whole assessments_assessment)
  RETURNS date LANGUAGE sql STABLE AS $$
  SELECT (greatest(solution.news_on, app.anchor_of(whole)) + interval '36 months')::date $$;

-- Nobody asks again about one that was put aside, stopped, or refused for a lasting reason.
CREATE FUNCTION app.is_asked_about(solution assessments_cpoption) RETURNS boolean
  LANGUAGE sql STABLE AS $$
  SELECT solution.state NOT IN ('screened_out', 'stopped') AND (solution.state <> 'not_taken_up'
    OR NOT EXISTS (SELECT FROM assessments_optionreason r
      JOIN assessments_reason w ON w.id = r.reason_id
      WHERE w.is_lasting AND r.step_id = (SELECT max(s.id) FROM assessments_optionstep s
        WHERE s.option_id = solution.id AND s.to_state = 'not_taken_up'
          AND s.from_state <> s.to_state))) $$;
REVOKE ALL ON FUNCTION app.is_asked_about(assessments_cpoption) FROM PUBLIC;

-- What the calendar alone brings about. What is due is derived from the rows, so that one who
-- slept makes up for it, each step under the day it fell on; two at once do nothing twice.
CREATE FUNCTION app.turn_option_clock() RETURNS int LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  today date := app.today();
  silent record;
  turned int := 0;
BEGIN
  FOR silent IN
    SELECT o.*, app.falls_silent(o, a) AS fell_on
    FROM assessments_cpoption o JOIN assessments_assessment a ON a.id = o.assessment_id
    WHERE a.state IN ('submitted', 'accepted')
      AND (o.state IN ('proposed', 'selected', 'under_way')
        OR o.state IN ('done', 'measured', 'sustained') AND NOT o.is_unconfirmed)
      AND app.falls_silent(o, a) <= today
    ORDER BY o.id FOR NO KEY UPDATE OF o SKIP LOCKED
  LOOP
    INSERT INTO assessments_optionstep (option_id, assessment_id, from_state, to_state, mover,
        held_on, channel, told_by, note, recorded_by_name, owner_id, department_id,
        corporation_id, enterprise_id, support_id)
      VALUES (silent.id, silent.assessment_id, silent.state, CASE
          WHEN silent.state IN ('done', 'measured', 'sustained') THEN silent.state
          ELSE 'no_news' END, 'clock',
        silent.fell_on, 'clock', '', '', '', silent.owner_id, silent.department_id,
        silent.corporation_id, silent.enterprise_id, silent.support_id);
    turned := turned + 1;
  END LOOP;
  INSERT INTO assessments_followup (assessment_id, months, due_on, channel, token_hash, attempts,
      is_replaced, owner_id, department_id, corporation_id, enterprise_id, support_id)
    SELECT DISTINCT ON (a.id) a.id, m.months,
      (app.anchor_of(a) + make_interval(months => m.months))::date, '', '', 0, false, a.owner_id,
      a.department_id, a.corporation_id, a.enterprise_id, a.support_id
    FROM assessments_assessment a CROSS JOIN (VALUES (6), (12), (24)) m (months)
    WHERE a.state IN ('submitted', 'accepted')
      AND app.anchor_of(a) + make_interval(months => m.months) <= today
      -- What was asked before the acceptance is no answer to the questions after it.
      AND NOT EXISTS (SELECT FROM assessments_followup f WHERE f.assessment_id = a.id
        AND f.months >= m.months AND f.due_on >= app.anchor_of(a))
      AND EXISTS (SELECT FROM assessments_cpoption o
        WHERE o.assessment_id = a.id AND app.is_asked_about(o))
    ORDER BY a.id, m.months DESC
    ON CONFLICT DO NOTHING;
  UPDATE assessments_followup f SET is_replaced = true
    WHERE answered_at IS NULL AND NOT is_replaced AND EXISTS (SELECT FROM assessments_followup n
      WHERE n.assessment_id = f.assessment_id AND n.due_on > f.due_on);
  RETURN turned;
END $$;

-- Those that nobody is sending just now.
CREATE FUNCTION app.follow_ups_to_send() RETURNS SETOF bigint LANGUAGE sql VOLATILE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM assessments_followup
  WHERE channel = '' AND answered_at IS NULL AND NOT is_replaced AND sent_at IS NULL
    AND (claimed_at IS NULL OR claimed_at < clock_timestamp() - interval '30 minutes')
  ORDER BY id $$;

-- For exactly one sender: whom to write to, and about what. The members of the enterprise's
-- account, else whoever is on record for the plant; where there is nobody, somebody has to call.
CREATE FUNCTION app.claim_follow_up(asked bigint, hash text)
  RETURNS TABLE (email text, site text, kind text, year int, months int, expires timestamptz)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  mine assessments_followup;
  whole assessments_assessment;
  addresses text[];
BEGIN
  UPDATE assessments_followup f SET claimed_at = clock_timestamp(), attempts = attempts + 1,
      token_hash = hash, expires_at = app.now() + interval '60 days'
    WHERE f.id = asked AND channel = '' AND answered_at IS NULL AND NOT is_replaced
      AND sent_at IS NULL
      AND (claimed_at IS NULL OR claimed_at < clock_timestamp() - interval '30 minutes')
    RETURNING * INTO mine;
  IF mine.id IS NULL THEN
    RETURN;
  END IF;
  SELECT * INTO whole FROM assessments_assessment a WHERE a.id = mine.assessment_id;
  SELECT array_agg(DISTINCT lower(u.email)) INTO addresses
    FROM organisations_membership m JOIN organisations_user u ON u.id = m.user_id
    WHERE m.organisation_id = whole.enterprise_id AND u.is_active AND m.valid_from <= app.today()
      AND (m.valid_to IS NULL OR m.valid_to >= app.today());
  IF addresses IS NULL THEN
    SELECT array_agg(DISTINCT lower(c.email)) INTO addresses FROM enterprises_contact c
      WHERE c.establishment_id = whole.establishment_id AND c.email <> '';
  END IF;
  IF addresses IS NULL THEN
    UPDATE assessments_followup f SET channel = 'telephone', token_hash = '', expires_at = NULL
      WHERE f.id = asked;
    RETURN;
  END IF;
  RETURN QUERY SELECT one, e.name::text, whole.kind::text, whole.year::int, mine.months::int,
      mine.expires_at
    FROM unnest(addresses) one, enterprises_establishment e WHERE e.id = whole.establishment_id;
END $$;

-- The mail server has it, or refused it; refused five times, somebody has to call.
CREATE FUNCTION app.follow_up_is_sent(asked bigint, went boolean) RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE assessments_followup SET
      sent_at = CASE WHEN went THEN app.now() END,
      claimed_at = CASE WHEN went THEN claimed_at END,
      channel = CASE WHEN went THEN 'email' WHEN attempts >= 5 THEN 'telephone' ELSE '' END
    WHERE id = asked AND sent_at IS NULL $$;
"""

ANSWERS = """
-- What the link in an e-mail opens, for whoever holds it and for sixty days: nothing but the
-- solutions that are asked about and the answers to them.
CREATE FUNCTION app.follow_up_by(hash text) RETURNS TABLE (id bigint, site text, kind text,
    year int, months int, expires timestamptz)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.id, e.name, a.kind, a.year, f.months, f.expires_at
  FROM assessments_followup f JOIN assessments_assessment a ON a.id = f.assessment_id
    JOIN enterprises_establishment e ON e.id = a.establishment_id
  WHERE hash <> '' AND f.token_hash = hash AND f.expires_at > app.now()
    AND a.state IN ('submitted', 'accepted') $$;

CREATE FUNCTION app.options_by(hash text) RETURNS TABLE (id bigint, name text, category text,
    state text, state_on date, investment numeric, annual_saving numeric, actual_cost numeric,
    measured int, is_answered boolean)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, o.name, o.category, o.state, o.state_on, o.investment, o.annual_saving,
    o.actual_cost, (SELECT max(r.year)::int FROM assessments_measuredresult r
      WHERE r.assessment_id = o.assessment_id),
    EXISTS (SELECT FROM assessments_optionstep s WHERE s.option_id = o.id
      AND s.channel = 'email' AND s.mover = 'enterprise'
      AND s.recorded_at >= f.expires_at - interval '60 days')
  FROM app.follow_up_by(hash) link JOIN assessments_followup f ON f.id = link.id
    JOIN assessments_cpoption o ON o.assessment_id = f.assessment_id
  WHERE app.is_asked_about(o) OR o.state IN ('stopped', 'not_taken_up') AND EXISTS (SELECT
    FROM assessments_optionstep s WHERE s.option_id = o.id AND s.channel = 'email'
      AND s.mover = 'enterprise' AND s.recorded_at >= f.expires_at - interval '60 days')
  ORDER BY o.place, o.id $$;

CREATE FUNCTION app.reasons_to_give() RETURNS TABLE (code text, name text, kind text,
    needs_text boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT code, name, "group", needs_text FROM assessments_reason ORDER BY place $$;

-- One answer about one of these solutions. The same sheet sent twice is one answer.
CREATE FUNCTION app.answer_follow_up(hash text, solution bigint, expected text, target text,
    day date, planned date, cost numeric, said text, codes text[], words text, sheet uuid)
  RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  asking assessments_followup;
  one assessments_cpoption;
  step assessments_optionstep;
BEGIN
  SELECT f.* INTO asking FROM app.follow_up_by(hash) link
    JOIN assessments_followup f ON f.id = link.id;
  IF asking.id IS NULL THEN
    RAISE check_violation USING MESSAGE = 'Đường dẫn này không còn dùng được.';
  END IF;
  SELECT * INTO one FROM assessments_cpoption o
    WHERE o.id = solution AND o.assessment_id = asking.assessment_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM assessments_optionstep WHERE form_key = sheet AND option_id = one.id)
  THEN
    RETURN false;
  ELSIF one.id IS NULL OR target IN ('measured', 'screened_out', 'no_news') THEN
    RAISE check_violation USING MESSAGE = 'Không có giải pháp này.';
  ELSIF NOT app.is_asked_about(one) THEN
    RAISE check_violation USING MESSAGE = 'Giải pháp này không còn được hỏi.';
  ELSIF one.state = expected
      AND NOT (one.state = 'done' AND target = 'done' AND one.actual_cost IS NULL)
      AND EXISTS (SELECT FROM assessments_optionstep s WHERE s.option_id = one.id
        AND s.channel = 'email' AND s.mover = 'enterprise'
        AND s.recorded_at >= asking.expires_at - interval '60 days') THEN
    RAISE check_violation USING
      MESSAGE = 'Đã có câu trả lời về giải pháp này. Muốn sửa, hãy báo đơn vị đã gửi câu hỏi.';
  ELSIF day < (SELECT make_date(year, 1, 1) FROM assessments_assessment
      WHERE id = asking.assessment_id) THEN
    RAISE check_violation USING MESSAGE = 'Ngày này trước năm số liệu của đánh giá.';
  END IF;
  INSERT INTO assessments_optionstep (option_id, assessment_id, from_state, to_state, mover,
      held_on, channel, told_by, cost, planned_for, note, recorded_by_name, form_key, owner_id,
      department_id, corporation_id, enterprise_id, support_id)
    VALUES (one.id, one.assessment_id, expected, target, 'enterprise', day, 'email', '',
      cost, planned, left(coalesce(said, ''), 2000), '', sheet, one.owner_id,
      one.department_id, one.corporation_id, one.enterprise_id, one.support_id)
    RETURNING * INTO step;
  IF target IN ('not_taken_up', 'stopped') AND target <> expected THEN
    PERFORM app.keep_reasons(step, codes, words);
  END IF;
  RETURN true;
END $$;
"""

# What was said, without what happened to it afterwards: follow-ups are no contents.
DIGEST = """
-- Everything that was said, in one order: the same contents give the same digest, whoever reads.
CREATE FUNCTION app.digest_of_assessment(asked bigint) RETURNS text
  LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  part regclass;
  said text;
  answer text := '';
BEGIN
  FOR part IN SELECT * FROM app.parts_of_assessments() LOOP
    IF part IN ('assessments_contribution'::regclass, 'assessments_assessmentreceipt'::regclass,
        'assessments_optionstep'::regclass, 'assessments_followup'::regclass) THEN
      CONTINUE;
    END IF;
    EXECUTE format('SELECT string_agg((to_jsonb(t) - ARRAY[''owner_id'', ''department_id'',
        ''corporation_id'', ''enterprise_id'', ''support_id'', ''state'', ''state_on'', ''news_on'',
        ''is_unconfirmed'', ''actual_cost'', ''implemented_on''])::text, E''\\n'' ORDER BY t.id)
      FROM %s t WHERE assessment_id = $1', part) INTO said USING asked;
    answer := answer || part::text || E'\\n' || coalesce(said, '') || E'\\n';
  END LOOP;
  RETURN encode(sha256(convert_to(answer, 'UTF8')), 'hex');
END $$;
REVOKE ALL ON FUNCTION app.digest_of_assessment(bigint) FROM PUBLIC;
"""
