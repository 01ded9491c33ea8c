"""Whether a figure is far out of what others of the sector use for a unit of product."""

import hashlib
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


def median_of(division, resource_id, made_in):
    """A Median, or None where fewer than five plants of the division have said it."""
    return medians_of(division, [resource_id], made_in).get(resource_id)


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
    if not made:
        return
    for row in rows:
        median = _median_for(row, made_in, division)
        if median and row.base_quantity / made >= OUT_OF_LINE * median.value:
            yield row, Doubt(_sentence(row, median, made, made_in), "")


def _median_for(row, made_in, division):
    return median_of(division, row.resource_id, made_in) if row.base_quantity else None


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
