"""What the Hà Nội file becomes: counts straight from the tables, claims as the seed states them."""

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.db.models import Count, Sum
from django.test.utils import CaptureQueriesContext

from assessments.models import DemonstrationModel
from config.hanoi.load import OWNED
from enterprises.models import Establishment
from organisations.access import Access
from organisations.enums import Kind
from organisations.models import Organisation
from organisations.tenancy import owner_login, use_tenant
from outreach.enums import EVENT_KINDS, ActivityKind
from outreach.models import Activity
from programmes.enums import FocalState, IssuerLevel
from programmes.models import ActionPlan, FocalUnit, LegalDocument, TaskList
from reports.models import Claim, Narrative, Report, ReportingRound, Request, RoundAddressee
from tests.factories import make_document
from tests.loading.conftest import REFERENCE, load, refusal_of

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
EXPECTED = yaml.safe_load((HERE / "expected_hanoi.yaml").read_text(encoding="utf-8"))
VALUES = {row["code"]: row for row in EXPECTED["values"]}
FILE = REFERENCE / "hanoi_2009_2015.yaml"
NOTHING_NEW = "Không có gì thay đổi: "


@pytest.fixture(autouse=True)
def as_owner():
    with owner_login():
        yield


def department():
    return Organisation.objects.get(code="sct-ha-noi")


def plain(text):
    text = text.replace("\u2044", "/").replace("\u2011", "-").replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text)


def of_the_seed(name):
    return plain((HERE / name).read_text(encoding="utf-8"))


# The log


def test_33_events_and_2430_attendances_by_year():
    events = Activity.objects.filter(kind__in=EVENT_KINDS)

    by_year = {
        row["year"]: (row["events"], row["people"])
        for row in events.order_by()
        .values("year")
        .annotate(events=Sum("event_count"), people=Sum("attendance_count"))
    }

    wanted = VALUES["TT-01"]["breakdown"]["year"], VALUES["TT-02"]["breakdown"]["year"]
    assert by_year == {
        year: (count, wanted[1][year]) for year, count in wanted[0].items() if count is not None
    }
    assert sum(count for count, _people in by_year.values()) == VALUES["TT-01"]["value"] == 33
    assert sum(people for _count, people in by_year.values()) == VALUES["TT-02"]["value"] == 2430


def test_workshops_and_training_apart_with_the_words_of_the_source():
    rows = Activity.objects.filter(kind__in=EVENT_KINDS).order_by()

    by_label = {
        (row["kind"], row["raw_label"]): (row["events"], row["people"])
        for row in rows.values("kind", "raw_label").annotate(
            events=Sum("event_count"), people=Sum("attendance_count")
        )
    }

    assert by_label == {
        ("workshop", "hội thảo"): (5, 550),
        ("training", "khóa tập huấn"): (14, 900),
        ("training", "lớp tập huấn"): (14, 980),
    }


def test_leaflets_and_television_are_known_for_the_whole_period_only():
    others = Activity.objects.exclude(kind__in=EVENT_KINDS)

    assert set(
        others.values_list(
            "kind", "year", "period_from", "period_to", "event_count", "done_quantity",
            "planned_quantity", "unit",
        )
    ) == {
        (ActivityKind.LEAFLET, None, 2009, 2015, None, 30000, None, "bộ"),
        (ActivityKind.TV_REPORT, None, 2009, 2015, 13, None, None, ""),
        (ActivityKind.TALK_SHOW, None, 2009, 2015, 1, None, None, ""),
    }  # fmt: skip


def test_no_establishment_is_named_beyond_the_two_households():
    assert set(Establishment.objects.values_list("name", "stratum", "zone_name")) == {
        ("Hộ sản xuất gốm Đào Việt Bình", "ho", ""),
        ("Hộ sản xuất Nguyễn Thị Huệ", "ho", "Làng nghề rèn truyền thống Đa Sỹ"),
    }
    assert DemonstrationModel.objects.count() == VALUES["HT-10"]["value"]


# Documents, plans, focal unit


def test_two_overlapping_plans_issued_at_two_levels():
    plans = ActionPlan.objects.filter(owner=department()).order_by("year_from")

    assert list(
        plans.values_list(
            "document__number", "document__issued_on", "document__issuer_level", "year_from",
            "year_to",
        )
    ) == [
        ("1920/QĐ-SCT", dt.date(2010, 6, 22), IssuerLevel.DEPARTMENT, 2010, 2012),
        ("3090/QĐ-UBND", dt.date(2012, 7, 13), IssuerLevel.PEOPLES_COMMITTEE, 2012, 2015),
    ]  # fmt: skip
    assert all(plan.document.is_identified for plan in plans)
    assert {plan.strategy.code for plan in plans} == {"qd-1419"}


def test_the_annual_lists_stand_without_number_day_or_year_and_do_not_count():
    (annual,) = TaskList.objects.filter(owner=department())

    assert annual.year is None
    assert not annual.document.is_identified
    assert "Chưa xác định số, ngày, năm" in annual.note


