"""The 63 provinces until 30/6/2025, the 34 from 1/7/2025, and which became which.

Source: provinces_63_to_34.csv (DOMAIN 5.3, Nghị quyết 202/2025/QH15; merges found in three places)
and province_changes.csv (a new name or type on another day, with its source). A province whose
code, name and territory went on unchanged keeps its one row. The 63 are dated from 1/8/2008, when
Hà Tây joined Hà Nội [recalled]; earlier territory is not in the data.
"""

import datetime as dt
from collections import defaultdict
from itertools import pairwise

from organisations.loading import read_csv, update_in_place
from organisations.models import Province, ProvinceSuccession
from organisations.vietnamese import Unreadable, parse_date

FIRST_DAY = dt.date(2008, 8, 1)
MERGER = dt.date(2025, 7, 1)
ONE_DAY = dt.timedelta(days=1)
MERGED = (
    "old_code",
    "old_name",
    "old_type_at_2025-06-30",
    "new_code_2025",
    "new_name_2025",
    "code_reused_for_other_name",
)
CHANGED = ("code", "on", "name_before", "type_before", "name", "type", "source")


def load_provinces(folder, tally):
    units = read_csv(folder / "provinces_63_to_34.csv", MERGED)
    changes = read_csv(folder / "province_changes.csv", CHANGED)
    links = []
    wanted = _provinces(units, changes, links)
    rows = update_in_place(Province, wanted, ("code", "valid_from"), tally)
    saved = {(row.code, row.valid_from): row for row in rows}
    update_in_place(
        ProvinceSuccession,
        [
            ProvinceSuccession(predecessor=saved[old], successor=saved[new], on=on)
            for old, new, on in links
        ],
        ("predecessor_id", "successor_id"),
        tally,
    )
    return rows


def _provinces(units, changes, links):
    """Every dated row; `links` gets (old key, new key, day) of each succession."""
    types = {unit["old_name"]: unit["old_type_at_2025-06-30"] for unit in units}
    origins = defaultdict(list)
    for unit in units:
        origins[unit["new_code_2025"], unit["new_name_2025"]].append(unit)
    rows = []
    for (code, name), old_units in origins.items():
        if [(unit["old_code"], unit["old_name"]) for unit in old_units] == [(code, name)]:
            spans = [(code, name, types[name], FIRST_DAY, None)]
        else:
            spans = [(code, name, types[name], MERGER, None)]
            for unit in old_units:
                old = (unit["old_code"], unit["old_name"], unit["old_type_at_2025-06-30"])
                spans.append((*old, FIRST_DAY, MERGER - ONE_DAY))
                links.append(((old[0], FIRST_DAY), (code, MERGER), MERGER))
        rows += [row for span in spans for row in _split(*span, changes=changes, links=links)]
    return [
        Province(code=code, name=name, type=kind, valid_from=start, valid_to=end)
        for code, name, kind, start, end in sorted(rows, key=lambda row: (row[3], row[0]))
    ]


def _split(code, name, kind, start, end, *, changes, links):
    """Cut one span of years at each dated change of its name or type."""
    spans = [[code, name, kind, start, end]]
    for change in changes:
        day = _day(change)
        if change["code"] == code and start < day <= (end or dt.date.max):
            last = spans[-1]
            last[1:3] = change["name_before"], change["type_before"]
            last[4] = day - ONE_DAY
            spans.append([code, change["name"], change["type"], day, end])
    links += [((code, a[3]), (code, b[3]), b[3]) for a, b in pairwise(spans)]
    return spans


def _day(change):
    try:
        return parse_date(change["on"])
    except Unreadable as fault:
        raise change.refusal("on", fault.sentence) from None
