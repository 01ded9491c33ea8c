"""The figures of a household's sheet as rows of a year, told for a month (assessments.households).

A month with a peak beside it is only an estimate of the year; so is what carries the mark (~).
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from assessments.enums import Period, Reading
from assessments.households import Season
from assessments.models import ResourceUse
from assessments.quantities import convert

NINE = Decimal(1).scaleb(-9)
# Anthracite of which nobody told the grade: its CO2 is known, its TOE is not.
UNKNOWN_COAL = "THAN_CUC"
PRODUCT, POWER, WASTE = "SAN_PHAM", "DIEN", "CTR_TT"
WATER = {"nuoc_may": "NUOC_MAY", "gieng": "NUOC_NGAM", "ao_song": "NUOC_MAT"}
MATERIALS = ("NL_CHINH", "NL_PHU")
MONEY = {"VND_DIEN", "VND_NUOC"}


@dataclass(frozen=True)
class Told:
    """One figure for a normal month, in the unit it was told in."""

    resource: str
    amount: Decimal
    unit: str
    own: Decimal | None = None
    price: Decimal | None = None
    label: str = ""
    is_rough: bool = False


def season_of(said):
    """None as long as months or output are missing."""
    if said.get("so_thang") is None or said.get("sl_thang") is None:
        return None
    peak = said.get("so_thang_cao_diem") or 0
    return Season(said["so_thang"], peak, said["sl_thang"], said.get("sl_thang_cao_diem"))


def told_of(said, fuels):
    """Everything but the output; what was not told is left out."""
    yield from _one(said, "dien", POWER)
    for resource in fuels:
        key = f"dot_{resource.lower()}"
        grade = said.get(f"{key}_loai") or resource
        label = _("than cám không rõ loại") if grade == UNKNOWN_COAL else ""
        yield from _one(said, key, grade, label=label, rough="chat_dot_xap_xi")
    if said.get("nguon_nuoc"):
        yield from _one(said, "nuoc", WATER[said["nguon_nuoc"]])
    for number, resource in enumerate(MATERIALS, 1):
        key = f"nl{number}"
        yield from _one(said, key, resource, label=said[f"{key}_loai"], rough="nl_xap_xi")
    yield from _one(said, "thai", WASTE)


def _one(said, key, resource, *, label="", rough=None):
    amount, unit = said.get(f"{key}_thang"), said.get(f"{key}_don_vi")
    if amount is None or not unit:
        return
    yield Told(
        resource,
        amount,
        unit,
        own=said.get(f"{key}_so"),
        price=said.get(f"{key}_gia"),
        label=label,
        is_rough=bool(said.get(rough or f"{key}_xap_xi")),
    )


def rows_of(assessment, said, fuels, resources, units, converter):
    """Unsaved rows of the year: the output first, then what was taken and thrown away."""
    season = season_of(said)
    if season is None:
        return []
    output = Told(
        PRODUCT,
        season.output,
        said["don_vi"],
        own=said.get("don_vi_so"),
        label=said["san_pham"],
        is_rough=bool(said.get("sl_xap_xi")),
    )
    rows = [_row(assessment, output, season.output, is_rough=output.is_rough)]
    is_stretched = season.peak_monthly is not None and season.peak_months > 0
    for told in told_of(said, fuels):
        amount = season.year_of(told.amount).quantize(NINE, ROUND_HALF_UP)
        rows.append(_row(assessment, told, amount, is_rough=told.is_rough or is_stretched))
    for place, row in enumerate(rows):
        row.place = place
        row.resource, row.unit = resources[row.resource_code], units[row.unit_code]
        convert(row, converter)
    return rows


def _row(assessment, told, amount, *, is_rough):
    row = ResourceUse(
        assessment=assessment,
        purpose=Period.YEAR,
        label=told.label,
        quantity=amount,
        own_figure=told.own,
        cost=_money(told, amount),
        reading=Reading.ESTIMATED if is_rough else Reading.COMPUTED,
    )
    row.resource_code, row.unit_code = told.resource, told.unit
    return row


def _money(told, amount):
    """Of the year, in whole đồng: a bill is the money itself."""
    if told.unit in MONEY:
        return amount.quantize(Decimal(1), ROUND_HALF_UP)
    if told.price is None:
        return None
    return (told.price * amount).quantize(Decimal(1), ROUND_HALF_UP)
