"""Files: headings that are remembered, refused rows as a workbook, one command, other units."""

import io
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from python_calamine import CalamineWorkbook

from enterprises.imports import actions
from enterprises.imports.faults import faults_path
from organisations import jobs
from organisations.enums import ImportState
from organisations.models import HeadingChoice, History, ImportBatch
from organisations.sheets.mapping import REASON_TITLE
from organisations.tenancy import owner_login
from tests.enterprises.asking import make_enterprise, make_plant
from tests.enterprises.imports.bringing import (
    applied,
    as_csv,
    checked,
    confirmed,
    plants,
    rows_of,
    run,
    uploaded,
)
from tests.factories import make_member
from tests.organisations.sample_sheets import page

pytestmark = pytest.mark.django_db

CODE, PERSON = "0100112437", "001099123456"
WRONG = ({"name": "Gốm Á"}, {"name": "Bê", "address": "Số 2", "number": "0100112438"})


def test_a_heading_that_was_explained_once_is_proposed_the_next_time(here, there):
    titles = {"address": "Chỗ làm", "name": "Xưởng"}
    body = as_csv({"name": "Gốm Á", "address": "Số 1", "own_code": "A1"}, titles=titles)
    first = uploaded(here, body)
    assert first.mapping["0"] == first.mapping["1"] == ""

    confirmed(here, first, {0: "name", 1: "address", 2: ""})

    assert uploaded(here, body).mapping == {"0": "name", "1": "address", "2": "own_code"}
    assert uploaded(there, body).mapping == {"0": "", "1": "", "2": "own_code"}
    with owner_login():
        owners = set(HeadingChoice.objects.values_list("owner", flat=True))
    assert owners == {here.access.organisation.pk}


def test_a_heading_explained_wrongly_is_unlearned_by_choosing_what_it_says(here):
    body = as_csv({"name": "Gốm Á", "address": "Số 1"}, titles={"name": "Xưởng"})
    both = as_csv({"name": "Gốm Á", "address": "Số 1"}, titles={"address": "Xưởng"})
    confirmed(here, uploaded(here, body), {0: "name", 1: ""})
    assert uploaded(here, both).mapping == {"0": "name", "1": "name"}

    confirmed(here, uploaded(here, both), {0: "name", 1: ""})

    assert uploaded(here, both).mapping == {"0": "name", "1": ""}


def test_examples_of_a_column_are_the_first_cells_that_hold_anything(client, here):
    rows = [{"name": f"Gốm {at}", "address": "Số 9" if at > 7 else ""} for at in range(12)]
    client.force_login(here)

    shown = client.get(uploaded(here, as_csv(*rows)).get_absolute_url()).content.decode()

    assert "Gốm 0 · Gốm 1 · Gốm 2" in shown
    assert "Số 9 · Số 9 · Số 9" in shown


def test_only_a_workbook_has_a_page_to_name(client, here):
    client.force_login(here)
    csv = uploaded(here, as_csv({"name": "Gốm Á"}))
    xlsx = uploaded(here, page(["Tên cơ sở"], ["Gốm Á"]), "co-so.xlsx")

    said = [client.get(batch.get_absolute_url()).content.decode() for batch in (csv, xlsx)]

    assert ["Trang tính:" in text for text in said] == [False, True]


def test_columns_that_nobody_reads_are_named_with_the_result(client, here):
    body = as_csv({"name": "Gốm Á", "address": "Số 1"}, titles={"address": "Chỗ làm"})
    batch = uploaded(here, body)
    run(here, actions.run_check, batch, confirmed(here, batch))
    client.force_login(here)

    shown = client.get(batch.get_absolute_url()).content.decode()

    assert "Không đọc các cột: “Chỗ làm”." in shown


def test_files_that_are_taken_away_end_once_and_are_named_for_what_they_are(client, here):
    body = page(["Tên cơ sở", "Mã số thuế"], ["Gốm Á", "1"])
    batch = uploaded(here, body, "Nhập.XLSX")
    run(here, actions.run_check, batch, confirmed(here, batch))
    client.force_login(here)
    addresses = [
        reverse("enterprises:import_template"),
        *(
            reverse(f"enterprises:{name}", args=[batch.pk])
            for name in ("import_faults", "import_file")
        ),
    ]

    names = []
    for address in addresses:
        answer = client.get(address)
        assert answer.getvalue() != b""
        names.append(unquote(answer.headers["Content-Disposition"]).rpartition("''")[2])

    assert names == [
        "Mẫu danh sách cơ sở sản xuất công nghiệp.xlsx",
        "Dòng cần sửa Nhập.xlsx",
        "Nhập.xlsx",
    ]


