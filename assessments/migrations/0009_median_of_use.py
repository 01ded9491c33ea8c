"""What the middle plant of a sector uses for a unit of product; of fewer than five: nothing."""

from django.db import migrations

CREATE = """
-- Of the newest submitted assessment of each plant of the division that tells of a whole year; rows
-- that were merged are one plant, and all plants of an enterprise one figure. Products of one unit
-- only. Nothing that the asker has entered or can enter himself has a part in it: with figures of
-- his own he could move the middle onto anybody's.
CREATE FUNCTION app.median_of_use(asked_division text, asked bigint, made_in text)
  RETURNS TABLE (median numeric, plants bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH newest AS (
    SELECT DISTINCT ON (coalesce(e.merged_into_id, e.id)) a.id,
      coalesce(e.legal_entity_id, -coalesce(e.merged_into_id, e.id)) AS firm
    FROM assessments_assessment a JOIN enterprises_establishment e ON e.id = a.establishment_id
    WHERE a.division = asked_division AND a.state IN ('submitted', 'accepted')
      AND a.owner_id IS DISTINCT FROM app.tid() AND a.enterprise_id IS DISTINCT FROM app.tid()
      AND a.support_id IS DISTINCT FROM app.tid()
      AND EXISTS (SELECT FROM assessments_resourceuse u
        WHERE u.assessment_id = a.id AND u.purpose = 'year')
    ORDER BY coalesce(e.merged_into_id, e.id), a.year DESC, a.id DESC
  ), made AS (
    SELECT n.firm, u.assessment_id, sum(u.base_quantity) AS output
    FROM newest n JOIN assessments_resourceuse u ON u.assessment_id = n.id
      JOIN assessments_resource r ON r.id = u.resource_id
    WHERE u.purpose = 'year' AND r.kind = 'product'
    GROUP BY n.firm, u.assessment_id
    HAVING bool_and(u.base_unit = made_in AND u.base_quantity IS NOT NULL)
      AND sum(u.base_quantity) > 0
  ), used AS (
    SELECT m.firm, m.assessment_id, sum(u.base_quantity) / max(m.output) AS intensity
    FROM made m JOIN assessments_resourceuse u ON u.assessment_id = m.assessment_id
    WHERE u.purpose = 'year' AND u.resource_id = asked AND u.base_quantity > 0
    GROUP BY m.firm, m.assessment_id
  ), ranked AS (
    SELECT avg(intensity) AS intensity, row_number() OVER (ORDER BY avg(intensity)) AS place,
      count(*) OVER () AS firms, sum(count(*)) OVER () AS plants
    FROM used GROUP BY firm
  )
  SELECT avg(intensity), max(plants)::bigint FROM ranked
  WHERE place IN ((firms + 1) / 2, firms / 2 + 1) HAVING max(firms) >= 5 $$;
REVOKE ALL ON FUNCTION app.median_of_use(text, bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.median_of_use(text, bigint, text)
  TO portal_enterprise, portal_department, portal_corporation, portal_support;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0008_assessments_isolation")]
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION app.median_of_use(text, bigint, text);")]
