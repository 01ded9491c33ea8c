"""The sheets of a list, of copying one, and of a task with its outputs and money."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisations.entry.doubts import Doubt, DoubtfulForm
from organisations.entry.forms import OF_THE_SHEET
from organisations.entry.lines import LinesEntryForm
from organisations.formfields import vietnamese_formfield
from programmes.enums import UNLOGGED_OUTPUTS, TaskState
from programmes.forms import LEVELS, PlanField
from programmes.models import Task, TaskList, TaskMoney, TaskOutput
from programmes.tasks.actions import LINKS, Rows, rows_of, year_fault
from programmes.tasks.comparing import differences, row_text
from programmes.tasks.lines import MoneyLines, OutputLines

TITLE_LENGTH = TaskList._meta.get_field("title").max_length
PLAN_HELP = _(
    "Các kế hoạch có thể trùng năm: chọn đúng kế hoạch mà danh mục thực hiện. Để trống thì danh mục"
    " được xếp vào nhóm chưa gắn với kế hoạch."
)


class ListField(forms.ModelChoiceField):
    """Year and plan first: lists of one unit are called alike."""

    def label_from_instance(self, task_list):
        years = f" ({task_list.plan.years})" if task_list.plan else ""
        return f"{task_list.year}{years}: {task_list.title}"


class ListSheet(DoubtfulForm):
    """Plan, year and title agree; a title is suggested where none is typed.

    A second list of one plan and year may be a supplement, or the same one again: it is asked.
    """

    suggested = ("title",)

    class Meta:
        model = TaskList
        formfield_callback = vietnamese_formfield
        fields = ["plan", "year", "title", "issuer_level", "money_total", "note"]
        field_classes = {"plan": PlanField}
        help_texts = {
            "plan": PLAN_HELP,
            "year": _("Năm thực hiện; quyết định phê duyệt có thể ký năm khác. Ví dụ 2026."),
            "title": _("Để trống thì lấy theo năm và tên kế hoạch."),
            "money_total": _("Cộng mọi nguồn. Ví dụ 1.234.567 hoặc 1,5 tỷ."),
        }
        error_messages = {"title": {"required": _("Nhập tên danh mục.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "title" in self.fields:
            self.fields["title"].required = False
            self.mark_conditional("title")
        if "plan" in self.fields:
            self.fields["plan"].queryset = self.fields["plan"].queryset.for_list()

    def clean(self):
        data = super().clean()
        plan = data.get("plan", self.instance.plan)
        year = data.get("year", self.instance.year)
        if fault := year_fault(plan, year):
            self.add_error("year" if "year" in self.fields else "plan", fault)
        if "title" in self.fields and not data.get("title") and "title" not in self.errors:
            self._suggest_title(plan, year)
        return data

    def repeats_instance(self):
        return _repeats(self)

    def doubts(self):
        plan, year = self.instance.plan, self.instance.year
        is_moved = self.instance.pk is None or {"plan", "year"} & set(self.changed_data)
        if plan is None or year is None or not is_moved:
            return
        lists = TaskList.objects.visible_to(self.access).filter(plan=plan, year=year)
        for other in lists.exclude(pk=self.instance.pk):
            said = _now("Kế hoạch đã có danh mục năm %(year)s: “%(title)s” (%(state)s).") % {
                "year": year,
                "title": other.title,
                "state": other.get_state_display(),
            }
            yield Doubt(said, "year", other.get_absolute_url(), _now("Xem danh mục này"))

    def _suggest_title(self, plan, year):
        if plan is None or year is None:
            self.add_error("title", _("Nhập tên danh mục, hoặc chọn kế hoạch và năm."))
            return
        words = {"year": year, "plan": plan.title}
        title = _now("Danh mục các nhiệm vụ năm %(year)s thực hiện %(plan)s") % words
        self.cleaned_data["title"] = title[:TITLE_LENGTH]


class TaskListForm(ListSheet):
    sections = (
        (_("Danh mục"), "", ("plan", "year", "title", "issuer_level")),
        (_("Kinh phí, ghi chú"), "", ("money_total", "note")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].required = self.instance.pk is None
        levels = LEVELS.get(self.access.kind, ())
        if len(levels) > 1:
            said = [(level.value, level.label) for level in levels]
            self.fields["issuer_level"].choices = [("", _now("như kế hoạch")), *said]
        else:
            del self.fields["issuer_level"]


class MissingLinksForm(ListSheet):
    """What an approved list may still be given: the plan and the year it lacks."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - OF_THE_SHEET:
            if name not in LINKS_BY_FIELD or getattr(self.instance, LINKS_BY_FIELD[name]):
                del self.fields[name]

    def fieldsets(self):
        return [(_now("Gắn danh mục với kế hoạch"), "", self.visible_fields())]


LINKS_BY_FIELD = {name.removesuffix("_id"): name for name in LINKS}


