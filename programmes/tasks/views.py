"""Writing annual lists and what is planned in them. Their pages are in reports.year."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisations.access import get_visible_or_404
from organisations.entry.pages import EntryPage
from organisations.entry.views import EntryCreateView, EntryUpdateView
from organisations.lists import FilteredList
from organisations.vietnamese import named
from organisations.views import Confirmed
from programmes.models import Task, TaskList
from programmes.rules import may_plan
from programmes.tasks import actions, rules
from programmes.tasks.filters import TaskListFilter
from programmes.tasks.forms import CopyForm, MissingLinksForm, TaskForm, TaskListForm
from programmes.tasks.readiness import why_not_planned

# Danh mục


class TaskListList(FilteredList):
    model = TaskList
    filter_class = TaskListFilter
    template_name = "programmes/task_list_list.html"

    def get_queryset(self):
        rows = super().get_queryset().for_list().annotate(task_count=Count("tasks"))
        return rows.order_by(*TaskList._meta.ordering)

    def get_context_data(self, **kwargs):
        access = self.request.access
        return super().get_context_data(
            orphans=TaskList.objects.visible_to(access).orphans().count(),
            may_plan=may_plan(access),
            **kwargs,
        )


class ListPage(EntryPage):
    template_name = "programmes/tasks/sheet.html"
    new_heading = _("Lập danh mục nhiệm vụ")
    edit_heading = _("Sửa danh mục nhiệm vụ")
    submit_label = _("Lưu danh mục")

    def trail(self):
        return [(_now("Danh mục nhiệm vụ"), reverse("programmes:task_lists"))]


class TaskListCreate(ListPage, EntryCreateView):
    """`?plan=` and `?year=` propose what the person came from."""

    model = TaskList
    form_class = TaskListForm
    may_create = staticmethod(may_plan)
    saved = _("Đã lưu danh mục. Tiếp theo, ghi các nhiệm vụ của danh mục.")

    def get_initial(self):
        return {name: self.request.GET.get(name) for name in ("plan", "year")}

    def save(self, form):
        return actions.create_list(form.instance, access=self.request.access)


class TaskListUpdate(ListPage, EntryUpdateView):
    model = TaskList
    may_edit = staticmethod(rules.may_plan_list)
    saved = _("Đã lưu danh mục.")

    def get_queryset(self):
        return super().get_queryset().for_list()

    def get_form_class(self):
        return TaskListForm if self.object.is_open else MissingLinksForm

    def trail(self):
        return [*super().trail(), (self.object.title, self.object.get_absolute_url())]

    def get_context_data(self, **kwargs):
        """An approved list is closed to this sheet, unless its plan or year is still missing."""
        is_shut = self.request.method == "GET" and not actions.may_be_linked(self.object)
        refusal = why_not_planned(self.object, self.request.access) if is_shut else ""
        return super().get_context_data(refusal=refusal, **kwargs)

    def save(self, form):
        seen = form.cleaned_data["seen"]
        return actions.update_list(form.instance, access=self.request.access, seen=seen)


class TaskListCopy(ListPage, EntryCreateView):
    """The next year's draft from this list."""

    model = TaskList
    form_class = CopyForm
    new_heading = _("Sao chép danh mục cho năm sau")
    submit_label = _("Sao chép")

    def dispatch(self, request, *args, **kwargs):
        self.source = get_visible_or_404(TaskList, request.access, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def may_create(self, access):
        return rules.may_plan_list(access, self.source)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": TaskList(copied_from=self.source)}

    def get_initial(self):
        year = self.source.year + 1 if self.source.year else None
        fits = actions.year_fault(self.source.plan, year) == ""
        return {"year": year, "plan": self.source.plan if fits else None}

    def trail(self):
        return [*super().trail(), (self.source.title, self.source.get_absolute_url())]

    def save(self, form):
        copied = form.instance
        chosen = form.cleaned_data["tasks"]
        counts = actions.copy_list(copied, tasks=chosen, access=self.request.access)
        self.saved = _now(
            "Đã sao chép %(tasks)s nhiệm vụ với %(outputs)s sản phẩm và %(money)s dòng kinh phí từ"
            " “%(source)s”. Trạng thái, ngày, kết quả, giải ngân và số ước không sao chép."
        ) % {**counts, "source": self.source}
        return copied


class Removal(Confirmed):
    """Says why the record must stay, or what goes with it; afterwards leads to its parent."""

    is_gone = False

    def get(self, request, pk):
        self.refusal = self.why_not(self.row, access=request.access)
        self.button = "" if self.refusal else self.button
        return super().get(request, pk)

    def consequence(self):
        return self.refusal or self.what_goes()

    def act(self, pk, access):
        self.remove(pk, access=access)
        self.is_gone = True

    def back_url(self):
        return self.parent_url() if self.is_gone else self.row.get_absolute_url()


class TaskListDelete(Removal):
    model = TaskList
    may = staticmethod(rules.may_plan_list)
    why_not = staticmethod(actions.why_not_deleted)
    remove = staticmethod(actions.delete_list)
    title = _("Xóa danh mục dự thảo")
    button = _("Xóa danh mục")
    done = _("Đã xóa danh mục.")

    def what_goes(self):
        tasks = Task.objects.visible_to(self.request.access).filter(task_list=self.row).count()
        return _now(
            "%(list)s và %(tasks)s nhiệm vụ của danh mục bị xóa. Nhật ký xử lý vẫn ghi"
            " ai xóa, lúc nào."
        ) % {"list": named(_now("Danh mục"), self.row), "tasks": tasks}

    def back_label(self):
        return self.row.title

    def parent_url(self):
        return reverse("programmes:task_lists")


# Nhiệm vụ


class TaskPage(EntryPage):
    template_name = "programmes/tasks/sheet.html"
    new_heading = _("Thêm nhiệm vụ")
    edit_heading = _("Sửa nhiệm vụ")
    submit_label = _("Lưu nhiệm vụ")

    def trail(self):
        task_list = self.task_list()
        return [
            (_now("Danh mục nhiệm vụ"), reverse("programmes:task_lists")),
            (task_list.title, task_list.get_absolute_url()),
        ]

    def get_context_data(self, **kwargs):
        is_shown = self.request.method == "GET"
        refusal = why_not_planned(self.task_list(), self.request.access) if is_shown else ""
        return super().get_context_data(refusal=refusal, **kwargs)


class TaskCreate(TaskPage, EntryCreateView):
    model = Task
    form_class = TaskForm
    saved = _("Đã thêm nhiệm vụ.")

    def dispatch(self, request, *args, **kwargs):
        self.parent = get_visible_or_404(TaskList, request.access, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def may_create(self, access):
        return rules.may_plan_list(access, self.parent)

    def task_list(self):
        return self.parent

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Task(task_list=self.parent)}

    def save(self, form):
        return actions.create_task(form.instance, form.planned, access=self.request.access)


class TaskUpdate(TaskPage, EntryUpdateView):
    model = Task
    form_class = TaskForm
    may_edit = staticmethod(rules.may_plan_task)
    saved = _("Đã lưu nhiệm vụ.")

    def get_queryset(self):
        return super().get_queryset().select_related("task_list__plan", "task_list__document")

    def task_list(self):
        return self.object.task_list

    def trail(self):
        return [*super().trail(), (self.object.name, self.object.get_absolute_url())]

    def save(self, form):
        return actions.update_task(
            form.instance,
            form.planned,
            access=self.request.access,
            seen=form.cleaned_data["seen"],
        )


class TaskDelete(Removal):
    model = Task
    may = staticmethod(rules.may_plan_task)
    why_not = staticmethod(actions.why_not_removed)
    remove = staticmethod(actions.delete_task)
    title = _("Xóa nhiệm vụ đề xuất")
    button = _("Xóa nhiệm vụ")
    done = _("Đã xóa nhiệm vụ.")

    def what_goes(self):
        sentence = _now("Nhiệm vụ “%(task)s” bị xóa khỏi danh mục cùng sản phẩm và kinh phí.")
        if self.row.carried_from_id:
            sentence += " " + _now("Nhiệm vụ đã chuyển sang đây trở lại thực hiện ở danh mục cũ.")
        return sentence % {"task": self.row}

    def back_label(self):
        return self.row.name

    def parent_url(self):
        return self.row.task_list.get_absolute_url()
