"""How many plants each province had: as reported on the day, and restated to those of today.

An establishment lies in exactly one province on every day, and every old province became part of
one new one, so both views add up to the same number.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import connection

from enterprises.enums import Stratum
from organisations.models import Province, ProvinceSuccession

# Where a plant lay on a day: the earliest stay that ended on or after it, else where it lies now.
COUNTS = """
SELECT coalesce(f.province_id, e.province_id), e.stratum, count(*)
FROM enterprises_establishment e LEFT JOIN (
  SELECT DISTINCT ON (establishment_id) establishment_id, province_id
  FROM enterprises_formerplacement WHERE valid_to >= %(day)s
  ORDER BY establishment_id, valid_to
) AS f ON f.establishment_id = e.id
WHERE e.merged_into_id IS NULL GROUP BY 1, 2
"""


@dataclass(frozen=True)
class ProvinceCount:
    """`province` is None for plants whose province nobody has said."""

    province: Province | None
    plants: int
    households: int


def counts_on(day, access, *, restated):
    """[ProvinceCount] in the order of the codes, of the part of the register that one sees."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"day": day})
        found = cursor.fetchall()
    provinces = {row.pk: row for row in Province.objects.visible_to(access)}
    successor_of = _successors(access) if restated else {}
    counts = Counter()
    for province_id, stratum, count in found:
        counts[_last(province_id, successor_of), stratum] += count
    keys = {province_id for province_id, _stratum in counts}
    rows = [
        ProvinceCount(
            provinces.get(key), counts[key, Stratum.PLANT], counts[key, Stratum.HOUSEHOLD]
        )
        for key in keys
    ]
    return sorted(rows, key=lambda row: row.province.code if row.province else "~")


def _successors(access):
    links = ProvinceSuccession.objects.visible_to(access)
    return dict(links.values_list("predecessor_id", "successor_id"))


def _last(province_id, successor_of):
    """Through every change of name, type and territory to the province of today."""
    while province_id in successor_of:
        province_id = successor_of[province_id]
    return province_id
