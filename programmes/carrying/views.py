"""The screens of what becomes of a task. The task's own page is in reports.year."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisations import clock
from organisations.access import get_visible_or_404
from organisations.attachments import AttachmentUpload
from organisations.entry.pages import EntryPage
from organisations.entry.views import EntryCreateView, EntryUpdateView
from organisations.enums import Verb
from programmes.carrying import actions, forms, rules
from programmes.models import Disbursement, Task, TaskOutput
from programmes.tasks.readiness import why_not_carried_out
from programmes.tasks.views import Removal


class OfTask(EntryPage):
    """A sheet below a task; while the list has no effect it only says why."""

    template_name = "programmes/tasks/sheet.html"

    def task(self):
        raise NotImplementedError

    def refusal(self):
        return why_not_carried_out(self.task().task_list, self.request.access)

    def logged(self):
        return self.task()

    def trail(self):
        task = self.task()
        return [
            (_now("Danh mục nhiệm vụ"), reverse("programmes:task_lists")),
            (task.task_list.title, task.task_list.get_absolute_url()),
            (task.name, task.get_absolute_url()),
        ]

    def get_context_data(self, **kwargs):
        refusal = self.refusal() if self.request.method == "GET" else ""
        return super().get_context_data(refusal=refusal, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"today": clock.today()}

    def who(self, form):
        seen = form.cleaned_data["seen"]
        return {"access": self.request.access, "seen": seen, "today": form.today}


class TaskVerb(OfTask, EntryUpdateView):
    model = Task
    may_edit = staticmethod(rules.may_carry_out)
    verb = act = None
    saved = _("Đã lưu.")

    def get_queryset(self):
        return super().get_queryset().select_related("task_list__document")

    def task(self):
        return self.object

    def refusal(self):
        state, label = self.form_class.moves_to, self.verb.label
        return super().refusal() or actions.why_not_moved(self.object, state, label)

    def save(self, form):
        return type(self).act(form.instance, **self.who(form))


class TaskGive(TaskVerb):
    form_class = forms.GiveForm
    verb, act = Verb.GIVE, actions.give_task
    edit_heading = _("Giao nhiệm vụ")
    submit_label = _("Ghi giao nhiệm vụ")
    saved = _("Đã ghi giao nhiệm vụ.")


class TaskStart(TaskVerb):
    form_class = forms.StartForm
    verb, act = Verb.START, actions.start_task
    edit_heading = _("Bắt đầu thực hiện nhiệm vụ")
    submit_label = _("Ghi bắt đầu thực hiện")
    saved = _("Đã ghi bắt đầu thực hiện.")


class TaskAccept(TaskVerb):
    form_class = forms.AcceptForm
    verb = Verb.ACCEPT_TASK
    edit_heading = _("Nghiệm thu nhiệm vụ")
    submit_label = _("Ghi nghiệm thu")
    saved = _("Đã ghi nghiệm thu.")

    def save(self, form):
        evidence = {"basis": form.cleaned_data["basis"], "files": form.cleaned_data["files"]}
        return actions.accept_task(form.instance, **evidence, **self.who(form))


class TaskSettle(TaskVerb):
    form_class = forms.SettleForm
    verb = Verb.SETTLE
    edit_heading = _("Quyết toán nhiệm vụ")
    submit_label = _("Ghi quyết toán")
    saved = _("Đã ghi quyết toán.")

    def save(self, form):
        basis = form.cleaned_data["basis"]
        return actions.settle_task(form.instance, basis=basis, **self.who(form))


class TaskStop(TaskVerb):
    form_class = forms.StopForm
    verb, act = Verb.STOP, actions.stop_task
    edit_heading = _("Dừng thực hiện nhiệm vụ")
    submit_label = _("Ghi dừng thực hiện")
    saved = _("Đã ghi dừng thực hiện.")


class TaskCarry(TaskVerb):
    """Into an open list of the next year; without one, asks to draw it up first."""

    form_class = forms.CarryForm
    template_name = "programmes/tasks/carry.html"
    verb = Verb.CARRY
    edit_heading = _("Chuyển nhiệm vụ sang năm sau")
    submit_label = _("Chuyển năm sau")
    saved = _("Đã chuyển. Kiểm tra lại số kế hoạch, kinh phí và tháng của nhiệm vụ mới dưới đây.")

    def get_context_data(self, **kwargs):
        task_list = self.object.task_list
        lists = actions.lists_of_next_year(task_list, access=self.request.access)
        known = {"plan": task_list.plan_id, "year": task_list.year and task_list.year + 1}
        query = urlencode({name: value for name, value in known.items() if value})
        create_url = f"{reverse('programmes:task_list_create')}?{query}"
        return super().get_context_data(
            next_year=known["year"], has_list=lists.exists(), create_url=create_url, **kwargs
        )

    def save(self, form):
        into = form.cleaned_data["into"]
        return actions.carry_task(form.instance, into, **self.who(form))


class TaskCorrect(TaskVerb):
    form_class = forms.CorrectForm
    act = actions.correct_task
    edit_heading = _("Sửa số liệu thực hiện")
    saved = _("Đã sửa số liệu thực hiện.")

    def refusal(self):
        if self.object.state not in actions.WRITTEN:
            return _now("Nhiệm vụ chưa có số liệu thực hiện nào để sửa.")
        return OfTask.refusal(self)


class TaskAttachments(AttachmentUpload):
    model = Task
    may_edit = staticmethod(rules.may_attach)


class OutputUpdate(OfTask, EntryUpdateView):
    model = TaskOutput
    form_class = forms.OutputForm
    saved = _("Đã lưu kết quả.")

    def may_edit(self, access, output):
        return rules.may_carry_out(access, output.task)

    def get_queryset(self):
        return super().get_queryset().select_related("task__task_list__document")

    def task(self):
        return self.object.task

    @property
    def edit_heading(self):
        return _now("Kết quả: %(output)s") % {"output": self.object.name}

    def form_valid(self, form):
        if not form.repeats_instance():
            return super().form_valid(form)
        messages.info(self.request, _now("Chưa có gì thay đổi."))
        return redirect(self.object)

    def save(self, form):
        actions.record_output(form.instance, **self.who(form))
        return form.instance


# Giải ngân


class DisbursementCreate(OfTask, EntryCreateView):
    model = Disbursement
    form_class = forms.DisbursementForm
    new_heading = _("Ghi giải ngân")
    saved = _("Đã ghi giải ngân.")

    def dispatch(self, request, *args, **kwargs):
        self.parent = get_visible_or_404(Task, request.access, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def may_create(self, access):
        return rules.may_carry_out(access, self.parent)

    def task(self):
        return self.parent

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Disbursement(task=self.parent)}

    def save(self, form):
        payment, access = form.instance, self.request.access
        actions.add_disbursement(payment, access=access, today=form.today)
        return payment


class DisbursementUpdate(OfTask, EntryUpdateView):
    model = Disbursement
    form_class = forms.DisbursementForm
    edit_heading = _("Sửa lần giải ngân")
    saved = _("Đã sửa lần giải ngân.")

    def may_edit(self, access, disbursement):
        return rules.may_carry_out(access, disbursement.task)

    def get_queryset(self):
        return super().get_queryset().select_related("task__task_list__document")

    def task(self):
        return self.object.task

    def save(self, form):
        actions.correct_disbursement(form.instance, **self.who(form))
        return form.instance


class DisbursementDelete(Removal):
    model = Disbursement
    title = _("Xóa lần giải ngân")
    button = _("Xóa lần giải ngân")
    done = _("Đã xóa lần giải ngân.")
    remove = staticmethod(actions.remove_disbursement)

    def may(self, access, disbursement):
        return rules.may_carry_out(access, disbursement.task)

    def why_not(self, disbursement, *, access):
        return why_not_carried_out(disbursement.task.task_list, access)

    def what_goes(self):
        sentence = _now("Xóa “%(row)s”. Nhật ký xử lý của nhiệm vụ vẫn ghi lần giải ngân này.")
        return sentence % {"row": actions.said_of(self.row)}

    def back_label(self):
        return self.row.task.name

    def parent_url(self):
        return self.row.get_absolute_url()
