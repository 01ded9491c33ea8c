"""Everything that changes who came. A name under an establishment changes no count."""

from django.db import transaction
from django.utils.translation import gettext as _

from organisations import attachments
from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import refuse_stale, save_or_refuse
from organisations.enums import AttachmentPurpose, Verb
from organisations.exceptions import ActionRefused
from organisations.vietnamese import format_number
from outreach import rules
from outreach.actions import locked, refuse_closed_lists
from outreach.attendance.counts import totals_of_people
from outreach.attendance.lists import COUNTS, arrange
from outreach.attendance.matching import register_key
from outreach.enums import ActivityState
from outreach.erasure import erasures_of
from outreach.models import Attendance, Attendee


def refuse_without_attendance(activity):
    """Nobody has come to what was not held, or is read, heard and watched."""
    if activity.takes_attendance:
        return
    if activity.state != ActivityState.HELD:
        sentence = _(
            "Hoạt động này ở tình trạng “%(state)s” nên chưa ghi người tham dự. Tổ chức xong thì"
            " sửa hoạt động, chọn “đã tổ chức”, rồi ghi."
        )
        raise ActionRefused(sentence % {"state": activity.get_state_display()})
    raise ActionRefused(_("Loại hoạt động này không có người tham dự."))


def _opened(activity, access):
    current = locked(activity.pk)
    refuse_closed_lists(current.task)
    require(rules.may_edit_activity(access, current))
    refuse_without_attendance(current)
    return current


@transaction.atomic
def record_count(activity, *, access, seen, scans=()):
    """How many came, as counted; the scanned lists go to the activity's files."""
    current = _opened(activity, access)
    refuse_stale(seen, current, *current.parts)
    activity.save()
    log(access, Verb.UPDATE, activity, comment=_("Ghi số người tham dự"))
    attachments.attach_files(current, scans, purpose=AttachmentPurpose.SCAN, access=access)


@transaction.atomic
def take_over_sum(activity, *, shown, access):
    """The sum of the list, as it was `shown`, becomes the count: only because somebody asked."""
    current = _opened(activity, access)
    total = totals_of_people(current).total
    if not total:
        raise ActionRefused(_("Danh sách chưa có người nào nên không có tổng để lấy."))
    if total != shown:
        raise ActionRefused(
            _(
                "Chưa ghi: danh sách nay cộng được %(total)s người, khác lúc mở trang. Hãy xem lại"
                " rồi bấm lần nữa."
            )
            % {"total": format_number(total)}
        )
    if not current.event_count:
        raise ActionRefused(_("Ghi số cuộc, lớp trước, rồi mới lấy tổng số người."))
    if total < (current.women_count or 0):
        raise ActionRefused(
            _("Tổng của danh sách nhỏ hơn số lượt nữ đã ghi. Hãy sửa số lượt nữ trước.")
        )
    before, current.attendance_count = current.attendance_count, total
    current.save(update_fields=["attendance_count"])
    change = {"from": _("chưa ghi") if before is None else format_number(before)}
    comment = _("Lượt người tham dự: %(from)s → %(to)s, theo danh sách cơ sở")
    log(access, Verb.UPDATE, current, comment=comment % (change | {"to": format_number(total)}))


@transaction.atomic
def add_attendances(activity, rows, *, access):
    """New rows, ticked in the register or typed; a name that is there already is refused."""
    current = _opened(activity, access)
    _refuse_entered(current, rows)
    for row in rows:
        row.activity = current
        save_or_refuse(row)
    comment = _("Thêm %(count)s cơ sở tham dự") % {"count": len(rows)}
    log(access, Verb.UPDATE, current, comment=comment)


def _refuse_entered(activity, rows):
    """Whoever stands in the list by any way to write the name is not entered again.

    Two establishments of the register may bear one name; the database tells them apart.
    """
    entered = list(activity.attendances.select_related("establishment"))
    for row in rows:
        key = register_key(row.name)
        for other in entered:
            both_known = row.establishment_id and other.establishment_id
            if other.pk != row.pk and not both_known and key in _keys_of(other):
                sentence = _(
                    "“%(name)s” đã có trong danh sách tham dự, ghi là “%(entered)s”. Muốn đổi số"
                    " thì sửa dòng đó."
                )
                raise ActionRefused(sentence % {"name": row.name, "entered": other.name})


def _keys_of(row):
    names = [row.name, row.establishment.name] if row.establishment else [row.name]
    return set(map(register_key, names))


