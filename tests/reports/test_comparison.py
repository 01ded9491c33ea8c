"""Departments beside each other over the years: frozen figures of what was sent, nothing else."""

import datetime as dt
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from organisations.enums import Kind, Role
from organisations.tenancy import owner_login
from reports.models import Figure, RoundAddressee
from tests.factories import (
    make_activity,
    make_member,
    make_organisation,
    make_report,
    make_round,
)
from tests.reports.conftest import compiled
from tests.reports.test_national import collect, send

pytestmark = pytest.mark.django_db
QUERIES = 13
PAGE = "reports:national:comparison"


@pytest.fixture(autouse=True)
def _pages_do_not_matter(blank_pages):
    """Nobody looks at them here."""


@pytest.fixture
def ministry():
    return make_member(Kind.MINISTRY)


def department(name):
    return make_member(role=Role.HEAD, organisation=make_organisation(Kind.DEPARTMENT, name=name))


@pytest.fixture
def north():
    return department("Sở Bắc")


@pytest.fixture
def south():
    return department("Sở Nam")


@pytest.fixture
def rounds(north, south):
    units = [person.access.organisation for person in (north, south)]
    return {year: make_round(year=year, addressees=units) for year in (2025, 2026)}


def reported(person, round_, people):
    """Its report of that year as it was sent, with one class of so many people."""
    held = dt.date(round_.year_to, 3, 10)
    owner = person.access.organisation
    with owner_login():
        RoundAddressee.objects.get_or_create(round=round_, organisation=owner)
    make_activity(owner, held_on=held, event_count=1, attendance_count=people)
    return send(person, round_)


def shown(client, ministry, **asked):
    """{name: [printed by year]} in the order of the page, the nation last."""
    client.force_login(ministry)
    found = client.get(reverse(PAGE), {"indicator": "TT-02"} | asked).context["found"]
    return {
        line.name: [figure.printed if figure else "–" for _year, figure in line.by_year]
        for line in (*found.lines, found.nation)
    }


def test_each_department_has_a_line_and_each_year_a_column(client, ministry, north, south, rounds):
    reported(south, rounds[2025], 10)
    reported(south, rounds[2026], 20)
    reported(north, rounds[2026], 1500)
    collect(ministry, rounds[2026])

    assert shown(client, ministry) == {
        "Sở Bắc": ["–", "1.500"],
        "Sở Nam": ["10", "20"],
        "Toàn quốc": ["–", "1.520"],
    }


def test_only_what_was_sent_is_read_and_as_it_was_sent(client, ministry, north, south, rounds):
    reported(north, rounds[2026], 30)
    owner = south.access.organisation
    make_activity(owner, held_on=dt.date(2026, 3, 1), event_count=1, attendance_count=7)
    compiled(make_report(owner, rounds[2026]), south)
    late = dt.date(2026, 4, 1)
    make_activity(north.access.organisation, held_on=late, event_count=1, attendance_count=99)

    assert shown(client, ministry) == {"Sở Bắc": ["30"], "Toàn quốc": ["–"]}


def test_the_largest_of_the_last_year_first_and_no_data_last(
    client, ministry, north, south, rounds
):
    reported(north, rounds[2025], 900)
    reported(north, rounds[2026], 10)
    reported(south, rounds[2026], 20)
    third = department("Sở Á")
    reported(third, rounds[2025], 5)

    by_name = list(shown(client, ministry))
    assert list(shown(client, ministry, order="value")) == [
        "Sở Nam",
        "Sở Bắc",
        "Sở Á",
        "Toàn quốc",
    ]
    assert set(by_name) == {"Sở Á", "Sở Bắc", "Sở Nam", "Toàn quốc"}
    assert by_name.index("Sở Bắc") < by_name.index("Sở Nam")


def test_a_span_of_years_is_kept_to(client, ministry, north, rounds):
    reported(north, rounds[2025], 10)
    reported(north, rounds[2026], 20)

    assert shown(client, ministry, last=2025) == {"Sở Bắc": ["10"], "Toàn quốc": ["–"]}
    response = client.get(reverse(PAGE), {"first": 2026, "last": 2025})
    assert response.context["found"] is None
    assert "Năm cuối đứng trước năm đầu." in response.content.decode()


def test_no_more_years_than_a_page_is_wide_for(client, ministry, north, rounds, monkeypatch):
    monkeypatch.setattr("reports.national.forms.MOST_YEARS", 1)
    reported(north, rounds[2025], 10)
    reported(north, rounds[2026], 20)
    client.force_login(ministry)

    response = client.get(reverse(PAGE), {"first": 2025, "last": 2026})

    assert response.context["found"] is None
    assert "Chọn nhiều nhất 1 năm." in response.content.decode()
    assert shown(client, ministry, first=2026)["Sở Bắc"] == ["20"]


def test_each_number_opens_its_figure_and_the_bars_show_the_last_year(
    client, ministry, north, south, rounds
):
    version = reported(north, rounds[2026], 30)
    reported(south, rounds[2026], 20)
    with owner_login():
        figure = Figure.objects.get(
            version=version,
            indicator__code="TT-02",
            nature="counted",
            reads="number",
            any_year=True,
            kind="",
            source_id=None,
        )
    client.force_login(ministry)

    response = client.get(reverse(PAGE), {"indicator": "TT-02"})

    page = response.content.decode()
    assert f'<a href="{figure.get_absolute_url()}">30</a>' in page
    assert response.context["chart"].title.endswith("năm 2026")
    assert client.get(figure.get_absolute_url()).context["agrees"]


def test_the_workbook_has_the_numbers_and_their_codes(client, ministry, north, rounds):
    reported(north, rounds[2025], 10)
    reported(north, rounds[2026], 20)
    code = f"{north.access.organisation.code}_{rounds[2026].code}"
    client.force_login(ministry)

    answer = client.get(reverse("reports:national:comparison_tables"), {"indicator": "TT-02"})

    book = CalamineWorkbook.from_filelike(BytesIO(answer.getvalue()))
    values, codes = (book.get_sheet_by_index(at).to_python() for at in (0, 1))
    assert values == [["Sở Công Thương", "2025", "2026"], ["Sở Bắc", 10, 20], ["Toàn quốc", "", ""]]
    assert [row[:3] for row in codes[1:]] == [["Sở Bắc", year, "TT-02"] for year in (2025, 2026)]
    assert codes[2][3].startswith(f"{code}.1.")


def test_where_nobody_has_sent_there_is_nothing_to_compare(client, ministry, rounds):
    client.force_login(ministry)

    response = client.get(reverse(PAGE))

    assert "chưa có gì để so sánh" in response.content.decode()
    assert client.get(reverse("reports:national:comparison_tables")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    client, ministry, rounds, django_assert_num_queries, count
):
    for number in range(count):
        reported(department(f"Sở {number}"), rounds[2026], 5)
    client.force_login(ministry)
    with django_assert_num_queries(QUERIES):
        client.get(reverse(PAGE), {"indicator": "TT-02"})
