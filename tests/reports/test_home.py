"""A unit's home: its own year, each number with its basis, at a constant number of queries."""

import datetime as dt

import pytest
from django.urls import reverse

from assessments.models import DemonstrationModel
from enterprises.models import OfficialTotal
from organisations.enums import Kind, Role
from organisations.tenancy import owner_login, use_tenant
from outreach.models import ActivityZone
from programmes.enums import FundKind, ListState, PlanState, TaskState
from programmes.models import (
    Disbursement,
    Indicator,
    LetterAddressee,
    Milestone,
    OutgoingLetter,
    Target,
    TargetProgress,
    TaskMoney,
)
from reports.year.attainment import attainments
from reports.year.due import due_for
from reports.year.home import year_context
from reports.year.switch import year_asked
from tests.factories import (
    make_activity,
    make_document,
    make_establishment,
    make_focal_unit,
    make_member,
    make_organisation,
    make_output,
    make_plan,
    make_round,
    make_staff,
    make_task,
    make_task_list,
    make_zone,
)
from tests.programmes.papers import KINDS, Unit

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


def make_approved_list(owner, year=2026, state=ListState.ISSUED):
    return make_task_list(owner, year=year, plan=make_plan(owner), state=state)


def make_worked_task(task_list):
    """Planned, partly done, partly paid."""
    task = make_task(task_list, state=TaskState.ACCEPTED)
    make_output(task, planned=4)
    make_activity(task_list.owner, task=task, held_on=dt.date(2026, 3, 3), event_count=3)
    with owner_login():
        owned = {"owner": task_list.owner, "task": task, "fund": FundKind.INDUSTRY}
        TaskMoney.objects.create(planned=80_000_000, **owned)
        Disbursement.objects.create(paid_on=dt.date(2026, 5, 5), amount=20_000_000, **owned)
    return task


def context(officer, year=2026):
    with use_tenant(officer.access.tenant):
        return year_context(officer.access, year, TODAY)


def test_the_tiles_say_what_was_done_out_of_how_much(officer, ours):
    tasks = make_approved_list(ours)
    make_worked_task(tasks)
    make_task(tasks, state=TaskState.UNDER_WAY)  # due in June, late
    make_task(tasks, state=TaskState.APPROVED, month_to=12)  # not due yet

    tiles = context(officer)["tiles"]

    assert [tile.number for tile in tiles] == ["1/3", "1/2", "25%", "3"]
    assert tiles[2].note == "20/80 triệu đồng"


def test_a_neighbours_year_and_another_year_are_not_ours(officer):
    make_worked_task(make_approved_list(make_organisation()))
    make_worked_task(make_approved_list(officer.access.organisation, year=2025))

    shown = context(officer)

    assert shown["tasks"] == []
    assert shown["gantt"] is shown["outputs"] is shown["money"] is None


def test_a_draft_list_is_no_programme_of_the_year(officer, ours):
    make_task(make_task_list(ours))

    assert context(officer)["tasks"] == []


def test_a_list_whose_amendment_is_submitted_is_still_the_programme_of_the_year(officer, ours):
    tasks = make_task_list(
        ours, plan=make_plan(ours), state=ListState.SUBMITTED, document=make_document(ours)
    )
    late = make_task(tasks, state=TaskState.UNDER_WAY)
    make_task(tasks)  # proposed by the amendment

    shown = context(officer)

    assert shown["tasks"] == [late]
    assert shown["amended"] == [tasks]
    assert [due.text for due in shown["due"]] == [late.name]


def test_what_ended_before_it_was_due_and_what_is_due_today_was_not_due_yet(officer, ours):
    tasks = make_approved_list(ours)
    why = {"stop_reason": "Hết kinh phí"}
    make_task(tasks, state=TaskState.STOPPED, stopped_on=dt.date(2026, 5, 1), **why)
    make_task(tasks, state=TaskState.STOPPED, stopped_on=dt.date(2026, 7, 1), **why)
    make_task(tasks, state=TaskState.UNDER_WAY, month_to=11)

    with use_tenant(officer.access.tenant):
        shown = year_context(officer.access, 2026, dt.date(2026, 11, 30))

    assert shown["tiles"][1].number == "0/1"


def test_what_does_not_fit_is_said_and_can_be_reached(client, officer, ours):
    tasks = make_approved_list(ours)
    for _ in range(41):
        make_task(tasks, state=TaskState.UNDER_WAY)
    make_task_list(ours)
    client.force_login(officer)

    pages = [client.get(reverse(name) + "?year=2026") for name in ("home", "year:brief")]

    shown = pages[0].context
    assert (len(shown["due"]), shown["tasks_left"]) == (8, 1)
    for page in pages:
        left = len(page.context["due_later"])
        assert f"Còn {left} việc" in page.content.decode()
    home = pages[0].content.decode()
    assert "Còn 1 nhiệm vụ không có trong biểu đồ." in home
    assert f"{reverse('programmes:task_lists')}?link=none" in home


