"""The life of an assessment, as the database keeps it: who sees it, who moves it on, who not."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from assessments.enums import AssessmentKind
from assessments.models import Assessment, AssessmentPart, AssessmentReceipt, Contribution
from enterprises.models import Establishment
from organisations.enums import Kind
from organisations.models import Organisation
from organisations.tenancy import owner_login, use_tenant
from tests.assessments.asking import (
    acting_as,
    colleague,
    confirm,
    give,
    make_plant,
    move,
    refusal,
    state_of,
    supporter,
    work_on,
)
from tests.assessments.options import make_option, say
from tests.enterprises.asking import make_department, make_enterprise
from tests.factories import make_assessment, make_member, make_organisation

pytestmark = pytest.mark.django_db

NOT_YOURS = "Không có phiếu đánh giá này."
CLOSED = "Phiếu đã nộp, không sửa được nữa."
OWN_WORK = "Người đã làm phiếu này không được nghiệm thu chính phiếu mình làm."


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
def quick(sở, plant):
    return make_assessment(sở.access.organisation, plant)


def own(firm, plant, **fields):
    with acting_as(firm):
        return Assessment.objects.create(
            establishment=plant, kind=AssessmentKind.SELF, year=2025, **fields
        )


def reads(person, model=Assessment, **facts):
    with use_tenant(person.access.tenant):
        return list(model.objects.filter(**facts))


def test_a_self_assessment_is_the_enterprises_alone_until_it_is_submitted(sở, firm, plant):
    group = make_organisation(Kind.CORPORATION)
    with owner_login():
        Establishment.objects.filter(pk=plant.pk).update(corporation=group)
    officer = make_member(organisation=group)
    assessment = own(firm, plant)
    work_on(firm, assessment)

    assert reads(sở) == reads(officer) == reads(sở, AssessmentPart) == []
    move(firm, assessment, "submitted")
    assert reads(sở) == reads(officer) == [assessment]
    assert len(reads(sở, AssessmentPart)) == len(reads(officer, AssessmentPart)) == 1


def test_a_plant_that_always_was_a_corporations_does_not_uncover_a_draft(sở, firm, plant):
    assessment = own(firm, plant)
    officer = make_member(Kind.CORPORATION)
    call = "app.assign_corporation(%s, %s, NULL, 'Quyết định', 'Người thử')"
    with acting_as(sở) as cursor:
        cursor.execute(f"SELECT {call}", [plant.pk, officer.access.organisation.pk])

    assert reads(officer) == []
    work_on(firm, assessment)
    move(firm, assessment, "submitted")
    assert reads(officer) == [assessment]


def test_only_the_plants_own_people_open_one(sở, firm, plant):
    for person in (make_department(), make_member(Kind.ENTERPRISE), supporter()):
        with pytest.raises(DatabaseError):
            own(person, plant)
    with pytest.raises(DatabaseError), acting_as(sở):
        Assessment.objects.create(establishment=plant, kind=AssessmentKind.SELF, year=2025)
    with pytest.raises(DatabaseError), acting_as(firm):
        Assessment.objects.create(establishment=plant, kind=AssessmentKind.DETAILED, year=2025)


def test_one_self_assessment_a_year_unless_the_other_was_cancelled(firm, plant):
    first = own(firm, plant)
    with pytest.raises(IntegrityError):
        own(firm, plant)
    move(firm, first, "cancelled", "Lập nhầm")
    assert own(firm, plant).state == "assigned"


def test_what_a_client_says_of_state_and_times_is_not_believed(firm, plant):
    told = {
        "state": "accepted",
        "submitted_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
        "decided_by_name": "Tôi",
        "confirmed_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
    }
    assessment = own(firm, plant, **told)
    with acting_as(firm):
        Assessment.objects.filter(pk=assessment.pk).update(**told)
    with owner_login():
        assessment.refresh_from_db()
    assert (assessment.state, assessment.submitted_at) == ("assigned", None)
    assert (assessment.decided_by_name, assessment.confirmed_at) == ("", None)


def test_entering_something_begins_it_and_names_who_worked(firm, plant):
    assessment = own(firm, plant)
    work_on(firm, assessment)
    assert state_of(assessment) == "under_way"
    assert [row.person for row in reads(firm, Contribution)] == [firm]


def test_an_empty_one_is_not_submitted(firm, plant):
    sentence = "Phiếu chưa có nội dung nào để nộp."
    assert move(firm, own(firm, plant), "submitted", call=refusal) == sentence


def test_what_is_submitted_stays_as_it_is_until_more_is_asked_for(sở, firm, plant):
    assessment = own(firm, plant)
    part = work_on(firm, assessment)
    at = move(firm, assessment, "submitted")

    for change in (
        lambda: AssessmentPart.objects.filter(pk=part.pk).update(note="khác"),
        lambda: AssessmentPart.objects.filter(pk=part.pk).delete(),
        lambda: AssessmentPart.objects.create(assessment=assessment, slug="khác"),
        lambda: Assessment.objects.filter(pk=assessment.pk).update(year=2020),
    ):
        with pytest.raises(DatabaseError, match=CLOSED), acting_as(firm):
            change()
    move(sở, assessment, "returned", "Thiếu nước")
    with acting_as(firm):
        AssessmentPart.objects.filter(pk=part.pk).update(note="đã bổ sung")
    later = move(firm, assessment, "submitted")
    receipts = reads(firm, AssessmentReceipt)
    assert [row.at for row in receipts] == [at, later]
    assert receipts[0].digest != receipts[1].digest


def test_nobody_moves_a_receipt(firm, plant):
    assessment = own(firm, plant)
    work_on(firm, assessment)
    move(firm, assessment, "submitted")
    for change in (
        lambda rows: rows.update(at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)),
        lambda rows: rows.delete(),
    ):
        with pytest.raises(DatabaseError), owner_login(), transaction.atomic():
            change(AssessmentReceipt.objects.filter(assessment=assessment))
        with pytest.raises(DatabaseError), acting_as(firm):
            change(AssessmentReceipt.objects.filter(assessment=assessment))


def test_nobody_accepts_his_own_work_under_any_membership(sở, quick):
    helper = supporter()
    give(sở, quick, helper.access.organisation.pk)
    work_on(helper, quick)
    # The consultant's expert is an officer of the department, too.
    also = make_member(organisation=sở.access.organisation, user=helper)
    move(sở, quick, "submitted")

    assert move(also, quick, "accepted", call=refusal) == OWN_WORK
    assert move(sở, quick, "accepted", call=refusal) == OWN_WORK  # has submitted it
    move(colleague(sở), quick, "accepted")
    assert state_of(quick) == "accepted"


def test_only_the_department_of_the_territory_decides(sở, firm, quick):
    neighbour = make_department()
    work_on(sở, quick)
    move(sở, quick, "submitted")
    assert move(neighbour, quick, "accepted", call=refusal) == NOT_YOURS
    sentence = "Chỉ Sở Công Thương quyết định về phiếu đã nộp."
    assert move(firm, quick, "accepted", call=refusal) == sentence
    assert move(colleague(sở), quick, "returned", " ", call=refusal) == "Ghi lý do."


def test_who_comes_too_late_is_told_so(sở, quick):
    work_on(sở, quick)
    move(sở, quick, "submitted")
    late = move(sở, quick, "submitted", expected="under_way", call=refusal)
    assert late == "Phiếu đã chuyển trạng thái ở nơi khác. Hãy mở lại trang."


def test_a_support_unit_sees_an_assessment_and_its_plant_by_assignment_alone(sở, plant, quick):
    helper, stranger = supporter(), supporter()
    other = make_assessment(sở.access.organisation, make_plant(sở))
    part = work_on(sở, quick)
    assert reads(helper) == reads(helper, Establishment) == []

    give(sở, quick, helper.access.organisation.pk)
    assert reads(helper) == [quick]
    assert reads(helper, Establishment) == [plant]
    assert reads(helper, AssessmentPart) == [part]
    assert reads(stranger) == reads(stranger, Establishment) == []
    with pytest.raises(DatabaseError, match=NOT_YOURS):
        work_on(helper, other)

    give(sở, quick, stranger.access.organisation.pk)
    assert reads(helper) == reads(helper, Establishment) == reads(helper, AssessmentPart) == []
    assert reads(stranger, Establishment) == [plant]
    give(sở, quick, None)
    assert reads(stranger) == reads(stranger, Establishment) == []


def test_a_cancelled_assessment_shows_the_plant_no_more(sở, plant, quick):
    helper = supporter()
    give(sở, quick, helper.access.organisation.pk)
    move(sở, quick, "cancelled", "Cơ sở không đồng ý")
    assert reads(helper, Establishment) == []


def test_only_support_units_that_stand_are_given_one(sở, quick):
    with owner_login():
        gone = make_organisation(Kind.SUPPORT, valid_to=dt.date(2020, 1, 1))
        firm = Organisation.objects.filter(kind=Kind.ENTERPRISE).first()
    for unit in (gone, make_organisation(Kind.DEPARTMENT), firm):
        if unit is not None:
            answer = give(sở, quick, unit.pk, call=refusal)
            assert answer == "Không có đơn vị hỗ trợ này."


def test_a_part_is_not_hung_on_a_neighbours_assessment(sở, quick, firm):
    neighbour = make_department()
    for person in (neighbour, supporter(), make_member(Kind.ENTERPRISE), firm):
        with pytest.raises(DatabaseError, match=NOT_YOURS):
            work_on(person, quick)


def test_the_enterprise_confirms_what_others_wrote_about_it(sở, firm, quick):
    assert confirm(firm, quick, call=refusal) == "Phiếu chưa nộp nên chưa xác nhận được."
    work_on(sở, quick)
    move(sở, quick, "submitted")
    assert confirm(make_member(Kind.ENTERPRISE), quick, call=refusal) == NOT_YOURS
    assert confirm(firm, quick) == confirm(firm, quick)


def test_a_confirmation_is_of_what_was_handed_in(sở, firm, quick):
    work_on(sở, quick)
    move(sở, quick, "submitted")
    confirm(firm, quick)
    move(sở, quick, "returned", "Thiếu số đo")
    work_on(sở, quick, "water")
    move(sở, quick, "submitted")
    (stored,) = reads(firm, pk=quick.pk)
    assert (stored.confirmed_at, stored.confirmed_by_name) == (None, "")


def test_who_worked_on_it_does_not_confirm_it_for_the_enterprise(sở, firm, quick):
    work_on(sở, quick)
    move(sở, quick, "submitted")
    also = make_member(organisation=firm.access.organisation, user=sở)
    assert "không được thay doanh nghiệp xác nhận" in confirm(also, quick, call=refusal)


def test_a_person_is_called_what_the_database_calls_him(sở, quick):
    work_on(sở, quick)
    move(sở, quick, "submitted")  # as “Người thử”
    (receipt,) = reads(sở, AssessmentReceipt, assessment=quick)
    assert receipt.by_name == str(sở)


def test_who_changed_the_year_does_not_accept(sở, quick):
    other = colleague(sở)
    work_on(sở, quick)
    with acting_as(other):
        Assessment.objects.filter(pk=quick.pk).update(year=2020)
    move(sở, quick, "submitted")
    assert move(other, quick, "accepted", call=refusal) == OWN_WORK


def test_a_cancelled_one_takes_no_news(sở, firm, quick):
    option = make_option(quick)
    move(sở, quick, "cancelled", "Nhầm cơ sở")
    with pytest.raises(DatabaseError, match="Phiếu đã hủy"):
        say(firm, option, "selected", "2022-01-02")
