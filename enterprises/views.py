"""The register of establishments and zones on the screen."""

from django.contrib import messages
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from enterprises import actions, figures, rules, similar
from enterprises.filters import EstablishmentFilter, ZoneFilter
from enterprises.forms import EstablishmentForm, OfficialTotalForm, ZoneForm
from enterprises.models import Establishment, IndustrialZone, OfficialTotal
from organisations import clock
from organisations.access import AccessMixin, get_visible_or_404
from organisations.entry.views import EntryCreateView, EntryUpdateView, log_of
from organisations.lists import PAGE, FilteredList
from organisations.vietnamese import format_number
from organisations.views import Confirmed


class RegisterCreate(EntryCreateView):
    may_create = staticmethod(rules.may_register)

    def save(self, form):
        return actions.create(form.instance, access=self.request.access)


class RegisterUpdate(EntryUpdateView):
    may_edit = staticmethod(rules.may_edit)
    act = staticmethod(actions.update)

    def save(self, form):
        seen = form.cleaned_data["seen"]
        return self.act(form.instance, access=self.request.access, seen=seen)


# Cơ sở sản xuất


class EstablishmentList(FilteredList):
    model = Establishment
    filter_class = EstablishmentFilter

    def get_queryset(self):
        return super().get_queryset().select_related("department")

    def get_context_data(self, **kwargs):
        access = self.request.access
        return super().get_context_data(
            may_register=rules.may_register(access),
            may_see_zones=rules.may_see_zones(access),
            **kwargs,
        )


class EstablishmentDetail(AccessMixin, DetailView):
    model = Establishment

    def get_queryset(self):
        return super().get_queryset().select_related("department", "corporation")

    def get_context_data(self, **kwargs):
        access = self.request.access
        return super().get_context_data(
            may_edit=rules.may_edit(access, self.object),
            may_see_zones=rules.may_see_zones(access),
            log=log_of(self.object, access),
            **kwargs,
        )


class EstablishmentCreate(RegisterCreate):
    model = Establishment
    form_class = EstablishmentForm
    saved = _("Đã lưu cơ sở.")


class EstablishmentUpdate(RegisterUpdate):
    model = Establishment
    form_class = EstablishmentForm
    saved = _("Đã lưu cơ sở.")


# KCN, CCN, làng nghề


class ZoneList(FilteredList):
    model = IndustrialZone
    filter_class = ZoneFilter
    template_name = "enterprises/zone_list.html"

    def get_queryset(self):
        return super().get_queryset().select_related("owner")

    def get_context_data(self, **kwargs):
        access = self.request.access
        zones = IndustrialZone.objects.visible_to(access)
        totals = OfficialTotal.objects.visible_to(access).select_related("owner")
        context = {"may_register": rules.may_register(access), "totals": totals}
        if rules.counts_own_zones(access):
            names = zones.values_list("pk", "kind", "name")
            context["denominators"] = figures.zone_denominators(zones, totals, clock.today().year)
            context["lookalikes"] = similar.groups_of(names)
        return super().get_context_data(**context, **kwargs)


class ZoneDetail(AccessMixin, ListView):
    """A zone and, in pages, its establishments."""

    model = Establishment
    paginate_by = PAGE
    template_name = "enterprises/zone_detail.html"

    def get_queryset(self):
        access = self.request.access
        self.zone = get_visible_or_404(IndustrialZone, access, pk=self.kwargs["pk"])
        return super().get_queryset().filter(zone=self.zone)

    def get_context_data(self, **kwargs):
        access, zone = self.request.access, self.zone
        zones = IndustrialZone.objects.visible_to(access)
        return super().get_context_data(
            zone=zone,
            lookalikes=similar.lookalikes_of(zone, zones),
            may_edit=rules.may_edit(access, zone),
            log=log_of(zone, access),
            **kwargs,
        )


class ZoneSaved:
    """After saving, names that look alike are pointed out; they may well be two zones."""

    def save(self, form):
        zone = super().save(form)
        zones = IndustrialZone.objects.visible_to(self.request.access)
        if names := [f"“{other}”" for other in similar.lookalikes_of(zone, zones)]:
            sentence = _now(
                "Sổ còn có tên gần giống: %(names)s. Kiểm tra xem có ghi hai lần không."
            )
            messages.warning(self.request, sentence % {"names": ", ".join(names)})
        return zone


class ZoneCreate(ZoneSaved, RegisterCreate):
    model = IndustrialZone
    form_class = ZoneForm
    context_object_name = "zone"
    template_name = "enterprises/zone_form.html"
    saved = _("Đã lưu vào sổ.")


class ZoneUpdate(ZoneSaved, RegisterUpdate):
    model = IndustrialZone
    form_class = ZoneForm
    context_object_name = "zone"
    template_name = "enterprises/zone_form.html"
    saved = _("Đã lưu vào sổ.")
    act = staticmethod(actions.update_zone)


# Tổng số chính thức


class TotalCreate(RegisterCreate):
    model = OfficialTotal
    form_class = OfficialTotalForm
    context_object_name = "total"
    template_name = "enterprises/total_form.html"
    saved = _("Đã lưu tổng số chính thức.")


class TotalUpdate(RegisterUpdate):
    model = OfficialTotal
    form_class = OfficialTotalForm
    context_object_name = "total"
    template_name = "enterprises/total_form.html"
    saved = _("Đã lưu tổng số chính thức.")


class TotalRemove(Confirmed):
    model = OfficialTotal
    may = staticmethod(rules.may_edit)
    back = "enterprises:zones"
    title = _("Xóa tổng số chính thức")
    button = _("Xóa")
    done = _("Đã xóa tổng số chính thức.")

    def consequence(self):
        sentence = _now(
            "Xóa dòng “%(total)s: %(value)s”? Tỷ lệ sẽ tính trên tổng số của năm trước đó,"
            " hoặc trên số đếm trong sổ nếu không còn tổng số nào."
        )
        return sentence % {"total": self.row, "value": format_number(self.row.value)}

    def back_label(self):
        return _now("KCN, CCN, làng nghề")

    def act(self, pk, access):
        actions.remove_total(pk, access=access)