def test_the_office_is_only_proposed_and_nobody_is_counted():
    unit = FocalUnit.objects.get(owner=department())

    assert (unit.state, unit.since_year) == (FocalState.PROPOSED, 2010)
    assert not Organisation.objects.filter(name=unit.name).exists()
    assert set(unit.disciplines.values_list("staff_count", flat=True)) == {None}
    assert list(unit.equipment.order_by("pk").values_list("name", "count")) == [
        ("thiết bị phân tích nước", None),
        ("khói thải", None),
        ("thiết bị siêu âm", None),
        ("thiết bị phân tích dòng điện", None),
    ]


def test_the_department_writes_under_its_committee():
    unit = department()

    assert (unit.letterhead, unit.parent.letterhead) == ("SỞ CÔNG THƯƠNG", "UBND THÀNH PHỐ HÀ NỘI")
    assert (unit.symbol, unit.head_position, unit.head_name) == ("SCT", "GIÁM ĐỐC", "")
    assert unit.province.name == "Hà Nội"


def test_everything_belongs_to_the_department():
    unit = department()

    for model in OWNED:
        rows = model.objects.filter(owner=unit)
        assert rows.exists(), model
    assert Activity.objects.exclude(department=unit).count() == 0


# The report


def test_the_period_and_each_of_its_years_are_rounds_with_windows_of_their_own():
    rounds = {round.code: round for round in ReportingRound.objects.all()}

    assert set(rounds) == {"2009-2015", *map(str, range(2009, 2016))}
    period, year = rounds["2009-2015"], rounds["2015"]
    assert (period.window_from, period.window_to) == (dt.date(2008, 12, 15), dt.date(2015, 12, 14))
    assert (year.window_from, year.window_to) == (dt.date(2014, 12, 15), dt.date(2015, 12, 14))
    assert (period.form.code, year.form.code) == ("BM-GD", "BM-SCT")
    assert (period.due_on, year.due_on) == (dt.date(2026, 12, 31), dt.date(2015, 12, 31))
    assert period.letter_number == ""
    assert "3113/BCT-KHCN" in period.legal_basis
    assert "để trống vì" in period.legal_basis
    assert set(RoundAddressee.objects.values_list("organisation__code", flat=True)) == {
        "sct-ha-noi"
    }


CLAIMED = {row["code"]: row for row in EXPECTED["claims_without_log"] if row.get("claim")} | {
    code: VALUES[code] for code in ("TT-01", "TT-02")
}


def test_exactly_the_expected_claims_are_claims():
    claims = Claim.objects.select_related("indicator")

    assert sorted(claim.indicator.code for claim in claims) == sorted(CLAIMED)


@pytest.mark.parametrize("code", CLAIMED)
def test_a_claim_says_what_the_source_says(code):
    claim = Claim.objects.get(indicator__code=code)
    stated = CLAIMED[code]["claim"]

    assert plain(claim.verbatim) in of_the_seed("seed_000.txt")
    assert claim.value == stated.get("value")
    assert claim.comparator == stated.get("op", "")
    assert claim.is_met_claim == (code in {"MT-01", "MT-02", "MT-03", "MT-04"})
    assert claim.is_beyond_unit == (code == "MT-04")


def test_assessments_are_claims_with_years_and_sectors():
    quick, detailed = (Claim.objects.get(indicator__code=code) for code in ("HT-02", "HT-03"))

    assert (quick.value, quick.stated_for, len(quick.sectors)) == (19, "2010-2011", 8)
    assert (detailed.value, detailed.stated_for, len(detailed.sectors)) == (30, "2013-2014", 9)
    assert "kinh kiện điện tử" in detailed.sectors


def test_half_of_the_establishments_is_an_estimate():
    claim = Claim.objects.get(indicator__code="MT-01")

    assert (claim.value, claim.unit, claim.is_estimate) == (50, "%", True)
    assert claim.stated_for == "đến hết năm 2015"


def test_one_sentence_with_four_requests_is_four_requests():
    classes = Request.objects.order_by("ordinal").values_list("request_class", flat=True)

    assert list(classes) == ["awareness", "technical", "model", "finance"]


def test_every_section_of_the_form_has_its_words():
    report = Report.objects.get(code="sct-ha-noi_2009-2015")
    sections = report.round.form.sections.values_list("key", flat=True)

    assert set(Narrative.objects.filter(report=report).values_list("section_key", flat=True)) == {
        *sections
    }


def test_the_words_insert_only_figures_of_the_form_and_claims_that_exist():
    report = Report.objects.get()
    words = "\n".join(Narrative.objects.values_list("text", flat=True))
    inserted = re.findall(r"\{\{(.*?)\}\}", words)

    codes = {name.split()[0] for name in inserted if not name.startswith("claim:")}
    claims = {name.removeprefix("claim:") for name in inserted if name.startswith("claim:")}

    assert codes <= set(VALUES)
    assert claims <= set(Claim.objects.filter(report=report).values_list("key", flat=True))
    assert {"TT-01", "TT-02", "TT-05", "TT-06", "TT-07", "HT-10", "KN-01"} == codes


