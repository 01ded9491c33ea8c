"""What the worksheets of one assessment hold: typed rows, whichever tables keep them."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date

from assessments.worksheets.schema import Rows, Type

LONGEST_CODE = 40
# By what a row is known where its first column does not say it alone.
KEYS = {
    "02_Tieu_thu_thang": ("thang", "tai_nguyen", "don_vi"),
    "02_San_luong_thang": ("thang", "san_pham"),
    "03_Trong_tam": ("cong_doan", "dong_thai"),
    "05_Can_bang": ("can_bang", "dong", "chieu"),
    "06_Chi_phi": ("ma", "thanh_phan"),
    "11_Tiet_kiem": ("co_hoi", "tai_nguyen", "don_vi"),
    "15_Thuc_hien": ("giai_phap", "trang_thai", "ngay"),
    "16_So_do": ("ky", "thang", "tai_nguyen", "don_vi", "san_pham"),
    "17_Duy_tri": ("giai_phap", "viec"),
    "18_Tiep_theo": ("cong_doan", "du_kien"),
}
ONLY_ROW = "1"


def key_columns(sheet):
    return () if sheet.kind == Rows.ONE else KEYS.get(sheet.name, (sheet.key,))


def code_of(sheet, values):
    """The code of a row; of a long one the beginning and a digest of the whole."""
    parts = [_in_code(values.get(key)) for key in key_columns(sheet)]
    code = "|".join(parts) or ONLY_ROW
    if len(code) <= LONGEST_CODE:
        return code
    return f"{code[: LONGEST_CODE - 9]}~{hashlib.sha256(code.encode()).hexdigest()[:8]}"


def _in_code(value):
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Line:
    """One row: typed values by column key, blank cells left out."""

    code: str
    values: dict

    def __getitem__(self, key):
        return self.values.get(key)


@dataclass(frozen=True)
class Contents:
    """All sheets of an assessment; `year` is that of its data. `lines` are by the sheet's name.

    What is typed takes the place of lines; `stored` stays what was read from the database, and so
    do the state of each solution by its code, and whether a measured result is frozen.
    """

    form: object
    catalogue: object
    year: int
    lines: dict = field(default_factory=dict)
    stored: dict = field(default_factory=dict)
    states: dict = field(default_factory=dict)
    is_measured: bool = False

    def of(self, name):
        return self.lines.get(name, [])

    def with_lines(self, name, lines):
        return replace(self, lines={**self.lines, name: list(lines)})

    def is_stored(self, name, line, *keys):
        """Whether a row was there before, with the same in these columns."""
        return any(
            line.code == old.code and all(line[key] == old[key] for key in keys)
            for old in self.stored.get(name, [])
        )

    def codes(self, name):
        """What a reference to this sheet may say, in the order of its rows."""
        key = self.form.sheet(name).key
        return list(dict.fromkeys(line[key] for line in self.of(name)))

    def by_key(self, name):
        key = self.form.sheet(name).key
        return {line[key]: line for line in self.of(name)}

    def without_people(self):
        """Without what is personal data, for whoever has no part in the assessment."""
        kept = dict(self.lines)
        for sheet in self.form.sheets:
            personal = {column.key for column in sheet.columns if column.is_personal}
            if personal:
                kept[sheet.name] = [
                    Line(line.code, {k: v for k, v in line.values.items() if k not in personal})
                    for line in self.of(sheet.name)
                ]
        return replace(self, lines=kept)

    def dangling(self):
        """(sheet, column, line, code) of every reference that leads nowhere."""
        for sheet in self.form.sheets:
            columns = [column for column in sheet.columns if column.leads_to_sheet]
            for column in columns:
                known = set(self.codes(column.ref)) | set(column_extras(sheet, column))
                for line in self.of(sheet.name):
                    for code in referred(line[column.key]):
                        if code not in known and not is_free(sheet, column, code):
                            yield sheet, column, line, code


def referred(value):
    return value if isinstance(value, list) else [value] if value is not None else []


# Besides the rows of another sheet: the whole plant, which is no node of the flow chart.
WHOLE_PLANT = "TOAN_CO_SO"
EXTRAS = {("05_Can_bang", "cong_doan"): {WHOLE_PLANT: "toàn cơ sở"}}
# Where a flow that is not drawn may be named: evaporation, moisture, warm goods.
NAMED_FREELY = {("05_Can_bang", "dong")}


def column_extras(sheet, column):
    return EXTRAS.get((sheet.name, column.key), {})


def is_free(sheet, column, text):
    """Whether a text that is no code may stand for itself; what looks like a code may not."""
    return (sheet.name, column.key) in NAMED_FREELY and " " in text.strip()


def dependents(form):
    """{task: the later tasks whose sheets lean on its own, directly or through others}."""
    at = {sheet.name: task.no for task in form.tasks for sheet in task.sheets}
    direct = {task.no: set(LEANS_ON.get(task.no, ())) for task in form.tasks}
    for task in form.tasks:
        for sheet in task.sheets:
            for column in sheet.columns:
                if column.type == Type.REFERENCE and column.leads_to_sheet:
                    direct[task.no].add(at[column.ref])
    found = {}
    for no in direct:
        reached, waiting = set(), [no]
        while waiting:
            for other in direct[waiting.pop()] - reached:
                reached.add(other)
                waiting.append(other)
        found[no] = reached - {no}
    return {no: sorted(t for t, on in found.items() if no in on) for no in direct}


# Figures that one task takes from another without a reference in a column.
LEANS_ON = {6: {2}, 9: {8}, 10: {9}, 11: {9, 2}, 12: {9, 11}, 13: {9, 10, 11, 12}, 16: {2, 15}}
