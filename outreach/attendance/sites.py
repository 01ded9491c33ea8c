"""To which of our activities people of one establishment came."""

from django.views.generic import ListView

from enterprises.models import Establishment
from organisations.access import AccessMixin, get_visible_or_404
from organisations.lists import PAGE
from outreach.models import Attendance


class SiteAttendance(AccessMixin, ListView):
    """Also of the rows that were merged into it."""

    model = Attendance
    template_name = "outreach/attendance/site_attendance.html"
    paginate_by = PAGE

    def get_queryset(self):
        access = self.request.access
        self.site = get_visible_or_404(Establishment, access, pk=self.kwargs["pk"])
        merged = Establishment.objects.visible_to(access).filter(merged_into=self.site).order_by()
        keys = [self.site.pk, *merged.values_list("pk", flat=True)]
        rows = super().get_queryset().filter(establishment__in=keys)
        return rows.select_related("activity").order_by("-activity__held_on", "-activity_id", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(site=self.site, **kwargs)
