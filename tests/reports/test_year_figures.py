"""A year of tasks, money, staff, zones and letters as figures; and nobody else's among them."""

import datetime as dt

import pytest
from django.urls import reverse

from assessments.models import CPOption, MeasuredResult, OptionStep, Resource
from enterprises.enums import PaperProof
from enterprises.models import OfficialTotal, PaperEvidence
from organisations.enums import Kind
from organisations.tenancy import owner_login
from outreach.enums import ActivityKind, ActivityState
from outreach.models import ActivityZone, Attendance
from programmes.enums import FocalState, FundKind, ListState, OutputKind, TaskState
from programmes.models import (
    Disbursement,
    FocalEquipment,
    FocalStaff,
    FocalUnit,
    OutgoingLetter,
    StaffTraining,
    TaskMoney,
)
from reports.dimensions import MEMBERS
from reports.enums import RoundKind
from reports.fact_words import SAID, lines_of
from reports.figures import figures_that_differ
from reports.models import Fact, Figure
from reports.sources import COUNTED, PLANNED, RATES
from tests.assessments.full_year import make_assessed_year
from tests.factories import (
    make_activity,
    make_document,
    make_establishment,
    make_member,
    make_organisation,
    make_output,
    make_plan,
    make_report,
    make_round,
    make_task,
    make_task_list,
    make_zone,
)
from tests.reports.conftest import counted

pytestmark = pytest.mark.django_db
# What a fact keeps for laying out and reconciling, said by other means or not to people.
OF_THE_PRINTING = {
    "comparator",
    "indicator",
    "is_beyond_unit",
    "is_met_claim",
    "key",
    "nation_only",
    "ordinal",
    "period_from",
    "period_to",
    "section",
    "sectors",
    "text",
    "upper",
    "verbatim",
    "year_from",
    "year_to",
}
MARCH = dt.date(2026, 3, 10)


@pytest.fixture
def report(ours):
    return make_report(ours, make_round(year=2026, addressees=[ours]))


def make_approved_list(owner, **fields):
    document = make_document(owner, issued_on=dt.date(2026, 1, 20))
    plan = make_plan(owner, year_from=2026, year_to=2030)
    return make_task_list(owner, plan=plan, document=document, state=ListState.ISSUED, **fields)


def make_full_year(owner):
    """Something of everything that is counted or planned."""
    tasks = make_approved_list(owner)
    task = make_task(tasks, state=TaskState.ACCEPTED, month_to=6, accepted_on=dt.date(2026, 6, 30))
    for kind in OutputKind:
        make_output(task, kind, planned=4, estimate=5, estimate_basis="theo tiến độ")
    zone, site = make_zone(owner), make_establishment(owner)
    for kind in ActivityKind:
        activity = make_activity(
            owner,
            kind=kind,
            task=task,
            held_on=MARCH,
            attendance_count=30,
            women_count=10,
            done_quantity=100,
        )
    make_activity(owner, kind=ActivityKind.OTHER, held_on=MARCH)
    with owner_login():
        TaskMoney.objects.create(owner=owner, task=task, fund=FundKind.INDUSTRY, planned=80_000_000)
        Disbursement.objects.create(
            owner=owner, task=task, fund=FundKind.INDUSTRY, paid_on=MARCH, amount=60_000_000
        )
        event = make_activity(owner, kind=ActivityKind.WORKSHOP, held_on=MARCH, attendance_count=3)
        ActivityZone.objects.create(owner=owner, activity=event, zone=zone)
        Attendance.objects.create(
            owner=owner, activity=event, establishment=site, name=site.name, managers=1
        )
        unit = FocalUnit.objects.create(
            owner=owner, name="Phòng Quản lý công nghiệp", state=FocalState.ESTABLISHED
        )
        FocalEquipment.objects.create(owner=owner, unit=unit, name="Máy đo", count=2)
        person = FocalStaff.objects.create(
            owner=owner,
            unit=unit,
            full_name="Cán bộ thử",
            commitment="full_time",
            competence="certificate",
            competence_detail="số 1/CC",
        )
        StaffTraining.objects.create(owner=owner, staff=person, name="Khóa", held_on=MARCH)
        OutgoingLetter.objects.create(
            owner=owner, kind="disseminate", number="7/SCT", issued_on=MARCH, title="Phổ biến"
        )
        for subject, value in (("park", 9), ("establishment", 400)):
            OfficialTotal.objects.create(
                owner=owner, subject=subject, year=2025, value=value, source="Niên giám"
            )
        PaperEvidence.objects.create(
            owner=owner,
            establishment=site,
            proof=PaperProof.MEASUREMENT,
            title="Đo điện",
            document="Biên bản",
            held_on=MARCH,
            saving_percent=10,
        )
    make_assessed_year(owner, MARCH)
    return activity


