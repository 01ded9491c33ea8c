"""The pages and buttons of a paper's life, for plans and lists alike."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, FormView

from organisations import approvals, clock
from organisations.access import get_visible_or_404, require
from organisations.approval_views import decided
from organisations.entry.views import EntryUpdateView, EntryView
from organisations.exceptions import ActionRefused
from programmes.documents.expected import expected_decision
from programmes.enums import ENDED_STATES, OPEN_STATES, ListState, PlanState
from programmes.models import LegalDocument
from programmes.papers import actions, forms, rules
from programmes.papers.closing import left_behind, without_an_end
from programmes.papers.differences import differences
from programmes.papers.kinds import LIST, PLAN, content_of
from programmes.papers.missing import missing_for_submission
from programmes.papers.revisions import newest_revision
from programmes.papers.standing import standing_of
from programmes.papers.warnings import warnings_of


class OfPaper:
    """A page of one paper, for those who may change it. `states`: where the page makes sense."""

    may = staticmethod(rules.may_change)
    kinds = (PLAN, LIST)
    states = ()

    def dispatch(self, request, *args, kind, pk, **kwargs):
        if kind not in self.kinds:
            raise Http404
        self.kind = kind
        self.paper = get_visible_or_404(kind.model, request.access, pk=pk)
        require(self.may(request.access, self.paper))
        if request.method == "GET" and self.states and self.paper.state not in self.states:
            messages.error(request, standing_of(self.paper, request.access))
            return redirect(self.paper)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(paper=self.paper, paper_kind=self.kind, **kwargs)


class Verb(OfPaper, FormView):
    """A verb with its words: GET says what will happen, POST does it; a refusal loses nothing."""

    form_class = forms.WordsForm
    template_name = "programmes/papers/verb.html"
    title = consequence = button = done = ""
    label = _("Ý kiến, ghi chú")
    is_required = False

    def get_form_kwargs(self):
        words = {"label": self.label, "required": self.is_required}
        return super().get_form_kwargs() | words

    def get_context_data(self, **kwargs):
        words = {"title": self.title, "button": self.button, "consequence": self.consequence}
        return super().get_context_data(**words, **kwargs)

    def form_valid(self, form):
        try:
            self.act(form.cleaned_data)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.paper)


class Submit(Verb):
    """The list of what is missing stands here too, and instead of the button."""

    template_name = "programmes/papers/submit.html"
    states = OPEN_STATES
    title = button = _("Trình duyệt")
    label = _("Tờ trình: số, ngày, ý kiến")
    done = _("Đã trình.")

    def get_context_data(self, **kwargs):
        chain = approvals.chain_of(self.kind.subject, access=self.request.access)
        shown = {
            "missing": missing_for_submission(self.paper),
            "warnings": warnings_of(self.paper),
        }
        return super().get_context_data(chain=chain, **shown, **kwargs)

    def act(self, data):
        actions.submit(self.paper, access=self.request.access, comment=data["words"])


class Issue(OfPaper, EntryView, CreateView):
    """The decision as it left the registry, on one sheet."""

    model = LegalDocument
    template_name = "programmes/papers/issue.html"
    states = (PlanState.SUBMITTED,)
    saved = _("Đã ghi quyết định; nội dung có hiệu lực theo quyết định này.")

    def get_form_class(self):
        return forms.AmendingDecisionForm if self.paper.is_decided else forms.DecisionForm

    def get_initial(self):
        return super().get_initial() | expected_decision(self.paper, clock.today())

    def save(self, form):
        return actions.issue(
            self.paper,
            form.instance,
            access=self.request.access,
            in_force_from=form.cleaned_data["in_force_from"],
            summary=form.cleaned_data.get("summary", ""),
        )


class CorrectDecision(OfPaper, EntryUpdateView):
    """What was mistyped of the newest decision, with a reason."""

    model = LegalDocument
    form_class = forms.CorrectionForm
    template_name = "programmes/papers/part_form.html"
    states = (PlanState.ISSUED,)
    saved = _("Đã đính chính quyết định.")
    extra_context = {"title": _("Đính chính quyết định đã ghi")}

    def may_edit(self, access, document):
        return rules.may_change(access, self.paper)

    def logged(self):
        return self.paper

    def get_object(self, queryset=None):
        self.revision = newest_revision(self.paper)
        if self.revision is None:
            raise Http404
        return self.revision.document

    def get_initial(self):
        """Left blank where it has effect from the day of signing, so that both move together."""
        since, signed = self.revision.in_force_from, self.revision.document.issued_on
        return super().get_initial() | {"in_force_from": None if since == signed else since}

    def get_context_data(self, **kwargs):
        return super().get_context_data(back=self.paper.get_absolute_url(), **kwargs)

    def save(self, form):
        data = form.cleaned_data
        words = {name: data[name] for name in ("seen", "reason", "in_force_from")}
        access = self.request.access
        return actions.correct_decision(self.paper, form.instance, access=access, **words)


class Amend(Verb):
    states = (PlanState.ISSUED,)
    title = button = _("Mở điều chỉnh")
    label, is_required = _("Lý do điều chỉnh"), True
    consequence = _(
        "Nội dung được mở để sửa. Nội dung đang có hiệu lực vẫn giữ nguyên cho đến khi ghi quyết"
        " định điều chỉnh."
    )
    done = _("Đã mở điều chỉnh.")

    def act(self, data):
        actions.amend(self.paper, access=self.request.access, reason=data["words"])


class Changed(Verb):
    """A verb before which one sees what differs from the newest revision."""

    states = (PlanState.AMENDING,)
    template_name = "programmes/papers/changed.html"
    needs_equal = False

    def get_context_data(self, **kwargs):
        last = newest_revision(self.paper)
        changed = differences(last.content, content_of(self.paper))
        may_go_on = not (changed and self.needs_equal)
        return super().get_context_data(changed=changed, last=last, may_go_on=may_go_on, **kwargs)


class Abandon(Changed):
    needs_equal = True
    title = button = _("Thôi điều chỉnh")
    consequence = _(
        "Chỉ thôi điều chỉnh khi nội dung đã như cũ. Nội dung vừa sửa không tự mất đi: hãy sửa lại"
        " từng chỗ dưới đây, hoặc trình duyệt."
    )
    done = _("Đã thôi điều chỉnh.")

    def act(self, data):
        actions.abandon_amendment(self.paper, access=self.request.access, comment=data["words"])


class Record(Changed):
    title = button = _("Ghi đính chính")
    label, is_required = _("Đã bổ sung, đính chính những gì"), True
    consequence = _(
        "Dùng khi nhập lại cho đúng văn bản đã ban hành. Nội dung dưới đây thay nội dung đã nhập"
        " trước, theo cùng quyết định."
    )
    done = _("Đã ghi đính chính.")

    def act(self, data):
        actions.record(self.paper, access=self.request.access, summary=data["words"])


class Replace(Verb):
    may = staticmethod(rules.may_end)
    kinds = (PLAN,)
    states = (PlanState.ISSUED,)
    form_class = forms.ReplacementForm
    title = button = _("Ghi được thay thế")
    consequence = _(
        "Kế hoạch không còn hiệu lực từ ngày ghi dưới đây và không sửa được nữa. Các danh mục,"
        " hoạt động đã gắn vẫn giữ nguyên. Ghi nhầm thì khôi phục được, có ghi lý do."
    )
    done = _("Đã ghi kế hoạch được thay thế.")

    def get_form_kwargs(self):
        kwargs = FormView.get_form_kwargs(self)
        return kwargs | {"plan": self.paper, "access": self.request.access}

    def act(self, data):
        access, words = self.request.access, data["words"]
        actions.replace(self.paper, data["by"], access=access, on=data["on"], reason=words)


class Expire(Verb):
    may = staticmethod(rules.may_end)
    kinds = (PLAN,)
    states = (PlanState.ISSUED,)
    form_class = forms.ExpiryForm
    title = button = _("Ghi hết hiệu lực")
    consequence = Replace.consequence
    done = _("Đã ghi kế hoạch hết hiệu lực.")

    def get_form_kwargs(self):
        return FormView.get_form_kwargs(self)

    def act(self, data):
        access, words = self.request.access, data["words"]
        actions.expire(self.paper, access=access, on=data["on"], reason=words)


class Restore(Verb):
    may = staticmethod(rules.may_end)
    kinds = (PLAN,)
    states = ENDED_STATES
    title = button = _("Khôi phục hiệu lực")
    label, is_required = _("Lý do khôi phục"), True
    consequence = _(
        "Dùng khi ghi nhầm. Kế hoạch lại có hiệu lực như chưa từng kết thúc; nhật ký xử lý giữ cả"
        " lần ghi nhầm và lần khôi phục."
    )
    done = _("Đã khôi phục hiệu lực của kế hoạch.")

    def act(self, data):
        actions.restore(self.paper, access=self.request.access, reason=data["words"])


class Close(Verb):
    """Tasks without an end stand instead of the button; what else is left is agreed to."""

    kinds = (LIST,)
    states = (ListState.ISSUED,)
    form_class = forms.ClosingForm
    template_name = "programmes/papers/close.html"
    title = button = _("Khóa danh mục")
    consequence = _(
        "Từ nay không ghi thêm gì vào danh mục, kể cả kết quả, giải ngân và quyết toán. Khi cần có"
        " thể mở lại, có ghi lý do."
    )
    done = _("Đã khóa danh mục.")

    def get_form_kwargs(self):
        left = left_behind(self.paper, self.request.access, clock.today())
        return super().get_form_kwargs() | {"left": left}

    def get_context_data(self, **kwargs):
        missing = without_an_end(self.paper, self.request.access)
        return super().get_context_data(missing=missing, **kwargs)

    def act(self, data):
        actions.close(self.paper, access=self.request.access, comment=data["words"])


class Reopen(Verb):
    kinds = (LIST,)
    states = (ListState.CLOSED,)
    title = button = _("Mở lại danh mục")
    label, is_required = _("Lý do mở lại"), True
    consequence = _("Danh mục trở lại trạng thái đã phê duyệt; kết quả và giải ngân lại ghi được.")
    done = _("Đã mở lại danh mục.")

    def act(self, data):
        actions.reopen(self.paper, access=self.request.access, reason=data["words"])


def _paper(request, kind, pk):
    paper = get_visible_or_404(kind.model, request.access, pk=pk)
    require(rules.may_change(request.access, paper))
    return paper


def _sent(request, paper, act, done):
    try:
        act(paper, access=request.access)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(paper)


@require_POST
def consult(request, kind, pk):
    done = _now("Đã chuyển sang lấy ý kiến. Ghi các cơ quan, đơn vị được hỏi.")
    return _sent(request, _paper(request, kind, pk), actions.seek_opinions, done)


@require_POST
def redraft(request, kind, pk):
    done = _now("Đã đưa về dự thảo.")
    return _sent(request, _paper(request, kind, pk), actions.back_to_draft, done)


@require_POST
def approve(request, kind, pk):
    paper = _paper(request, kind, pk)

    def act(words, seen):
        actions.approve_step(paper, access=request.access, seen=seen, comment=words)

    return decided(request, act, back=paper.get_absolute_url(), done=_now("Đã duyệt."))


@require_POST
def send_back(request, kind, pk):
    paper = _paper(request, kind, pk)

    def act(words, seen):
        actions.send_back(paper, access=request.access, reason=words, seen=seen)

    return decided(request, act, back=paper.get_absolute_url(), done=_now("Đã trả lại."))


@require_POST
def withdraw(request, kind, pk):
    paper = _paper(request, kind, pk)

    def act(words, seen):
        actions.withdraw(paper, access=request.access, reason=words, seen=seen)

    return decided(request, act, back=paper.get_absolute_url(), done=_now("Đã rút lại."))
