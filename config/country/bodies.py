"""Who answers for the generated country: departments before and after 1/7/2025, corporations.

What is there already takes part: no province gets a second department. All that is new is marked
as a demonstration, in its name and by `is_demonstration`.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from organisations.enums import Kind, Role
from organisations.load_provinces import FIRST_DAY, MERGER, ONE_DAY
from organisations.models import (
    Membership,
    Organisation,
    OrganisationSuccession,
    Province,
    ProvinceSuccession,
)
from organisations.vietnamese import search_key

RESOLUTION = "Nghị quyết 202/2025/QH15"
CORPORATIONS = 20
CORPORATIONS_SINCE = dt.date(2010, 1, 1)


@dataclass(frozen=True)
class Territory:
    """A province of the 63, what it is part of today, and the departments of both."""

    code: str
    old_province: Province
    province: Province
    old_department: Organisation
    department: Organisation

    @property
    def was_merged(self):
        return self.old_department != self.department


def make_departments(codes):
    """A Territory for each of the codes of the 63, in their order."""
    old = {row.code: row for row in Province.objects.on(MERGER - ONE_DAY)}
    today = _as_of_today()
    shares = defaultdict(list)
    for row in old.values():
        shares[today[row.pk].pk].append(row)
    present = _departments_by_province()
    territories = []
    for code in codes:
        province = today[old[code].pk]
        merged = len(shares[province.pk]) > 1
        now = _department(present, province, FIRST_DAY if not merged else MERGER, None)
        then = _department(present, old[code], FIRST_DAY, MERGER - ONE_DAY) if merged else now
        territories.append(Territory(code, old[code], province, then, now))
    _write_successions([row for row in territories if row.was_merged])
    return territories


def _as_of_today():
    """{province: what it is part of now}, by keys, over renamings and mergers."""
    provinces = {row.pk: row for row in Province.objects.all()}
    onwards = dict(ProvinceSuccession.objects.values_list("predecessor_id", "successor_id"))
    found = {}
    for pk in provinces:
        last = pk
        while last in onwards:
            last = onwards[last]
        found[pk] = provinces[last]
    return found


def _departments_by_province():
    rows = Organisation.objects.filter(kind=Kind.DEPARTMENT).order_by("-pk")
    return {row.province_id: row for row in rows}


def _department(present, province, since, until):
    """The one that is there, or a new one."""
    if province.pk not in present:
        kind = "thành phố" if province.type.startswith("thành phố") else "tỉnh"
        slug = search_key(province.name).replace(" - ", "-").replace(" ", "-")
        mark = f"đến {until:%-d/%-m/%Y}, minh họa" if until else "minh họa"
        present[province.pk] = Organisation.objects.create(
            code=f"sct-{slug}" + ("-truoc-2025" if until else ""),
            kind=Kind.DEPARTMENT,
            name=f"Sở Công Thương {kind} {province.name} ({mark})",
            letterhead="SỞ CÔNG THƯƠNG (MINH HỌA)",
            symbol="SCT-MH",
            province=province,
            valid_from=since,
            valid_to=until,
            is_demonstration=True,
        )
    return present[province.pk]


def _write_successions(merged):
    """The successor's people read what the predecessor left behind (app.merge_departments)."""
    for row in merged:
        OrganisationSuccession.objects.create(
            predecessor=row.old_department,
            successor=row.department,
            on=MERGER,
            decision=RESOLUTION,
        )
        people = Membership.objects.filter(organisation=row.department, valid_to=None)
        Membership.objects.bulk_create(
            Membership(
                user_id=person,
                organisation=row.old_department,
                role=Role.VIEWER,
                valid_from=MERGER,
                wants_email=False,
            )
            for person in people.values_list("user_id", flat=True)
        )


def make_corporations(rows):
    """Twenty in all, some below others; those that are there stand in for the last of `rows`.

    Answers [(organisation, its row of words.yaml)]; parents come before their children.
    """
    present = list(Organisation.objects.filter(kind=Kind.CORPORATION, valid_to=None).order_by("pk"))
    new = rows[: max(CORPORATIONS - len(present), 0)]
    made = {}
    for row in new:
        made[row["code"]] = Organisation.objects.create(
            code=row["code"],
            kind=Kind.CORPORATION,
            name=f"{row['name']} (minh họa)",
            letterhead=f"{row['name']} (minh họa)".upper(),
            symbol=f"{row['symbol']}-MH",
            parent=made.get(row["parent"]),
            valid_from=CORPORATIONS_SINCE,
            is_demonstration=True,
        )
    found = [*made.values(), *present][:CORPORATIONS]
    return [
        (unit, row if unit.code == row["code"] else row | {"short": unit.name})
        for unit, row in zip(found, rows, strict=True)
    ]


def is_generated(rows):
    """A country stands here when its first corporation does."""
    return Organisation.objects.filter(code=rows[0]["code"]).exists()
