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
    """`province` is None for plants whose province nobody has said; `is_later` when there was no
    such province yet: in which one its plants lay on the day, the register does not know.
    """

    province: Province | None
    plants: int
    households: int
    is_later: bool = False


def counts_on(day, access, *, restated):
    """[ProvinceCount] in the order of the codes, of the part of the register that one sees.

    Every plant of today's register counts, also one that was entered after the day.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"day": day})
        found = cursor.fetchall()
    provinces = {row.pk: row for row in Province.objects.visible_to(access)}
    successor_of = _successors(access) if restated else {}
    counts = Counter()
    for province_id, stratum, count in found:
        counts[_last(province_id, successor_of), stratum] += count
    keys = {province_id for province_id, _stratum in counts}
    rows = []
    for key in keys:
        province = provinces.get(key)
        is_later = not restated and province is not None and province.valid_from > day
        of_kinds = (counts[key, Stratum.PLANT], counts[key, Stratum.HOUSEHOLD])
        rows.append(ProvinceCount(province, *of_kinds, is_later))
    return sorted(rows, key=_place)


def _place(row):
    """Provinces of the day by code, then what is known by later ones, last what is unknown."""
    return row.province is None, row.is_later, row.province.code if row.province else ""


def _successors(access):
    links = ProvinceSuccession.objects.visible_to(access)
    return dict(links.values_list("predecessor_id", "successor_id"))


def _last(province_id, successor_of):
    """Through every change of name, type and territory to the province of today."""
    while province_id in successor_of:
        province_id = successor_of[province_id]
    return province_id
