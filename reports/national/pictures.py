"""The charts of the synthesis: pictures of numbers that stand in its tables, each with its code."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations import charts
from organisations.charts import tile_grid
from organisations.documents import model
from organisations.enums import Kind
from reports.enums import Layout, Reading
from reports.figures import total
from reports.models import Figure
from reports.slots import Slot

# What a tile says of a department's report, and how dark it is.
ON_TIME = (2, gettext_lazy("đúng"))
LATE = (1, gettext_lazy("chậm"))
MISSING = (0, gettext_lazy("chưa"))
FEWEST_BARS = 2


def chart_blocks(content, frozen, printed, *, access):
    """{section's key: [ChartBlock, …]} of the charts of the form that there are numbers for."""
    blocks = {}
    for laid in content.sections:
        for wanted in laid.section.charts:
            spec = _spec(wanted, laid, frozen, printed, access)
            if spec is not None:
                block = model.ChartBlock(_("Biểu đồ: %(title)s") % {"title": spec.title}, spec)
                blocks.setdefault(laid.section.key, []).append(block)
    return blocks


def _spec(wanted, laid, frozen, printed, access):
    title, series = wanted["title"], wanted["series"]
    if wanted["kind"] == "ladder_bars":
        figures = [printed.get(total(code)) for code in series]
        bars = [_bar(f.indicator.label, f, printed) for f in figures if f and f.value is not None]
        return _bars(title, bars)
    if wanted["kind"] in ("bar", "stacked_bar"):
        return _bars(title, _of_dimension(laid, series[0], printed))
    if wanted["kind"] == "tile_map":
        return _map(title, series[0], frozen, access)
    return None


def _bars(title, bars):
    if len(bars) < FEWEST_BARS:
        return None
    described = "; ".join(f"{bar.label}: {bar.value.text}" for bar in bars)
    return charts.BarChart(title, described, tuple(bars))


def _bar(label, figure, printed):
    return charts.Bar(label, charts.Value(figure.value, figure.printed, printed.href(figure)))


def _of_dimension(laid, code, printed):
    """The column of an indicator in the section's table of members, without its total."""
    for table in laid.tables:
        if table.table.layout != Layout.DIMENSION:
            continue
        slots = [
            (line.cells[0], cell)
            for line in table.lines
            for cell in line.cells
            if isinstance(cell, Slot) and cell.key.indicator == code and cell.key.kind
        ]
        figures = [(label, printed[slot.key]) for label, slot in slots]
        return [_bar(label, f, printed) for label, f in figures if f.value is not None]
    return []


def _map(title, code, frozen, access):
    units = [row.organisation for row in _owing(frozen) if _has_tile(row.organisation)]
    # Two departments of one province are of before a merger: a tile has one value.
    if not units or len({unit.province.code for unit in units}) < len(units):
        return None
    if code == "TH-03":
        tiles, summary = _timeliness(units, frozen), _("Ô càng đậm, báo cáo đến càng sớm.")
        return charts.TileMap(title, summary, tiles, bounds=(1, 2, 3, 4))
    tiles = _rates(units, code, frozen, access)
    return charts.TileMap(title, _("Ô càng đậm, tỷ lệ càng cao."), tiles, unit="%")


def _owing(frozen):
    rows = frozen.collected.round.addressees.select_related("organisation__province")
    return rows.filter(organisation__kind=Kind.DEPARTMENT)


def _has_tile(unit):
    return unit.province is not None and unit.province.code in tile_grid.provinces()


def _timeliness(units, frozen):
    first = {chapter.first.owner_id: chapter.first for chapter in frozen.chapters}
    tiles = []
    for unit in units:
        receipt = first.get(unit.pk)
        step, word = MISSING if receipt is None else ON_TIME if receipt.is_on_time else LATE
        tiles.append(charts.Tile(unit.province.code, charts.Value(step, str(word))))
    return tuple(tiles)


def _rates(units, code, frozen, access):
    """Each department's own figure, as its own report prints it."""
    figures = Figure.objects.visible_to(access).filter(
        version__in=[chapter.receipt.version_id for chapter in frozen.chapters],
        indicator__code=code,
        reads=Reading.PERCENT,
        any_year=True,
        kind="",
        stratum="",
        value__isnull=False,
    )
    found = {figure.owner_id: figure for figure in figures.select_related("version")}
    return tuple(
        charts.Tile(
            unit.province.code,
            charts.Value(figure.value, figure.printed, figure.version.figure_url(figure.ordinal)),
        )
        for unit in units
        if (figure := found.get(unit.pk))
    )
