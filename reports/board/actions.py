"""What the Ministry does from its board."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations import clock
from organisations.access import require
from organisations.actions import log
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from reports.models import Receipt, RoundAddressee
from reports.rounds import rules
from reports.rounds.actions import lock_round


@dataclass(frozen=True)
class Reminded:
    """The units reminded now, and those that had been today already, by name."""

    now: list[str]
    already: list[str]


@transaction.atomic
def remind(round_, *, access, unit=None):
    """Remind a unit by its key, or all, of a report that they owe and have not sent.

    A unit is reminded once a day at most. The sweep tells its people within a minute. Raises
    ActionRefused where nobody is left to remind.
    """
    require(rules.may_keep(access))
    lock_round(round_.pk)
    now = clock.now()
    if not round_.is_open_on(timezone.localtime(now).date()):
        raise ActionRefused(_("Chưa nhắc: kỳ báo cáo này chưa mở nên các đơn vị chưa lập được."))
    owing = _owing(round_, unit, access)
    if not owing:
        raise ActionRefused(_("Chưa nhắc: không còn đơn vị nào như vậy mà chưa gửi báo cáo."))
    already = [row for row in owing if row.was_reminded_on(timezone.localtime(now).date())]
    due = [row for row in owing if row not in already]
    rows = RoundAddressee.objects.visible_to(access)
    rows.filter(pk__in=[row.pk for row in due]).update(reminded_at=now)
    if due:
        words = _("Nhắc gửi báo cáo: %(units)s")
        log(access, Verb.UPDATE, round_, comment=words % {"units": _names(due)})
    return Reminded([str(row) for row in due], [str(row) for row in already])


def _owing(round_, unit, access):
    sent = Receipt.objects.visible_to(access).filter(round=round_)
    rows = RoundAddressee.objects.visible_to(access).filter(round=round_)
    if unit is not None:
        rows = rows.filter(organisation=unit)
    rows = rows.exclude(organisation__in=sent.values("owner"))
    return list(rows.select_related("organisation").order_by("organisation__name"))


def _names(rows):
    return ", ".join(str(row) for row in rows)
