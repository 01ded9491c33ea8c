"""Whether a figure is far out of what the sector uses, or the plant itself used the year before."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.utils.translation import gettext as _

from assessments.selfassessment.results import readable
from organisations.entry.doubts import Doubt
from organisations.vietnamese import format_number

# A slip of the unit (kg for tonnes) makes a thousand; from a hundred times on it is asked about.
OUT_OF_LINE = 100


@dataclass(frozen=True)
class Median:
    """Of a base unit of product; `plants` are never fewer than five (app.median_of_use)."""

    value: Decimal
    plants: int


def medians_of(division, resource_ids, made_in):
    """{resource: Median}, without those that fewer than five plants have said; one query."""
    if not division or not resource_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT asked, median, plants FROM unnest(%s::bigint[]) AS asked,"
            " LATERAL app.median_of_use(%s, asked, %s)",
            [list(resource_ids), division, made_in],
        )
        return {asked: Median(*found) for asked, *found in cursor.fetchall() if found[0]}


def doubts_of(rows, made, made_in, division):
    """(row, Doubt) of each row that is a hundred times the sector's median or more."""
    told = [row for row in rows if row.base_quantity] if made else []
    found = medians_of(division, {row.resource_id for row in told}, made_in)
    for row in told:
        median = found.get(row.resource_id)
        if median and row.base_quantity / made >= OUT_OF_LINE * median.value:
            yield row, Doubt(_sentence(row, median, made, made_in), "")


def leaps_of(rows, rows_before, year_before):
    """(row, Doubt) where a resource or product is a hundred times last year's, or its hundredth.

    The doubt hangs on the largest row of the resource.
    """
    before, now = _by_resource(rows_before), _by_resource(rows)
    for key, same in now.items():
        amounts = [sum(row.base_quantity for row in told) for told in (same, before.get(key, ()))]
        if not all(amounts):
            continue
        if max(amounts) >= OUT_OF_LINE * min(amounts):
            largest = max(same, key=lambda row: row.base_quantity)
            yield largest, Doubt(_leap(largest, *amounts, year_before), "")


def _by_resource(rows):
    grouped = defaultdict(list)
    for row in rows:
        if row.base_quantity is not None:
            grouped[row.resource_id, row.base_unit].append(row)
    return grouped


def _leap(row, now, before, year_before):
    return _(
        "%(resource)s: %(now)s %(unit)s, trong khi năm %(year)s là %(before)s %(unit)s. Chắc chắn"
        " đúng?"
    ) % {
        "resource": row.label or row.resource.name,
        "now": readable(now),
        "before": readable(before),
        "year": year_before,
        "unit": row.base_unit,
    }


def _sentence(row, median, made, made_in):
    unit = f"{row.base_unit}/{made_in}"
    return _(
        "%(resource)s: %(own)s %(unit)s sản phẩm, gấp %(times)s lần trung vị của ngành"
        " (%(median)s %(unit)s, %(plants)s cơ sở). Chắc chắn đúng?"
    ) % {
        "resource": row.label or row.resource.name,
        "own": readable(row.base_quantity / made),
        "times": format_number(row.base_quantity / made / median.value, 0),
        "median": readable(median.value),
        "plants": median.plants,
        "unit": unit,
    }


def digest(doubt):
    """As AssessmentPart.agreed keeps it."""
    return hashlib.sha256(doubt.sentence.encode()).hexdigest()
