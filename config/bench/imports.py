"""Bringing in a file: its floor, ours, and stock django-import-export with the same columns."""

import csv
import resource
import tempfile
import time
from contextlib import contextmanager

import tablib
from django.db import connections, transaction
from import_export import resources
from import_export.fields import Field
from import_export.widgets import ForeignKeyWidget
from python_calamine import CalamineWorkbook

from config.bench import lists
from config.bench.table import Row, at_most, seconds
from enterprises.imports import actions
from enterprises.models import Enterprise, Establishment
from organisations.access import Access
from organisations.enums import Kind, Role
from organisations.models import Organisation, Province
from organisations.tenancy import owner_login, use_tenant

CODE = "bench"
STOCK_ROWS = 5_000
PLAIN = (
    "own_code",
    "name",
    "vsic_code",
    "vsic_edition",
    "sector_text",
    "address",
    "commune",
    "old_commune",
    "old_district",
)
GOAL_OF_STOCK, GOAL_OF_FLOOR, GOAL_OF_MEMORY = 20, 6, 300


@contextmanager
def timed():
    """A list that holds the seconds when the block is over."""
    taken, began = [], time.perf_counter()
    yield taken
    taken.append(time.perf_counter() - began)


def peak_megabytes():
    """Of this process or of one that it started, whichever had more."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def prepare(path, size):
    """The file and the unit whose register it is for."""
    lists.write(path, int(size))
    with owner_login():
        province = Province.objects.order_by("pk").first()
        Organisation.objects.create(
            kind=Kind.DEPARTMENT, code=CODE, name="Sở Công Thương đo thử", province=province
        )
    return []


def floor(path):
    """Parsing the file and COPY of its rows as text: nobody can be faster with these tools."""
    with timed() as taken:
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        with (
            owner_login(),
            transaction.atomic(using="owner"),
            connections["owner"].cursor() as cursor,
        ):
            names = ", ".join(f"c{at} text" for at in range(len(rows[0])))
            cursor.execute(f"CREATE TEMP TABLE floor ({names}) ON COMMIT DROP")
            with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as spool:
                csv.writer(spool).writerows(rows[1:])
                spool.seek(0)
                cursor.copy_expert("COPY floor FROM STDIN WITH (FORMAT csv)", spool)
    return taken


def ours(path):
    """[seconds from a file to verdicts, to rows in the register, megabytes, rows]"""
    with owner_login():
        unit = Organisation.objects.select_related("province", "parent").get(code=CODE)
    access = Access(None, unit, Role.OFFICER)
    with use_tenant(access.tenant), open(path, "rb") as file:
        with timed() as uploading:
            batch = actions.upload(file.read(), "bench.xlsx", access=access)
        choices = {int(at): key for at, key in batch.mapping.items()}
        job = actions.confirm_columns(batch, choices, takes_all_or_none=False, access=access)
        with timed() as checking:
            actions.run_check(job.pk)
        with transaction.atomic():
            batch.refresh_from_db()
        job = actions.request_apply(batch, access=access)
        with timed() as applying:
            actions.run_apply(job.pk)
    checked = uploading[0] + checking[0]
    return [checked, checked + applying[0], peak_megabytes(), batch.new]


class StockResource(resources.ModelResource):
    """As a project would write it that has django-import-export and nothing else."""

    owner = Field("owner", "owner", ForeignKeyWidget(Organisation, "code"))
    legal_entity = Field("legal_entity", "legal_entity", ForeignKeyWidget(Enterprise, "tax_code"))

    class Meta:
        model = Establishment
        import_id_fields = ("owner", "own_code")
        fields = ("owner", "legal_entity", *PLAIN)


def stock():
    """[seconds, rows]: establishments alone, neither enterprises nor years; no file is parsed."""
    places = [lists.KEYS.index(key) for key in PLAIN]
    number = lists.KEYS.index("number")
    made = list(lists.rows(STOCK_ROWS))
    data = tablib.Dataset(headers=["owner", "legal_entity", *PLAIN])
    for row in made:
        data.append([CODE, row[number], *(row[at] for at in places)])
    with owner_login(), transaction.atomic(using="owner"):
        known = [Enterprise(name=row[1], tax_code=row[number]) for row in made]
        Enterprise.objects.bulk_create(known, ignore_conflicts=True)
        with timed() as taken:
            result = StockResource().import_data(data, dry_run=False, raise_errors=True)
        transaction.set_rollback(True, using="owner")
    return [taken[0], result.total_rows]


def table(floors, found, stock_found):
    """Rows of the table from what the processes have found."""
    checked, written, megabytes, count = found
    least = min(floors)
    took, rows = stock_found
    stock_seconds = took / rows * count
    name = f"nhập {count} dòng XLSX"
    against = f"đọc tệp + COPY {seconds(least)}"
    stock_against = f"django-import-export {seconds(stock_seconds)} (suy từ {rows} dòng)"
    return [
        _ratio(f"{name}: kiểm tra, kết quả từng dòng", checked, against, checked / least),
        _ratio(f"{name}: kiểm tra và ghi vào sổ", written, against, written / least),
        Row(
            f"{name}: kiểm tra và ghi vào sổ",
            seconds(written),
            stock_against,
            stock_seconds / written,
            f"≥ {GOAL_OF_STOCK} lần nhanh hơn",
            stock_seconds / written >= GOAL_OF_STOCK,
        ),
        at_most(f"{name}: bộ nhớ lớn nhất", megabytes, GOAL_OF_MEMORY, "MB"),
    ]


def _ratio(name, taken, against, ratio):
    return Row(
        name, seconds(taken), against, ratio, f"≤ {GOAL_OF_FLOOR} lần", ratio <= GOAL_OF_FLOOR
    )