class CopyForm(ListSheet):
    """The next year's draft, and which tasks of this list it takes over.

    The list that is copied is the one its instance says (`copied_from`).
    """

    suggested = ("title", "tasks")
    tasks = forms.ModelMultipleChoiceField(
        None,
        label=_("Nhiệm vụ được sao chép"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sections = (
        (_("Danh mục mới"), "", ("plan", "year", "title")),
        (
            _("Nhiệm vụ"),
            _(
                "Sao chép tên, sản phẩm và số kế hoạch, kinh phí kế hoạch, tháng, đơn vị chủ trì và"
                " phối hợp. Không sao chép trạng thái, ngày, kết quả, giải ngân, số ước. Nhiệm vụ"
                " chưa xong cần làm tiếp thì bỏ chọn ở đây và dùng “Chuyển năm sau” ở trang của"
                " nhiệm vụ đó."
            ),
            ("tasks",),
        ),
    )

    class Meta(ListSheet.Meta):
        fields = ["plan", "year", "title"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field, ended = self.fields["tasks"], (TaskState.STOPPED, TaskState.CARRIED)
        tasks = Task.objects.visible_to(self.access)
        field.queryset = tasks.filter(task_list=self.instance.copied_from_id)
        field.label_from_instance = _with_state
        field.initial = [task.pk for task in field.queryset if task.state not in ended]
        self.fields["year"].required = True


def _with_state(task):
    return f"{task.ordinal}. {task.name} ({task.get_state_display()})"


class TaskForm(LinesEntryForm):
    """A task with its outputs and its money, on one sheet."""

    suggested = ("ordinal",)
    constraint_fields = {
        "task_months_of_a_year": "month_from",
        "task_months_in_order": "month_to",
    }
    sections = (
        (_("Nhiệm vụ"), "", ("name", "ordinal", "scheme", "component")),
        (_("Thời gian, đơn vị"), "", ("month_from", "month_to", "lead", "partners")),
        OutputLines,
        MoneyLines,
        (_("Ghi chú"), "", ("note",)),
    )

    class Meta:
        model = Task
        formfield_callback = vietnamese_formfield
        fields = [
            "name",
            "ordinal",
            "scheme",
            "component",
            "month_from",
            "month_to",
            "lead",
            "partners",
            "note",
        ]
        help_texts = {
            "ordinal": _("Để trống thì xếp cuối danh mục."),
            "component": _("Nội dung của kế hoạch mà nhiệm vụ này thực hiện."),
            "month_from": _("Tháng trong năm kế hoạch. Ví dụ 3."),
            "month_to": _("Ví dụ 11. Nghiệm thu sau tháng này là muộn."),
            "partners": _("Cách nhau bằng dấu chấm phẩy."),
        }
        error_messages = {"name": {"required": _("Nhập tên nhiệm vụ.")}}

    def __init__(self, *args, **kwargs):
        self.stored = []
        super().__init__(*args, **kwargs)
        self.fields["ordinal"].required = False
        if self.instance.pk is None:
            self.initial["ordinal"] = self.instance.ordinal = None
        self._fit_plan()

    @property
    def versions_note(self):
        return _now("Dòng sản phẩm, kinh phí người khác mới thêm vẫn giữ nguyên.")

    def differences_from(self, saved):
        return differences(saved.instance, saved.stored, self)

    def rows(self):
        self.stored = rows_of(self.instance, access=self.access)
        return [self.instance, *self.stored]

    def _fit_plan(self):
        """Components of the plan, schemes of its strategy."""
        plan = self.instance.task_list.plan
        if plan is None:
            del self.fields["component"]
            return
        component, scheme = self.fields["component"], self.fields["scheme"]
        component.queryset = component.queryset.filter(plan=plan)
        if plan.strategy_id:
            scheme.queryset = scheme.queryset.filter(strategy=plan.strategy_id)

    def lines_of(self, name):
        if name == OutputLines.name:
            return [
                {"row": o.pk, "kind": o.kind, "planned": o.planned, "unit": o.unit, "name": o.name}
                for o in self._stored(TaskOutput)
            ]
        return [
            {"row": row.pk, "fund": row.fund, "planned": row.planned}
            for row in self._stored(TaskMoney)
        ]

    def _stored(self, model):
        return [row for row in self.stored if isinstance(row, model)]

    def clean(self):
        data = super().clean()
        if data.get("component") and not data.get("scheme"):
            data["scheme"] = data["component"].scheme
        if not self.errors:
            self._refuse_logged_kind_for_typed_number()
            self.planned = Rows(
                outputs=self._read(TaskOutput, OutputLines),
                money=self._read(TaskMoney, MoneyLines),
                removed=self._emptied(),
            )
        return data

    def _refuse_logged_kind_for_typed_number(self):
        typed = {o.pk: o for o in self._stored(TaskOutput) if o.typed_done is not None}
        for line in self.lines[OutputLines.name].typed():
            if line["row"] in typed and line["kind"] not in UNLOGGED_OUTPUTS:
                sentence = _now(
                    "Sản phẩm “%(name)s” đã có số thực hiện nhập tay; xóa số đó trước khi đổi loại."
                )
                self.add_error(None, sentence % {"name": typed[line["row"]]})

    def _read(self, model, kind):
        """The lines as rows: the stored one that a line stands for, else a new one."""
        stored = {row.pk: row for row in self._stored(model)}
        rows = []
        for ordinal, line in enumerate(self.typed_lines(kind.name) or (), start=1):
            row = stored.pop(line["row"], None) or model()
            for name, value in line.items():
                if name != "row":
                    setattr(row, name, value)
            if model is TaskOutput:
                row.ordinal = ordinal
            rows.append(row)
        return rows

    def _emptied(self):
        emptied = {
            (sheet.name, line.emptied_row) for sheet in self.lines.values() for line in sheet.forms
        }
        names = {TaskOutput: OutputLines.name, TaskMoney: MoneyLines.name}
        return [row for row in self.stored if (names[type(row)], row.pk) in emptied]

    def repeats_instance(self):
        """The same content; the first sheet did not know yet which rows it would make."""
        if not self.is_valid():
            return False
        typed = [row_text(row) for row in (*self.planned.outputs, *self.planned.money)]
        return _repeats(self) and sorted(typed) == sorted(row_text(row) for row in self.stored)


def _repeats(form):
    """A box that was left blank for the portal to fill changes nothing."""
    left_blank = {name for name in form.suggested if not form[name].value()}
    return not set(form.changed_data) - left_blank - OF_THE_SHEET
