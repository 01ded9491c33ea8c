"""What was saved: before against after per unit of product, in money, TOE and CO2 (task 16)."""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments import normalising
from assessments.enums import Emission, Normalisation, ResourceKind
from assessments.worksheets import months
from assessments.worksheets.catalogue import PRODUCT
from assessments.worksheets.figures import NOT_YET, UNDEFINED, Figure, Named, Sum
from assessments.worksheets.outputs import Made

READINGS, RESULTS = "16_So_do", "16_Ket_qua"
BEFORE, AFTER = "truoc", "sau"
HUNDRED = Decimal(100)
# Sold, not thrown away: more of it is money earned.
EARNS = {"PHE_LIEU"}
OF_ENERGY = (ResourceKind.ENERGY, ResourceKind.FUEL)
OF_THE_STRATEGY = (*OF_ENERGY, ResourceKind.MATERIAL)


@dataclass(frozen=True)
class Result:
    """One resource at one plant; None where a figure is undefined, `missing` says of what."""

    resource: object
    before: object
    after: object
    made_before: Decimal | None
    made_after: Decimal | None
    method: Normalisation
    saving: object
    worth: Decimal | None
    price: Decimal | None
    base_price: Decimal | None
    toe: Decimal | None
    co2: Decimal | None
    factors: tuple
    missing: tuple

    @property
    def is_estimate(self):
        return self.before.is_estimate or self.after.is_estimate


def readings(contents, period):
    lines = [line for line in contents.of(READINGS) if line["ky"] == period]
    return months.by_resource(lines)


def months_of(contents, period):
    """The months of a period in which something was made."""
    lines = readings(contents, period).get(PRODUCT, [])
    return sorted({line["thang"] for line in lines if line["luong"]})


def year_of(contents):
    """The year of the result: that of the last month after."""
    after = months_of(contents, AFTER)
    return after[-1].year if after else None


def measured(contents):
    """A Result of every resource that was read before and after; [] without output in both."""
    made = made_of(contents)
    if not made.is_both:
        return []
    before, after = readings(contents, BEFORE), readings(contents, AFTER)
    codes = [code for code in before if code in after and code != PRODUCT]
    return [_result(code, before[code], after[code], made, contents) for code in codes]


def made_of(contents):
    lines = [readings(contents, period).get(PRODUCT, []) for period in (BEFORE, AFTER)]
    return Made(*lines, contents)


def _result(code, before, after, made, contents):
    pairs = zip((before, after), made.gaps(before, after), strict=True)
    sums = [_used(lines, gaps, contents) for lines, gaps in pairs]
    resource = contents.catalogue.resources[code]
    saving, worth, price = None, None, None
    missing = [reason for each in sums for reason in each.missing]
    if not missing:
        saving, missing = made.saving(before, *(each.value for each in sums))
    if saving is not None:
        worth, price = _worth(code, saving, before, after, contents)
        if worth is None:
            missing.append(_("thành tiền của kỳ sau"))
    toe, co2, factors, more = _value(resource, saving, after, contents)
    return Result(
        resource,
        *sums,
        *(each.value for each in made.whole),
        made.method(before),
        saving,
        worth,
        price,
        _price_before(before, sums[0]),
        toe,
        co2,
        factors,
        (*missing, *more),
    )


def _used(lines, gaps, contents):
    """A Sum of a period; without the same months as its output it says nothing of the period."""
    told = months.total(lines, contents)
    return replace(told, missing=(*told.missing, *gaps))


def _price_before(lines, amount):
    """What a base unit cost before; None as long as not every line says what was paid."""
    paid = months.cost_of(lines)
    return paid / amount.value if paid is not None and amount.value else None


def _worth(code, saving, before, after, contents):
    """(đồng, price of a base unit): expected at the mix of tariffs of before, less what was paid.

    So a plant that moves its load into cheap hours is seen to have saved money, and no kWh by that.
    """
    paid = months.cost_of(after)
    price = _mean_price(before, after, contents)
    if paid is None or price is None:
        return None, None
    worth = saving.expected * price - paid
    return (-worth if code in EARNS else worth), price