def test_the_words_count_attendances_and_pass_no_verdict():
    words = "\n".join(Narrative.objects.values_list("text", flat=True)).lower()

    assert "lượt người tham dự" in words
    assert not re.search(r"đối chiếu|không khớp|chưa có số liệu|vượt số liệu|trên 2\.500", words)


def test_the_department_sees_its_rows_and_a_neighbour_none(django_user_model):
    unit = department()
    neighbour = Organisation.objects.create(
        code="sct-lang-gieng", kind=Kind.DEPARTMENT, name="Sở bên", province=unit.province
    )

    for model in (Activity, ActionPlan, Report):
        assert model.objects.visible_to(Access(organisation=unit)).exists()
        assert not model.objects.visible_to(Access(organisation=neighbour)).exists()


# Loading again


def test_a_second_load_changes_nothing_and_says_so():
    assert load(FILE).startswith(NOTHING_NEW)
    assert "không ghi đè" not in load(FILE)


def test_a_load_takes_few_queries():
    with CaptureQueriesContext(connection) as queries:
        load(FILE)

    assert len(queries) <= 40


def edit(model, values, **lookup):
    """As somebody of the department would, in its own database role."""
    access = Access(organisation=department())
    with use_tenant(access.tenant):
        assert model.objects.filter(**lookup).update(**values) == 1


def enter_on_screen(owner, **fields):
    with use_tenant(Access(organisation=owner).tenant):
        fields = {"title": "Nhập trên màn hình", "issued_on": dt.date(2011, 5, 4)} | fields
        LegalDocument.objects.create(type="decision", **fields)


def test_what_people_changed_is_left_and_named():
    edit(Activity, {"attendance_count": 310}, year=2010, kind="workshop")

    said = load(FILE)

    assert Activity.objects.get(year=2010, kind="workshop").attendance_count == 310
    assert said.endswith(
        "Có 1 dòng đã được người dùng sửa hoặc xóa, không ghi đè:"
        " hoạt động truyền thông, đào tạo 'Hội thảo hướng dẫn áp dụng SXSH năm 2010'."
    )


def test_a_row_that_people_moved_to_another_year_is_not_added_again():
    edit(Activity, {"year": 2012}, year=2011)

    load(FILE)

    assert Activity.objects.filter(kind__in=EVENT_KINDS).aggregate(n=Sum("event_count"))["n"] == 33


def test_a_row_that_people_deleted_stays_deleted():
    with use_tenant(Access(organisation=department()).tenant):
        Activity.objects.filter(year=2011).delete()

    said = load(FILE)

    assert not Activity.objects.filter(year=2011).exists()
    assert "'Khóa tập huấn hướng dẫn áp dụng SXSH năm 2011'" in said


def test_a_changed_file_updates_rows_that_nobody_touched(spoil):
    said = load(spoil("participants: 200", "participants: 210"))

    assert Activity.objects.get(year=2011).attendance_count == 210
    assert said.startswith("Đã thêm 0 dòng, cập nhật 1 dòng, giữ nguyên ")


def test_a_submitted_report_is_not_taken_for_an_edit():
    Report.objects.update(is_submitted=True)

    assert load(FILE).startswith(NOTHING_NEW)
    assert "không ghi đè" not in load(FILE)


@pytest.mark.parametrize("enter", [make_document, enter_on_screen])
def test_a_number_that_another_document_has_is_refused(enter, spoil):
    enter(department(), number="77/QĐ-UBND", title="Về việc khác")
    path = spoil('"3090/QĐ-UBND"', '"77⁄QĐ‑UBND"')

    refusal = refusal_of(path)

    assert "mục legal_documents[1].number: sổ văn bản đã có Quyết định 77/QĐ-UBND" in refusal


def test_a_document_that_people_entered_first_is_theirs(spoil):
    enter_on_screen(department(), number="77/QĐ-UBND", issued_on=dt.date(2012, 7, 13))

    said = load(spoil('"3090/QĐ-UBND"', '"77/QĐ-UBND"'))

    assert "văn bản 'Quyết định 77/QĐ-UBND'" in said
    assert LegalDocument.objects.get(number="77/QĐ-UBND").plan.year_to == 2015


def test_a_new_row_of_the_file_is_added(spoil):
    row = "{row: 8, year: 2012, kind_verbatim: hội nghị, kind: conference, events: 1}"

    said = load(spoil("training_claims:", f"  - {row}\ntraining_claims:"))

    assert Activity.objects.get(year=2012).event_count == 1
    assert said.startswith("Đã thêm 1 dòng, cập nhật 0 dòng")


def test_the_file_has_no_verbatim_that_the_seed_does_not(hanoi_text):
    seed = of_the_seed("seed_000.txt")
    stated = re.findall(r'verbatim: "([^"]*)"', hanoi_text)

    assert len(stated) > 10
    assert [text for text in stated if plain(text) not in seed] == []


def test_nothing_is_counted_twice():
    assert not (
        Activity.objects.order_by()
        .values("kind", "raw_label", "year", "period_from")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
    )
