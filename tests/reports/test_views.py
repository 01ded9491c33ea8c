"""The screens of reports: what each persona finds, and that every number is a door to its rows.

Who may open what stands in tests/test_access.py.
"""

import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.urls import reverse

from organisations.enums import Kind, Role
from organisations.exceptions import ActionRefused
from organisations.tenancy import owner_login, use_tenant
from organisations.vietnamese import format_datetime, format_number
from outreach.models import Activity
from programmes.models import Indicator
from reports import actions
from reports.models import Document, Figure, NilDeclaration, Report, ReportingRound
from tests.factories import (
    make_activity,
    make_claim,
    make_member,
    make_narrative,
    make_organisation,
    make_report,
    make_round,
    seen_by_the_head,
    take_through_approval,
)
from tests.reports.conftest import approved, compiled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_pages")]
REPORT_LIST_QUERIES = 11
ROUND_LIST_QUERIES = 13
ROUND_QUERIES = 17
FIGURE_QUERIES = 14


class Cells(HTMLParser):
    """Words of all table cells with the address they link to."""

    def __init__(self, page):
        super().__init__()
        self.inside, self.link, self.found = "", "", []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag in ("td", "th"):
            self.inside, self.link = tag, ""
        if tag == "a" and self.inside:
            self.link = dict(attributes)["href"]

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.inside = ""

    def handle_data(self, words):
        if self.inside and words.strip():
            self.found.append((self.inside, words.strip(), self.link))


@pytest.fixture
def page(client):
    """page(person, url): what this person reads there."""

    def read(person, url):
        client.force_login(person)
        response = client.get(url)
        assert response.status_code == 200
        return response.content.decode()

    return read


@pytest.fixture
def version(report, officer):
    return approved(report, officer)


def send(version, head):
    with use_tenant(head.access.tenant):
        return actions.submit_report(version.pk, access=head.access, seen=seen_by_the_head(version))


def set_clock(instant):
    with owner_login(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM app.clock")
        cursor.execute("INSERT INTO app.clock (fixed) VALUES (%s)", [instant])


# Home


def test_home_of_a_unit_shows_what_it_owes_and_the_days_left(page, officer):
    ours = officer.access.organisation
    round_ = make_round(addressees=[ours])
    other = make_round(addressees=[make_organisation()])
    set_clock("2015-12-20T10:00:00+07:00")

    home = page(officer, reverse("home"))

    assert round_.title in home
    assert "còn 11 ngày" in home
    assert other.title not in home


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("2015-12-30T23:59:59+07:00", "hôm nay là hạn cuối"),
        ("2015-12-31T00:00:00+07:00", "quá hạn"),
    ],
)
def test_home_says_when_it_is_too_late(page, officer, instant, words):
    make_round(addressees=[officer.access.organisation])
    set_clock(instant)

    assert words in page(officer, reverse("home"))


def test_home_of_the_ministry_counts_who_has_sent(page, report, version, head):
    with owner_login():
        report.round.addressees.create(organisation=make_organisation())
    send(version, head)

    assert "1/2" in page(make_member(Kind.MINISTRY), reverse("home"))


@pytest.mark.parametrize("kind", [Kind.ENTERPRISE, Kind.SUPPORT])
def test_home_of_others_says_where_to_begin(page, kind):
    home = page(make_member(kind), reverse("home"))

    assert "Bắt đầu từ đâu" in home
    assert "Báo cáo phải gửi Bộ" not in home


# Rounds


def test_the_list_of_rounds_names_every_round(page, officer):
    round_ = make_round()

    listed = page(officer, reverse("reports:rounds"))

    with owner_login():
        titles = list(ReportingRound.objects.values_list("title", flat=True))
    assert round_.title in titles
    assert [title for title in titles if title not in listed] == []


def test_only_the_ministry_reads_how_many_have_sent(page, report, version, head):
    send(version, head)
    url = reverse("reports:rounds")

    assert "1/1" in page(make_member(Kind.MINISTRY), url)
    assert "Đã gửi/phải gửi" not in page(head, url)


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_list_of_rounds_costs_the_same(client, officer, count, django_assert_num_queries):
    for _ in range(count):
        make_round(addressees=[officer.access.organisation])
    client.force_login(officer)

    with django_assert_num_queries(ROUND_LIST_QUERIES):
        client.get(reverse("reports:rounds"))


