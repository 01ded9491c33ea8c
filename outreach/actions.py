"""Everything that changes the outreach log."""

from django.db import transaction
from django.utils.translation import gettext as _

from organisations import attachments
from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refuse_stale
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from organisations.vietnamese import named
from outreach import rules
from outreach.enums import ActivityState
from outreach.models import (
    Activity,
    ActivityMoney,
    ActivityOrganiser,
    ActivityZone,
    DistinctPair,
)
from programmes.enums import ListState
from programmes.models import TaskList

DELETED = "deleted"


@transaction.atomic
def create_activity(activity, *, access, parts=None):
    require(rules.may_record(access))
    refuse_closed_lists(activity.task)
    activity.save()
    write_parts(activity, **parts or {})
    log(access, Verb.CREATE, activity)
    return activity


@transaction.atomic
def update_activity(activity, *, access, seen, parts=None):
    current = locked(activity.pk)
    require(rules.may_edit_activity(access, current))
    refuse_stale(seen, current, *current.parts)
    refuse_closed_lists(current.task, activity.task)
    _refuse_to_lose_those_who_came(activity)
    activity.save()
    write_parts(activity, **parts or {})
    log(access, Verb.UPDATE, activity)
    return activity


def refuse_closed_lists(*tasks):
    """What a closed list says of its tasks stays as it is, also what was counted for them."""
    keys = {task.task_list_id for task in tasks if task}
    lists = TaskList.objects.select_for_update(of=("self",)).filter(pk__in=keys) if keys else ()
    for task_list in lists:
        if task_list.state != ListState.CLOSED:
            continue
        sentence = _(
            "%(list)s đã khóa nên không ghi, sửa, xóa hoạt động của nhiệm vụ thuộc danh"
            " mục này. Muốn ghi thì mở lại danh mục trước."
        )
        raise ActionRefused(sentence % {"list": named(_("Danh mục"), task_list)})


def _refuse_to_lose_those_who_came(activity):
    """Whoever was entered would be out of reach, names among them that must be erased some day."""
    if activity.takes_attendance:
        return
    if not activity.attendances.exists() and not activity.attendees.exists():
        return
    if activity.state != ActivityState.HELD:
        sentence = _(
            "Hoạt động này đã có người tham dự nên phải là “đã tổ chức”. Nếu ghi nhầm, hãy xóa"
            " các cơ sở, họ tên tham dự trước."
        )
        raise ActionRefused(sentence)
    sentence = _(
        "Hoạt động này đã có người tham dự nên không đổi sang loại “%(kind)s” được. Nếu ghi nhầm,"
        " hãy xóa các cơ sở, họ tên tham dự trước."
    )
    raise ActionRefused(sentence % {"kind": activity.get_kind_display()})


@transaction.atomic
def delete_activity(pk, *, access):
    """Take the row out of the log with all that belongs to it; reports keep their frozen copies.

    Its files are removed as well: nothing else would lead to them any more.
    """
    activity = locked(pk)
    require(rules.may_edit_activity(access, activity))
    refuse_closed_lists(activity.task)
    for attachment in attachments.attachments_of(activity, access):
        attachments.remove(attachment.pk, access=access)
    log(access, Verb.UPDATE, activity, to_state=DELETED)
    activity.delete()


@transaction.atomic
def tell_apart(activity, other, *, access):
    """The two look like one event and are two: they are not pointed out again."""
    for row in (activity, other):
        require(rules.may_edit_activity(access, row))
    first, second = sorted((activity, other), key=lambda row: row.pk)
    _pair, is_new = DistinctPair.objects.get_or_create(activity=first, other=second)
    if is_new:
        comment = _("Không phải trùng với “%(other)s”") % {"other": other}
        log(access, Verb.UPDATE, activity, comment=comment)


def locked(pk):
    """The activity as it stands, for this transaction alone."""
    return Activity.objects.select_for_update(of=("self",)).get(pk=pk)


def write_parts(activity, *, organisers=None, money=None, zones=None):
    """The lines as typed take the place of those there were; None was not on the sheet."""
    if organisers is not None:
        # Whoever led hands over before another takes over: one organiser leads.
        typed = sorted(organisers, key=lambda line: line["is_lead"])
        _write(ActivityOrganiser, activity, "name", typed)
    if money is not None:
        _write(ActivityMoney, activity, "fund", money)
    if zones is not None:
        _write(ActivityZone, activity, "zone_id", [{"zone_id": zone.pk} for zone in zones])


def _write(model, activity, key, typed):
    kept = {getattr(row, key): row for row in model.objects.filter(activity=activity)}
    named = {line[key] for line in typed}
    for name in kept.keys() - named:
        kept[name].delete()
    for line in typed:
        row = kept.get(line[key]) or model(activity=activity)
        if any(getattr(row, name, None) != value for name, value in line.items()):
            for name, value in line.items():
                setattr(row, name, value)
            row.save()
