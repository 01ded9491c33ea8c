"""Lists of solutions and the overview: every number opens exactly the rows it was counted from."""

import csv
import io
import re
from decimal import Decimal
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from assessments.enums import OptionCategory, OptionState
from assessments.models import FollowUp
from assessments.options import exporting
from organisations.enums import Kind
from organisations.models import Job, ListFile
from organisations.tenancy import owner_login, use_tenant
from tests.assessments.asking import give, make_plant, supporter
from tests.assessments.options import file, make_option, set_clock, turn_the_clock
from tests.enterprises.asking import make_department, make_enterprise
from tests.factories import make_assessment, make_member

pytestmark = pytest.mark.django_db
VECTOR = {"done": 29, "stopped": 1, "not_taken_up": 20, "proposed": 12, "no_news": 8}


@pytest.fixture
def sở(client):
    person = make_department()
    client.force_login(person)
    return person


def assessed(person, *, year=2022, kind="quick", filed=True, **plant):
    assessment = make_assessment(
        person.access.organisation, make_plant(person, **plant), year=year, kind=kind
    )
    return file(assessment, accepted="2022-03-31") if filed else assessment


@pytest.fixture
def country(sở):
    """Plants of two sectors and kinds, and a neighbour's, which could leak."""
    first = assessed(sở, sector="23")
    second = assessed(sở, kind="detailed", year=2021)
    drafted = assessed(sở, filed=False)
    electric = [("DIEN", 1000, "KWH", 2000)]
    for assessment in (first, second):
        make_option(assessment, state="done", investment=42_000, savings=electric)
        make_option(assessment, state="measured", investment=0, other_income=5, category="KSQT")
        make_option(assessment, state="stopped", investment=83_200, other_income=93_524)
        make_option(assessment, state="not_taken_up", investment=9, running_cost=5)
        make_option(assessment, state="screened_out")
        make_option(assessment, state="selected", investment=9_950, other_income=59_812)
    make_option(first, state="no_news")
    make_option(drafted, state="done")
    neighbour = make_department()
    make_option(assessed(neighbour), state="done", investment=1, other_income=1)
    return first, second


def page(client, name="overview", query="", **kwargs):
    return client.get(reverse(f"assessments:{name}") + query, **kwargs)


def links_of(response):
    """[(number, address)] of every link on the page that is a number."""
    found = re.findall(r'<a href="([^"]+)">([\d.]+)</a>', response.content.decode())
    return [(int(text.replace(".", "")), unescape(address)) for address, text in found]


@pytest.mark.parametrize(
    "query", ["", "?year=2022", "?kind=detailed", "?sector=23", "?sector=none"]
)
def test_every_number_opens_exactly_its_rows(client, country, query):
    set_clock("2022-10-01")
    turn_the_clock()
    links = links_of(page(client, query=query))

    assert len(links) > 15
    for number, address in links:
        opened = client.get(address)
        assert opened.context["page_obj"].paginator.count == number, address


def test_the_neighbours_and_drafts_are_not_counted(client, country):
    shown = page(client).context
    assert shown["every"].number == 13
    assert shown["assessed"].number == 2
    assert shown["register"] == 3


def test_the_implemented_share_of_the_vector(client, sở):
    assessment = assessed(sở)
    for state, count in VECTOR.items():
        for _each in range(count):
            make_option(assessment, state=state)
    shown = page(client)
    assert shown.context["share"]["taken"].share * 100 == 60
    assert "60% (30/50)" in shown.content.decode()


def test_paybacks_are_named_and_those_without_cost_stand_apart(client, sở):
    assessment = assessed(sở)
    for cost, saving in ((42_000, 28_729), (83_200, 93_524), (9_950, 59_812)):
        make_option(assessment, investment=cost, other_income=saving)
    make_option(assessment, investment=0, other_income=100)
    make_option(assessment, investment=5, running_cost=5)
    make_option(assessment, investment=5)
    kept = page(client).context["paying"]["kept"]

    assert (kept.cost, kept.saving) == (135_155, 182_160)
    assert round(kept.ratio, 2) == Decimal("0.74")
    assert round(kept.middle, 2) == Decimal("0.89")
    counted = [getattr(kept, n).number for n in ("known", "paying", "free", "undefined", "unknown")]
    assert counted == [5, 3, 1, 1, 1]


def test_the_median_of_an_even_number_lies_between_the_two(client, sở):
    assessment = assessed(sở)
    for cost in (1, 2, 5, 100):
        make_option(assessment, investment=cost, other_income=1)
    assert page(client).context["paying"]["kept"].middle == 3.5


def test_nothing_is_shown_as_nought_where_nothing_is_known(client, sở):
    shown = page(client)
    assert shown.context["paying"]["kept"].ratio is None
    text = shown.content.decode()
    assert "không xác định" in text
    assert "0,00" not in text


def test_saved_quantities_are_of_what_runs_and_missing_factors_are_named(client, sở):
    known, later = assessed(sở, year=2022), assessed(sở, year=2026)
    savings = [("DIEN", 24, "MWH", None), ("NUOC_MAY", 7, "M3_NUOC", None)]
    for assessment in (known, later):
        make_option(assessment, state="done", savings=savings)
        make_option(assessment, state="stopped", savings=savings)
    shown = page(client).context
    assert [(str(row.resource), row.amount, row.options.number) for row in shown["saved"]] == [
        ("Điện mua từ lưới", 48_000, 2),
        ("Nước máy", 14, 2),
    ]
    assert round(shown["effect"].toe, 4) == Decimal("7.4064")  # 48 MWh
    assert round(shown["effect"].co2, 2) == Decimal("16.24")  # of 2022 alone
    assert shown["effect"].missing == [
        "Điện mua từ lưới: CO2, chưa công bố hệ số của năm này (2026)"
    ]


