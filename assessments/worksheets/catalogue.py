"""The national rows that worksheets lean on, read once: resources, units, factors, benchmarks."""

import datetime as dt
from decimal import Decimal
from functools import cached_property

from assessments.conversion import Converter
from assessments.enums import ResourceKind
from assessments.models import Benchmark, ConversionFactor, MeasureUnit, Resource
from organisations.vietnamese import format_unit, search_key

PRODUCT = "SAN_PHAM"
MASS, VOLUME, HEAT = "mass", "volume", "heat"
# Units of a balance and of a waste stream: what they measure, and kg, litres or GJ of one.
PLAIN = {
    "t": (MASS, Decimal(1000)),
    "kg": (MASS, Decimal(1)),
    "m3": (VOLUME, Decimal(1000)),
    "l": (VOLUME, Decimal(1)),
    "GJ": (HEAT, Decimal(1)),
    "MJ": (HEAT, Decimal("0.001")),
    "kWh": (HEAT, Decimal("0.0036")),
}
SPELT = {"tan": "t", "m³": "m3", "khoi": "m3", "lit": "l", "ký": "kg"}
# What a plain name means for a resource, when it has a unit of that code.
ALIASES = {
    "t": ("TAN", "TAN_HOI"),
    "kg": ("KG",),
    "kwh": ("KWH",),
    "mwh": ("MWH",),
    "m3": ("M3_NUOC", "SM3", "M3_BUN"),
    "l": ("LIT", "LIT_NUOC"),
}


class Catalogue:
    def __init__(self):
        self.resources = {row.code: row for row in Resource.objects.all()}
        self.units = {row.code: row for row in MeasureUnit.objects.all()}
        self.benchmarks = {row.code: row for row in Benchmark.objects.filter(is_hidden=False)}
        self.factors = list(ConversionFactor.objects.all())
        self._converters = {}

    def converter(self, year):
        """Knows the factors in force at the end of a year."""
        if year not in self._converters:
            self._converters[year] = Converter(self.factors, dt.date(year, 12, 31))
        return self._converters[year]

    def in_base(self, resource, unit, quantity, year):
        """A Worth in the base unit of the resource; all three are codes and a number."""
        row = self.resources[resource]
        return self.converter(year).in_base(quantity, self.units[unit], row)

    @cached_property
    def names_of_units(self):
        """{search key of a name: codes}, since some names stand for several units."""
        found = {}
        for unit in self.units.values():
            found.setdefault(search_key(unit.name), []).append(unit.code)
        return found

    def is_unit_of(self, unit, resource):
        return unit in self.units and resource in self.units[unit].resources

    def find_unit(self, text, resource=None):
        """The code of a unit by code, name or plain spelling; None when there is none or doubt."""
        key = search_key(text)
        plain = plain_unit(text)
        if resource is None and plain:
            return plain
        found = [code for code in self.units if code.casefold() == text.strip().casefold()]
        found = found or self.names_of_units.get(key, [])
        found = found or list(ALIASES.get((plain or key).casefold(), ()))
        if resource is not None:
            fitting = [code for code in found if self.is_unit_of(code, resource)]
            found = fitting or found
        return found[0] if len(found) == 1 or (resource and found) else None

    def find_resource(self, text):
        code = text.split(" – ")[0].strip().upper()
        if code in self.resources:
            return code
        named = [r.code for r in self.resources.values() if search_key(r.name) == search_key(text)]
        return named[0] if len(named) == 1 else None

    def unit_name(self, code):
        return self.units[code].name if code in self.units else format_unit(code)

    def is_product(self, resource):
        return self.resources[resource].kind == ResourceKind.PRODUCT


def plain_unit(text):
    """'tấn' → 't', 'm³' → 'm3'; None for what is not one of the plain units."""
    said = text.strip()
    by_key = {name.casefold(): name for name in PLAIN}
    key = SPELT.get(said.casefold()) or SPELT.get(search_key(said)) or said.casefold()
    return by_key.get(key.casefold())
