"""A plan and the document that issues it, on one sheet."""

import datetime as dt
from uuid import uuid4

import pytest
from django.urls import reverse

from organisations.enums import Kind, Role, Verb
from organisations.models import LogEntry
from organisations.tenancy import owner_login
from programmes.enums import PlanState
from programmes.models import ActionPlan, LegalDocument
from tests.factories import make_document, make_member, make_organisation, make_plan

pytestmark = pytest.mark.django_db
NEW = "programmes:plan_create"


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
        "state": "draft",
    }
    return sheet | fields


def issued(**fields):
    sheet = {
        "state": "issued",
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
    client.post(reverse(NEW), issued())

    (plan,) = plans_of(officer)
    assert (plan.state, plan.document.number) == (PlanState.ISSUED, "3090/QĐ-UBND")
    assert plan.document.issued_on == dt.date(2012, 7, 13)
    assert plan.document.owner_id == plan.owner_id == officer.access.organisation.pk
    with owner_login():
        log = LogEntry.objects.get(owner=officer.access.organisation)
    assert (log.verb, log.to_state) == (Verb.CREATE, PlanState.ISSUED)


def test_a_document_may_be_unidentified_and_then_says_so(client, officer):
    client.post(reverse(NEW), issued(document_number="", document_issued_on=""))

    (plan,) = plans_of(officer)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "chưa xác định" in page
    assert "chưa được đếm trong báo cáo" in page


@pytest.mark.parametrize(
    ("sheet", "name", "sentence"),
    [
        (draft(title=""), "title", "Nhập tên kế hoạch."),
        (draft(year_from=""), "year_from", "Nhập năm bắt đầu. Ví dụ 2012."),
        (
            draft(year_from="2015", year_to="2012"),
            "year_to",
            "Năm kết thúc phải bằng hoặc sau năm bắt đầu.",
        ),
        (draft(year_to="15"), "year_to", "Nhập năm bằng bốn chữ số liền nhau. Ví dụ 2015."),
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
        (
            issued(state="draft"),
            "state",
            "Văn bản đã có số hoặc ngày ký: chọn “đã ban hành”, hoặc xóa số và ngày.",
        ),
    ],
)
def test_each_fault_has_its_sentence_at_its_field(client, officer, sheet, name, sentence):
    response = client.post(reverse(NEW), sheet)

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

    response = client.post(reverse(NEW), issued())

    assert errors_of(response) == {
        "document_number": [
            "Sổ văn bản đã có Quyết định 3090/QĐ-UBND, ngày ký 13/07/2012: “Về việc thử”."
            " Hãy kiểm tra lại số."
        ]
    }
    assert 'value="3090⁄QĐ‑UBND"' in response.content.decode()


def test_a_neighbours_number_is_no_obstacle(client, officer):
    make_document(make_organisation(), number="3090/QĐ-UBND")

    client.post(reverse(NEW), issued())

    assert len(plans_of(officer)) == 1


def test_a_draft_is_issued_by_editing_it(client, officer):
    plan = make_plan(officer.access.organisation)

    edit(client, plan, sheet_of(client, plan) | issued())

    (plan,) = plans_of(officer)
    assert (plan.state, plan.document.number) == (PlanState.ISSUED, "3090/QĐ-UBND")


def test_an_edit_changes_the_document_in_place(client, officer):
    client.post(reverse(NEW), issued())
    (plan,) = plans_of(officer)

    edit(client, plan, sheet_of(client, plan) | {"document_issued_on": "14/07/2012"})

    (document,) = documents_of(officer)
    assert document.issued_on == dt.date(2012, 7, 14)


def test_a_stale_tab_does_not_overwrite_the_document(client, officer):
    client.post(reverse(NEW), issued())
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

    first = client.post(reverse(NEW), sheet)
    second = client.post(reverse(NEW), sheet)

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
