"""One department continues as another: the register goes over, where each plant lay stays known."""

from django.db import migrations

ASSESSMENTS = """
-- Assessments and everything in them go where the plants go. Called by app.merge_departments alone.
CREATE FUNCTION app.assessments_continue(old_id bigint, new_id bigint) RETURNS void
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  part regclass;
BEGIN
  FOR part IN SELECT 'assessments_assessment'::regclass
      UNION ALL SELECT 'assessments_optionreason'::regclass
      UNION ALL SELECT 'assessments_supportgrant'::regclass
      UNION ALL SELECT 'assessments_grantstep'::regclass
      UNION ALL SELECT 'assessments_grantpayment'::regclass
      UNION ALL SELECT * FROM app.parts_of_assessments() LOOP
    EXECUTE format('UPDATE %s SET department_id = $2,
        owner_id = CASE WHEN owner_id = $1 THEN $2 ELSE owner_id END
      WHERE department_id = $1', part) USING old_id, new_id;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.assessments_continue(bigint, bigint) FROM PUBLIC;
"""

MERGERS = """
-- Called by the owner's login alone (manage.py merge_departments). Papers, activities and reports
-- stay with the unit that signed them; its people read them there and work for the successor.
-- Answers how many plants went over.
CREATE FUNCTION app.merge_departments(old_id bigint, new_id bigint, since date, decision text)
  RETURNS bigint LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  old organisations_organisation;
  new organisations_organisation;
  named text;
  answer bigint;
BEGIN
  SELECT * INTO old FROM organisations_organisation WHERE id = old_id AND kind = 'department';
  SELECT * INTO new FROM organisations_organisation WHERE id = new_id AND kind = 'department';
  IF old.id IS NULL OR new.id IS NULL OR old_id = new_id THEN
    RAISE check_violation USING MESSAGE = 'Hai Sở Công Thương khác nhau mới sáp nhập được.';
  ELSIF coalesce(btrim(decision), '') = '' THEN
    RAISE check_violation USING MESSAGE = 'Ghi văn bản sáp nhập.';
  ELSIF EXISTS (SELECT FROM organisations_organisationsuccession
                WHERE predecessor_id = old_id AND successor_id = new_id) THEN
    RETURN 0;
  END IF;
  INSERT INTO organisations_organisationsuccession (predecessor_id, successor_id, "on", decision)
    VALUES (old_id, new_id, since, left(decision, 100));
  UPDATE organisations_organisation SET valid_to = since - 1 WHERE id = old_id;
  -- A plant that came on the day itself or later was never the old one's: its last placement ends
  -- on the eve or after, and none of no days follows.
  INSERT INTO enterprises_formerplacement (establishment_id, name, province_id, owner_id,
      department_id, corporation_id, enterprise_id, support_id, valid_from, valid_to, change,
      reason, recorded_at, recorded_by_name)
    SELECT e.id, e.name, e.province_id, new_id, new_id, e.corporation_id, e.enterprise_id,
      e.support_id, f.last_day + 1, since - 1, 'provinces_merged', left(decision, 300), app.now(),
      ''
    FROM enterprises_establishment e LEFT JOIN (
      SELECT establishment_id, max(valid_to) AS last_day FROM enterprises_formerplacement
      GROUP BY 1) AS f ON f.establishment_id = e.id
    WHERE e.department_id = old_id AND (f.last_day IS NULL OR f.last_day < since - 1);
  -- What the successor has under the same name or code keeps it; the other says whose it was.
  UPDATE enterprises_industrialzone z SET name = left(z.name || ' (' || old.name || ')', 200)
    WHERE z.owner_id = old_id AND EXISTS (SELECT FROM enterprises_industrialzone n
      WHERE n.owner_id = new_id AND n.kind = z.kind AND n.name = z.name);
  UPDATE enterprises_establishment e SET own_code = left(e.own_code, 30) || '/' || old.id
    WHERE e.owner_id = old_id AND e.own_code <> '' AND EXISTS (
      SELECT FROM enterprises_establishment n
      WHERE n.owner_id = new_id AND n.own_code = e.own_code);
  UPDATE enterprises_industrialzone SET owner_id = new_id WHERE owner_id = old_id;
  UPDATE enterprises_establishment SET province_id = new.province_id, department_id = new_id,
      owner_id = CASE WHEN owner_id = old_id THEN new_id ELSE owner_id END
    WHERE department_id = old_id;
  GET DIAGNOSTICS answer = ROW_COUNT;
  FOREACH named IN ARRAY ARRAY['contact', 'establishmentyear', 'certificate', 'commitment',
      'paperevidence', 'visit', 'effectiveness', 'yearlevel', 'formerplacement'] LOOP
    EXECUTE format('UPDATE %I SET department_id = $2,
        owner_id = CASE WHEN owner_id = $1 THEN $2 ELSE owner_id END
      WHERE department_id = $1', 'enterprises_' || named) USING old_id, new_id;
  END LOOP;
  UPDATE assessments_demonstrationmodel SET department_id = new_id,
      owner_id = CASE WHEN owner_id = old_id THEN new_id ELSE owner_id END
    WHERE department_id = old_id;
  PERFORM app.assessments_continue(old_id, new_id);
  -- Totals stay whose they were; the successor reads them.
  UPDATE enterprises_officialtotal SET department_id = new_id WHERE department_id = old_id;
  UPDATE enterprises_sameplantcandidate SET owner_id = new_id WHERE owner_id = old_id;
  UPDATE enterprises_merge SET owner_id = new_id WHERE owner_id = old_id;
  UPDATE enterprises_accountrequest SET owner_id = new_id
    WHERE owner_id = old_id AND state = 'open';
  UPDATE organisations_importbatch SET owner_id = new_id
    WHERE owner_id = old_id AND kind = 'establishments';
  UPDATE organisations_attachment SET department_id = new_id,
      owner_id = CASE WHEN owner_id = old_id THEN new_id ELSE owner_id END
    WHERE department_id = old_id
      AND (subject_type LIKE 'enterprises.%' OR subject_type LIKE 'assessments.%');
  UPDATE organisations_logentry SET owner_id = new_id
    WHERE owner_id = old_id
      AND (subject_type LIKE 'enterprises.%' OR subject_type LIKE 'assessments.%');
  UPDATE organisations_history SET department_id = new_id,
      owner_id = CASE WHEN owner_id = old_id THEN new_id ELSE owner_id END
    WHERE department_id = old_id
      AND ("table" LIKE 'enterprises_%' OR "table" LIKE 'assessments_%');
  -- People go on for the successor in their role, and read what the old unit left behind.
  INSERT INTO organisations_membership (user_id, organisation_id, kind, role, valid_from,
      wants_email)
    SELECT m.user_id, new_id, new.kind, m.role, since, m.wants_email
    FROM organisations_membership m
    WHERE m.organisation_id = old_id AND (m.valid_to IS NULL OR m.valid_to >= since)
      AND NOT EXISTS (SELECT FROM organisations_membership n WHERE n.user_id = m.user_id
        AND n.organisation_id = new_id AND n.valid_to IS NULL);
  UPDATE organisations_membership SET role = 'viewer'
    WHERE organisation_id = old_id AND (valid_to IS NULL OR valid_to >= since);
  INSERT INTO organisations_membership (user_id, organisation_id, kind, role, valid_from,
      wants_email)
    SELECT DISTINCT m.user_id, old_id, old.kind, 'viewer', since, false
    FROM organisations_membership m
    WHERE m.organisation_id = new_id AND m.valid_to IS NULL
      AND NOT EXISTS (SELECT FROM organisations_membership n
        WHERE n.user_id = m.user_id AND n.organisation_id = old_id AND n.valid_to IS NULL);
  RETURN answer;
END $$;
REVOKE ALL ON FUNCTION app.merge_departments(bigint, bigint, date, text) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0004_ladder"),
        ("enterprises", "0010_import_functions"),
        ("assessments", "0013_support_grants_isolation"),
    ]

    operations = [migrations.RunSQL(ASSESSMENTS + MERGERS, migrations.RunSQL.noop)]
