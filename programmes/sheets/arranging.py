"""What rows of a sheet mean for a list: which task each is, what it changes, why it is refused.

The same is done again, under lock, when the person has seen it and wants it saved.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from organisations.formfields import LONGEST_NOTE
from organisations.vietnamese import same_name_key
from programmes.enums import FundKind, OutputKind
from programmes.models import Task, TaskMoney, TaskOutput
from programmes.sheets.columns import OUTPUT_PARTS, PLAIN, money_key, output_key, shown
from programmes.tasks.actions import Rows
from programmes.tasks.lines import OutputLine, OutputLines
from programmes.tasks.sums import excess_sentence

LAST_ORDINAL = 9_999
LONGEST = {name: Task._meta.get_field(name).max_length for name in ("name", "lead", "partners")} | {
    "note": LONGEST_NOTE
}
MONTHS_IN_ORDER = next(
    rule.violation_error_message
    for rule in Task._meta.constraints
    if rule.name == "task_months_in_order"
)


class Verdict(TextChoices):
    NEW = "new", "mới"
    CHANGED = "changed", "thay đổi"
    SAME = "same", "không thay đổi"
    REFUSED = "refused", "chưa nhận"


@dataclass
class Line:
    """One row that can be taken: the task it makes or changes, with the rows of that task."""

    number: int
    values: dict
    task: Task
    before: dict
    rows: Rows = field(default_factory=Rows)
    changes: list = field(default_factory=list)

    @property
    def verdict(self):
        if not self.before:
            return Verdict.NEW
        return Verdict.CHANGED if self.changes else Verdict.SAME


@dataclass
class Arrangement:
    """`faults` are (row number, column key, reason); `excess` is the sentence about money."""

    lines: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    untouched: int = 0
    excess: str = ""

    def of(self, *verdicts):
        return [line for line in self.lines if line.verdict in verdicts]

    @property
    def new(self):
        return self.of(Verdict.NEW)

    @property
    def changed(self):
        return self.of(Verdict.CHANGED)

    @property
    def same(self):
        return self.of(Verdict.SAME)


def arrange(sheet, content):
    """Judge the rows that could be read; those with faults are not among the lines."""
    return _Arranging(sheet, content).done()


class _Arranging:
    def __init__(self, sheet, content):
        self.content = content
        self.before = {task.pk: content.values_of(task) for task in content.tasks}
        self.rows = {row.number: row.values for row in sheet.rows}
        self.given = set(sheet.present)
        self.faults = []

    def done(self):
        matched = self._matched()
        lines = [self._line(number, matched[number]) for number in self.rows if number in matched]
        lines = [line for line in lines if self._is_sound(line)]
        lines = self._without_taken_ordinals(lines)
        self._number_the_rest(lines)
        for line in lines:
            line.changes = self._changes(line)
        known = {line.task.pk for line in lines}
        untouched = sum(task.pk not in known for task in self.content.tasks)
        return Arrangement(lines, self.faults, untouched, self._excess(lines))

    def _refuse(self, number, key, reason):
        self.faults.append((number, key, reason))

    # Which task a row is

    def _matched(self):
        """{row number: task, or None for a new one}."""
        by_name = defaultdict(list)
        for task in self.content.tasks:
            by_name[same_name_key(task.name)].append(task)
        keys = {number: same_name_key(values["name"]) for number, values in self.rows.items()}
        matched, taken = {}, {}
        for number, key in keys.items():
            self._match_exactly(number, by_name[key], matched, taken)
        refused = {number for number, _key, _reason in self.faults}
        rest = {n: key for n, key in keys.items() if n not in matched and n not in refused}
        rivals = Counter(rest.values())
        first = {key: number for number, key in reversed(keys.items())}
        for number, key in rest.items():
            free = [task for task in by_name[key] if task.pk not in taken]
            is_alone = self.rows[number]["ordinal"] is None and first[key] != number
            if len(free) == 1 and rivals[key] == 1:
                matched[number] = free[0]
            elif free:
                reason = _("Danh mục có nhiệm vụ cùng tên; ghi đúng STT của nhiệm vụ cần sửa.")
                self._refuse(number, "ordinal", reason)
            elif is_alone:
                reason = _("Nhiệm vụ này đã có ở dòng %(row)s.") % {"row": first[key]}
                self._refuse(number, "name", reason)
            else:
                matched[number] = None
        return matched

    def _match_exactly(self, number, namesakes, matched, taken):
        """Same name and same number: that task, once."""
        ordinal = self.rows[number]["ordinal"]
        found = [task for task in namesakes if task.ordinal == ordinal]
        if len(found) > 1:
            reason = _("Danh mục có %(count)s nhiệm vụ cùng STT và tên; sửa ở trang của nhiệm vụ.")
            self._refuse(number, "name", reason % {"count": len(found)})
        elif found and found[0].pk in taken:
            reason = _("Nhiệm vụ này đã có ở dòng %(row)s.") % {"row": taken[found[0].pk]}
            self._refuse(number, "name", reason)
        elif found:
            matched[number] = found[0]
            taken[found[0].pk] = number

    # What it says

    def _line(self, number, task):
        task = task or Task(task_list=self.content.task_list, ordinal=0)
        before = self.before.get(task.pk, {})
        typed = {key: value for key, value in self.rows[number].items() if key in self.given}
        blank = {key: column.blank for key, column in self.content.column_of.items()}
        values = blank | before | typed
        if before and values["ordinal"] is None:
            values["ordinal"] = before["ordinal"]
        return Line(number, values, task, before)

    def _is_sound(self, line):
        """Fill in the task and its rows; False when something of it is refused."""
        faults = len(self.faults)
        self._check_task(line)
        self._read_choices(line)
        slots = self._read_outputs(line)
        if len(self.faults) == faults:
            self._fill_outputs(line, slots)
        if len(self.faults) > faults:
            return False
        self._fill_money(line)
        for name in PLAIN:
            setattr(line.task, name, line.values[name])
        return True

    def _check_task(self, line):
        values = line.values
        for key, most in LONGEST.items():
            if len(values[key]) > most:
                reason = _("Dài quá %(most)s ký tự (đang có %(length)s).")
                length = len(values[key])
                self._refuse(line.number, key, reason % {"most": most, "length": length})
        if values["ordinal"] is not None and not 1 <= values["ordinal"] <= LAST_ORDINAL:
            self._refuse(line.number, "ordinal", _("Nhập STT từ 1 đến 9.999."))
        first, last = values["month_from"], values["month_to"]
        if first and last and last < first:
            self._refuse(line.number, "month_to", MONTHS_IN_ORDER)

    def _read_choices(self, line):
        """A component brings its scheme along, as on the sheet of a task."""
        component = self.content.components.get(line.values.get("component"))
        scheme = self.content.schemes.get(line.values.get("scheme"))
        if component and not scheme:
            scheme = component.scheme
            labels = {row.pk: label for label, row in self.content.schemes.items()}
            line.values["scheme"] = labels.get(component.scheme_id, "")
        line.task.component, line.task.scheme = component, scheme

    # Its outputs and its money

    def _slots(self):
        numbers = {key.split("_")[1] for key in self.content.column_of if key.startswith("output_")}
        return sorted(map(int, numbers))

    def _read_outputs(self, line):
        """{slot: what it says}, checked and filled in by the line of a task's own sheet."""
        slots, known = {}, set()
        for slot in self._slots():
            typed = {part: line.values[output_key(slot, part)] for part in OUTPUT_PARTS}
            if all(value in (None, "") for value in typed.values()):
                continue
            form = OutputLine(typed)
            if not form.is_valid():
                for part, sentences in form.errors.items():
                    self._refuse(line.number, output_key(slot, part), sentences[0])
                continue
            slots[slot] = {part: form.cleaned_data[part] for part in OUTPUT_PARTS}
            kind = slots[slot]["kind"]
            if kind in known and kind != OutputKind.OTHER:
                self._refuse(line.number, output_key(slot, "kind"), str(OutputLines.repeated))
            known.add(kind)
        return slots

    def _fill_outputs(self, line, slots):
        """Results stay with the output of the same kind and, typed ones, of the same name."""
        stored = list(line.task.outputs.all()) if line.task.pk else []
        places = {output.pk: place for place, output in enumerate(stored, start=1)}
        for ordinal, (slot, said) in enumerate(slots.items(), start=1):
            output = _stored_output(stored, said, places, slot) or TaskOutput()
            stored = [row for row in stored if row is not output]
            for part, value in said.items():
                setattr(output, part, value)
                line.values[output_key(slot, part)] = value
            output.ordinal = ordinal
            line.rows.outputs.append(output)
        for output in stored:
            if output.typed_done is not None or output.estimate is not None:
                reason = _(
                    "“%(output)s” đã có số thực hiện hoặc số ước, nên không bỏ bằng tệp được;"
                    " bỏ ở trang của nhiệm vụ."
                )
                key = output_key(places[output.pk], "kind")
                self._refuse(line.number, key, reason % {"output": output})
        line.rows.removed += stored

    def _fill_money(self, line):
        stored = {row.fund: row for row in line.task.money.all()} if line.task.pk else {}
        for fund, amount in self._money(line.values).items():
            row = stored.pop(fund, None) or TaskMoney(fund=fund)
            row.planned = amount
            line.rows.money.append(row)
        line.rows.removed += stored.values()

    @staticmethod
    def _money(values):
        amounts = {fund: values[money_key(fund)] for fund in FundKind.values}
        return {fund: amount for fund, amount in amounts.items() if amount is not None}

    # All rows together

    def _without_taken_ordinals(self, lines):
        """A number that was given to a row stands for no other task."""
        moved = {line.task.pk for line in lines if line.before and self._gets_number(line)}
        holders = {t.ordinal: t.name for t in self.content.tasks if t.pk not in moved}
        kept = []
        for line in lines:
            ordinal = line.values["ordinal"]
            if self._gets_number(line) and ordinal in holders:
                reason = _(
                    "STT %(ordinal)s là của nhiệm vụ “%(name)s”. Đổi tên một nhiệm vụ thì sửa ở"
                    " trang của nhiệm vụ đó; nhiệm vụ mới thì ghi STT khác hoặc để trống."
                )
                words = {"ordinal": ordinal, "name": holders[ordinal]}
                self._refuse(line.number, "ordinal", reason % words)
                continue
            if ordinal is not None:
                holders[ordinal] = line.values["name"]
            kept.append(line)
        return kept

    @staticmethod
    def _gets_number(line):
        return line.values["ordinal"] not in (None, line.before.get("ordinal"))

    def _number_the_rest(self, lines):
        numbers = [task.ordinal for task in self.content.tasks]
        numbers += [line.values["ordinal"] or 0 for line in lines]
        last = max(numbers, default=0)
        for line in lines:
            if line.values["ordinal"] is None:
                last += 1
                line.values["ordinal"] = line.task.ordinal = last

    def _changes(self, line):
        """(column's title, old, new) of an existing task."""
        if not line.before:
            return []
        return [
            (column.title, shown(column, line.before[key]), shown(column, line.values[key]))
            for key, column in self.content.column_of.items()
            if line.before[key] != line.values[key]
        ]

    def _excess(self, lines):
        """Of the whole list as it would be; the order of the rows does not matter."""
        known = {line.task.pk for line in lines}
        stays = [values for key, values in self.before.items() if key not in known]
        planned = sum(
            sum(self._money(values).values())
            for values in (*stays, *(line.values for line in lines))
        )
        return excess_sentence(self.content.task_list, planned)


def _stored_output(stored, said, places, slot):
    """The output that a slot goes on: called alike first, then of its kind, then in its place."""
    kin = [output for output in stored if output.kind == said["kind"]]
    alike = [output for output in kin if output.name == said["name"]]
    if said["kind"] == OutputKind.OTHER:
        return next(iter(alike or [o for o in kin if places[o.pk] == slot]), None)
    return next(iter(alike or kin), None)
