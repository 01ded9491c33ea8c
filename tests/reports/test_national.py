"""The national report: each thing counts once whoever reports it, and every number opens rows."""

import datetime as dt
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from python_calamine import CalamineWorkbook

from organisations.enums import Kind, Role
from organisations.models import OrganisationSuccession
from organisations.tenancy import owner_login, use_tenant
from reports import actions
from reports.enums import DocumentKind, Nature
from reports.figures import facts_behind, figures_that_differ
from reports.models import Fact, Figure, PaperReport, Report, ReportVersion
from reports.verification import fault_of
from tests.factories import (
    make_activity,
    make_establishment,
    make_member,
    make_narrative,
    make_organisation,
    make_report,
    make_round,
    seen_by_the_head,
    take_through_approval,
)
from tests.reports.conftest import compiled

pytestmark = pytest.mark.django_db
HELD = dt.date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _pages_do_not_matter(blank_pages):
    """Nobody looks at them here."""


@pytest.fixture
def ministry():
    return make_member(Kind.MINISTRY)


@pytest.fixture
def north():
    return make_member(role=Role.HEAD, organisation=make_organisation(Kind.DEPARTMENT, name="Bắc"))


@pytest.fixture
def south():
    return make_member(role=Role.HEAD, organisation=make_organisation(Kind.DEPARTMENT, name="Nam"))


@pytest.fixture
def group():
    unit = make_organisation(Kind.CORPORATION, name="Tổng công ty")
    return make_member(role=Role.HEAD, organisation=unit)


@pytest.fixture
def round_(north, south, group):
    units = [person.access.organisation for person in (north, south, group)]
    return make_round(year=2026, addressees=units)


@pytest.fixture
def plants(north, south, group):
    """Three in the north, one of them the group's; two in the south, both the group's."""
    ours = group.access.organisation
    return [
        make_establishment(north.access.organisation),
        make_establishment(north.access.organisation),
        make_establishment(north.access.organisation, corporation=ours),
        make_establishment(south.access.organisation, corporation=ours),
        make_establishment(south.access.organisation, corporation=ours),
    ]


def send(person, round_, **fields):
    version = compiled(make_report(person.access.organisation, round_, **fields), person)
    take_through_approval(version, person)
    with use_tenant(person.access.tenant):
        actions.submit_report(version.pk, access=person.access, seen=seen_by_the_head(version))
    return version


def collect(ministry, round_):
    """The Ministry's version of a consolidation of all that was sent."""
    with use_tenant(ministry.access.tenant):
        job = actions.request_consolidation(
            round_, access=ministry.access, now=dt.datetime(2026, 12, 30, tzinfo=dt.UTC)
        )
        actions.run_consolidation(job.pk)
    with owner_login():
        return ReportVersion.objects.select_related("report", "owner").get(
            consolidation=job.subject_id
        )


def figure(version, code, **asked):
    asked = {"nature": Nature.COUNTED, "any_year": True, "kind": "", "stratum": ""} | asked
    with owner_login():
        rows = Figure.objects.filter(version=version, indicator__code=code, **asked)
        return rows.exclude(reads="planned").select_related("indicator", "version").get()


def rows_behind(found, person):
    with use_tenant(person.access.tenant):
        return list(facts_behind(found, access=person.access))


# Each thing once


def test_a_plant_in_two_reports_counts_once(north, south, group, plants, round_, ministry):
    for person in (north, south, group):
        send(person, round_)

    version = collect(ministry, round_)

    printed = {code: figure(version, code).printed for code in ("TH-05", "TH-06", "TH-07", "CS-01")}
    assert printed == {"TH-05": "5", "TH-06": "3", "TH-07": "3", "CS-01": "5"}


