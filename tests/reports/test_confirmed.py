"""Ước tính → chính thức: last year's estimate, what is counted of that year now."""

import datetime as dt

import pytest
from django.urls import reverse

from organisations.enums import Kind, Role
from organisations.tenancy import owner_login
from programmes.enums import ListState, OutputKind, TaskState
from reports.figures import figures_that_differ
from reports.layout import lay_out
from reports.models import Fact, Figure, ReportVersion
from tests.factories import (
    make_activity,
    make_document,
    make_member,
    make_output,
    make_plan,
    make_report,
    make_round,
    make_task,
    make_task_list,
)
from tests.reports.conftest import counted
from tests.reports.test_checks import found
from tests.reports.test_national import collect, figure, send

pytestmark = pytest.mark.django_db
LAST_MARCH, LAST_NOVEMBER = dt.date(2025, 3, 10), dt.date(2025, 11, 20)
TABLE = "sct_b19"


@pytest.fixture
def task(ours):
    """One task of 2025, whose output is estimated before the year is over."""
    document = make_document(ours, issued_on=dt.date(2025, 1, 20))
    plan = make_plan(ours, year_from=2021, year_to=2025)
    approved = make_task_list(ours, plan=plan, document=document, state=ListState.ISSUED, year=2025)
    return make_task(approved, state=TaskState.APPROVED)


@pytest.fixture
def last_year(ours, officer, task):
    """The report of 2025 as it was sent: 5 classes estimated, 3 held so far."""
    make_output(task, planned=4, estimate=5, estimate_basis="đã ký hợp đồng")
    make_output(
        task, OutputKind.ATTENDANCE, planned=90, estimate=100, estimate_basis="theo giấy mời"
    )
    make_activity(ours, held_on=LAST_MARCH, event_count=3, attendance_count=60)
    return sent(make_report(ours, make_round(year=2025, addressees=[ours])), officer)


@pytest.fixture
def report(ours):
    return make_report(ours, make_round(year=2026, addressees=[ours]))


def sent(report, officer):
    return mark_sent(counted(report, officer))


def mark_sent(version):
    with owner_login():
        ReportVersion.objects.filter(pk=version.pk).update(
            is_submitted=True, state="submitted", compiled_at=version.created_at
        )
    return version


def cells(version, code):
    """What was estimated, what is confirmed, the difference and its per cent, as printed."""
    asked = [
        ("estimated", "estimate"),
        ("confirmed", "number"),
        ("confirmed", "difference"),
        ("confirmed", "deviation"),
    ]
    with owner_login():
        figures = Figure.objects.filter(version=version, indicator__code=code)
        return [figures.get(nature=nature, reads=reads).printed for nature, reads in asked]


def table_of(version, person):
    """The laid-out table of last year's estimates, or None where it is not printed."""
    with owner_login():
        sections = lay_out(version, version.report.form, access=person.access)
    tables = [laid for section in sections for laid in section.tables]
    return next((laid for laid in tables if laid.table.key == TABLE), None)


def test_the_next_report_shows_estimate_confirmed_value_and_difference(
    ours, officer, last_year, report
):
    make_activity(ours, held_on=LAST_NOVEMBER, event_count=3, attendance_count=55)
    make_activity(ours, held_on=dt.date(2026, 2, 1), event_count=9, attendance_count=900)

    version = counted(report, officer)

    assert cells(version, "TT-01") == ["5", "6", "1", "20,0"]
    assert cells(version, "TT-02") == ["100", "115", "15", "15,0"]
    with owner_login():
        totals = Figure.objects.filter(version=version, source_id=None, kind="", reads="number")
        assert totals.get(indicator__code="TT-01", nature="counted").printed == "9"
        assert figures_that_differ(version) == []


def test_the_table_has_a_line_for_each_estimate_and_says_the_year(officer, last_year, report):
    laid = table_of(counted(report, officer), officer)

    assert [line.cells[0] for line in laid.lines] == ["1", "2"]
    assert [column.label for column in laid.columns][3:5] == [
        "Ước cả năm 2025 đã báo cáo",
        "Chính thức năm 2025",
    ]


def test_fewer_than_estimated_is_a_difference_below_nought(officer, last_year, report):
    assert cells(counted(report, officer), "TT-01") == ["5", "3", "-2", "-40,0"]


def test_what_nobody_counted_is_no_data_and_no_difference(ours, officer, task, report):
    make_output(task, planned=4, estimate=5, estimate_basis="đã ký hợp đồng")
    sent(make_report(ours, make_round(year=2025, addressees=[ours])), officer)

    version = counted(report, officer)

    assert cells(version, "TT-01") == ["5", "–", "–", "–"]
    with owner_login():
        assert figures_that_differ(version) == []


