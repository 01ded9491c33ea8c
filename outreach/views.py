"""The outreach log on the screen."""

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from organisations.access import AccessMixin
from organisations.entry.views import EntryCreateView, EntryUpdateView, log_of
from organisations.lists import FilteredList
from outreach import actions, rules
from outreach.enums import BROADCAST_KINDS, EVENT_KINDS, PUBLICATION_KINDS
from outreach.filters import ActivityFilter
from outreach.forms import ActivityForm
from outreach.models import Activity


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
        return super().get_context_data(
            totals=totals_of(self.object_list),
            may_record=rules.may_record(self.request.access),
            **kwargs,
        )


class ActivityDetail(AccessMixin, DetailView):
    model = Activity

    def get_context_data(self, **kwargs):
        access, activity = self.request.access, self.object
        return super().get_context_data(
            may_edit=rules.may_edit_activity(access, activity),
            is_event=activity.kind in EVENT_KINDS,
            is_publication=activity.kind in PUBLICATION_KINDS,
            log=log_of(activity, access),
            **kwargs,
        )


class ActivityCreate(EntryCreateView):
    model = Activity
    form_class = ActivityForm
    may_create = staticmethod(rules.may_record)
    saved = _("Đã lưu hoạt động.")

    def save(self, form):
        return actions.create_activity(form.instance, access=self.request.access)


class ActivityUpdate(EntryUpdateView):
    model = Activity
    form_class = ActivityForm
    may_edit = staticmethod(rules.may_edit_activity)
    saved = _("Đã lưu hoạt động.")

    def save(self, form):
        seen = form.cleaned_data["seen"]
        return actions.update_activity(form.instance, access=self.request.access, seen=seen)
