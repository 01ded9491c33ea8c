"""Rules of support on the screen, and the calculator."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from django.views.generic import DetailView

from organisations import clock
from organisations.access import AccessMixin
from organisations.entry.pages import EntryPage
from organisations.entry.views import EntryCreateView, EntryUpdateView, log_of
from organisations.lists import FilteredList
from organisations.views import Confirmed
from programmes.models import FundingSource
from programmes.support.funding import actions, rules
from programmes.support.funding.calculator import support_for
from programmes.support.funding.filters import FundingFilter
from programmes.support.funding.forms import CalculatorForm, FundingForm


def funding_step():
    return _("Nguồn hỗ trợ"), reverse("programmes:funding")


class FundingList(FilteredList):
    model = FundingSource
    filter_class = FundingFilter
    template_name = "programmes/support/funding_list.html"

    def get_queryset(self):
        return super().get_queryset().for_list()

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_add=rules.may_add(self.request.access), **kwargs)


class FundingDetail(AccessMixin, DetailView):
    model = FundingSource
    context_object_name = "source"
    template_name = "programmes/support/funding_detail.html"

    def get_queryset(self):
        return super().get_queryset().for_list()

    def get_context_data(self, **kwargs):
        access = self.request.access
        return super().get_context_data(
            may_edit=rules.may_edit(access, self.object), log=log_of(self.object, access), **kwargs
        )


class FundingCreate(EntryPage, EntryCreateView):
    model = FundingSource
    form_class = FundingForm
    may_create = staticmethod(rules.may_add)
    new_heading = _("Thêm nguồn hỗ trợ")
    saved = _("Đã lưu nguồn hỗ trợ.")

    def trail(self):
        return [funding_step()]

    def save(self, form):
        return actions.create_source(form.instance, access=self.request.access)


class FundingUpdate(EntryPage, EntryUpdateView):
    model = FundingSource
    form_class = FundingForm
    may_edit = staticmethod(rules.may_edit)
    edit_heading = _("Sửa nguồn hỗ trợ")
    saved = _("Đã lưu nguồn hỗ trợ.")

    def trail(self):
        return [funding_step(), (str(self.object), self.object.get_absolute_url())]

    def save(self, form):
        seen = form.cleaned_data["seen"]
        return actions.update_source(form.instance, access=self.request.access, seen=seen)


class FundingRemove(Confirmed):
    model = FundingSource
    may = staticmethod(rules.may_edit)
    back = "programmes:funding"
    title = _("Xóa nguồn hỗ trợ")
    button = _("Xóa")
    done = _("Đã xóa nguồn hỗ trợ.")

    def consequence(self):
        sentence = _now(
            "“%(source)s” không còn trong danh sách và phần tính mức hỗ trợ. Quy định đã hết hiệu"
            " lực thì ghi ngày hết hiệu lực, không xóa."
        )
        return sentence % {"source": self.row}

    def act(self, pk, access):
        actions.remove_source(pk, access=access)

    def back_label(self):
        return funding_step()[0]


@require_GET
def calculator(request):
    """Which support the rules in force that day allow for a cost; the address is the question."""
    asked = request.GET or None
    form = CalculatorForm(asked, initial={"on": clock.today()})
    supports = None
    if form.is_valid():
        question = form.cleaned_data
        sources = FundingSource.objects.visible_to(request.access).in_force_on(question["on"])
        if question["unit"]:
            sources = sources.filter(cap_unit=question["unit"])
        supports = [support_for(source, question["cost"]) for source in sources.for_list()]
        supports.sort(key=lambda support: support.source.is_unverified)
    context = {"form": form, "supports": supports}
    return render(request, "programmes/support/calculator.html", context)
