"""The plant's intensities beside norms, reference values and the other plants of its division.

All candidates of the division stand in the list with what they are for: which product and capacity
fit is for the assessor to say. What the rules of reference/assessments/benchmarks.yaml ask:
a norm counts within its period alone, and what it judges is the last day of the year of the data;
one that had ended by then is grey. Figures of total energy are not judged before the source's way
of counting electricity was read.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from assessments.benchmarking import Own, Why, converted, is_of_product, per_product, unit_of
from assessments.conversion import Worth
from assessments.enums import BenchmarkKind, ResourceKind, Total
from assessments.models import Benchmark
from assessments.selfassessment.medians import medians_of
from assessments.selfassessment.results import readable
from organisations import clock
from organisations.charts import Mark, Strip, Tone, Value
from organisations.vietnamese import NO_DATA, format_date, format_number, format_unit

ENERGY, ELECTRICITY, FUEL, HEAT = "tổng năng lượng", "điện", "nhiên liệu", "nhiệt"
WATER, WASTEWATER = "nước", "nước thải"
LPG = "LPG"
# How the plant's own energy counts electricity, and a source whose figures may be judged by it.
OUR_BASIS = "3,6 MJ/kWh"
NOT_READ = "not read"


@dataclass(frozen=True)
class Line:
    """One benchmark of the division; `own` is the plant's figure in its unit, or why there is none.

    `day`, the last of the year of the data, decides whether a norm is in force.
    """

    row: Benchmark
    day: dt.date
    today: dt.date
    own: Decimal | None
    why: str = ""

    @property
    def is_norm(self):
        return self.row.kind == BenchmarkKind.NORM

    @property
    def has_ended(self):
        return self.row.has_ended(self.day)

    @property
    def is_grey(self):
        return self.is_norm and self.has_ended

    @property
    def is_to_come(self):
        return self.row.valid_from is not None and self.row.valid_from > self.day

    @property
    def low(self):
        return self.row.value if self.row.value is not None else self.row.low

    @property
    def high(self):
        return self.row.value if self.row.value is not None else self.row.high

    @property
    def figure_text(self):
        if not self.row.has_figure:
            return Why.NO_FIGURE.value
        return f"{self.range_text} {format_unit(self.row.unit)}"

    @property
    def range_text(self):
        if self.low == self.high:
            return format_number(self.low)
        return f"{format_number(self.low)} – {format_number(self.high)}"

    @property
    def own_text(self):
        return NO_DATA if self.own is None else f"{readable(self.own)} {format_unit(self.row.unit)}"

    @property
    def validity_text(self):
        row = self.row
        if row.year:
            return _("năm %(year)s") % {"year": row.year}
        if row.valid_to and not self.is_to_come:
            words = {"day": format_date(row.valid_to)}
            if row.has_ended(self.today) and not self.has_ended:
                return _("giai đoạn đến %(day)s, nay đã hết") % words
            return _("giai đoạn đến %(day)s") % words
        if row.valid_from:
            return _("từ %(day)s") % {"day": format_date(row.valid_from)}
        return _("không nêu thời gian")

    @property
    def source_text(self):
        return ", ".join(filter(None, (self.row.get_kind_display(), self.row.legal)))

    @property
    def basis_text(self):
        """How both sides count electricity; said wherever it is part of the figure."""
        if self.row.indicator != ENERGY:
            return ""
        theirs = {"": _("không nêu"), NOT_READ: _("chưa đọc")}
        words = {"ours": OUR_BASIS, "theirs": theirs.get(self.row.elec_basis, self.row.elec_basis)}
        return _("Cách tính điện: của cơ sở %(ours)s, của nguồn %(theirs)s.") % words

    @property
    def is_drawn(self):
        return self.own is not None and not self.is_to_come

    @property
    def verdict(self):
        """What the two figures say of each other if the scope fits; or why nothing is said."""
        if self.own is None:
            return self.why
        if self.is_to_come:
            return _("Không so: chưa áp dụng cho năm %(year)s.") % {"year": self.day.year}
        if self.is_grey:
            return _("Không kết luận: đã hết trước cuối năm %(year)s.") % {"year": self.day.year}
        if self.row.indicator == ENERGY and self.row.elec_basis != OUR_BASIS:
            return _("Không kết luận: chưa biết nguồn tính điện như thế nào.")
        return self._compared()

    def _compared(self):
        if self.low == self.high:
            return self._times(_("bằng %(times)s lần"), self.low)
        if self.own < self.low:
            return _("thấp hơn khoảng này")
        if self.own <= self.high:
            return _("trong khoảng này")
        return self._times(_("cao hơn khoảng này, bằng %(times)s lần mức trên"), self.high)

    def _times(self, sentence, value):
        if not value:
            return _("giá trị so sánh bằng 0")
        return sentence % {"times": format_number(self.own / value, 2)}

    def mark(self, unit):
        """In the unit of the whole picture."""
        here = unit_of(self.row.unit)
        low, high = (converted(value, here, unit) for value in (self.low, self.high))
        text = readable(low) if low == high else f"{readable(low)} – {readable(high)}"
        label = f"{self.row.product} ({self.validity_text})"
        look = Tone.NORM if self.is_norm else Tone.REFERENCE
        return Mark(label, low, Value(high, text), Tone.ENDED if self.is_grey else look)


@dataclass(frozen=True)
class Peer:
    """One resource beside the middle plant of the division, of which there are five or more."""

    intensity: object
    median: object

    @property
    def unit(self):
        return format_unit(f"{self.intensity.unit}/{self.intensity.made_in}")

    @property
    def median_text(self):
        return f"{readable(self.median.value)} {self.unit}"

    @property
    def times_text(self):
        if not self.median.value:
            return NO_DATA
        times = format_number(self.intensity.per / self.median.value, 2)
        return _("bằng %(times)s lần") % {"times": times}


def comparison_of(results):
    """Of those filled in step by step; None of a household."""
    is_stepped = results.reading.assessment.is_stepped
    return Comparison(results, clock.today()) if is_stepped else None


class Comparison:
    """Of Results."""

    def __init__(self, results, today):
        self.results, self.reading, self.today = results, results.reading, today
        self.year_end = dt.date(self.reading.assessment.year, 12, 31)

    @property
    def division(self):
        return self.reading.assessment.division

    @cached_property
    def lines(self):
        """Of every benchmark of the division that is an amount by product, or has no figure yet."""
        return [self._line(row) for row in self._rows if is_of_product(row.unit) or not row.unit]

    @cached_property
    def others(self):
        """Of the division too, and of another kind: shares, percentages."""
        shown = {line.row.pk for line in self.lines}
        return [row for row in self._rows if row.pk not in shown]

    @cached_property
    def _rows(self):
        if not self.division:
            return []
        rows = Benchmark.objects.filter(division=self.division, is_hidden=False)
        return list(rows.order_by("place"))

    def _line(self, row):
        own, why = self._own_figure(row)
        return Line(row, self.year_end, self.today, own, why)

    def _own_figure(self, row):
        """(figure, ""), or (None, why not)."""
        if not row.has_figure:
            return None, _("Không so: chưa đọc được số trong văn bản.")
        made, made_in = self.reading.output
        unit = unit_of(row.unit)
        own = self.amounts.get((row.indicator, unit.of)) if unit else None
        found, why = None, Why.OTHER_PRODUCT
        if own is not None:
            if own.amount is None:
                return None, _("Chưa so được: %(why)s.") % {"why": "; ".join(own.missing)}
            found, why = per_product(own, made, made_in, unit)
        if why is Why.OTHER_PRODUCT:
            said = _("Không so: đơn vị “%(theirs)s”, sản lượng của phiếu theo “%(ours)s”.")
            return None, said % {"theirs": format_unit(row.unit), "ours": made_in or NO_DATA}
        return found, _("Chưa so được: %(why)s.") % {"why": why.value} if why else ""

    @cached_property
    def amounts(self):
        """{(indicator, in what): Own} of the year."""
        uses, converter = self.reading.uses, self.reading.converter
        energy = [row for row in uses if row.resource.total == Total.ENERGY]
        electric = [row for row in energy if row.resource.base_unit == "kWh"]
        heat = [row for row in energy if row not in electric]
        fuel = [row for row in heat if row.resource.kind == ResourceKind.FUEL]
        parts = {
            (ENERGY, "GJ"): (energy, converter.gigajoules),
            (ENERGY, "TOE"): (energy, converter.toe),
            (ELECTRICITY, "GJ"): (electric, converter.gigajoules),
            (HEAT, "GJ"): (heat, converter.gigajoules),
            (FUEL, "GJ"): (fuel, converter.gigajoules),
            (FUEL, "kg LPG"): ([row for row in fuel if row.resource.code == LPG], _as_it_is),
            (WATER, "m3"): ([r for r in uses if r.resource.total == Total.WATER], _as_it_is),
            (WASTEWATER, "m3"): (
                [row for row in uses if row.resource.total == Total.WASTEWATER],
                _as_it_is,
            ),
        }
        return {key: _own(*told) for key, told in parts.items()}

    @cached_property
    def peers(self):
        """Of each resource of which five plants of the division or more have said it."""
        told = [each for each in self.results.intensities if each.per is not None]
        ids = [each.resource.pk for each in told]
        found = medians_of(self.division, ids, self.reading.output[1])
        return [Peer(each, found[each.resource.pk]) for each in told if each.resource.pk in found]

    @cached_property
    def charts(self):
        """A strip for each indicator of which there is something to draw.

        Heat and kilograms of gas are both of fuel, and no picture has both.
        """
        alike = {}
        for line in self.lines:
            if line.is_drawn:
                kind = (line.row.indicator, unit_of(line.row.unit).of)
                alike.setdefault(kind, []).append(line)
        return [self._strip(indicator, lines) for (indicator, _of), lines in alike.items()]

    def _strip(self, indicator, lines):
        first = lines[0]
        unit = unit_of(first.row.unit)
        what = indicator[:1].upper() + indicator[1:]
        words = {"what": what, "unit": unit.name, "year": self.reading.assessment.year}
        return Strip(
            title=_("%(what)s trên sản phẩm năm %(year)s") % words,
            description=_("Đường đứng là số của cơ sở; màu xám là giai đoạn đã hết."),
            own=Value(first.own, _("Cơ sở: %(own)s") % {"own": readable(first.own)}),
            marks=tuple(line.mark(unit) for line in lines),
            unit=format_unit(unit.name),
        )


def _as_it_is(amount, _resource):
    return Worth(amount)


def _own(rows, worth):
    """Their sum as `worth` knows it; not known as a whole where one of them is not."""
    if not rows:
        return Own(None, (_("chưa nhập"),))
    missing, whole = [], Decimal(0)
    for row in rows:
        known = row.base_quantity is not None
        found = worth(row.base_quantity, row.resource) if known else Worth(None)
        if found.value is None:
            why = found.why.value if found.why else row.why or _("chưa ghi lượng")
            missing.append(f"{row.label or row.resource.name}: {why}")
        else:
            whole += found.value
    return Own(None if missing else whole, tuple(missing))
