"""A project of support, as the database keeps it: the rule, the steps, the money, who sees it."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError

from assessments.models import CPOption, GrantPayment, GrantStep, SupportGrant
from organisations.enums import Kind
from organisations.models import Attachment, History
from organisations.tenancy import owner_login, use_tenant
from tests.assessments.asking import acting_as, colleague, refusal, supporter, work_on
from tests.assessments.asking import move as move_assessment
from tests.assessments.granting import (
    DAY,
    accept,
    apply_for,
    approve,
    contract,
    make_source,
    move,
    pay,
    settle,
    state_of,
    stored,
)
from tests.enterprises.asking import make_department, make_enterprise, make_plant, merge
from tests.factories import make_assessment, make_member

pytestmark = pytest.mark.django_db

NOT_YOURS = "Không có đề án hỗ trợ này."
OWN_APPLICATION = "Người đã nhập đơn đề nghị không được phê duyệt, nghiệm thu chính đề án đó."
MOST = "Số tiền được duyệt vượt mức được phép theo quy định của nguồn: còn được hỗ trợ nhiều nhất"


@pytest.fixture
def sở():
    return make_department()


@pytest.fixture
def firm():
    return make_member(Kind.ENTERPRISE)


@pytest.fixture
def plant(sở, firm):
    entity = make_enterprise(account=firm.access.organisation)
    return make_plant(sở, legal_entity=entity, sector="23")


@pytest.fixture
def source(sở):
    return make_source(sở.access.organisation)


@pytest.fixture
def grant(firm, plant):
    return apply_for(firm, plant)


def reads(person, model=SupportGrant):
    with use_tenant(person.access.tenant):
        return list(model.objects.order_by("pk"))


def test_an_application_goes_its_way_to_the_liquidation(sở, firm, grant, source):
    approve(sở, grant, source)
    contract(sở, grant)
    pay(sở, grant, 20_000_000)
    accept(sở, grant)
    pay(sở, grant, 15_000_000, "final")
    settle(sở, grant, 35_000_000)

    whole = stored(grant)
    assert whole.state == "settled"
    assert (whole.allowed, whole.rate, whole.cap) == (40_000_000, 50, 50_000_000)
    assert (whole.funding_name, whole.fund) == ("Hỗ trợ đánh giá", "environment")
    steps = [(step.state, step.person_id) for step in reads(firm, GrantStep)]
    assert steps == [
        ("applied", firm.pk),
        *((state, sở.pk) for state in ("approved", "contracted", "accepted", "settled")),
    ]


@pytest.mark.parametrize(
    ("cost", "allowed"),
    [(80_000_000, 40_000_000), (140_000_000, 50_000_000), (100_000_000, 50_000_000), (3, 1)],
)
def test_the_amount_is_what_the_rule_allows_and_not_a_dong_more(sở, grant, source, cost, allowed):
    above = approve(sở, grant, source, cost, allowed + 1, call=refusal)
    assert above == f"{MOST} {allowed:,} đồng.".replace(",", ".")
    approve(sở, grant, source, cost, allowed)
    assert (stored(grant).amount, grant.allowed) == (allowed, allowed)


def test_a_cap_for_an_establishment_is_shared_by_its_projects(sở, firm, plant, source):
    first, second, third = (apply_for(firm, plant) for _ in range(3))
    elsewhere = apply_for(sở, make_plant(sở))
    approve(sở, first, source, 60_000_000, 30_000_000)
    said = approve(sở, second, source, 60_000_000, 20_000_001, call=refusal)
    assert said == f"{MOST} 20.000.000 đồng."
    approve(sở, second, source, 60_000_000, 20_000_000)
    assert approve(sở, third, source, 2, 1, call=refusal) == f"{MOST} 0 đồng."
    approve(colleague(sở), elsewhere, source, 100_000_000, 50_000_000)

    # What was given up is free again, and what was settled for less leaves the rest.
    move(firm, second, "withdrawn", reason="Đổi kế hoạch")
    contract(sở, first, 30_000_000)
    accept(sở, first)
    settle(sở, first, 10_000_000)
    approve(sở, third, source, 80_000_000, 40_000_000)


def test_a_merged_row_shares_the_cap_of_the_plant_it_counts_as(sở, plant, source):
    twin = make_plant(sở)
    first, second = apply_for(sở, plant), apply_for(sở, twin)
    approve(colleague(sở), first, source)
    merge(sở, plant, twin)
    said = approve(colleague(sở), second, source, 80_000_000, 40_000_000, call=refusal)
    assert said == f"{MOST} 10.000.000 đồng."


def test_a_cap_for_a_project_and_a_rule_without_a_cap_are_asked_of_each_project(sở, firm, plant):
    unit = sở.access.organisation
    per_project = make_source(unit, cap_unit="project")
    uncapped = make_source(unit, rate=30, cap=None, cap_unit="model")
    for source, cost, most in (
        (per_project, 100_000_000, 50_000_000),
        (uncapped, 10_000_000_000, 3_000_000_000),
    ):
        for _ in range(2):
            grant = apply_for(firm, plant)
            assert MOST in approve(sở, grant, source, cost, most + 1, call=refusal)
            approve(sở, grant, source, cost, most)


def test_only_a_source_in_force_that_day_and_of_ones_own_or_everybodys_is_used(sở, grant):
    unit, ended = sở.access.organisation, {"valid_to": DAY - dt.timedelta(1)}
    for source in (
        make_source(unit, **ended),
        make_source(unit, valid_from=DAY + dt.timedelta(1)),
        make_source(unit, form="loan"),
        make_source(make_department().access.organisation),
    ):
        said = approve(sở, grant, source, call=refusal)
        assert said == "Nguồn hỗ trợ không có hiệu lực vào ngày phê duyệt. Chọn nguồn khác."
    approve(sở, grant, make_source(unit, valid_from=DAY, valid_to=DAY))


def test_nobody_approves_or_accepts_his_own_application_under_any_membership(sở, plant, source):
    officer = colleague(sở)
    grant = apply_for(officer, plant)
    assert approve(officer, grant, source, call=refusal) == OWN_APPLICATION
    approve(sở, grant, source)
    contract(officer, grant)
    assert move(officer, grant, "accepted", call=refusal) == OWN_APPLICATION
    accept(sở, grant)


def test_an_enterprises_person_who_is_an_officer_too_does_not_approve(sở, firm, grant, source):
    both = make_member(organisation=sở.access.organisation, user=firm)
    assert approve(both, grant, source, call=refusal) == OWN_APPLICATION
    approve(sở, grant, source)


def test_whoever_corrected_an_application_has_entered_it(sở, plant, source):
    grant, corrector = apply_for(colleague(sở), plant), colleague(sở)
    with acting_as(corrector):
        SupportGrant.objects.filter(pk=grant.pk).update(asked_cost=90_000_000)
    assert approve(corrector, grant, source, call=refusal) == OWN_APPLICATION


def test_only_the_department_of_the_plant_moves_it_on(sở, firm, grant, source):
    for stranger in (make_department(), make_member(Kind.ENTERPRISE), supporter()):
        assert refusal(stranger, "app.move_grant(%s, 'applied', 'refused', '{}')", grant.pk) in (
            NOT_YOURS,
            "permission denied for function move_grant",
        )
    said = approve(firm, grant, source, call=refusal)
    assert said == "Chỉ Sở Công Thương ghi bước này."
    assert contract(sở, grant, call=refusal) == "Đề án đang ở trạng thái không có bước này."
    late = move(sở, grant, "refused", expected="approved", call=refusal, reason="x")
    assert late == "Đề án đã chuyển trạng thái ở nơi khác. Hãy mở lại trang."


def test_it_is_refused_or_withdrawn_with_a_reason_and_then_stays(sở, firm, plant, source):
    refused, withdrawn = apply_for(firm, plant), apply_for(firm, plant)
    with pytest.raises(IntegrityError, match="grant_ended_with_a_reason"):
        move(sở, refused, "refused", reason=" ")
    move(sở, refused, "refused", reason="Hết kinh phí")
    assert move(sở, withdrawn, "withdrawn", reason="x", call=refusal) == (
        "Chỉ bên nộp đơn rút được đơn."
    )
    move(firm, withdrawn, "withdrawn", reason="Đổi kế hoạch")
    assert [state_of(row) for row in (refused, withdrawn)] == ["refused", "withdrawn"]
    for row in (refused, withdrawn):
        assert approve(sở, row, source, call=refusal)


def test_a_step_is_corrected_by_taking_it_again(sở, grant, source):
    approve(sở, grant, source)
    contract(sở, grant, 30_000_000)
    pay(sở, grant, 20_000_000)
    said = contract(sở, grant, 19_000_000, call=refusal)
    assert said == "Giá trị hợp đồng nhỏ hơn số tiền đã chi: 20.000.000 đồng."
    contract(sở, grant, 40_000_000)
    assert stored(grant).contract_amount == 40_000_000
    assert approve(sở, grant, source, call=refusal) == "Đề án đang ở trạng thái không có bước này."


def test_days_go_forward_and_amounts_do_not_grow(sở, grant, source):
    with pytest.raises(IntegrityError, match="grant_decided_later"):
        approve(sở, grant, source, decided_on=DAY - dt.timedelta(1))
    assert approve(sở, grant, source, decided_on="2999-01-01", call=refusal) == "Ngày này chưa đến."
    approve(sở, grant, source)
    with pytest.raises(IntegrityError, match="grant_contract_within_the_project"):
        contract(sở, grant, 40_000_001)
    contract(sở, grant)
    with pytest.raises(IntegrityError, match="grant_accepted_later"):
        accept(sở, grant, accepted_on=DAY - dt.timedelta(1))
    accept(sở, grant)
    with pytest.raises(IntegrityError, match="grant_settled_within_the_contract"):
        settle(sở, grant, 40_000_001)


def test_nothing_is_paid_beyond_the_contract_nor_recovered_beyond_what_was_paid(sở, grant, source):
    approve(sở, grant, source)
    with pytest.raises(DatabaseError, match="chưa có hợp đồng"):
        pay(sở, grant, 1)
    contract(sở, grant)
    first = pay(sở, grant, 30_000_000)
    for amount, kind, said in (
        (10_000_001, "advance", "còn chi được nhiều nhất 10.000.000 đồng"),
        (1, "final", "Chưa nghiệm thu"),
        (30_000_001, "recovered", "Chỉ thu hồi được số đã chi: 30.000.000 đồng"),
    ):
        with pytest.raises(DatabaseError, match=said):
            pay(sở, grant, amount, kind)
    with pytest.raises(DatabaseError, match="từ ngày ký hợp đồng"):
        pay(sở, grant, 1, paid_on=DAY - dt.timedelta(1))
    accept(sở, grant)
    with pytest.raises(DatabaseError, match="Sau ngày nghiệm thu là thanh toán"):
        pay(sở, grant, 1, paid_on=DAY + dt.timedelta(1))
    pay(sở, grant, 10_000_000, "recovered")
    with pytest.raises(DatabaseError, match="lớn hơn số đã chi"), acting_as(sở):
        first.delete()


def test_settled_anew_it_stays_within_what_the_other_projects_leave(sở, firm, plant, source):
    """The cap is 50 million for a plant: one settled for less makes room for another."""
    first, second = (apply_for(firm, plant) for _ in range(2))
    approve(sở, first, source, 100_000_000, 50_000_000)
    contract(sở, first, 50_000_000)
    pay(sở, first, 20_000_000)
    accept(sở, first)
    settle(sở, first, 1)
    # What was paid still counts, as long as it was not recovered.
    with pytest.raises(IntegrityError, match="nhiều nhất 30.000.000 đồng"):
        approve(sở, second, source, 100_000_000, 30_000_001)
    approve(sở, second, source, 100_000_000, 30_000_000)

    with pytest.raises(IntegrityError, match="quyết toán vượt mức.*20.000.000 đồng"):
        settle(sở, first, 20_000_001)
    settle(sở, first, 20_000_000)


def test_payments_are_the_departments_to_write_and_everybody_elses_to_read(sở, firm, grant, source):
    approve(sở, grant, source)
    contract(sở, grant)
    payment = pay(sở, grant, 1)
    for person in (firm, make_department()):
        with pytest.raises(DatabaseError), acting_as(person):
            GrantPayment.objects.create(grant=grant, kind="advance", paid_on=DAY, amount=1)
    assert reads(firm, GrantPayment) == [payment]
    assert reads(make_department(), GrantPayment) == []
    with acting_as(firm):
        assert GrantPayment.objects.filter(pk=payment.pk).count() == 1
    with acting_as(sở):
        payment.delete()
    assert reads(firm, GrantPayment) == []


def test_it_is_seen_by_those_of_the_plant_and_nobody_else(sở, firm, grant):
    assert reads(sở) == reads(firm) == [grant]
    for stranger in (make_department(), make_member(Kind.ENTERPRISE)):
        assert reads(stranger) == reads(stranger, GrantStep) == []
    helper = supporter()
    with pytest.raises(DatabaseError, match="permission denied"), acting_as(helper):
        SupportGrant.objects.first()


def test_an_account_opened_later_reads_what_was_keyed_in_before(sở):
    plant = make_plant(sở, legal_entity=make_enterprise("0100109106"))
    grant = apply_for(sở, plant)
    with acting_as(sở) as cursor:
        cursor.execute("SELECT app.open_enterprise_account(%s)", [plant.legal_entity_id])
        account = cursor.fetchone()[0]
    assert stored(grant).enterprise_id == account
    with owner_login():
        assert GrantStep.objects.get(grant=grant).enterprise_id == account


def test_an_application_is_for_a_plant_in_sight_and_cannot_say_more_than_it_asks(firm, plant, sở):
    with pytest.raises(DatabaseError, match="Không có cơ sở này."):
        apply_for(make_department(), plant)
    with pytest.raises(DatabaseError, match="Ghi nhập thay theo đơn nào của cơ sở."):
        apply_for(sở, plant, source="")
    grant = apply_for(firm, plant, state="settled", amount=10**9, allowed=10**9, fund="industry")
    assert (grant.state, grant.amount, grant.allowed, grant.fund) == ("applied", None, None, "")
    with acting_as(firm):
        SupportGrant.objects.filter(pk=grant.pk).update(state="settled", asked_amount=1)
    assert (stored(grant).state, grant.asked_amount) == ("applied", 1)


def test_a_decided_application_stays_as_it_is(sở, firm, grant, source):
    approve(sở, grant, source)
    with pytest.raises(DatabaseError, match="không sửa được nữa"), acting_as(firm):
        SupportGrant.objects.filter(pk=grant.pk).update(asked_amount=1)


def option_of(sở, plant):
    assessment = make_assessment(sở.access.organisation, plant)
    work_on(sở, assessment)
    with acting_as(sở):
        return CPOption.objects.create(
            assessment=assessment, code="O1", name="Bảo ôn lò", category="CTTB"
        )


def test_it_leans_on_an_assessment_and_a_solution_of_the_same_plant_alone(sở, firm, plant):
    ours, theirs = option_of(sở, plant), option_of(sở, make_plant(sở))
    for option in (ours, theirs):
        move_assessment(sở, option.assessment, "submitted")
    about = {"assessment_id": ours.assessment_id, "option": ours}
    with pytest.raises(DatabaseError, match="đã nghiệm thu của chính cơ sở này"):
        apply_for(firm, plant, **about)
    for option in (ours, theirs):
        move_assessment(colleague(sở), option.assessment, "accepted")
    assert apply_for(firm, plant, **about).option_id == ours.pk
    with pytest.raises(DatabaseError, match="đã nghiệm thu của chính cơ sở này"):
        apply_for(firm, plant, assessment_id=theirs.assessment_id, option=theirs)
    with pytest.raises(IntegrityError, match="grant_option_of_an_assessment"):
        apply_for(firm, plant, option=ours)
    with pytest.raises(IntegrityError, match="grant_assessment_of_the_same_site"):
        apply_for(firm, plant, assessment_id=theirs.assessment_id)


def delete_now(person, row):
    with acting_as(person) as cursor:
        row.delete()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_source_that_was_used_cannot_be_deleted(sở, grant, source):
    approve(sở, grant, source)
    with pytest.raises(IntegrityError, match="grant_funding_is_used"):
        delete_now(sở, source)


def test_its_files_are_seen_by_both_sides(sở, firm, grant):
    for person in (sở, firm):
        with acting_as(person):
            Attachment.objects.create(
                subject_type="assessments.supportgrant",
                subject_id=grant.pk,
                purpose="evidence",
                name="don.pdf",
                content_type="application/pdf",
                size=1,
                sha256="x",
            )
    assert len(reads(sở, Attachment)) == len(reads(firm, Attachment)) == 2
    neighbour = make_department()
    assert reads(neighbour, Attachment) == []
    with pytest.raises(DatabaseError, match="Không có hồ sơ này."), acting_as(neighbour):
        Attachment.objects.create(
            subject_type="assessments.supportgrant",
            subject_id=grant.pk,
            purpose="evidence",
            name="x.pdf",
            content_type="application/pdf",
            size=1,
            sha256="x",
        )


def test_every_change_is_kept(sở, firm, grant, source):
    approve(sở, grant, source)
    kept = History.objects.filter(table="assessments_supportgrant", row_id=grant.pk)
    with use_tenant(firm.access.tenant):
        assert kept.count() == 2