def printed(version, indicator, **narrowed):
    asked = {"any_year": True, "kind": "", "source": "", "reads": "number"} | narrowed
    with owner_login():
        return Figure.objects.get(version=version, indicator__code=indicator, **asked).printed


# The first lock, source by source

# Tested over Hà Nội's rows, and in test_requested.
OTHERS = {"VB-01", "VB-02", "HT-10", "KN-01", "KN-02"}


@pytest.mark.parametrize(
    "source",
    [s for s in [*COUNTED, *PLANNED, *RATES] if s.indicator not in OTHERS],
    ids=lambda s: f"{s.indicator}-{s.table}",
)
def test_each_source_finds_its_own_rows_and_a_neighbour_none(source, ours, report):
    """As the owner's login, which row-level security does not bind."""
    make_full_year(ours)
    neighbour = make_member(Kind.DEPARTMENT)

    with owner_login():
        officer = make_member(organisation=ours)
        assert source.rows(officer.access, report).count() > 0
        assert source.rows(neighbour.access, report).count() == 0


def test_fuels_are_printed_each_in_its_unit_and_never_added(ours, officer, report):
    make_full_year(ours)

    version = counted(report, officer)

    with owner_login():
        fuels = Figure.objects.filter(version=version, indicator__code="KQ-02", reads="number")
        told = dict(fuels.values_list("kind", "printed"))
    # 100 tonnes of coal; 100 litres of diesel at 0,84 kg.
    assert told == {"THAN_CAM_34": "100", "DO": "0,084"}


@pytest.mark.parametrize(
    ("dimension", "kinds"),
    [("fuel", ["fuel"]), ("resource", ["energy", "fuel", "material"])],
)
def test_the_forms_know_every_resource_of_the_catalogue(dimension, kinds):
    with owner_login():
        rows = list(Resource.objects.filter(kind__in=kinds).values_list("name", "code"))

    assert {(name[0].lower() + name[1:], code) for name, code in rows} == set(
        MEMBERS[dimension].items()
    )


def test_savings_per_unit_of_product_are_weighed_by_what_was_paid_before(ours, officer, report):
    """10 % of electricity for 10.000.000 đồng, none of the other three for 2.000.000 each."""
    make_full_year(ours)
    with owner_login():
        MeasuredResult.objects.exclude(resource__code="DIEN").update(saved=0)

    version = counted(report, officer)

    with owner_login():
        rows = Fact.objects.filter(version=version)
        value = dict(rows.filter(indicator__code="KQ-17").values_list("kind", "number"))
        share = Figure.objects.filter(version=version, indicator__code="KQ-16", reads="percent")
        printed = dict(share.values_list("kind", "printed"))
    assert value == {"DIEN": 1_000_000, "THAN_CAM_34": 0, "DO": 0, "DAT_SET": 0}
    assert printed == {"": "6,3", "DIEN": "10,0"} | dict.fromkeys(
        ("THAN_CAM_34", "DO", "DAT_SET"), "0,0"
    )


def test_a_plant_without_a_solution_and_a_resource_without_a_price_are_left_out(
    ours, officer, report
):
    make_full_year(ours)
    source = next(source for source in COUNTED if source.indicator == "KQ-18")
    with owner_login():
        MeasuredResult.objects.filter(resource__code="DIEN").update(base_price=None)
        kinds = {row[3] for row in source.rows(officer.access, report)}
        OptionStep.objects.filter(owner=ours).delete()
        CPOption.objects.filter(owner=ours).delete()
        left = source.rows(officer.access, report).count()

    assert (kinds, left) == ({"THAN_CAM_34", "DO", "DAT_SET"}, 0)


# Tasks and money


