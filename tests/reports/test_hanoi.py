"""The main job: the report of Hà Nội 2009-2015 and the years inside it, value by value."""

from pathlib import Path

import pytest
import yaml
from django.db import connections

from organisations.tenancy import owner_login, use_tenant
from programmes.models import Indicator
from reports.actions import say_nothing_happened
from reports.compilation import write_facts_and_figures
from reports.enums import Verdict
from reports.models import Fact, Figure
from tests.factories import make_activity, make_narrative, make_organisation
from tests.organisations import pdf_reading
from tests.reports.conftest import hanoi_access, report_of_hanoi
from tests.reports.report_reading import Report

pytestmark = pytest.mark.xdist_group("hanoi")
EXPECTED = yaml.safe_load(Path(__file__).with_name("expected_hanoi.yaml").read_text("utf-8"))
PERIOD = EXPECTED["period"]
CLAIMS = EXPECTED["claims"]
NO_DATA = "–"


@pytest.fixture(scope="module")
def printed(hanoi):
    return Report(hanoi.pdf)


@pytest.fixture(scope="module")
def text(hanoi):
    """The report's words as a reader has them, whatever the line breaks."""
    return " ".join(pdf_reading.text(hanoi.pdf).split())


def added_up(facts, indicator, **narrowed):
    """What the frozen counted rows give; None where there is none, which is not nought."""
    numbers = [
        fact.number
        for fact in facts
        if fact.nature in ("counted", "typed")
        and fact.indicator_code == indicator
        and all(getattr(fact, name) == value for name, value in narrowed.items())
    ]
    return sum(numbers) if numbers else None


# From the facts


def test_every_counted_indicator_has_its_value(hanoi):
    counted = {fact.indicator_code for fact in hanoi.facts if fact.nature in ("counted", "typed")}

    assert {code: added_up(hanoi.facts, code) for code in counted} == PERIOD["values"]


@pytest.mark.parametrize("indicator", PERIOD["by_year"])
def test_by_year(hanoi, indicator):
    by_year = {year: added_up(hanoi.facts, indicator, year=year) for year in range(2009, 2016)}

    assert by_year == PERIOD["by_year"][indicator]


@pytest.mark.parametrize("indicator", PERIOD["by_kind"])
def test_by_kind(hanoi, indicator):
    kinds = {fact.kind for fact in hanoi.facts if fact.indicator_code == indicator}

    by_kind = {kind: added_up(hanoi.facts, indicator, kind=kind) for kind in kinds}

    assert by_kind == PERIOD["by_kind"][indicator]


def test_both_models_are_households(hanoi):
    strata = {fact.stratum for fact in hanoi.facts if fact.indicator_code == "HT-10"}

    by_stratum = {name: added_up(hanoi.facts, "HT-10", stratum=name) for name in strata}

    assert by_stratum == PERIOD["by_stratum"]["HT-10"]


def test_claims_are_facts_of_their_own_and_in_no_total(hanoi):
    claims = {f.detail["key"]: f for f in hanoi.facts if f.nature == "claim"}

    stated = {key: (claim.detail["indicator"], claim.number) for key, claim in claims.items()}

    assert stated == {key: (row["indicator"], row.get("value")) for key, row in CLAIMS.items()}
    assert {claim.indicator_code for claim in claims.values()} == {None}


def test_no_figure_of_an_indicator_without_rows_has_a_value(hanoi):
    without = [f for f in hanoi.figures.values() if f.indicator_code in EXPECTED["no_data"]]

    assert {figure.printed for figure in without} <= {NO_DATA}
    assert {figure.value for figure in without} <= {None}


@pytest.mark.django_db
def test_the_expectations_name_indicators_that_exist():
    named = {
        *PERIOD["values"],
        *EXPECTED["no_data"],
        *(row["indicator"] for row in CLAIMS.values()),
    }
    with owner_login():
        known = set(Indicator.objects.values_list("code", flat=True))

    assert named - known == set()


# On the pages


