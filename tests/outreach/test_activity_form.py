"""Entering and correcting a line of the log: what is read, what is refused, where it is said."""

import datetime as dt
import unicodedata
from uuid import uuid4

import pytest
from django.urls import reverse

from organisations.enums import Kind, Role, Verb
from organisations.models import LogEntry
from organisations.tenancy import owner_login
from outreach.models import Activity
from programmes.models import Task, TaskList
from tests.factories import make_activity, make_member, make_organisation, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person


def typed(**fields):
    """A valid sheet; every argument replaces a box."""
    return {"kind": "training", "title": "Lớp tập huấn", "year": "2014"} | fields


def post_new(client, **fields):
    return client.post(reverse("outreach:activity_create"), typed(**fields))


def errors_of(response):
    assert response.status_code == 200
    return {name: list(sentences) for name, sentences in response.context["form"].errors.items()}


def activities_of(person):
    with owner_login():
        return list(Activity.objects.filter(owner=person.access.organisation).order_by("pk"))


def the_activity(person):
    (activity,) = activities_of(person)
    return activity


def verbs_logged_for(person):
    with owner_login():
        entries = LogEntry.objects.filter(owner=person.access.organisation)
        return list(entries.values_list("verb", "actor_name"))


def test_a_saved_activity_belongs_to_the_department_and_is_logged(client, officer):
    response = post_new(client, event_count="8", attendance_count="1.234", women_count="500")

    activity = the_activity(officer)
    assert response["Location"] == activity.get_absolute_url()
    assert activity.owner_id == activity.department_id == officer.access.organisation.pk
    assert (activity.event_count, activity.attendance_count) == (8, 1234)
    assert verbs_logged_for(officer) == [(Verb.CREATE, officer.full_name)]


def test_the_third_of_april_is_not_the_fourth_of_march(client, officer):
    post_new(client, year="", held_on="03/04/2026", ended_on="04/04/2026")

    activity = the_activity(officer)
    assert (activity.held_on, activity.ended_on) == (dt.date(2026, 4, 3), dt.date(2026, 4, 4))


def test_text_is_stored_composed(client, officer):
    title = "Hội nghị về sản xuất sạch hơn ở Đa Sỹ"

    post_new(client, title=unicodedata.normalize("NFD", title))

    assert the_activity(officer).title == title


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"title": ""}, "title", "Nhập tên, nội dung hoạt động."),
        ({"kind": ""}, "kind", "Chọn loại hoạt động."),
        (
            {"year": ""},
            "held_on",
            "Ghi đúng một trong ba: ngày tổ chức, năm, hoặc giai đoạn.",
        ),
        (
            {"held_on": "03/04/2014"},
            "held_on",
            "Ghi đúng một trong ba: ngày tổ chức, năm, hoặc giai đoạn.",
        ),
        (
            {"year": "", "held_on": "03/04/2014", "ended_on": "02/04/2014"},
            "ended_on",
            "Ngày kết thúc phải bằng hoặc sau ngày tổ chức.",
        ),
        ({"ended_on": "02/04/2014"}, "held_on", "Có ngày kết thúc thì phải có ngày tổ chức."),
        (
            {"year": "", "period_from": "2015", "period_to": "2009"},
            "period_to",
            "Năm kết thúc phải bằng hoặc sau năm bắt đầu.",
        ),
        ({"year": "", "period_from": "2009"}, "period_to", "Nhập năm cuối của giai đoạn."),
        ({"year": "", "period_to": "2015"}, "period_from", "Nhập năm đầu của giai đoạn."),
        ({"year": "2.014"}, "year", "Nhập năm bằng bốn chữ số liền nhau. Ví dụ 2015."),
        (
            {"event_count": "1", "attendance_count": "1,5"},
            "attendance_count",
            "Nhập số nguyên, không có dấu phẩy. Dấu chấm ngăn nhóm nghìn, ví dụ 1.234.",
        ),
        (
            {"event_count": "1", "attendance_count": "20", "women_count": "21"},
            "women_count",
            "Lượt nữ không thể nhiều hơn tổng lượt người tham dự.",
        ),
        (
            {"attendance_count": "20"},
            "event_count",
            "Có lượt người tham dự thì số cuộc phải từ 1 trở lên.",
        ),
        (
            {"kind": "leaflet", "event_count": "1"},
            "event_count",
            "Tờ rơi, sổ tay không đếm theo cuộc: ghi ở số lượng thực hiện.",
        ),
        (
            {"kind": "tv_report", "done_quantity": "13"},
            "done_quantity",
            "Ô này chỉ dùng cho tờ rơi, sổ tay: với loại đã chọn, ghi ở số cuộc, lớp.",
        ),
        (
            {"year": "", "held_on": "31/02/2014"},
            "held_on",
            "Không có ngày 31: tháng 2 năm 2014 có 28 ngày.",
        ),
    ],
)
def test_each_fault_has_its_sentence_at_its_field(client, officer, fields, name, sentence):
    response = post_new(client, **fields)

    assert errors_of(response) == {name: [sentence]}
    assert f'<a href="#id_{name}">' in response.content.decode()
    assert activities_of(officer) == []


def test_errors_keep_what_was_typed(client, officer):
    response = post_new(client, title="", attendance_count="1,5", place="Đa Sỹ")

    page = response.content.decode()
    assert 'value="1,5"' in page
    assert 'value="Đa Sỹ"' in page


def test_an_activity_shows_its_year_and_numbers_as_they_are_typed(client, officer):
    activity = make_activity(officer.access.organisation, year=2015, attendance_count=1234)

    page = client.get(reverse("outreach:activity_edit", args=[activity.pk])).content.decode()

    assert 'name="year" class="form-control w-50" value="2015"' in page
    assert 'name="attendance_count" class="form-control w-50" value="1.234"' in page