def test_late_tasks_say_so_in_words(officer, ours):
    make_task(make_approved_list(ours), state=TaskState.UNDER_WAY)

    assert "quá hạn" in context(officer)["gantt"].wide


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_home_costs_the_same_for_one_task_and_for_many(
    officer, ours, count, django_assert_max_num_queries
):
    tasks = make_approved_list(ours)
    for _ in range(count):
        make_worked_task(tasks)

    with use_tenant(officer.access.tenant), django_assert_max_num_queries(45):
        year_context(officer.access, 2026, TODAY)


def test_the_page_is_shown_and_takes_nonsense_for_the_current_year(client, officer, ours):
    make_worked_task(make_approved_list(ours))
    client.force_login(officer)

    for asked in ("", "?year=2026", "?year=x", "?year=1", "?year=²²²²", "?year=99999999"):
        assert client.get(reverse("home") + asked).status_code == 200


class Asked:
    def __init__(self, year):
        self.GET = {"year": year}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("2025", 2025), ("2027", 2027), ("2028", 2026), ("2008", 2026), ("", 2026), ("٢٠٢٥", 2026)],
)
def test_the_year_asked_for(asked, shown):
    assert year_asked(Asked(asked), TODAY) == shown


def test_an_enterprise_has_no_programme_of_the_year(client):
    person = make_member(Kind.ENTERPRISE)
    client.force_login(person)

    assert "tiles" not in client.get(reverse("home")).context


# What is due


def test_what_is_due_is_derived_and_earliest_first(officer, ours):
    tasks = make_approved_list(ours)
    late = make_task(tasks, state=TaskState.GIVEN, month_to=6, assignment="order", given_on=TODAY)
    soon = make_task(tasks, state=TaskState.UNDER_WAY, month_to=11)
    make_task(tasks, state=TaskState.UNDER_WAY, month_to=12)
    draft = make_task_list(ours, year=2027)
    make_approved_list(ours, state=ListState.AMENDING)
    make_task(make_approved_list(ours, state=ListState.CLOSED), state=TaskState.UNDER_WAY)

    with use_tenant(officer.access.tenant):
        found = due_for(officer.access, TODAY)

    assert [due.text for due in found] == [late.name, soon.name, draft.title]
    assert found[0].tone == "danger"


@pytest.mark.parametrize("kind", KINDS, ids=["plan", "list"])
def test_a_decision_that_waits_to_be_written_down_is_due(kind):
    unit = Unit()
    unit.in_state(kind, "submitted")
    unit.in_state(kind, "issued")
    viewer = make_member(organisation=unit.organisation, role=Role.VIEWER)
    paper = unit.in_state(kind, "approved")

    found = {}
    for name, person in {"officer": unit.officer, "viewer": viewer}.items():
        with use_tenant(person.access.tenant):
            found[name] = due_for(person.access, TODAY)

    issue = reverse("programmes:paper_issue", args=[kind.slug, paper.pk])
    waiting = [due for due in found["officer"] if due.kind == "Chờ ghi quyết định"]
    assert [(due.text, due.note, due.url) for due in waiting] == [
        (str(paper), "đã duyệt xong", issue)
    ]
    assert "Chờ ghi quyết định" not in {due.kind for due in found["viewer"]}


def make_letter(owner, number, due_on, replied_on=None):
    with owner_login():
        letter = OutgoingLetter.objects.create(
            owner=owner, kind="direct", title="Báo cáo", number=number, reply_due_on=due_on
        )
        for name, day in (("Công ty A", replied_on), ("Công ty B", TODAY)):
            LetterAddressee.objects.create(owner=owner, letter=letter, name=name, replied_on=day)
    return letter


def test_letters_whose_day_has_passed_without_all_replies_are_due(officer, ours):
    yesterday, tomorrow = (TODAY + dt.timedelta(days=days) for days in (-1, 1))
    late = make_letter(ours, "1/SCT", yesterday)
    make_letter(ours, "2/SCT", tomorrow)
    make_letter(ours, "3/SCT", yesterday, replied_on=TODAY)
    make_letter(make_organisation(), "4/SCT", yesterday)

    with use_tenant(officer.access.tenant):
        (due,) = due_for(officer.access, TODAY)

    assert (due.text, due.url) == ("1/SCT: Báo cáo", late.get_absolute_url())
    assert due.note == "1 nơi chưa trả lời, hạn trước 19/11/2026"