def test_the_table_by_year_and_kind_as_printed(printed):
    rows = printed.rows_of("Biểu 04")

    assert rows == {
        "2009": [NO_DATA] * 6,
        "2010": ["2", "300", "7", "400", "9", "700"],
        "2011": [NO_DATA, NO_DATA, "3", "200", "3", "200"],
        "2012": [NO_DATA] * 6,
        "2013": ["3", "250", "4", "300", "7", "550"],
        "2014": [NO_DATA, NO_DATA, "8", "580", "8", "580"],
        "2015": [NO_DATA, NO_DATA, "6", "400", "6", "400"],
        "Cộng": ["5", "550", "28", "1.880", "33", "2.430"],
    }


def test_the_table_of_communication_as_printed(printed):
    done = {row[0]: row[-2] for row in printed.rows_of("Biểu 03").values()}

    assert done == {
        "Tờ rơi đã phát hành (bộ)": "30.000",
        "Phóng sự, chuyên mục phát thanh, truyền hình": "13",
        "Tọa đàm tại trường quay": "1",
        "Hội nghị, hội thảo, tập huấn đã tổ chức": "33",
        "Lượt người tham dự hội nghị, hội thảo, tập huấn": "2.430",
    }
    # The seed does not say which of "30.000/30.000" was planned.
    assert {(row[-3], row[-1]) for row in printed.rows_of("Biểu 03").values()} == {
        (NO_DATA, NO_DATA)
    }


def test_the_plans_are_printed_with_number_day_and_issuer(printed):
    rows = printed.rows_of("Biểu 01")

    assert [rows[number][1:6] for number in ("1", "2")] == [
        [p["number"], p["issued_on"], p["issuer"], p["submitted_by"], p["span"]]
        for p in PERIOD["plans"]
    ]


def test_the_annual_lists_have_no_number_and_do_not_count(printed):
    rows = printed.rows_of("Biểu 01")

    assert rows["3"][1:3] == ["chưa xác định", "chưa xác định"]
    totals = [head for head in rows if head.startswith("Cộng")]
    assert totals == [
        "Cộng kế hoạch, chương trình hành động ban hành hoặc điều chỉnh trong kỳ: 2 văn bản"
    ]


def test_the_two_models_are_named_and_counted(printed):
    rows = printed.rows_of("Biểu 06")

    assert [rows[number][0] for number in ("1", "2")] == [
        "Hộ sản xuất gốm Đào Việt Bình",
        "Hộ sản xuất Nguyễn Thị Huệ",
    ]
    assert "Cộng mô hình trình diễn (mô hình điển hình) đã hoàn thành: 2 mô hình" in rows


def test_the_table_of_targets_states_and_does_not_judge(printed):
    rows = printed.rows_of("Biểu 09")

    assert {number: (row[1], row[2], row[-1]) for number, row in rows.items()} == {
        "1": ("50%", "khoảng 50%", "Đạt"),
        "2": ("25%", NO_DATA, "Đạt"),
        "3": ("5-8%", NO_DATA, "Đạt"),
        "4": ("70%", NO_DATA, "Mục tiêu cấp quốc gia"),
    }


def test_the_four_requests_are_printed_by_class(printed):
    rows = printed.rows_of("Biểu 11")

    assert [rows[str(number)][-1] for number in range(1, 5)] == [
        "nhận thức",
        "hỗ trợ kỹ thuật",
        "mô hình",
        "cơ chế tài chính",
    ]


def test_nothing_of_the_assessments_is_a_figure(printed):
    """19 and 30 stand in sentences alone; no table of technical support is printed."""
    assert [table.caption for table in printed.tables if "Đánh giá" in table.caption] == []


# Reconciliation: on the internal sheet alone


def test_verdicts(hanoi):
    found = {
        key: {
            "indicator": row.claim.detail["indicator"],
            "verdict": row.verdict.value,
            "value": row.claim.number,
            "excess": row.excess,
        }
        for key, row in hanoi.verdicts.items()
    }

    assert found == {key: {"value": None, "excess": None} | row for key, row in CLAIMS.items()}


def test_the_sheet_says_how_much_is_missing_and_why(hanoi):
    remarks = {key: row.remark for key, row in hanoi.verdicts.items()}

    assert "ít nhất 71" in remarks["luot-nguoi"]
    assert "không có tử số, mẫu số" in remarks["muc-tieu-nhan-thuc"]
    sheet = " ".join(pdf_reading.text(hanoi.sheet).split())
    for verdict in {row.verdict for row in hanoi.verdicts.values()}:
        assert f"{verdict.label[0].upper()}{verdict.label[1:]}." in sheet


