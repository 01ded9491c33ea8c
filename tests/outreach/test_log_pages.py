"""Events that look alike, zones reached, the calendar, deletion."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from enterprises.enums import TotalSubject, ZoneKind
from enterprises.models import OfficialTotal
from organisations.enums import Kind, Role
from organisations.models import Attachment, LogEntry
from organisations.tenancy import owner_login, use_tenant
from outreach.calendar import Month, month_in
from outreach.enums import ActivityKind, ActivityState
from outreach.models import Activity, ActivityZone, DistinctPair
from outreach.reach import reach_by_kind, zones_reached
from tests.factories import (
    make_activity,
    make_member,
    make_organisation,
    make_task,
    make_task_list,
    make_zone,
)
from tests.outreach.rows import DAY, make_attendance, make_event

pytestmark = pytest.mark.django_db
CALENDAR_QUERIES = 12
ZONES_QUERIES = 15
MARCH = dt.date(2026, 3, 1)


@pytest.fixture
def officer(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person


@pytest.fixture
def ours(officer):
    return officer.access.organisation


def exists(row):
    with owner_login():
        return type(row).objects.filter(pk=row.pk).exists()


# Events that look alike

TITLE = "Hội thảo sản xuất sạch hơn ngành gốm"


@pytest.mark.parametrize(
    ("fields", "is_alike"),
    [
        ({"title": "HOI THAO san xuat sach hon ngành gốm"}, True),
        ({"title": "Hội thảo về sản xuất sạch hơn ngành gốm", "kind": "conference"}, True),
        ({"place": ""}, True),
        ({"place": "Hội trường Bát Tràng, xã Bát Tràng"}, True),
        ({"place": "Khách sạn Mường Thanh"}, False),
        ({"title": "Tập huấn kiểm toán năng lượng"}, False),
        ({"held_on": DAY + dt.timedelta(days=1)}, False),
        ({"kind": "tv_report"}, False),
    ],
)
def test_two_rows_of_one_event_are_pointed_out(client, ours, fields, is_alike):
    first = {"title": TITLE, "place": "Hội trường Bát Tràng, xã Bát Tràng", "kind": "workshop"}
    one = make_event(ours, **first)
    other = make_event(ours, **first | fields)

    page = client.get(one.get_absolute_url())
    listed = client.get(reverse("outreach:activities")).content.decode()

    assert page.context["alike"] == ([other] if is_alike else [])
    assert ("có thể ghi trùng" in listed) is is_alike


def test_saving_a_second_row_warns_and_a_neighbours_is_nobodys_business(client, ours):
    make_event(make_organisation(), title=TITLE)
    typed = {"kind": "workshop", "title": TITLE, "held_on": "12/05/2026", "state": "held"}
    url = reverse("outreach:activity_create")

    first = client.post(url, typed, follow=True).content.decode()
    second = client.post(url, typed, follow=True).content.decode()

    assert "Có thể ghi trùng" not in first
    assert "Có dòng khác giống hoạt động này" in second


def test_what_was_told_apart_is_not_pointed_out_again(client, ours):
    one, other = make_event(ours, title=TITLE), make_event(ours, title=TITLE)

    for pair in ((other, one), (one, other)):
        client.post(reverse("outreach:tell_apart", args=[row.pk for row in pair]))

    assert client.get(one.get_absolute_url()).context["alike"] == []
    assert "có thể ghi trùng" not in client.get(reverse("outreach:activities")).content.decode()
    with owner_login():
        assert DistinctPair.objects.filter(owner=ours).count() == 1


def test_an_activity_cannot_be_told_apart_from_itself(client, ours):
    event = make_event(ours)

    assert client.post(reverse("outreach:tell_apart", args=[event.pk] * 2)).status_code == 404


def test_a_neighbours_row_cannot_be_told_apart_from_ours(client, ours):
    mine, theirs = make_event(ours), make_event(make_organisation())

    assert client.post(reverse("outreach:tell_apart", args=[mine.pk, theirs.pk])).status_code == 404
    assert client.post(reverse("outreach:tell_apart", args=[theirs.pk, mine.pk])).status_code == 404


# Zones reached


def reached(activity, *zones):
    with owner_login():
        for zone in zones:
            ActivityZone.objects.create(owner=activity.owner, activity=activity, zone=zone)
    return activity


def keys_reached(officer, year=2026):
    with use_tenant(officer.access.tenant):
        return set(zones_reached(officer.access, year).values_list("pk", flat=True))


def shares(officer, year=2026):
    with use_tenant(officer.access.tenant):
        return {
            part.kind: (part.reached, part.total, part.source)
            for part in reach_by_kind(officer.access, year)
        }


def test_a_zone_counts_once_by_what_was_held_that_year(officer, ours):
    one, two, planned, cast, late = (make_zone(ours) for _ in range(5))
    reached(make_event(ours), one, two, make_zone(ours, until_year=2025))
    reached(make_activity(ours, year=2026), one)
    reached(make_event(ours, state=ActivityState.PLANNED, event_count=None), planned)
    reached(make_event(ours, kind=ActivityKind.TV_REPORT), cast)
    reached(make_activity(ours, year=2025), late)

    assert keys_reached(officer) == {one.pk, two.pk}
    assert keys_reached(officer, 2025) == {late.pk}


def test_the_denominator_is_the_register_of_that_year_until_there_is_an_official_total(
    officer, ours
):
    park = make_zone(ours, kind=ZoneKind.PARK)
    make_zone(ours, kind=ZoneKind.PARK, since_year=2027)
    make_zone(ours, kind=ZoneKind.PARK, until_year=2025)
    make_zone(make_organisation(), kind=ZoneKind.PARK)
    reached(make_event(ours), park)

    assert shares(officer)["park"] == (1, 1, "")

    with owner_login():
        OfficialTotal.objects.create(
            owner=ours, subject=TotalSubject.PARK, year=2026, value=9, source="Niên giám 2026"
        )
    assert shares(officer)["park"] == (1, 9, "Niên giám 2026")
    assert shares(officer, 2025)["park"] == (0, 2, "")


def test_the_list_of_activities_shows_the_share_and_leads_to_its_rows(client, ours):
    zone = make_zone(ours, name="Đa Sỹ", kind=ZoneKind.VILLAGE)
    event = reached(make_event(ours), zone)

    page = client.get(reverse("outreach:activities"), {"year": "2026"}).content.decode()
    rows = client.get(reverse("outreach:zones_reached"), {"year": "2026"})

    assert "1/1" in page
    assert f"{reverse('outreach:zones_reached')}?year=2026" in page
    assert list(rows.context["object_list"]) == [zone]
    assert event.get_absolute_url() in rows.content.decode()


@pytest.mark.parametrize("count", [1, 3, 200])
def test_the_rows_of_zones_reached_cost_the_same(client, ours, django_assert_num_queries, count):
    zones = [make_zone(ours, name=f"Cụm {number:03}") for number in range(count)]
    reached(make_event(ours), *zones)

    with django_assert_num_queries(ZONES_QUERIES):
        response = client.get(reverse("outreach:zones_reached"), {"year": "2026"})

    assert list(response.context["object_list"]) == zones[:50]


def test_a_corporation_without_a_register_of_zones_sees_no_share(client):
    person = make_member(Kind.CORPORATION)
    client.force_login(person)
    make_activity(person.access.organisation)

    assert "reach" not in client.get(reverse("outreach:activities")).context
    assert client.get(reverse("outreach:zones_reached")).status_code == 403


# The calendar


def month(client, written="2026-03"):
    return client.get(reverse("outreach:calendar"), {"month": written})


@pytest.mark.parametrize("count", [1, 3, 200])
def test_a_month_costs_the_same(client, ours, django_assert_num_queries, count):
    mine = [make_event(ours, held_on=MARCH) for _ in range(count)]
    make_event(make_organisation(), held_on=MARCH)

    with django_assert_num_queries(CALENDAR_QUERIES):
        response = month(client)

    assert response.context["days"][0].activities == mine


def test_an_event_of_several_days_stands_on_each_day_of_the_month(client, ours):
    event = make_event(ours, held_on=dt.date(2026, 2, 27), ended_on=dt.date(2026, 3, 2))

    days = [day.date.day for day in month(client).context["days"] if event in day.activities]

    assert days == [1, 2]
    assert len(month(client).context["days"]) == 31


def test_planned_held_and_cancelled_are_told_apart_in_words(client, ours):
    for state in (ActivityState.PLANNED, ActivityState.CANCELLED):
        make_event(ours, held_on=MARCH, state=state, event_count=None)
    make_event(ours, held_on=MARCH)

    page = month(client).content.decode()

    for state in ActivityState:
        assert f"day-{state}" in page
        assert f'<span class="day-state">{state.label}</span>' in page


def test_an_empty_month_says_so_and_leads_on(client, ours):
    make_activity(ours, year=2026)

    page = month(client).content.decode()

    assert "Tháng này chưa có hoạt động nào ghi ngày." in page
    assert "?month=2026-02" in page
    assert "?month=2026-04" in page
    assert "1 hoạt động năm 2026 chỉ ghi năm" in page


@pytest.mark.parametrize("written", ["2026-13", "2026-3", "03/2026", "9999-99", "x" * 500])
def test_a_month_that_cannot_be_read_shows_this_month_and_says_so(client, officer, written):
    page = month(client, written)

    assert page.status_code == 200
    assert "Không đọc được tháng" in page.content.decode()


def test_months_follow_each_other_over_the_new_year():
    december = Month(dt.date(2025, 12, 1))

    assert (str(december.before), str(december.after)) == ("2025-11", "2026-01")
    assert month_in(None, dt.date(2026, 2, 14)) == (Month(dt.date(2026, 2, 1)), False)


# Deletion


def test_deletion_asks_first_removes_what_belongs_to_it_and_is_logged(client, ours):
    event = make_event(ours, title="Ghi nhầm")
    make_attendance(event, "Cơ sở A")
    file = SimpleUploadedFile("ds.pdf", b"%PDF-1.7\n%%EOF\n")
    attach = reverse("outreach:activity_attach", args=[event.pk])
    client.post(attach, {"files": [file], "purpose": "scan"})
    url = reverse("outreach:activity_delete", args=[event.pk])

    asked = client.get(url).content.decode()
    assert exists(event)
    answer = client.post(url)

    assert "Báo cáo đã gửi không thay đổi" in asked
    assert answer["Location"] == reverse("outreach:activities")
    assert not exists(event)
    with owner_login():
        last = LogEntry.objects.filter(owner=ours).first()
        assert (last.subject_label, last.to_state) == ("Ghi nhầm", "deleted")
        assert Attachment.objects.get(owner=ours).removed_at is not None


def test_neither_a_viewer_nor_a_neighbour_deletes(client, officer, ours):
    event = make_event(ours)
    url = reverse("outreach:activity_delete", args=[event.pk])

    for person, status in (
        (make_member(role=Role.VIEWER, organisation=ours), 403),
        (make_member(), 404),
    ):
        client.force_login(person)
        assert client.post(url).status_code == status
    assert exists(event)


def test_what_was_counted_for_a_closed_list_stays(client):
    person = make_member()
    client.force_login(person)
    task_list = make_task_list(person.access.organisation, state="closed", year=2026)
    task = make_task(task_list)
    activity = make_activity(person.access.organisation, task=task)

    answers = [
        client.post(reverse("outreach:activity_delete", args=[activity.pk]), follow=True),
        client.post(
            reverse("outreach:activity_create"),
            {
                "kind": "training",
                "state": "held",
                "title": "Lớp",
                "held_on": "02/03/2026",
                "event_count": "5",
                "task": task.pk,
                "unit": "lớp",
            },
        ),
    ]

    assert all("đã khóa" in answer.content.decode() for answer in answers)
    with owner_login():
        assert [row.pk for row in Activity.objects.filter(task=task)] == [activity.pk]