def test_nothing_of_a_neighbour_is_due_here(officer):
    neighbour = make_organisation()
    make_task(make_approved_list(neighbour), state=TaskState.UNDER_WAY)
    make_task_list(neighbour, year=2026)

    with use_tenant(officer.access.tenant):
        assert due_for(officer.access, TODAY) == []


# Targets: computed, typed, or not ours


def national(code=None, **fields):
    with owner_login():
        milestone = Milestone.objects.get(strategy__code="qd-889", year_to=2030)
        ministry = make_organisation(Kind.MINISTRY)
        return Target.objects.create(
            owner=ministry,
            is_national=True,
            milestone=milestone,
            indicator=Indicator.objects.filter(code=code or "").first(),
            label=fields.pop("label", f"Mục tiêu thử {code}"),
            **fields,
        )


def found(officer, target):
    with use_tenant(officer.access.tenant):
        rows = attainments(officer.access, 2026, TODAY)
    return next(row for row in rows if row.target.pk == target.pk)


def test_a_share_of_zones_is_computed_with_what_it_is_a_share_of(officer, ours):
    zones = [make_zone(ours) for _ in range(4)]
    event = make_activity(ours, held_on=dt.date(2026, 3, 3))
    with owner_login():
        ActivityZone.objects.create(owner=ours, activity=event, zone=zones[0])
    target = national("MT-07", value=100)

    row = found(officer, target)

    assert (row.how, row.result, row.share) == ("computed", "25%", "1/4")
    assert row.method == "đếm theo chỉ tiêu TT-11, từ 15/12/2025 đến 14/12/2026"
    assert row.url == f"{reverse('outreach:zones_reached')}?year=2026"


def test_an_official_total_is_the_denominator_here_as_in_the_report(officer, ours):
    event = make_activity(ours, held_on=dt.date(2026, 3, 3))
    with owner_login():
        ActivityZone.objects.create(owner=ours, activity=event, zone=make_zone(ours))
        OfficialTotal.objects.create(
            owner=ours, subject="cluster", year=2025, value=10, source="Niên giám"
        )

    assert found(officer, national("MT-07", value=100)).share == "1/10"


def test_what_the_unit_found_out_says_how_and_when(officer, ours):
    target = national(value=50)
    with owner_login():
        for day, value in ((dt.date(2026, 6, 1), 20), (dt.date(2026, 10, 1), 30)):
            TargetProgress.objects.create(
                owner=ours, target=target, as_of=day, value=value, method="sample", evidence="x"
            )
        TargetProgress.objects.create(
            owner=make_organisation(),
            target=target,
            as_of=dt.date(2026, 11, 1),
            value=99,
            method="census",
            evidence="của đơn vị khác",
        )

    row = found(officer, target)

    assert (row.how, row.result) == ("typed", "30%")
    assert row.method == "điều tra mẫu, đến ngày 01/10/2026"


def own(ours, **fields):
    plan = make_plan(
        ours,
        year_from=2026,
        year_to=2030,
        **{"state": PlanState.ISSUED, "document": make_document(ours)} | fields.pop("in_plan", {}),
    )
    with owner_login():
        indicator = Indicator.objects.get(code=fields.pop("code", "MT-07"))
        return Target.objects.create(owner=ours, plan=plan, indicator=indicator, **fields)


def test_an_own_target_out_of_another_whole_is_not_what_the_indicator_counts(officer, ours):
    event = make_activity(ours, held_on=dt.date(2026, 3, 3))
    with owner_login():
        ActivityZone.objects.create(owner=ours, activity=event, zone=make_zone(ours))
    whole = national("MT-07", value=70, denominator="Khu, cụm, làng nghề")

    same = own(ours, label="Như toàn quốc", value=80, denominator=whole.denominator.upper())
    narrower = own(ours, label="Có tiềm năng", value=80, denominator="KCN có tiềm năng")
    counted = own(ours, label="Số khu, cụm", value=8, unit="khu, cụm")

    assert found(officer, same).how == "computed"
    assert [found(officer, row).how for row in (narrower, counted)] == ["unknown", "unknown"]


def test_targets_of_a_draft_and_of_a_replaced_plan_are_not_the_units(officer, ours):
    in_force = own(ours, label="Đang hiệu lực", value=80)
    replaced = {"ended_on": dt.date(2026, 6, 1), "replaced_by": in_force.plan}
    own(ours, label="Đã thay thế", value=1, in_plan={"state": PlanState.REPLACED, **replaced})
    own(ours, label="Dự thảo", value=1, in_plan={"state": PlanState.DRAFT, "document": None})

    with use_tenant(officer.access.tenant):
        rows = attainments(officer.access, 2026, TODAY)

    assert [row.target for row in rows if row.target.plan] == [in_force]


