"""From a figure as it was bought to the base unit of its resource, and what that is worth.

Nothing is guessed: what is not known stays None and the reason is told. Exact decimals, nothing
rounded. The rules are those of reference/assessments/units.yaml and resources.yaml.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from assessments.enums import Emission, FactorKind, ResourceKind

MILLION = 1_000_000
# Between units of one kind, by definition.
STEPS = {
    ("t", "kg"): Decimal(1000),
    ("m3", "l"): Decimal(1000),
    ("MWh", "kWh"): Decimal(1000),
}
STEPS |= {(to, here): 1 / factor for (here, to), factor in STEPS.items()}
MASSES, VOLUMES = ("kg", "t"), ("l", "m3")


class Why(Enum):
    """Why there is no figure, or only an estimate."""

    NO_FACTOR = "chưa có hệ số"
    NO_YEAR = "chưa công bố hệ số của năm này"
    CONFLICT = "các nguồn mâu thuẫn, quản trị chưa chọn hệ số"
    NO_DENSITY = "chưa có khối lượng riêng"
    NO_OWN_FIGURE = "chưa ghi số của cơ sở cho đơn vị này"
    TYPICAL = "ước tính theo số thường gặp"


@dataclass(frozen=True)
class Worth:
    """A figure with the codes of the factors it was worked out with; None with the reason.

    `unit` is that of an amount as bought: the base unit of its resource, or its own for a product
    that nobody weighs.
    """

    value: Decimal | None
    factors: tuple = ()
    why: Why | None = None
    unit: str = ""

    @property
    def is_estimate(self):
        return self.value is not None and self.why is Why.TYPICAL


@dataclass(frozen=True)
class Density:
    """What a label or a safety sheet says, in place of a row of ours."""

    value: Decimal
    unit: str = "kg/l"
    code: str = ""


class Converter:
    """Knows every factor; `day` decides which of them are in force."""

    def __init__(self, factors, day):
        self.by_code = {row.code: row for row in factors}
        self.day = day

    def in_base(self, quantity, unit, resource, own=None, own_density=None):
        """A quantity as bought in the base unit of its resource.

        `own` is the plant's figure where the unit asks for one, `own_density` that of the label in
        kg a litre, for which the typical one stands in and makes an estimate.
        """
        amount, codes, why = self._in_units_base(Decimal(quantity), unit, own)
        if amount is None:
            return Worth(None, why=why)
        target = resource.base_unit
        if resource.kind == ResourceKind.PRODUCT and step(unit.base, target) is None:
            return Worth(amount, codes, why, unit.base)
        if unit.base == "GJ" and resource.gigajoules:
            return Worth(amount / resource.gigajoules, codes, why, target)
        label = None if own_density is None else Density(Decimal(own_density))
        further, more = self._changed(amount, unit.base, target, resource, label)
        if further is None:
            return Worth(None, why=Why.NO_DENSITY)
        is_typical = any(self.by_code[code].kind == FactorKind.DENSITY for code in more)
        return Worth(further, (*codes, *more), Why.TYPICAL if is_typical else why, target)

    def _in_units_base(self, quantity, unit, own):
        """(amount, codes, why), the last one of an estimate or of a figure that is missing."""
        factor = 1 if unit.factor is None else unit.factor
        if unit.density:
            density = self.by_code[unit.density].value
            amount = quantity / density if unit.divides_by_density else quantity * density
            return amount, (unit.density,), Why.TYPICAL
        if not unit.own_title:
            return quantity * factor, (), None
        figure = unit.typical if own is None else Decimal(own)
        if figure is None:
            return None, (), Why.NO_OWN_FIGURE
        amount = quantity * factor / figure if unit.own_divides else quantity * factor * figure
        return amount, (), Why.TYPICAL if own is None else None

    def toe(self, amount, resource):
        """Tonnes of oil equivalent of an amount in the base unit."""
        rows = [row for row in self._in_force(FactorKind.TOE) if row.resource_id == resource.pk]
        chosen = [row for row in rows if row.is_chosen]
        if not chosen and any(row.conflicts_with for row in rows):
            return Worth(None, why=Why.CONFLICT)
        for row in chosen or rows:
            per, unit = _per(row.unit.removeprefix("TOE/"))
            factor = step(resource.base_unit, unit)
            if factor is not None and row.value is not None:
                return Worth(Decimal(amount) * factor / per * row.value, (row.code,))
        return Worth(None, why=Why.NO_FACTOR)

    def gigajoules(self, amount, resource):
        """Final energy: electricity by definition, never through its TOE; fuels by their heat."""
        if resource.gigajoules is not None:
            return Worth(Decimal(amount) * resource.gigajoules)
        heat = self._heat(amount, resource)
        return heat if resource.kind == ResourceKind.FUEL else Worth(None, why=Why.NO_FACTOR)

    def co2(self, amount, resource, year):
        """Tonnes of CO2; of biomass too, which stands apart from the total (`is_biogenic`)."""
        if resource.emission == Emission.ZERO:
            return Worth(Decimal(0))
        if resource.emission == Emission.GRID:
            return self._of_grid(amount, resource, year)
        if resource.emission != Emission.FUEL:
            return Worth(None, why=Why.NO_FACTOR)
        heat = self._heat(amount, resource)
        emitting = self.by_code.get(resource.emitting)
        if heat.value is None or emitting is None or emitting.value is None:
            return Worth(None, why=heat.why or Why.NO_FACTOR)
        codes = (*heat.factors, emitting.code)
        return Worth(heat.value * emitting.value / MILLION, codes, heat.why)

    def _of_grid(self, amount, resource, year):
        found = [row for row in self.by_code.values() if row.kind == FactorKind.GRID]
        row = next((row for row in found if row.year == year), None)
        if row is None or row.value is None:
            return Worth(None, why=Why.NO_YEAR)
        factor = step(resource.base_unit, "MWh")
        return Worth(Decimal(amount) * factor * row.value, (row.code,))

    def _heat(self, amount, resource):
        """GJ by the net calorific value, which is told per tonne."""
        calorific = self.by_code.get(resource.calorific)
        if calorific is None or calorific.value is None:
            return Worth(None, why=Why.NO_FACTOR)
        tonnes, codes = self._changed(Decimal(amount), resource.base_unit, "t", resource)
        if tonnes is None:
            return Worth(None, why=Why.NO_DENSITY)
        return Worth(
            tonnes * calorific.value, (*codes, calorific.code), Why.TYPICAL if codes else None
        )

    def _changed(self, amount, here, to, resource, label=None):
        """(amount in another unit, codes): a volume becomes a mass by a density."""
        factor = step(here, to)
        if factor is not None:
            return amount * factor, ()
        density = label or self.by_code.get(resource.density) or self._density_of(resource)
        if density is None or density.value is None:
            return None, ()
        codes = (density.code,) if density.code else ()
        mass, volume = density.unit.split("/")
        if here in VOLUMES and to in MASSES:
            return amount * step(here, volume) * density.value * step(mass, to), codes
        if here in MASSES and to in VOLUMES:
            return amount * step(here, mass) / density.value * step(volume, to), codes
        return None, ()

    def _density_of(self, resource):
        """The one in kg of the resource, when there is exactly one: more would be a guess."""
        rows = [
            row
            for row in self.by_code.values()
            if row.kind == FactorKind.DENSITY and row.resource_id == resource.pk
        ]
        return rows[0] if len(rows) == 1 else None

    def _in_force(self, kind):
        return [
            row
            for row in self.by_code.values()
            if row.kind == kind
            and (row.valid_from is None or row.valid_from <= self.day)
            and (row.valid_to is None or row.valid_to >= self.day)
        ]


def _per(said):
    """(1000, 'l') of '1000 l', (1, 't') of 't'."""
    count, _gap, unit = said.rpartition(" ")
    return Decimal(count or 1), unit


def step(here, to):
    """By what an amount is multiplied on the way from one unit to another; None without a way."""
    return Decimal(1) if here == to else STEPS.get((here, to))
