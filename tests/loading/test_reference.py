"""Reference data: provinces over time, strategies with provenance, indicators, forms, checks."""

import datetime as dt
import re
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.load_reference import load_reference
from organisations.access import Access
from organisations.loading import FileRefused
from organisations.models import (
    Organisation,
    OrganisationSuccession,
    Province,
    ProvinceSuccession,
)
from organisations.tenancy import owner_login, use_tenant
from programmes.enums import Provenance
from programmes.models import (
    Indicator,
    LegalDocument,
    Obligation,
    Scheme,
    Strategy,
    Target,
)
from reports.models import CheckRule, FormColumn, FormRow, FormSection, FormTable, ReportForm
from tests.loading.conftest import REFERENCE
from tests.loading.test_hanoi import of_the_seed, plain

pytestmark = pytest.mark.django_db
LAST_DAY, FIRST_DAY = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


@pytest.fixture(autouse=True)
def as_owner():
    with owner_login():
        yield


@pytest.fixture
def folder(tmp_path):
    """A copy of reference/ that a test may change."""
    return Path(shutil.copytree(REFERENCE, tmp_path / "reference"))


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# Provinces


@pytest.mark.parametrize(
    ("day", "count"),
    [(dt.date(2009, 1, 1), 63), (LAST_DAY, 63), (FIRST_DAY, 34), (dt.date(2026, 11, 21), 34)],
)
def test_63_provinces_until_30_june_2025_and_34_after(day, count):
    assert Province.objects.on(day).count() == count
    assert len(set(Province.objects.on(day).values_list("code", flat=True))) == count


def test_seven_codes_mean_another_province_since_july_2025():
    before = dict(Province.objects.on(LAST_DAY).values_list("code", "name"))
    after = dict(Province.objects.on(FIRST_DAY).values_list("code", "name"))

    renamed = {code for code in before.keys() & after.keys() if before[code] != after[code]}

    assert renamed == {"15", "24", "44", "52", "80", "82", "91"}


def test_every_old_province_leads_to_exactly_one_of_today():
    after = set(Province.objects.on(FIRST_DAY).values_list("pk", flat=True))
    leads = defaultdict(set)
    for old, new in ProvinceSuccession.objects.filter(on=FIRST_DAY).values_list(
        "predecessor_id", "successor_id"
    ):
        leads[old].add(new)
    olds = Province.objects.on(LAST_DAY)

    ends = [leads[old.pk] or {old.pk} for old in olds]

    assert all(len(end) == 1 for end in ends)
    assert set().union(*ends) == after
    assert sum(old.valid_to is None for old in olds) == 11


def test_six_cities_are_under_the_centre_on_1_july_2025():
    cities = Province.objects.on(FIRST_DAY).filter(type="thành phố trung ương")

    assert set(cities.values_list("name", flat=True)) == {
        "Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "day", "name", "type"),
    [
        ("46", dt.date(2015, 12, 31), "Thừa Thiên Huế", "tỉnh"),
        ("46", dt.date(2025, 1, 1), "Huế", "thành phố trung ương"),
        ("75", dt.date(2026, 4, 29), "Đồng Nai", "tỉnh"),
        ("75", dt.date(2026, 4, 30), "Đồng Nai", "thành phố trung ương"),
    ],
)
def test_a_change_of_name_or_type_is_a_dated_row(code, day, name, type):
    province = Province.objects.on(day).get(code=code)

    assert (province.name, province.type) == (name, type)


# The Ministry, its documents, strategies, obligations


def test_the_ministry_continues_the_one_that_signed_the_directive():
    ministry = Organisation.objects.get(code="bct")

    assert (ministry.name, ministry.letterhead, ministry.symbol) == (
        "Bộ Công Thương", "BỘ CÔNG THƯƠNG", "BCT",
    )  # fmt: skip
    (succession,) = OrganisationSuccession.objects.filter(successor=ministry)
    assert succession.predecessor.name == "Bộ Công nghiệp"
    assert "chưa kiểm chứng" in succession.decision


@pytest.mark.parametrize("typed", ["1419⁄QĐ-TTg", "1419/QĐ‑TTg", " 1419/QĐ-TTg\u00a0"])
def test_a_number_is_found_however_it_is_typed(typed):
    assert LegalDocument.objects.get(number=typed).issued_on == dt.date(2009, 9, 7)


def test_the_directive_is_shown_as_unverified():
    directive = LegalDocument.objects.get(number="08/2007/CT-BCN")

    assert directive.is_unverified
    assert directive.get_provenance_display() == "chưa kiểm chứng, cần đối chiếu văn bản gốc"
    assert "chưa kiểm chứng" in directive.note


