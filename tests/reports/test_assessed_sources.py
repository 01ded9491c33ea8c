"""What assessments prove and count: steps of the ladder, files that show it, facts of a report."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError

from assessments.enums import OptionState
from assessments.models import CPOption, MeasuredResult, OptionStep, Resource
from enterprises.models import Establishment
from organisations.enums import Kind
from organisations.models import Attachment
from organisations.tenancy import owner_login, use_tenant
from reports.ladder.evidence import evidence_of
from reports.sources import COUNTED, RATES
from tests.assessments import granting
from tests.assessments.asking import (
    acting_as,
    ask,
    colleague,
    give,
    move,
    supporter,
    work_on,
)
from tests.assessments.options import set_clock
from tests.enterprises.asking import make_department, make_enterprise, make_plant, merge
from tests.factories import make_assessment, make_member, make_report, make_round

pytestmark = pytest.mark.django_db

THIS_YEAR = dt.date.today().year  # noqa: DTZ011 (the year of the database's clock)


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
def quick(sở, plant):
    return make_assessment(sở.access.organisation, plant, kind="quick", year=THIS_YEAR - 1)


def accept(sở, assessment):
    work_on(sở, assessment)
    move(sở, assessment, "submitted")
    move(colleague(sở), assessment, "accepted")


def option_of(sở, assessment, code="O1", **fields):
    with acting_as(sở):
        return CPOption.objects.create(
            assessment=assessment, code=code, name="Bảo ôn lò", category="CTTB", **fields
        )


def tell(person, option, target, mover="enterprise", **fields):
    with acting_as(person):
        option.refresh_from_db()
        return OptionStep.objects.create(
            assessment_id=option.assessment_id,
            option=option,
            from_state=option.state,
            to_state=target,
            mover=mover,
            held_on=dt.date(THIS_YEAR, 1, 2),
            **fields,
        )


def show(person, option):
    with acting_as(person):
        return Attachment.objects.create(
            subject_type="assessments.cpoption",
            subject_id=option.pk,
            purpose="evidence",
            name="bien-ban.pdf",
            content_type="application/pdf",
            size=1,
            sha256=f"{option.pk}",
        )


def measure(person, assessment, resource="DIEN", *, year=THIS_YEAR, saved=100, **figures):
    with acting_as(person):
        return MeasuredResult.objects.create(
            assessment=assessment,
            resource=Resource.objects.get(code=resource),
            base_year=THIS_YEAR - 3,
            year=year,
            normalisation="one",
            saved=saved,
            **figures,
        )


def level_of(plant):
    with owner_login():
        return Establishment.objects.get(pk=plant.pk).level


def counted(person, indicator):
    """The sum of an indicator's facts in the annual report of this year; None without facts."""
    round_ = make_round(year=THIS_YEAR, addressees=[person.access.organisation])
    report = make_report(person.access.organisation, round_)
    with use_tenant(person.access.tenant):
        rows = [
            row
            for source in (*COUNTED, *RATES)
            if source.indicator == indicator
            for row in source.rows(person.access, report)
        ]
    return sum(row[6] for row in rows) if rows else None


def test_each_stage_is_a_step_of_the_ladder(sở, firm, plant, quick):
    own = make_assessment(firm.access.organisation, plant, kind="self", year=THIS_YEAR - 1)
    work_on(firm, own)
    assert level_of(plant) == 0
    move(firm, own, "submitted")
    assert level_of(plant) == 1

    option = option_of(sở, quick)
    accept(sở, quick)
    assert level_of(plant) == 3
    tell(firm, option, OptionState.DONE, cost=0)
    assert level_of(plant) == 3  # nothing shows it yet
    show(firm, option)
    assert level_of(plant) == 4
    with acting_as(sở):
        proofs = {row.source for row in evidence_of([plant.pk])}
    assert proofs == {"self_assessment", "accepted_assessment", "solution"}

    stopped = tell(firm, option, OptionState.STOPPED)
    ask(firm, "app.say_why(%s, %s, %s)", stopped.pk, ["R15"], "")
    assert level_of(plant) == 3


