"""The register of establishments and zones on the screen."""

import datetime as dt

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from django.views.generic import ListView

from enterprises import actions, figures, rules, similar
from enterprises.filters import ZoneFilter
from enterprises.forms import OfficialTotalForm, ZoneForm
from enterprises.models import Establishment, IndustrialZone, OfficialTotal
from enterprises.ordering import by_name
from enterprises.territory import counts_on
from organisations import clock
from organisations.access import AccessMixin, get_visible_or_404, require
from organisations.entry.views import EntryCreateView, EntryUpdateView, log_of
from organisations.lists import PAGE, FilteredList
from organisations.vietnamese import format_number
from organisations.views import Confirmed

# The Strategy's first full year; before it nobody counted plants by province.
FIRST_RESTATED_YEAR = 2010


class RegisterCreate(EntryCreateView):
    may_create = staticmethod(rules.may_keep_zones)

    def save(self, form):
        return actions.create(form.instance, access=self.request.access)


class RegisterUpdate(EntryUpdateView):
    may_edit = staticmethod(rules.may_edit_zone)
    act = staticmethod(actions.update)

    def save(self, form):
        seen = form.cleaned_data["seen"]
        return self.act(form.instance, access=self.request.access, seen=seen)


# KCN, CCN, làng nghề


class ZoneList(FilteredList):
    model = IndustrialZone
    filter_class = ZoneFilter
    template_name = "enterprises/zone_list.html"

    def get_queryset(self):
        return super().get_queryset().select_related("owner").order_by("kind", by_name(), "pk")

    def get_context_data(self, **kwargs):
        access = self.request.access
        zones = IndustrialZone.objects.visible_to(access)
        totals = OfficialTotal.objects.visible_to(access).select_related("owner")
        context = {"may_keep_zones": rules.may_keep_zones(access), "totals": totals}
        if rules.counts_own_zones(access):
            names = zones.values_list("pk", "kind", "name")
            own = totals.filter(owner=access.organisation)
            context["denominators"] = figures.zone_denominators(zones, own, clock.today().year)
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
        return super().get_queryset().counted().filter(zone=self.zone)

    def get_context_data(self, **kwargs):
        access, zone = self.request.access, self.zone
        zones = IndustrialZone.objects.visible_to(access)
        return super().get_context_data(
            zone=zone,
            lookalikes=similar.lookalikes_of(zone, zones),
            breakdown=figures.breakdown(self.object_list, zone=zone.pk),
            may_edit=rules.may_edit_zone(access, zone),
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
    may = staticmethod(rules.may_edit_zone)
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


# Địa giới


@require_GET
def territory(request):
    """Counts by province at the end of a year, in the provinces of that day or of today."""
    access, today = request.access, clock.today()
    require(rules.may_see_territory(access))
    years = list(range(today.year, FIRST_RESTATED_YEAR - 1, -1))
    asked = request.GET.get("year", "")
    year = next((other for other in years if str(other) == asked), today.year)
    day = min(dt.date(year, 12, 31), today)
    restated = request.GET.get("view") == "restated"
    rows = counts_on(day, access, restated=restated)
    context = {
        "rows": rows,
        "plants": sum(row.plants for row in rows),
        "households": sum(row.households for row in rows),
        "year": year,
        "years": years,
        "day": day,
        "restated": restated,
        "opens": day == today,  # a list of another day there is not
    }
    return render(request, "enterprises/territory.html", context)