def test_national_documents_belong_to_the_ministry_and_to_everybody():
    documents = LegalDocument.objects.filter(is_national=True)

    assert documents.count() == 13
    assert set(documents.values_list("owner__code", flat=True)) == {"bct"}


TARGETS_OF_1419 = {
    ("MT-01", 2015): (50, None, False),
    ("MT-02", 2015): (25, None, False),
    ("MT-03", 2015): (5, 8, False),
    ("MT-04", 2015): (70, None, True),
    ("MT-01", 2020): (90, None, False),
    ("MT-02", 2020): (50, None, False),
    ("MT-03", 2020): (8, 13, False),
    ("MT-04", 2020): (90, None, True),
    ("MT-05", 2020): (90, None, False),
}
TARGETS_OF_889 = {
    ("MT-06", 2025): (5, 8, False),
    ("MT-07", 2025): (70, None, False),
    ("MT-08", 2025): (20, 30, True),
    ("MT-09", 2025): (80, None, True),
    ("MT-10", 2025): (85, None, False),
    ("MT-06", 2030): (7, 10, False),
    ("MT-07", 2030): (100, None, False),
    ("MT-09", 2030): (100, None, True),
    ("MT-10", 2030): (100, None, False),
    ("MT-11", 2030): (90, None, True),
}


@pytest.mark.parametrize(
    ("code", "wanted"), [("qd-1419", TARGETS_OF_1419), ("qd-889", TARGETS_OF_889)]
)
def test_targets_of_a_strategy(code, wanted):
    targets = Target.objects.filter(milestone__strategy__code=code).select_related(
        "milestone", "indicator"
    )

    assert {
        (t.indicator.code, t.milestone.year_to): (t.value, t.upper, t.is_for_nation_only)
        for t in targets
    } == wanted
    assert {t.provenance for t in targets} == {Provenance.FOUND}
    assert all(t.is_national for t in targets)


def test_targets_agree_with_the_milestones_of_their_indicators():
    for target in Target.objects.filter(is_national=True, indicator__isnull=False):
        aggregation = target.indicator.aggregation
        milestones = {m["until"]: m for m in aggregation["milestones"]}
        stated = milestones[target.milestone.year_to]

        assert (stated["value"], stated.get("upper")) == (target.value, target.upper)
        assert stated["op"] == target.comparator
        assert target.milestone.strategy.document.number == aggregation["programme"]


def test_the_scheme_titles_say_that_they_are_recalled():
    schemes = Scheme.objects.filter(strategy__code="qd-1419")

    assert [scheme.lead for scheme in schemes] == ["Bộ Công Thương"] * 4 + ["Bộ Tài chính"]
    assert {scheme.provenance for scheme in schemes} == {Provenance.RECALLED}


def test_twelve_obligations_in_the_words_of_the_directive():
    seed = of_the_seed("seed_003.txt").lower()
    spelling = str.maketrans({"–": "-"})

    obligations = Obligation.objects.all()

    assert [row.code for row in obligations] == [f"O{n}" for n in range(1, 13)]
    for row in obligations:
        assert plain(row.duty).rstrip(".").lower().translate(spelling) in seed, row.code


def test_three_strategies_with_years():
    assert list(Strategy.objects.values_list("code", "year_from", "year_to")) == [
        ("qd-1419", 2009, 2020),
        ("qd-76", 2016, 2020),
        ("qd-889", 2021, 2030),
    ]


# Indicators, forms, checks


def test_indicators_keep_their_definition_and_who_types_them():
    assert Indicator.objects.count() == 101
    assert set(Indicator.objects.filter(is_typed=True).values_list("code", flat=True)) == {
        "CS-03", "MT-09", "MT-10",
    }  # fmt: skip
    assert Indicator.objects.get(code="TT-01").aggregation == {"kind": "sum", "of": "event_count"}
    assert "[proposal]" in Indicator.objects.get(code="TT-01").provenance


def stored_forms():
    return {form.code: form for form in ReportForm.objects.all()}