def test_no_verdict_stands_in_the_report_itself(text):
    verdicts = [verdict.label for verdict in Verdict]

    assert [words for words in verdicts if words.lower() in text.lower()] == []
    # The words above are searched for in a text that can be read.
    assert "hoàn thành tất cả các mục tiêu của Chiến lược khi 50% cơ sở" in text


def test_the_head_is_not_made_to_sign_the_number_that_does_not_match(text):
    assert "trên 2.500" not in text
    assert "2.430 lượt người tham dự" in text


def test_both_files_carry_the_same_identifier(hanoi):
    for body in (hanoi.pdf, hanoi.sheet):
        assert hanoi.identifier in pdf_reading.run("pdfinfo", "-", pdf=body)


# The annual rounds of the same data


def facts_of(year):
    access = hanoi_access()
    report = report_of_hanoi(str(year), access)
    with use_tenant(access.tenant):
        return access, write_facts_and_figures(report.pk, access=access)


@pytest.mark.django_db
@pytest.mark.parametrize("year", EXPECTED["annual"])
def test_a_year_counts_what_is_known_by_year_or_day(year):
    access, draft = facts_of(year)

    with use_tenant(access.tenant):
        counted = Fact.objects.filter(version=draft.version, nature="counted")
        found = {code: None for code in counted.values_list("indicator__code", flat=True)}
        for code in found:
            numbers = counted.filter(indicator__code=code).values_list("number", flat=True)
            found[code] = sum(numbers)

    assert found == EXPECTED["annual"][year]


@pytest.mark.django_db
def test_a_year_without_anything_is_a_report_of_nothing():
    access = hanoi_access()
    report = report_of_hanoi("2009", access)
    with use_tenant(access.tenant):
        say_nothing_happened(report, access=access, is_nil=True)
        draft = write_facts_and_figures(report.pk, access=access)

    with use_tenant(access.tenant):
        printed = set(
            Figure.objects.filter(version=draft.version).values_list("printed", flat=True)
        )
    (said, closing) = [block.parts[0] for block in draft.documents["report"].body]
    assert draft.version.is_nil
    assert printed == set()
    assert said.startswith("Sở Công Thương thành phố Hà Nội báo cáo không phát sinh: trong kỳ")
    assert "từ ngày 15/12/2008 đến hết ngày 14/12/2009" in said
    assert draft.documents["report"].annexes == ()


@pytest.mark.django_db
def test_the_last_year_tells_of_plans_still_in_force():
    _access, draft = facts_of(2015)

    tables = {block.caption: block for block in draft.documents["report"].body if block_has(block)}
    totals = [
        row for row in tables["Biểu 03. Văn bản ban hành trong kỳ"].rows if len(row.cells) == 1
    ]
    words = ["".join(getattr(part, "text", part) for part in row.cells[0].parts) for row in totals]
    assert words == ["Cộng kế hoạch, chương trình hành động đang có hiệu lực: 1 văn bản"]


def block_has(block):
    return hasattr(block, "caption")


@pytest.mark.django_db
def test_headings_name_the_years_they_mean():
    access = hanoi_access()
    report = report_of_hanoi("2014", access)
    make_narrative(report, "Tiếp tục thực hiện.", section_key="phuong_huong")
    with use_tenant(access.tenant):
        draft = write_facts_and_figures(report.pk, access=access)

    headings = [block.line for block in draft.documents["report"].body if hasattr(block, "level")]
    assert "IX. Phương hướng, nhiệm vụ năm 2015" in headings
    assert [line for line in headings if "{" in line] == []


@pytest.mark.django_db
def test_a_neighbours_rows_change_nothing_for_ha_noi():
    make_activity(make_organisation(), year=2014, event_count=5, attendance_count=500)
    access, draft = facts_of(2014)

    with use_tenant(access.tenant), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT sum(number) FROM reports_fact f JOIN programmes_indicator i"
            " ON i.id = f.indicator_id WHERE version_id = %s AND i.code = 'TT-01'",
            [draft.version.pk],
        )
        assert cursor.fetchone() == (8,)