def test_every_number_opens_the_rows_it_was_counted_from(
    north, south, group, plants, round_, ministry
):
    for person in (north, south, group):
        send(person, round_)

    version = collect(ministry, round_)

    assert len(rows_behind(figure(version, "CS-01"), ministry)) == 5
    shared = rows_behind(figure(version, "TH-07"), ministry)
    assert {fact.source_id for fact in shared} == {plant.pk for plant in plants[2:]}
    with use_tenant(ministry.access.tenant):
        counted = Figure.objects.filter(
            version=version, nature=Nature.COUNTED, source_id__isnull=True
        )
        assert figures_that_differ(version) == []
        assert counted.count() > 100
        for row in counted.select_related("indicator", "version"):
            behind = facts_behind(row, access=ministry.access)
            assert behind.count() == row.fact_count, row.code


def test_a_plant_that_was_merged_after_one_report_still_counts_once(
    north, group, plants, round_, ministry
):
    send(north, round_)
    with owner_login(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE enterprises_establishment SET merged_into_id = %s WHERE id = %s",
            [plants[1].pk, plants[0].pk],
        )
    send(group, round_)

    assert figure(collect(ministry, round_), "CS-01").printed == "4"


def test_a_joint_event_is_one_and_two_of_one_unit_are_two(north, south, group, round_, ministry):
    joint = {"held_on": HELD, "title": "Hội thảo gốm sứ", "place": "Bát Tràng"}
    make_activity(north.access.organisation, attendance_count=40, **joint)
    make_activity(
        group.access.organisation, attendance_count=50, **joint | {"title": "HỘI THẢO  gốm sứ"}
    )
    for _ in range(2):
        make_activity(south.access.organisation, attendance_count=10, **joint | {"place": "Nam"})
    for person in (north, south, group):
        send(person, round_)

    version = collect(ministry, round_)

    assert figure(version, "TT-01").printed == "3"
    # The corporation's word before the department's: 50 and not 40, beside twice 10.
    assert figure(version, "TT-02").printed == "70"


def test_where_two_reports_differ_the_rule_chooses_and_both_are_listed(
    north, group, plants, round_, ministry, monkeypatch
):
    joint = {"held_on": HELD, "title": "Tập huấn", "place": "Hà Nội"}
    make_activity(north.access.organisation, attendance_count=40, **joint)
    make_activity(group.access.organisation, attendance_count=50, **joint)
    for person in (north, group):
        send(person, round_)
    drawn = drawn_documents(monkeypatch)

    collect(ministry, round_)

    annex = {annex.title: annex.body for annex in drawn[0].annexes}
    told = annex["Chênh lệch giữa các báo cáo về cùng một số liệu"]
    (line,) = [row for row in told[1].rows]
    words = ["".join(cell.parts) for cell in line.cells]
    assert words[2:] == ["Tổng công ty: thực hiện 50", "Bắc: thực hiện 40"]


def drawn_documents(monkeypatch):
    """The documents that the synthesis draws from now on."""
    from reports import compilation  # noqa: PLC0415 (patched by a fixture before)

    drawn, render = [], compilation.render_pdf

    def remember(document, **options):
        drawn.append(document)
        return render(document, **options)

    monkeypatch.setattr(compilation, "render_pdf", remember)
    return drawn


# Who reported


def test_units_that_owe_sent_and_were_in_time(north, south, group, round_, ministry):
    send(north, round_, is_nil=True)
    send(group, round_, is_nil=True)

    version = collect(ministry, round_)

    assert figure(version, "TH-01").printed == "3"
    assert figure(version, "TH-02").printed == "2"
    assert figure(version, "TH-02", kind=Kind.DEPARTMENT).printed == "1"
    assert figure(version, "TH-03").printed == "2"
    assert figure(version, "TH-04").printed == "66,7"


def test_each_number_says_how_many_units_it_covers(north, south, group, plants, round_, ministry):
    make_activity(north.access.organisation, held_on=HELD, attendance_count=5)
    for person in (north, south):
        send(person, round_)

    version = collect(ministry, round_)

    assert figure(version, "TT-02", nature=Nature.COVERAGE).printed == "1/3"
    opened = rows_behind(figure(version, "TT-02", nature=Nature.COVERAGE), ministry)
    assert {(fact.label, fact.number) for fact in opened} == {
        ("Bắc", 1),
        ("Nam", 0),
        ("Tổng công ty", 0),
    }


