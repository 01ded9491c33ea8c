"""The register as pictures: the provinces on a map, sectors and sizes as bars.

Plants and households are never added up: the page speaks of one of them. Every number leads to
the list of what it counts.
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from enterprises.enums import Stratum
from enterprises.finding import dimensions
from enterprises.finding.counting import counts_by
from enterprises.finding.dimensions import LEVEL, PROVINCE, SECTOR, SIZE, STRATUM
from enterprises.finding.facets import labels_of, list_url
from organisations.charts import Bar, BarChart, Tile, TileMap, Value, on_page, tile_grid
from organisations.enums import Kind
from organisations.vietnamese import format_number

MOST_SECTORS = 15
# Whose plants lie in many provinces.
WITH_MAP = (Kind.MINISTRY, Kind.CORPORATION)


@dataclass(frozen=True)
class Choice:
    """Plants or households: how many, and the page about them."""

    label: str
    count: int
    url: str
    is_current: bool


def charts_of(found):
    """What the page shows; of plants, unless households were asked for."""
    stratum = Stratum(found.said.get("stratum", Stratum.PLANT))
    counts = Counts(found, stratum)
    charts = [
        counts.bars(_("%(what)s theo ngành"), SECTOR, most=MOST_SECTORS),
        counts.bars(_("%(what)s theo quy mô"), SIZE),
        counts.bars(_("%(what)s theo mức độ áp dụng SXSH"), LEVEL),
    ]
    has_map = found.access.kind in WITH_MAP and "province" not in found.said
    return {
        "choices": counts.choices(),
        "map": on_page(counts.map()) if has_map else None,
        "elsewhere": counts.elsewhere() if has_map else 0,
        "charts": [on_page(chart) for chart in charts if chart.bars],
        "total": counts.total,
    }


class Counts:
    """Counts of one stratum under the filters of the page."""

    def __init__(self, found, stratum):
        self.found, self.stratum = found, stratum
        self.by_stratum = counts_by(found, (STRATUM,))[STRATUM]
        self.by = counts_by(found.with_stratum(stratum), (PROVINCE, SECTOR, SIZE, LEVEL))
        self.total = self.by_stratum.get(stratum.value, 0)
        self.what = dimensions.shown(stratum.label)

    def choices(self):
        return [
            Choice(
                dimensions.shown(stratum.label),
                self.by_stratum.get(stratum.value, 0),
                list_url(self.found, "enterprises:overview", stratum=stratum.value),
                stratum == self.stratum,
            )
            for stratum in Stratum
        ]

    def value(self, count, **narrowed):
        href = list_url(self.found, **({"stratum": self.stratum.value} | narrowed))
        return Value(count, format_number(count), href)

    def bars(self, title, dimension, most=None):
        """One bar for each value that occurs; of many only the longest, and the rest as one."""
        told = self.told(dimension)
        if most:
            told.sort(key=lambda one: -one[2])
        bars = [
            Bar(label, self.value(count, **{dimension.name: said}))
            for said, label, count in told[:most]
        ]
        shown = sum(count for _said, _label, count in told[:most])
        if rest := sum(self.by[dimension].values()) - shown:
            bars.append(Bar(_("Còn lại"), Value(rest, format_number(rest))))
        description = _("Tổng số %(total)s.") % {"total": format_number(self.total)}
        title = title % {"what": self.what}
        return BarChart(title, description, tuple(bars), unit=self.stratum.label)

    def told(self, dimension):
        """(value in the address, label, count) of each value that occurs."""
        counts = self.by[dimension]
        return [
            (said, label, count)
            for said, label in labels_of(self.found, dimension).items()
            if (count := counts.get(dimension.stored(said), 0))
        ]

    @cached_property
    def on_map(self):
        """{province: its code} of the provinces that have a tile."""
        codes = self.found.names.province_codes
        return {key: code for key, code in codes.items() if code in tile_grid.provinces()}

    def map(self):
        counts = self.by[PROVINCE]
        tiles = [
            Tile(code, self.value(counts[key], province=key))
            for key, code in self.on_map.items()
            if counts.get(key)
        ]
        return TileMap(
            _("%(what)s theo tỉnh, thành phố") % {"what": self.what},
            _("Số %(what)s trong sổ của từng tỉnh, thành phố.") % {"what": self.stratum.label},
            tuple(tiles),
            unit=self.stratum.label,
        )

    def elsewhere(self):
        """How many lie in no province of the map."""
        counts = self.by[PROVINCE].items()
        return sum(count for key, count in counts if key not in self.on_map)
