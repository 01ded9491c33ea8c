"""Projects of support on the screen."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.models import GrantPayment, SupportGrant
from organisations.enums import Kind
from organisations.models import Attachment, LogEntry
from organisations.tenancy import owner_login
from tests.assessments.asking import colleague
from tests.assessments.granting import (
    DAY,
    accept,
    apply_for,
    approve,
    contract,
    make_source,
    pay,
    stored,
)
from tests.enterprises.asking import make_department, make_enterprise, make_plant
from tests.factories import make_member

pytestmark = pytest.mark.django_db

APPLICATION = {
    "name": "Thuê tư vấn đánh giá SXSH",
    "applied_on": "02/03/2026",
    "asked_cost": "140.000.000",
    "asked_amount": "70.000.000",
}
APPROVAL = {
    "decision_number": "45/QĐ-SCT",
    "decided_on": "05/03/2026",
    "eligible_cost": "140.000.000",
}


@pytest.fixture
def sở():
    return make_department()


@pytest.fixture
def firm():
    return make_member(Kind.ENTERPRISE)


@pytest.fixture
def plant(sở, firm):
    return make_plant(sở, legal_entity=make_enterprise(account=firm.access.organisation))


@pytest.fixture
def source(sở):
    return make_source(sở.access.organisation)


@pytest.fixture
def grant(firm, plant):
    return apply_for(firm, plant)


def page_of(client, person, grant):
    client.force_login(person)
    return client.get(grant.get_absolute_url())


def post(client, person, name, pk, data):
    """The sheet as it was shown, filled in."""
    client.force_login(person)
    address = reverse(f"assessments:{name}", args=[pk])
    shown = client.get(address).context["form"]
    kept = {name: shown.initial.get(name, "") for name in ("form_key", "seen")}
    return client.post(address, kept | data)


def errors_of(response):
    assert response.status_code == 200
    return {name: list(faults) for name, faults in response.context["form"].errors.items()}


def test_an_enterprise_applies_and_the_department_approves_what_the_rule_allows(
    client, sở, firm, plant, source
):
    scan = SimpleUploadedFile("don.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
    assert (
        post(client, firm, "grant_create", plant.pk, APPLICATION | {"files": scan}).status_code
        == 302
    )
    with owner_login():
        grant = SupportGrant.objects.get()
        assert Attachment.objects.get().subject_id == grant.pk

    approval = APPROVAL | {"funding": source.pk}
    said = errors_of(post(client, sở, "grant_approve", grant.pk, approval | {"amount": "70000000"}))
    assert said == {
        "amount": ["Vượt mức được phép theo quy định của nguồn: nhiều nhất 50.000.000 đồng."]
    }
    assert post(client, sở, "grant_approve", grant.pk, approval).url == grant.get_absolute_url()

    assert stored(grant).amount == 50_000_000
    page = page_of(client, firm, grant).content.decode()
    assert "45/QĐ-SCT, 05/03/2026" in page
    assert "50% chi phí, nhiều nhất 50.000.000 đồng cho một cơ sở" in page
    assert str(sở) in page
    assert "Ghi hợp đồng" not in page


def test_the_steps_are_taken_one_by_one_on_the_screen(client, sở, grant, source):
    approval = APPROVAL | {"funding": source.pk, "eligible_cost": "80000000"}
    steps = (
        ("grant_approve", approval),
        (
            "grant_contract",
            {
                "contract_number": "12/HĐ-KC",
                "contracted_on": "10/03/2026",
                "contract_amount": "40000000",
            },
        ),
        (
            "grant_pay",
            {
                "kind": "advance",
                "paid_on": "11/03/2026",
                "amount": "20.000.000",
                "document": "GRDT 1",
            },
        ),
        ("grant_accept", {"minutes_number": "3/BB", "accepted_on": "01/04/2026"}),
        (
            "grant_settle",
            {"settlement_number": "4/TL", "settled_on": "02/04/2026", "settled_amount": "15000000"},
        ),
    )
    for name, data in steps:
        response = post(client, sở, name, grant.pk, data)
        assert response.status_code == 302, (name, response.context["form"].errors)

    page = page_of(client, sở, grant).content.decode()
    for words in ("12/HĐ-KC, 10/03/2026", "3/BB, 01/04/2026", "4/TL, 02/04/2026", "GRDT 1"):
        assert words in page
    assert "Phải thu hồi" in page
    assert "5.000.000 đồng" in page
    with owner_login():
        verbs = set(LogEntry.objects.values_list("verb", flat=True))
    assert {"approve", "disburse", "accept_task", "settle"} <= verbs


def test_what_the_database_refuses_stands_above_the_form(client, sở, grant, source):
    approve(sở, grant, source)
    contract(sở, grant)
    data = {"kind": "advance", "paid_on": "02/03/2026", "amount": "40.000.001"}
    response = post(client, sở, "grant_pay", grant.pk, data)
    assert errors_of(response)["__all__"] == [
        "Tổng số chi vượt giá trị hỗ trợ: còn chi được nhiều nhất 40.000.000 đồng."
    ]
    assert 'value="40.000.001"' in response.content.decode()


def test_a_sheet_left_open_overwrites_nothing(client, sở, grant, source):
    client.force_login(sở)
    address = reverse("assessments:grant_approve", args=[grant.pk])
    seen = client.get(address).context["form"].initial["seen"]
    approve(colleague(sở), grant, source, 60_000_000, 30_000_000)
    data = APPROVAL | {"funding": source.pk, "seen": seen, "amount": "1"}
    assert "đã được sửa ở nơi khác" in " ".join(errors_of(client.post(address, data))["__all__"])
    assert stored(grant).amount == 30_000_000


def test_a_double_click_pays_once(client, sở, grant, source):
    approve(sở, grant, source)
    contract(sở, grant)
    client.force_login(sở)
    address = reverse("assessments:grant_pay", args=[grant.pk])
    key = client.get(address).context["form"].initial["form_key"]
    data = {"form_key": key, "kind": "advance", "paid_on": "02/03/2026", "amount": "1000000"}
    answers = [client.post(address, data).status_code for _ in range(2)]
    with owner_login():
        assert (answers, GrantPayment.objects.count()) == ([302, 302], 1)


def test_a_payment_recorded_by_mistake_is_removed_and_stays_in_the_log(client, sở, grant, source):
    approve(sở, grant, source)
    contract(sở, grant)
    payment = pay(sở, grant, 7_000_000)
    client.force_login(sở)
    address = reverse("assessments:grant_payment_remove", args=[payment.pk])
    assert "7.000.000 đồng" in client.get(address).content.decode()
    assert client.post(address).url == grant.get_absolute_url()
    with owner_login():
        assert GrantPayment.objects.count() == 0
        assert "7.000.000 đồng" in LogEntry.objects.get(verb="delete").comment


def test_who_entered_an_application_is_told_who_decides(client, sở, plant, source):
    grant = apply_for(sở, plant)
    page = page_of(client, sở, grant).content.decode()
    assert "một người khác của Sở ghi bước đó" in page
    assert "Ghi phê duyệt" not in page
    assert client.get(reverse("assessments:grant_approve", args=[grant.pk])).status_code == 403
    assert "Ghi phê duyệt" in page_of(client, colleague(sở), grant).content.decode()


def test_a_refusal_is_read_by_the_enterprise(client, sở, firm, grant):
    post(client, sở, "grant_refuse", grant.pk, {"reason": "Nguồn kinh phí năm nay đã hết"})
    page = page_of(client, firm, grant).content.decode()
    assert "Nguồn kinh phí năm nay đã hết" in page
    assert "Bị từ chối" in page


def test_a_department_says_from_which_paper_it_keyed_in(client, sở, plant):
    said = errors_of(post(client, sở, "grant_create", plant.pk, APPLICATION))
    assert said == {"source": ["Ghi nhập thay theo đơn nào của cơ sở."]}


def test_both_sides_attach_papers(client, sở, firm, grant):
    for person in (firm, sở):
        client.force_login(person)
        body = f"%PDF-1.4\n{person.pk}\n%%EOF".encode()
        scan = SimpleUploadedFile("bien-ban.pdf", body, "application/pdf")
        data = {"files": scan, "purpose": "evidence", "note": "đơn"}
        address = reverse("assessments:grant_attach", args=[grant.pk])
        assert client.post(address, data).status_code == 302
    assert len(page_of(client, firm, grant).context["attachments"]) == 2


@pytest.mark.parametrize("count", [1, 3, 200])
def test_the_list_costs_the_same_at_any_length(
    client, sở, firm, plant, django_assert_num_queries, count
):
    fields = {
        "applied_on": DAY,
        "asked_cost": 2,
        "asked_amount": 1,
        "owner": firm.access.organisation,
    }
    with owner_login():
        SupportGrant.objects.bulk_create(
            SupportGrant(establishment=plant, name=f"Đề án {n}", **fields) for n in range(count)
        )
    client.force_login(sở)
    with django_assert_num_queries(11):
        page = client.get(reverse("assessments:grants"))
    assert len(page.context["object_list"]) == min(count, 50)


@pytest.mark.parametrize("count", [1, 3, 200])
def test_the_page_costs_the_same_with_any_number_of_payments(
    client, sở, grant, source, django_assert_num_queries, count
):
    approve(sở, grant, source)
    contract(sở, grant)
    fields = {"grant": grant, "kind": "advance", "paid_on": DAY, "amount": 1}
    with owner_login():
        GrantPayment.objects.bulk_create(GrantPayment(**fields) for _ in range(count))
    client.force_login(sở)
    with django_assert_num_queries(16):
        client.get(grant.get_absolute_url())


def test_the_list_is_narrowed_by_state_fund_and_year(client, sở, firm, plant, source):
    approved, applied = (
        apply_for(firm, plant),
        apply_for(firm, plant, applied_on=dt.date(2025, 5, 5)),
    )
    approve(sở, approved, source)
    client.force_login(sở)
    for query, rows in (
        ({"state": "applied"}, [applied]),
        ({"fund": "environment"}, [approved]),
        ({"fund": "industry"}, []),
        ({"year": "2025"}, [applied]),
        ({"q": "danh gia"}, [approved, applied]),
    ):
        page = client.get(reverse("assessments:grants"), query)
        assert list(page.context["object_list"]) == rows


def test_an_empty_list_says_what_to_do_next(client, sở):
    client.force_login(sở)
    page = client.get(reverse("assessments:grants")).content.decode()
    assert "Mở trang của một cơ sở rồi bấm “Đề nghị hỗ trợ”." in page


def test_the_plants_page_leads_to_an_application(client, firm, plant):
    client.force_login(firm)
    page = client.get(plant.get_absolute_url()).content.decode()
    assert reverse("assessments:grant_create", args=[plant.pk]) in page


def test_a_last_step_is_corrected(client, sở, grant, source):
    approve(sở, grant, source)
    contract(sở, grant)
    accept(sở, grant)
    page = page_of(client, sở, grant).content.decode()
    assert page.count("Sửa bước này") == 1
    post(
        client,
        sở,
        "grant_accept",
        grant.pk,
        {"minutes_number": "9/BB", "accepted_on": "03/03/2026"},
    )
    assert stored(grant).minutes_number == "9/BB"


def test_a_used_source_says_why_it_is_not_deleted(client, sở, grant, source):
    approve(sở, grant, source)
    client.force_login(sở)
    address = reverse("programmes:funding_remove", args=[source.pk])
    page = client.post(address, follow=True).content.decode()
    assert "đã dùng cho đề án hỗ trợ" in page


def test_a_withdrawn_application_is_over(client, sở, firm, grant):
    post(client, firm, "grant_withdraw", grant.pk, {"reason": "Đổi kế hoạch"})
    assert stored(grant).state == "withdrawn"
    page = page_of(client, sở, grant).content.decode()
    assert "Ghi phê duyệt" not in page
    assert "Đổi kế hoạch" in page
