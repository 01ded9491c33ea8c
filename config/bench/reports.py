"""The reporting core: one large department's figures, and the nation's over all submitted facts."""

import datetime as dt
import time
from types import SimpleNamespace

from django.db import connections, transaction

from config.bench.imports import peak_megabytes
from config.bench.table import Row, at_most, seconds
from enterprises.models import Establishment
from organisations.access import Access
from organisations.enums import Kind, Role
from organisations.models import Organisation, Province
from organisations.tenancy import login_alias, owner_login, use_tenant
from reports.compilation import new_code, write_facts_and_figures
from reports.models import (
    Consolidation,
    ConsolidationPart,
    Figure,
    Report,
    ReportForm,
    ReportingRound,
    ReportVersion,
    RoundAddressee,
)
from reports.national.synthesis import write_synthesis

DEPARTMENTS, CORPORATIONS = 34, 20
SITES_OF_ONE = 30_000
YEAR = 2026
NOON = dt.datetime(YEAR, 12, 20, 5, tzinfo=dt.UTC)
MOST_TIMES = 2
FACT, SITES = "reports_fact", "enterprises_establishment"
# Of every hundred establishments so many are aware and so many apply; every tenth is a group's too.
FACTS = f"""
INSERT INTO {FACT} (owner_id, version_id, nature, indicator_id, source, source_id, label, year,
  kind, stratum, sector, number, planned, estimate, unit, detail)
SELECT %(owner)s, %(version)s, 'counted', i.id, 'enterprises.Establishment', n, 'Cơ sở ' || n,
  {YEAR}, '', 'co_so', '23', CASE WHEN i.code IN ('CS-08', 'CS-09') THEN (n %% 100 < w.share)::int
  ELSE 1 END, CASE WHEN i.code IN ('CS-08', 'CS-09') THEN 1 END, NULL, 'cơ sở', '{{}}'
FROM generate_series(%(first)s, %(last)s, %(step)s) AS n
  CROSS JOIN (VALUES ('CS-01', 100), ('CS-02', 100), ('CS-04', 30), ('CS-06', 10), ('CS-08', 30),
    ('CS-09', 10)) AS w (code, share)
  JOIN programmes_indicator i ON i.code = w.code
WHERE i.code IN ('CS-08', 'CS-09') OR n %% 100 < w.share
"""
# As one would ask it by hand: each row once, the corporation's word first; and who told of whom.
NATION_BY_HAND = """
SELECT i.code, sum(f.number), sum(f.planned), count(*) FROM (
  SELECT DISTINCT ON (f.indicator_id, f.source, f.source_id, f.year) f.indicator_id, f.number,
    f.planned
  FROM reports_consolidationpart p JOIN reports_fact f USING (version_id)
    JOIN organisations_organisation o ON o.id = f.owner_id
  WHERE p.consolidation_id = %(consolidation)s AND f.nature = 'counted'
  ORDER BY f.indicator_id, f.source, f.source_id, f.year, o.kind
) AS f JOIN programmes_indicator i ON i.id = f.indicator_id GROUP BY i.code
"""
SITES_BY_HAND = """
SELECT count(*) FILTER (WHERE a), count(*) FILTER (WHERE b), count(*) FILTER (WHERE a AND b) FROM (
  SELECT bool_or(o.kind = 'department') AS a, bool_or(o.kind = 'corporation') AS b
  FROM reports_consolidationpart p JOIN reports_fact f USING (version_id)
    JOIN organisations_organisation o ON o.id = f.owner_id
    JOIN programmes_indicator i ON i.id = f.indicator_id
  WHERE p.consolidation_id = %(consolidation)s AND i.code = 'CS-01' GROUP BY f.source_id
) AS told
"""
# Beside each number how many units have it, and the departments' own numbers.
COVERAGE_BY_HAND = """
SELECT i.code, count(DISTINCT f.owner_id)
FROM reports_consolidationpart p JOIN reports_fact f USING (version_id)
  JOIN programmes_indicator i ON i.id = f.indicator_id
WHERE p.consolidation_id = %(consolidation)s AND f.nature = 'counted' GROUP BY i.code
"""
TERRITORY_BY_HAND = """
SELECT o.id, i.code, sum(f.number)
FROM reports_consolidationpart p JOIN reports_fact f USING (version_id)
  JOIN organisations_organisation o ON o.id = f.owner_id
  JOIN programmes_indicator i ON i.id = f.indicator_id
WHERE p.consolidation_id = %(consolidation)s AND o.kind = 'department' AND i.code = 'CS-01'
GROUP BY o.id, i.code
"""
NATION_STATEMENTS = [NATION_BY_HAND, SITES_BY_HAND, COVERAGE_BY_HAND, TERRITORY_BY_HAND]
# What a superuser would run in psql: the statements that write facts and figures, and no others.
BY_HAND = ("INSERT INTO reports_fact", "WITH wanted AS")


