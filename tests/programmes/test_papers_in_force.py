"""What had effect on a day, on the pages of a paper and of the unit."""

import datetime as dt

import pytest
from django.urls import reverse

from organisations.tenancy import owner_login
from programmes.models import (
    LegalDocument,
    Revision,
)
from programmes.papers import actions
from programmes.papers.kinds import LIST, PLAN
from tests.factories import (
    make_document,
    make_plan,
    make_task_list,
)
from tests.programmes.paper_pages import address, errors_of, read, signed_in
from tests.programmes.papers import Unit, change, decision

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("kind", [PLAN, LIST], ids=["plan", "list"])
COUNTS = pytest.mark.parametrize("count", [1, 3, 200])


@pytest.fixture
def unit(client):
    return signed_in(client)


def amended(unit, kind):
    paper = unit.in_state(kind, "amending")
    change(paper)
    unit.approved(paper)
    later = decision(issued_on=dt.date(2013, 3, 1))
    unit.act(actions.issue, paper, later, summary="Đổi tên")
    return paper


@BOTH
@pytest.mark.parametrize(
    ("day", "ordinal"),
    [("03/05/2012", None), ("04/05/2012", 1), ("28/02/2013", 1), ("01/03/2013", 2)],
)
def test_the_page_of_a_day_shows_what_was_decided_by_then(client, unit, kind, day, ordinal):
    paper = amended(unit, kind)

    response = client.get(address("paper_in_force", kind, paper), {"day": day})

    revision = response.context["revision"]
    assert (revision.ordinal if revision else None) == ordinal
    assert ("Tên mới</dd>" in read(response)) == (ordinal == 2)


def test_a_day_that_cannot_be_read_is_said_at_the_box(client, unit):
    plan = unit.in_state(PLAN, "issued")

    response = client.get(address("paper_in_force", PLAN, plan), {"day": "31/02/2013"})

    assert errors_of(response) == {"day": ["Không có ngày 31: tháng 2 năm 2013 có 28 ngày."]}
    assert 'value="31/02/2013"' in response.content.decode()


def test_a_revision_says_in_words_what_it_changed(client, unit):
    plan = amended(unit, PLAN)

    page = read(client.get(address("paper_revision", PLAN, plan, 2)))

    assert "Kế hoạch: Tên kế hoạch" in page
    assert f">{plan.title}</td>" in page
    assert ">Tên mới</td>" in page
    assert client.get(address("paper_revision", PLAN, plan, 3)).status_code == 404


def test_the_units_page_of_a_day_lists_what_had_effect_and_nothing_of_the_neighbour(client, unit):
    with_effect = unit.in_state(PLAN, "issued")
    unit.plan()
    task_list = unit.task_list(year=2013, plan=with_effect)
    unit.issued(task_list)
    Unit().in_state(PLAN, "issued")
    page = reverse("programmes:plans_in_force")

    then = client.get(page, {"day": "01/06/2013"}).context
    before = client.get(page, {"day": "01/05/2012"}).context
    after = client.get(page, {"day": "01/06/2016"}).context

    assert [plan for plan, _revision in then["plans"]] == [with_effect]
    assert [row for row, _revision in then["task_lists"]] == [task_list]
    assert [before["plans"], before["task_lists"]] == [[], []]
    assert [after["plans"], after["task_lists"]] == [[], []]


@COUNTS
def test_the_units_page_of_a_day_costs_the_same(client, unit, django_assert_num_queries, count):
    for number in range(count):
        document = make_document(unit.organisation)
        plan = make_plan(unit.organisation, state="issued", document=document)
        make_task_list(unit.organisation, plan=plan, year=2013, state="issued")
        if number % 2:
            with owner_login():
                Revision.objects.create(
                    owner=unit.organisation,
                    plan=plan,
                    ordinal=1,
                    document=document,
                    in_force_from=document.issued_on,
                    content={},
                )

    with django_assert_num_queries(14):
        response = client.get(reverse("programmes:plans_in_force"), {"day": "01/06/2013"})

    assert [len(response.context[name]) for name in ("plans", "task_lists")] == [count, count]


def test_the_document_of_an_amendment_names_its_plan(client, unit):
    plan = amended(unit, PLAN)
    with owner_login():
        document = LegalDocument.objects.get(pk=plan.revisions.get(ordinal=2).document_id)

    response = client.get(reverse("programmes:document", args=[document.pk]))

    assert list(response.context["plans"]) == [plan]
