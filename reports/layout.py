"""Lays a form out for one version: what is printed where, before any number is known.

A number to be printed is a Slot that names its figure by a Key. Laying out asks only whether there
are facts (to leave out empty rows, columns and tables), so figures exist for what is printed.
"""

from dataclasses import dataclass, field

from django.utils.text import capfirst

from organisations.documents.model import Align, RowStyle
from reports import confirmed, listings, placeholders, targets
from reports.dimensions import LABELS, MEMBERS, key_filters
from reports.enums import Layout as TableLayout
from reports.enums import Nature, Reading, RoundKind
from reports.figures import RATIOS, Key, in_year, total
from reports.national.targets import lay_out_national_targets
from reports.presence import Presence
from reports.slots import Column, LaidTable, Line, Slot

NUMBER_COLUMNS = {"giai_doan", "gia_tri", "thuc_hien", "tai_ngay", "co_so_lieu_goc"}
READINGS = dict.fromkeys(NUMBER_COLUMNS, Reading.NUMBER) | {
    "ke_hoach": Reading.PLANNED,
    "uoc": Reading.ESTIMATE,
    "pct_ke_hoach": Reading.PERCENT,
}
# What the Ministry keeps beside a national number.
NATIONAL = {
    "theo_bao_cao": Nature.STATED,
    "bao_phu": Nature.COVERAGE,
    "nam_truoc": Nature.BEFORE,
}
PARTS_OF_A_RATE = {"tu_so": Reading.NUMBER, "mau_so": Reading.PLANNED}
NO_DATA = "–"
WIDTHS = {"stt": 7, "chi_tieu": 36, "don_vi": 13, "bao_phu": 10}
# Where many columns have numbers, words and percentages make room: a date needs 20 mm.
CLOSE_WIDTHS = {"stt": 7, "chi_tieu": 24, "don_vi": 10, "bao_phu": 10}
CLOSE_WIDTHS |= {"pct_ke_hoach": 9, "pct_cung_ky": 9}
MANY_COLUMNS, FEW_COLUMNS, NUMBER_WIDTH = 4, 2, 16
# The first column of a table by kinds, with few columns beside it and with more.
HEAD_WIDTHS = {True: 30, False: 16}
# Nobody can write remarks yet, so the empty column is not printed.
REMARKS = "ghi_chu"


@dataclass
class LaidSection:
    section: object
    title: str
    tables: list = field(default_factory=list)


def lay_out(version, form, *, access):
    """The sections of the form with the tables that are printed, in order."""
    presence = Presence.of(version, access=access)
    return [
        LaidSection(
            section,
            placeholders.fill(section.title, version.report.round),
            [
                laid
                for table in section.tables.all()
                if (laid := lay_out_table(table, version, presence, access))
            ],
        )
        for section in form.sections.prefetch_related(
            "tables__rows__indicator", "tables__columns__indicator"
        )
    ]


def lay_out_table(table, version, presence, access):
    """One table, or None where it is printed only with data and there are none.

    A report of nothing (báo cáo không phát sinh) prints declared noughts, what became of last
    year's estimates, and no other table.
    """
    if confirmed.is_comparison(table):
        return confirmed.lay_out_comparison(table, version, access)
    if presence.is_national and targets.is_target_table(table):
        return lay_out_national_targets(table, version, access)
    if (table.only_with_data or version.is_nil) and not _has_data(table, presence):
        return None
    round_ = version.report.round
    if table.layout == TableLayout.LIST:
        return listings.lay_out_list(table, version, presence, access)
    if targets.is_target_table(table):
        return targets.lay_out_targets(table, version, access)
    if table.layout == TableLayout.DIMENSION:
        return _by_dimension(table, round_, presence)
    return _by_indicator(table, round_, presence)


def _has_data(table, presence):
    indicators = {row.indicator.code for row in table.rows.all()}
    indicators |= {c.indicator.code for c in table.columns.all() if c.indicator}
    return any(presence.has(code) for code in indicators)


def _by_indicator(table, round_, presence):
    left_out = {REMARKS}
    if presence.is_national:
        left_out |= {"nam_truoc"} if not presence.has_year_before else set()
        left_out |= {"theo_bao_cao"} if not presence.has_papers else set()
    columns = [column for column in table.columns.all() if column.key not in left_out]
    rows = [row for row in table.rows.all() if _is_printed(row, table, round_, presence)]
    beside = NATIONAL if presence.is_national else {}
    lines = []
    for number, row in enumerate(rows, start=1):
        lines.append(_line(columns, row, str(number), row.filter, beside))
        lines += [
            _line(columns, row, "", {dimension: member}, {}, label=capfirst(member))
            for dimension, member in _expanded(row, presence)
        ]
    widths = _widths(columns)
    return LaidTable(
        table,
        tuple(_column(column, widths, round_) for column in columns),
        tuple(lines),
        notes=tuple(placeholders.fill(note, round_) for note in table.notes),
    )


def _is_printed(row, table, round_, presence):
    if row.years and not row.years[0] <= round_.year_to <= row.years[1]:
        return False
    return not table.drops_empty_rows or presence.has(row.indicator.code, **key_filters(row.filter))