def test_a_measured_saving_proves_the_fifth_step_if_it_is_large_enough(sở, firm, plant, quick):
    small, large = (
        quick,
        make_assessment(sở.access.organisation, plant, kind="detailed", year=THIS_YEAR - 2),
    )
    for assessment, share, level in ((small, "0.01", 3), (large, "0.24", 5)):
        measure(sở, assessment, share=Decimal(share), year=assessment.year)
        assert level_of(plant) < level  # nobody has handed it in yet
        accept(sở, assessment)
        assert level_of(plant) == level


def test_a_file_is_seen_by_whoever_sees_the_assessment_and_by_nobody_else(sở, firm, quick):
    helper, stranger, neighbour = supporter(), supporter(), make_department()
    give(sở, quick, helper.access.organisation.pk)
    option = option_of(sở, quick)
    show(helper, option)

    def seen(person):
        with use_tenant(person.access.tenant):
            return Attachment.objects.filter(subject_id=option.pk).count()

    everybody = (sở, firm, helper, stranger, neighbour)
    assert [seen(person) for person in everybody] == [1, 1, 1, 0, 0]
    give(sở, quick, stranger.access.organisation.pk)
    assert [seen(person) for person in everybody] == [1, 1, 0, 1, 0]
    for person in (helper, neighbour, make_member(Kind.ENTERPRISE)):
        with pytest.raises(DatabaseError, match="Không có phiếu đánh giá này."):
            show(person, option)


def test_the_annual_report_counts_what_was_accepted_in_its_year(sở, firm, plant, quick):
    option = option_of(sở, quick)
    option_of(sở, quick, "O2", screening="loai_bo", screening_reason="Không đủ chỗ")
    for indicator in ("HT-02", "HT-04", "HT-05", "HT-07", "HT-09", "KQ-10"):
        assert counted(sở, indicator) is None
    accept(sở, quick)
    assert [counted(sở, code) for code in ("HT-02", "HT-03", "HT-04", "HT-05")] == [1, None, 1, 1]

    tell(firm, option, OptionState.SELECTED)
    tell(firm, option, OptionState.DONE, cost=42_000_000)
    numbers = {code: counted(sở, code) for code in ("HT-06", "HT-07", "HT-08", "KQ-10", "KQ-11")}
    assert numbers == {"HT-06": 1, "HT-07": 1, "HT-08": 1, "KQ-10": 42_000_000, "KQ-11": None}


def test_a_solution_without_a_proof_is_not_reported_as_carried_out(sở, quick):
    option = option_of(sở, quick)
    accept(sở, quick)
    tell(sở, option, OptionState.SELECTED, mover="assessor")
    tell(sở, option, OptionState.DONE, channel="telephone", told_by="Ông Nam", cost=0)
    assert counted(sở, "HT-07") is None
    show(sở, option)
    assert counted(sở, "HT-07") == 1
    assert counted(sở, "KQ-11") == 1


def test_kilograms_and_tonnes_are_not_added_as_they_stand(sở, quick):
    for code, saved in (("DAT_SET", 12), ("MEN_GOM", 500)):
        measure(sở, quick, code, saved=saved)
    assert counted(sở, "KQ-04") is None  # nobody has handed it in yet
    accept(sở, quick)
    assert counted(sở, "KQ-04") == Decimal("12.5")


def test_what_was_cancelled_counts_nowhere_and_leaves_its_year_to_another(sở, plant, quick):
    work_on(sở, quick)
    option = option_of(sở, quick)
    measure(sở, quick)
    tell(sở, option, OptionState.SELECTED, mover="assessor")
    tell(sở, option, OptionState.DONE, channel="telephone", told_by="Ông Nam", cost=42_000_000)
    show(sở, option)
    move(sở, quick, "cancelled", why="Nhầm cơ sở")

    told = ("HT-06", "HT-07", "HT-08", "HT-09", "KQ-01", "KQ-10")
    assert {code: counted(sở, code) for code in told} == dict.fromkeys(told)
    assert level_of(plant) == 0
    other = make_assessment(sở.access.organisation, plant, kind="detailed", year=THIS_YEAR)
    assert measure(sở, other).pk