def test_on_time_is_counted_from_the_day_of_acceptance(ours, officer, report):
    tasks = make_approved_list(ours)
    for day in (dt.date(2026, 6, 30), dt.date(2026, 7, 1)):
        make_task(tasks, state=TaskState.ACCEPTED, month_to=6, accepted_on=day)
    make_task(tasks, state=TaskState.UNDER_WAY, month_to=6)
    make_task(
        tasks,
        state=TaskState.STOPPED,
        month_to=6,
        stopped_on=dt.date(2026, 5, 1),
        stop_reason="Không còn kinh phí",
    )
    make_task(tasks, state=TaskState.APPROVED, month_to=12)

    version = counted(report, officer)

    values = {code: printed(version, code) for code in ("NV-01", "NV-02", "NV-03", "NV-04")}
    assert values == {"NV-01": "5", "NV-02": "2", "NV-03": "3", "NV-04": "1"}
    assert printed(version, "NV-05", reads="percent") == "33,3"


def test_a_task_of_december_is_due_in_the_next_round_and_in_no_other(ours, officer):
    make_task(make_approved_list(ours), month_to=12, state=TaskState.APPROVED)
    due = {}
    for year in (2026, 2027):
        version = counted(make_report(ours, make_round(year=year, addressees=[ours])), officer)
        due[year] = printed(version, "NV-03")

    assert due == {2026: "–", 2027: "1"}


def test_what_is_only_proposed_counts_nowhere(ours, officer, report):
    draft = make_task_list(ours)
    task = make_task(draft)
    make_output(task)
    with owner_login():
        TaskMoney.objects.create(owner=ours, task=task, fund=FundKind.OTHER, planned=1)

    version = counted(report, officer)

    with owner_login():
        assert not Fact.objects.filter(version=version, nature="counted").exists()


def test_what_an_amendment_proposes_does_not_count_while_the_list_still_does(ours, officer, report):
    tasks = make_approved_list(ours)
    with owner_login():
        type(tasks).objects.filter(pk=tasks.pk).update(state=ListState.SUBMITTED)
    for state in (TaskState.APPROVED, TaskState.PROPOSED):
        task = make_task(tasks, state=state)
        make_output(task, planned=4)
        with owner_login():
            TaskMoney.objects.create(owner=ours, task=task, fund=FundKind.OTHER, planned=100)

    version = counted(report, officer)

    assert printed(version, "NV-01") == "1"
    assert printed(version, "KP-01") == "100"
    assert printed(version, "TT-01", reads="planned") == "4"


def test_a_carried_task_is_planned_once_over_both_years_and_in_each_year_alone(ours, officer):
    before = make_task(
        make_approved_list(ours, year=2025),
        state=TaskState.CARRIED,
        stopped_on=dt.date(2025, 12, 1),
        stop_reason="Chậm đấu thầu",
    )
    twin = make_task(make_approved_list(ours), state=TaskState.APPROVED, carried_from=before)
    for task, money in ((before, 100), (twin, 70)):
        make_output(task, planned=4)
        with owner_login():
            TaskMoney.objects.create(owner=ours, task=task, fund=FundKind.OTHER, planned=money)
    both = {"kind": RoundKind.PERIOD, "year_from": 2025, "year": 2026}

    said = []
    for years in ({"year": 2025}, {"year": 2026}, both):
        version = counted(make_report(ours, make_round(addressees=[ours], **years)), officer)
        said.append((printed(version, "KP-01"), printed(version, "TT-01", reads="planned")))

    assert said == [("100", "4"), ("70", "4"), ("100", "4")]


def test_money_stands_by_source_and_the_rate_is_computed_from_the_sums(ours, officer, report):
    task = make_task(make_approved_list(ours), state=TaskState.APPROVED)
    with owner_login():
        for fund, planned in ((FundKind.INDUSTRY, 80_000_000), (FundKind.SCIENCE, 20_000_000)):
            TaskMoney.objects.create(owner=ours, task=task, fund=fund, planned=planned)
        for day in (MARCH, dt.date(2026, 12, 20)):  # the second belongs to the next round
            Disbursement.objects.create(
                owner=ours, task=task, fund=FundKind.INDUSTRY, paid_on=day, amount=60_000_000
            )

    version = counted(report, officer)

    assert printed(version, "KP-01") == "100.000.000"
    assert printed(version, "KP-01", kind="science") == "20.000.000"
    assert printed(version, "KP-02") == "60.000.000"
    assert printed(version, "KP-03", reads="percent") == "60,0"
    assert printed(version, "KP-03", reads="percent", kind="industry") == "75,0"


