"""Pages on which the parts of a paper are written, while its content is open."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import CreateView, DetailView, FormView

from organisations.access import AccessMixin
from organisations.attachments import AttachmentUpload
from organisations.entry.beside import late_sentence
from organisations.entry.keys import read_key
from organisations.entry.views import EntryCreateView, EntryUpdateView, EntryView, log_of
from organisations.exceptions import ActionRefused, StaleSheet
from programmes.enums import OPEN_STATES
from programmes.models import ActionPlan, Opinion, PlanComponent, Target
from programmes.papers import rules
from programmes.papers.kinds import PLAN
from programmes.papers.parts import actions, forms
from programmes.papers.views import OfPaper
from programmes.rules import may_plan

# Mục tiêu, nội dung thực hiện, ý kiến góp ý


class PartOfPaper(OfPaper):
    """A form for one part of a paper that may be written now."""

    states = OPEN_STATES
    template_name = "programmes/papers/part_form.html"
    new_title = title = ""

    def get_queryset(self):
        return super().get_queryset().filter(**{self.kind.parent: self.paper})

    def new_part(self):
        return self.model(**{self.kind.parent: self.paper})

    def get_context_data(self, **kwargs):
        title = self.title if kwargs.get("object") or self.object else self.new_title
        return super().get_context_data(title=title, back=self.back(), **kwargs)

    def back(self):
        return f"{self.paper.get_absolute_url()}#{self.place}"


class NewPart(PartOfPaper):
    may_create = staticmethod(may_plan)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.new_part()}

    def save(self, form):
        actions.add(form.instance, self.paper, access=self.request.access)
        return self.back()


class ChangedPart(PartOfPaper, EntryUpdateView):
    pk_url_kwarg = "part"

    def may_edit(self, access, row):
        return rules.may_change(access, self.paper)

    def logged(self):
        return self.paper

    def get_object(self, queryset=None):
        row = super().get_object(queryset)
        setattr(row, self.kind.parent, self.paper)
        return row

    def save(self, form):
        seen, access = form.cleaned_data["seen"], self.request.access
        actions.change(form.instance, self.paper, access=access, seen=seen)
        return self.back()


class PartRemoval(PartOfPaper, AccessMixin, DetailView):
    """GET asks, POST removes."""

    pk_url_kwarg = "part"
    template_name = "programmes/papers/part_remove.html"

    def post(self, request, *args, **kwargs):
        row = self.get_object()
        try:
            actions.remove(row, self.paper, access=request.access)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _now("Đã xóa “%(row)s”.") % {"row": row})
        return redirect(self.back())


class TargetPart:
    model = Target
    form_class = forms.TargetForm
    kinds = (PLAN,)
    place = "targets"
    new_title, title = _("Thêm mục tiêu"), _("Sửa mục tiêu")
    saved = _("Đã lưu mục tiêu.")


class TargetCreate(TargetPart, NewPart, EntryView, CreateView):
    """?from=…: a national target is where this one starts; its wording may then be changed."""

    def get_initial(self):
        asked = self.request.GET.get("from", "")
        nation = Target.objects.visible_to(self.request.access).filter(is_national=True)
        source = nation.filter(pk=read_key(asked)).first()
        names = (*actions.TARGET_FIELDS,) if source else ()
        return super().get_initial() | {name: getattr(source, name) for name in names}


class TargetUpdate(TargetPart, ChangedPart):
    pass


class TargetRemove(TargetPart, PartRemoval):
    title = _("Xóa mục tiêu")


class ComponentPart:
    model = PlanComponent
    form_class = forms.ComponentForm
    kinds = (PLAN,)
    place = "components"
    new_title, title = _("Thêm nội dung thực hiện"), _("Sửa nội dung thực hiện")
    saved = _("Đã lưu nội dung thực hiện.")


class ComponentCreate(ComponentPart, NewPart, EntryCreateView):
    def get_initial(self):
        last = self.paper.components.order_by(F("ordinal").desc()).first()
        asked = self.request.GET.get("scheme", "")
        return super().get_initial() | {
            "ordinal": last.ordinal + 1 if last else 1,
            "scheme": read_key(asked),
        }


class ComponentUpdate(ComponentPart, ChangedPart):
    pass


class ComponentRemove(ComponentPart, PartRemoval):
    title = _("Xóa nội dung thực hiện")


class OpinionPart:
    model = Opinion
    form_class = forms.OpinionForm
    place = "opinions"
    new_title, title = _("Thêm ý kiến góp ý"), _("Sửa ý kiến góp ý")
    saved = _("Đã lưu ý kiến góp ý.")


class OpinionCreate(OpinionPart, NewPart, EntryCreateView):
    pass


class OpinionUpdate(OpinionPart, ChangedPart):
    pass


class OpinionRemove(OpinionPart, PartRemoval):
    title = _("Xóa ý kiến góp ý")


# Kinh phí, tệp đính kèm


class PlanMoney(OfPaper, FormView):
    """The whole table on one sheet; nothing typed is lost when a cell is refused."""

    kinds = (PLAN,)
    states = OPEN_STATES
    form_class = forms.MoneyTable
    template_name = "programmes/papers/money_form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"plan": self.paper}

    def form_valid(self, form):
        seen = form.cleaned_data["seen"]
        try:
            actions.write_money(self.paper, form.amounts(), access=self.request.access, seen=seen)
        except StaleSheet:
            form.show_beside(forms.MoneyTable(plan=self.paper))
            form.add_error(None, late_sentence(log_of(self.paper, self.request.access).first()))
            return self.form_invalid(form)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _now("Đã lưu kinh phí."))
        return redirect(f"{self.paper.get_absolute_url()}#money")


class PlanAttachmentUpload(AttachmentUpload):
    model = ActionPlan
    may_edit = staticmethod(rules.may_change)
