"""A filled-in book: its cells as they came, and what they would change."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from assessments.worksheets import checking, computing
from assessments.worksheets.book import FIRST_ROW, GUIDE, MARK, Told, compared, same_figure
from assessments.worksheets.cells import read_row
from assessments.worksheets.contents import Line, code_of
from assessments.worksheets.faults import doubts, errors
from assessments.worksheets.forms import MOST_ROWS
from assessments.worksheets.schema import Rows
from organisations import sheets
from organisations.sheets.cells import packed, unpacked
from organisations.sheets.files import SheetRefused
from organisations.sheets.values import is_blank, shown

MOST_BYTES = 10 * 1024**2
MOST_UNPACKED = 100 * 1024**2
MOST_LETTERS = 2_000_000
MOST_LINES = 20_000
DIARY = "15_Thuc_hien"
MOST_TOLD = 5


@dataclass
class Raw:
    """What a file holds, as JSON can keep it: cells by sheet, and what it was made from."""

    number: str
    versions: dict
    sheets: dict


def read_file(source, form):
    """A Raw of an uploaded file; raises SheetRefused for what is no book of ours."""
    room = {"limit": MOST_BYTES, "most_rows": MOST_LINES, "most_unpacked": MOST_UNPACKED}
    with sheets.open_list(source, most_letters=MOST_LETTERS, **room) as listed:
        names = {page.name: page for page in listed.pages}
        number, versions = _made_from(names.get(GUIDE))
        found = {}
        for sheet in form.sheets:
            if sheet.name in names:
                listed.choose_page(sheet.name)
                found[sheet.name] = _cells(list(listed))
    return Raw(number, versions, found)


def _made_from(page):
    top = dict(page.top) if page else {}
    first = [shown(cell) for cell in top.get(1, [])]
    if first[:1] != [MARK] or len(first) < 2:
        raise SheetRefused(
            _(
                "Tệp không phải bộ phiếu công tác tải từ cổng (thiếu trang Huong_dan). Hãy tải tệp"
                " của phiếu đánh giá này rồi điền vào đó."
            )
        )
    versions = {}
    for part in shown((top.get(2) or [""])[0]).split(";"):
        slug, _sign, version = part.partition("=")
        if version.isascii() and version.isdecimal():
            versions[slug] = int(version[:9])
    return first[1], versions


def _cells(rows):
    """Keys of the first row, and the rows of data as (number, cells)."""
    heads = dict(rows)
    keys = [shown(cell).strip() for cell in heads.get(1, [])]
    data = [(n, [packed(cell) for cell in cells]) for n, cells in rows if n > FIRST_ROW]
    return {"keys": keys, "rows": data[: MOST_ROWS + 1], "count": len(data)}


@dataclass
class Examined:
    """`contents` as they would be; a Told a sheet; what stands in the way of taking it over."""

    contents: object
    told: list = field(default_factory=list)
    absent: list = field(default_factory=list)
    stale: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    changed_tasks: list = field(default_factory=list)


class Examination:
    """Compares a book with what is stored; `skipped` tasks are left as they are."""

    def __init__(self, raw, contents, parts, *, skips_stale):
        self.raw, self.before, self.parts = raw, contents, parts
        self.form = contents.form
        self.stale = self._stale()
        self.skipped = set(self.stale) if skips_stale else set()
        self.told = {}

    def _stale(self):
        now = {part.slug: part.version for part in self.parts.values()}
        return [
            task.no
            for task in self.form.tasks
            if now.get(f"task-{task.no}", 0) != self.raw.versions.get(f"task-{task.no}", 0)
        ]

    def result(self):
        contents = self.before
        for task in self.form.tasks:
            for sheet in task.sheets:
                self.told[sheet.name] = Told(sheet)
                if task.no not in self.skipped:
                    contents = self._read(sheet, contents)
            contents = self._without_errors(task, contents)
        return self._examined(contents)

    def _examined(self, contents):
        found = Examined(contents, stale=self.stale)
        found.absent = [s for s in self.form.sheets if s.name not in self.raw.sheets]
        for sheet in self.form.sheets:
            kept = self.told[sheet.name]
            lines = (self.before.of(sheet.name), contents.of(sheet.name))
            told = compared(sheet, *lines, contents.catalogue)
            told.refused, told.notes = kept.refused, kept.notes
            told.notes += self._other_figures(sheet, contents)
            found.told.append(told)
        for sheet, _column, line, code in contents.dangling():
            words = {"title": sheet.title, "line": line.code, "code": code}
            said = _("Bảng “%(title)s”, dòng %(line)s cần mã %(code)s mà tệp đã bỏ.") % words
            found.problems.append(said)
        self._ask(found, contents)
        return found

    def _ask(self, found, contents):
        changed = {told.sheet.name for told in found.told if told.lines}
        for task in self.form.tasks:
            if any(sheet.name in changed for sheet in task.sheets):
                found.changed_tasks.append(task)
                part = self.parts.get(f"task-{task.no}")
                agreed = part.agreed if part else ()
                found.asked += doubts(checking.findings(task, contents), agreed)

    def _read(self, sheet, contents):
        """The contents with a sheet's rows as the file has them; a sheet it lacks stays."""
        raw, told = self.raw.sheets.get(sheet.name), self.told[sheet.name]
        if raw is None or not any(column.is_typed for column in sheet.columns):
            return contents
        typed = [column for column in sheet.columns if column.is_typed]
        lacking = [c.title for c in typed if c.key not in raw["keys"]]
        known = {column.key for column in sheet.columns}
        unknown = [key for key in raw["keys"] if key and key not in known]
        if unknown:
            told.notes.append(_("Cột lạ, không đọc: %(names)s") % {"names": ", ".join(unknown)})
        if lacking:
            said = _("Thiếu cột %(names)s (dòng 1 ẩn đã bị sửa): không đọc bảng này.")
            told.refused.append(said % {"names": ", ".join(lacking)})
            return contents
        if raw["count"] > MOST_ROWS:
            said = _("Bảng có %(count)s dòng, nhiều nhất %(most)s: không đọc bảng này.")
            told.refused.append(said % {"count": raw["count"], "most": MOST_ROWS})
            return contents
        return self._lines(sheet, raw, contents)

    def _lines(self, sheet, raw, contents):
        told, lines, stored = self.told[sheet.name], [], self._stored(sheet)
        columns = {key: at for at, key in enumerate(raw["keys"]) if key}
        typed = [column.key for column in sheet.columns if column.is_typed]
        for number, written in raw["rows"]:
            cells = [unpacked(cell) for cell in written]
            by_key = {key: cells[at] for key, at in columns.items() if at < len(cells)}
            if all(is_blank(by_key.get(key)) for key in typed):
                continue
            values, faults = read_row(sheet, by_key, contents)
            for column, fault in faults:
                place = f"{xl_col_to_name(columns[column.key])}{number}"
                said = f"{place}, {column.title}: {fault.sentence}"
                typed_text = shown(by_key.get(column.key))
                told.refused.append(
                    said + (f" ({_('đã nhập')}: {typed_text})" if typed_text else "")
                )
            if not faults:
                lines.append((number, Line(self._code(sheet, values, by_key), values)))
        lines = self._told_once(sheet, lines, stored)
        return contents.with_lines(sheet.name, lines)

    def _code(self, sheet, values, cells):
        if sheet.kind == Rows.COMPUTED:
            return shown(cells.get(sheet.key)).strip()[:40]
        return code_of(sheet, values)

    def _stored(self, sheet):
        return {line.code: line for line in self.before.of(sheet.name)}

    def _told_once(self, sheet, lines, stored):
        """No row of (number, line) twice; with refused rows none goes, nor of the diary."""
        told, found, numbers = self.told[sheet.name], {}, {}
        for number, line in lines:
            first = numbers.setdefault(line.code, number)
            if first == number:
                found[line.code] = line
            else:
                said = _("Dòng %(row)s: %(code)s có hai lần, lần đầu ở dòng %(first)s.")
                words = {"row": number, "code": line.code, "first": first}
                told.refused.append(said % words)
        if sheet.kind == Rows.ONE and len(found) < len(lines):
            told.notes.append(_("Bảng này chỉ có một dòng."))
        if told.refused or sheet.name == DIARY:
            kept = [line for code, line in stored.items() if code not in found]
            return [*kept, *found.values()]
        return list(found.values())

    def _without_errors(self, task, contents):
        """Rows that a check refuses stay as they are stored, or out."""
        for _turn in range(MOST_ROWS):
            found = errors(checking.findings(task, contents))
            fresh = [each for each in found if self._has_changed(each, contents)]
            if not fresh:
                return contents
            for each in fresh:
                contents = self._put_back(each, contents)
        return contents

    def _has_changed(self, each, contents):
        return self._of(each, contents) != self._of(each, self.before)

    def _of(self, each, contents):
        lines = contents.of(each.sheet)
        return [line for line in lines if line.code == each.code] if each.code else lines

    def _put_back(self, each, contents):
        told, sheet = self.told[each.sheet], self.form.sheet(each.sheet)
        said = f"{each.code}: {each.sentence}" if each.code else each.sentence
        if said not in told.refused:
            told.refused.append(said)
        stored = self._of(each, self.before)
        if not each.code:
            return contents.with_lines(sheet.name, stored)
        others = [line for line in contents.of(sheet.name) if line.code != each.code]
        return contents.with_lines(sheet.name, [*others, *stored])

    def _other_figures(self, sheet, contents):
        """Computed cells that say something else than the portal works out."""
        raw = self.raw.sheets.get(sheet.name)
        if raw is None:
            return []
        found = [*self._differing(sheet, raw, contents)]
        if not found:
            return []
        more = _(" và %(count)s ô khác") % {"count": len(found) - MOST_TOLD}
        words = ", ".join(found[:MOST_TOLD]) + (more if len(found) > MOST_TOLD else "")
        return [_("Ô cổng tính trong tệp khác với số cổng tính được, dùng số của cổng: ") + words]

    def _differing(self, sheet, raw, contents):
        figures = _figures_by_code(sheet, contents)
        columns = {key: at for at, key in enumerate(raw["keys"]) if key}
        computed = [column for column in sheet.columns if not column.is_typed]
        for number, written in raw["rows"]:
            cells = [unpacked(cell) for cell in written]
            by_key = {key: cells[at] for key, at in columns.items() if at < len(cells)}
            if sheet.kind == Rows.COMPUTED:
                code = shown(by_key.get(sheet.key)).strip()
            else:
                code = code_of(sheet, read_row(sheet, by_key, contents)[0])
            for column in computed:
                cell, figure = by_key.get(column.key), figures.get(code, {}).get(column.key)
                if figure is None or is_blank(cell) or column.key == sheet.key:
                    continue
                if not same_figure(cell, figure):
                    place = f"{xl_col_to_name(columns[column.key])}{number}"
                    yield f"{place} ({shown(cell)} ≠ {figure})"


def _figures_by_code(sheet, contents):
    if sheet.kind == Rows.COMPUTED:
        return dict(computing.computed_rows(sheet, contents))
    pairs = zip(contents.of(sheet.name), computing.computed(sheet, contents), strict=True)
    return {line.code: figures for line, figures in pairs}