def test_a_round_shows_a_unit_its_own_line_only(page, report, officer):
    neighbour = make_organisation(name="Sở hàng xóm")
    with owner_login():
        report.round.addressees.create(organisation=neighbour)

    shown = page(officer, report.round.get_absolute_url())

    assert officer.access.organisation.name in shown
    assert "Sở hàng xóm" not in shown
    assert report.get_absolute_url() in shown


@pytest.mark.parametrize("count", [1, 3, 40])
def test_a_round_costs_the_same_however_many_owe(client, count, django_assert_num_queries):
    units = [make_organisation() for _ in range(count)]
    round_ = make_round(addressees=units)
    for unit in units:
        make_report(unit, round_)
    client.force_login(make_member(Kind.MINISTRY))

    with django_assert_num_queries(ROUND_QUERIES):
        response = client.get(round_.get_absolute_url())

    assert len(response.context["standings"]) == count


def test_opening_a_report_twice_is_one_report(client, officer):
    round_ = make_round(addressees=[officer.access.organisation])
    client.force_login(officer)

    answers = {client.post(reverse("reports:open", args=[round_.code])).url for _ in range(2)}

    with owner_login():
        (report,) = Report.objects.filter(round=round_)
    assert answers == {report.get_absolute_url()}


# Reports


@pytest.mark.parametrize("count", [1, 3, 200])
def test_the_list_of_reports_shows_ours_at_constant_cost(
    client, officer, count, django_assert_num_queries
):
    ours = [make_report(officer.access.organisation) for _ in range(count)]
    make_report(make_organisation())
    client.force_login(officer)

    with django_assert_num_queries(REPORT_LIST_QUERIES):
        response = client.get(reverse("reports:reports"))

    assert set(response.context["object_list"]) <= set(ours)
    assert len(response.context["object_list"]) == min(count, 50)


def test_a_report_without_a_version_says_what_to_do(page, report, officer):
    shown = page(officer, report.get_absolute_url())

    assert "Báo cáo chưa được lập." in shown
    assert reverse("reports:compile", args=[report.code]) in shown


def test_the_head_is_offered_to_send_and_an_officer_is_not(page, report, version, officer, head):
    url = reverse("reports:submit", args=[version.pk])

    assert url in page(head, report.get_absolute_url())
    assert url not in page(officer, report.get_absolute_url())
    assert "sẵn sàng để lãnh đạo đơn vị gửi" in page(officer, report.get_absolute_url())


def test_a_reader_is_offered_nothing_to_change(page, report, version):
    viewer = make_member(role=Role.VIEWER, organisation=report.owner)

    shown = page(viewer, report.get_absolute_url())

    assert re.findall(r'action="(/reports/[^"]*)"', shown) == []


def test_what_stands_in_the_way_is_listed_before_sending(page, report, version, head):
    with owner_login():
        Document.objects.filter(version=version, kind="report").delete()

    shown = page(head, report.get_absolute_url())

    assert "Trước khi gửi" in shown
    assert "Chưa có tệp báo cáo." in shown
    assert reverse("reports:submit", args=[version.pk]) not in shown


# The compiled report on the screen


def test_every_number_of_the_tables_is_a_link_to_its_figure(page, report, version, officer):
    cells = Cells(page(officer, reverse("reports:version", args=[version.pk]))).found
    with owner_login():
        figures = {f.get_absolute_url(): f for f in Figure.objects.filter(version=version)}

    numbers = [(words, link) for tag, words, link in cells if tag == "td" and words.isdigit()]

    assert {words for words, _link in numbers} == {"1", "30"}
    assert [words for words, link in numbers if link not in figures] == []
    assert [w for w, link in numbers if figures[link].printed != w] == []
    assert {link for _tag, words, link in cells if words == "–"} == {""}


