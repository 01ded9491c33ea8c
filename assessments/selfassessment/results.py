"""What a self-assessment gives at once: the score, the profile, the change, the money, the ideas.

Nothing is shown as 0 that is not known: a total of which a part is missing names that part.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.checklist import ideas_for
from assessments.enums import Reading as Known
from assessments.enums import ResourceKind, Total
from assessments.profile import (
    BIOGENIC,
    CARBON,
    INTENSITIES,
    PRODUCTIVITIES,
    Use,
    changes,
    profile_of,
)
from assessments.scoring import score_of
from organisations.charts import Bar, BarChart, Value
from organisations.vietnamese import NO_DATA, format_money, format_number, format_unit
from programmes.enums import UNVERIFIED

NAMES = {
    Total.ENERGY: (_("Năng lượng"), "GJ"),
    Total.MATERIALS: (_("Nguyên liệu, vật liệu"), "t"),
    Total.WATER: (_("Nước sạch"), "m³"),
    CARBON: (_("CO2 từ năng lượng"), "t CO2"),
    BIOGENIC: (_("CO2 sinh học (để riêng, không cộng)"), "t CO2"),
    Total.WASTEWATER: (_("Nước thải"), "m³"),
    Total.WASTE: (_("Chất thải rắn"), "t"),
}
# What a total is made of; CO2 of the energy.
OF = {CARBON: Total.ENERGY, BIOGENIC: Total.ENERGY}
PLACES, FIGURES = 3, 4
UNDEFINED = _("suất không xác định")
NO_OUTPUT = _("chưa có sản lượng")


@dataclass(frozen=True)
class GroupScore:
    name: str
    score: object


@dataclass(frozen=True)
class Indicator:
    """One line of the profile; None where it is not known, with `missing` saying why."""

    key: str
    name: str
    unit: str
    total: Decimal | None
    per_product: Decimal | None
    relative_unit: str
    change: Decimal | None
    missing: tuple = ()

    @property
    def is_relative(self):
        return self.key != BIOGENIC

    @property
    def total_text(self):
        return str(_("chưa có số liệu")) if self.total is None else readable(self.total)

    @property
    def relative_text(self):
        if self.per_product is None:
            return str(UNDEFINED)
        return f"{readable(self.per_product)} {self.relative_unit}"

    @property
    def change_text(self):
        """'+3,2 %': more product for it, or more load by a product."""
        if self.change is None:
            return str(_("chưa so được"))
        sign = "+" if self.change > 0 else ""
        return f"{sign}{format_number(self.change * 100, 1)} %"


@dataclass(frozen=True)
class Intensity:
    """One resource of the year: as a whole, by a unit of product, in TOE where it is energy."""

    name: str
    amount: Decimal
    unit: str
    made: Decimal | None
    made_in: str
    toe: object
    is_estimate: bool
    resource: object

    @property
    def per(self):
        return self.amount / self.made if self.made else None

    @property
    def amount_text(self):
        return f"{readable(self.amount)} {format_unit(self.unit)}"

    @property
    def per_text(self):
        if self.per is None:
            return str(UNDEFINED)
        return f"{readable(self.per)} {format_unit(self.unit)}/{self.made_in}"

    @property
    def toe_text(self):
        if self.toe is None:
            return NO_DATA
        return self.toe.why.value if self.toe.value is None else readable(self.toe.value)


@dataclass(frozen=True)
class Cost:
    name: str
    money: Decimal
    whole: Decimal

    @property
    def share(self):
        return 100 * self.money / self.whole if self.whole else None


@dataclass(frozen=True)
class Idea:
    """What others usually do about it; the range is never of the whole plant."""

    item: object
    is_taken: bool

    @property
    def saving(self):
        item = self.item
        if item.saving_low is None:
            return ""
        low, high = format_number(item.saving_low), format_number(item.saving_high)
        return _now("%(low)s-%(high)s %% %(of)s (thường gặp, chưa đo tại cơ sở)") % {
            "low": low,
            "high": high,
            "of": item.saving_of,
        }

    @property
    def is_unverified(self):
        return self.item.saving_provenance in UNVERIFIED

    @property
    def trust(self):
        return self.item.get_saving_provenance_display()


class Results:
    """Of a Reading; `baseline` is the Reading of the earliest year, if there is one."""

    def __init__(self, reading, baseline=None):
        self.reading, self.before = reading, baseline

    @cached_property
    def scores(self):
        """(GroupScore of each group, Score of all)."""
        said = {answer.item_id: answer.answer for answer in self.reading.answers}
        by_group = defaultdict(list)
        for item in self.reading.items:
            by_group[item.group_id].append((item.weight, said.get(item.pk)))
        groups = [
            GroupScore(group.name, score_of(by_group[group.pk]))
            for group in self.reading.groups
            if by_group[group.pk]
        ]
        return groups, score_of(pair for pairs in by_group.values() for pair in pairs)

    @property
    def output_text(self):
        made, unit = self.reading.output
        return f"{readable(made)} {unit}" if made else ""

    @cached_property
    def profile(self):
        return _profile(self.reading)

    @cached_property
    def changes(self):
        """{total: share} against the baseline, of what both know and make in one unit."""
        if self.before is None or self.before.output[1] != self.reading.output[1]:
            return {}
        gaps = {*_gaps(self.reading), *_gaps(self.before)}
        found = changes(_profile(self.before), self.profile)
        return {key: share for key, share in found.items() if OF.get(key, key) not in gaps}

    @cached_property
    def indicators(self):
        gaps = _gaps(self.reading)
        return [self._indicator(key, gaps.get(OF.get(key, key), ())) for key in NAMES]

    def _indicator(self, key, gaps):
        name, unit = NAMES[key]
        made_in = self.reading.output[1]
        amount = self.profile.sums[key]
        why = [f"{row.name}: {why.value}" for row, why in amount.missing]
        missing = tuple(dict.fromkeys([*gaps, *why]))  # three tariffs lack one factor once
        per = None
        if not missing and key in (*PRODUCTIVITIES, *INTENSITIES):
            per = self.profile.per_unit(key)
        if per is None and not missing and not self.profile.made:
            missing = (str(NO_OUTPUT),)
            return Indicator(key, name, unit, amount.value, None, "", None, missing)
        relative = f"{made_in}/{unit}" if key in PRODUCTIVITIES else f"{unit}/{made_in}"
        value = None if missing else amount.value
        return Indicator(key, name, unit, value, per, relative, self.changes.get(key), missing)

    @cached_property
    def intensities(self):
        """Of each resource with a figure, in the order of its rows; tariffs and names together."""
        made, made_in = self.reading.output
        by_resource = defaultdict(list)
        for row in self.reading.uses:
            if row.base_quantity is not None and row.resource.kind != ResourceKind.PRODUCT:
                by_resource[row.resource].append(row)
        return [
            self._intensity(resource, rows, made, made_in) for resource, rows in by_resource.items()
        ]

    def _intensity(self, resource, rows, made, made_in):
        amount = sum(row.base_quantity for row in rows)
        is_energy = resource.total == Total.ENERGY
        toe = self.reading.converter.toe(amount, resource) if is_energy else None
        names = dict.fromkeys(row.label for row in rows if row.label)
        name = f"{', '.join(names)} ({resource.name})" if names else resource.name
        rough = any(is_estimate(row) for row in rows)
        return Intensity(name, amount, resource.base_unit, made, made_in, toe, rough, resource)

    @property
    def energy_money_text(self):
        """Đồng of energy for a unit of product; said to be unknown where one bill is missing."""
        made, made_in = self.reading.output
        rows = [row for row in self.reading.uses if row.resource.total == Total.ENERGY]
        if not made or not rows or any(row.cost is None for row in rows):
            return str(_("chưa có số liệu"))
        return f"{readable(sum(row.cost for row in rows) / made)} đồng/{made_in}"

    @cached_property
    def costs(self):
        """Where the money goes, the most first; what was paid nothing for is left out."""
        spent = defaultdict(Decimal)
        for row in self.reading.uses:
            if row.cost and row.resource.kind != ResourceKind.PRODUCT:
                spent[row.resource] += row.cost
        whole = sum(spent.values())
        ordered = sorted(spent.items(), key=lambda pair: (-pair[1], pair[0].place))
        return [Cost(resource.name, money, whole) for resource, money in ordered]

    @cached_property
    def without_cost(self):
        """Names of what was used and of which the money was not said."""
        rows = self.reading.uses
        unknown = [r for r in rows if r.cost is None and r.resource.kind != ResourceKind.PRODUCT]
        return list(dict.fromkeys(row.label or row.resource.name for row in unknown))

    def chart(self):
        """Bars of the money, for the page and for the paper."""
        bars = [Bar(c.name, Value(c.money, format_money(c.money))) for c in self.costs]
        year = self.reading.assessment.year
        return BarChart(
            title=_now("Tiền chi cho tài nguyên và chất thải năm %(year)s") % {"year": year},
            description=_now("Số tiền cơ sở tự khai, chưa thuế giá trị gia tăng."),
            bars=tuple(bars),
            unit="đồng",
        )

    @cached_property
    def ideas(self):
        spent = defaultdict(Decimal)
        for row in self.reading.uses:
            spent[row.resource_id] += row.cost or 0
        answered = [(answer.item, answer.answer) for answer in self.reading.answers]
        taken = {option.code for option in self.reading.options}
        return [Idea(item, item.code in taken) for item in ideas_for(answered, spent)]

    @cached_property
    def unconfirmed(self):
        """How many figures and answers were copied from the year before and not confirmed."""
        rows = [*self.reading.uses, *self.reading.answers]
        return sum(not row.is_confirmed for row in rows)

    @cached_property
    def estimates(self):
        """Names of what is only estimated: a typical figure, or said to be so."""
        rows = [r for r in self.reading.uses if r.base_quantity is not None]
        return list(dict.fromkeys(r.label or r.resource.name for r in rows if is_estimate(r)))


def readable(value):
    """Three decimals, half up; of less than one, four figures, so that little is not shown as 0."""
    value = Decimal(value)
    places = PLACES if abs(value) >= 1 or not value else FIGURES - 1 - value.adjusted()
    return format_number(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def is_estimate(row):
    return bool(row.why) or row.reading == Known.ESTIMATED


def _profile(reading):
    rows = [row for row in reading.uses if row.base_quantity is not None]
    of = [Use(r.resource, r.base_quantity) for r in rows if r.resource.kind != ResourceKind.PRODUCT]
    return profile_of(of, reading.output[0], reading.converter, reading.assessment.year)


def _gaps(reading):
    """{total: why it is not known}: nothing was entered, or a figure could not be converted."""
    gaps = {}
    for key in (key for key in NAMES if key not in OF):
        rows = [row for row in reading.uses if row.resource.total == key]
        if not rows:
            gaps[key] = (_now("chưa nhập"),)
            continue
        unknown = [row for row in rows if row.base_quantity is None]
        if unknown:
            gaps[key] = tuple(
                f"{row.label or row.resource.name}: {row.why or _now('chưa ghi lượng')}"
                for row in unknown
            )
    return gaps


def results_of(reading):
    """With the change since the baseline year, where there is one."""
    before = reading.baseline
    return Results(reading, type(reading)(before, reading.access) if before else None)
