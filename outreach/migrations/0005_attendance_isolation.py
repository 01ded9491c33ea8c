"""Attendance is private to its organiser, and its establishments lie within the organiser's reach.

Names of people keep no history: what was erased must not stand in it (docs/tenancy.md).
"""

from django.db import migrations

from organisations.isolation import Isolate, owned

PEOPLE = ("ministry", "department", "corporation", "support")

REACH = """
-- Foreign-key checks bypass row-level security: the establishment must be one the owner sees.
CREATE FUNCTION app.establishment_within_reach() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  -- A site that has moved since stays where it attended.
  IF TG_OP = 'UPDATE' AND NEW.establishment_id IS NOT DISTINCT FROM OLD.establishment_id THEN
    RETURN NEW;
  END IF;
  IF NEW.establishment_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM enterprises_establishment e
        JOIN organisations_organisation o ON o.id = NEW.owner_id
        WHERE e.id = NEW.establishment_id AND (o.kind = 'ministry' OR NEW.owner_id IN
          (e.owner_id, e.department_id, e.corporation_id, e.support_id))) THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có cơ sở này trong sổ của đơn vị.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER b_within_reach BEFORE INSERT OR UPDATE ON outreach_attendance FOR EACH ROW
  EXECUTE FUNCTION app.establishment_within_reach();
"""


def part(table, *parents, history=True):
    return Isolate(
        f"outreach_{table}",
        owned(writers=PEOPLE, readers=PEOPLE),
        fill_scope="owner",
        part_of=[("activity_id", "outreach_activity"), *parents],
        history=history,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0004_attendance"),
        ("enterprises", "0004_zones_isolation"),
        ("programmes", "0005_plans_tasks_money_isolation"),
    ]

    operations = [
        part("activityorganiser"),
        Isolate(
            "outreach_activityzone",
            # Zones are a department's: nobody else has a row to change.
            [
                policy
                for policy in owned(writers=PEOPLE, readers=PEOPLE)
                if policy.command != "UPDATE" or policy.role == "department"
            ],
            fill_scope="owner",
            part_of=[
                ("activity_id", "outreach_activity"),
                ("zone_id", "enterprises_industrialzone"),
            ],
            history=True,
        ),
        part("activitymoney"),
        part("attendance"),
        part("attendee", ("attendance_id", "outreach_attendance"), history=False),
        # Which activities were said to be two events: private to whoever logged them.
        part("distinctpair", ("other_id", "outreach_activity")),
        migrations.RunSQL(REACH, migrations.RunSQL.noop),
    ]
