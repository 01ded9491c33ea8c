"""From a seed to a country, in one transaction with the owner's login."""

import time
from contextlib import contextmanager
from dataclasses import dataclass
from math import gcd

from django.db import connections

from config.country import bodies, chance, doubles, evidence, outreach, plants, register, tables
from config.country.rounds import make_rounds
from config.country.vocabulary import read_vocabulary
from config.country.zones import make_zones
from organisations.load_provinces import MERGER
from organisations.loading import one_load_at_a_time
from organisations.models import Province
from organisations.tenancy import login_alias
from organisations.vietnamese import format_number

LAST_YEAR = 2025
MOST_YEARS = 10
MOST_ESTABLISHMENTS = 2_000_000
CHUNK = 100_000
MEMORY = (
    "SET LOCAL work_mem = '128MB'; SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL jit = off;"
    " SET LOCAL synchronous_commit = off"
)
# Loaded with their triggers off: what these would work out is written with the rows. The history
# stays empty: it tells who changed what, and nobody entered these rows.
LOADED = (
    "enterprises_enterprise",
    "enterprises_establishment",
    "enterprises_establishmentyear",
    "enterprises_formerplacement",
    "enterprises_yearlevel",
    *(f"enterprises_{table}" for table in evidence.TABLES),
    "outreach_activity",
    "outreach_attendance",
)


class CountryRefused(Exception):
    """Why no country is made; a sentence for whoever asked."""


@dataclass(frozen=True)
class Wish:
    establishments: int
    seed: int
    years: int = MOST_YEARS

    @property
    def doubles(self):
        return int(self.establishments * doubles.SHARE)

    @property
    def originals(self):
        return self.establishments - self.doubles


class Generation:
    """One run: its cursor, its clock, and whom it tells how far it is."""

    def __init__(self, wish, cursor, say):
        self.wish = wish
        self.cursor = cursor
        self.say = say
        self.started = time.monotonic()

    def step(self, words, *statements):
        for statement in statements:
            self.cursor.execute(statement)
        self.told(words)

    def chunks(self, words, *statements):
        """Statements between %(first)s and %(last)s, some plants at a time."""
        for first in range(1, self.wish.originals + 1, CHUNK):
            last = min(first + CHUNK - 1, self.wish.originals)
            for statement in statements:
                self.cursor.execute(statement, {"first": first, "last": last})
            self.told(f"{words}: {format_number(last)}/{format_number(self.wish.originals)}")

    def told(self, words):
        self.say(f"{time.monotonic() - self.started:7.1f} s  {words}")


def generate_country(wish, folder, truth, say):
    """Make the country of a Wish; the doubles that were planted are written to `truth` (CSV)."""
    with one_load_at_a_time(), connections[login_alias()].cursor() as cursor:
        run = Generation(wish, cursor, say)
        vocabulary = read_vocabulary(folder)
        _refuse_what_cannot_be(wish, vocabulary)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(MEMORY)
        _found(run, vocabulary)
        with _triggers_off(cursor), _links_off(run), _indexes_off(run):
            _make_register(run)
            doubles.write_truth(cursor, truth)
            run.step("minh chứng", *evidence.STEPS)
            run.step("hoạt động", *outreach.STEPS)
            run.step("mức độ áp dụng", "SELECT app.refresh_levels(NULL)")
        run.step("số đếm", register.COUNTS)
        run.step("thống kê cho bộ lập kế hoạch", *(f"ANALYZE {table}" for table in LOADED))


def _refuse_what_cannot_be(wish, vocabulary):
    if not 1000 <= wish.establishments <= MOST_ESTABLISHMENTS:
        most = format_number(MOST_ESTABLISHMENTS)
        raise CountryRefused(f"số cơ sở phải từ 1.000 đến {most}.")
    if not 1 <= wish.years <= MOST_YEARS:
        raise CountryRefused(f"số năm phải từ 1 đến {MOST_YEARS}.")
    if not 0 <= wish.seed < 2**31:
        raise CountryRefused("hạt giống phải từ 0 đến 2147483647.")
    if not Province.objects.exists():
        raise CountryRefused("chưa có tỉnh, thành phố. Hãy chạy load_reference trước.")
    if bodies.is_generated(vocabulary.words["corporations"]):
        raise CountryRefused(
            "cơ sở dữ liệu này đã có một đất nước minh họa. Hãy dùng cơ sở dữ liệu khác."
        )


