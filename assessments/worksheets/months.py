"""What a plant used and made: sums of months, per unit of product (tasks 2 and 16)."""

from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.enums import ResourceKind
from assessments.normalising import specific
from assessments.worksheets.catalogue import PRODUCT
from assessments.worksheets.figures import NOT_YET, UNDEFINED, Figure, Named, Sum

USES, OUTPUT = "02_Tieu_thu_thang", "02_San_luong_thang"
# Per tonne of product a tonne of these is told in kg.
IN_KILOGRAMS = {ResourceKind.FUEL, ResourceKind.WASTE}
THOUSAND = Decimal(1000)


def converted(line, contents):
    """A Worth of one line of a month, in the base unit of its resource."""
    resource = line["tai_nguyen"] or PRODUCT
    if None in (line["luong"], line["don_vi"], line["thang"]):
        return None
    if not contents.catalogue.is_unit_of(line["don_vi"], resource):
        return None
    return contents.catalogue.in_base(resource, line["don_vi"], line["luong"], line["thang"].year)


def conversion(line, contents):
    """What stands in the column “Quy đổi về đơn vị gốc”."""
    worth = converted(line, contents)
    if worth is None:
        return Figure(why=NOT_YET)
    if worth.value is None:
        return Figure(why=worth.why.value)
    return Figure(worth.value, worth.unit, factors=worth.factors)


def total(lines, contents):
    """A Sum over lines of one resource."""
    known, missing, factors, unit, is_estimate = Decimal(0), [], [], "", False
    units = set()
    for line in lines:
        worth = converted(line, contents)
        if worth is None or worth.value is None:
            missing.append(str(worth.why.value if worth else NOT_YET))
            continue
        known += worth.value
        factors += worth.factors
        units.add(worth.unit)
        unit = worth.unit
        is_estimate = is_estimate or worth.is_estimate or line["cach_do"] == "uoc_tinh"
    if len(units) > 1:
        missing.append(_("nhiều đơn vị không cộng được"))
    kept = tuple(dict.fromkeys(factors))
    return Sum(known, tuple(dict.fromkeys(missing)), unit, kept, is_estimate)


def by_resource(lines):
    grouped = defaultdict(list)
    for line in lines:
        if line["tai_nguyen"]:
            grouped[line["tai_nguyen"]].append(line)
    return grouped


def made(contents):
    """A Sum of what was made in the base year; None when nothing is told."""
    lines = contents.of(OUTPUT)
    return total(lines, contents) if lines else None


def used(contents):
    """{resource: Sum} of the base year."""
    grouped = by_resource(contents.of(USES))
    return {code: total(lines, contents) for code, lines in grouped.items()}


def specific_of(resource, amount, output, contents):
    """Suất tiêu hao: kg, kWh or m³ of a resource for one unit of product."""
    if amount is None or amount.value is None or output is None or output.value is None:
        return Figure(why=NOT_YET)
    value = specific(amount.value, output.value)
    unit = f"{amount.unit}/{output.unit}"
    if value is None:
        return Figure(unit=unit, why=UNDEFINED)
    kind = contents.catalogue.resources[resource].kind
    if kind in IN_KILOGRAMS and amount.unit == "t":
        return Figure(value * THOUSAND, f"kg/{output.unit}", 2)
    return Figure(value, unit, 4 if amount.unit == "t" else 3 if amount.unit == "m3" else 2)


def norms(contents):
    """The computed column of 02_Dinh_muc, a row a line."""
    output, sums = made(contents), used(contents)
    return [
        {
            "suat_thuc_te": specific_of(
                line["tai_nguyen"], sums.get(line["tai_nguyen"]), output, contents
            )
        }
        for line in contents.of("02_Dinh_muc")
    ]


def energy(contents, year=None):
    """(GJ, TOE) as Sums over energy and fuels; what has no factor is named."""
    converter = contents.catalogue.converter(year or contents.year)
    totals = []
    for ask in (converter.gigajoules, converter.toe):
        known, missing, factors = Decimal(0), [], []
        for code, amount in used(contents).items():
            resource = contents.catalogue.resources[code]
            if resource.kind not in (ResourceKind.ENERGY, ResourceKind.FUEL):
                continue
            worth = ask(amount.value, resource) if amount.value is not None else None
            if worth is None or worth.value is None:
                missing.append(resource.name)
                continue
            known += worth.value
            factors += worth.factors
        totals.append(Sum(known, tuple(missing), factors=tuple(factors)))
    return totals


def cost_of(lines):
    """What lines of a resource cost; None when not all of them say it."""
    costs = [line["thanh_tien"] for line in lines]
    return None if not costs or None in costs else sum(costs)


def costs(contents):
    """{resource: đồng a year or None}"""
    return {code: cost_of(lines) for code, lines in by_resource(contents.of(USES)).items()}


def facts(contents):
    """What stands below the sheets of task 2: totals, specific consumption, energy, cost."""
    output, sums, money = made(contents), used(contents), costs(contents)
    if output is None and not sums:
        return []
    found = [Named(_("Sản lượng năm cơ sở"), figure_of(output))]
    for code, amount in sums.items():
        name = contents.catalogue.resources[code].name
        found.append(Named(name, figure_of(amount), _cost_note(money[code])))
        suat = specific_of(code, amount, output, contents)
        found.append(Named(_("Suất tiêu hao: %(name)s") % {"name": name}, suat))
    heat, toe = energy(contents)
    found.append(Named(_("Năng lượng"), figure_of(heat, "GJ", 2)))
    found.append(Named("TOE", figure_of(toe, "TOE", 3), ", ".join(toe.factors)))
    known = [cost for cost in money.values() if cost is not None]
    if known:
        left = [contents.catalogue.resources[c].name for c, cost in money.items() if cost is None]
        note = _("chưa có giá: %(names)s") % {"names": ", ".join(left)} if left else ""
        found.append(Named(_("Chi phí đã ghi"), Figure(sum(known), "đồng", 0), note))
    return found


def _cost_note(cost):
    return str(Figure(cost, "đồng", 0)) if cost is not None else ""


def figure_of(amount, unit=None, places=None):
    if amount is None:
        return Figure(why=NOT_YET)
    if amount.value is None:
        return Figure(why=_("chưa tính được: %(what)s") % {"what": ", ".join(amount.missing)})
    return Figure(amount.value, amount.unit if unit is None else unit, places, "", amount.factors)