def test_shares_come_from_sums_and_show_what_was_divided(north, south, plants, round_, ministry):
    for person in (north, south):
        send(person, round_)

    version = collect(ministry, round_)

    assert figure(version, "CS-08", reads="percent").printed == "0,0"
    assert figure(version, "CS-08", reads="number").value == 0
    with owner_login():
        below = Figure.objects.get(version=version, indicator__code="CS-08", reads="planned")
    assert below.printed == "5"


def test_last_year_stands_beside_and_opens_its_figure(north, south, group, plants, ministry):
    units = [person.access.organisation for person in (north, south, group)]
    send(north, before := make_round(year=2025, addressees=units))
    last = collect(ministry, before)
    send(north, now := make_round(year=2026, addressees=units))

    version = collect(ministry, now)

    earlier = figure(version, "CS-01", nature=Nature.BEFORE)
    assert earlier.printed == figure(last, "CS-01").printed
    (row,) = rows_behind(earlier, ministry)
    assert row.label == figure(last, "CS-01").code


def test_a_merged_province_is_seen_as_it_reported_and_as_it_is(
    north, south, plants, round_, ministry
):
    with owner_login():
        merged = make_organisation(Kind.DEPARTMENT, name="Bắc Nam")
        for person in (north, south):
            OrganisationSuccession.objects.create(
                predecessor=person.access.organisation, successor=merged, on=dt.date(2026, 7, 1)
            )
    for person in (north, south):
        send(person, round_)

    version = collect(ministry, round_)

    of_today = figure(version, "CS-01", nature=Nature.TERRITORY, kind=str(merged.pk))
    as_reported = [
        figure(version, "CS-01", nature=Nature.TERRITORY, source_id=person.access.organisation.pk)
        for person in (north, south)
    ]
    total = figure(version, "CS-01", nature=Nature.TERRITORY, source_id=None)
    assert [row.printed for row in as_reported] == ["3", "2"]
    assert of_today.printed == total.printed == "5"


# Frozen, and the Ministry's alone


def test_another_consolidation_is_another_version_and_the_first_one_stands(
    north, south, plants, round_, ministry
):
    send(north, round_)
    first = collect(ministry, round_)
    send(south, round_)

    second = collect(ministry, round_)

    assert (first.number, second.number) == (1, 2)
    assert first.is_submitted
    assert figure(first, "CS-01").printed == "3"
    assert figure(second, "CS-01").printed == "5"
    with use_tenant(ministry.access.tenant):
        assert fault_of(first) == fault_of(second) == ""


