"""Laid-out tables, charts and narratives as blocks of the document model."""

from organisations import charts
from organisations.documents import model
from organisations.documents.model import Align, Cell, Row
from reports.printing import NO_DATA


def table_block(laid, printed):
    """A table whose every number links to its figure."""
    return model.Table(
        caption=f"{laid.table.label}. {laid.table.title}",
        columns=tuple(model.Column(column.width, column.align) for column in laid.columns),
        head=(_head(laid.columns),),
        rows=tuple(_row(line, printed, len(laid.columns)) for line in laid.lines),
        notes=laid.notes,
        compact=laid.compact,
    )


def _head(columns):
    return Row(tuple(Cell(column.label, align=Align.CENTRE) for column in columns))


def _row(line, printed, columns):
    if line.spans:
        parts = printed.inlines(line.cells[0])
        return Row((Cell(parts, heads_row=True, colspan=columns),), style=line.style)
    cells = [
        Cell(
            printed.inline(cell),
            heads_row=position == 0,
            indent=line.indent if position == 1 else 0,
        )
        for position, cell in enumerate(line.cells)
    ]
    return Row(tuple(cells), style=line.style)


def plain_table(caption, columns, lines, printed, *, notes=(), compact=False):
    """A table that stands in no form: an annex or an internal sheet."""
    return model.Table(
        caption=caption,
        columns=tuple(model.Column(column.width, column.align) for column in columns),
        head=(_head(columns),),
        rows=tuple(_row(line, printed, len(columns)) for line in lines),
        notes=notes,
        compact=compact,
    )


def no_data_line(laid):
    return model.Paragraph(f"{laid.table.label}. {laid.table.title}: chưa có số liệu trong kỳ.")


def has_data(laid, printed):
    """Does any slot of the table print more than "–"?"""
    return any((slot.text or printed[slot.key].printed) != NO_DATA for slot, _ in laid.slots())


def chart_block(laid, printed):
    spec = chart_spec(laid, printed)
    return model.ChartBlock(f"Biểu đồ: {spec.title}", spec)


def chart_spec(laid, printed):
    """The table's own numbers by year, one panel for each series on a scale of its own."""
    years = tuple(str(year) for year, _ in laid.chart)
    panels = tuple(
        charts.Panel(
            printed[keys[0]].indicator.label,
            (charts.Series("", tuple(_value(printed, key) for key in keys)),),
        )
        for keys in zip(*(keys for _, keys in laid.chart), strict=True)
    )
    title = f"Số cuộc và lượt người theo năm, {years[0]}-{years[-1]}"
    described = "; ".join(_described(panel, years) for panel in panels)
    return charts.YearPanels(title=title, description=described, years=years, panels=panels)


def _value(printed, key):
    figure = printed[key]
    if figure.value is None:
        return charts.Value(None)
    return charts.Value(figure.value, figure.printed, printed.href(figure))


def _described(panel, years):
    known = [
        f"{year}: {value.text}"
        for year, value in zip(years, panel.series[0].values, strict=True)
        if value.number is not None
    ]
    return f"{panel.title}: {', '.join(known) or 'chưa có số liệu'}"


def narrative_blocks(blocks, printed):
    return [
        model.BulletList(tuple(printed.inlines(item) for item in block.items))
        if block.is_list
        else model.Paragraph(printed.inlines(block.items[0]))
        for block in blocks
    ]