def _mean_price(before, after, contents):
    prices = {}
    for unit, lines in _by_unit(after).items():
        amount, cost = months.total(lines, contents), months.cost_of(lines)
        if not amount.value or cost is None:
            return None
        prices[unit] = cost / amount.value
    mix = {unit: months.total(lines, contents).value for unit, lines in _by_unit(before).items()}
    whole = sum(mix.values())
    if not whole or not mix.keys() <= prices.keys():
        amount = months.total(after, contents)
        return months.cost_of(after) / amount.value if amount.value else None
    return sum(prices[unit] * amount for unit, amount in mix.items()) / whole


def _by_unit(lines):
    grouped = defaultdict(list)
    for line in lines:
        grouped[line["don_vi"]].append(line)
    return grouped


def _value(resource, saving, after, contents):
    """(TOE, t CO2, codes of factors, what there is no factor of) of what was saved.

    A period across New Year is worth what its years are: what was saved is shared by what each
    year's months took after, or evenly by these months where nothing was taken.
    """
    if resource.kind not in OF_ENERGY or saving is None:
        return None, None, (), ()
    totals, factors, missing = [Decimal(0), Decimal(0)], [], []
    shares = _shares(after, contents)
    for year, share in shares.items():
        converter, amount = contents.catalogue.converter(year), saving.amount * share
        pair = (converter.toe(amount, resource), converter.co2(amount, resource, year))
        for at, (name, told) in enumerate(zip(("TOE", "CO2"), pair, strict=True)):
            factors += told.factors
            if told.value is None:
                totals[at] = None
                which = name if len(shares) == 1 else f"{name} {year}"
                missing.append(f"{which}: {told.why.value}")
            elif totals[at] is not None:
                totals[at] += told.value
    oil, carbon = totals
    emitted = None if _is_apart(resource) else carbon
    return oil, emitted, tuple(dict.fromkeys(factors)), tuple(missing)


def _shares(after, contents):
    """{year: its part of what was taken after}"""
    years = sorted({line["thang"].year for line in after})
    by_year = {year: [line for line in after if line["thang"].year == year] for year in years}
    taken = {year: months.total(lines, contents).known for year, lines in by_year.items()}
    if not sum(taken.values()):
        taken = {
            year: Decimal(len({line["thang"] for line in lines})) for year, lines in by_year.items()
        }
    whole = sum(taken.values())
    return {year: part / whole for year, part in taken.items()}


def _is_apart(resource):
    """Whether its CO2 is biogenic and in no total."""
    return resource.is_biogenic and resource.emission != Emission.ZERO


def rows(contents):
    """The rows of 16_Ket_qua: (code, figures by column)."""
    return [(each.resource.code, _columns(each, contents)) for each in measured(contents)]


def _columns(each, contents):
    output = months.total(readings(contents, BEFORE)[PRODUCT], contents)
    later = months.total(readings(contents, AFTER)[PRODUCT], contents)
    code, unit = each.resource.code, each.before.unit
    share = (
        None if each.saving is None or each.saving.share is None else each.saving.share * HUNDRED
    )
    why = "; ".join(each.missing) or UNDEFINED
    return {
        "tai_nguyen": Figure(each.resource.name),
        "suat_truoc": _specific(code, each.before, output, contents),
        "suat_sau": _specific(code, each.after, later, contents),
        "cach_chuan_hoa": Figure(_words_of(each.method, made_of(contents))),
        "ty_le": Figure(share, "", 2, UNDEFINED),
        "ky_vong": Figure(each.saving and each.saving.expected, unit, 3, why),
        "tiet_kiem": Figure(each.saving and each.saving.amount, unit, 3, why),
        "tien": Figure(each.worth, "", 0, why),
        "toe": _of_energy(each, each.toe),
        "tco2": _of_energy(each, each.co2),
        "phien_ban_he_so": Figure(", ".join(each.factors) or "–"),
    }


