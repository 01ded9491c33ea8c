"""Everything that changes a round, who owes in it, and what is recorded beside a receipt."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refuse_stale, refused_in_words, save_or_refuse
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from organisations.vietnamese import format_date
from reports.models import Receipt, ReportingRound, RoundAddressee
from reports.rounds import rules


@transaction.atomic
def create_round(round_, *, access):
    require(rules.may_keep(access))
    save_or_refuse(round_)
    log(access, Verb.CREATE, round_)
    return round_


@transaction.atomic
def update_round(round_, *, access, seen):
    """The terms of a round are kept by the database once a unit has sent."""
    require(rules.may_keep(access))
    lock_round(round_.pk)
    current = ReportingRound.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    refuse_stale(seen, current)
    save_or_refuse(round_)
    log(access, Verb.UPDATE, round_)
    return round_


@transaction.atomic
def set_addressees(round_, organisations, *, access, seen):
    """Make exactly these owe; `seen` is the set of keys of those who did when the form was shown.

    Who has sent stays: the database refuses to drop them.
    """
    require(rules.may_keep(access))
    lock_round(round_.pk)
    rows = RoundAddressee.objects.visible_to(access).filter(round=round_)
    owing = set(rows.values_list("organisation", flat=True))
    if owing != seen:
        raise ActionRefused(
            _("Chưa lưu: danh sách đơn vị đã được sửa ở nơi khác. Hãy xem lại danh sách mới.")
        )
    wanted = {organisation.pk: organisation for organisation in organisations}
    with refused_in_words():
        rows.exclude(organisation__in=wanted).delete()
        RoundAddressee.objects.bulk_create(
            RoundAddressee(round=round_, organisation=wanted[pk]) for pk in wanted.keys() - owing
        )
    added, dropped = len(wanted.keys() - owing), len(owing - wanted.keys())
    words = _("Đơn vị phải báo cáo: thêm %(added)s, bỏ %(dropped)s")
    log(access, Verb.UPDATE, round_, comment=words % {"added": added, "dropped": dropped})


@transaction.atomic
def extend(addressee, *, access, seen):
    """Give a unit a day of its own by a decision, or take it back, while it has not sent."""
    require(rules.may_keep(access))
    lock_round(addressee.round_id)
    rows = RoundAddressee.objects.visible_to(access).select_for_update(of=("self",))
    refuse_stale(seen, rows.get(pk=addressee.pk))
    save_or_refuse(addressee)
    log(access, Verb.EXTEND, addressee.round, comment=_extension_words(addressee))
    return addressee


def _extension_words(addressee):
    if addressee.extended_to is None:
        return _("%(unit)s: bỏ gia hạn") % {"unit": addressee}
    return _("%(unit)s: đến %(day)s, theo %(number)s") % {
        "unit": addressee,
        "day": format_date(addressee.extended_to),
        "number": addressee.decision_number,
    }


@transaction.atomic
def record_arrival(arrival, *, access):
    """Beside the receipt, which keeps its time. Who and when is written by the database."""
    require(rules.may_keep(access))
    receipt = Receipt.objects.visible_to(access).select_related("report").get(pk=arrival.receipt_id)
    save_or_refuse(arrival)
    arrival.refresh_from_db()
    log(access, Verb.RECEIVE, receipt.report, comment=_("Ngày đến: %(what)s") % {"what": arrival})
    return arrival


def lock_round(round_pk):
    """Alone: a submission takes this lock shared, so that it meets the old terms or the new."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('round'), %s)", [round_pk])