def prepare(size):
    """Submitted versions of 54 units over `size` establishments, and a department's register."""
    size = int(size)
    with owner_login(), transaction.atomic(using="owner"):
        round_ = _round()
        ministries = Organisation.objects.filter(kind=Kind.MINISTRY)
        ministry = ministries.first() or _unit("bo", Kind.MINISTRY)
        versions = [_version(round_, unit) for unit in _units()]
        consolidation = Consolidation.objects.create(
            owner=ministry,
            round=round_,
            number=1,
            public_code=new_code(),
            requested_at=NOON,
            requested_by_name="đo",
        )
    with owner_login(), transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        tables = (FACT, "reports_reportversion", "reports_consolidationpart", SITES)
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        _write_facts(cursor, versions, size)
        for ordinal, version in enumerate(versions, start=1):
            ConsolidationPart.objects.create(
                owner=ministry, consolidation=consolidation, version=version, ordinal=ordinal
            )
        _register(versions[0].owner)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    with owner_login(), connections["owner"].cursor() as cursor:
        cursor.execute(f"ANALYZE {FACT}, {SITES}")
    return [consolidation.pk, ministry.pk, versions[0].owner_id]


def _round():
    return ReportingRound.objects.create(
        code="do",
        title="Kỳ đo",
        kind="annual",
        year_from=YEAR,
        year_to=YEAR,
        form=ReportForm.objects.get(code="BM-SCT"),
        window_from=dt.date(YEAR - 1, 12, 15),
        window_to=dt.date(YEAR, 12, 14),
        due_on=dt.date(YEAR, 12, 31),
    )


def _unit(code, kind):
    province = Province.objects.order_by("pk").first() if kind == "department" else None
    return Organisation.objects.create(
        kind=kind, code=f"do-{code}", name=f"Đơn vị đo {code}", province=province
    )


def _units():
    kinds = ["department"] * DEPARTMENTS + ["corporation"] * CORPORATIONS
    return [_unit(number, kind) for number, kind in enumerate(kinds)]


def _version(round_, unit):
    RoundAddressee.objects.create(round=round_, organisation=unit)
    report = Report.objects.create(owner=unit, round=round_, code=f"do-{unit.pk}")
    return ReportVersion.objects.create(
        owner=unit,
        report=report,
        number=1,
        state="submitted",
        is_submitted=True,
        public_code=new_code(),
        figures_digest="0" * 64,
        created_at=NOON,
        compiled_at=NOON,
    )


def _write_facts(cursor, versions, size):
    """Departments have an even part each; corporations share every tenth establishment."""
    part = size // DEPARTMENTS
    for number, version in enumerate(versions):
        about = {"owner": version.owner_id, "version": version.pk, "step": 1}
        if number < DEPARTMENTS:
            about |= {"first": number * part + 1, "last": (number + 1) * part}
        else:
            about |= {"first": (number - DEPARTMENTS + 1) * 10, "last": size}
            about["step"] = 10 * CORPORATIONS
        cursor.execute(FACTS, about)


