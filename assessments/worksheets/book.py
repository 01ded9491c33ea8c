"""All worksheets of an assessment as one XLSX, and what is between two versions of a sheet.

Row 1 of a sheet has the keys of its columns and is hidden, row 2 their labels, row 3 help. The
first page says what to do and, hidden, which assessment it is and which versions were written.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from xlsxwriter.utility import xl_col_to_name

from assessments.worksheets import computing
from assessments.worksheets.cells import printed
from assessments.worksheets.contents import column_extras, key_columns
from assessments.worksheets.schema import Rows, Type
from organisations.sheets.book import Book
from organisations.sheets.columns import Kind
from organisations.sheets.values import exact
from organisations.vietnamese import NO_DATA, format_number

GUIDE, LISTS = "Huong_dan", "Danh_muc"
MARK = "sxsh-phieu-cong-tac"
KEY_ROW, LABEL_ROW, HELP_ROW, FIRST_ROW = 0, 1, 2, 3
SPARE_ROWS = 300
MOST_LISTED = 255
GREY, PALE = "#D9DDE3", "#F3F5F8"
KINDS = {
    Type.LONG_TEXT: Kind.LONG_TEXT,
    Type.INTEGER: Kind.INTEGER,
    Type.DECIMAL: Kind.DECIMAL,
    Type.PERCENT: Kind.DECIMAL,
    Type.MONEY: Kind.MONEY,
    Type.DATE: Kind.DATE,
    Type.COMPUTED: Kind.DECIMAL,
}
WIDTHS = {Kind.LONG_TEXT: 45, Kind.MONEY: 18, Kind.DECIMAL: 16, Kind.INTEGER: 12, Kind.DATE: 13}
HELP = {
    Type.TEXT: gettext_lazy("chữ"),
    Type.LONG_TEXT: gettext_lazy("chữ, nhiều dòng"),
    Type.INTEGER: gettext_lazy("số nguyên"),
    Type.DECIMAL: gettext_lazy("số, ví dụ 1.234,5"),
    Type.PERCENT: gettext_lazy("0 đến 100"),
    Type.MONEY: gettext_lazy("số tiền nguyên đồng"),
    Type.DATE: gettext_lazy("ngày/tháng/năm"),
    Type.MONTH: gettext_lazy("tháng/năm, ví dụ 03/2021"),
    Type.BOOLEAN: gettext_lazy("có hoặc không"),
    Type.CHOICE: gettext_lazy("chọn trong danh sách"),
    Type.REFERENCE: gettext_lazy("mã"),
    Type.UNIT: gettext_lazy("đơn vị, xem trang Danh_muc"),
    Type.PHOTO: gettext_lazy("số của tệp đính kèm trên cổng"),
    Type.COMPUTED: gettext_lazy("cổng tính, không nhập"),
}


def written(assessment, contents, parts):
    """The bytes of the book."""
    return Writer(assessment, contents, parts).bytes()


class Writer:
    def __init__(self, assessment, contents, parts):
        self.assessment, self.contents, self.parts = assessment, contents, parts
        self.book = Book(str(assessment))
        self.lists = {}

    def bytes(self):
        self._guide()
        for task in self.contents.form.tasks:
            for sheet in task.sheets:
                self._sheet(sheet)
        self._write_lists()
        return self.book.closed()

    def _guide(self):
        page = self.book.add_page(GUIDE)
        page.set_column(0, 0, 100)
        self.book.write(page, 0, 0, MARK)
        self.book.write(page, 0, 1, self.assessment.number)
        self.book.write(page, 0, 2, self.assessment.worksheets.version)
        self.book.write(page, 1, 0, ";".join(f"{s}={p.version}" for s, p in self.parts.items()))
        for row in (0, 1):
            page.set_row(row, None, None, {"hidden": True})
        for row, sentence in enumerate(self._words(), start=2):
            self.book.write(page, row, 0, sentence, kind=Kind.LONG_TEXT, border=0)

    def _words(self):
        return [
            f"{self.assessment}: {self.assessment.establishment} ({self.assessment.number})",
            _("Mỗi trang là một bảng của phiếu công tác. Nhập từ dòng 4; không sửa dòng 1 (ẩn)."),
            _("Ô xám do cổng tính: để nguyên, số nhập vào đó không được đọc."),
            _("Ô trống là chưa có số liệu; 0 là số không. Xóa hết các ô của một dòng là bỏ dòng."),
            _("Tháng ghi 03/2021. Mã của công đoạn, dòng, giải pháp phải có ở bảng trước."),
            _("Tổn thất chưa xác định do cổng tính, không nhập thành dòng."),
            _("Nộp lại ở trang của phiếu đánh giá: cổng cho xem trước mọi thay đổi rồi mới ghi."),
        ]

    def _sheet(self, sheet):
        page = self.book.add_page(sheet.name)
        for at, column in enumerate(sheet.columns):
            self._head(page, at, column)
        page.set_row(KEY_ROW, None, None, {"hidden": True})
        page.freeze_panes(FIRST_ROW, 1)
        for row, (line, figures) in enumerate(self._lines(sheet), start=FIRST_ROW):
            for at, column in enumerate(sheet.columns):
                self._cell(page, row, at, sheet, column, line, figures)
        for at, column in enumerate(sheet.columns):
            self._offer(page, at, sheet, column)

    def _head(self, page, at, column):
        kind = KINDS.get(column.type, Kind.TEXT)
        page.set_column(at, at, WIDTHS.get(kind, 24))
        title = f"{column.title} ({column.unit})" if column.unit else column.title
        star = " (*)" if column.required else ""
        ground = PALE if column.is_typed else GREY
        self.book.write(page, KEY_ROW, at, column.key)
        wrapped = {"bold": True, "text_wrap": True, "bg_color": ground}
        self.book.write(page, LABEL_ROW, at, title + star, **wrapped)
        self.book.write(page, HELP_ROW, at, str(HELP[column.type]), italic=True, text_wrap=True)

    def _lines(self, sheet):
        if sheet.kind == Rows.COMPUTED:
            said = {line.code: line for line in self.contents.of(sheet.name)}
            rows = computing.computed_rows(sheet, self.contents)
            return [(said.get(code), figures) for code, figures in rows]
        figures = computing.computed(sheet, self.contents)
        return list(zip(self.contents.of(sheet.name), figures, strict=True))

    def _cell(self, page, row, at, sheet, column, line, figures):
        kind = KINDS.get(column.type, Kind.TEXT)
        if column.type == Type.COMPUTED:
            cell = _computed_cell(figures.get(column.key))
            self.book.write(page, row, at, cell, kind=kind, bg_color=GREY)
            return
        value = None if line is None else line[column.key]
        is_number = isinstance(value, Decimal | int) and not isinstance(value, bool)
        if is_number or column.type == Type.DATE:
            cell = value
        else:
            cell = printed(sheet, column, value, self.contents.catalogue)
        self.book.write(page, row, at, cell, kind=kind)

    def _offer(self, page, at, sheet, column):
        source = self._source(sheet, column)
        if source is None:
            return
        rule = {"validate": "list", "source": source, "error_type": "warning"}
        page.data_validation(FIRST_ROW, at, FIRST_ROW + SPARE_ROWS, at, rule)

    def _source(self, sheet, column):
        """What a drop-down offers: words, or where they stand."""
        if column.type == Type.BOOLEAN:
            return [_("có"), _("không")]
        if column.type == Type.CHOICE:
            labels = [label for _code, label in column.values]
            fits = len(",".join(labels)) <= MOST_LISTED and not any("," in x for x in labels)
            return labels if fits else self._listed(f"{sheet.name}.{column.key}", labels)
        if column.type == Type.UNIT:
            units = self.contents.catalogue.units.values()
            return self._listed("don_vi", [unit.name for unit in units], [u.code for u in units])
        if column.type != Type.REFERENCE or column.takes_many or column_extras(sheet, column):
            return None
        return self._of_reference(column)

    def _of_reference(self, column):
        if column.ref == "resource":
            rows = self.contents.catalogue.resources.values()
            return self._listed("tai_nguyen", [r.code for r in rows], [r.name for r in rows])
        if not column.leads_to_sheet:
            return None
        target = self.contents.form.sheet(column.ref)
        name = xl_col_to_name([c.key for c in target.columns].index(target.key))
        first, last = FIRST_ROW + 1, FIRST_ROW + SPARE_ROWS
        return f"='{column.ref}'!${name}${first}:${name}${last}"

    def _listed(self, name, words, notes=()):
        if name not in self.lists:
            self.lists[name] = (2 * len(self.lists), list(words), list(notes))
        column = xl_col_to_name(self.lists[name][0])
        return f"='{LISTS}'!${column}$2:${column}${len(self.lists[name][1]) + 1}"

    def _write_lists(self):
        page = self.book.add_page(LISTS)
        for name, (at, words, notes) in self.lists.items():
            page.set_column(at, at + 1, 30)
            self.book.write(page, 0, at, name, bold=True)
            for row, word in enumerate(words, start=1):
                self.book.write(page, row, at, word)
            for row, note in enumerate(notes, start=1):
                self.book.write(page, row, at + 1, note)


def _computed_cell(figure):
    """A number to fifteen digits, as Excel keeps it; words where there is none."""
    if figure is None:
        return None
    if isinstance(figure.value, Decimal | int):
        return exact(float(figure.value))
    return str(figure)


@dataclass
class Told:
    """What a new version of a sheet changes; the lists hold sentences for people."""

    sheet: object
    new: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    removed: list = field(default_factory=list)
    unchanged: int = 0
    refused: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    @property
    def lines(self):
        return [*self.new, *self.changed, *self.removed]

    @property
    def is_worth_telling(self):
        return bool(self.lines or self.refused or self.notes)


def compared(sheet, before, after, catalogue):
    """A Told of two lists of lines: rows by their code, cells old → new."""
    told = Told(sheet)
    stored = {line.code: line for line in before}
    for line in after:
        old = stored.pop(line.code, None)
        if old is None:
            told.new.append(_("%(row)s: dòng mới") % {"row": _name(sheet, line, catalogue)})
        elif old.values == line.values:
            told.unchanged += 1
        else:
            told.changed.append(_changes(sheet, old, line, catalogue))
    gone = [_name(sheet, line, catalogue) for line in stored.values()]
    told.removed = [_("%(row)s: bỏ dòng") % {"row": name} for name in gone]
    return told


def _changes(sheet, old, line, catalogue):
    cells = []
    for column in sheet.columns:
        if column.is_typed and old[column.key] != line[column.key]:
            pair = [
                printed(sheet, column, each[column.key], catalogue) or NO_DATA
                for each in (old, line)
            ]
            cells.append(f"{column.title}: {pair[0]} → {pair[1]}")
    return f"{_name(sheet, line, catalogue)}: {'; '.join(cells)}"


def _name(sheet, line, catalogue):
    """As people know the row: what stands in the columns of its key."""

    columns = [sheet.column(key) for key in key_columns(sheet)]
    words = [printed(sheet, column, line[column.key], catalogue) for column in columns]
    return ", ".join(word for word in words if word) or line.code


def differences(task, before, after):
    """A Told of every sheet of a task that differs."""
    found = [
        compared(sheet, before.of(sheet.name), after.of(sheet.name), after.catalogue)
        for sheet in task.sheets
    ]
    return [told for told in found if told.is_worth_telling]


def same_figure(cell, figure):
    """Whether a computed cell of the file says what the portal works out."""
    if isinstance(cell, int | float) and isinstance(figure.value, Decimal | int):
        gap = abs(Decimal(repr(cell)) - Decimal(figure.value))
        return gap <= abs(Decimal(figure.value)) * Decimal("1e-9")
    if isinstance(cell, dt.date | bool):
        return False
    said = figure.value if figure.value is not None else str(figure)
    return str(cell).strip() in (str(figure), str(said), _as_text(said))


def _as_text(value):
    return format_number(value) if isinstance(value, Decimal | int) else str(value)
