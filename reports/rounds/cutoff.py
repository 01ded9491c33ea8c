"""Enterprises whose plants have sent no figures yet: a source of settings.REMINDER_SOURCES.

A round names the day until which plants send their figures to the unit that reports about them.
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from assessments.dossiers.reminders import EVERYBODY_WHO_WRITES
from assessments.enums import AssessmentState
from assessments.models import Assessment
from enterprises.models import Establishment
from organisations.enums import Kind, ReminderKind
from organisations.notifications import Reminder
from organisations.vietnamese import format_date
from reports.models import ReportingRound, RoundAddressee

# Days to the last day on which an enterprise is told (a proposal of ours: no document has them).
STAGES = (15, 7, 1, 0)
MOST_NAMED = 3


def due_reminders(access, today):
    """One sentence for all plants of an enterprise. A sweep that slept tells the newest stage."""
    if access.kind != Kind.ENTERPRISE:
        return
    for round_ in ReportingRound.objects.visible_to(access).filter(cutoff_on__gte=today):
        reached = [stage for stage in STAGES if (round_.cutoff_on - today).days <= stage]
        if not reached or not round_.is_open_on(today):
            continue
        if silent := list(_silent(round_, access)):
            yield _reminder(round_, silent, min(reached))


def _silent(round_, access):
    """Plants of whom somebody owes this report, without an assessment filed in its window."""
    addressees = RoundAddressee.objects.visible_to(access).filter(round=round_)
    owing = addressees.values("organisation")
    filed = Assessment.objects.visible_to(access).filter(
        enterprise=access.organisation,
        state__in=AssessmentState.filed_states(),
        submitted_at__date__range=(round_.window_from, round_.window_to),
    )
    ours = Establishment.objects.visible_to(access).filter(
        Q(department__in=owing) | Q(corporation__in=owing),
        enterprise=access.organisation,
        merged_into=None,
        is_active=True,
    )
    return ours.exclude(pk__in=filed.values("establishment")).order_by("name_sort", "pk")


def _reminder(round_, silent, stage):
    address = silent[0].get_absolute_url()
    kind, day = ReminderKind.DATA_DUE, round_.cutoff_on
    said = _("%(title)s nhận số liệu của cơ sở đến hết ngày %(day)s. Chưa nộp phiếu: %(sites)s.")
    words = {"title": round_.title, "day": format_date(day), "sites": _named(silent)}
    key = f"{kind}:{round_.pk}:{day.isoformat()}:{stage}"
    return Reminder(kind, round_, said % words, address, key, day, EVERYBODY_WHO_WRITES)


def _named(silent):
    names = "; ".join(site.name for site in silent[:MOST_NAMED])
    if len(silent) <= MOST_NAMED:
        return names
    more = len(silent) - MOST_NAMED
    return _("%(names)s và %(count)s cơ sở khác") % {"names": names, "count": more}
