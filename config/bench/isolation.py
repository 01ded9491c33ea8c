"""What row-level security costs: the same question by the owner with its unit written by hand."""

import statistics
import time

from django.db import connections, transaction

from config.bench.table import Row
from organisations.models import Membership, User
from organisations.tenancy import Tenant, owner_login, use_tenant

TIMES = 15
MORE_MS, RATIO = 5, 1.5
SITES, YEARS = "enterprises_establishment", "enterprises_establishmentyear"
QUESTIONS = {
    "trang 50 dòng": (
        f"SELECT id, name FROM {SITES} e WHERE {{e}} ORDER BY name_sort, id LIMIT 50"
    ),
    "đếm theo ngành": f"SELECT sector, count(*) FROM {SITES} e WHERE {{e}} GROUP BY 1",
    "lao động theo năm": (
        f"SELECT y.year, sum(y.employees) FROM {YEARS} y WHERE {{y}} AND y.year >= 2023 GROUP BY 1"
    ),
    "cơ sở và năm": (
        f"SELECT e.size, sum(y.revenue) FROM {SITES} e JOIN {YEARS} y ON y.establishment_id = e.id"
        " WHERE {e} AND {y} AND y.year = 2025 GROUP BY 1"
    ),
}


def measure():
    """[(question, milliseconds with policies, milliseconds without)] for the largest department."""
    with owner_login():
        person = User.objects.get(email="department@bench.invalid")
        unit = Membership.objects.get(user=person).organisation_id
    by_hand = {"e": f"e.department_id = {unit}", "y": f"y.department_id = {unit}"}
    found = []
    for name, sql in QUESTIONS.items():
        with owner_login():
            without = _median("owner", sql.format(**by_hand))
        with use_tenant(Tenant("department", unit)):
            found.append((name, _median("default", sql.format(e="true", y="true")), without))
    return found


def _median(alias, sql):
    taken = []
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        for _time in range(TIMES):
            began = time.perf_counter()
            cursor.execute(sql)
            cursor.fetchall()
            taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def table(found):
    return [
        Row(
            f"phân quyền theo dòng: {name}",
            f"{policies:.1f} ms",
            f"điều kiện viết tay {without:.1f} ms",
            policies / without,
            f"≤ {RATIO} lần hoặc ≤ +{MORE_MS} ms",
            policies <= RATIO * without or policies <= without + MORE_MS,
        )
        for name, policies, without in found
    ]