def test_a_changed_row_of_a_unit_is_found_in_the_nations_report(north, plants, round_, ministry):
    sent = send(north, round_)
    version = collect(ministry, round_)
    with owner_login(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE reports_fact DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE reports_fact SET number = 2 WHERE version_id = %s AND indicator_id ="
            " (SELECT id FROM programmes_indicator WHERE code = 'CS-01')",
            [sent.pk],
        )
        cursor.execute("ALTER TABLE reports_fact ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    with use_tenant(ministry.access.tenant):
        assert "không còn cho ra số đã in" in fault_of(version)


def test_nobody_else_sees_the_ministrys_report(client, north, group, round_, ministry):
    send(north, round_, is_nil=True)
    version = collect(ministry, round_)

    for person in (north, group):
        with use_tenant(person.access.tenant):
            assert not ReportVersion.objects.filter(pk=version.pk).exists()
            assert not Fact.objects.filter(version=version).exists()
        client.force_login(person)
        page = client.get(reverse("reports:version", args=[version.pk]))
        assert page.status_code == 404


def test_the_ministrys_own_report_has_no_chain_no_checks_and_no_signed_copy(
    client, north, plants, round_, ministry
):
    send(north, round_)
    code = collect(ministry, round_).report.code
    client.force_login(ministry)

    for page in ("approval:approval", "outgoing:paper", "checks", "reconciliation"):
        assert client.get(reverse(f"reports:{page}", args=[code])).status_code == 404, page


def test_the_ministry_opens_its_report_a_number_and_the_file(
    client, north, plants, round_, ministry
):
    send(north, round_)
    version = collect(ministry, round_)
    client.force_login(ministry)

    shown = client.get(reverse("reports:version", args=[version.pk])).content.decode()
    sites = figure(version, "CS-01")
    opened = client.get(sites.get_absolute_url()).content.decode()
    report = client.get(version.report.get_absolute_url()).content.decode()

    assert sites.get_absolute_url() in shown
    assert "khớp số đã in" in opened
    assert "Bắc" in opened
    with owner_login():
        document = version.documents.get(kind=DocumentKind.REPORT)
    assert document.get_absolute_url() in report
    assert reverse("reports:submit", args=[version.pk]) not in report


def test_the_workbook_says_what_each_unit_told_and_what_of_it_counts(
    client, north, south, group, plants, round_, ministry
):
    for person in (north, south, group):
        send(person, round_)
    version = collect(ministry, round_)
    client.force_login(ministry)

    answer = client.get(reverse("reports:national:tables", args=[version.pk]))

    book = CalamineWorkbook.from_filelike(BytesIO(answer.getvalue()))
    told, figures = (book.get_sheet_by_name(n).to_python() for n in ("Theo đơn vị", "Số liệu"))
    units = {(row[0], row[2]): tuple(row[5:9]) for row in told}
    assert units["Tổng công ty", "CS-01"] == (3, 3, 3, 3)
    # One of the north's three is the group's, whose word comes first; both of the south's are.
    assert units["Bắc", "CS-01"] == (3, 2, 3, 2)
    assert units["Nam", "CS-01"] == (2, 0, 2, 0)
    printed = {row[0]: row[4] for row in figures}
    sites = figure(version, "CS-01")
    assert printed[sites.code] == "5"


def test_the_ministry_writes_the_words_of_its_report(client, north, plants, round_, ministry):
    send(north, round_)
    client.force_login(ministry)
    opened = client.post(reverse("reports:national:open", args=[round_.code]))
    with owner_login():
        report = Report.objects.get(owner=ministry.access.organisation, round=round_)
    assert opened.url == report.get_absolute_url()
    make_narrative(report, "Toàn quốc có {{CS-01}} cơ sở trong sổ.", section_key="tom_tat")

    version = collect(ministry, round_)

    shown = client.get(reverse("reports:version", args=[version.pk])).content.decode()
    page = client.get(reverse("reports:words:sections", args=[report.code])).content.decode()
    assert "Toàn quốc có" in shown
    assert "Tình hình chấp hành chế độ báo cáo" in page


def test_units_and_readers_do_not_open_the_ministrys_report(client, north, round_):
    viewer = make_member(Kind.MINISTRY, role=Role.VIEWER)
    for person in (north, viewer):
        client.force_login(person)
        answer = client.post(reverse("reports:national:open", args=[round_.code]))
        assert answer.status_code == 403
    with owner_login():
        assert not Report.objects.filter(round=round_).exists()


# Units without the portal


def key_in(client, ministry, round_, unit, **said):
    address = reverse("reports:national:paper", args=[round_.code, unit.pk])
    client.force_login(ministry)
    form = client.get(address).context["form"]
    fields = {"document": "12/BC-SCT ngày 20/12/2026, trang 3", "seen": form.initial["seen"]}
    return client.post(address, fields | said, follow=True)


def test_what_a_paper_states_stands_apart_and_opens_it(client, north, south, round_, ministry):
    make_activity(north.access.organisation, held_on=HELD, attendance_count=5)
    send(north, round_)
    answer = key_in(
        client, ministry, round_, south.access.organisation, **{"n_TT-02": "1.200", "n_CS-06": "7"}
    )

    version = collect(ministry, round_)

    assert "Đã lưu số theo báo cáo giấy." in answer.content.decode()
    assert figure(version, "TT-02").printed == "5"
    stated = figure(version, "TT-02", nature=Nature.STATED)
    assert stated.printed == "1.200"
    (row,) = rows_behind(stated, ministry)
    assert (row.label, row.detail) == ("Nam", {"source": "12/BC-SCT ngày 20/12/2026, trang 3"})
    assert figure(version, "TH-02", nature=Nature.STATED).printed == "1"
    assert figure(version, "TT-02", nature=Nature.COVERAGE).printed == "1/3"


def test_a_unit_that_sends_after_all_speaks_for_itself(client, south, round_, ministry):
    key_in(client, ministry, round_, south.access.organisation, **{"n_CS-06": "7"})
    send(south, round_, is_nil=True)

    version = collect(ministry, round_)

    with owner_login():
        assert not Fact.objects.filter(version=version, nature=Nature.STATED).exists()
    refused = key_in(client, ministry, round_, south.access.organisation, **{"n_CS-06": "8"})
    assert "Đơn vị đã gửi báo cáo trên cổng" in refused.content.decode()
    with owner_login():
        assert PaperReport.objects.get().numbers == {"CS-06": "7"}


def test_nothing_keyed_in_wrong_or_over_a_colleague_is_saved(client, south, round_, ministry):
    unit = south.access.organisation
    nothing = key_in(client, ministry, round_, unit)
    wrong = key_in(client, ministry, round_, unit, **{"n_CS-06": "bảy"})
    no_paper = key_in(client, ministry, round_, unit, document="", **{"n_CS-06": "7"})
    with owner_login():
        assert not PaperReport.objects.exists()
    assert "Nhập ít nhất một số" in nothing.content.decode()
    assert 'value="bảy"' in wrong.content.decode()
    assert "Ghi số, ngày báo cáo giấy" in no_paper.content.decode()
    key_in(client, ministry, round_, unit, **{"n_CS-06": "7"})

    late = key_in(client, ministry, round_, unit, seen="cũ", **{"n_CS-06": "9"})

    assert "đã được sửa ở nơi khác" in late.content.decode()
    with owner_login():
        assert PaperReport.objects.get().numbers == {"CS-06": "7"}


def test_what_was_keyed_in_can_be_removed_by_the_ministry_alone(
    client, north, south, round_, ministry
):
    unit = south.access.organisation
    key_in(client, ministry, round_, unit, **{"n_CS-06": "7"})
    address = reverse("reports:national:paper_remove", args=[round_.code, unit.pk])

    for person in (north, south):
        client.force_login(person)
        assert client.post(address).status_code == 403
        page = reverse("reports:national:paper", args=[round_.code, unit.pk])
        assert client.get(page).status_code == 403
    client.force_login(ministry)
    assert "Đã xóa" in client.post(address, follow=True).content.decode()
    assert "Chưa nhập số nào" in client.post(address, follow=True).content.decode()


def test_the_command_writes_the_three_files(north, plants, round_, ministry, tmp_path):
    send(north, round_)
    names = {"output": "th.pdf", "annex": "tap.pdf", "tables": "bieu.xlsx"}
    paths = {name: str(tmp_path / file) for name, file in names.items()}

    call_command("consolidate", round=round_.code, stdout=StringIO(), **paths)

    assert {path.name: path.read_bytes()[:2] for path in tmp_path.iterdir() if path.is_file()} == {
        "th.pdf": b"%P",
        "tap.pdf": b"%P",
        "bieu.xlsx": b"PK",
    }


def test_the_command_refuses_before_it_begins(round_, ministry, tmp_path):
    said = {"stdout": StringIO(), "output": str(tmp_path / "th.pdf")}
    with pytest.raises(CommandError, match="Không có kỳ báo cáo nào mang mã khac"):
        call_command("consolidate", round="khac", **said)
    with pytest.raises(CommandError, match="một tên khác nhau"):
        call_command("consolidate", round=round_.code, annex=said["output"], **said)
    with pytest.raises(CommandError, match="Không có thư mục"):
        call_command("consolidate", round=round_.code, **said | {"output": "/khong-co/th.pdf"})
