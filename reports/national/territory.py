"""Two views of one country: the departments that reported, and the provinces of today.

A report of 2015 belongs to the unit of 2015 and stays so. The second view adds its counts to the
unit that continues it; only counts are added, so both views have the same sum (DOMAIN 7.6).
"""

from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from organisations.documents import model
from organisations.documents.model import Align, RowStyle
from organisations.enums import Kind
from organisations.models import Organisation, OrganisationSuccession
from programmes.models import Indicator
from reports import blocks
from reports.enums import Nature
from reports.figures import COUNTED_NATURES, Key
from reports.models import ConsolidationPart, Fact
from reports.slots import Column, Line, Slot

INDICATORS = ("CS-01", "TT-02", "HT-04")
UNIT = "organisations.Organisation"


def territory_rows(version, codes, access):
    """One fact of each department and indicator: what its report counts, and who continues it."""
    parts = ConsolidationPart.objects.visible_to(access).filter(
        consolidation=version.consolidation_id, version__owner__kind=Kind.DEPARTMENT
    )
    told = Fact.objects.visible_to(access).filter(
        version__in=parts.values("version"),
        nature__in=COUNTED_NATURES,
        indicator__code__in=INDICATORS,
        number__isnull=False,
    )
    sums = told.order_by().values_list("owner", "indicator__code").annotate(Sum("number"))
    names = Organisation.objects.visible_to(access).in_bulk({row[0] for row in sums})
    today = successors(names)
    for owner, code, number in sums:
        yield Fact(
            version=version,
            nature=Nature.TERRITORY,
            indicator_id=codes[code],
            source=UNIT,
            source_id=owner,
            label=names[owner].name,
            year=version.report.round.year_to,
            kind=str(today[owner]),
            number=number,
        )


def successors(units):
    """{unit's key: the key of whoever continues it today, over any number of mergers}."""
    next_of = dict(
        OrganisationSuccession.objects.order_by("on").values_list("predecessor", "successor")
    )
    found = {}
    for unit in units:
        last, seen = unit, {unit}
        while (following := next_of.get(last)) and following not in seen:
            last = following
            seen.add(following)
        found[unit] = last
    return found


@dataclass(frozen=True)
class _View:
    caption: str
    head: str
    lines: list


def territory_blocks(version, printed, *, access):
    """Both views as tables; nothing where no department reported any of the indicators."""
    rows = Fact.objects.visible_to(access).filter(version=version, nature=Nature.TERRITORY)
    rows = rows.select_related("indicator").order_by("label")
    if not rows:
        return
    labels = dict(Indicator.objects.filter(code__in=INDICATORS).values_list("code", "label"))
    for view in (_as_reported(rows), _of_today(rows, access)):
        columns = (
            Column(view.head, 40),
            *(Column(labels[code], 20, Align.RIGHT) for code in INDICATORS),
        )
        total = Line((_("Cộng"), *map(_total, INDICATORS)), style=RowStyle.TOTAL)
        yield blocks.plain_table(view.caption, columns, [*view.lines, total], printed)
    yield model.Paragraph(
        _(
            "Hai cách nhìn cộng cùng những số ấy nên tổng bằng nhau; tỷ lệ không cộng được nên"
            " không in ở đây."
        )
    )


def territory_slots(version, *, access):
    """The figures that the two views print, with their place."""
    rows = Fact.objects.visible_to(access).filter(version=version, nature=Nature.TERRITORY)
    rows = list(rows.select_related("indicator").order_by("label", "indicator__code"))
    for row in rows:
        yield _of_unit(row), PLACE
    for kind in dict.fromkeys(row.kind for row in rows):
        for code in INDICATORS:
            yield Slot(Key(Nature.TERRITORY, code, kind=kind)), PLACE
    if rows:
        for code in INDICATORS:
            yield _total(code), PLACE


PLACE = "Phụ lục, hai cách nhìn địa giới"


def _of_unit(row):
    key = Key(Nature.TERRITORY, row.indicator.code, source=row.source, source_id=row.source_id)
    return Slot(key)


def _total(code):
    return Slot(Key(Nature.TERRITORY, code))


def _as_reported(rows):
    units = {}
    for row in rows:
        units.setdefault((row.source_id, row.label), {})[row.indicator.code] = _of_unit(row)
    lines = [
        Line((label, *(cells.get(code, "–") for code in INDICATORS)))
        for (_key, label), cells in units.items()
    ]
    caption = _("Theo đơn vị đã báo cáo (%(count)s Sở)") % {"count": len(lines)}
    return _View(caption, _("Sở Công Thương, khi báo cáo"), lines)


def _of_today(rows, access):
    keys = dict.fromkeys(row.kind for row in rows)
    units = Organisation.objects.visible_to(access).in_bulk([int(key) for key in keys])
    named = sorted(keys, key=lambda key: units[int(key)].name)
    lines = [
        Line(
            (
                units[int(key)].name,
                *(Slot(Key(Nature.TERRITORY, code, kind=key)) for code in INDICATORS),
            )
        )
        for key in named
    ]
    caption = _("Quy về các tỉnh, thành phố hiện nay (%(count)s Sở)") % {"count": len(lines)}
    return _View(caption, _("Sở Công Thương hiện nay"), lines)
