"""The register's list as four people leaf through it at once, in a country of a million plants."""

import datetime as dt
import time
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.bench.table import Row
from enterprises.finding.keyset import key_of
from enterprises.models import Establishment
from organisations.enums import Kind, Role
from organisations.models import Membership, Organisation, User
from organisations.tenancy import owner_login

ADDRESS = "/enterprises/"
USERS = 4
GOAL_MS, GOAL_QUERIES = 100, 8
# What nearly half of all names have.
COMMON = "cong ty"


def prepare():
    """Somebody at the Ministry and somebody at the largest department; answers its size."""
    with owner_login():
        kept = Establishment.objects.exclude(department=None).values("department")
        largest = kept.annotate(plants=Count("pk")).order_by("-plants")[0]
        units = {
            "department": Organisation.objects.get(pk=largest["department"]),
            "ministry": Organisation.objects.filter(kind=Kind.MINISTRY).order_by("pk").first(),
        }
        for name, unit in units.items():
            person = User.objects.create_user(email=f"{name}@bench.invalid", full_name=name)
            Membership.objects.create(
                user=person,
                organisation=unit,
                kind=unit.kind,
                role=Role.OFFICER,
                valid_from=dt.date(2009, 1, 1),
            )
    return largest["plants"]


def addresses(unit):
    """{what is asked for: address}"""
    with owner_login():
        rows = Establishment.objects.order_by("name_sort", "pk")
        if unit.kind == Kind.DEPARTMENT:
            rows = rows.filter(department=unit)
        deep = rows[rows.count() // 2]
    word = deep.name.split()[-1].lower()
    asked = {
        "trang đầu": {},
        "trang theo khóa ở giữa": {"after": key_of(deep)},
        "tìm không dấu": {"q": word},
        "tìm từ hay gặp": {"q": COMMON},
        "lọc theo ngành": {"sector": "10"},
    }
    return {name: f"{ADDRESS}?{urlencode(query)}" for name, query in asked.items()}


def leaf(name, seconds):
    """{what: [milliseconds of each request]} and {what: queries} of one person for a while."""
    with owner_login():
        person = User.objects.get(email=f"{name}@bench.invalid")
        unit = Membership.objects.select_related("organisation").get(user=person).organisation
    client = Client(SERVER_NAME="localhost", raise_request_exception=True)
    client.force_login(person)
    asked = addresses(unit)
    queries = {}
    for what, address in asked.items():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)  # noqa: S101
        queries[what] = sum(_asks(each["sql"]) for each in captured)
    taken = {what: [] for what in asked}
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for what, address in asked.items():
            began = time.perf_counter()
            client.get(address)
            taken[what].append((time.perf_counter() - began) * 1000)
    return [taken, queries]


def _asks(sql):
    """Whether it is a question; beginning, ending or setting up a transaction is none."""
    return not sql.startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET"))


def table(who, people):
    """`people` are what `leaf` has answered for each of those who leafed at once."""
    rows = []
    for what in people[0][0]:
        taken = sorted(each for person, _queries in people for each in person[what])
        late = taken[int(len(taken) * 0.95)]
        queries = max(person_queries[what] for _taken, person_queries in people)
        rows.append(
            Row(
                f"danh sách, {who}: {what}",
                f"p95 {late:.0f} ms, {queries} truy vấn",
                f"{USERS} người, {len(taken)} lần",
                late,
                f"≤ {GOAL_MS} ms, ≤ {GOAL_QUERIES} truy vấn",
                late <= GOAL_MS and queries <= GOAL_QUERIES,
            )
        )
    return rows
