"""The worksheets of the 18 tasks, from worksheets.yaml and worksheet_labels.yaml.

What a program needs of them is checked and kept as the content of one WorksheetForm: a column of
an unknown type, a choice without a label, or a reference that leads nowhere is refused.
"""

from collections import Counter

from assessments.load_versions import keep_version
from assessments.models import WorksheetForm
from assessments.worksheets.schema import CATALOGUES, Level, Type
from assessments.worksheets.schema import Rows as RowKind
from organisations.loading import (
    Choice,
    Flag,
    Integer,
    Keyed,
    Maybe,
    Record,
    Rows,
    Text,
    read_yaml,
)

LABELS_FILE = "worksheet_labels.yaml"
# XLSX allows no longer name of a sheet.
SHEET_NAME = Text(31)
CODE = Text(30)


def words(enum):
    return Choice([str(word) for word in enum])


COLUMN = Record(
    key=CODE,
    vi=Text(150),
    type=words(Type),
    unit=Maybe(Text(20)),
    required=Flag(),
    values=Maybe(Rows(CODE, least=1)),
    of=Maybe(Text(40)),
    many=Maybe(Flag()),
    personal_data=Maybe(Flag()),
)
SHEET = Record(sheet=SHEET_NAME, rows=words(RowKind), columns=Rows(COLUMN, least=1))
TASK = Record(
    code=Text(10),
    task=Integer(1, 18),
    title_vi=Text(150),
    title_en=Text(150),
    tables=Rows(SHEET, least=1),
    checks=Rows(Record(level=words(Level), rule=Text(300))),
    done_when=Rows(Text(300), least=1),
)
TOLERANCES = {
    name: Text(5)
    for name in (
        "total_mass_pct",
        "water_pct",
        "energy_metered_pct",
        "energy_estimated_pct",
        "component_pct",
    )
}
META = Record(
    version=Text(20),
    types=Record(**{str(word): Text(300) for word in Type}),
    xlsx_rule=Text(500),
    check_levels=Record(**{str(word): Text(300) for word in Level}),
    done_rule=Text(300),
    tolerances=Record(**TOLERANCES, note=Text(300)),
    enums=Keyed(Rows(CODE, least=1)),
)
STEP = Record(no=Integer(1, 6), vi=Text(100), en=Text(100), tasks=Rows(Integer(1, 18), least=1))
WORKSHEETS = Record(
    meta=META,
    cause_classes=Rows(Record(code=CODE, vi=Text(100), en=Text(100))),
    steps=Rows(STEP, least=1),
    worksheets=Rows(TASK, least=1),
)
LABELS = Record(
    enums=Keyed(Keyed(Text(60))),
    sheets=Keyed(Text(100)),
    done_when=Keyed(Rows(Text(200), least=1)),
)


def load_worksheets(folder, tally):
    folder = folder / "assessments"
    file = read_yaml(folder / "worksheets.yaml", WORKSHEETS)
    labels = read_yaml(folder / LABELS_FILE, LABELS)
    content = Builder(file, labels).content()
    keep_version(WorksheetForm, file["meta"], file["meta"]["version"], content, tally)