def test_what_a_command_brought_in_says_so(client, here, file):
    command(file({"name": "Gốm Á"}), here)
    client.force_login(here)
    with owner_login():
        batch = ImportBatch.objects.get()

    listed = client.get(reverse("enterprises:imports")).content.decode()
    shown = client.get(batch.get_absolute_url()).content.decode()

    assert ", bằng lệnh trên máy chủ</span>" in listed
    assert "Lệnh trên máy chủ tải lên lúc" in shown


def test_rows_that_were_found_stale_are_in_the_workbook(here):
    batch = checked(here, {"name": "Gốm Á", "address": "Số 1"}, {"name": "Bê"})
    assert faults_path(batch) is None
    make_plant(here, name="Gốm Á", address="Số 1")

    applied(here, batch)

    _heading, line = workbook_of(batch)
    assert line[0] == "Gốm Á"
    assert "Sổ đã thay đổi từ lúc kiểm tra" in line[-1]


def workbook_of(batch):
    """The lines of the refused rows, from the heading on."""
    lines = CalamineWorkbook.from_path(faults_path(batch)).get_sheet_by_index(0).to_python()
    top = next(at for at, cells in enumerate(lines) if REASON_TITLE in cells)
    return lines[top:]


def test_refused_rows_come_back_as_they_were_typed_with_their_reasons(here):
    batch = checked(here, *WRONG)

    heading, *lines = workbook_of(batch)

    assert heading == ["Tên cơ sở", "Địa chỉ", "Mã số thuế", REASON_TITLE]
    (line,) = lines
    assert line[:3] == ["Bê", "Số 2", "0100112438"]
    assert "Số kiểm tra của mã số thuế không đúng" in line[3]


def test_the_workbook_of_refused_rows_can_be_mended_and_brought_in(here):
    batch = checked(here, *WRONG)
    mended = uploaded(here, faults_path(batch).read_bytes(), "sua.xlsx")

    assert sorted(filter(None, mended.mapping.values())) == ["address", "name", "number"]


def test_a_file_without_a_refused_row_has_no_workbook(here):
    assert faults_path(checked(here, {"name": "Gốm Á"})) is None


def test_a_personal_number_does_not_stand_in_the_workbook_of_refused_rows(here):
    batch = checked(here, {"name": "Gốm Á", "number": PERSON})

    assert PERSON not in str(workbook_of(batch))


def test_it_stands_there_in_no_other_column_either_nor_on_the_page_or_in_a_name(here, client):
    """Columns that nobody reads are written out as they came."""
    body = f"Tên cơ sở;CCCD chủ hộ;Ghi chú;Lao động\nGốm Á;{PERSON};CC {PERSON};x".encode()
    batch = uploaded(here, body, f"hộ {PERSON}.csv")
    run(here, actions.run_check, batch, confirmed(here, batch))
    client.force_login(here)
    answer = client.get(batch.get_absolute_url())

    shown = str(workbook_of(batch)) + answer.content.decode() + batch.name + str(batch.sample)
    assert PERSON not in shown
    assert "•••••••••456" in shown


def test_the_first_rows_of_a_file_are_not_kept_for_ever(here):
    """Columns that nobody reads may hold people and whom to call."""
    body = "Tên cơ sở;Người liên hệ\nGốm Á;Nguyễn Thị Kín 0912345678".encode()
    batch = uploaded(here, body)

    assert "Nguyễn Thị Kín" in str(batch.sample)
    with owner_login():
        kept = History.objects.filter(table="organisations_importbatch", row_id=batch.pk)
        assert [row.after["name"] for row in kept] == ["co-so.csv"]
        assert "Nguyễn Thị Kín" not in str(kept.values_list("after", "before"))


@pytest.fixture
def file(tmp_path):
    def written(*rows):
        path = tmp_path / "danh-sach.csv"
        path.write_bytes(as_csv(*rows))
        return path

    return written


def command(path, person, *options):
    """(what it printed, what it ended with)"""
    said = io.StringIO()
    code = person.access.organisation.code
    try:
        call_command("import_establishments", path, *options, organisation=code, stdout=said)
    except CommandError as left:
        return said.getvalue(), f"{left} ({left.returncode})"
    return said.getvalue(), ""


def test_the_command_writes_right_rows_and_prints_the_others_with_words(here, file):
    make_plant(here, name="Gạch", legal_entity=make_enterprise(CODE))

    said, left = command(file(*WRONG, {"name": "Tên khác", "number": CODE}), here)

    assert sorted(plant.name for plant in plants(here)) == ["Gạch", "Gốm Á"]
    assert "1 mới, 0 thay đổi, 0 không đổi, 1 không nhận, 1 nghi trùng" in said
    assert "Dòng 3: Mã số thuế: Số kiểm tra của mã số thuế không đúng." in said
    assert "Dòng 4: “Tên khác” nghi trùng với cơ sở" in said
    assert left == "Còn 2 dòng không nhận hoặc nghi trùng, chưa ghi. (1)"


