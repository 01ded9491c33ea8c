"""Indexes that finding and seeing need, fewer that they do not, and a department's search.

Of 1,000,000 establishments each index of a link that hardly any has took 7 MB and a step of every
INSERT; those that a composite index covers were never used.
"""

import django.db.models.deletion
from django.db import migrations, models

import organisations.access

SEARCH = """
CREATE EXTENSION IF NOT EXISTS btree_gin;
DROP INDEX site_search;
-- One index for words in the whole country and in one territory.
CREATE INDEX site_search ON enterprises_establishment
  USING gin (department_id, search_text gin_trgm_ops);
-- Which of the asking department's plants say all these patterns. Under a policy PostgreSQL uses no
-- index for words, since their comparison is not leakproof: 200,000 plants took 0.8 s. Answers keys
-- alone; whoever asks reads the rows through the policy.
CREATE FUNCTION app.sites_saying(patterns text[]) RETURNS SETOF bigint
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  conditions text;
BEGIN
  IF app.kind() IS DISTINCT FROM 'department' THEN
    RAISE insufficient_privilege USING MESSAGE = 'Chỉ dành cho Sở Công Thương.';
  END IF;
  SELECT string_agg(format(' AND search_text ~ %L', pattern), '') INTO conditions
    FROM unnest(patterns) AS pattern WHERE pattern IS NOT NULL;
  RETURN QUERY EXECUTE format('SELECT id FROM enterprises_establishment
    WHERE department_id = $1%s', conditions) USING app.tid();
END $$;
REVOKE ALL ON FUNCTION app.sites_saying(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.sites_saying(text[]) TO portal_department;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0007_register_isolation"),
        ("organisations", "0008_imports_isolation"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="establishment",
            name="site_corporation_name",
        ),
        migrations.AlterField(
            model_name="establishment",
            name="corporation",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
                verbose_name="tập đoàn, tổng công ty quản lý",
            ),
        ),
        migrations.AlterField(
            model_name="establishment",
            name="department",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
                verbose_name="Sở quản lý địa bàn",
            ),
        ),
        migrations.AlterField(
            model_name="establishment",
            name="enterprise",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
                verbose_name="doanh nghiệp",
            ),
        ),
        migrations.AlterField(
            model_name="establishment",
            name="merged_into",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="enterprises.establishment",
                verbose_name="đã gộp vào",
            ),
        ),
        migrations.AlterField(
            model_name="establishment",
            name="owner",
            field=models.ForeignKey(
                db_default=organisations.access.CurrentOrganisation(),
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
                verbose_name="đơn vị sở hữu",
            ),
        ),
        migrations.AlterField(
            model_name="establishment",
            name="province",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.province",
                verbose_name="tỉnh, thành phố",
            ),
        ),
        migrations.AlterField(
            model_name="establishment",
            name="support",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
                verbose_name="đơn vị hỗ trợ được giao",
            ),
        ),
        migrations.AlterField(
            model_name="establishment",
            name="zone",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="enterprises.industrialzone",
                verbose_name="KCN, CCN, làng nghề trong sổ",
            ),
        ),
        migrations.AddIndex(
            model_name="establishment",
            index=models.Index(
                condition=models.Q(("corporation__isnull", False)),
                fields=["corporation", "name_sort", "id"],
                name="site_corporation_name",
            ),
        ),
        migrations.AddIndex(
            model_name="establishment",
            index=models.Index(
                fields=["sector", "size", "level", "is_active", "stratum"], name="site_kinds"
            ),
        ),
        migrations.AddIndex(
            model_name="establishment",
            index=models.Index(
                condition=models.Q(("enterprise__isnull", False)),
                fields=["enterprise"],
                name="site_enterprise",
            ),
        ),
        migrations.AddIndex(
            model_name="establishment",
            index=models.Index(
                condition=models.Q(("support__isnull", False)),
                fields=["support"],
                name="site_support",
            ),
        ),
        migrations.AddIndex(
            model_name="establishment",
            index=models.Index(
                condition=models.Q(("zone__isnull", False)), fields=["zone"], name="site_zone"
            ),
        ),
        migrations.AddIndex(
            model_name="establishment",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["merged_into"],
                name="site_merged",
            ),
        ),
        migrations.RunSQL(SEARCH, migrations.RunSQL.noop),
    ]
