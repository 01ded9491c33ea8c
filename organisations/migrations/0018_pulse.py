"""Signs of life of beat and worker, and what the health page asks: ages and sizes, no row."""

from django.db import migrations

PULSE = """
CREATE TABLE app.pulse (
  part text PRIMARY KEY CHECK (part IN ('beat', 'worker')),
  at timestamptz NOT NULL
);
REVOKE ALL ON app.pulse FROM PUBLIC;

CREATE FUNCTION app.give_pulse(whose text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO app.pulse (part, at) VALUES (whose, clock_timestamp())
  ON CONFLICT (part) DO UPDATE SET at = excluded.at;
$$;
REVOKE ALL ON FUNCTION app.give_pulse(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.give_pulse(text) TO portal_jobs;

CREATE FUNCTION app.signs_of_life(OUT beat_age float, OUT worker_age float, OUT is_working boolean,
                                  OUT queue_age float, OUT bytes bigint)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT (SELECT extract(epoch FROM clock_timestamp() - at) FROM app.pulse WHERE part = 'beat'),
    (SELECT extract(epoch FROM clock_timestamp() - at) FROM app.pulse WHERE part = 'worker'),
    EXISTS (SELECT FROM public.organisations_job
            WHERE state = 'running' AND lease_until > clock_timestamp()),
    (SELECT extract(epoch FROM clock_timestamp() - min(created_at))
       FROM public.organisations_job WHERE state = 'queued'),
    pg_database_size(current_database());
$$;
REVOKE ALL ON FUNCTION app.signs_of_life() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.signs_of_life() TO portal_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0017_reports_are_approved"),
    ]

    operations = [migrations.RunSQL(PULSE, migrations.RunSQL.noop)]
