"""The worksheets of a detailed assessment as one version has them: steps, tasks, sheets, columns.

Pure: made of the content of a WorksheetForm, which was checked when it was loaded
(assessments/load_worksheets.py). The rules of checks are for programmers, not for screens.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

# What a reference leads to besides the rows of another sheet.
CATALOGUES = {
    "resources.yaml": "resource",
    "benchmarks.yaml": "benchmark",
    "reasons.yaml statuses": "option_state",
}


class Type(StrEnum):
    """What may stand in a cell; the words are those of the file."""

    TEXT = "text"
    LONG_TEXT = "longtext"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    MONTH = "month"
    BOOLEAN = "bool"
    CHOICE = "enum"
    REFERENCE = "ref"
    UNIT = "unit"
    PHOTO = "photo"
    COMPUTED = "computed"


class Rows(StrEnum):
    """How many rows a sheet has; those of a computed one are worked out, not typed."""

    ONE = "one"
    MANY = "many"
    COMPUTED = "computed"


class Level(StrEnum):
    """What a check does: refuses the row, asks once, or is listed as still missing."""

    ERROR = "loi"
    WARNING = "canh_bao"
    MISSING = "thieu"


@dataclass(frozen=True)
class Column:
    """`values` are (code, label) of a choice; `ref` a sheet's name or one of CATALOGUES' words.

    `takes_many`: the cell holds several references. `is_personal`: personal data, for few eyes.
    """

    key: str
    title: str
    type: Type
    unit: str = ""
    required: bool = False
    values: tuple = ()
    ref: str = ""
    takes_many: bool = False
    is_personal: bool = False

    @property
    def is_typed(self):
        return self.type != Type.COMPUTED

    @property
    def leads_to_sheet(self):
        return bool(self.ref) and self.ref not in CATALOGUES.values()


@dataclass(frozen=True)
class Sheet:
    name: str
    title: str
    kind: Rows
    columns: tuple

    @property
    def key(self):
        """The column that others refer to; `ma` where there is one."""
        return self.columns[0].key

    def column(self, key):
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True)
class Check:
    level: Level
    rule: str


@dataclass(frozen=True)
class Task:
    no: int
    code: str
    step: int
    title: str
    sheets: tuple
    checks: tuple
    done_when: tuple


@dataclass(frozen=True)
class Step:
    no: int
    title: str
    tasks: tuple


@dataclass(frozen=True)
class Form:
    """`enums`: name → (code, label) pairs; `tolerances`: per cent by which a balance may miss."""

    steps: tuple
    enums: dict
    tolerances: dict

    @property
    def tasks(self):
        return tuple(task for step in self.steps for task in step.tasks)

    @property
    def sheets(self):
        return tuple(sheet for task in self.tasks for sheet in task.sheets)

    def task(self, no):
        return next(task for task in self.tasks if task.no == no)

    def sheet(self, name):
        return next(sheet for sheet in self.sheets if sheet.name == name)


def read(content):
    """A Form of what a WorksheetForm holds."""
    return Form(
        steps=tuple(_step(told) for told in content["steps"]),
        enums={name: _pairs(values) for name, values in content["enums"].items()},
        tolerances={name: Decimal(said) for name, said in content["tolerances"].items()},
    )


def _step(told):
    tasks = tuple(_task(task, told["no"]) for task in told["tasks"])
    return Step(told["no"], told["title"], tasks)


def _task(told, step):
    return Task(
        no=told["no"],
        code=told["code"],
        step=step,
        title=told["title"],
        sheets=tuple(_sheet(sheet) for sheet in told["sheets"]),
        checks=tuple(Check(Level(check["level"]), check["rule"]) for check in told["checks"]),
        done_when=tuple(told["done_when"]),
    )


def _sheet(told):
    columns = tuple(_column(column) for column in told["columns"])
    return Sheet(told["name"], told["title"], Rows(told["kind"]), columns)


def _column(told):
    return Column(**{**told, "type": Type(told["type"]), "values": _pairs(told["values"])})


def _pairs(values):
    return tuple((code, label) for code, label in values)
