"""Which rows of the log an output of a task is counted from."""

from django.db.models import Q

from outreach.enums import EVENT_KINDS, ActivityKind, ActivityState
from outreach.models import ActivityZone, Attendance
from programmes.enums import OutputKind

# These outputs are rows of one kind of activity, called the same.
OWN_KIND = {
    kind: ActivityKind(kind.value)
    for kind in OutputKind
    if kind in ActivityKind.values and kind != OutputKind.OTHER
}


def counted_for(kind, access):
    """A condition on activities: held, and counted for outputs of this kind."""
    held = Q(state=ActivityState.HELD)
    if kind in OWN_KIND:
        return held & Q(kind=OWN_KIND[kind])
    if kind == OutputKind.ATTENDANCE:
        return held & Q(kind__in=EVENT_KINDS)
    if kind == OutputKind.ZONE:
        reaching = ActivityZone.objects.visible_to(access).reaching()
        return Q(pk__in=reaching.order_by().values("activity"))
    if kind == OutputKind.ESTABLISHMENT:
        came = Attendance.objects.visible_to(access).of_establishments()
        return Q(pk__in=came.order_by().values("activity"))
    return Q(pk__in=[])
