"""What a plant takes and gives off in a year, as a whole and per unit of product (DOMAIN 3.6).

A total of which one part is not known is not known either: it names what is missing instead of
leaving it out. CO2 of biomass stands apart and is in no total.
"""

from dataclasses import dataclass
from decimal import Decimal

from assessments.conversion import step
from assessments.enums import Total
from assessments.normalising import change

# In what each total is counted; energy and CO2 are worked out.
UNITS = {
    Total.MATERIALS: "t",
    Total.WATER: "m3",
    Total.WASTEWATER: "m3",
    Total.WASTE: "t",
}
CARBON, BIOGENIC = "C", "C sinh học"
# Product per resource: the higher the better. Load per product: the lower the better.
PRODUCTIVITIES = (Total.ENERGY, Total.MATERIALS, Total.WATER)
INTENSITIES = (CARBON, Total.WASTEWATER, Total.WASTE)


@dataclass(frozen=True)
class Use:
    """How much of a resource a year took or gave off, in the resource's base unit."""

    resource: object
    amount: Decimal


@dataclass(frozen=True)
class Sum:
    """`missing` are pairs of a resource and why it could not be counted; then there is no value."""

    known: Decimal
    missing: tuple = ()

    @property
    def value(self):
        return None if self.missing else self.known


@dataclass(frozen=True)
class Profile:
    """Of one year: sums by total (GJ, t, m³, t CO2) and what was made, None when nothing was."""

    sums: dict
    made: Decimal | None

    def per_unit(self, total):
        """P/E, P/M, P/W or C/P, WW/P, S/P; None when one of the two is missing or nought."""
        amount = self.sums[total].value
        if not amount or not self.made:
            return Decimal(0) if amount == 0 and self.made and total in INTENSITIES else None
        return self.made / amount if total in PRODUCTIVITIES else amount / self.made


def profile_of(uses, made, converter, year):
    """A Profile; CO2 of electricity by the grid of that `year`."""
    uses = list(uses)
    sums = {total: _sum(uses, total, unit) for total, unit in UNITS.items()}
    energy = [use for use in uses if use.resource.total == Total.ENERGY]
    sums[Total.ENERGY] = _worked_out(energy, converter.gigajoules)
    fossil = [use for use in energy if not use.resource.is_biogenic]
    grown = [use for use in energy if use.resource.is_biogenic]

    def co2(amount, resource):
        return converter.co2(amount, resource, year)

    sums[CARBON], sums[BIOGENIC] = _worked_out(fossil, co2), _worked_out(grown, co2)
    return Profile(sums, Decimal(made) if made else None)


def changes(before, now):
    """{total: how much more or less per unit of product, as a share}; None where unknown."""
    compared = (*PRODUCTIVITIES, *INTENSITIES)
    return {total: change(before.per_unit(total), now.per_unit(total)) for total in compared}


def _sum(uses, total, unit):
    own = [use for use in uses if use.resource.total == total]
    return Sum(sum((use.amount * step(use.resource.base_unit, unit) for use in own), Decimal(0)))


def _worked_out(uses, work_out):
    found = [(use.resource, work_out(use.amount, use.resource)) for use in uses]
    missing = tuple((resource, worth.why) for resource, worth in found if worth.value is None)
    return Sum(sum((worth.value or 0 for _resource, worth in found), Decimal(0)), missing)
