"""The outreach log on the screen."""

import re

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView

from enterprises.models import IndustrialZone
from organisations import clock
from organisations.access import AccessMixin, get_visible_or_404, require
from organisations.attachments import AttachmentUpload, attachments_context
from organisations.entry.views import EntryCreateView, EntryUpdateView, log_of
from organisations.lists import FilteredList
from organisations.views import Confirmed
from outreach import actions, rules
from outreach.attendance.counts import totals_of_people
from outreach.calendar import Month, month_in
from outreach.enums import (
    BROADCAST_KINDS,
    EVENT_KINDS,
    PUBLICATION_KINDS,
    UNATTENDED_KINDS,
)
from outreach.filters import ActivityFilter
from outreach.forms import ActivityForm
from outreach.likeness import same_events
from outreach.models import Activity
from outreach.reach import activities_by_zone, reach_by_kind, zones_reached

FOUND = 302
YEAR = re.compile(r"(19|20)[0-9]{2}")


def totals_of(activities):
    """As the reports count them; None where no row has a number."""
    counted = Q(kind__in=EVENT_KINDS)
    return activities.order_by().aggregate(
        rows=Count("pk"),
        events=Sum("event_count", filter=counted),
        attendances=Sum("attendance_count", filter=counted),
        event_rows=Count("pk", filter=counted),
        attendance_rows=Count("attendance_count", filter=counted),
        broadcasts=Sum("event_count", filter=Q(kind__in=BROADCAST_KINDS)),
        copies=Sum("done_quantity", filter=Q(kind__in=PUBLICATION_KINDS)),
    )


class ActivityList(FilteredList):
    model = Activity
    filter_class = ActivityFilter

    def get_queryset(self):
        return super().get_queryset().for_list()

    def get_context_data(self, **kwargs):
        access = self.request.access
        shown = super().get_context_data(
            totals=totals_of(self.object_list),
            may_record=rules.may_record(access),
            **kwargs,
        )
        alike = same_events(shown["object_list"], access)
        for activity in shown["object_list"]:
            activity.look_alikes = alike.get(activity.pk, [])
        return shown | self._reach(access)

    def _reach(self, access):
        if not rules.may_see_reach(access):
            return {}
        year = _asked_year(self.filter) or clock.today().year
        return {"reach": reach_by_kind(access, year), "reach_year": year}


def _asked_year(filter_):
    return filter_.form.cleaned_data.get("year") if filter_.form.is_valid() else None


class ActivityDetail(AccessMixin, DetailView):
    model = Activity

    def get_context_data(self, **kwargs):
        access, activity = self.request.access, self.object
        may_edit = rules.may_edit_activity(access, activity)
        upload = attachments_context(activity, access, may_edit=may_edit)
        return super().get_context_data(
            may_edit=may_edit,
            is_event=activity.kind in EVENT_KINDS,
            is_publication=activity.kind in PUBLICATION_KINDS,
            is_attended=activity.kind not in UNATTENDED_KINDS,
            organisers=activity.organisers.all(),
            money=activity.money.all(),
            zones=_zones_of(activity, access),
            alike=same_events([activity], access).get(activity.pk, []),
            people=totals_of_people(activity),
            log=log_of(activity, access),
            **upload,
            **kwargs,
        )


def _zones_of(activity, access):
    """Only departments have zones; nobody else may even ask for them."""
    parts = activity.zones.select_related("zone")
    return parts if rules.may_see_reach(access) else parts.none()


class ActivitySheet:
    """Between the form with its lines and the action that writes them."""

    def parts_of(self, form):
        typed = {name: form.typed_lines(name) for name in form.lines}
        if "zones" in form.cleaned_data:
            typed["zones"] = form.cleaned_data["zones"]
        return typed

    def form_valid(self, form):
        answer = super().form_valid(form)
        if answer.status_code == FOUND and same_events([form.instance], self.request.access):
            messages.warning(
                self.request,
                _now("Có dòng khác giống hoạt động này. Xem phần “Có thể ghi trùng” bên dưới."),
            )
        return answer


class ActivityCreate(ActivitySheet, EntryCreateView):
    """`?task=` and `?plan=` propose what the person came from."""

    model = Activity
    form_class = ActivityForm
    may_create = staticmethod(rules.may_record)
    saved = _("Đã lưu hoạt động.")

    def get_initial(self):
        return {name: self.request.GET.get(name) for name in ("task", "plan")}

    def save(self, form):
        parts = self.parts_of(form)
        return actions.create_activity(form.instance, access=self.request.access, parts=parts)