@pytest.mark.parametrize("what", ["nothing estimated", "nothing sent", "another unit's"])
def test_without_an_estimate_sent_last_year_there_is_no_table(ours, officer, task, report, what):
    if what != "nothing estimated":
        make_output(task, planned=4, estimate=5, estimate_basis="đã ký hợp đồng")
    make_activity(ours, held_on=LAST_MARCH, event_count=3, attendance_count=60)
    before = make_report(ours, make_round(year=2025, addressees=[ours]))
    if what == "nothing sent":
        counted(before, officer)
    else:
        sent(before, officer)
    if what == "another unit's":
        officer = make_member(role=Role.OFFICER)
        report = make_report(officer.access.organisation, report.round)

    version = counted(report, officer)

    assert table_of(version, officer) is None
    with owner_login():
        assert not Fact.objects.filter(
            version=version, nature__in=["estimated", "confirmed"]
        ).exists()


def test_the_estimate_is_the_frozen_one(ours, officer, task, last_year, report):
    """What the list says today of last year does not matter."""
    with owner_login():
        task.outputs.update(estimate=50)

    assert cells(counted(report, officer), "TT-01")[0] == "5"


def test_a_report_of_nothing_still_tells_what_became_of_the_estimates(officer, last_year, report):
    with owner_login():
        type(report).objects.filter(pk=report.pk).update(is_nil=True)

    assert table_of(counted(report, officer), officer) is not None


def test_what_rests_on_rows_of_others_is_not_counted_again(ours, officer, task, report):
    """A corporation's estimate with rows that the corporations under it have told."""
    for kind, estimate in ((OutputKind.TRAINING, 5), (OutputKind.ATTENDANCE, 100)):
        make_output(task, kind, planned=4, estimate=estimate, estimate_basis="đã ký hợp đồng")
    make_activity(ours, held_on=LAST_MARCH, event_count=3, attendance_count=60)
    before = counted(make_report(ours, make_round(year=2025, addressees=[ours])), officer)
    with owner_login():
        told = Fact.objects.filter(version=before, indicator__code="TT-02", estimate__gt=0)
        assert told.update(detail={"told_by": "Công ty con"}) == 1
    mark_sent(before)

    laid = table_of(counted(report, officer), officer)

    assert [line.cells[1] for line in laid.lines] == ["Hội nghị, hội thảo, tập huấn đã tổ chức"]


def test_the_same_data_give_the_same_digests(officer, last_year, report):
    first, second = counted(report, officer), counted(report, officer)

    assert (first.facts_digest, first.figures_digest) == (
        second.facts_digest,
        second.figures_digest,
    )


@pytest.mark.parametrize(
    ("nature", "reads", "rows", "computed"),
    [
        ("estimated", "estimate", 1, "5"),
        ("confirmed", "number", 2, "6"),
        ("confirmed", "difference", 3, "6 − 5 = 1"),
        ("confirmed", "deviation", 3, "(6 − 5) ÷ 5 × 100 = 20,0 %"),
    ],
)
def test_each_number_opens_its_rows_and_the_figure_of_last_year(
    client, ours, officer, last_year, report, nature, reads, rows, computed
):
    make_activity(ours, held_on=LAST_NOVEMBER, event_count=3, attendance_count=55)
    version = counted(report, officer)
    with owner_login():
        asked = Figure.objects.get(
            version=version, indicator__code="TT-01", nature=nature, reads=reads
        )
        of_last_year = Figure.objects.get(
            version=last_year, indicator__code="TT-01", reads="estimate", kind=""
        )
    client.force_login(officer)

    response = client.get(reverse("figure", args=[asked.code]))

    page = response.content.decode()
    assert (response.context["agrees"], len(response.context["facts"])) == (True, rows)
    assert computed in page
    assert (f'<a href="{of_last_year.get_absolute_url()}">' in page) == (reads != "number")


@pytest.mark.usefixtures("blank_pages")
def test_the_nation_counts_none_of_last_years_rows(ours, head, last_year):
    round_ = make_round(year=2026, addressees=[ours])
    make_activity(ours, held_on=dt.date(2026, 2, 1), event_count=9, attendance_count=900)
    send(head, round_)

    of_the_nation = collect(make_member(Kind.MINISTRY), round_)

    assert figure(of_the_nation, "TT-01").printed == "9"
    with owner_login():
        assert not Figure.objects.filter(version=of_the_nation, nature="confirmed").exists()


# KT-49


@pytest.mark.parametrize(("people", "is_found"), [(50, False), (51, True), (30, False), (29, True)])
def test_more_than_a_tenth_off_wants_a_sentence(ours, officer, last_year, report, people, is_found):
    make_activity(ours, held_on=LAST_NOVEMBER, event_count=1, attendance_count=people)
    version = counted(report, officer)

    told = found(version, officer, "KT-49")

    assert len(told) == is_found
    if people == 51:
        ((sentence, detail),) = told
        assert "lệch 11,0% so với số ước" in sentence
        assert detail.endswith("ước 100, chính thức 111")