def _found(run, vocabulary):
    """Bodies, zones, rounds, and everything the statements read."""
    wish, cursor = run.wish, run.cursor
    territories = bodies.make_departments([place.code for place in vocabulary.places])
    corporations = bodies.make_corporations(vocabulary.words["corporations"])
    years = range(LAST_YEAR + 1 - wish.years, LAST_YEAR + 1)
    make_rounds(years, territories, [unit for unit, _row in corporations])
    zones = make_zones(wish.seed, vocabulary.places, territories)
    cursor.execute(chance.FUNCTIONS + doubles.RESPELL + tables.TABLES)
    tables.fill_words(cursor, vocabulary)
    tables.fill_places(cursor, vocabulary, territories, zones)
    tables.fill_corporations(cursor, corporations, vocabulary.sectors)

    def per_year(number):
        if number < 0:
            return outreach.BY_A_CORPORATION
        return outreach.BY_A_DEPARTMENT + round(vocabulary.places[number - 1].weight ** 0.5)

    tables.fill_units(cursor, territories, corporations, per_year)
    _settle(run, years)
    for table in ("words", "place", "district", "zone", "sector", "form", "corporation"):
        cursor.execute(f"ANALYZE country_{table}")
    run.step("Sở, tập đoàn, kỳ báo cáo, khu cụm làng nghề")


def _settle(run, years):
    wish = run.wish
    entities = wish.originals + bodies.CORPORATIONS
    row = (
        *(wish.seed, wish.establishments, wish.originals, _step_among(wish.originals)),
        *(years[0], years[-1], MERGER),
        _reserve(run.cursor, "enterprises_establishment", wish.establishments),
        _reserve(run.cursor, "enterprises_enterprise", entities),
        _reserve(run.cursor, "outreach_activity", 100_000),
    )
    tables.insert(run.cursor, "setting", [row])


def _step_among(many):
    """Going on by this step among so many meets each of them once, far from the one before."""
    step = int(many * 0.618) | 1
    while gcd(step, many) > 1:
        step += 2
    return step


def _reserve(cursor, table, many):
    """Keys that nobody else gets: those from the answer + 1 on."""
    cursor.execute(
        "SELECT setval(s, nextval(s) + %s) - %s FROM pg_get_serial_sequence(%s, 'id') AS s",
        [many, many, table],
    )
    return cursor.fetchone()[0]


@contextmanager
def _triggers_off(cursor):
    """Nobody else writes in these tables meanwhile; a fault puts everything back."""
    for table in LOADED:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in LOADED:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@contextmanager
def _links_off(run):
    """Foreign keys are checked at the end, all rows at once, instead of row by row."""
    run.cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = ANY (%s::regclass[]) AND contype = 'f' ORDER BY 1, 2",
        [list(LOADED)],
    )
    links = run.cursor.fetchall()
    for table, name, _definition in links:
        run.cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for table, name, definition in links:
        run.cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    run.told("khóa ngoại")


@contextmanager
def _indexes_off(run):
    """Indexes that guard nothing are made anew at the end: at once is faster than row by row."""
    run.cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = ANY (%s::regclass[]) AND NOT indisunique ORDER BY 1",
        [list(LOADED)],
    )
    indexes = run.cursor.fetchall()
    for name, _definition in indexes:
        run.cursor.execute(f"DROP INDEX {name}")
    yield
    for _name, definition in indexes:
        run.cursor.execute(definition)
    run.told("chỉ mục")


def _make_register(run):
    run.step("cơ sở: nơi, ngành, chủ", plants.DRAWN, "ANALYZE country_drawn")
    run.step("cơ sở: quy mô", plants.SIZED, "ANALYZE country_sized")
    run.step("cơ sở: tên, địa chỉ", plants.PLANTS, *plants.FINDABLE)
    run.cursor.execute(register.YEAR_TABLE)
    run.chunks("số liệu năm, quy mô", register.YEARS)
    run.step("số liệu năm: sắp xếp", "CREATE INDEX ON country_year (n)", "ANALYZE country_year")
    run.step("tập đoàn, tổng công ty", register.CORPORATE_ENTERPRISES)
    run.chunks("doanh nghiệp", register.ENTERPRISES)
    run.chunks("sổ cơ sở", register.SITES)
    run.chunks("số liệu năm trong sổ", register.SITE_YEARS)
    run.step("số liệu của đơn vị quản lý", register.SECOND_OPINIONS, register.SECOND_OPINIONS_SHOWN)
    run.chunks("nơi quản lý trước 1/7/2025", register.FORMER_PLACES)
    run.step("dòng trùng", doubles.CHOSEN, doubles.DOUBLES, doubles.FORMER_DOUBLES)
