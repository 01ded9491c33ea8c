"""What an import may ask and take back that its unit's own rights do not reach."""

from django.db import migrations

FUNCTIONS = """
-- Households whose personal number is known and who own a plant that the asking unit sees.
CREATE FUNCTION app.known_enterprises(digests text[])
  RETURNS TABLE (digest varchar, enterprise_id bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.digest, p.enterprise_id FROM enterprises_personalnumber p
  WHERE p.digest = ANY (digests) AND EXISTS (
    SELECT FROM enterprises_establishment e WHERE e.legal_entity_id = p.enterprise_id
      AND CASE app.kind() WHEN 'department' THEN e.department_id = app.tid()
                          WHEN 'corporation' THEN e.corporation_id = app.tid()
                          ELSE app.kind() = 'ministry' END) $$;

-- Takes plants out of the register that were entered by mistake and that nothing hangs on; a plant
-- with anything else to it stops the whole. `freed` lose the corporation they were entered with.
CREATE FUNCTION app.withdraw_sites(entered bigint[], freed bigint[]) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  answer bigint;
BEGIN
  IF app.kind() NOT IN ('department', 'corporation') OR EXISTS (
      SELECT FROM enterprises_establishment
      WHERE id = ANY (entered || freed) AND owner_id <> app.tid()) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có cơ sở này.';
  ELSIF EXISTS (SELECT FROM enterprises_formerplacement
                WHERE establishment_id = ANY (entered || freed))
     OR EXISTS (SELECT FROM enterprises_sameplantcandidate WHERE state <> 'open'
                AND (first_id = ANY (entered) OR second_id = ANY (entered))) THEN
    RAISE check_violation USING MESSAGE = 'Có cơ sở đã được chuyển, gộp hoặc xem xét trùng.';
  END IF;
  DELETE FROM enterprises_sameplantcandidate
    WHERE first_id = ANY (entered) OR second_id = ANY (entered);
  DELETE FROM enterprises_yearlevel WHERE establishment_id = ANY (entered);
  UPDATE enterprises_establishment SET corporation_id = NULL WHERE id = ANY (freed);
  DELETE FROM enterprises_establishment WHERE id = ANY (entered);
  GET DIAGNOSTICS answer = ROW_COUNT;
  SET CONSTRAINTS ALL IMMEDIATE;
  RETURN answer;
END $$;
REVOKE ALL ON FUNCTION app.known_enterprises(text[]), app.withdraw_sites(bigint[], bigint[])
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.known_enterprises(text[])
  TO portal_ministry, portal_department, portal_corporation;
GRANT EXECUTE ON FUNCTION app.withdraw_sites(bigint[], bigint[])
  TO portal_department, portal_corporation;
"""


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0007_register_isolation")]

    operations = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]