def _specific(code, amount, output, contents):
    found = months.specific_of(code, amount, output, contents)
    return replace(found, why="; ".join(amount.missing)) if amount.missing else found


def _words_of(method, made):
    """“một sản phẩm” of several says that they were added up."""
    if method == Normalisation.ONE_PRODUCT and made.is_several:
        return _("gộp %(count)s sản phẩm làm một") % {"count": len(made.products)}
    return method.label


def _of_energy(each, value):
    is_energy = each.resource.kind in OF_ENERGY
    return Figure(value, "", 3, "; ".join(each.missing) if is_energy else _("không áp dụng"))


def headline(contents):
    """Saved per unit of product over energy and materials, weighed by the base year's cost."""
    told = {
        each.resource.code: each.saving.share if each.saving else None
        for each in measured(contents)
        if _counts(each)
    }
    costs = months.costs(contents)
    if not told or any(costs.get(code) is None for code in told):
        return None
    return normalising.headline(told, costs)


def _counts(each):
    return each.resource.kind in OF_THE_STRATEGY


def facts(contents):
    found = measured(contents)
    if not found:
        return []
    return [
        Named(_("Tổng tiền tiết kiệm trong năm kết quả"), _money(found, contents)),
        Named(
            _("Tiết kiệm chung trên đơn vị sản phẩm"),
            _headline(found, contents),
            _("điện, nhiên liệu, nguyên liệu, theo tỷ trọng chi phí năm cơ sở"),
        ),
        *_energy(found, contents),
    ]


def _money(found, contents):
    lacking = [each.resource.name for each in found if each.worth is None]
    lacking += _of_one_period(contents)
    return _told(sum(each.worth or 0 for each in found), lacking, "đồng", 0)


def _headline(found, contents):
    share = headline(contents)
    lacking = [each.resource.name for each in found if _counts(each) and each.saving is None]
    if share is None:
        return _told(None, lacking, "%", 2)
    return Figure(share * HUNDRED, "%", 2)


def _told(value, lacking, unit, places):
    if lacking:
        return months.figure_of(Sum(Decimal(0), tuple(lacking)))
    return Figure(value, unit, places, NOT_YET)


def _energy(found, contents):
    """TOE and CO2: no total as long as a part is missing, and what is known says what it leaves."""
    energy = [each for each in found if each.resource.kind in OF_ENERGY]
    fossil = [each for each in energy if not _is_apart(each.resource)]
    for title, unit, rows, name in (("TOE", "TOE", energy, "toe"), ("CO2", "tCO2", fossil, "co2")):
        told = [(each.resource.name, getattr(each, name)) for each in rows]
        known = [value for _name, value in told if value is not None]
        lacking = [resource for resource, value in told if value is None]
        lacking += _of_one_period(contents, is_energy=True)
        if not known and not lacking:
            continue
        note = ""
        if known and lacking:
            note = _("phần tính được: %(part)s") % {"part": Figure(sum(known), unit, 3)}
        total = Sum(sum(known, Decimal(0)), tuple(lacking), unit)
        yield Named(title, months.figure_of(total, places=3), note)


def _of_one_period(contents, *, is_energy=False):
    """Names of what was read either before or after, and cannot be compared."""
    before, after = readings(contents, BEFORE), readings(contents, AFTER)
    rows = [contents.catalogue.resources[code] for code in sorted(before.keys() ^ after.keys())]
    said = _("%(name)s (chỉ đo một kỳ)")
    return [said % {"name": row.name} for row in rows if row.kind in OF_ENERGY or not is_energy]


def monthly(resource, contents):
    """[(month, Figure)] of specific consumption after, as the plant goes on recording it."""
    after = readings(contents, AFTER)
    found = []
    for month in months_of(contents, AFTER):
        lines = [line for line in after.get(resource, []) if line["thang"] == month]
        output = [line for line in after[PRODUCT] if line["thang"] == month]
        if lines:
            pair = (months.total(lines, contents), months.total(output, contents))
            found.append((month, months.specific_of(resource, *pair, contents)))
    return found