def test_numbers_in_the_sentences_are_links_too(page, report, officer):
    make_claim(report, "trên 2.500 đại biểu", key="luot", section_key="truyen_thong")
    make_narrative(report, "Đã có {{TT-02}} lượt, nêu {{claim:luot}}.")
    version = compiled(report, officer)

    shown = page(officer, reverse("reports:version", args=[version.pk]))

    with owner_login():
        links = {
            figure.printed: f'<a href="{figure.get_absolute_url()}">{figure.printed}</a>'
            for figure in Figure.objects.filter(version=version, place="Mục III")
        }
    sentence = f"Đã có {links['30']} lượt, nêu {links['trên 2.500 đại biểu']}."
    assert sentence in re.sub(r' class="[^"]*"', "", shown)


def test_headings_are_filled_in_on_the_screen(page, report, officer):
    make_narrative(report, "Tiếp tục đẩy mạnh.", section_key="phuong_huong")
    version = compiled(report, officer)

    shown = page(officer, reverse("reports:version", args=[version.pk]))

    assert "Phương hướng, nhiệm vụ năm 2016" in shown
    assert "{N" not in shown


# One figure


def figure_of(version, code, **asked):
    with owner_login():
        found = Figure.objects.filter(
            version=version, indicator__code=code, source="", kind="", **asked
        )
        return found.order_by("ordinal").first()


def test_a_figure_shows_its_rows_and_computes_itself_again(page, report, officer):
    with owner_login():
        first = Activity.objects.get(owner=report.owner)
    make_activity(report.owner, title="Lớp thứ hai", year=2015, attendance_count=1210)
    version = compiled(report, officer)
    figure = figure_of(version, "TT-02", reads="number")

    shown = page(officer, reverse("figure", args=[figure.code]))

    cells = [words for _tag, words, _link in Cells(shown).found]
    assert cells[4:] == [
        *("Lớp thứ hai", "2015", "–", "1.210"),
        *(first.title, "2015", "–", "30"),
        *("Tổng cộng", "1.240"),
    ]
    assert "2 dòng số liệu gốc đã chốt" in shown
    assert "khớp số đã in" in shown


def test_a_figure_that_does_not_agree_says_so(page, version, officer):
    figure = figure_of(version, "TT-02", reads="number")
    with owner_login():
        Figure.objects.filter(pk=figure.pk).update(value=31)

    assert "không khớp số đã in" in page(officer, reverse("figure", args=[figure.code]))


def test_a_figure_without_rows_explains_the_dash(page, version, officer):
    figure = figure_of(version, "TT-03")

    shown = page(officer, reverse("figure", args=[figure.code]))

    assert "báo cáo in dấu “–”, không phải số 0" in shown


def test_a_figure_of_another_version_stays_when_a_new_one_is_made(
    page, report, version, officer, head
):
    old = figure_of(version, "TT-02", reads="number")
    send(version, head)
    make_activity(report.owner, year=2015, attendance_count=500)
    newer = compiled(report, officer)
    new = figure_of(newer, "TT-02", reads="number")

    assert (old.printed, new.printed) == ("30", "530")
    assert old.code != new.code
    assert '<p class="figure-value">30' in page(officer, reverse("figure", args=[old.code]))


@pytest.mark.parametrize("count", [1, 3, 200])
def test_a_figure_costs_the_same_however_many_rows(
    client, officer, count, django_assert_num_queries
):
    ours = officer.access.organisation
    for _ in range(count):
        make_activity(ours, year=2015, attendance_count=10)
    version = compiled(make_report(ours), officer)
    figure = figure_of(version, "TT-02", reads="number")
    client.force_login(officer)

    with django_assert_num_queries(FIGURE_QUERIES):
        response = client.get(reverse("figure", args=[figure.code]))

    assert response.context["computed"] == format_number(10 * count)


def test_an_unknown_code_is_not_found(client, officer):
    client.force_login(officer)

    assert client.get(reverse("figure", args=["khong-co.1.001"])).status_code == 404


# Files, receipts, verdicts, noughts


def test_a_file_is_handed_over_under_its_own_name_and_never_shown_inline(
    client, report, version, officer
):
    with owner_login():
        stored = version.documents.get(kind="report")
    client.force_login(officer)

    response = client.get(stored.get_absolute_url())

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="bao-cao-{report.code}-ban-1.pdf"'
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert len(response.getvalue()) == stored.size