def _expanded(row, presence):
    """(dimension, member) of each member with data, for a row that is printed member by member."""
    dimension = row.filter.get("@expand")
    return [
        (dimension, member)
        for member in MEMBERS.get(dimension, {})
        if presence.has(row.indicator.code, **key_filters({dimension: member}))
    ]


def _line(columns, row, number, form_filter, beside, label=""):
    cells = tuple(
        Slot(Key(beside[column.key], row.indicator.code))
        if column.key in beside
        else _cell(column, row, number, form_filter, label)
        for column in columns
    )
    return Line(cells, indent=row.indent + bool(label))


def _cell(column, row, number, form_filter, label):
    if column.key in READINGS and not adds_up(row.indicator, form_filter):
        return NO_DATA
    if column.key in READINGS:
        filters = key_filters(form_filter)
        return Slot(total(row.indicator.code, reads=READINGS[column.key], **filters))
    if column.key in PARTS_OF_A_RATE:
        return _part_of_a_rate(row.indicator.code, PARTS_OF_A_RATE[column.key])
    return {
        "stt": number,
        "chi_tieu": label or row.label or row.indicator.label,
        "don_vi": row.indicator.unit,
    }.get(column.key, NO_DATA)


def _part_of_a_rate(code, reads):
    """What was divided by what; of anything else than a rate there is no such part."""
    return Slot(Key(Nature.COUNTED, code, reads)) if code in RATIOS else NO_DATA


def adds_up(indicator, form_filter):
    """Tonnes of coal and of gas are two figures: some totals are never printed."""
    ways = indicator.aggregation.get("total_over", {})
    return all(dimension in form_filter for dimension, way in ways.items() if way == "forbidden")


def _widths(columns):
    """{column's key: its percent of the table}; words take what few columns of numbers leave."""
    numbers = [column.key for column in columns if column.key not in WIDTHS]
    widths = CLOSE_WIDTHS if len(numbers) > MANY_COLUMNS else WIDTHS
    if len(numbers) <= FEW_COLUMNS:
        widths = widths | dict.fromkeys(numbers, NUMBER_WIDTH)
    keys = [column.key for column in columns]
    left = 100 - sum(widths.get(key, 0) for key in keys)
    if free := [key for key in keys if key not in widths]:
        return widths | dict.fromkeys(free, left / len(free))
    return widths | {"chi_tieu": widths["chi_tieu"] + left}


def _column(column, widths, round_):
    align = {"chi_tieu": Align.LEFT, "stt": Align.CENTRE, "don_vi": Align.CENTRE}.get(
        column.key, Align.RIGHT
    )
    return Column(placeholders.fill(_label(column, round_), round_), widths[column.key], align)


def _label(column, round_):
    """A period has a plan of its years, not of its last year."""
    if column.key == "ke_hoach" and round_.kind == RoundKind.PERIOD:
        return "Kế hoạch giai đoạn {từ}-{đến}"
    return column.label


def _by_dimension(table, round_, presence):
    columns = [
        column
        for column in table.columns.all()
        if not column.drops_if_empty
        or presence.has(column.indicator.code, **key_filters(column.filter))
    ]
    members = _members(table, round_, presence, columns)
    if not members:  # nothing is told apart by this dimension yet
        return None
    lines = [
        Line((label, *(Slot(_member_key(column, **filters)) for column in columns)))
        for label, filters in members
    ]
    if table.has_total:
        lines.append(Line(("Cộng", *(Slot(_member_key(c)) for c in columns)), style=RowStyle.TOTAL))
    room = HEAD_WIDTHS[len(columns) <= MANY_COLUMNS]
    head = Column(LABELS.get(table.row_dimension, ""), room, Align.LEFT)
    width = (100 - room) / len(columns)
    return LaidTable(
        table,
        (head, *(Column(_column_label(c), width, Align.RIGHT) for c in columns)),
        tuple(lines),
        notes=tuple(placeholders.fill(note, round_) for note in table.notes),
        chart=_chart_keys(table, round_),
    )


def _column_label(column):
    return column.label or column.indicator.label


def _members(table, round_, presence, columns):
    """(label, filters) of each row; rows of unknown year are shown when there are any."""
    if table.row_dimension == "year":
        rows = [(str(year), {"year": year}) for year in round_.years]
        codes = {column.indicator.code for column in columns}
        if any(presence.has_unknown_year(code) for code in codes):
            rows.append(("Không rõ năm", {"year": None}))
        return rows
    members = MEMBERS.get(table.row_dimension, {})
    return [(capfirst(label), {"kind": str(kind)}) for label, kind in members.items()]


def _member_key(column, **filters):
    own = key_filters(column.filter)
    if "year" in filters:
        return in_year(column.indicator.code, filters.pop("year"), **own, **filters)
    return total(column.indicator.code, **(own | filters))


def _chart_keys(table, round_):
    """(year, [key per series]) of a chart by year; the chart's numbers are the table's."""
    if not table.chart or table.chart.get("kind") != "bar_by_year":
        return None
    return tuple(
        (year, tuple(in_year(code, year) for code in table.chart["series"]))
        for year in round_.years
    )
