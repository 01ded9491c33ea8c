"""The Ministry keeps rounds, extensions and arrivals on the screen."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from organisations import clock
from organisations.access import get_visible_or_404, require
from organisations.entry.pages import EntryPage
from organisations.entry.views import EntryCreateView, EntryUpdateView
from organisations.exceptions import ActionRefused
from reports.models import Arrival, Receipt, ReportForm, ReportingRound, RoundAddressee
from reports.rounds import actions, rules
from reports.rounds.forms import AddresseesForm, ArrivalForm, ExtensionForm, RoundForm
from reports.rounds.letters import following, of_the_directive

ROUNDS = _("Kỳ báo cáo")


def rounds_step():
    return ROUNDS, reverse("reports:rounds")


def step(round_):
    return round_.title, round_.get_absolute_url()


class RoundEntry(EntryPage):
    model = ReportingRound
    form_class = RoundForm
    may_create = staticmethod(rules.may_keep)
    may_edit = staticmethod(rules.may_edit)


class RoundCreate(RoundEntry, EntryCreateView):
    """`?like=` begins with another round's terms a year later; without, with the Directive's."""

    new_heading = _("Mở kỳ báo cáo")
    saved = _("Đã mở kỳ báo cáo. Hãy xem lại danh sách đơn vị phải báo cáo.")

    def get_initial(self):
        access, like = self.request.access, self.request.GET.get("like")
        forms = ReportForm.objects.visible_to(access).exclude(applies_to__contains="ministry")
        if not like:
            return of_the_directive(clock.today().year, forms)
        return following(get_visible_or_404(ReportingRound, access, code=like), forms)

    def save(self, form):
        return actions.create_round(form.instance, access=self.request.access)

    def form_valid(self, form):
        answer = super().form_valid(form)
        if form.instance.pk is None:
            return answer
        return redirect("reports:round_addressees", form.instance.code)

    def trail(self):
        return [rounds_step()]


class RoundUpdate(RoundEntry, EntryUpdateView):
    slug_field = slug_url_kwarg = "code"
    edit_heading = _("Sửa kỳ báo cáo")
    saved = _("Đã lưu kỳ báo cáo.")

    def save(self, form):
        access = self.request.access
        return actions.update_round(form.instance, access=access, seen=form.cleaned_data["seen"])

    def trail(self):
        return [rounds_step(), step(self.object)]


@require_http_methods(["GET", "POST"])
def round_addressees(request, code):
    """Who owes a report in this round, as boxes."""
    access = request.access
    round_ = get_visible_or_404(ReportingRound, access, code=code)
    require(rules.may_keep(access))
    form = AddresseesForm(request.POST or None, round_=round_, access=access)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.set_addressees(round_, said["organisations"], access=access, seen=said["seen"])
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _now("Đã lưu danh sách đơn vị phải báo cáo."))
            return redirect(round_)
    return render(request, "reports/rounds/addressees.html", {"round": round_, "form": form})


class ExtensionUpdate(EntryPage, EntryUpdateView):
    """One unit's own day in a round, by a decision."""

    model = RoundAddressee
    form_class = ExtensionForm
    may_edit = staticmethod(rules.may_edit)
    edit_heading = _("Gia hạn nộp báo cáo")
    saved = _("Đã lưu hạn nộp của đơn vị.")

    def get_queryset(self):
        return super().get_queryset().select_related("round", "organisation")

    def save(self, form):
        access = self.request.access
        return actions.extend(form.instance, access=access, seen=form.cleaned_data["seen"])

    def logged(self):
        return self.object.round

    def trail(self):
        return [rounds_step(), step(self.object.round)]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"heading": f"{self.edit_heading}: {self.object}"}


class ArrivalCreate(EntryPage, EntryCreateView):
    """What the register of incoming papers says of a receipt."""

    model = Arrival
    form_class = ArrivalForm
    may_create = staticmethod(rules.may_keep)
    new_heading = _("Ghi ngày đến theo sổ văn bản đến")
    saved = _("Đã ghi ngày đến.")

    def dispatch(self, request, *args, **kwargs):
        self.receipt = get_visible_or_404(Receipt, request.access, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if kwargs.get("instance") is None:
            kwargs["instance"] = Arrival(receipt=self.receipt)
        return kwargs

    def save(self, form):
        return actions.record_arrival(form.instance, access=self.request.access)

    def trail(self):
        return [rounds_step(), (str(self.receipt), self.receipt.get_absolute_url())]