def test_the_command_says_nothing_more_when_every_row_is_right(here, file):
    said, left = command(file({"name": "Gốm Á"}), here)

    assert ("Đã ghi 1 dòng vào sổ." in said, left) == (True, "")


def test_the_command_names_columns_that_nobody_reads(here, file):
    path = file({"name": "Gốm Á", "address": "Số 1"})
    path.write_bytes(path.read_bytes().replace("Địa chỉ".encode(), "Chỗ làm".encode()))

    assert "Không đọc các cột: “Chỗ làm”." in command(path, here)[0]


@pytest.mark.parametrize("step", ["run_check", "run_apply"])
def test_the_command_does_not_wait_for_a_worker_that_failed(here, file, monkeypatch, step):
    def another_workers(job_pk):
        jobs.fail(job_pk, jobs.claim(job_pk), "Hỏng ở máy khác.", is_final=True)

    monkeypatch.setattr(actions, step, another_workers)

    said, left = command(file({"name": "Gốm Á"}), here)

    assert ("Đã ghi" in said, left) == (False, "Hỏng ở máy khác. (1)")


def test_the_command_tells_of_rows_that_turn_out_stale(here, file, monkeypatch):
    request_apply = actions.request_apply

    def somebody_enters_it_first(batch, *, access):
        make_plant(here, name="Gốm Á", address="Số 1")
        return request_apply(batch, access=access)

    monkeypatch.setattr(actions, "request_apply", somebody_enters_it_first)

    said, left = command(file({"name": "Gốm Á", "address": "Số 1"}, {"name": "Bê"}), here)

    assert "Dòng 2: Sổ đã thay đổi từ lúc kiểm tra" in said
    assert "Đã ghi 1 dòng vào sổ." in said
    assert left == "Còn 1 dòng không nhận hoặc nghi trùng, chưa ghi. (1)"


def test_a_dry_run_of_the_command_writes_nothing(here, file):
    said, left = command(file({"name": "Gốm Á"}), here, "--dry-run")

    assert (plants(here), left) == ([], "")
    assert "Chưa ghi gì vào sổ." in said
    with owner_login():
        assert ImportBatch.objects.get().state == ImportState.CANCELLED


def test_the_command_acts_for_its_unit_alone(here, there, file):
    theirs = make_plant(there, name="Gốm Á")

    _said, left = command(file({"site": theirs.pk, "name": "Tên mới"}), here)

    assert left != ""
    assert [plant.name for plant in plants(there)] == ["Gốm Á"]


def test_the_command_refuses_a_unit_or_a_file_that_is_not_there(here, file, tmp_path):
    with pytest.raises(CommandError, match=f"mang mã khong-co.*{here.access.organisation.code}"):
        call_command("import_establishments", file({"name": "Á"}), organisation="khong-co")
    assert "khong-co.csv: không có tệp này." in command(tmp_path / "khong-co.csv", here)[1]
    assert "đây là thư mục." in command(tmp_path, here)[1]


def addresses(batch):
    """Every page of a batch with the method that it answers."""
    decide = reverse("enterprises:import_decide", args=[batch.pk, 2])
    yield "post", decide, {"decision": "distinct"}
    for name, method in {
        "import": "get",
        "import_file": "get",
        "import_faults": "get",
        "import_undo": "get",
        "import_columns": "post",
        "import_apply": "post",
        "import_cancel": "post",
        "import_release": "post",
    }.items():
        yield method, reverse(f"enterprises:{name}", args=[batch.pk]), {}


def test_a_neighbour_sees_decides_writes_and_takes_away_nothing(client, here, there):
    batch = checked(here, *WRONG)
    client.force_login(there)

    answers = [
        getattr(client, method)(address, data).status_code
        for method, address, data in addresses(batch)
    ]

    assert answers == [404] * 9
    assert (len(rows_of(batch)), plants(here)) == (2, [])
    client.force_login(here)
    assert client.get(batch.get_absolute_url()).status_code == 200
    for name in ("import_file", "import_faults"):
        answer = client.get(reverse(f"enterprises:{name}", args=[batch.pk]))
        assert (answer.status_code, answer.getvalue() != b"") == (200, True)


def test_a_colleague_who_only_reads_looks_and_does_nothing(client, here):
    batch = checked(here, {"name": "Gốm Á"})
    client.force_login(make_member(role="viewer", organisation=here.access.organisation))

    assert client.get(reverse("enterprises:import", args=[batch.pk])).status_code == 200
    assert client.post(reverse("enterprises:import_apply", args=[batch.pk])).status_code == 403
    applied(here, batch)
    assert client.post(reverse("enterprises:import_undo", args=[batch.pk])).status_code == 403
