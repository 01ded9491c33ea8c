"""News of a solution that an assessor saw at the plant: a channel of its own, besides telephone."""

from django.db import migrations, models

# As the function stands, whoever has amended it before.
TAKEN_BY_VISIT = """
DO $$
DECLARE
  told text := pg_get_functiondef('app.follow_step()'::regprocedure);
  asked text := $q$NOT IN ('telephone', 'email')$q$;
BEGIN
  IF position(asked IN told) = 0 THEN
    RAISE 'app.follow_step no longer asks for the channel';
  END IF;
  EXECUTE replace(told, asked, $q$NOT IN ('telephone', 'email', 'visit')$q$);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0008_assessments_isolation")]

    operations = [
        migrations.AlterField(
            "optionstep",
            "channel",
            models.CharField(
                "cách báo",
                choices=[
                    ("portal", "trên cổng"),
                    ("email", "trả lời thư"),
                    ("telephone", "điện thoại"),
                    ("visit", "tại cơ sở"),
                    ("clock", "hết thời hạn theo dõi"),
                ],
                default="portal",
                max_length=10,
            ),
        ),
        migrations.RunSQL(TAKEN_BY_VISIT, migrations.RunSQL.noop),
    ]
