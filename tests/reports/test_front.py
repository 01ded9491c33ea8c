"""The front page: how a year is begun, and what the Ministry asks first."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations import clock
from organisations.access import Access
from organisations.actions import log
from organisations.enums import Kind, Role, Verb
from organisations.tenancy import use_tenant
from programmes.enums import ListState, PlanState
from reports.ministry import ministry_front
from reports.recent import recent_log
from reports.year.first_steps import first_steps
from reports.year.home import brief_context, year_context
from tests.factories import (
    make_activity,
    make_document,
    make_member,
    make_organisation,
    make_plan,
    make_round,
    make_task_list,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


def steps_of(person, year=2026):
    with use_tenant(person.access.tenant):
        return first_steps(person.access, year, TODAY)


# How a year is begun


def test_a_unit_with_nothing_sees_the_three_steps_each_with_its_door(officer):
    steps = steps_of(officer)

    assert [(step.state, step.action, step.action_url) for step in steps] == [
        ("chưa có", "Lập kế hoạch mới", reverse("programmes:plan_create")),
        ("chưa có", "Lập danh mục", f"{reverse('programmes:task_list_create')}?year=2026"),
        ("chưa có", "Ghi hoạt động", reverse("outreach:activity_create")),
    ]
    assert [step.is_next for step in steps] == [True, False, False]


def test_the_steps_say_how_far_each_paper_is(officer, ours):
    issued = make_plan(
        ours,
        year_from=2026,
        year_to=2030,
        state=PlanState.ISSUED,
        document=make_document(ours),
    )
    draft = make_task_list(ours, plan=issued)
    make_activity(ours, held_on=dt.date(2026, 3, 3))

    plan, task_list, log = steps_of(officer)

    assert (plan.state, plan.subject, plan.action) == ("đã ban hành", issued.title, "")
    assert (task_list.state, task_list.url) == ("dự thảo", draft.get_absolute_url())
    assert (log.state, log.is_next) == ("đã ghi 1", True)


def test_the_new_list_begins_under_the_plan_of_the_year(officer, ours):
    plan = make_plan(ours, year_from=2026, year_to=2026)

    assert steps_of(officer)[1].action_url.endswith(f"?year=2026&plan={plan.pk}")


def test_who_does_not_write_sees_the_steps_without_their_doors():
    assert {step.action for step in steps_of(make_member(role=Role.VIEWER))} == {""}


def test_the_ministry_keeps_no_log():
    assert len(steps_of(make_member(Kind.MINISTRY))) == 2


def test_an_approved_list_and_a_year_gone_by_need_no_first_steps(officer, ours):
    make_task_list(make_organisation(), state=ListState.ISSUED)
    assert steps_of(officer) is not None
    assert steps_of(officer, 2025) is None

    make_task_list(ours, state=ListState.ISSUED)
    assert steps_of(officer) is None


def test_tiles_that_have_nothing_to_say_are_not_shown(client, officer, ours):
    with use_tenant(officer.access.tenant):
        assert brief_context(officer.access, 2026, TODAY)["tiles"] == []
    make_activity(ours, held_on=dt.date(2026, 3, 3), event_count=2)
    with use_tenant(officer.access.tenant):
        (tile,) = year_context(officer.access, 2026, TODAY)["tiles"]
    assert tile.number == "2"

    client.force_login(officer)
    for name in ("home", "year:brief"):
        assert "0/0" not in client.get(f"{reverse(name)}?year=2026").content.decode()


# The Ministry


NOW = dt.datetime(2026, 11, 20, 8, tzinfo=dt.UTC)


def test_the_ministry_sees_open_rounds_first_and_none_that_nobody_owes():
    past, late, soon, empty = (
        make_round(year=year, due_on=dt.date(year, 12, day))
        for year, day in ((2015, 31), (2027, 31), (2026, 30), (2014, 31))
    )

    front = ministry_front([(past, 1, 3), (late, 0, 2), (empty, 0, 0), (soon, 1, 2)], NOW)

    assert [row[0] for row in front["rounds"]] == [soon, late, past]
    assert front["rounds_left"] == 1
    assert [(tile.label, tile.number) for tile in front["round_tiles"]] == [
        ("Báo cáo đã nhận", "1/4"),
        ("Kỳ báo cáo đang mở", "2"),
        ("Quá hạn chưa gửi", "2"),
    ]
    assert front["round_tiles"][1].note == "hạn gần nhất 30/12/2026"


def test_a_number_of_the_ministry_opens_the_rounds_it_was_counted_from(client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    units = [make_organisation() for _ in range(3)]
    past = make_round(year=2015, addressees=units)
    running = [make_round(year=year, addressees=units[: year - 2025]) for year in (2026, 2027)]
    client.force_login(make_member(Kind.MINISTRY))

    received, _open, owing = client.get("/").context["round_tiles"]

    def shown(tile):
        rows = client.get(tile.url).context["rounds"]
        return [row for row in rows if row[0] in (past, *running)]

    assert {row[0] for row in shown(received)} == set(running)
    assert sum(row[2] for row in shown(received)) == 3
    assert shown(owing) == [(past, 0, 3)]
    assert "Chỉ các kỳ đã hết hạn." in client.get(owing.url).content.decode()
    assert len(client.get("/reports/rounds/?due=x").context["rounds"]) > 3


def test_rounds_that_are_due_cost_the_same_however_many_there_are(client):
    client.force_login(make_member(Kind.MINISTRY))
    counts = set()
    for years in (range(2031, 2032), range(2032, 2052)):
        for year in years:
            make_round(year=year, addressees=[])
        with CaptureQueriesContext(connection) as asked:
            client.get("/reports/rounds/?due=running")
        counts.add(len(asked))

    assert len(counts) == 1


def test_a_ministry_without_rounds_has_no_tiles_of_them():
    assert ministry_front([], NOW) == {"rounds": [], "round_tiles": [], "rounds_left": 0}


def test_the_ministrys_own_year_stands_below_its_rounds(client):
    client.force_login(make_member(Kind.MINISTRY))

    page = client.get(reverse("home")).content.decode()

    assert 0 < page.index('id="rounds"') < page.index("Bắt đầu năm")


# What was done last


def logged(person, row, *verbs):
    with use_tenant(person.access.tenant):
        for verb in verbs:
            log(person.access, verb, row)


def test_consecutive_entries_of_one_record_are_one_line(officer, ours):
    plan, tasks = make_plan(ours), make_task_list(ours)
    logged(officer, plan, Verb.CREATE)
    logged(officer, tasks, Verb.CREATE, Verb.UPDATE, Verb.UPDATE)
    colleague = make_member(organisation=ours)
    logged(colleague, tasks, Verb.SUBMIT)
    logged(officer, plan, Verb.UPDATE)

    with use_tenant(officer.access.tenant):
        lines = recent_log(officer.access)

    assert [(line.subject, line.done) for line in lines] == [
        (plan.title, "sửa"),
        (tasks.title, "trình, gửi; sửa (2 lần); tạo"),
        (plan.title, "tạo"),
    ]
    assert lines[1].people == f"{colleague}, {officer}"


def test_who_did_it_for_another_is_named_so_and_nobody_else(officer, ours):
    plan, delegate = make_plan(ours), make_member(organisation=ours)
    logged(officer, plan, Verb.CREATE)
    access = Access(delegate, ours, Role.OFFICER, on_behalf=True)
    with use_tenant(access.tenant):
        log(access, Verb.UPDATE, plan)

    with use_tenant(officer.access.tenant):
        (line,) = recent_log(officer.access)

    assert line.people == f"{delegate} (làm thay), {officer}"


def test_a_list_that_is_due_is_not_called_a_list_twice(client, officer, ours):
    make_task_list(ours, title="Danh mục các nhiệm vụ năm 2026", year=clock.today().year)
    client.force_login(officer)

    page = client.get(reverse("home"))

    (due,) = page.context["due"]
    assert (due.kind, due.label) == ("Danh mục", "")
    assert '<span class="text-muted">Danh mục</span>' not in page.content.decode()
