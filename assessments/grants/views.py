"""Projects of support on the screen: the list, one of them, and every step of its way."""

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from assessments.enums import GrantState
from assessments.grants import actions, forms, rules
from assessments.grants.filters import GrantFilter
from assessments.grants.progress import stages_of
from assessments.models import Assessment, GrantPayment, GrantStep, SupportGrant
from enterprises.models import Establishment
from organisations.access import AccessMixin, get_visible_or_404, require
from organisations.attachments import AttachmentUpload, attachments_context
from organisations.entry.pages import EntryPage
from organisations.entry.views import EntryCreateView, EntryUpdateView, log_of
from organisations.enums import Kind
from organisations.lists import FilteredList
from organisations.views import Confirmed


def list_step():
    return _("Hỗ trợ"), reverse("assessments:grants")


class GrantList(FilteredList):
    model = SupportGrant
    filter_class = GrantFilter
    template_name = "assessments/grants/list.html"

    def get_queryset(self):
        require(rules.may_see_list(self.request.access))
        return super().get_queryset()

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_apply=rules.may_apply(self.request.access), **kwargs)


class GrantDetail(AccessMixin, DetailView):
    model = SupportGrant
    context_object_name = "grant"
    template_name = "assessments/grants/detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("option")

    def get_context_data(self, **kwargs):
        access, grant = self.request.access, self.object
        steps = list(GrantStep.objects.visible_to(access).filter(grant=grant))
        enterers = {step.person_id for step in steps if step.state == GrantState.APPLIED}
        payments = list(GrantPayment.objects.visible_to(access).filter(grant=grant))
        return super().get_context_data(
            **attachments_context(grant, access, may_edit=rules.may_attach(access, grant)),
            **_money(grant, payments),
            site=Establishment.objects.visible_to(access).filter(pk=grant.establishment_id).first(),
            assessment=_assessment_of(grant, access),
            stages=stages_of(grant, steps),
            ended=next((s for s in steps if s.state in GrantState.ended_early()), None),
            may={step.value: rules.may_take(access, grant, step, enterers) for step in GRANTED},
            has_entered=access.kind == Kind.DEPARTMENT and access.user.pk in enterers,
            may_edit=rules.may_edit(access, grant),
            may_withdraw=rules.may_withdraw(access, grant),
            may_pay=rules.may_pay(access, grant),
            log=log_of(grant, access),
            **kwargs,
        )


GRANTED = (*GrantState.granted(), GrantState.REFUSED)


def _money(grant, payments):
    paid = actions.paid_of(payments)
    due = grant.settled_amount if grant.settled_amount is not None else grant.contract_amount
    left = None if due is None else due - paid
    return {"payments": payments, "paid": paid, "left": left, "excess": -left if left else None}


def _assessment_of(grant, access):
    rows = Assessment.objects.visible_to(access)
    return rows.filter(pk=grant.assessment_id).first()


