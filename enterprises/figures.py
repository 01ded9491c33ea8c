"""What the register adds up to, given querysets that are already scoped."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.utils.translation import gettext as _

from enterprises import sectors
from enterprises.enums import Level, Size, Stratum, ZoneKind
from enterprises.models import OfficialTotal


@dataclass(frozen=True)
class Denominator:
    """What "zones reached" of one kind is a share of.

    The official total if one is entered for the year or before, else the zones in the register;
    the two are never mixed.
    """

    kind: ZoneKind
    year: int
    in_register: int
    official: OfficialTotal | None

    @property
    def value(self):
        return self.official.value if self.official else self.in_register

    @property
    def is_official(self):
        return self.official is not None


def zone_denominators(zones, totals, year):
    """One for every kind of zone, as it stands for a year."""
    counts = zones.existing_in(year).order_by().values_list("kind").annotate(Count("pk"))
    in_register = dict(counts)
    latest = {row.subject: row for row in totals.filter(year__lte=year).order_by("year")}
    return [
        Denominator(kind, year, in_register.get(kind, 0), latest.get(kind.value))
        for kind in ZoneKind
    ]


# What the register's list calls "nothing is known" in its address.
UNKNOWN = "none"


@dataclass(frozen=True)
class Share:
    """How many establishments and households say one thing; `query` opens them in the register."""

    label: str
    query: dict
    plants: int
    households: int

    @property
    def plants_query(self):
        return urlencode(self.query | {"stratum": Stratum.PLANT.value})

    @property
    def households_query(self):
        return urlencode(self.query | {"stratum": Stratum.HOUSEHOLD.value})


@dataclass(frozen=True)
class Breakdown:
    """What a zone holds; households are counted apart."""

    total: Share
    sectors: list[Share]
    sizes: list[Share]
    levels: list[Share]

    @property
    def groups(self):
        return [
            (_("Theo ngành"), self.sectors),
            (_("Theo quy mô"), self.sizes),
            (_("Theo mức độ áp dụng SXSH"), self.levels),
        ]


def breakdown(sites, **asked):
    """Of these establishments, in one query; `asked` is what the register is narrowed by."""
    counts = list(
        sites.order_by()
        .values_list("stratum", "sector", "size", "level")
        .annotate(count=Count("pk"))
    )

    def share(label, at=None, value=None, name=""):
        rows = [row for row in counts if at is None or row[at] == value]
        plants = sum(row[-1] for row in rows if row[0] == Stratum.PLANT)
        everybody = sum(row[-1] for row in rows)
        query = asked | ({name: UNKNOWN if value == "" else value} if name else {})
        return Share(str(label), query, plants, everybody - plants)

    def split(at, name, label_of, order=None):
        found = {row[at] for row in counts}
        values = [each for each in order if each in found] if order else sorted(found)
        return [share(label_of(value), at, value, name) for value in values]

    return Breakdown(
        share(_("Tổng số")),
        split(1, "sector", lambda code: sectors.title_of(code) or _("chưa xác định")),
        split(2, "size", lambda size: Size(size).label, order=list(Size)),
        split(3, "level", lambda level: Level(level).label),
    )
