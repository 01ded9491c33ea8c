"""Reasons, benchmarks and the household's sheet as the reference files have them."""

import datetime as dt
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from assessments.enums import BenchmarkKind, ReasonGroup
from assessments.load_benchmarks import load_benchmarks
from assessments.load_conversions import load_conversions
from assessments.load_household_sheet import load_household_sheet
from assessments.models import Benchmark, ConversionFactor, HouseholdSheet, Reason, Resource
from organisations.loading import FileRefused, Tally
from organisations.tenancy import owner_login
from programmes.enums import Provenance
from tests.loading.conftest import REFERENCE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_owner():
    with owner_login():
        yield


@pytest.fixture
def folder(tmp_path):
    """A copy of the files that a test may change."""
    shutil.copytree(REFERENCE / "assessments", tmp_path / "assessments")
    return tmp_path


def change(folder, file, old, new):
    path = Path(folder, "assessments", file)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_22_reasons_of_which_three_are_lasting():
    lasting = Reason.objects.filter(is_lasting=True)

    assert Reason.objects.count() == 22
    assert list(lasting.values_list("code", flat=True)) == ["R06", "R09", "R14"]
    assert list(Reason.objects.filter(needs_text=True).values_list("code", "group")) == [
        ("R22", ReasonGroup.OTHER)
    ]


def test_a_norm_binds_for_its_days_and_names_its_source():
    norm = Benchmark.objects.get(code="BIA-VN-1B")

    assert (norm.division, norm.unit, norm.value) == ("11", "MJ/hl", Decimal(286))
    assert norm.kind == BenchmarkKind.NORM
    assert "TT 19/2016/TT-BCT" in norm.source
    assert norm.legal == "Thông tư 19/2016/TT-BCT"
    assert not norm.has_ended(dt.date(2025, 12, 31))
    assert norm.has_ended(dt.date(2026, 1, 1))


def test_a_range_is_exact_and_one_for_all_sectors_has_no_division():
    assert Benchmark.objects.count() == 100
    beer = Benchmark.objects.get(code="BIA-EU-1")
    assert (beer.value, beer.low, beer.high) == (None, Decimal("0.02"), Decimal("0.05"))
    assert beer.legal == "EU 2019/2031 bảng 5 (tham khảo)"
    assert Benchmark.objects.filter(division="").count() == 5


def test_a_document_whose_figures_were_not_seen_has_none_and_says_so():
    unseen = Benchmark.objects.get(code="NHUA-VN-2")

    assert not unseen.has_figure
    assert unseen.is_unverified
    assert unseen.provenance == Provenance.SHAKY
    assert not Benchmark.objects.get(code="BIA-VN-1A").is_unverified


def test_what_is_not_to_be_shown_is_hidden():
    hidden = Benchmark.objects.filter(is_hidden=True)

    assert list(hidden.values_list("code", flat=True)) == ["NHUOM-VN-1"]


def test_a_benchmark_with_an_unknown_source_is_refused(folder):
    change(folder, "benchmarks.yaml", "source: [A01, A02]", "source: [A01, A99]")

    with pytest.raises(FileRefused, match="không có nguồn 'A99'"):
        load_benchmarks(folder, Tally())


def test_the_household_sheet_has_fifteen_questions_in_one_version():
    sheet = HouseholdSheet.objects.get(is_current=True)
    questions = {question["code"]: question for question in sheet.content["questions"]}

    assert list(questions) == [f"H{number:02}" for number in range(1, 16)]
    assert [line["resource"] for line in questions["H06"]["rows"]] == [
        "LPG", "THAN_CAM_34", "THAN_TO_ONG", "CUI", "DO",
    ]  # fmt: skip
    assert questions["H13"]["answers"] == {
        "done": "DA_LAM",
        "partly": "MOT_PHAN",
        "blank": "CHUA",
    }
    assert questions["H01"]["is_personal"]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("units: [BINH_45, BINH_12, KG]", "units: [BINH_46]", "không có mã 'BINH_46'"),
        ("resource: DIEN", "resource: DIEN_2", "không có mã 'DIEN_2'"),
        ("item: CTTB-01", "item: CTTB-99", "không có mã 'CTTB-99'"),
        ("required: [nghe, san_pham]", "required: [ngheo]", "không có ô 'ngheo'"),
        ('vi: "củi"', 'vi: "củi gỗ"', "đã nạp với nội dung khác"),
    ],
)
def test_a_sheet_that_names_what_is_not_there_is_refused(folder, old, new, sentence):
    change(folder, "household_sheet.yaml", old, new)

    with pytest.raises(FileRefused, match=sentence):
        load_household_sheet(folder, Tally())


def test_a_grid_factor_that_the_ministry_entered_is_left_when_the_file_brings_one(folder):
    resource = Resource.objects.get(code="DIEN")
    ConversionFactor.objects.create(
        code="GRID.2024", kind="grid", resource=resource, year=2024, value=Decimal("0.65"),
        unit="t CO2/MWh", provenance=Provenance.OFFICIAL, source="CV 1", is_entered=True,
    )  # fmt: skip
    change(folder, "resources.yaml", "code: GRID.2023, kind: grid, resource: DIEN, year: 2023",
           "code: GRID.2024, kind: grid, resource: DIEN, year: 2024")  # fmt: skip
    tally = Tally()

    load_conversions(folder, tally)

    kept = ConversionFactor.objects.get(year=2024)
    assert (kept.value, kept.is_entered) == (Decimal("0.65"), True)
    assert "hệ số quy đổi 'GRID.2024'" in tally.sentence()
