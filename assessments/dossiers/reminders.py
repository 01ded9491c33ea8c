"""Who is told that an assessment was given, submitted, returned or accepted.

A source of settings.REMINDER_SOURCES: those concerned belong to other organisations than whoever
acted, and nobody writes into another's notices; the next sweep tells each organisation its own.
"""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from assessments.enums import AssessmentState
from assessments.models import Assessment
from organisations.enums import Kind, ReminderKind, Role
from organisations.notifications import Reminder
from organisations.vietnamese import quoted

# What happened before nobody needs to be told any more.
TOLD_FOR = dt.timedelta(days=30)
# In a small firm the administrator is the only one there is.
EVERYBODY_WHO_WRITES = (Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR)


def due_reminders(access, today):
    """Each event once: an assessment that is submitted again is told again."""
    rows = Assessment.objects.visible_to(access)
    lately = today - TOLD_FOR
    yield from _given(rows, access)
    yield from _submitted(rows, access, lately)
    yield from _returned(rows, access, lately)
    yield from _accepted(rows, access, lately)


def worked_on_by(organisation):
    """Whoever carries it out: the unit it was given to, else who opened it."""
    return Q(support=organisation) | Q(support=None, owner=organisation)


def _given(rows, access):
    if access.kind != Kind.SUPPORT:
        return
    for row in rows.filter(support=access.organisation, state__in=AssessmentState.open_states()):
        said = _("Đơn vị được giao thực hiện %(assessment)s.")
        key = f"{ReminderKind.ASSESSMENT_GIVEN}:{row.pk}"
        yield _reminder(ReminderKind.ASSESSMENT_GIVEN, row, said, key, due_on=row.due_on)


def _submitted(rows, access, lately):
    if access.kind != Kind.DEPARTMENT:
        return
    kind = ReminderKind.ASSESSMENT_SUBMITTED
    waiting = rows.filter(state=AssessmentState.SUBMITTED, submitted_at__date__gte=lately)
    for row in waiting:
        said = _("Đã nộp %(assessment)s: chờ Sở nghiệm thu hoặc yêu cầu hoàn thiện, bổ sung.")
        yield _reminder(kind, row, said, f"{kind}:{row.pk}:{row.submitted_at.isoformat()}")


def _returned(rows, access, lately):
    kind = ReminderKind.ASSESSMENT_RETURNED
    ours = rows.filter(worked_on_by(access.organisation))
    for row in ours.filter(state=AssessmentState.RETURNED, decided_at__date__gte=lately):
        said = _("Sở Công Thương yêu cầu hoàn thiện, bổ sung %(assessment)s: %(reason)s")
        yield _reminder(kind, row, said, f"{kind}:{row.pk}:{row.decided_at.isoformat()}")


def _accepted(rows, access, lately):
    """Also to the enterprise that others have assessed; the department has done it itself."""
    if access.kind == Kind.DEPARTMENT:
        return
    kind = ReminderKind.ASSESSMENT_ACCEPTED
    ours = rows.filter(worked_on_by(access.organisation) | Q(enterprise=access.organisation))
    for row in ours.filter(state=AssessmentState.ACCEPTED, decided_at__date__gte=lately):
        said = _("Sở Công Thương đã nghiệm thu %(assessment)s.")
        yield _reminder(kind, row, said, f"{kind}:{row.pk}:{row.decided_at.isoformat()}")


def _reminder(kind, row, said, key, *, due_on=None):
    named = _("phiếu %(kind)s của %(site)s") % {"kind": str(row).lower(), "site": row.site_name}
    words = {"assessment": named, "reason": quoted(row.returned_reason)}
    roles = (
        (Role.OFFICER, Role.HEAD)
        if kind == ReminderKind.ASSESSMENT_SUBMITTED
        else EVERYBODY_WHO_WRITES
    )
    return Reminder(kind, row, said % words, row.get_absolute_url(), key, due_on, roles)