# Outputs: planned and estimated in the list, done in the log


def test_an_output_is_planned_once_and_done_by_the_log(ours, officer, report):
    task = make_task(make_approved_list(ours), state=TaskState.APPROVED)
    make_output(task, planned=4, estimate=5, estimate_basis="đã ký hợp đồng")
    make_activity(ours, task=task, held_on=MARCH, event_count=3, planned_quantity=3)

    version = counted(report, officer)

    values = [printed(version, "TT-01", reads=r) for r in ("planned", "number", "estimate")]
    assert values == ["4", "3", "5"]
    assert printed(version, "TT-01", reads="percent") == "75,0"


def test_the_year_is_estimated_only_when_every_planned_output_is(ours, officer, report):
    task = make_task(make_approved_list(ours), state=TaskState.APPROVED)
    make_output(task, planned=4, estimate=5, estimate_basis="đã ký hợp đồng")
    make_output(task, planned=2)

    version = counted(report, officer)

    assert printed(version, "TT-01", reads="planned") == "6"
    assert printed(version, "TT-01", reads="estimate") == "–"


def test_an_estimate_without_a_plan_does_not_stand_in_for_a_planned_output_without_one(
    client, ours, officer, report
):
    task = make_task(make_approved_list(ours), state=TaskState.APPROVED)
    make_output(task, planned=4)
    make_output(task, planned=None, estimate=5, estimate_basis="phát sinh ngoài kế hoạch")

    version = counted(report, officer)

    assert printed(version, "TT-01", reads="estimate") == "–"
    with owner_login():
        assert figures_that_differ(version) == []
        figure = Figure.objects.get(version=version, indicator__code="TT-01", reads="estimate")
    client.force_login(officer)
    shown = client.get(reverse("figure", args=[figure.code])).context
    assert (shown["computed"], shown["agrees"]) == ("–", True)


def test_an_estimate_is_part_of_the_digest(ours, officer, report):
    task = make_task(make_approved_list(ours), state=TaskState.APPROVED)
    output = make_output(task, planned=4, estimate=5, estimate_basis="đã ký hợp đồng")
    before = counted(report, officer).facts_digest
    with owner_login():
        type(output).objects.filter(pk=output.pk).update(estimate=6)

    assert counted(report, officer).facts_digest != before


def test_what_is_planned_or_cancelled_in_the_calendar_is_not_held(ours, officer, report):
    for state in (ActivityState.PLANNED, ActivityState.CANCELLED):
        make_activity(ours, held_on=MARCH, event_count=None, state=state, planned_quantity=1)

    version = counted(report, officer)

    assert printed(version, "TT-01") == "–"
    assert printed(version, "TT-01", reads="planned") == "1"


# Zones and establishments, each counted once


def test_a_zone_reached_twice_is_one_and_a_broadcast_reaches_none(ours, officer, report):
    zones = [*(make_zone(ours) for _ in range(4)), make_zone(ours, until_year=2025)]
    reaching = [
        make_activity(ours, held_on=MARCH),
        make_activity(ours, held_on=MARCH, kind=ActivityKind.LEAFLET, event_count=None),
        make_activity(ours, held_on=MARCH, kind=ActivityKind.TV_REPORT),
    ]
    with owner_login():
        for activity, zone in zip(reaching, (zones[0], zones[0], zones[1]), strict=True):
            ActivityZone.objects.create(owner=ours, activity=activity, zone=zone)
        # It was gone before the year, so it is neither above nor below.
        ActivityZone.objects.create(owner=ours, activity=reaching[0], zone=zones[4])

    version = counted(report, officer)

    assert printed(version, "TT-09") == "1"
    assert printed(version, "TT-10") == "4"
    assert printed(version, "TT-11", reads="percent") == "25,0"


def test_an_official_total_takes_the_place_of_the_register_as_the_denominator(
    ours, officer, report
):
    zone = make_zone(ours)
    activity = make_activity(ours, held_on=MARCH)
    with owner_login():
        ActivityZone.objects.create(owner=ours, activity=activity, zone=zone)
        for year, value in ((2024, 8), (2025, 5), (2027, 2)):
            OfficialTotal.objects.create(
                owner=ours, subject="cluster", year=year, value=value, source="Niên giám"
            )

    version = counted(report, officer)

    assert printed(version, "TT-10") == "5"
    assert printed(version, "TT-11", reads="percent", kind="cluster") == "20,0"


