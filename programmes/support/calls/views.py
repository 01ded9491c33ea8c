"""Calls and proposals on the screen."""

from django.contrib import messages
from django.db.models import Sum
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, FormView, ListView

from organisations import clock
from organisations.access import AccessMixin, get_visible_or_404, require
from organisations.entry.pages import EntryPage
from organisations.entry.views import EntryCreateView, EntryUpdateView, log_of
from organisations.exceptions import ActionRefused
from organisations.lists import PAGE
from organisations.vietnamese import format_date
from organisations.views import Confirmed
from programmes.models import Call, Proposal
from programmes.support.calls import actions, received, rules
from programmes.support.calls.forms import CallForm, ProposalForm, TakeUpForm


def calls_step():
    return _("Đăng ký nhiệm vụ"), reverse("programmes:calls")


def step(row):
    return str(row), row.get_absolute_url()


class Frozen:
    """Mixin of a form page: what was published or sent says so instead of being edited."""

    def get(self, request, *args, **kwargs):
        if sentence := self.why_frozen(self.get_object()):
            messages.error(request, sentence)
            return redirect(self.get_object())
        return super().get(request, *args, **kwargs)


# Đợt đăng ký


class CallList(AccessMixin, ListView):
    model = Call
    paginate_by = PAGE
    template_name = "programmes/support/call_list.html"

    def get_context_data(self, **kwargs):
        access = self.request.access
        return super().get_context_data(
            may_call=rules.may_call(access), today=clock.today(), **kwargs
        )


class CallDetail(AccessMixin, ListView):
    """A call and its proposals: a unit sees its own, the Ministry what was sent to it."""

    model = Proposal
    paginate_by = PAGE
    template_name = "programmes/support/call_detail.html"

    def get_queryset(self):
        self.call = get_visible_or_404(Call, self.request.access, pk=self.kwargs["pk"])
        return super().get_queryset().filter(call=self.call).for_list()

    def get_context_data(self, **kwargs):
        access, call, today = self.request.access, self.call, clock.today()
        context = super().get_context_data(**kwargs)
        context |= {
            "call": call,
            "today": today,
            "may_change": rules.may_edit_call(access, call) and not call.is_published,
            "may_propose": rules.may_propose(access) and call.is_published,
            "missing": call.missing_for_publication(),
            "log": log_of(call, access),
        }
        if call.owner_id == access.organisation.pk:
            context |= self.received(list(context["object_list"]), access, today)
        return context

    def received(self, proposals, access, today):
        tasks = received.tasks_by_proposal(proposals, access=access)
        return {
            "answers": received.answers_to(self.call, access=access, today=today),
            "amount": self.object_list.order_by().aggregate(sum=Sum("amount"))["sum"],
            "received": [(row, tasks.get(row.pk)) for row in proposals],
        }


class CallCreate(EntryPage, EntryCreateView):
    model = Call
    form_class = CallForm
    may_create = staticmethod(rules.may_call)
    new_heading = _("Lập đợt đăng ký nhiệm vụ")
    saved = _("Đã lưu đợt đăng ký. Các đơn vị chỉ thấy sau khi công bố.")

    def trail(self):
        return [calls_step()]

    def save(self, form):
        return actions.create_call(form.instance, access=self.request.access)


class CallUpdate(Frozen, EntryPage, EntryUpdateView):
    model = Call
    form_class = CallForm
    may_edit = staticmethod(rules.may_edit_call)
    edit_heading = _("Sửa đợt đăng ký nhiệm vụ")
    saved = _("Đã lưu đợt đăng ký.")

    def why_frozen(self, call):
        return actions.standing_of_call(call) if call.is_published else ""

    def trail(self):
        return [calls_step(), step(self.object)]

    def save(self, form):
        seen = form.cleaned_data["seen"]
        return actions.update_call(form.instance, access=self.request.access, seen=seen)


class CallPublish(Confirmed):
    model = Call
    takes_away = False
    may = staticmethod(rules.may_edit_call)
    title = _("Công bố đợt đăng ký")
    button = _("Công bố")
    done = _("Đã công bố. Các Sở, tập đoàn, tổng công ty đã thấy đợt đăng ký này.")

    def consequence(self):
        sentence = _now(
            "Mọi Sở Công Thương, tập đoàn, tổng công ty đọc được “%(call)s” và gửi đề xuất trước"
            " ngày %(day)s. Sau khi công bố không sửa được nữa."
        )
        return sentence % {"call": self.row, "day": format_date(self.row.closes_on)}

    def act(self, pk, access):
        actions.publish_call(pk, access=access)

    def back_url(self):
        return self.row.get_absolute_url()

    def back_label(self):
        return str(self.row)


