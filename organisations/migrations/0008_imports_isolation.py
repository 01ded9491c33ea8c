"""Files brought in, and lists written out, are their unit's alone."""

from django.db import migrations

from organisations.isolation import Isolate, owned

UNITS = ("ministry", "department", "corporation")

STAMPS = """
-- Who brought a file in, and when it was written or taken back, is the database's to say.
CREATE FUNCTION app.stamp_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.uploaded_at := app.now();
    IF app.kind() IS NOT NULL THEN
      NEW.uploaded_by_id := app.uid();
    END IF;
    NEW.applied_at := NULL;
    NEW.undone_at := NULL;
    RETURN NEW;
  END IF;
  NEW.sha256 := OLD.sha256;
  NEW.name := OLD.name;
  NEW.uploaded_at := OLD.uploaded_at;
  NEW.uploaded_by_id := OLD.uploaded_by_id;
  NEW.uploaded_by_name := OLD.uploaded_by_name;
  NEW.applied_at := coalesce(OLD.applied_at, CASE NEW.state WHEN 'applied' THEN app.now() END);
  NEW.undone_at := coalesce(OLD.undone_at, CASE NEW.state WHEN 'undone' THEN app.now() END);
  RETURN NEW;
END $$;
CREATE TRIGGER b_stamp_import BEFORE INSERT OR UPDATE ON organisations_importbatch FOR EACH ROW
  EXECUTE FUNCTION app.stamp_import();
CREATE FUNCTION app.stamp_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.asked_at := CASE TG_OP WHEN 'INSERT' THEN app.now() ELSE OLD.asked_at END;
  RETURN NEW;
END $$;
CREATE TRIGGER b_stamp_list BEFORE INSERT OR UPDATE ON organisations_listfile FOR EACH ROW
  EXECUTE FUNCTION app.stamp_list();
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0007_imports")]

    operations = [
        Isolate(
            "organisations_importbatch",
            owned(readers=UNITS, deletable=False),
            fill_scope="owner",
            history=True,
            # People may stand in the first rows of a file, and history is never erased.
            unkept=("sample",),
        ),
        # Staging: no history, it would keep what was read a second time (TRAPS 13).
        Isolate(
            "organisations_importrow",
            owned(readers=UNITS),
            fill_scope="owner",
            part_of=[("batch_id", "organisations_importbatch")],
        ),
        Isolate("organisations_headingchoice", owned(readers=UNITS), fill_scope="owner"),
        Isolate(
            "organisations_listfile", owned(readers=UNITS, deletable=False), fill_scope="owner"
        ),
        migrations.RunSQL(STAMPS, migrations.RunSQL.noop),
    ]