class Builder:
    """Turns the two files into the content that assessments.worksheets.schema reads."""

    def __init__(self, file, labels):
        self.file = file
        self.labels = labels
        self.sheets = {sheet["sheet"] for task in file["worksheets"] for sheet in task["tables"]}

    def content(self):
        self._refuse_doubles()
        self._refuse_unlabelled_enums()
        meta = self.file["meta"]
        return {
            "steps": [self._step(step) for step in self.file["steps"]],
            "enums": {name: _pairs(codes) for name, codes in self.labels["enums"].items()},
            "tolerances": {name: meta["tolerances"][name] for name in TOLERANCES},
        }

    def _refuse_doubles(self):
        tasks = self.file["worksheets"]
        steps = [(step, no) for step in self.file["steps"] for no in step["tasks"]]
        sheets = [sheet for task in tasks for sheet in task["tables"]]
        _refuse_twice([(task, "task", task["task"]) for task in tasks])
        _refuse_twice([(step, "tasks", no) for step, no in steps])
        _refuse_twice([(sheet, "sheet", sheet["sheet"]) for sheet in sheets])
        for sheet in sheets:
            _refuse_twice([(column, "key", column["key"]) for column in sheet["columns"]])
        placed = {no for _step, no in steps}
        for task in tasks:
            if task["task"] not in placed:
                raise task.refusal("task", "không thuộc bước nào. Hãy ghi vào 'steps'.")

    def _refuse_unlabelled_enums(self):
        meta = self.file["meta"]
        for name, codes in meta["enums"].items():
            known = self.labels["enums"].get(name, {})
            for code in codes:
                if code not in known:
                    raise meta.refusal("enums", _no_label(code))
        for cause in self.file["cause_classes"]:
            if cause["vi"] != self.labels["enums"]["cause_class"].get(cause["code"]):
                raise cause.refusal("vi", f"khác với nhãn ở {LABELS_FILE}. Hãy ghi như nhau.")

    def _step(self, step):
        numbered = {task["task"]: task for task in self.file["worksheets"]}
        for no in step["tasks"]:
            if no not in numbered:
                raise step.refusal("tasks", f"không có nhiệm vụ số {no}. Hãy sửa số.")
        tasks = [self._task(numbered[no]) for no in step["tasks"]]
        return {"no": step["no"], "title": step["vi"], "tasks": tasks}

    def _task(self, task):
        done = self.labels["done_when"].get(str(task["task"]), [])
        if len(done) != len(task["done_when"]):
            raise task.refusal(
                "done_when",
                f"có {len(task['done_when'])} dòng, {LABELS_FILE} có {len(done)}. Hãy ghi đủ.",
            )
        return {
            "no": task["task"],
            "code": task["code"],
            "title": task["title_vi"],
            "sheets": [self._sheet(sheet) for sheet in task["tables"]],
            "checks": [dict(check) for check in task["checks"]],
            "done_when": done,
        }

    def _sheet(self, sheet):
        name = sheet["sheet"]
        if name not in self.labels["sheets"]:
            raise sheet.refusal("sheet", f"chưa có tên tiếng Việt ở {LABELS_FILE}. Hãy bổ sung.")
        columns = [self._column(column) for column in sheet["columns"]]
        title = self.labels["sheets"][name]
        return {"name": name, "title": title, "kind": sheet["rows"], "columns": columns}

    def _column(self, column):
        if bool(column["values"]) != (column["type"] == Type.CHOICE):
            raise column.refusal("values", "ghi với loại enum, và chỉ với loại đó. Hãy sửa.")
        if bool(column["of"]) != (column["type"] == Type.REFERENCE):
            raise column.refusal("of", "ghi với loại ref, và chỉ với loại đó. Hãy sửa.")
        return {
            "key": column["key"],
            "title": column["vi"],
            "type": column["type"],
            "unit": column["unit"] or "",
            "required": column["required"],
            "values": self._values(column),
            "ref": self._target(column),
            "takes_many": bool(column["many"]),
            "is_personal": bool(column["personal_data"]),
        }

    def _values(self, column):
        """(code, label) pairs of the one enum that has exactly these codes."""
        codes = column["values"]
        if not codes:
            return []
        enums = self.labels["enums"].values()
        for labels in enums:
            if set(labels) == set(codes):
                return [[code, labels[code]] for code in codes]
        nearest = max(enums, key=lambda labels: len(set(labels) & set(codes)))
        for code in codes:
            if code not in nearest:
                raise column.refusal("values", _no_label(code))
        raise column.refusal("values", f"thiếu mã so với {LABELS_FILE}. Hãy ghi đủ các mã.")

    def _target(self, column):
        said = column["of"]
        if said and said not in self.sheets and said not in CATALOGUES:
            raise column.refusal("of", f"không có phiếu hay danh mục '{said}'. Hãy sửa tên.")
        return CATALOGUES.get(said, said or "")


def _pairs(labels):
    return [[code, label] for code, label in labels.items()]


def _no_label(code):
    return f"mã '{code}' chưa có nhãn tiếng Việt ở {LABELS_FILE}. Hãy sửa mã hoặc bổ sung nhãn."


def _refuse_twice(said):
    """`said` are (row, key, value); a value that occurs again is refused at its second place."""
    counts = Counter()
    for row, key, value in said:
        counts[value] += 1
        if counts[value] > 1:
            raise row.refusal(key, f"'{value}' được ghi hai lần. Hãy bỏ một lần.")