def test_what_two_rows_of_one_plant_saved_is_counted_once(sở, plant, quick):
    twin = make_plant(sở, legal_entity=plant.legal_entity, sector="23")
    other = make_assessment(sở.access.organisation, twin, kind="quick", year=THIS_YEAR - 1)
    for assessment in (quick, other):
        measure(sở, assessment)
        accept(sở, assessment)
    assert counted(sở, "KQ-01") == 200
    merge(sở, plant, twin)
    assert counted(sở, "KQ-01") == 100


def test_a_saving_counts_in_the_year_in_which_it_was_confirmed(sở, quick):
    measure(sở, quick, year=THIS_YEAR - 1)
    accept(sở, quick)
    assert counted(sở, "KQ-01") == 100

    with owner_login():
        MeasuredResult.objects.update(confirmed_at=dt.datetime(THIS_YEAR - 1, 5, 1, tzinfo=dt.UTC))
    assert counted(sở, "KQ-01") is None


def test_nobody_says_when_a_saving_was_confirmed_or_changes_one_that_was_handed_in(sở, quick):
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    stored = measure(sở, quick, confirmed_at=long_ago)
    with owner_login():
        stored.refresh_from_db()
    assert stored.confirmed_at.year >= THIS_YEAR
    accept(sở, quick)

    with acting_as(sở), pytest.raises(DatabaseError, match="Phiếu đã nộp"):
        stored.delete()
    with pytest.raises(DatabaseError, match="Phiếu đã nộp"):
        measure(sở, quick, "NUOC_MAY")


def test_a_self_assessment_counts_from_its_first_receipt(sở, firm, plant):
    own = make_assessment(firm.access.organisation, plant, kind="self", year=THIS_YEAR - 1)
    work_on(firm, own)
    set_clock(f"{THIS_YEAR - 1}-06-01 12:00+07")
    move(firm, own, "submitted")
    set_clock(None)
    move(sở, own, "returned", why="Thiếu tiền điện")
    move(firm, own, "submitted")

    assert counted(sở, "HT-01") is None
    with acting_as(sở):
        days = {row.valid_from.year for row in evidence_of([plant.pk])}
    assert days == {THIS_YEAR - 1}


def test_a_neighbour_counts_nothing_of_it(sở, firm, quick):
    option_of(sở, quick)
    accept(sở, quick)
    assert counted(make_department(), "HT-02") is None


def test_support_is_counted_when_it_was_accepted_and_paid_less_what_was_recovered(sở, firm, plant):
    source = granting.make_source(sở.access.organisation)
    day = dt.date(THIS_YEAR, 2, 3)
    grant = granting.apply_for(firm, plant, applied_on=day)
    granting.approve(sở, grant, source, decided_on=day)
    granting.contract(sở, grant, contracted_on=day)
    assert [counted(sở, code) for code in ("HT-11", "HT-12")] == [None, None]
    granting.pay(sở, grant, 30_000_000, paid_on=day)
    granting.pay(sở, grant, 10_000_000, "recovered", paid_on=day)
    assert [counted(sở, code) for code in ("HT-11", "HT-12")] == [None, 20_000_000]

    granting.accept(sở, grant, accepted_on=day)
    granting.pay(sở, grant, 15_000_000, "final", paid_on=day)
    granting.settle(sở, grant, settled_on=day)
    assert [counted(sở, code) for code in ("HT-11", "HT-12")] == [1, 35_000_000]
    assert [counted(make_department(), code) for code in ("HT-11", "HT-12")] == [None, None]


def test_support_of_other_years_is_not_this_years(sở, firm, plant):
    source, last_year = granting.make_source(sở.access.organisation), dt.date(THIS_YEAR - 1, 3, 4)
    grant = granting.apply_for(firm, plant, applied_on=last_year)
    granting.approve(sở, grant, source, decided_on=last_year)
    granting.contract(sở, grant, contracted_on=last_year)
    granting.pay(sở, grant, 30_000_000, paid_on=last_year)
    granting.accept(sở, grant, accepted_on=last_year)
    assert [counted(sở, code) for code in ("HT-11", "HT-12")] == [None, None]