def test_the_receipt_says_when_by_whom_and_of_what(page, report, version, head):
    set_clock("2015-12-30T23:59:59.999999+07:00")
    receipt = send(version, head)

    shown = page(head, reverse("reports:receipt", args=[receipt.pk]))

    for words in (
        receipt.number,
        format_datetime(receipt.received_at),
        "30/12/2015",
        "đúng hạn",
        str(head),
        receipt.figures_digest,
        receipt.document_sha256,
        report.owner.name,
    ):
        assert words in shown


def test_sending_leads_to_the_receipt(client, version, head):
    client.force_login(head)

    address = reverse("reports:submit", args=[version.pk])

    page = client.get(address).content.decode()
    response = client.post(address, {"seen": seen_by_the_head(version)}, follow=True)

    assert f'name="seen" value="{seen_by_the_head(version)}"' in page
    assert response.resolver_match.view_name == "reports:receipt"
    assert "Đã gửi báo cáo về Bộ." in response.content.decode()


def test_the_page_of_verdicts(page, report, officer):
    with owner_login():
        trainings = Indicator.objects.get(code="TT-02")
    make_claim(report, "trên 50 lượt", comparator=">", value=50, indicator=trainings)
    compiled(report, officer)

    shown = page(officer, reverse("reports:reconciliation", args=[report.code]))

    assert "trên 50 lượt" in shown
    assert "số nêu lớn hơn số liệu gốc" in shown
    assert "ít nhất 21" in shown
    assert "nội bộ, không phát hành" in shown


def test_a_nought_is_declared_once(client, report, officer):
    with owner_login():
        indicator = Indicator.objects.get(code="TT-07")
    client.force_login(officer)
    url = reverse("reports:declare_nil", args=[report.code])
    typed = {"indicator": indicator.pk, "year": 2015, "basis": "đã rà soát sổ"}

    assert client.post(url, typed).url == report.get_absolute_url()
    again = client.post(url, typed)

    assert again.status_code == 200
    assert "Năm 2015 đã được khai không phát sinh cho chỉ tiêu này." in again.content.decode()
    with owner_login():
        (declared,) = NilDeclaration.objects.filter(report=report)
        assert (declared.year, declared.declared_by) == (2015, officer)


def test_a_nought_outside_the_round_is_refused(client, report, officer):
    with owner_login():
        indicator = Indicator.objects.get(code="TT-07")
    client.force_login(officer)

    response = client.post(
        reverse("reports:declare_nil", args=[report.code]),
        {"indicator": indicator.pk, "year": 2014, "basis": "đã rà soát sổ"},
    )

    assert "year" in response.context["form"].errors
    with owner_login():
        assert not NilDeclaration.objects.exists()


def test_a_report_of_nothing_is_said_and_not_concluded(client):
    officer = make_member()
    report = make_report(officer.access.organisation)
    address = reverse("reports:nil_report", args=[report.code])
    client.force_login(officer)
    assert not compiled(report, officer).is_nil

    said = client.post(address, {"is_nil": "yes"}, follow=True).content.decode()

    assert "Đã đánh dấu báo cáo không phát sinh." in said
    assert "Có 1 dòng được nhập hoặc sửa" in said
    assert compiled(report, officer).is_nil
    client.post(address, {"is_nil": "no"})
    assert not compiled(report, officer).is_nil


def test_an_empty_report_is_not_put_forward_and_one_of_nothing_is(client):
    officer = make_member()
    report = make_report(officer.access.organisation)
    version = compiled(report, officer)
    client.force_login(officer)
    page = reverse("reports:approval:approval", args=[report.code])
    assert "Báo cáo chưa có nội dung." in client.get(page).content.decode()
    with pytest.raises(ActionRefused, match="KT-04"):
        take_through_approval(version)

    with use_tenant(officer.access.tenant):
        actions.say_nothing_happened(report, access=officer.access, is_nil=True)

    take_through_approval(compiled(report, officer))


def test_only_writers_of_the_unit_say_that_nothing_happened(client, report):
    for person, status in (
        (make_member(organisation=report.owner, role=Role.VIEWER), 403),
        (make_member(), 404),
        (make_member(Kind.MINISTRY), 404),
    ):
        client.force_login(person)
        answer = client.post(reverse("reports:nil_report", args=[report.code]), {"is_nil": "yes"})
        assert answer.status_code == status
    with owner_login():
        assert not Report.objects.get(pk=report.pk).is_nil