class CallRemove(CallPublish):
    title = _("Xóa đợt đăng ký chưa công bố")
    button = _("Xóa")
    done = _("Đã xóa đợt đăng ký.")

    def consequence(self):
        return _now("Xóa “%(call)s”? Chưa đơn vị nào thấy đợt này.") % {"call": self.row}

    def act(self, pk, access):
        actions.remove_call(pk, access=access)

    def back_url(self):
        return calls_step()[1]

    def back_label(self):
        return calls_step()[0]


# Đề xuất


class ProposalDetail(AccessMixin, DetailView):
    model = Proposal
    context_object_name = "proposal"
    template_name = "programmes/support/proposal_detail.html"

    def get_queryset(self):
        return super().get_queryset().for_list()

    def get_context_data(self, **kwargs):
        access, proposal = self.request.access, self.object
        task = received.tasks_by_proposal([proposal], access=access).get(proposal.pk)
        may_edit = rules.may_edit_proposal(access, proposal) and proposal.is_draft
        return super().get_context_data(
            may_edit=may_edit,
            may_take_up=rules.may_take_up(access, proposal) and task is None,
            task=task,
            log=log_of(proposal, access),
            **kwargs,
        )


class ProposalCreate(EntryPage, EntryCreateView):
    model = Proposal
    form_class = ProposalForm
    may_create = staticmethod(rules.may_propose)
    new_heading = _("Thêm đề xuất nhiệm vụ")
    saved = _("Đã lưu dự thảo đề xuất. Bộ chỉ thấy sau khi đơn vị gửi.")

    def dispatch(self, request, *args, **kwargs):
        self.call = get_visible_or_404(Call, request.access, pk=kwargs["call"], is_national=True)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Proposal(call=self.call)}

    def trail(self):
        return [calls_step(), step(self.call)]

    def save(self, form):
        return actions.create_proposal(form.instance, access=self.request.access)


class ProposalUpdate(Frozen, EntryPage, EntryUpdateView):
    model = Proposal
    form_class = ProposalForm
    may_edit = staticmethod(rules.may_edit_proposal)
    edit_heading = _("Sửa đề xuất nhiệm vụ")
    saved = _("Đã lưu dự thảo đề xuất.")

    def get_queryset(self):
        return super().get_queryset().select_related("call")

    def why_frozen(self, proposal):
        return "" if proposal.is_draft else actions.standing_of_proposal(proposal)

    def trail(self):
        return [calls_step(), step(self.object.call), step(self.object)]

    def save(self, form):
        seen = form.cleaned_data["seen"]
        return actions.update_proposal(form.instance, access=self.request.access, seen=seen)


class ProposalSend(Confirmed):
    model = Proposal
    takes_away = False
    may = staticmethod(rules.may_edit_proposal)
    title = _("Gửi đề xuất về Bộ")
    button = _("Gửi đề xuất")
    done = _("Đã gửi đề xuất về Bộ.")

    def consequence(self):
        sentence = _now("Gửi “%(proposal)s” về Bộ? Sau khi gửi không sửa được nữa.")
        said = sentence % {"proposal": self.row}
        if clock.today() < self.row.call.closes_on:
            return said
        late = _now("Hạn nhận đề xuất là trước ngày %(day)s: đề xuất sẽ được ghi là gửi sau hạn.")
        return f"{said} {late % {'day': format_date(self.row.call.closes_on)}}"

    def act(self, pk, access):
        actions.send_proposal(pk, access=access)

    def back_url(self):
        return self.row.get_absolute_url()

    def back_label(self):
        return str(self.row)


class ProposalRemove(ProposalSend):
    title = _("Xóa dự thảo đề xuất")
    button = _("Xóa")
    done = _("Đã xóa dự thảo đề xuất.")

    def consequence(self):
        return _now("Xóa dự thảo “%(proposal)s”?") % {"proposal": self.row}

    def act(self, pk, access):
        actions.remove_proposal(pk, access=access)

    def back_url(self):
        return self.row.call.get_absolute_url()

    def back_label(self):
        return str(self.row.call)


class TakeUp(FormView):
    """The Ministry makes a task of a proposal, in one of its open lists."""

    form_class = TakeUpForm
    template_name = "programmes/support/take_up.html"

    def dispatch(self, request, *args, **kwargs):
        self.proposal = get_visible_or_404(Proposal, request.access, pk=kwargs["pk"])
        require(rules.may_take_up(request.access, self.proposal))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"access": self.request.access}

    def get_context_data(self, **kwargs):
        return super().get_context_data(proposal=self.proposal, **kwargs)

    def form_valid(self, form):
        task_list = form.cleaned_data["task_list"]
        try:
            task = actions.take_up(self.proposal, task_list, access=self.request.access)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _now("Đã đưa đề xuất vào danh mục."))
        return redirect(task)
