"""Payback of solutions in a report: what they cost by what they were measured to save."""

import datetime as dt

import pytest
from django.urls import reverse

from assessments.enums import OptionState
from assessments.models import Assessment, CPOption, MeasuredResult, Resource
from organisations.tenancy import owner_login
from reports.figures import figures_that_differ
from reports.models import Fact, Figure
from tests.factories import make_assessment, make_establishment, make_report, make_round
from tests.reports.conftest import counted

pytestmark = pytest.mark.django_db
IN_THE_YEAR = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
BEFORE_IT = dt.datetime(2025, 3, 10, 12, tzinfo=dt.UTC)
# (actual cost, measured saving) in đồng: 0,17, 0,89 and 1,46 years are test vectors of the issue.
THREE = [(9_950, 59_812), (83_200, 93_524), (42_000, 28_729)]
TWO = [(30_000, 10_000), (1_000, 10_000)]


@pytest.fixture
def report(ours):
    return make_report(ours, make_round(year=2026, addressees=[ours]))


def measure(owner, pairs, at=IN_THE_YEAR, state="accepted", **fields):
    site = make_establishment(owner, sector="23")
    assessment = make_assessment(owner, site, kind="detailed", year=2024)
    with owner_login():
        times = {"submitted_at": IN_THE_YEAR, "decided_at": IN_THE_YEAR}
        Assessment.objects.filter(pk=assessment.pk).update(state=state, **times)
        about = {"owner": owner, "assessment": assessment}
        for number, (cost, saving) in enumerate(pairs):
            told = {
                "code": f"O{number}",
                "name": f"Giải pháp {number}",
                "category": "CTTB",
                "state": OptionState.MEASURED,
                "actual_cost": cost,
                "measured_saving": saving,
                "implemented_on": dt.date(2024, 5, 1),
            }
            CPOption.objects.create(**about, **told | fields)
        if at:
            MeasuredResult.objects.create(
                resource=Resource.objects.get(code="DIEN"),
                base_year=2023,
                year=2024,
                normalisation="one",
                worth=1,
                confirmed_at=at,
                **about,
            )


def figures(version):
    codes = ("KQ-12", "KQ-13", "KQ-14", "KQ-15")
    with owner_login():
        rows = Figure.objects.filter(version=version, indicator__code__in=codes, any_year=True)
        return {row.indicator.code: row for row in rows.select_related("indicator")}


def test_the_sum_and_the_middle(ours, officer, report):
    measure(ours, THREE + TWO)

    version = counted(report, officer)

    found = figures(version)
    with owner_login():
        assert figures_that_differ(version) == []
    assert {code: row.printed for code, row in found.items()} == {
        "KQ-12": "166.150",
        "KQ-13": "202.065",
        "KQ-14": "0,82",
        "KQ-15": "0,89 (5 giải pháp)",
    }


def test_a_middle_of_four_is_not_printed_and_a_sum_is(ours, officer, report):
    measure(ours, THREE)
    measure(ours, TWO[:1])

    found = figures(counted(report, officer))

    assert (found["KQ-15"].printed, found["KQ-15"].fact_count) == ("–", 4)
    assert found["KQ-14"].printed == "0,86"


def test_what_has_no_part_of_it(ours, officer, report):
    """Without cost, without saving, confirmed in another year, taken back, not frozen."""
    measure(ours, [(0, 50), (None, 50), (50, None), (50, -1), (50, 0)])
    measure(ours, TWO, at=BEFORE_IT)
    measure(ours, TWO, at=None)
    measure(ours, TWO, state="under_way")
    measure(ours, TWO, state="cancelled")
    measure(ours, TWO, measured_saving=None)
    measure(ours, [(1, 2)], state="submitted")

    version = counted(report, officer)

    assert {code: row.fact_count for code, row in figures(version).items()} == dict.fromkeys(
        ("KQ-12", "KQ-13", "KQ-14", "KQ-15"), 1
    )


@pytest.mark.parametrize(
    ("indicator", "said"),
    [("KQ-14", "166.150 ÷ 202.065 = 0,82"), ("KQ-15", "0,89")],
)
def test_the_page_of_the_figure_comes_to_the_same(client, ours, officer, report, indicator, said):
    measure(ours, THREE + TWO)
    figure = figures(counted(report, officer))[indicator]
    client.force_login(officer)

    page = client.get(reverse("figure", args=[figure.code])).content.decode()

    assert said in page
    assert "khớp số đã in" in page
    assert page.count("Giải pháp ") >= 5


def test_a_changed_row_is_found(ours, officer, report):
    measure(ours, THREE + TWO)
    version = counted(report, officer)
    middle = figures(version)["KQ-15"]
    with owner_login():
        fact = Fact.objects.filter(version=version, indicator__code="KQ-15").order_by("number")[2]
        Fact.objects.filter(pk=fact.pk).update(number=2)

    with owner_login():
        assert figures_that_differ(version) == [middle.code]
