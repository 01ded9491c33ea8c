"""The main numbers of a version beside its plan and the same of the year before."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from organisations.vietnamese import format_number
from reports.enums import Nature, Reading
from reports.figures import READS
from reports.models import Figure


@dataclass(frozen=True)
class Headline:
    """One main number; `planned` and `before` are figures of their own, or None."""

    figure: Figure
    planned: Figure | None
    before: Figure | None

    @property
    def of_plan(self):
        """'đạt 93,8 % kế hoạch'"""
        if self.planned is None or not self.planned.value:
            return ""
        share = 100 * self.figure.value / self.planned.value
        return _("đạt %(share)s %% kế hoạch") % {"share": format_number(share, 1)}

    @property
    def change(self):
        """'tăng 12,5 % so với cùng kỳ'; of a rate, in points."""
        if self.before is None:
            return ""
        more = self.figure.value - self.before.value
        if not more:
            return _("bằng cùng kỳ")
        words = {"size": self._size(abs(more))}
        if not words["size"]:
            return _("cùng kỳ là 0, không tính %")
        if more > 0:
            return _("tăng %(size)s so với cùng kỳ") % words
        return _("giảm %(size)s so với cùng kỳ") % words

    def _size(self, more):
        if self.figure.reads == Reading.PERCENT:
            return _("%(points)s điểm phần trăm") % {"points": format_number(more, 1)}
        if not self.before.value:
            return ""
        percent = format_number(100 * more / abs(Decimal(self.before.value)), 1)
        return f"{percent} %"


def headlines(version, before, *, access):
    """`before` is the version sent of last year, or None: then a column of last year counts."""
    main = Figure.objects.visible_to(access).filter(
        version__in=[row for row in (version, before) if row],
        nature=Nature.COUNTED,
        indicator__isnull=False,
        source_id__isnull=True,
        kind="",
        stratum="",
        value__isnull=False,
    )
    figures = list(main.for_list())
    ours = [figure for figure in figures if figure.version_id == version.pk]
    totals = [figure for figure in ours if figure.any_year]
    plans = {row.indicator_id: row for row in totals if row.reads == Reading.PLANNED}
    earlier = {row.indicator_id: row for row in _of_last_year(figures, version, before)}
    return [
        Headline(
            figure,
            plans.get(figure.indicator_id) if figure.reads == Reading.NUMBER else None,
            earlier.get(figure.indicator_id),
        )
        for figure in totals
        if _is_main(figure)
    ]


def _of_last_year(figures, version, before):
    if before:
        return [
            row for row in figures if row.version_id == before.pk and row.any_year and _is_main(row)
        ]
    year = version.report.round.year_from - 1
    return [row for row in figures if not row.any_year and row.year == year and _is_main(row)]


def _is_main(figure):
    """As its indicator is read: not its plan, nor what is expected of the whole year."""
    return figure.reads == READS.get(figure.indicator.code, Reading.NUMBER)
