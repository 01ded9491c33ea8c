"""The sheets of a task on the screen: rows of boxes, read with the cells of Excel's rules."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.worksheets import checking
from assessments.worksheets.cells import printed, read_row
from assessments.worksheets.computing import computed, computed_rows
from assessments.worksheets.contents import Line, code_of
from assessments.worksheets.faults import doubts, errors
from assessments.worksheets.option_rows import Steps
from assessments.worksheets.schema import Rows, Type
from organisations.entry.keys import read_key
from organisations.sheets.clipboard import pasted_rows
from organisations.sheets.values import is_blank

SPARE, MORE = 2, 5
MOST_ROWS = 600
LONGEST_PASTE = 200_000
LONG = {Type.LONG_TEXT}
NUMBERS = {Type.INTEGER, Type.DECIMAL, Type.PERCENT, Type.MONEY}


@dataclass
class Box:
    """One cell: a box with what was typed, or a figure that is worked out."""

    column: object
    name: str
    text: str = ""
    fault: str = ""
    figure: object = None
    list_id: str = ""

    @property
    def is_long(self):
        return self.column.type in LONG

    @property
    def is_number(self):
        return self.column.type in NUMBERS

    @property
    def options(self):
        """Of a short choice, as (words, is chosen)."""
        words = [label for _code, label in self.column.values]
        if self.column.type == Type.BOOLEAN:
            words = [_("có"), _("không")]
        if self.text and words and self.text not in words:
            words = [self.text, *words]
        return [(word, word == self.text) for word in words]


@dataclass
class GridRow:
    boxes: list
    code: str = ""


class Grid:
    """One sheet: its rows as they are stored, or as they were sent."""

    def __init__(self, sheet, contents, data=None, *, spare=SPARE):
        self.sheet, self.contents, self.spare = sheet, contents, spare
        self.data = data if data is not None and self.counter in data else None
        self.columns = [c for c in sheet.columns if c.is_typed]
        self.lines, self.faults = contents.of(sheet.name), {}
        self.raw = None if self.data is None else self._sent()

    @property
    def name(self):
        return self.sheet.name

    @property
    def counter(self):
        return f"{self.sheet.name}-rows"

    @property
    def is_one(self):
        return self.sheet.kind == Rows.ONE

    @property
    def is_computed(self):
        return self.sheet.kind == Rows.COMPUTED

    @property
    def may_grow(self):
        return self.sheet.kind == Rows.MANY

    def _sent(self):
        """[{key: text}] of every row, blank ones too; a computed sheet's rows say their code."""
        count = min(read_key(self.data.get(self.counter, "")) or 0, MOST_ROWS + 1)
        keys = [*[column.key for column in self.columns], "code"]
        rows = [
            {key: self.data.get(f"{self.name}-{at}-{key}", "") for key in keys}
            for at in range(count)
        ]
        filled = [at for at, cells in enumerate(rows, start=1) if self._says_something(cells)]
        below = max(filled, default=0)
        return rows[:below] + self._pasted() + rows[below:]

    def _says_something(self, cells):
        return not all(is_blank(cells.get(column.key)) for column in self.columns)

    def _pasted(self):
        """Whichever button sent the sheet: what stands in the box is never dropped."""
        text = self.data.get(f"{self.name}-pasted", "")[:LONGEST_PASTE]
        if not text.strip():
            return []
        keys = [column.key for column in self.columns]
        return [
            dict(zip(keys, cells, strict=False))
            for cells in pasted_rows(text.rstrip())
            if any(map(str.strip, cells))
        ][: MOST_ROWS + 1]

    @property
    def is_too_long(self):
        return self.raw is not None and len(self.raw) > MOST_ROWS

    def judge(self, contents):
        """Read what was sent; answers the contents with it. Faults stand at (row, key)."""
        self.contents = contents
        if self.raw is None:
            return contents
        lines = []
        for at, cells in enumerate(self.raw):
            if not self._says_something(cells):
                continue
            values, faults = read_row(self.sheet, cells, contents)
            for column, fault in faults:
                self.faults[at, column.key] = fault.sentence
            code = cells["code"] if self.is_computed else code_of(self.sheet, values)
            lines.append((at, Line(code[:40], values)))
        self.places = {line.code: at for at, line in lines}
        self.lines = [line for _at, line in lines]
        self.contents = contents.with_lines(self.name, self.lines)
        return self.contents

    def blame(self, found):
        """Show a finding at its box; answers whether there is one."""
        at = getattr(self, "places", {}).get(found.code)
        if found.sheet == self.name and at is not None:
            self.faults.setdefault((at, found.key), found.sentence)

    def rows(self):
        if self.is_computed:
            return self._computed_rows()
        if self.raw is None:
            figures = computed(self.sheet, self.contents)
            told = [
                self._row(at, self._texts(line), figures[at]) for at, line in enumerate(self.lines)
            ]
            return told + [self._row(at, {}, {}) for at in self._spare(len(told))]
        told = [self._row(at, cells, {}) for at, cells in enumerate(self.raw)]
        more = MORE if self.data.get("more") == self.name else 0
        return told + [self._row(at, {}, {}) for at in range(len(told), len(told) + more)]

    def _spare(self, count):
        if self.is_one:
            return range(count, 1)
        return range(count, min(count + self.spare, MOST_ROWS))

    def _computed_rows(self):
        said = {line.code: self._texts(line) for line in self.lines}
        rows = []
        for at, (code, figures) in enumerate(computed_rows(self.sheet, self.contents)):
            row = self._row(at, said.get(code, {}), figures)
            row.code = code
            rows.append(row)
        return rows

    def _texts(self, line):
        catalogue = self.contents.catalogue
        return {c.key: printed(self.sheet, c, line[c.key], catalogue) for c in self.columns}

    def _row(self, at, texts, figures):
        return GridRow([self._box(at, column, texts, figures) for column in self.sheet.columns])

    def _box(self, at, column, texts, figures):
        box = Box(column, f"{self.name}-{at}-{column.key}")
        if not column.is_typed:
            box.figure = figures.get(column.key, "")
            return box
        box.text = texts.get(column.key, "")
        box.fault = self.faults.get((at, column.key), "")
        box.list_id = _list_of(column)
        return box


