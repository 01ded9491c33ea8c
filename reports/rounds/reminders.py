"""Rounds that have opened and reports that are due: a source of settings.REMINDER_SOURCES."""

from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.enums import ReminderKind
from organisations.notifications import Reminder
from organisations.vietnamese import format_date
from reports.models import Receipt, RoundAddressee
from reports.rules import UNITS

# Days to the first late day at which a unit is told (DOMAIN 7.3), and days late.
STAGES = (30, 15, 7, 1, -1, -7, -30)
# A round of long ago is no news: whoever joins the portal today is not scolded for it.
FORGOTTEN = -60
# Days for which a reminder by the Ministry itself is told to whoever has not been told.
ASKED_FOR = 7


def due_reminders(access, today):
    """To units that have not sent. A sweep that slept tells the newest stage alone."""
    if access.kind not in UNITS:
        return
    for addressee in _owing(access):
        if not addressee.round.is_open_on(today):
            continue
        if _is_asked(addressee, today):
            yield _asked(addressee)
        left = (timezone.localtime(addressee.due_at).date() - today).days
        if left < FORGOTTEN:
            continue
        if addressee.round.opens_on:
            yield _opened(addressee)
        if reached := [stage for stage in STAGES if left <= stage]:
            yield _due(addressee, min(reached), left)


def _owing(access):
    sent = Receipt.objects.visible_to(access).filter(owner=access.organisation)
    owed = RoundAddressee.objects.visible_to(access).filter(organisation=access.organisation)
    return owed.exclude(round__in=sent.values("round")).select_related("round").order_by("pk")


def _opened(addressee):
    round_ = addressee.round
    text = _("Đã mở: %(title)s. Hạn nộp %(wording)s %(day)s.") % _words(addressee)
    key = f"{ReminderKind.ROUND_OPENED}:{round_.pk}"
    return Reminder(ReminderKind.ROUND_OPENED, round_, text, round_.get_absolute_url(), key=key)


def _is_asked(addressee, today):
    """The Ministry has reminded lately: a sweep that slept over midnight still tells it."""
    if addressee.reminded_at is None:
        return False
    return (today - timezone.localtime(addressee.reminded_at).date()).days <= ASKED_FOR


def _asked(addressee):
    text = _("Bộ Công Thương nhắc đơn vị gửi báo cáo: %(title)s, hạn nộp %(wording)s %(day)s.")
    at = timezone.localtime(addressee.reminded_at).date().isoformat()
    return Reminder(
        ReminderKind.REPORT_DUE,
        addressee.round,
        text % _words(addressee),
        addressee.round.get_absolute_url(),
        key=f"{ReminderKind.REPORT_DUE}:{addressee.round_id}:asked:{at}",
        due_on=addressee.due_on,
    )


def _due(addressee, stage, left):
    """A decision that extends the day starts its stages anew."""
    round_, day = addressee.round, addressee.due_on
    return Reminder(
        ReminderKind.REPORT_DUE,
        round_,
        _sentence(left) % (_words(addressee) | {"count": left}),
        round_.get_absolute_url(),
        key=f"{ReminderKind.REPORT_DUE}:{round_.pk}:{day.isoformat()}:{stage}",
        due_on=day,
    )


def _sentence(left):
    if left <= 0:
        return _("%(title)s đã quá hạn (%(wording)s %(day)s), đơn vị chưa gửi báo cáo.")
    if left == 1:
        return _("%(title)s: hôm nay là ngày cuối còn đúng hạn (%(wording)s %(day)s).")
    return _("%(title)s còn %(count)s ngày (%(wording)s %(day)s), đơn vị chưa gửi báo cáo.")


def _words(addressee):
    return {
        "title": addressee.round.title,
        "wording": addressee.round.get_due_wording_display(),
        "day": format_date(addressee.due_on),
    }
