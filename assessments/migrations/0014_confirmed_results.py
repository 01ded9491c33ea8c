"""Results are confirmed on a day, of so many months, at what the resource cost before."""

from django.db import migrations, models

from assessments.models.assessments import SavedNow

CONFIRMED = """
-- When somebody said that these are the results is the database's to say.
CREATE FUNCTION app.confirm_result() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.confirmed_at := app.now();
  RETURN NEW;
END $$;
CREATE TRIGGER c_confirm_result BEFORE INSERT OR UPDATE ON assessments_measuredresult
  FOR EACH ROW WHEN (current_user <> 'portal_owner') EXECUTE FUNCTION app.confirm_result();
"""
REVERSED = """
DROP TRIGGER c_confirm_result ON assessments_measuredresult;
DROP FUNCTION app.confirm_result();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0013_support_grants_isolation")]

    operations = [
        migrations.AddField(
            "measuredresult",
            "base_price",
            models.DecimalField(
                "đơn giá năm cơ sở (đồng)",
                max_digits=21,
                decimal_places=9,
                null=True,
                blank=True,
            ),
        ),
        migrations.AddField(
            "measuredresult",
            "months",
            models.PositiveSmallIntegerField("số tháng đo", null=True),
        ),
        migrations.AddField(
            "measuredresult",
            "confirmed_at",
            models.DateTimeField("chốt lúc", db_default=SavedNow(), editable=False),
        ),
        migrations.RunSQL(CONFIRMED, REVERSED),
    ]