class ActivityUpdate(ActivitySheet, EntryUpdateView):
    model = Activity
    form_class = ActivityForm
    may_edit = staticmethod(rules.may_edit_activity)
    saved = _("Đã lưu hoạt động.")

    def save(self, form):
        seen, parts = form.cleaned_data["seen"], self.parts_of(form)
        access = self.request.access
        return actions.update_activity(form.instance, access=access, seen=seen, parts=parts)


class ActivityDelete(Confirmed):
    model = Activity
    title = _("Xóa hoạt động")
    button = _("Xóa hoạt động")
    done = _("Đã xóa hoạt động.")
    back = "outreach:activities"
    may = staticmethod(rules.may_edit_activity)

    def back_url(self):
        """Back to the row from which nothing was done; afterwards it is no more."""
        return super().back_url() if self.request.method == "POST" else self.row.get_absolute_url()

    def back_label(self):
        return self.row.title

    def consequence(self):
        sentence = _now(
            "“%(title)s” (%(when)s) bị xóa khỏi nhật ký hoạt động cùng danh sách tham dự, chi phí"
            " và các tệp đính kèm; không khôi phục được. Báo cáo đã gửi không thay đổi; bản báo cáo"
            " lập sau không còn tính dòng này."
        )
        return sentence % {"title": self.row.title, "when": self.row.when}

    def act(self, pk, access):
        actions.delete_activity(pk, access=access)


class ActivityAttachmentUpload(AttachmentUpload):
    model = Activity
    may_edit = staticmethod(rules.may_edit_activity)
    takes_scans = True
    purpose_hint = _(
        "Tệp có họ tên, chữ ký người tham dự: chọn “bản quét danh sách ký tên”. Chỉ cán bộ nhập"
        " liệu mở được tệp đó, và tệp được xóa khi hết mục đích. Tệp chọn mục khác thì cả đơn vị"
        " mở được và không tự xóa."
    )


@require_POST
def tell_apart(request, pk, other):
    activity = get_visible_or_404(Activity, request.access, pk=pk)
    other = get_visible_or_404(Activity, request.access, pk=other)
    if activity == other:
        raise Http404
    actions.tell_apart(activity, other, access=request.access)
    messages.success(request, _now("Đã ghi nhớ: hai dòng này không phải trùng."))
    return redirect(activity)


class Calendar(AccessMixin, ListView):
    """One month: a grid on a wide screen, a list of days on a telephone."""

    model = Activity
    template_name = "outreach/calendar.html"

    def get_queryset(self):
        self.today = clock.today()
        self.month, self.is_unreadable = month_in(self.request.GET.get("month"), self.today)
        rows = super().get_queryset().between(self.month.first, self.month.last)
        return rows.order_by("held_on", "pk")

    def get_context_data(self, **kwargs):
        access = self.request.access
        undated = Activity.objects.visible_to(access).filter(year=self.month.first.year)
        return super().get_context_data(
            month=self.month,
            today=self.today,
            this_month=Month.of(self.today),
            days=self.month.days_with(self.object_list),
            is_unreadable=self.is_unreadable,
            undated=undated.count(),
            may_record=rules.may_record(access),
            **kwargs,
        )


class ZonesReached(AccessMixin, ListView):
    """The rows behind a share of zones reached."""

    model = IndustrialZone
    template_name = "outreach/zones_reached.html"
    paginate_by = 50

    def get_queryset(self):
        require(rules.may_see_reach(self.request.access))
        asked = self.request.GET.get("year", "")
        self.year = int(asked) if YEAR.fullmatch(asked) else clock.today().year
        zones = zones_reached(self.request.access, self.year)
        return zones.order_by("kind", "name", "pk")

    def get_context_data(self, **kwargs):
        access = self.request.access
        shown = super().get_context_data(year=self.year, **kwargs)
        activities = activities_by_zone(shown["object_list"], access, self.year)
        for zone in shown["object_list"]:
            zone.activities = activities[zone.pk]
        return shown | {"reach": reach_by_kind(access, self.year), "reach_year": self.year}
