"""Pairs that may be one establishment: the list, one pair side by side, what is decided."""

from django.contrib import messages
from django.db.models import Case, IntegerField, Value, When
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.http import require_POST

from enterprises.duplicates import actions, rules
from enterprises.duplicates.compared import lines_of, reasons_of
from enterprises.duplicates.filters import PairFilter
from enterprises.duplicates.forms import MergeForm, TellApartForm, UndoForm
from enterprises.enums import CandidateState
from enterprises.models import Establishment, Merge, SamePlantCandidate
from organisations.access import get_visible_or_404, require
from organisations.exceptions import ActionRefused
from organisations.lists import FilteredList

OPEN_FIRST = Case(
    When(state=CandidateState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField()
)
LINKS = ("legal_entity", "province", "department", "corporation")


class PairList(FilteredList):
    model = SamePlantCandidate
    filter_class = PairFilter
    template_name = "enterprises/duplicates/pair_list.html"

    def get_queryset(self):
        require(rules.may_see_pairs(self.request.access))
        return super().get_queryset().order_by(OPEN_FIRST, "certainty", "pk")

    def get_context_data(self, **kwargs):
        access = self.request.access
        shown = super().get_context_data(may_merge=rules.may_merge(access), **kwargs)
        pairs = shown["object_list"]
        keys = {key for pair in pairs for key in (pair.first_id, pair.second_id)}
        sites = Establishment.objects.visible_to(access).in_bulk(keys)
        for pair in pairs:
            pair.sites = [sites.get(key) for key in (pair.first_id, pair.second_id)]
            pair.why = reasons_of(pair)
        return shown


class OnePair(View):
    """GET shows both rows; what is decided of them is sent to addresses below this one."""

    forms = {}

    def dispatch(self, request, pk):
        self.pair = get_visible_or_404(SamePlantCandidate, request.access, pk=pk)
        keys = [self.pair.first_id, self.pair.second_id]
        sites = Establishment.objects.visible_to(request.access).select_related(*LINKS)
        found = sites.in_bulk(keys)
        self.sites = [found[key] for key in keys if key in found]
        return super().dispatch(request, pk)

    @property
    def may_decide(self):
        """Both rows must still be here: one that went elsewhere is no longer ours to judge."""
        is_open = self.pair.state == CandidateState.OPEN and len(self.sites) == 2
        return is_open and rules.may_decide(self.request.access, self.pair)

    def get(self, request, pk):
        return self.show()

    def show(self, **forms):
        context = {
            "pair": self.pair,
            "why": reasons_of(self.pair),
            "sites": self.sites,
            "lines": lines_of(*self.sites) if len(self.sites) == 2 else [],
            "may_decide": self.may_decide,
        }
        if self.may_decide:
            context["merge_form"] = MergeForm(sites=self.sites, auto_id="merge_%s")
            context["apart_form"] = TellApartForm(auto_id="apart_%s")
        return render(self.request, "enterprises/duplicates/pair.html", context | forms)


class PairAnswer(OnePair):
    """Subclasses say which form was sent and what it does."""

    http_method_names = ["post"]

    def post(self, request, pk):
        require(rules.may_decide(request.access, self.pair))
        if not self.may_decide:
            messages.info(request, _now("Cặp này đã được quyết định, xem bên dưới."))
            return redirect(self.pair)
        form = self.form()
        if not form.is_valid():
            return self.show(form=form, **{self.shown_as: form})
        try:
            return self.act(form.cleaned_data)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.show(form=form, **{self.shown_as: form})


class PairMerge(PairAnswer):
    shown_as = "merge_form"

    def form(self):
        return MergeForm(self.request.POST, sites=self.sites, auto_id="merge_%s")

    def act(self, chosen):
        access = self.request.access
        kept = actions.merge(self.pair.pk, chosen["kept"], reason=chosen["reason"], access=access)
        messages.success(self.request, _now("Đã gộp. Dòng kia vẫn còn và tách lại được."))
        return redirect(kept)


class PairApart(PairAnswer):
    shown_as = "apart_form"

    def form(self):
        return TellApartForm(self.request.POST, auto_id="apart_%s")

    def act(self, chosen):
        actions.tell_apart(self.pair.pk, reason=chosen["reason"], access=self.request.access)
        messages.success(self.request, _now("Đã ghi nhớ: hai dòng không phải một cơ sở."))
        return redirect(self.pair)


@require_POST
def find(request):
    found = actions.find(access=request.access)
    said = ngettext(
        "Tìm thấy %(count)s cặp nghi trùng mới.", "Tìm thấy %(count)s cặp nghi trùng mới.", found
    )
    messages.success(
        request, said % {"count": found} if found else _now("Không có cặp nghi trùng nào mới.")
    )
    return redirect("enterprises:pairs")


class MergeUndo(View):
    """Asks why first; the merged row counts by itself again."""

    def dispatch(self, request, pk):
        self.merge = get_visible_or_404(Merge, request.access, pk=pk)
        require(rules.may_undo(request.access, self.merge))
        sites = Establishment.objects.visible_to(request.access)
        self.sites = sites.in_bulk([self.merge.kept_id, self.merge.merged_id])
        return super().dispatch(request, pk)

    def get(self, request, pk):
        return self.show(UndoForm())

    def post(self, request, pk):
        form = UndoForm(request.POST)
        if self.merge.undone_at:
            messages.info(request, _now("Lần gộp này đã được tách lại."))
            return self.leave()
        if not form.is_valid():
            return self.show(form)
        try:
            actions.undo(pk, reason=form.cleaned_data["reason"], access=request.access)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.show(form)
        messages.success(request, _now("Đã tách lại: hai dòng được đếm riêng."))
        return self.leave()

    def leave(self):
        return redirect("enterprises:establishment", self.merge.merged_id)

    def show(self, form):
        context = {
            "form": form,
            "merge": self.merge,
            "kept": self.sites.get(self.merge.kept_id),
            "merged": self.sites.get(self.merge.merged_id),
        }
        return render(self.request, "enterprises/duplicates/merge_undo.html", context)