@transaction.atomic
def update_attendance(row, *, access, seen):
    current = _locked_row(row.pk, access)
    refuse_stale(seen, current)
    if register_key(row.name) != register_key(current.name):
        _refuse_entered(current.activity, [row])
    row.save()
    log(access, Verb.UPDATE, current.activity, comment=_("Sửa số người của một cơ sở"))


@transaction.atomic
def remove_attendance(pk, *, access):
    """With the names under it."""
    row = _locked_row(pk, access)
    row.delete()
    log(access, Verb.UPDATE, row.activity, comment=_("Xóa một cơ sở tham dự"))


@transaction.atomic
def match_attendance(row, establishment, *, access):
    """A person says which establishment of the register the written name means."""
    row = _locked_row(row.pk, access)
    if row.activity.attendances.filter(establishment=establishment).exclude(pk=row.pk).exists():
        raise ActionRefused(
            _(
                "Cơ sở này đã có một dòng khác trong danh sách tham dự. Hãy cộng số người vào dòng"
                " đó, rồi xóa dòng này."
            )
        )
    row.establishment = establishment
    row.save(update_fields=["establishment"])
    log(access, Verb.UPDATE, row.activity, comment=_("Chọn cơ sở trong sổ cho một dòng tham dự"))


def _locked_row(pk, access):
    """The activity is locked first, as everywhere, so that two changes wait for each other."""
    activity = locked(Attendance.objects.values_list("activity_id", flat=True).get(pk=pk))
    require(rules.may_edit_activity(access, activity))
    row = Attendance.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise ActionRefused(_("Dòng này đã được xóa."))
    row.activity = activity
    return row


@transaction.atomic
def import_list(activity, rows, *, shape, keeps_names, erasures, access):
    """Write what a list makes of itself now; answers how many establishments, names, refused rows.

    Sent twice it adds nothing the second time: what is entered already is refused, line by line.
    `erasures` is what `erasures_of` said when the list was shown: names that were erased since do
    not come back from a page that was left open.
    """
    current = _opened(activity, access)
    if erasures != erasures_of(current, access):
        raise ActionRefused(
            _(
                "Chưa nhập: họ tên người tham dự của hoạt động này đã được xóa theo quy định sau"
                " khi ông/bà xem trước danh sách."
            )
        )
    done = arrange(rows, shape, current, access)
    places = len(done.new_places)
    added = [_attendance(line, current) for line in done.new_lines]
    Attendance.objects.bulk_create(added)
    names = _attendees(done, current) if keeps_names else []
    Attendee.objects.bulk_create(names)
    comment = _("Nhập danh sách: %(count)s cơ sở, %(people)s người, %(names)s họ tên") % {
        "count": places,
        "people": format_number(sum(row.people for row in added)),
        "names": len(names),
    }
    log(access, Verb.UPDATE, current, comment=comment)
    return {"added": places, "names": len(names), "refused": len(done.faults)}


def _attendance(line, activity):
    counts = {name: getattr(line, name) for name in (*COUNTS, "women")}
    line.row = Attendance(
        activity=activity, establishment_id=line.establishment, name=line.name, **counts
    )
    return line.row


def _attendees(done, activity):
    """Those who have a name and are not entered yet."""
    entered = activity.attendees.values_list("full_name", "workplace")
    known = {tuple(map(register_key, names)) for names in entered}
    people = []
    for row, person in [(line.row, person) for line in done.lines for person in line.persons]:
        key = (register_key(person["full_name"]), register_key(person["workplace"]))
        if person["full_name"] and key not in known:
            known.add(key)
            people.append(Attendee(activity=activity, attendance=row, **person))
    return people


@transaction.atomic
def add_attendee(attendee, activity, *, access):
    current = locked(activity.pk)
    require(rules.may_see_names(access, current))
    refuse_without_attendance(current)
    attendee.activity = current
    attendee.save()
    log(access, Verb.UPDATE, current, comment=_("Thêm một họ tên người tham dự"))


@transaction.atomic
def remove_attendee(pk, *, access):
    """The log says that a name was removed, not whose."""
    attendee = Attendee.objects.visible_to(access).filter(pk=pk).first()
    if attendee is None:
        raise ActionRefused(_("Dòng này đã được xóa."))
    current = locked(attendee.activity_id)
    require(rules.may_see_names(access, current))
    attendee.delete()
    log(access, Verb.UPDATE, current, comment=_("Xóa một họ tên người tham dự"))
