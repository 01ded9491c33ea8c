"""A draft on its sheet; an old plan and the document that issued it, on one sheet."""

import datetime as dt
from uuid import uuid4

import pytest
from django.urls import reverse

from organisations.enums import Kind, Role, Verb
from organisations.models import LogEntry
from organisations.tenancy import owner_login
from programmes.enums import PlanState
from programmes.models import ActionPlan, LegalDocument, Revision
from programmes.papers.kinds import PLAN
from programmes.papers.revisions import in_force_on
from tests.factories import make_document, make_member, make_organisation, make_plan
from tests.programmes.papers import Unit, fresh

pytestmark = pytest.mark.django_db
NEW, ENTER = "programmes:plan_create", "programmes:plan_enter"


@pytest.fixture
def officer(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person


def draft(**fields):
    sheet = {
        "kind": "action_plan",
        "title": "Kế hoạch hành động giai đoạn 2012-2015",
        "year_from": "2012",
        "year_to": "2015",
        "issuer_level": "department",
    }
    return sheet | fields


def issued(**fields):
    sheet = {
        "document_type": "decision",
        "document_number": "3090⁄QĐ‑UBND",
        "document_issued_on": "13/07/2012",
        "document_issuer": "UBND Thành phố Hà Nội",
        "document_issuer_level": "peoples_committee",
        "document_submitted_by": "Sở Công Thương Hà Nội",
        "document_title": "Về việc phê duyệt Kế hoạch hành động",
    }
    return draft() | sheet | fields


def plans_of(person):
    with owner_login():
        plans = ActionPlan.objects.filter(owner=person.access.organisation)
        return list(plans.select_related("document").order_by("pk"))


def documents_of(person):
    with owner_login():
        return list(LegalDocument.objects.filter(owner=person.access.organisation))


def errors_of(response):
    assert response.status_code == 200
    return {name: list(sentences) for name, sentences in response.context["form"].errors.items()}


def sheet_of(client, plan):
    form = client.get(reverse("programmes:plan_edit", args=[plan.pk])).context["form"]
    return {field.html_name: field.value() or "" for field in form}


def edit(client, plan, sheet):
    return client.post(reverse("programmes:plan_edit", args=[plan.pk]), sheet)


def test_a_draft_needs_no_document(client, officer):
    response = client.post(reverse(NEW), draft())

    (plan,) = plans_of(officer)
    assert response["Location"] == plan.get_absolute_url()
    assert (plan.state, plan.document) == (PlanState.DRAFT, None)


def test_an_issued_plan_brings_its_document_into_the_register(client, officer):
    client.post(reverse(ENTER), issued())

    (plan,) = plans_of(officer)
    assert (plan.state, plan.document.number) == (PlanState.ISSUED, "3090/QĐ-UBND")
    assert plan.document.issued_on == dt.date(2012, 7, 13)
    assert plan.document.owner_id == plan.owner_id == officer.access.organisation.pk
    with owner_login():
        log = LogEntry.objects.get(owner=officer.access.organisation)
    assert (log.verb, log.to_state) == (Verb.CREATE, PlanState.ISSUED)


def test_a_document_may_be_unidentified_and_then_says_so(client, officer):
    client.post(reverse(ENTER), issued(document_number="", document_issued_on=""))

    (plan,) = plans_of(officer)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "chưa xác định" in page
    assert "chưa được đếm trong báo cáo" in page


@pytest.mark.parametrize(
    ("sheet", "name", "sentence"),
    [
        (issued(title=""), "title", "Nhập tên kế hoạch."),
        (issued(year_from=""), "year_from", "Nhập năm bắt đầu. Ví dụ 2012."),
        (
            issued(year_from="2015", year_to="2012", document_issued_on="13/07/2011"),
            "year_to",
            "Năm kết thúc phải bằng hoặc sau năm bắt đầu.",
        ),
        (issued(year_to="15"), "year_to", "Nhập năm bằng bốn chữ số liền nhau. Ví dụ 2015."),
        (issued(document_title=""), "document_title", "Nhập trích yếu của văn bản."),
        (issued(document_type=""), "document_type", "Chọn loại văn bản."),
        (issued(document_issuer=""), "document_issuer", "Nhập cơ quan đã ban hành kế hoạch."),
        (
            issued(document_issued_on="13/07/2016"),
            "document_issued_on",
            "Ngày ký muộn hơn năm kết thúc của kế hoạch (2015).",
        ),
        (
            issued(document_issued_on="07/13/2012"),
            "document_issued_on",
            "Không có tháng 13. Nhập ngày trước, tháng sau. Ví dụ 31/12/2015.",
        ),
    ],
)
def test_each_fault_has_its_sentence_at_its_field(client, officer, sheet, name, sentence):
    response = client.post(reverse(ENTER), sheet)

    assert errors_of(response) == {name: [sentence]}
    assert f'<a href="#id_{name}">' in response.content.decode()
    assert plans_of(officer) == documents_of(officer) == []


def test_a_number_the_register_already_has_is_refused_by_name(client, officer):
    make_document(
        officer.access.organisation,
        number="3090/QĐ-UBND",
        issued_on=dt.date(2012, 7, 13),
        title="Về việc thử",
    )

    response = client.post(reverse(ENTER), issued())

    assert errors_of(response) == {
        "document_number": [
            "Sổ văn bản đã có Quyết định 3090/QĐ-UBND, ngày ký 13/07/2012: “Về việc thử”."
            " Hãy kiểm tra lại số."
        ]
    }
    assert 'value="3090⁄QĐ‑UBND"' in response.content.decode()


def test_a_neighbours_number_is_no_obstacle(client, officer):
    make_document(make_organisation(), number="3090/QĐ-UBND")

    client.post(reverse(ENTER), issued())

    assert len(plans_of(officer)) == 1


def test_a_draft_is_not_issued_by_editing_it(client, officer):
    plan = make_plan(officer.access.organisation)

    edit(client, plan, sheet_of(client, plan) | issued(title="Tên khác"))

    (plan,) = plans_of(officer)
    assert (plan.state, plan.document, plan.title) == (PlanState.DRAFT, None, "Tên khác")


def revisions_of(plan):
    with owner_login():
        rows = Revision.objects.filter(plan=plan).order_by("ordinal")
        return [(r.ordinal, r.in_force_from, r.content["fields"]["title"]) for r in rows]


def test_what_is_entered_is_the_first_revision_from_the_day_it_was_signed(client, officer):
    client.post(reverse(ENTER), issued(title="Tên đã ban hành"))

    (plan,) = plans_of(officer)
    assert revisions_of(plan) == [(1, dt.date(2012, 7, 13), "Tên đã ban hành")]


def test_an_entered_plan_without_a_day_counts_from_its_first_year(client, officer):
    client.post(reverse(ENTER), issued(document_issued_on="", title="Không rõ ngày"))

    (plan,) = plans_of(officer)
    assert revisions_of(plan) == [(1, dt.date(2012, 1, 1), "Không rõ ngày")]


def test_correcting_an_entered_plan_writes_a_revision_of_the_same_decision(client, officer):
    client.post(reverse(ENTER), issued(title="Tên nhập sai"))
    (plan,) = plans_of(officer)

    edit(client, plan, sheet_of(client, plan) | {"title": "Tên đúng"})

    day = dt.date(2012, 7, 13)
    assert revisions_of(plan) == [(1, day, "Tên nhập sai"), (2, day, "Tên đúng")]
    with owner_login():
        assert in_force_on(fresh(plan), day).ordinal == 2


def test_correcting_the_documents_number_alone_writes_no_revision(client, officer):
    client.post(reverse(ENTER), issued())
    (plan,) = plans_of(officer)

    edit(client, plan, sheet_of(client, plan) | {"document_number": "3091/QĐ-UBND"})

    assert [document.number for document in documents_of(officer)] == ["3091/QĐ-UBND"]
    assert len(revisions_of(plan)) == 1


def test_the_level_of_the_document_is_the_level_of_the_plan(client, officer):
    client.post(reverse(ENTER), issued())

    (plan,) = plans_of(officer)
    assert plan.issuer_level == "peoples_committee"


@pytest.mark.parametrize(
    ("kind", "levels"),
    [
        (Kind.DEPARTMENT, ["department", "peoples_committee"]),
        (Kind.CORPORATION, ["corporation"]),
        (Kind.MINISTRY, ["ministry"]),
    ],
)
def test_each_kind_of_unit_issues_at_its_own_levels(client, kind, levels):
    client.force_login(make_member(kind))

    form = client.get(reverse(NEW)).context["form"]

    assert [value for value, _label in form.fields["issuer_level"].choices] == levels
    assert form["issuer_level"].value() == levels[0]


def test_a_plan_that_was_approved_here_is_not_edited_and_says_by_which_decision(client):
    unit = Unit()
    plan = unit.in_state(PLAN, "issued")
    client.force_login(unit.officer)

    asked = client.get(reverse("programmes:plan_edit", args=[plan.pk]), follow=True)
    refused = edit(client, plan, draft(title="Tên khác"))

    assert asked.redirect_chain == [(plan.get_absolute_url(), 302)]
    with owner_login():
        number = plan.document.number
    assert f"Quyết định {number}, ngày ký 04/05/2012" in asked.content.decode()
    assert errors_of(refused)["__all__"][0].startswith("Chưa lưu: Kế hoạch đã ban hành theo")
    assert 'value="Tên khác"' in refused.content.decode()


def test_an_edit_changes_the_document_in_place(client, officer):
    client.post(reverse(ENTER), issued())
    (plan,) = plans_of(officer)

    edit(client, plan, sheet_of(client, plan) | {"document_issued_on": "14/07/2012"})

    (document,) = documents_of(officer)
    assert document.issued_on == dt.date(2012, 7, 14)


def test_a_stale_tab_does_not_overwrite_the_document(client, officer):
    client.post(reverse(ENTER), issued())
    (plan,) = plans_of(officer)
    stale = sheet_of(client, plan)
    edit(client, plan, stale | {"document_issued_on": "14/07/2012"})

    response = edit(client, plan, stale | {"title": "Tên trong thẻ cũ"})

    assert errors_of(response)["__all__"][0].startswith("Chưa lưu:")
    (plan,) = plans_of(officer)
    assert plan.document.issued_on == dt.date(2012, 7, 14)
    assert plan.title != "Tên trong thẻ cũ"


def test_a_double_click_makes_one_plan_and_one_document(client, officer):
    sheet = issued(form_key=str(uuid4()))

    first = client.post(reverse(ENTER), sheet)
    second = client.post(reverse(ENTER), sheet)

    assert first["Location"] == second["Location"]
    assert len(plans_of(officer)) == len(documents_of(officer)) == 1


def test_a_viewer_does_not_write(client):
    viewer = make_member(role=Role.VIEWER)
    plan = make_plan(viewer.access.organisation, title="Tên cũ")
    client.force_login(viewer)

    statuses = [
        client.get(reverse(NEW)).status_code,
        client.post(reverse(NEW), draft()).status_code,
        client.get(reverse("programmes:plan_edit", args=[plan.pk])).status_code,
        edit(client, plan, draft()).status_code,
    ]

    assert statuses == [403, 403, 403, 403]
    assert [row.title for row in plans_of(viewer)] == ["Tên cũ"]


def test_a_neighbours_plan_does_not_exist(client, officer):
    neighbour = make_member()
    theirs = make_plan(neighbour.access.organisation, title="Tên cũ")

    statuses = [
        client.get(theirs.get_absolute_url()).status_code,
        client.get(reverse("programmes:plan_edit", args=[theirs.pk])).status_code,
        edit(client, theirs, draft()).status_code,
    ]

    assert statuses == [404, 404, 404]
    assert [row.title for row in plans_of(neighbour)] == ["Tên cũ"]