def _list_of(column):
    if column.takes_many:
        return ""
    if column.type == Type.REFERENCE:
        return f"list-{column.ref}"
    return "list-units" if column.type == Type.UNIT else ""


class TaskForm:
    """All sheets of a task, with spare rows for whoever may fill them in.

    `wants_more`: sent for more rows or a paste, not to be judged.
    """

    def __init__(self, task, contents, part=None, data=None, *, spare=SPARE):
        self.task, self.part, self.data = task, part, data
        self.grids = [Grid(sheet, contents, data, spare=spare) for sheet in task.sheets]
        self.contents = contents
        self.problems, self.asked = [], []
        self.wants_more = data is not None and ("more" in data or "paste" in data)
        self.note = part.note if data is None else data.get("note", "").strip()[:4000]
        if data is not None and not self.wants_more:
            self._judge()

    @property
    def agreed(self):
        return set(self.data.getlist("agreed")) if self.data is not None else set()

    @property
    def errors(self):
        """What base.html asks for the title."""
        return self.problems

    def _judge(self):
        for grid in self.grids:
            self.contents = grid.judge(self.contents)
            if grid.is_too_long:
                said = _("%(sheet)s: quá %(most)s dòng. Hãy gộp bớt dòng, hoặc dùng tệp Excel.")
                self.problems.append((said % {"sheet": grid.sheet.title, "most": MOST_ROWS}, ""))
        found = [] if self._faults() else checking.findings(self.task, self.contents)
        for each in errors(found):
            for grid in self.grids:
                grid.blame(each)
            if not any(self._faults_at(each)):
                self.problems.append((each.sentence, ""))
        self.problems += self._faults()
        known = {*self.part.agreed, *self.agreed}
        self.asked = [] if self.problems else doubts(found, known)

    def _faults_at(self, each):
        return (each.sentence in grid.faults.values() for grid in self.grids)

    def _faults(self):
        """(sentence that names sheet, row and column, id of the box)"""
        found = []
        for grid in self.grids:
            titles = {column.key: column.title for column in grid.sheet.columns}
            for (at, key), sentence in sorted(grid.faults.items()):
                words = {
                    "sheet": grid.sheet.title,
                    "row": at + 1,
                    "column": titles.get(key, key),
                    "sentence": sentence,
                }
                said = _("%(sheet)s, dòng %(row)s, %(column)s: %(sentence)s") % words
                found.append((said, f"{grid.name}-{at}-{key}"))
        return found

    def is_valid(self):
        return not self.wants_more and not self.problems and not self.asked

    def typed(self):
        return {grid.name: grid.lines for grid in self.grids if grid.raw is not None}

    def lists(self):
        """(id, [(value, words)]) of what boxes suggest."""
        wanted = {
            _list_of(column): column
            for grid in self.grids
            for column in grid.columns
            if _list_of(column)
        }
        return [(name, self._offered(column)) for name, column in wanted.items()]

    def _offered(self, column):
        catalogue = self.contents.catalogue
        if column.type == Type.UNIT:
            return [(unit.name, "") for unit in catalogue.units.values()]
        if column.ref == "resource":
            return [(row.code, row.name) for row in catalogue.resources.values()]
        if column.ref == "benchmark":
            return [(row.code, row.product) for row in catalogue.benchmarks.values()]
        if column.ref == "option_state":
            return [(state.label, "") for state in Steps.shown]
        names = self.contents.by_key(column.ref)
        return [(code, names[code]["ten"] or "") for code in self.contents.codes(column.ref)]


class BookForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tệp XLSX đã điền"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": gettext_lazy("Chọn tệp.")},
    )
