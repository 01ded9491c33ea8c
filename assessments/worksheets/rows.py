"""Rows of worksheets as they are stored: columns that are data, and quantities of months.

A store reads the lines of a sheet and writes what is between two lists of lines.
"""

from assessments import quantities
from assessments.enums import Period, ResourceKind
from assessments.models import (
    CPOption,
    MeasuredResult,
    OptionSaving,
    OptionStep,
    ResourceUse,
    WorksheetRow,
)
from assessments.worksheets.catalogue import PRODUCT
from assessments.worksheets.cells import kept, restored
from assessments.worksheets.contents import Line, code_of
from organisations.entry.saving import refused_in_words


class Tables:
    """The rows of one assessment, each table read once."""

    def __init__(self, assessment):
        self.rows = {}
        for row in WorksheetRow.objects.filter(assessment=assessment).order_by("place", "pk"):
            self.rows.setdefault(row.sheet, []).append(row)
        self.uses = list(ResourceUse.objects.filter(assessment=assessment))
        self.options = list(CPOption.objects.filter(assessment=assessment).order_by("place", "pk"))
        self.savings = list(OptionSaving.objects.filter(assessment=assessment))
        self.steps = list(OptionStep.objects.filter(assessment=assessment))
        self.codes = {option.pk: option.code for option in self.options}
        self.is_measured = MeasuredResult.objects.filter(assessment=assessment).exists()


class Generic:
    """Rows whose columns are data."""

    def read(self, sheet, tables, catalogue):
        return [
            Line(row.code, self._values(sheet, row.values))
            for row in tables.rows.get(sheet.name, ())
        ]

    def _values(self, sheet, stored):
        columns = {column.key: column for column in sheet.columns}
        return {
            key: restored(columns[key], value) for key, value in stored.items() if key in columns
        }

    def write(self, changes):
        columns = {column.key: column for column in changes.sheet.columns}
        rows = WorksheetRow.objects.filter(assessment=changes.assessment, sheet=changes.sheet.name)
        stored = {row.code: row for row in rows}
        gone = [row.pk for code, row in stored.items() if code not in changes.after_codes]
        rows.filter(pk__in=gone).delete()
        new = []
        for place, line in enumerate(changes.after, start=1):
            values = {key: kept(columns[key], value) for key, value in line.values.items()}
            row = stored.get(line.code)
            if row is None:
                new.append(self._row(changes, line, place, values))
            elif (row.values, row.place) != (values, place):
                row.values, row.place = values, place
                row.save(update_fields=["values", "place"])
        WorksheetRow.objects.bulk_create(new)

    def _row(self, changes, line, place, values):
        return WorksheetRow(
            assessment=changes.assessment,
            sheet=changes.sheet.name,
            code=line.code,
            place=place,
            values=values,
        )


class Uses:
    """Quantities of months, as bought and in base units."""

    def __init__(self, *purposes, products=None):
        self.purposes, self.products = purposes, products

    def _is_ours(self, use, resources):
        is_product = resources[use.resource_id].kind == ResourceKind.PRODUCT
        return use.purpose in self.purposes and self.products in (None, is_product)

    def read(self, sheet, tables, catalogue):
        resources = {row.pk: row for row in catalogue.resources.values()}
        units = {row.pk: row.code for row in catalogue.units.values()}
        found = [use for use in tables.uses if self._is_ours(use, resources)]
        found.sort(key=lambda use: (use.place, use.pk))
        lines = []
        for use in found:
            values = _values_of_use(use, resources[use.resource_id].code, units[use.unit_id])
            values = {
                key: v for key, v in values.items() if v not in (None, "") and _has(sheet, key)
            }
            lines.append(Line(code_of(sheet, values), values))
        return lines

    def write(self, changes):
        catalogue, assessment = changes.contents.catalogue, changes.assessment
        resources = {row.pk: row for row in catalogue.resources.values()}
        units = {row.pk: row.code for row in catalogue.units.values()}
        stored = {}
        for use in ResourceUse.objects.filter(assessment=assessment, purpose__in=self.purposes):
            if self._is_ours(use, resources):
                code, unit = resources[use.resource_id].code, units[use.unit_id]
                stored[code_of(changes.sheet, _values_of_use(use, code, unit))] = use
        gone = [use.pk for code, use in stored.items() if code not in changes.after_codes]
        ResourceUse.objects.filter(pk__in=gone).delete()
        new = []
        for place, line in enumerate(changes.after, start=1):
            use = stored.get(line.code)
            if use is None:
                new.append(self._filled(ResourceUse(assessment=assessment), line, place, catalogue))
            elif line.code in changes.changed or use.place != place:
                self._filled(use, line, place, catalogue).save()
        with refused_in_words(ResourceUse._meta.constraints):
            ResourceUse.objects.bulk_create(new)

    def _filled(self, use, line, place, catalogue):
        """Worked out with the factors of its own year, as everywhere."""
        use.purpose = _purpose(line, self.purposes)
        use.month = line["thang"]
        use.resource = catalogue.resources[line["tai_nguyen"] or PRODUCT]
        use.product_code = line["san_pham"] or ""
        use.quantity, use.unit = line["luong"], catalogue.units[line["don_vi"]]
        use.cost, use.place = line["thanh_tien"], place
        use.reading = line["cach_do"] or use.reading
        return quantities.convert(use, catalogue.converter(use.month.year))


PERIODS = {"truoc": Period.BEFORE, "sau": Period.AFTER}
PERIOD_CODES = {period: code for code, period in PERIODS.items()}


def _purpose(line, purposes):
    return PERIODS[line["ky"]] if line["ky"] else purposes[0]


def _values_of_use(use, resource, unit):
    return {
        "thang": use.month,
        "ky": PERIOD_CODES.get(use.purpose),
        "tai_nguyen": resource,
        "san_pham": use.product_code,
        "luong": plain(use.quantity),
        "don_vi": unit,
        "thanh_tien": use.cost,
        "cach_do": use.reading,
    }


def _has(sheet, key):
    return any(column.key == key for column in sheet.columns)


def plain(number):
    """Without the noughts that the database adds behind the comma."""
    if number is None:
        return None
    plain = number.normalize()
    return plain if plain.as_tuple().exponent <= 0 else plain.quantize(1)