@pytest.mark.parametrize(
    ("code", "file"),
    [
        ("BM-GD", "form_period_summary"),
        ("BM-SCT", "form_annual_department"),
        ("BM-TD", "form_annual_corporation"),
    ],
)
def test_a_form_has_the_sections_tables_rows_and_columns_of_its_file(code, file):
    wanted = yaml.safe_load((REFERENCE / f"forms/{file}.yaml").read_text(encoding="utf-8"))
    form = stored_forms()[code]

    assert list(form.sections.values_list("key", "number")) == [
        (section["key"], section["number"] or "") for section in wanted["sections"]
    ]
    for section in wanted["sections"]:
        for table in section["tables"]:
            stored = FormTable.objects.get(section__form=form, key=table["id"])
            if table["layout"] == "indicators":
                rows = table.get("rows") or [
                    row for rows in table["row_sets"].values() for row in rows["rows"]
                ]
                assert [r.indicator.code for r in stored.rows.all()] == [
                    row["indicator"] for row in rows
                ]
                assert [c.key for c in stored.columns.all()] == table["columns"]
            elif table["layout"] == "dimension":
                assert stored.row_dimension == table["rows"]["dimension"]
                assert [c.indicator.code for c in stored.columns.all()] == [
                    column["indicator"] for column in table["columns"]
                ]
            else:
                sources = stored.rows.filter(is_list_source=True)
                totals = stored.rows.filter(is_list_source=False)
                assert [r.indicator.code for r in sources] == table["from"]
                assert [r.indicator.code for r in totals] == table["totals"]
                assert stored.list_fields == table["fields"]


def test_placeholders_and_labels_of_columns_stay_for_the_compiler():
    table = FormTable.objects.get(key="gd_b03")

    labels = dict(table.columns.values_list("key", "label"))

    assert labels["giai_doan"] == "Thực hiện giai đoạn {từ}-{đến}"
    assert labels["ke_hoach"] == "Kế hoạch năm {N}"
    assert table.drops_empty_rows


def test_the_targets_of_an_annual_report_depend_on_its_year():
    rows = FormRow.objects.filter(table__key="sct_b17")

    assert {(tuple(r.years), r.indicator.code) for r in rows} == {
        *(((2009, 2020), code) for code in ("MT-01", "MT-02", "MT-03", "MT-05")),
        *(((2021, 2030), code) for code in ("MT-06", "MT-07", "MT-10")),
    }


def test_what_a_line_is_narrowed_to_and_how_it_is_printed_do_not_mix():
    leaflets = FormRow.objects.get(table__key="gd_b03", label__startswith="Tờ rơi")
    fuel = FormRow.objects.get(table__key="gd_b07", indicator__code="KQ-02")
    nation = FormRow.objects.get(table__key="gd_b09", indicator__code="MT-04")

    assert leaflets.filter == {"publication_kind": "tờ rơi"}
    assert fuel.filter == {"@expand": "fuel"}
    assert nation.filter == {"@given_by": "ministry"}


def test_only_blockers_stop_and_there_are_four():
    assert Counter(CheckRule.objects.values_list("severity", flat=True))["blocker"] == 4
    assert CheckRule.objects.count() == 59
    assert CheckRule.objects.get(code="KT-29").forms == ["BM-GD", "BM-SCT", "BM-TD"]


# Loading again


def test_a_second_load_changes_nothing_and_says_so():
    assert load_reference(REFERENCE).sentence() == "Không có gì thay đổi: 800 dòng đã có."


def test_a_load_takes_few_queries():
    with CaptureQueriesContext(connection) as queries:
        load_reference(REFERENCE)

    assert len(queries) <= 47


def test_a_changed_indicator_keeps_its_row(folder):
    before = Indicator.objects.get(code="TT-01")
    change(folder / "forms/indicators.yaml", "unit: cuộc, lớp", "unit: cuộc")

    tally = load_reference(folder)

    after = Indicator.objects.get(code="TT-01")
    assert (after.pk, after.unit) == (before.pk, "cuộc")
    assert (tally.added, tally.changed) == (0, 1)


def test_an_indicator_gone_from_the_file_stays(folder):
    text = (folder / "forms/indicators.yaml").read_text(encoding="utf-8")
    row = re.search(r"- code: TT-08\n(?:  .*\n)+", text)[0]
    (folder / "forms/indicators.yaml").write_text(text.replace(row, ""), encoding="utf-8")
    for path in (folder / "forms").glob("form_*.yaml"):
        text = path.read_text(encoding="utf-8")
        row = r",? ?\{indicator: TT-08\}|\n    - \{indicator: TT-08\}"
        path.write_text(re.sub(row, "", text), encoding="utf-8")
        change(path, 'version: "2026-1"', 'version: "2026-2"')

    load_reference(folder)

    assert Indicator.objects.filter(code="TT-08").exists()