def test_every_kind_of_reader_sees_its_own(client, sở):
    group, firm, helper = make_member(Kind.CORPORATION), make_member(Kind.ENTERPRISE), supporter()
    entity = make_enterprise(account=firm.access.organisation)
    theirs = assessed(sở, filed=False, legal_entity=entity, corporation=group.access.organisation)
    give(sở, theirs, helper.access.organisation.pk)
    file(theirs, accepted="2022-03-31")
    option = make_option(theirs)
    make_option(assessed(sở))
    for person, count in ((sở, 2), (group, 1), (firm, 1), (helper, 1)):
        client.force_login(person)
        assert page(client, "options").context["page_obj"].paginator.count == count
        if person != firm:
            assert page(client).context["every"].number == count
    client.force_login(firm)
    assert page(client).status_code == page(client, "follow_ups").status_code == 403
    for stranger in (make_department(), make_member(Kind.ENTERPRISE), supporter()):
        client.force_login(stranger)
        assert page(client, "options").context["page_obj"].paginator.count == 0
        assert client.get(option.get_absolute_url()).status_code == 404
    client.force_login(make_member(Kind.MINISTRY))
    for name in ("options", "overview", "follow_ups", "assessed_plants"):
        assert page(client, name).status_code == 403
    assert page(client, "reasons").status_code == 200


def test_a_filter_that_cannot_be_read_shows_its_fault_and_no_rows(client, country):
    for name in ("options", "overview"):
        response = page(client, name, "?year=abc")
        assert response.status_code == 200
        assert response.context["filter"].form.errors
    assert page(client, query="?year=abc").context["every"].number == 0
    assert page(client, "assessed_plants", "?year=abc").status_code == 200


@pytest.mark.parametrize("name", ["options", "overview", "follow_ups", "assessed_plants"])
def test_pages_ask_as_much_for_many_rows_as_for_few(client, sở, name):
    set_clock("2022-10-01")
    taken = []
    for more in (1, 40):
        for _each in range(more):
            make_option(assessed(sở), investment=5, other_income=1, savings=[("DIEN", 1, "KWH", 1)])
        turn_the_clock()
        with CaptureQueriesContext(connection) as captured:
            assert page(client, name).status_code == 200
        taken.append(len(captured))
    assert taken[0] == taken[1]


def test_overdue_questions_name_whom_to_call_and_link_to_where_it_is_written(client, sở):
    set_clock("2022-10-02")
    assessment = assessed(sở)
    make_option(assessment)
    turn_the_clock()
    text = page(client, "follow_ups").content.decode()
    assert "phải gọi điện" in text
    assert "chưa ghi người liên hệ" in text
    assert "quá 2 ngày" in text
    assert f"{assessment.get_absolute_url()}#options" in text
    assert page(client).context["overdue"].number == 1
    with owner_login():
        FollowUp.objects.update(answered_at="2022-10-02T12:00:00+07:00")
    assert page(client).context["overdue"].number == 0


def exported(client, sở, format_, query=None):
    """The file of a job, as its worker writes it."""
    address = reverse("assessments:options_export")
    assert client.post(address, {"format": format_} | (query or {})).status_code == 302
    with owner_login():
        job = Job.objects.latest("pk")
    with use_tenant(sở.access.tenant):
        exporting.run_write(job.pk)
        exporting.run_write(job.pk)
    with owner_login():
        return ListFile.objects.get(pk=job.subject_id)


def test_the_list_is_exported_complete_and_as_filtered(client, sở, country):
    file_ = exported(client, sở, "csv", {"state": "implemented", "filed": "filed"})
    rows = list(csv.reader(io.StringIO(file_.path.read_text("utf-8-sig")), delimiter=";"))
    assert rows[0] == [column.heading for column in exporting.COLUMNS]
    assert len(rows) - 1 == file_.rows == file_.expected == 6
    assert {row[9] for row in rows[1:]} == {
        OptionState(state).label for state in ("done", "measured", "stopped")
    }

    book = CalamineWorkbook.from_path(exported(client, sở, "xlsx").path)
    assert len(book.get_sheet_by_index(0).to_python()) - 1 == 14


def test_the_file_opens_from_the_page_of_files(client, sở, country):
    file_ = exported(client, sở, "csv")
    listed = client.get(reverse("enterprises:list_files")).content.decode()
    assert "Danh sách giải pháp SXSH" in listed
    answer = client.get(reverse("enterprises:list_file", args=[file_.pk]))
    assert b"".join(answer.streaming_content).startswith(b"\xef\xbb\xbf")
    client.force_login(make_department())
    assert client.get(reverse("enterprises:list_file", args=[file_.pk])).status_code == 404


def test_an_enterprise_gets_its_few_at_once(client):
    sở, firm = make_department(), make_member(Kind.ENTERPRISE)
    entity = make_enterprise(account=firm.access.organisation)
    make_option(assessed(sở, legal_entity=entity), name="=1+1")
    make_option(assessed(sở))
    client.force_login(firm)
    answer = client.post(reverse("assessments:options_export"), {"format": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 2
    assert rows[1][6] == "'=1+1"


def test_nothing_to_export_is_said(client, sở):
    response = client.post(reverse("assessments:options_export"), {"state": "done"}, follow=True)
    assert urlsplit(response.redirect_chain[0][0]).query == "state=done"
    assert "không có gì để xuất" in response.content.decode()


def test_the_matrix_has_every_category_and_state(client, country):
    shown = page(client).context
    assert [label for label, _cells, _whole in shown["matrix"]] == [
        category.label for category in OptionCategory
    ]
    assert all(len(cells) == len(OptionState) for _label, cells, _whole in shown["matrix"])