class GrantCreate(EntryPage, EntryCreateView):
    """Of one plant, from its page."""

    model = SupportGrant
    form_class = forms.ApplicationForm
    may_create = staticmethod(rules.may_apply)
    new_heading = _("Đơn đề nghị hỗ trợ")
    saved = _("Đã ghi nhận đơn đề nghị hỗ trợ.")

    def dispatch(self, request, *args, **kwargs):
        self.site = get_visible_or_404(Establishment, request.access, pk=kwargs["site"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if kwargs.get("instance") is None:
            kwargs["instance"] = SupportGrant(establishment=self.site)
        return kwargs

    def trail(self):
        return [list_step(), (self.site.name, self.site.get_absolute_url())]

    def save(self, form):
        files = form.cleaned_data["files"]
        return actions.apply(form.instance, access=self.request.access, files=files)


class _OfGrant(EntryPage, EntryUpdateView):
    model = SupportGrant
    saved = _("Đã lưu.")

    def get_queryset(self):
        return super().get_queryset().select_related("establishment")

    def trail(self):
        return [list_step(), (self.object.name, self.object.get_absolute_url())]

    def who(self, form):
        said = form.cleaned_data
        return {"access": self.request.access, "seen": said["seen"], "files": said["files"]}


class GrantUpdate(_OfGrant):
    form_class = forms.ApplicationForm
    may_edit = staticmethod(rules.may_edit)
    edit_heading = _("Sửa đơn đề nghị hỗ trợ")

    def save(self, form):
        return actions.update(form.instance, **self.who(form))


class _Step(_OfGrant):
    """What the database refuses stands above the form."""

    def may_edit(self, access, grant):
        enterers = actions.enterers_of(grant, access)
        return rules.may_take(access, grant, self.form_class.step, enterers)

    def save(self, form):
        actions.move(form.instance, form.step, form.facts, **self.who(form))
        return form.instance


class Approve(_Step):
    form_class = forms.ApproveForm
    edit_heading = _("Ghi phê duyệt đề án hỗ trợ")
    saved = _("Đã ghi phê duyệt.")


class Refuse(_Step):
    form_class = forms.RefuseForm
    edit_heading, submit_label = _("Từ chối hỗ trợ"), _("Từ chối")
    saved = _("Đã ghi từ chối.")


class Contract(_Step):
    form_class = forms.ContractForm
    edit_heading = _("Ghi hợp đồng hỗ trợ")
    saved = _("Đã ghi hợp đồng.")


class Accept(_Step):
    form_class = forms.AcceptForm
    edit_heading = _("Nghiệm thu đề án hỗ trợ")
    saved = _("Đã ghi nghiệm thu.")


class Settle(_Step):
    form_class = forms.SettleForm
    edit_heading = _("Thanh lý hợp đồng hỗ trợ")
    saved = _("Đã ghi thanh lý.")


class Withdraw(_Step):
    form_class = forms.WithdrawForm
    edit_heading, submit_label = _("Rút đơn đề nghị hỗ trợ"), _("Rút đơn")
    saved = _("Đã rút đơn.")

    def may_edit(self, access, grant):
        return rules.may_withdraw(access, grant)


class GrantAttach(AttachmentUpload):
    model = SupportGrant
    may_edit = staticmethod(rules.may_attach)
    purpose_hint = _("Đơn, quyết định, hợp đồng, biên bản: ghi bước nào ở ô ghi chú.")


class PaymentCreate(EntryPage, EntryCreateView):
    model = GrantPayment
    form_class = forms.PaymentForm
    new_heading = _("Ghi tạm ứng, thanh toán, thu hồi")
    saved = _("Đã ghi.")

    def dispatch(self, request, *args, **kwargs):
        self.grant = get_visible_or_404(SupportGrant, request.access, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def may_create(self, access):
        return rules.may_pay(access, self.grant)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if kwargs.get("instance") is None:
            kwargs["instance"] = GrantPayment(grant=self.grant)
        return kwargs

    def trail(self):
        return [list_step(), (self.grant.name, self.grant.get_absolute_url())]

    def save(self, form):
        return actions.pay(form.instance, access=self.request.access)


class PaymentRemove(Confirmed):
    model = GrantPayment
    title, button, done = _("Xóa lần chi ghi nhầm"), _("Xóa"), _("Đã xóa.")

    def may(self, access, payment):
        self.grant = get_visible_or_404(SupportGrant, access, pk=payment.grant_id)
        return rules.may_pay(access, self.grant)

    def consequence(self):
        sentence = _now("Xóa “%(payment)s”. Nhật ký của đề án vẫn ghi ai xóa, lúc nào.")
        return sentence % {"payment": actions.said_of(self.row)}

    def act(self, pk, access):
        actions.remove_payment(pk, access=access)

    def back_url(self):
        return self.grant.get_absolute_url()

    def back_label(self):
        return self.grant.name

    def pages_above(self):
        return [list_step()]
