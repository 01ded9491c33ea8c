"""Names are erased from rows and files; counts and what was reported stay as they are."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from organisations import files
from organisations.enums import AttachmentPurpose, Kind, Verb
from organisations.models import Attachment, History, LogEntry
from organisations.tenancy import owner_login, use_tenant
from outreach.attendance.counts import totals_of_people
from outreach.erasure import erase as erase_found
from outreach.erasure import names_of
from outreach.models import Activity, Attendee
from reports.compilation import write_facts_and_figures
from tests.factories import (
    make_activity,
    make_establishment,
    make_member,
    make_organisation,
    make_report,
)
from tests.outreach.rows import make_attendance, make_attendee, make_event

pytestmark = pytest.mark.django_db
NAME, WORKPLACE, POSITION = "Nguyễn Thị Bí Mật", "Cơ sở Kín", "Kế toán trưởng"
LATER = "01/06/2026"


@pytest.fixture
def officer():
    return make_member(Kind.DEPARTMENT)


@pytest.fixture
def ours(officer):
    return officer.access.organisation


def named(event, **fields):
    return make_attendee(event, NAME, workplace=WORKPLACE, position=POSITION, **fields)


def attached(row, body=b"%PDF-1.7 ky ten %%EOF", *, purpose=AttachmentPurpose.SCAN, **fields):
    with owner_login():
        return Attachment.objects.create(
            owner=row.owner,
            subject_type=row._meta.label_lower,
            subject_id=row.pk,
            purpose=purpose,
            name="ds.pdf",
            content_type="application/pdf",
            size=len(body),
            sha256=files.store(body),
            uploaded_at=dt.datetime(2026, 5, 13, tzinfo=dt.UTC),
            uploaded_by_name="Cán bộ",
            **fields,
        )


def erase(*options):
    said = StringIO()
    call_command("erase_attendee_names", *options, stdout=said)
    return said.getvalue()


def fresh(row):
    with owner_login():
        return type(row).objects.get(pk=row.pk)


def test_name_workplace_and_position_go_and_every_count_stays(ours):
    event = make_event(ours, attendance_count=3)
    row = make_attendance(event, "Cơ sở A", managers=2)
    under, alone = named(event, attendance=row, is_woman=True), named(event)
    with owner_login():
        before = totals_of_people(event)

    said = erase("--before", LATER, "--erase")

    assert said.startswith("Đã xóa họ tên của 2 người, 0 tệp quét, thuộc 1 hoạt động.")
    for person in (fresh(under), fresh(alone)):
        assert (person.full_name, person.workplace, person.position) == ("", "", "")
    assert (fresh(under).role, fresh(under).is_woman) == ("manager", True)
    assert fresh(event).attendance_count == 3
    with owner_login():
        assert totals_of_people(event) == before


def test_nothing_of_a_name_is_left_in_history_or_log(ours):
    event = make_event(ours)
    named(event)
    erase("--activity", event.pk, "--erase")

    with owner_login():
        assert not History.objects.filter(table="outreach_attendee").exists()
        kept = str(list(History.objects.filter(owner=ours).values("before", "after")))
        logged = str(list(LogEntry.objects.filter(owner=ours).values()))
    for word in (NAME, WORKPLACE, POSITION):
        assert word not in kept
        assert word not in logged


def test_the_erasure_logs_itself_for_the_unit_in_counts(ours):
    event = make_event(ours, title="Lớp gốm")
    named(event)
    attached(event)

    erase("--activity", event.pk, "--erase")

    with owner_login():
        entry = LogEntry.objects.get(owner=ours)
    assert (entry.verb, entry.subject_id, entry.subject_label) == (Verb.UPDATE, event.pk, "Lớp gốm")
    assert entry.comment == "Đã xóa họ tên của 1 người, 1 tệp quét danh sách"


def test_a_name_that_came_after_the_search_is_erased_and_counted(ours):
    event = make_event(ours)
    named(event)
    with owner_login():
        found = names_of([event.pk])
    late = named(event)

    with owner_login():
        erase_found(found)

    assert fresh(late).full_name == ""
    with owner_login():
        assert LogEntry.objects.get(owner=ours).comment.startswith("Đã xóa họ tên của 2 người")


def test_scanned_lists_go_with_their_bytes_and_other_files_stay(ours):
    event = make_event(ours)
    scan = attached(event)
    removed = attached(event, b"%PDF- cu %%EOF", removed_at=dt.datetime(2026, 5, 14, tzinfo=dt.UTC))
    photo = attached(event, b"%PDF- anh %%EOF", purpose=AttachmentPurpose.PHOTO)
    of_a_place = attached(make_establishment(ours), b"%PDF- khac %%EOF")

    erase("--before", LATER, "--erase")

    assert fresh(scan).removed_at is not None
    assert [row.path.exists() for row in (scan, removed, photo, of_a_place)] == [
        False,
        False,
        True,
        True,
    ]
    assert fresh(photo).removed_at is None


def test_bytes_that_another_record_uses_stay(ours):
    event, theirs = make_event(ours), make_event(make_organisation(), held_on=dt.date(2026, 7, 1))
    scan, other = attached(event), attached(theirs)

    said = erase("--before", LATER, "--erase")

    assert "0 tệp quét, thuộc 1 hoạt động" in said
    assert f"Chưa xóa nội dung tệp quét {scan.pk}" in said
    assert f"tệp đính kèm {other.pk} (bản quét danh sách ký tên)" in said
    assert fresh(scan).removed_at is not None
    assert fresh(other).removed_at is None
    assert other.path.exists()


def test_a_removed_attachment_keeps_no_bytes_on_disk(ours):
    event = make_event(ours)
    removed = {"removed_at": dt.datetime(2026, 5, 14, tzinfo=dt.UTC)}
    attached(event, purpose=AttachmentPurpose.EVIDENCE, **removed)
    scan = attached(event)

    assert "1 tệp quét" in erase("--activity", event.pk, "--erase")

    assert not scan.path.exists()


def test_one_scan_of_two_activities_goes_with_the_second_and_is_counted_once(ours):
    first, second = make_event(ours), make_event(ours)
    scan = attached(first)
    attached(second)

    assert "0 tệp quét, thuộc 1 hoạt động" in erase("--activity", first.pk, "--erase")
    assert "0 tệp quét, thuộc 0 hoạt động" in erase("--activity", first.pk, "--erase")
    assert "1 tệp quét, thuộc 1 hoạt động" in erase("--activity", second.pk, "--erase")
    assert not scan.path.exists()
    assert "0 tệp quét, thuộc 0" in erase("--activity", first.pk, "--erase")


def test_scans_of_an_activity_that_was_deleted_are_found(ours):
    event = make_event(ours)
    scan = attached(event)
    with owner_login():
        event_key = event.pk
        Activity.objects.filter(pk=event_key).delete()

    said = erase("--before", LATER, "--erase")

    assert "1 tệp quét" in said
    assert not scan.path.exists()


def test_figures_and_their_digests_do_not_change(officer, ours):
    event = make_activity(ours, year=2015, attendance_count=30)
    make_attendance(event, "Cơ sở A", managers=30)
    named(event)
    report = make_report(ours)

    def digests():
        with use_tenant(officer.access.tenant):
            made = write_facts_and_figures(report.pk, access=officer.access).version
        return made.facts_digest, made.figures_digest

    before = digests()
    erase("--activity", event.pk, "--erase")

    assert all(before)
    assert digests() == before


def test_a_dry_run_counts_and_erases_nothing(ours):
    event = make_event(ours)
    person, scan = named(event), attached(event)

    said = erase("--before", LATER, "--dry-run")

    assert said.startswith("Sẽ xóa họ tên của 1 người, 1 tệp quét, thuộc 1 hoạt động.")
    assert fresh(person).full_name == NAME
    assert scan.path.exists()
    with owner_login():
        assert not LogEntry.objects.filter(owner=ours).exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--before", LATER), "Chưa làm gì."),
        (("--before", LATER, "--dry-run", "--erase"), "Chưa làm gì."),
        (("--erase",), "Ghi đúng một trong hai"),
        (("--before", LATER, "--activity", "1", "--erase"), "Ghi đúng một trong hai"),
        (("--before", "hôm qua", "--erase"), "Nhập ngày theo thứ tự"),
        (("--activity", "0", "--erase"), "Không có hoạt động nào"),
    ],
)
def test_an_unclear_order_erases_nothing(ours, options, sentence):
    person = named(make_event(ours))

    with pytest.raises(CommandError, match=sentence):
        erase(*options)

    assert fresh(person).full_name == NAME


@pytest.mark.parametrize(
    ("fields", "is_over"),
    [
        ({"held_on": dt.date(2026, 5, 31)}, True),
        ({"held_on": dt.date(2026, 6, 1)}, False),
        ({"held_on": dt.date(2026, 5, 31), "ended_on": dt.date(2026, 6, 1)}, False),
        ({"year": 2025}, True),
        ({"year": 2026}, False),
        ({"period_from": 2020, "period_to": 2025}, True),
        ({"period_from": 2020, "period_to": 2026}, False),
    ],
)
def test_only_what_is_over_by_that_day_is_erased(ours, fields, is_over):
    person = named(make_activity(ours, **fields))

    erase("--before", LATER, "--erase")

    assert (fresh(person).full_name == "") is is_over


def test_a_second_run_finds_nothing_more(ours):
    event = make_event(ours)
    named(event)
    attached(event)
    erase("--before", LATER, "--erase")

    assert erase("--before", LATER, "--erase").startswith("Đã xóa họ tên của 0 người, 0 tệp quét")
    with owner_login():
        assert Attendee.objects.filter(activity=event).count() == 1