def test_drop_downs_do_not_offer_a_neighbours_plans_and_tasks(client, officer):
    ours, neighbour = officer.access.organisation, make_organisation()
    mine, theirs = make_plan(ours), make_plan(neighbour)
    my_task, _their_task = make_task(mine), make_task(theirs)

    form = client.get(reverse("outreach:activity_create")).context["form"]

    with owner_login():
        assert list(form.fields["plan"].queryset) == [mine]
        assert list(form.fields["task"].queryset) == [my_task]


def test_a_neighbours_plan_is_no_valid_choice(client, officer):
    theirs = make_plan(make_organisation())

    response = post_new(client, plan=str(theirs.pk))

    assert set(errors_of(response)) == {"plan"}
    assert activities_of(officer) == []


def test_a_task_of_another_plan_is_refused(client, officer):
    ours = officer.access.organisation
    first, second = make_plan(ours), make_plan(ours)
    task = make_task(second)

    response = post_new(client, plan=str(first.pk), task=str(task.pk))

    assert errors_of(response) == {
        "task": ["Nhiệm vụ này thuộc kế hoạch khác với kế hoạch đã chọn."]
    }


def test_a_double_click_makes_one_activity(client, officer):
    form_key = str(uuid4())

    first = post_new(client, form_key=form_key)
    second = post_new(client, form_key=form_key)

    assert first["Location"] == second["Location"]
    assert len(activities_of(officer)) == 1


def test_the_same_sheet_with_other_content_asks_before_it_saves(client, officer):
    form_key = str(uuid4())
    post_new(client, form_key=form_key)

    asked = post_new(client, form_key=form_key, title="Lớp khác")

    assert "đã được lưu trước đó" in errors_of(asked)["__all__"][0]
    assert len(activities_of(officer)) == 1

    form = asked.context["form"]
    post_new(client, form_key=form["form_key"].value(), title=form["title"].value())

    assert [row.title for row in activities_of(officer)] == ["Lớp tập huấn", "Lớp khác"]


def test_two_sheets_with_the_same_content_are_two_activities(client, officer):
    post_new(client, form_key=str(uuid4()))
    post_new(client, form_key=str(uuid4()))

    assert len(activities_of(officer)) == 2


def sheet_of(client, url):
    """What a browser would send back unchanged."""
    form = client.get(url).context["form"]
    return {field.html_name: field.value() or "" for field in form}


def test_an_edit_changes_the_row_and_is_logged(client, officer):
    activity = make_activity(officer.access.organisation, title="Tên cũ")
    url = reverse("outreach:activity_edit", args=[activity.pk])

    response = client.post(url, sheet_of(client, url) | {"title": "Tên mới"})

    assert response["Location"] == activity.get_absolute_url()
    assert the_activity(officer).title == "Tên mới"
    assert verbs_logged_for(officer) == [(Verb.UPDATE, officer.full_name)]


def test_a_stale_tab_does_not_overwrite_a_colleagues_edit(client, officer):
    activity = make_activity(officer.access.organisation, title="Tên cũ", event_count=1)
    url = reverse("outreach:activity_edit", args=[activity.pk])
    stale = sheet_of(client, url)
    client.post(url, stale | {"event_count": "2"})

    response = client.post(url, stale | {"title": "Tên trong thẻ cũ"})

    assert errors_of(response)["__all__"][0].startswith("Chưa lưu: hồ sơ đã được sửa ở nơi khác")
    assert 'value="Tên trong thẻ cũ"' in response.content.decode()
    assert (the_activity(officer).title, the_activity(officer).event_count) == ("Tên cũ", 2)


def test_an_edit_without_a_fingerprint_is_refused(client, officer):
    activity = make_activity(officer.access.organisation, title="Tên cũ")

    response = client.post(reverse("outreach:activity_edit", args=[activity.pk]), typed())

    assert "__all__" in errors_of(response)
    assert the_activity(officer).title == "Tên cũ"


def test_a_viewer_neither_sees_the_form_nor_writes(client):
    viewer = make_member(role=Role.VIEWER)
    activity = make_activity(viewer.access.organisation, title="Tên cũ")
    client.force_login(viewer)

    edit = reverse("outreach:activity_edit", args=[activity.pk])
    statuses = [
        client.get(reverse("outreach:activity_create")).status_code,
        post_new(client).status_code,
        client.get(edit).status_code,
        client.post(edit, typed()).status_code,
    ]

    assert statuses == [403, 403, 403, 403]
    assert the_activity(viewer).title == "Tên cũ"


def test_a_neighbours_activity_does_not_exist(client, officer):
    neighbour = make_member()
    theirs = make_activity(neighbour.access.organisation, title="Tên cũ")

    edit = reverse("outreach:activity_edit", args=[theirs.pk])
    statuses = [
        client.get(theirs.get_absolute_url()).status_code,
        client.get(edit).status_code,
        client.post(edit, typed()).status_code,
    ]

    assert statuses == [404, 404, 404]
    assert the_activity(neighbour).title == "Tên cũ"


def test_a_support_unit_records_its_own_activities(client):
    person = make_member(Kind.SUPPORT)
    client.force_login(person)

    post_new(client)

    activity = the_activity(person)
    assert activity.owner_id == activity.support_id == person.access.organisation.pk
    pages = (
        reverse("outreach:activities"),
        activity.get_absolute_url(),
        reverse("outreach:activity_edit", args=[activity.pk]),
    )
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]


def make_task(plan):
    with owner_login():
        task_list = TaskList.objects.create(owner=plan.owner, plan=plan, title="Danh mục thử")
        return Task.objects.create(owner=plan.owner, task_list=task_list, name="Nhiệm vụ thử")
