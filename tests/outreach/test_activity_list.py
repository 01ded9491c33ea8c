"""The outreach log as a list: whose rows, at what cost, narrowed how, with which totals."""

import datetime as dt

import pytest
from django.urls import reverse

from organisations.enums import Kind
from organisations.tenancy import owner_login
from outreach.enums import ActivityKind, ActivityState
from tests.factories import (
    make_activity,
    make_member,
    make_organisation,
    make_plan,
    make_task,
    make_task_list,
)

pytestmark = pytest.mark.django_db
LIST_QUERIES = 18


@pytest.fixture
def officer(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person


@pytest.fixture
def ours(officer):
    return officer.access.organisation


def listed(client, **narrowed):
    response = client.get(reverse("outreach:activities"), narrowed)
    return response, list(response.context["object_list"])


@pytest.mark.parametrize("count", [1, 3, 200])
def test_list_shows_ours_at_constant_cost(client, ours, django_assert_num_queries, count):
    mine = [make_activity(ours, year=2014) for _ in range(count)]
    make_activity(make_organisation())

    with django_assert_num_queries(LIST_QUERIES):
        _response, rows = listed(client)

    assert rows == mine[::-1][:50]


def test_totals_are_those_of_the_whole_filtered_set(client, ours):
    for _ in range(60):
        make_activity(ours, year=2014, event_count=2, attendance_count=30)
    make_activity(ours, year=2013, event_count=7, attendance_count=500)
    make_activity(make_organisation(), year=2014, event_count=9, attendance_count=900)

    response, rows = listed(client, year="2014")

    assert len(rows) == 50
    assert response.context["totals"] == {
        "rows": 60,
        "events": 120,
        "attendances": 1800,
        "event_rows": 60,
        "attendance_rows": 60,
        "broadcasts": None,
        "copies": None,
    }
    assert "1.800" in response.content.decode()


def test_only_conferences_workshops_and_training_count_as_events(client, ours):
    make_activity(ours, kind=ActivityKind.WORKSHOP, event_count=5, attendance_count=550)
    make_activity(ours, kind=ActivityKind.TALK_SHOW, event_count=1)

    totals = listed(client)[0].context["totals"]

    assert (totals["rows"], totals["events"], totals["attendances"]) == (2, 5, 550)


def test_broadcasts_and_copies_are_totalled_apart(client, ours):
    make_activity(ours, kind=ActivityKind.TV_REPORT, event_count=13)
    make_activity(ours, kind=ActivityKind.LEAFLET, event_count=None, done_quantity=30000)

    totals = listed(client)[0].context["totals"]

    assert (totals["broadcasts"], totals["copies"], totals["events"]) == (13, 30000, None)


def test_no_number_is_no_zero(client, ours):
    make_activity(ours, kind=ActivityKind.LEAFLET, event_count=None, done_quantity=30000)

    response, _rows = listed(client)

    assert response.context["totals"]["events"] is None
    assert '<span class="key-figure">–</span>' in response.content.decode()


def test_a_year_holds_its_days_and_no_periods(client, ours):
    by_year = make_activity(ours, year=2014)
    by_day = make_activity(ours, held_on=dt.date(2014, 5, 6))
    make_activity(ours, period_from=2009, period_to=2015)
    make_activity(ours, year=2013)

    assert set(listed(client, year="2014")[1]) == {by_year, by_day}


def test_kind_and_plan_narrow(client, ours):
    plan = make_plan(ours)
    wanted = make_activity(ours, plan=plan, kind=ActivityKind.WORKSHOP)
    make_activity(ours, plan=plan)
    make_activity(ours, kind=ActivityKind.WORKSHOP)

    assert listed(client, plan=plan.pk, kind="workshop")[1] == [wanted]


def test_the_rows_behind_several_kinds_of_output_can_be_asked_for_together(client, ours):
    kinds = (ActivityKind.LEAFLET, ActivityKind.HANDBOOK)
    wanted = [make_activity(ours, kind=kind, event_count=None) for kind in kinds]
    make_activity(ours, kind=ActivityKind.LEAFLET, event_count=None, state=ActivityState.PLANNED)
    make_activity(ours)

    response, rows = listed(client, counted=["leaflet", "handbook"])

    assert "Chỉ các dòng đã đếm vào: Tờ rơi; Sổ tay, tài liệu." in response.content.decode()
    assert sorted(row.pk for row in rows) == [row.pk for row in wanted]


def test_an_activity_of_a_task_is_found_under_the_plan_of_its_list(client, ours):
    plan, other = make_plan(ours), make_plan(ours)
    task = make_task(make_task_list(ours, plan=plan))
    wanted = make_activity(ours, task=task)

    assert listed(client, plan=plan.pk)[1] == [wanted]
    assert listed(client, plan=other.pk)[1] == []
    assert str(plan) in client.get(wanted.get_absolute_url()).content.decode()


@pytest.mark.parametrize("words", ["làng nghề", "lang nghe", "NGHE lang", "khoa tap huan đa"])
def test_search_finds_with_and_without_accents(client, ours, words):
    wanted = make_activity(ours, title="Cho làng nghề Đa Sỹ", raw_label="khóa tập huấn")
    make_activity(ours, title="Cho khu công nghiệp", raw_label="khóa tập huấn")

    assert listed(client, q=words)[1] == [wanted]


@pytest.mark.parametrize("narrowed", [{"year": "2.014"}, {"kind": "khác"}])
def test_a_filter_that_cannot_be_read_shows_no_rows_and_says_why(client, ours, narrowed):
    make_activity(ours)

    response, rows = listed(client, **narrowed)

    assert rows == []
    assert "Bộ lọc chưa đúng" in response.content.decode()
    assert set(response.context["filter"].form.errors) == set(narrowed)


def test_a_neighbours_plan_is_not_offered_as_a_filter(client, ours):
    mine, theirs = make_plan(ours), make_plan(make_organisation())

    response, _rows = listed(client, plan=theirs.pk)

    with owner_login():
        assert list(response.context["filter"].form.fields["plan"].queryset) == [mine]
    assert set(response.context["filter"].form.errors) == {"plan"}


def test_an_empty_log_says_what_to_do_next(client, officer):
    page = listed(client)[0].content.decode()

    assert "Chưa ghi hoạt động nào." in page
    assert reverse("outreach:activity_create") in page


def test_the_year_prints_without_a_dot(client, ours):
    activity = make_activity(ours, year=2015)

    page = client.get(activity.get_absolute_url()).content.decode()

    assert "năm 2015" in page
    assert "2.015" not in page
