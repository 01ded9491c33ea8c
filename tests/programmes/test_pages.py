"""Lists and pages of plans, tasks, focal units, strategies and documents."""

import datetime as dt

import pytest
from django.urls import reverse

from organisations.enums import Kind
from organisations.tenancy import owner_login
from programmes.enums import Comparator, FocalState, Provenance
from programmes.models import (
    FocalDiscipline,
    FocalEquipment,
    FocalUnit,
    Indicator,
    LegalDocument,
    Milestone,
    Obligation,
    Strategy,
    Target,
    Task,
    TaskList,
)
from tests.factories import make_document, make_member, make_organisation, make_plan

pytestmark = pytest.mark.django_db
COUNTS = pytest.mark.parametrize("count", [1, 3, 200])


@pytest.fixture
def ours(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person.access.organisation


def shown(client, name, **narrowed):
    return client.get(reverse(f"programmes:{name}"), narrowed)


def page_of(client, row):
    return client.get(row.get_absolute_url()).content.decode()


def make_task_list(owner, **fields):
    with owner_login():
        return TaskList.objects.create(owner=owner, **{"title": "Danh mục thử"} | fields)


def make_focal_unit(owner, **fields):
    with owner_login():
        return FocalUnit.objects.create(
            owner=owner, **{"name": "Văn phòng SXSH", "state": FocalState.PROPOSED} | fields
        )


def make_strategy(**fields):
    ministry = make_organisation(Kind.MINISTRY)
    document = make_document(ministry, is_national=True, number=fields.pop("number", "1/QĐ-TTg"))
    values = {"code": "thu", "name": "Chiến lược thử", "year_from": 2009, "year_to": 2020}
    with owner_login():
        return Strategy.objects.create(document=document, **values | fields)


# Whose rows, at what cost


@COUNTS
def test_plans_are_ours_at_constant_cost(client, ours, django_assert_num_queries, count):
    mine = [make_plan(ours, document=make_document(ours)) for _ in range(count)]
    make_plan(make_organisation())

    with django_assert_num_queries(11):
        rows = list(shown(client, "plans").context["object_list"])

    assert rows == mine[::-1][:50]


def test_plans_and_lists_are_found_by_words_without_accents(client, ours):
    plan = make_plan(ours, title="Kế hoạch làng nghề Đa Sỹ")
    tasks = make_task_list(ours, plan=plan, title="Danh mục làng nghề Đa Sỹ")
    make_task_list(ours, plan=make_plan(ours))

    for name, row in (("plans", plan), ("task_lists", tasks)):
        response = client.get(reverse(f"programmes:{name}"), {"q": "da sy"})
        assert list(response.context["object_list"]) == [row]


@COUNTS
def test_task_lists_are_ours_at_constant_cost(client, ours, django_assert_num_queries, count):
    plan = make_plan(ours)
    mine = [make_task_list(ours, plan=plan, document=make_document(ours)) for _ in range(count)]
    make_task_list(make_organisation())

    with django_assert_num_queries(13):
        rows = list(shown(client, "task_lists").context["object_list"])

    assert rows == mine[:50]


@COUNTS
def test_focal_units_are_ours_at_constant_cost(client, ours, django_assert_num_queries, count):
    mine = [make_focal_unit(ours, name=f"Đơn vị {number:03}") for number in range(count)]
    make_focal_unit(make_organisation())

    with django_assert_num_queries(16):
        rows = list(shown(client, "focal_units").context["object_list"])

    assert rows == mine[:50]


@COUNTS
def test_documents_are_national_or_ours_at_constant_cost(
    client, ours, django_assert_num_queries, count
):
    day = dt.date(2100, 1, 1)
    mine = {make_document(ours, issued_on=day, number=f"{n}/KH-SCT") for n in range(count)}
    make_document(make_organisation(), issued_on=day)

    with django_assert_num_queries(11):
        rows = set(shown(client, "documents", q="KH-SCT").context["object_list"])

    assert rows <= mine
    assert len(rows) == min(count, 50)


@pytest.mark.parametrize(
    ("name", "model", "queries"),
    [("strategies", Strategy, 10), ("obligations", Obligation, 10), ("indicators", Indicator, 10)],
)
def test_reference_lists_show_everything_to_everybody(
    client, django_assert_num_queries, name, model, queries
):
    person = make_member(Kind.ENTERPRISE)
    client.force_login(person)
    with owner_login():
        expected = list(model.objects.all())

    with django_assert_num_queries(queries):
        rows = list(shown(client, name).context["object_list"])

    assert rows == expected


@pytest.mark.parametrize("make", [make_plan, make_task_list, make_focal_unit])
def test_a_neighbours_record_does_not_exist(client, ours, make):
    mine, theirs = make(ours), make(make_organisation())

    statuses = [client.get(row.get_absolute_url()).status_code for row in (mine, theirs)]

    assert statuses == [200, 404]


def test_a_neighbours_task_and_document_do_not_exist(client, ours):
    neighbour = make_organisation()
    document, task_list = make_document(neighbour), make_task_list(neighbour)
    with owner_login():
        task = Task.objects.create(owner=neighbour, task_list=task_list, name="Việc")

    statuses = [
        client.get(task.get_absolute_url()).status_code,
        client.get(reverse("programmes:document", args=[document.pk])).status_code,
    ]

    assert statuses == [404, 404]


# What they say


def test_overlapping_plans_are_named(client, ours):
    plan = make_plan(ours, year_from=2012, year_to=2015)
    overlapping = make_plan(ours, year_from=2010, year_to=2012)
    make_plan(ours, year_from=2016, year_to=2020)

    response = client.get(plan.get_absolute_url())

    assert list(response.context["overlapping"]) == [overlapping]


def test_a_proposed_focal_unit_is_called_proposed_and_uncounted_things_stay_uncounted(client, ours):
    unit = make_focal_unit(ours)
    with owner_login():
        FocalDiscipline.objects.create(owner=ours, unit=unit, name="điện")
        FocalEquipment.objects.create(owner=ours, unit=unit, name="thiết bị siêu âm")

    page = page_of(client, unit)

    assert "đang đề xuất" in page
    assert page.count("chưa có số liệu") == 2


def test_a_task_list_without_number_year_and_tasks_says_so(client, ours):
    page = page_of(client, make_task_list(ours))

    assert page.count("chưa xác định") == 2
    assert "chưa gắn với kế hoạch" in page
    assert "Danh mục này chưa ghi nhiệm vụ nào." in page


@pytest.mark.parametrize("typed", ["1419⁄QĐ‑TTg", "1419/qd-ttg", " 1419/QĐ-TTg "])
def test_a_number_finds_its_document_however_it_is_typed(client, ours, typed):
    with owner_login():
        LegalDocument.objects.filter(number="1419/QĐ-TTg").update(number="1418/QĐ-TTg")
    wanted = make_document(ours, number="1419/QĐ-TTg")
    make_document(ours, number="1420/QĐ-TTg")

    assert list(shown(client, "documents", q=typed).context["object_list"]) == [wanted]


def test_an_unidentified_document_is_listed_as_such(client, ours):
    make_document(ours, number="", issued_on=None, issuer="", title="Danh mục chưa rõ số")

    page = shown(client, "documents", q="danh muc chua ro so").content.decode()

    assert "(số chưa xác định)" in page
    assert page.count("chưa xác định") == 3


def test_targets_are_worded_as_the_decision_words_them(client, ours):
    strategy = make_strategy()
    wanted = [
        ({"value": 50, "comparator": Comparator.AT_LEAST}, "50 %"),
        ({"value": 5, "upper": 8}, "5-8 %"),
        ({"value": 90, "comparator": Comparator.ABOUT}, "khoảng 90 %"),
        ({"value": 70, "comparator": Comparator.EQUAL}, "70 %"),
        ({"value": None, "comparator": Comparator.NONE}, "không nêu số"),
    ]
    with owner_login():
        milestone = Milestone.objects.create(
            strategy=strategy, label="Đến 2015", year_from=2009, year_to=2015
        )
        for number, (fields, _words) in enumerate(wanted):
            Target.objects.create(
                owner=strategy.document.owner,
                is_national=True,
                milestone=milestone,
                label=f"Mục tiêu {number}",
                denominator="cơ sở sản xuất công nghiệp",
                **fields,
            )

    page = " ".join(page_of(client, strategy).split())

    for number, (_fields, words) in enumerate(wanted):
        row = page.split(f"Mục tiêu {number}</th>")[1].split("</tr>")[0]
        assert f'data-label="Mức"> {words} </td>' in row


@pytest.mark.parametrize(
    ("provenance", "words"),
    [
        (Provenance.RECALLED, "chưa kiểm chứng"),
        (Provenance.SHAKY, "chưa kiểm chứng"),
        (Provenance.PROPOSAL, "đề xuất của hệ thống"),
        (Provenance.FOUND, "theo nguồn công khai"),
    ],
)
def test_what_is_not_verified_carries_its_mark(client, ours, provenance, words):
    document = make_document(ours, provenance=provenance)

    page = client.get(reverse("programmes:document", args=[document.pk])).content.decode()

    assert f">{words}</span>" in page


def test_empty_lists_say_what_to_do_next(client, ours):
    assert reverse("programmes:plan_create") in shown(client, "plans").content.decode()
    assert reverse("programmes:focal_unit_create") in shown(client, "focal_units").content.decode()
    assert reverse("programmes:task_list_create") in shown(client, "task_lists").content.decode()