def test_an_establishment_that_came_twice_is_one_and_a_clerk_of_it_is_none(ours, officer, report):
    site, other = make_establishment(ours), make_establishment(ours)
    with owner_login():
        for people in ({"managers": 1}, {"technicians": 2}):
            Attendance.objects.create(
                owner=ours,
                activity=make_activity(ours, held_on=MARCH),
                establishment=site,
                name=site.name,
                **people,
            )
        Attendance.objects.create(
            owner=ours,
            activity=make_activity(ours, held_on=MARCH),
            establishment=other,
            name=other.name,
            others=5,
        )

    assert printed(counted(report, officer), "TT-04") == "1"


# Staff


def test_competence_is_computed_from_evidence_and_from_the_closing_day(ours, officer, report):
    with owner_login():
        unit = FocalUnit.objects.create(owner=ours, name="Phòng", state=FocalState.ESTABLISHED)
        person = {"owner": ours, "unit": unit, "commitment": "full_time"}
        able = {"competence": "certificate", "competence_detail": "số 1/CC"}
        FocalStaff.objects.create(full_name="Chưa có minh chứng", **person)
        FocalStaff.objects.create(full_name="Đã nghỉ", until=MARCH, **person, **able)

    first = counted(report, officer)
    assert (printed(first, "NL-02"), printed(first, "NL-06")) == ("1", "0")

    with owner_login():
        FocalStaff.objects.create(full_name="Đủ năng lực", **person, **able)
    second = counted(report, officer)
    assert (printed(second, "NL-03"), printed(second, "NL-06")) == ("1", "1")


def test_a_persons_name_is_a_label_and_not_in_the_digest(ours, officer, report):
    make_full_year(ours)
    version = counted(report, officer)
    with owner_login():
        facts = Fact.objects.filter(version=version, source="programmes.FocalStaff")
        assert {"Cán bộ thử"} == set(facts.values_list("label", flat=True))
        assert not any("Cán bộ thử" in str(detail) for detail in facts.values_list("detail"))


def test_reminders_of_reports_are_no_guidance(ours, officer, report):
    with owner_login():
        for kind in ("direct", "remind", "consult"):
            OutgoingLetter.objects.create(
                owner=ours, kind=kind, number=f"{kind}/SCT", issued_on=MARCH, title="Công văn"
            )

    assert printed(counted(report, officer), "VB-04") == "1"


def test_every_figure_of_a_full_year_opens_its_rows_in_words(client, ours, officer, report):
    make_full_year(ours)
    version = counted(report, officer)
    client.force_login(officer)
    with owner_login():
        rows = Figure.objects.filter(version=version, fact_count__gt=0).exclude(reads="text")
        codes = list(rows.values_list("code", flat=True))
    assert len(codes) > 100

    for code in codes:
        answer = client.get(reverse("figure", args=[code]))
        assert answer.status_code == 200, code
        assert "khớp số đã in" in answer.content.decode(), code


def test_a_row_says_what_it_knows_in_words(client, ours, officer, report):
    make_full_year(ours)
    version = counted(report, officer)
    said = {}
    with owner_login():
        for fact in Fact.objects.filter(version=version).select_related("indicator"):
            code = fact.indicator.code if fact.indicator else ""
            said.setdefault(code, []).extend(lines_of(fact))
        kept = {name for fact in Fact.objects.filter(version=version) for name in fact.detail}

    assert "Trạng thái: Đã thực hiện" in said["HT-07"]
    assert "Tiết kiệm trên đơn vị sản phẩm: 10,00 %" in said["KQ-01"]
    assert "Nghiệm thu ngày: 10/03/2026" in said["HT-02"]
    assert "Khoản: tạm ứng" in said["HT-12"]
    assert kept - SAID.keys() <= OF_THE_PRINTING


def test_a_neighbours_year_does_not_enter(ours, officer, report):
    make_full_year(make_organisation())

    version = counted(report, officer)

    with owner_login():
        assert not Fact.objects.filter(version=version, nature="counted").exists()