def test_a_form_in_use_is_not_changed_in_place(folder):
    change(folder / "forms/form_period_summary.yaml", 'title: "Khái quát"', 'title: "Mở đầu"')

    with pytest.raises(FileRefused) as refusal:
        load_reference(folder)

    assert "biểu mẫu BM-GD phiên bản 2026-1 đã dùng cho kỳ báo cáo" in str(refusal.value)
    assert "Hãy đặt số phiên bản mới" in str(refusal.value)


def test_a_new_version_of_a_form_is_a_new_form(folder):
    change(folder / "forms/form_period_summary.yaml", 'title: "Khái quát"', 'title: "Mở đầu"')
    change(folder / "forms/form_period_summary.yaml", 'version: "2026-1"', 'version: "2026-2"')

    load_reference(folder)

    titles = FormSection.objects.filter(form__code="BM-GD", key="mo_dau").order_by("form__version")
    assert list(titles.values_list("form__version", "title")) == [
        ("2026-1", "Khái quát"),
        ("2026-2", "Mở đầu"),
    ]


def test_a_form_that_nobody_uses_is_replaced(folder):
    columns = FormColumn.objects.filter(table__section__form__code="BM-TD").count()
    change(
        folder / "forms/form_annual_corporation.yaml",
        'title: "Đầu mối và nhân lực"',
        'title: "Nhân lực"',
    )

    tally = load_reference(folder)

    assert (tally.added, tally.changed) == (0, 1)
    assert FormTable.objects.get(key="td_b02").title == "Nhân lực"
    assert FormColumn.objects.filter(table__section__form__code="BM-TD").count() == columns


def test_what_the_ministry_verified_on_screen_is_left():
    ministry = Access(organisation=Organisation.objects.get(code="bct"))
    with use_tenant(ministry.tenant):
        LegalDocument.objects.filter(number="08/2007/CT-BCN").update(
            provenance=Provenance.OFFICIAL, note="Đã đối chiếu bản gốc."
        )

    said = load_reference(REFERENCE).sentence()

    assert not LegalDocument.objects.get(number="08/2007/CT-BCN").is_unverified
    assert "Có 1 dòng đã được người dùng sửa" in said
    assert "'Chỉ thị 08/2007/CT-BCN'" in said


FAULTS = {
    "an unknown indicator in a form": (
        "forms/form_period_summary.yaml",
        "from: [HT-10]",
        "from: [HT-99]",
        "mục sections[4].tables[1].from[0]: không có chỉ tiêu mã 'HT-99'",
    ),
    "an unknown column": (
        "forms/form_period_summary.yaml",
        "columns: [stt, chi_tieu, don_vi, gia_tri, ghi_chu]",
        "columns: [stt, chi_tieu, don_vi, tri_gia, ghi_chu]",
        "mục sections[2].tables[0].columns[3]: không có cột 'tri_gia'",
    ),
    "a code twice": (
        "forms/indicators.yaml",
        "- code: VB-02",
        "- code: VB-01",
        "mục indicators[1].code: mã VB-01 được dùng hai lần",
    ),
    "an unknown dimension": (
        "forms/indicators.yaml",
        "dimensions: [year, province, corporation, doc_kind, issuer_level]",
        "dimensions: [year, province, corporation, doc_sort, issuer_level]",
        "mục indicators[0].dimensions[3]: không có phân tổ 'doc_sort'",
    ),
    "a range upside down": (
        "strategies.yaml",
        "value: 5, upper: 8",
        "value: 9, upper: 8",
        "mục strategies[0].milestones[0].targets[2].upper: cận trên 8 nhỏ hơn giá trị 9",
    ),
    "an unknown mark of provenance": (
        "directive.yaml",
        "provenance: shaky",
        "provenance: sure",
        "mục document.provenance: không nhận 'sure'",
    ),
    "a column of provinces gone": (
        "provinces_63_to_34.csv",
        "old_name,",
        "",
        "dòng 1: hàng tiêu đề phải là old_code,old_name",
    ),
    "a province without its new code": (
        "provinces_63_to_34.csv",
        "02,Hà Giang,tỉnh,08,Tuyên Quang,",
        "02,Hà Giang,tỉnh",
        "dòng 3, mục [1]: phải có đúng 6 cột",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_spoilt_reference_file_is_refused_with_its_place(fault, folder):
    name, old, new, sentence = FAULTS[fault]
    change(folder / name, old, new)

    with pytest.raises(FileRefused) as refusal:
        load_reference(folder)

    assert sentence in str(refusal.value)
    assert str(refusal.value).startswith(f"Tệp {Path(name).name}, dòng ")
