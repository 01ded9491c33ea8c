"""The solutions of a large department: added up as the overview does, and taken out as a file."""

import time

from django.db import connections, transaction

from assessments.models import Assessment, CPOption, MeasureUnit, OptionSaving, Resource
from assessments.option_life import taken_up
from assessments.options import exporting, overview
from config.bench.imports import peak_megabytes
from config.bench.table import Row, at_most, seconds
from enterprises.models import Establishment
from organisations.access import Access
from organisations.enums import Kind, Role
from organisations.models import ListFile, Organisation, Province
from organisations.tenancy import owner_login, use_tenant

CODE = "bench-options"
OPTIONS, OF_EACH = 160_000, 8
TIMES = 3
MOST_SECONDS, MOST_MEGABYTES = 2, 150
SITES, WHOLES = "enterprises_establishment", "assessments_assessment"
SOLUTIONS, SAVINGS = "assessments_cpoption", "assessments_optionsaving"
# A row as it is, under another key and with other values; triggers have worked out the first.
COPY = """
INSERT INTO {table} SELECT (jsonb_populate_record(t, jsonb_build_object({values}))).*
FROM {table} t, generate_series(1, %s) n WHERE t.id = %s
"""
STATES = (
    "(ARRAY['proposed', 'selected', 'under_way', 'done', 'measured', 'sustained', 'stopped',"
    " 'not_taken_up', 'no_news', 'screened_out'])[1 + n * 7 %% 10]"
)
CATEGORIES = "(ARRAY['QLNV', 'KSQT', 'TDNL', 'CTTB', 'CNM', 'THTSD', 'SPP', 'CTSP'])[1 + n %% 8]"
SAVING = """
INSERT INTO assessments_optionsaving (option_id, assessment_id, resource_id, quantity, unit_id,
    price, base_quantity, base_unit, factors, place, owner_id, department_id)
  SELECT o.id, o.assessment_id, s.resource_id, s.quantity, s.unit_id, s.price, s.base_quantity,
    s.base_unit, s.factors, 1, o.owner_id, o.department_id
  FROM assessments_cpoption o, assessments_optionsaving s
  WHERE s.id = %s AND o.id <> s.option_id
"""


def prepare(count):
    """Set by set: a plant and an assessment for every eight solutions, each with one saving."""
    count = int(count)
    with owner_login(), transaction.atomic(using="owner"):
        site, whole, option, saving = _first_of_each()
    with owner_login(), transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for table in (SITES, WHOLES, SOLUTIONS, SAVINGS):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        many = count // OF_EACH
        _plants(site, many)
        years = f"'establishment_id', {site.pk} + n, 'year', 2015 + n %% 8"
        _copy(cursor, WHOLES, many, whole.pk, years)
        told = (
            f"'assessment_id', {whole.pk} + 1 + n %% {many}, 'code', 'GP' || n,"
            f" 'name', 'Giải pháp ' || n, 'state', {STATES}, 'category', {CATEGORIES},"
            " 'investment', n::bigint * 7919 %% 500 * 1000000,"
            " 'annual_saving', n::bigint * 104729 %% 300 * 1000000"
        )
        _copy(cursor, SOLUTIONS, count - 1, option.pk, told)
        cursor.execute(SAVING, [saving.pk])
        # What keys still have to look at would stand in the way of the triggers.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in (SITES, WHOLES, SOLUTIONS, SAVINGS):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    with owner_login(), connections["owner"].cursor() as cursor:
        cursor.execute(f"ANALYZE {SITES}, {WHOLES}, {SOLUTIONS}, {SAVINGS}")
    return []


def _first_of_each():
    province = Province.objects.order_by("pk").first()
    unit = Organisation.objects.create(
        kind=Kind.DEPARTMENT, code=CODE, name="Sở Công Thương đo thử", province=province
    )
    site = Establishment.objects.create(
        owner=unit, name="Cơ sở", province=province, sector="23", department=unit
    )
    whole = Assessment.objects.create(
        owner=unit, establishment=site, kind="quick", year=2022, state="under_way"
    )
    option = CPOption.objects.create(
        owner=unit, assessment=whole, code="GP0", name="Giải pháp", category="QLNV"
    )
    saving = OptionSaving.objects.create(
        owner=unit,
        assessment=whole,
        option=option,
        resource=Resource.objects.get(code="DIEN"),
        unit=MeasureUnit.objects.get(code="KWH"),
        quantity=1200,
        price=2000,
        base_quantity=1200,
        base_unit="kWh",
    )
    Assessment.objects.filter(pk=whole.pk).update(
        state="accepted", submitted_at="2023-01-01T00:00Z", decided_at="2023-02-01T00:00Z"
    )
    return site, whole, option, saving


def _plants(site, count):
    """By hand: some of their columns are generated."""
    facts = {"owner_id": site.owner_id, "department_id": site.owner_id, "sector": site.sector}
    rows = (
        Establishment(pk=site.pk + n, name=f"Cơ sở {n}", province_id=site.province_id, **facts)
        for n in range(1, count + 1)
    )
    Establishment.objects.bulk_create(rows, batch_size=2_000)


def _copy(cursor, table, count, pk, values):
    key = f"'id', {pk} + n, "
    cursor.execute(COPY.format(table=table, values=key + values), [count, pk])


def _access():
    with owner_login():
        unit = Organisation.objects.select_related("province", "parent").get(code=CODE)
    return Access(None, unit, Role.OFFICER)


def add_up():
    """[seconds of the slowest of some, solutions, implemented, decided]"""
    access, taken = _access(), []
    for _time in range(TIMES):
        began = time.perf_counter()
        with use_tenant(access.tenant), transaction.atomic():
            options = CPOption.objects.visible_to(access).filed()
            lists = overview.Lists()
            counts = overview.by_state(overview.states_of(options))
            overview.paying(options, lists, *overview.GROUPS)
        taken.append(time.perf_counter() - began)
    share = taken_up(counts)
    return [max(taken), sum(counts.values()), share.implemented, share.decided]


def export(suffix):
    """[seconds, rows in the file, megabytes of the process]"""
    access = _access()
    began = time.perf_counter()
    with use_tenant(access.tenant):
        with transaction.atomic():
            file = ListFile.objects.create(title="Giải pháp", suffix=suffix, expected=OPTIONS)
        exporting.write(file.pk, access=access, progress=lambda *_said: None)
        with transaction.atomic():
            file.refresh_from_db()
    return [time.perf_counter() - began, file.rows, peak_megabytes()]


def table(added, exported):
    took, count, implemented, decided = added
    rows = [
        at_most(
            f"{count} giải pháp: tỷ lệ thực hiện, hoàn vốn gộp, trung vị",
            took,
            MOST_SECONDS,
            "s",
            f"{implemented}/{decided}",
        )
    ]
    for suffix, (seconds_taken, written, megabytes) in exported.items():
        name = f"xuất {count} giải pháp ra {suffix.removeprefix('.').upper()}"
        whole = written == count
        rows.append(Row(name, f"{written} dòng", seconds(seconds_taken), None, "đủ dòng", whole))
        rows.append(at_most(f"{name}: bộ nhớ lớn nhất", megabytes, MOST_MEGABYTES, "MB"))
    return rows
