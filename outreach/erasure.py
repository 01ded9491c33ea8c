"""Names of those who came, erased when their purpose is over; every count stays as it is.

Runs with the owner's login (erase_attendee_names). What is erased: name, workplace and position of
each attendee, and the bytes of the scanned lists. Attendees keep no history (docs/tenancy.md), so
there is nothing behind the rows.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from organisations import files
from organisations.clock import Moment
from organisations.enums import AttachmentPurpose, Verb
from organisations.models import Attachment, LogEntry
from organisations.tenancy import login_alias
from outreach.models import Activity, Attendee

SUBJECT = Activity._meta.label_lower
ACTOR = "Lệnh xóa họ tên người tham dự"
GONE = "Hoạt động đã xóa khỏi nhật ký"
NAMED = ~Q(full_name="", workplace="", position="")


@dataclass
class Erasure:
    """What is to be erased: people by name, and scans with their bytes still on disk.

    `kept` maps hashes to the rows that still need those bytes: such a scan is taken off its
    activity, and its file stays until it is taken off there too.
    """

    people: list = field(default_factory=list)
    scans: list = field(default_factory=list)
    kept: dict = field(default_factory=dict)

    @property
    def kept_scans(self):
        return [scan for scan in self.scans if scan.sha256 in self.kept]

    @property
    def activities(self):
        return {row.activity_id for row in self.people} | {row.subject_id for row in self.scans}


def over_before(day):
    """Activities that ended before this day, as precisely as their time is known."""
    last = Activity.objects.annotate(last_day=Coalesce("ended_on", "held_on"))
    return last.filter(
        Q(last_day__lt=day) | Q(year__lt=day.year) | Q(period_to__lt=day.year)
    ).values_list("pk", flat=True)


def names_of(activities, *, deleted_before=None):
    """Of these activities; and scans of activities deleted since, uploaded before that day."""
    ours = Q(subject_id__in=list(activities))
    if deleted_before:
        standing = Activity.objects.values_list("pk", flat=True)
        ours |= Q(uploaded_at__date__lt=deleted_before) & ~Q(subject_id__in=standing)
    scans = Attachment.objects.filter(
        ours, subject_type=SUBJECT, purpose=AttachmentPurpose.SCAN
    ).order_by("pk")
    needed = _needed(scans, but_for=[scan.pk for scan in scans])
    found = [
        scan
        for scan in scans
        if scan.removed_at is None or (scan.path.exists() and scan.sha256 not in needed)
    ]
    people = Attendee.objects.filter(NAMED, activity__in=activities).order_by("pk")
    return Erasure(people=list(people), scans=found, kept=needed)


def erasures_of(activity, access):
    """How often names of this activity were erased, as its log says: rows nobody changes."""
    entries = LogEntry.objects.visible_to(access).filter(actor=None, actor_name=ACTOR)
    return entries.filter(subject_type=SUBJECT, subject_id=activity.pk).count()


def erase(erasure):
    """Rows first, then bytes: whatever breaks off in between is found by the next run.

    The activities are locked first, as by whoever enters names: an import comes before the erasure
    and is erased, or after it and is refused. Who is named is read again under the lock, so that
    the log counts what was erased.
    """
    with transaction.atomic(login_alias()):
        activities = Activity.objects.filter(pk__in=erasure.activities).order_by("pk")
        list(activities.select_for_update(of=("self",)).values_list("pk", flat=True))
        named = Attendee.objects.filter(NAMED, activity__in=erasure.activities)
        erasure.people = list(named.order_by("pk"))
        named.update(full_name="", workplace="", position="")
        standing = [scan.pk for scan in erasure.scans if scan.removed_at is None]
        Attachment.objects.filter(pk__in=standing).update(removed_at=Moment())
        _log(erasure)
    erasure.kept = {}
    for scan in erasure.scans:
        with transaction.atomic(login_alias()):
            files.lock(scan.sha256)
            needed = _needed([scan])
            erasure.kept |= needed
            if not needed:
                scan.path.unlink(missing_ok=True)


def _needed(scans, *, but_for=()):
    """{hash: rows that need its bytes}: equal bytes are one file, whoever keeps them.

    A removed attachment needs nothing, nobody can open it any more. Rows of any other table that
    names files do, whatever their state.
    """
    needed = defaultdict(list)
    for model in apps.get_models():
        if any(column.name == "sha256" for column in model._meta.concrete_fields):
            rows = model.objects.filter(sha256__in={scan.sha256 for scan in scans})
            if model is Attachment:
                rows = rows.standing().exclude(pk__in=but_for)
            for row in rows.order_by("pk"):
                needed[row.sha256].append(row)
    return dict(needed)


def _log(erasure):
    """One line for each activity, for its unit to read: counts, no names."""
    people, scans, kept, owners = defaultdict(int), defaultdict(int), defaultdict(int), {}
    for row in erasure.people:
        people[row.activity_id] += 1
        owners[row.activity_id] = row.owner_id
    for row in erasure.scans:
        counted = kept if row.sha256 in erasure.kept else scans
        counted[row.subject_id] += 1
        owners[row.subject_id] = row.owner_id
    titles = dict(Activity.objects.filter(pk__in=owners).values_list("pk", "title"))
    LogEntry.objects.bulk_create(
        LogEntry(
            owner_id=owner,
            actor_name=ACTOR,
            verb=Verb.UPDATE,
            subject_type=SUBJECT,
            subject_id=pk,
            subject_label=titles.get(pk, GONE),
            comment=_comment(people[pk], scans[pk], kept[pk]),
        )
        for pk, owner in owners.items()
    )


def _comment(people, scans, kept):
    said = f"Đã xóa họ tên của {people} người, {scans} tệp quét danh sách"
    return f"{said}; gỡ {kept} tệp quét còn đính kèm ở chỗ khác" if kept else said
