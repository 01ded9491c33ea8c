"""The worksheets as they are loaded, and what of a file is refused."""

import shutil
from pathlib import Path

import pytest

from assessments.load_worksheets import load_worksheets
from assessments.models import WorksheetForm
from assessments.worksheets.schema import CATALOGUES, Level, Rows, Type, read
from organisations.loading import FileRefused, Tally
from organisations.tenancy import owner_login
from tests.loading.conftest import REFERENCE

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    with owner_login():
        return read(WorksheetForm.objects.get(is_current=True).content)


@pytest.fixture
def folder(tmp_path):
    """A copy of the files that a test may change."""
    shutil.copytree(REFERENCE / "assessments", tmp_path / "assessments")
    return tmp_path


def change(folder, old, new, *, file="worksheets.yaml"):
    path = Path(folder, "assessments", file)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_eighteen_tasks_in_six_steps(form):
    assert [step.no for step in form.steps] == [1, 2, 3, 4, 5, 6]
    assert [task.no for task in form.tasks] == list(range(1, 19))
    assert [len(step.tasks) for step in form.steps] == [3, 4, 2, 4, 3, 2]
    assert (len(form.sheets), sum(len(sheet.columns) for sheet in form.sheets)) == (29, 194)


def test_a_sheet_knows_its_rows_its_key_and_its_columns(form):
    assert form.task(1).title == "Thành lập nhóm (đội) SXSH"
    assert [sheet.kind for sheet in form.task(13).sheets] == [Rows.ONE, Rows.MANY]
    assert form.sheet("05_Kiem_tra").kind == Rows.COMPUTED
    assert form.sheet("08_Co_hoi").key == "ma"
    assert form.sheet("13_Xep_hang").key == "co_hoi"
    assert form.sheet("01_Thanh_vien").column("ho_ten").is_personal
    assert form.sheet("08_Co_hoi").column("nguyen_nhan").takes_many
    assert not form.sheet("12_Moi_truong").column("tco2").is_typed


def test_every_choice_has_labels_and_every_reference_leads_somewhere(form):
    names = {sheet.name for sheet in form.sheets}
    for sheet in form.sheets:
        for column in sheet.columns:
            assert bool(column.values) == (column.type == Type.CHOICE)
            assert bool(column.ref) == (column.type == Type.REFERENCE)
            assert not column.ref or column.ref in {*names, *CATALOGUES.values()}
            assert all(label for _code, label in column.values)
    role = form.sheet("01_Thanh_vien").column("vai_tro")
    assert role.values[0] == ("truong_nhom", "Trưởng nhóm")
    assert form.sheet("04_Nut").column("cong_doan").leads_to_sheet
    assert not form.sheet("04_Dong").column("tai_nguyen").leads_to_sheet


def test_every_task_says_in_vietnamese_when_it_is_done(form):
    assert form.task(9).done_when == ("Mọi cơ hội đã được sàng lọc",)
    assert sum(len(task.done_when) for task in form.tasks) == 36
    assert {check.level for task in form.tasks for check in task.checks} == set(Level)


def test_tolerances_are_exact(form):
    assert {name: str(value) for name, value in form.tolerances.items()} == {
        "total_mass_pct": "10",
        "water_pct": "5",
        "energy_metered_pct": "5",
        "energy_estimated_pct": "10",
        "component_pct": "10",
    }


FAULTS = {
    "a type that is none": (
        'vi: "Ngày ký", type: date',
        'vi: "Ngày ký", type: dat',
        "worksheets[0].tables[0].columns[1].type: không nhận 'dat'",
    ),
    "a code that no enum has": (
        "values: [truong_nhom, thu_ky,",
        "values: [truong_nhon, thu_ky,",
        "mã 'truong_nhon' chưa có nhãn tiếng Việt",
    ),
    "an enum that lacks a code": (
        "values: [truong_nhom, thu_ky,",
        "values: [thu_ky,",
        "thiếu mã so với worksheet_labels.yaml",
    ),
    "a choice without its codes": (
        "type: enum, values: [vao, ra, ton]",
        "type: enum",
        "values: ghi với loại enum",
    ),
    "a reference that leads nowhere": (
        'of: "02_Cong_doan", required: true',
        'of: "02_Cong_doam", required: true',
        "không có phiếu hay danh mục '02_Cong_doam'",
    ),
    "a key twice": (
        "{key: ngay_qd,",
        "{key: so_qd,",
        "'so_qd' được ghi hai lần",
    ),
    "a sheet twice": (
        '- sheet: "01_Thanh_vien"',
        '- sheet: "01_Quyet_dinh"',
        "'01_Quyet_dinh' được ghi hai lần",
    ),
    "a task in no step": ("tasks: [17, 18]", "tasks: [17]", "không thuộc bước nào"),
    "a level that is none": (
        "{level: loi, rule",
        "{level: loii, rule",
        "checks[0].level: không nhận 'loii'",
    ),
    "a line of done_when without its words": (
        'done_when: ["every opportunity screened"]',
        'done_when: ["every opportunity screened", "more"]',
        "có 2 dòng, worksheet_labels.yaml có 1",
    ),
    "other content in the same version": (
        'vi: "Ngày ký"',
        'vi: "Ngày ký quyết định"',
        "đã nạp với nội dung khác",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_an_engine_could_not_read_is_refused(fault, folder):
    old, new, sentence = FAULTS[fault]
    change(folder, old, new)

    with owner_login(), pytest.raises(FileRefused, match=r"^Tệp worksheets\.yaml") as refusal:
        load_worksheets(folder, Tally())

    assert sentence in str(refusal.value)


def test_a_label_gone_from_our_own_file_is_refused(folder):
    change(folder, 'thu_ky: "Thư ký", ', "", file="worksheet_labels.yaml")

    with owner_login(), pytest.raises(FileRefused, match="mã 'thu_ky' chưa có nhãn"):
        load_worksheets(folder, Tally())


def test_a_new_version_stands_beside_the_old_one_and_takes_its_place(folder):
    change(folder, 'vi: "Ngày ký"', 'vi: "Ngày ký quyết định"')
    change(folder, 'version: "2026-11-23.2"', 'version: "2027-01-05"')

    with owner_login():
        tally = Tally()
        load_worksheets(folder, tally)
        versions = WorksheetForm.objects.order_by("version").values_list("version", "is_current")

        assert list(versions) == [("2026-11-23.2", False), ("2027-01-05", True)]
        assert (tally.added, tally.changed) == (1, 1)
        old, new = (read(row.content) for row in WorksheetForm.objects.order_by("version"))
    assert old.sheet("01_Quyet_dinh").column("ngay_qd").title == "Ngày ký"
    assert new.sheet("01_Quyet_dinh").column("ngay_qd").title == "Ngày ký quyết định"


def test_an_older_version_that_is_loaded_late_is_not_current(folder):
    change(folder, 'version: "2026-11-23.2"', 'version: "2025-01-01"')

    with owner_login():
        load_worksheets(folder, Tally())

        assert WorksheetForm.objects.get(is_current=True).version == "2026-11-23.2"