def _register(unit):
    """By hand: some of their columns are generated."""
    facts = {"owner": unit, "department": unit, "province": unit.province, "sector": "23"}
    rows = (Establishment(name=f"Cơ sở {n}", **facts) for n in range(SITES_OF_ONE))
    Establishment.objects.bulk_create(rows, batch_size=2_000)


def nation(consolidation, ministry):
    """[our seconds, seconds by hand, CS-01, the same by hand, megabytes of the process]"""
    with owner_login():
        unit = Organisation.objects.select_related("province", "parent").get(pk=ministry)
        collected = Consolidation.objects.select_related("round__form").get(pk=consolidation)
    access = Access(None, unit, Role.OFFICER)
    with use_tenant(access.tenant):
        by_hand, said = _by_hand(NATION_STATEMENTS, {"consolidation": consolidation})
        began = time.perf_counter()
        frozen = SimpleNamespace(collected=collected, chapters=[], missing=[])
        draft = write_synthesis(frozen, access=access)
        took = time.perf_counter() - began
        with transaction.atomic():
            sites = Figure.objects.get(
                version=draft.version, indicator__code="CS-01", nature="counted", reads="number"
            )
    counted = {code: count for code, _number, _planned, count in said[0]}
    return [took, by_hand, int(sites.value), counted["CS-01"], peak_megabytes()]


def department(pk):
    """[our seconds, seconds by hand, CS-01, the establishments by hand]"""
    with owner_login():
        unit = Organisation.objects.select_related("province", "parent").get(pk=pk)
        report = Report.objects.get(owner=unit)
        sites = Establishment.objects.filter(department=unit, merged_into__isnull=True).count()
    access = Access(None, unit, Role.OFFICER)
    statements = []

    def note(execute, sql, params, many, context):
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with use_tenant(access.tenant), connections[login_alias()].execute_wrapper(note):
        began = time.perf_counter()
        version = write_facts_and_figures(report.pk, access=access).version
        took = time.perf_counter() - began
    with use_tenant(access.tenant), transaction.atomic():
        counted = Figure.objects.get(
            version=version, indicator__code="CS-01", nature="counted", reads="number"
        )
    by_hand = [(sql, params) for sql, params in statements if sql.strip().startswith(BY_HAND)]
    return [took, _as_superuser(version, by_hand), int(counted.value), sites]


def _as_superuser(version, statements):
    """The seconds that the same statements take without row-level security; nothing is kept."""
    with owner_login(), transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for table in ("reports_figure", FACT):
            cursor.execute(f"DELETE FROM {table} WHERE version_id = %s", [version.pk])
        cursor.execute("SELECT set_config('app.tid', %s, true)", [str(version.owner_id)])
        cursor.execute("SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'")
        began = time.perf_counter()
        for sql, params in statements:
            cursor.execute(sql, params)
        # What a COMMIT would still look at.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        took = time.perf_counter() - began
        transaction.set_rollback(True, using="owner")
    return took


def _by_hand(statements, arguments):
    """The seconds of all of them, and what each answers."""
    said, began = [], time.perf_counter()
    with transaction.atomic(), connections[login_alias()].cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        for statement in statements:
            cursor.execute(statement, arguments)
            said.append(cursor.fetchall())
    return time.perf_counter() - began, said


def table(size, of_nation, of_department):
    rows = [
        _row(f"toàn quốc: 54 báo cáo, {size} cơ sở, cả lời văn và biểu", *of_nation[:4]),
        _row(f"một Sở {SITES_OF_ONE} cơ sở: dòng gốc và số liệu", *of_department),
    ]
    return [*rows, at_most("toàn quốc: bộ nhớ lớn nhất", of_nation[4], 300, "MB")]


def _row(name, took, by_hand, ours, theirs):
    ratio = took / by_hand
    is_met = ratio <= MOST_TIMES and ours == theirs
    goal = f"≤ {MOST_TIMES} lần; {ours} = {theirs}"
    return Row(name, seconds(took), f"SQL viết tay {seconds(by_hand)}", ratio, goal, is_met)
