"""Quantities as they were said, in the base unit of their resource: written beside, never over."""

import datetime as dt

from assessments.conversion import Converter
from assessments.models import ConversionFactor


def converter_of(year):
    """Knows the factors in force at the end of a year."""
    return Converter(ConversionFactor.objects.all(), dt.date(year, 12, 31))


def convert(row, converter):
    """Fill in base_quantity, base_unit and factors (and `why`) of a ResourceUse or OptionSaving."""
    own = getattr(row, "own_figure", None)
    density = getattr(row, "own_density", None)
    if row.quantity is None:
        row.base_quantity, row.base_unit, row.factors = None, row.resource.base_unit, []
        return row
    worth = converter.in_base(row.quantity, row.unit, row.resource, own, density)
    row.base_quantity = worth.value
    row.base_unit = worth.unit or row.resource.base_unit
    row.factors = list(worth.factors)
    if hasattr(row, "why"):
        row.why = worth.why.value if worth.why else ""
    return row