def test_what_is_wanted_says_how_the_number_is_meant(officer):
    said = {
        sign: found(officer, national(value=70, comparator=sign, label=f"Thử {sign}")).wanted
        for sign in ("=", ">=", ">", "≈")
    }

    assert said == {"=": "bằng 70%", ">=": "từ 70%", ">": "trên 70%", "≈": "khoảng 70%"}


def test_the_window_is_that_of_the_units_own_round(officer, ours):
    make_round(year=2026, addressees=[ours], window_from=dt.date(2026, 1, 1))
    event = make_activity(ours, held_on=dt.date(2025, 12, 20))
    with owner_login():
        ActivityZone.objects.create(owner=ours, activity=event, zone=make_zone(ours))

    assert found(officer, national("MT-07", value=100)).share == "0/1"


def test_beside_a_national_target_stands_what_the_unit_adds_to_it(client, officer, ours):
    able = make_staff(make_focal_unit(ours), competence="certificate")
    make_staff(make_focal_unit(ours))
    nation = national("MT-04", value=90, is_for_nation_only=True)

    row = found(officer, nation)

    assert (row.how, row.result) == ("not_ours", "–")
    assert row.method.startswith("của đơn vị: NL-06")
    assert row.method.endswith(": 1")
    client.force_login(officer)
    assert list(client.get(row.url).context["object_list"]) == [able]


def test_models_are_added_up_from_the_year_that_the_rule_names(officer, ours):
    with owner_login():
        for year in (2020, 2022, 2026):
            DemonstrationModel.objects.create(
                owner=ours,
                establishment=make_establishment(ours),
                name=f"Mô hình {year}",
                accepted_on=dt.date(year, 6, 1),
            )
    nation = national("MT-08", value=20, unit="mô hình", is_for_nation_only=True)

    assert found(officer, nation).method.endswith(": 2")


def test_the_ministry_states_and_sees_how_far_a_national_target_is(client):
    ministry = make_member(Kind.MINISTRY)
    nation = national("MT-04", value=90, is_for_nation_only=True)
    client.force_login(ministry)

    answer = client.post(reverse("programmes:progress_create", args=[nation.pk]), sent())

    assert answer.status_code == 302
    row = found(ministry, nation)
    assert (row.how, row.result, row.share) == ("typed", "30%", "12/40")


def test_a_national_target_is_not_ours_and_an_unmeasured_one_says_so(officer):
    nation = national(value=80, is_for_nation_only=True)
    unknown = national(value=80)

    assert found(officer, nation).how == "not_ours"
    assert (found(officer, unknown).how, found(officer, unknown).result) == ("unknown", "–")


# Writing down a result


@pytest.fixture
def target():
    return national(value=50)


def sent(**changed):
    return {
        "as_of": "30/10/2026",
        "value": "30",
        "method": "register",
        "numerator": "12",
        "denominator": "40",
        "denominator_source": "Danh sách rà soát",
        "evidence": "Biên bản",
    } | changed


def test_a_result_is_written_down_with_its_evidence(client, officer, target):
    client.force_login(officer)

    answer = client.post(reverse("programmes:progress_create", args=[target.pk]), sent())

    assert answer.status_code == 302
    with owner_login():
        row = TargetProgress.objects.get(target=target)
    assert (row.owner_id, row.value, row.numerator) == (officer.access.organisation.pk, 30, 12)


def test_a_share_that_is_not_its_numerator_by_its_denominator_is_refused(client, officer, target):
    client.force_login(officer)

    page = client.post(
        reverse("programmes:progress_create", args=[target.pk]), sent(value="50")
    ).content.decode()

    assert "không khớp tử số chia mẫu số (30,0%)" in page
    assert 'value="50"' in page


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ({"role": Role.VIEWER}, 403),
        ({"kind": Kind.ENTERPRISE, "role": Role.OFFICER}, 403),
    ],
)
def test_who_may_not_state_a_result(client, target, who, status):
    client.force_login(make_member(**who))

    url = reverse("programmes:progress_create", args=[target.pk])
    assert client.post(url, sent()).status_code == status


def test_a_neighbours_own_target_does_not_exist(client, officer):
    neighbour = make_organisation()
    plan = make_plan(neighbour, document=make_document(neighbour))
    with owner_login():
        theirs = Target.objects.create(owner=neighbour, plan=plan, label="Của họ", value=1)
    client.force_login(officer)

    for name in ("target_progress", "progress_create"):
        assert client.get(reverse(f"programmes:{name}", args=[theirs.pk])).status_code == 404
