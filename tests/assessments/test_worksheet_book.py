"""All worksheets as one XLSX: out, in, and everything that may be wrong with one."""

import datetime as dt
import io

import pytest
from python_calamine import CalamineWorkbook

from assessments.models import WorksheetRow
from organisations.tenancy import owner_login
from tests.assessments.detailed import Dossier, made_book, send
from tests.assessments.worked_sheets import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    return Dossier()


@pytest.fixture
def signed_in(dossier, client):
    client.force_login(dossier.person)
    return client


def look(client, dossier, file):
    return client.post(dossier.url("book_in"), {"file": file})


def looked(client, dossier, rows, **more):
    answer = look(client, dossier, made_book(dossier, rows, **more))
    assert answer.context["told"], answer.context["form"].errors
    return answer.context["told"]


def of(told, name):
    return next(each for each in told.found.told if each.sheet.name == name)


def take(client, dossier, told, **more):
    words = {"book": told.book, "seen": told.seen, **more}
    return client.post(dossier.url("book_in"), words)


def stored(dossier, name):
    with owner_login():
        rows = WorksheetRow.objects.filter(assessment=dossier.assessment, sheet=name)
        return {row.code: row.values for row in rows}


def faults(answer):
    return [str(each) for each in answer.context["form"].errors["file"]]


def test_the_book_has_a_page_for_every_sheet_with_hidden_keys(signed_in, dossier):
    send(signed_in, dossier, 1, rows_of(1))

    answer = signed_in.get(dossier.url("book"))

    read = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert read.sheet_names[0] == "Huong_dan"
    assert len(read.sheet_names) == 31
    team = read.get_sheet_by_name("01_Quyet_dinh").to_python()
    assert team[0][:2] == ["so_qd", "ngay_qd"]
    assert team[1][0] == "Số quyết định hoặc giấy giao việc (*)"
    assert team[3][:2] == ["05/QĐ-GS", dt.date(2022, 1, 10)]


def test_the_book_as_it_was_written_changes_nothing(signed_in, dossier):
    for no in range(1, 7):
        send(signed_in, dossier, no, rows_of(no))

    told = look(signed_in, dossier, _named(dossier.written())).context["told"]

    assert [str(each.sheet.name) for each in told.told] == []
    assert told.found.changed_tasks == []


def _named(body):
    file = io.BytesIO(body)
    file.name = "phieu.xlsx"
    return file


def test_nothing_is_written_before_it_was_looked_at(signed_in, dossier):
    told = looked(signed_in, dossier, rows_of(1))

    assert len(of(told, "01_Thanh_vien").new) == 5
    assert stored(dossier, "01_Thanh_vien") == {}

    assert take(signed_in, dossier, told).status_code == 302
    assert len(stored(dossier, "01_Thanh_vien")) == 5


def test_changes_are_told_old_to_new_and_removed_rows_by_name(signed_in, dossier):
    send(signed_in, dossier, 1, rows_of(1))
    rows = rows_of(1)
    rows["01_Quyet_dinh"][0]["chi_phi_tu_van"] = 90_000_000
    del rows["01_Thanh_vien"][3]

    told = looked(signed_in, dossier, rows)

    assert of(told, "01_Quyet_dinh").changed == ["1: Chi phí tư vấn: 96.000.000 → 90.000.000"]
    members = of(told, "01_Thanh_vien")
    assert (members.removed, members.unchanged) == (["TV4: bỏ dòng"], 4)


def test_a_fault_names_the_cell_and_the_stored_row_stays(signed_in, dossier):
    send(signed_in, dossier, 1, rows_of(1))
    rows = rows_of(1)
    rows["01_Quyet_dinh"][0]["chi_phi_tu_van"] = "chín mươi"
    rows["01_Thanh_vien"][1]["vai_tro"] = "Giám sát"

    told = looked(signed_in, dossier, rows)

    refused = of(told, "01_Quyet_dinh").refused
    assert refused[0].startswith("F4, Chi phí tư vấn: ")
    assert refused[0].endswith("(đã nhập: chín mươi)")
    assert of(told, "01_Thanh_vien").refused[0].startswith("E5, Vai trò trong đội: ")
    assert told.found.changed_tasks == []
    assert len(stored(dossier, "01_Thanh_vien")) == 5


def test_another_assessments_book_is_refused(signed_in, dossier):
    other = Dossier()

    answer = look(signed_in, dossier, made_book(other, {}))

    assert faults(answer) == [
        f"Tệp là của phiếu {other.assessment.number},"
        f" không phải phiếu này ({dossier.assessment.number})."
    ]


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", b"ma;ten\n1;2"])
def test_what_is_no_book_is_refused_in_words(signed_in, dossier, body):
    answer = look(signed_in, dossier, _named(body))

    assert answer.status_code == 200
    assert answer.context["told"] is None
    assert faults(answer)[0]


def test_a_missing_sheet_stays_as_it_is_and_a_renamed_column_stops_its_sheet(signed_in, dossier):
    send(signed_in, dossier, 1, rows_of(1))

    def rename(name, page, keys):
        if name == "01_Thanh_vien":
            page.write(0, keys.index("chuc_vu"), "chuc_danh")

    told = looked(signed_in, dossier, {"01_Thanh_vien": rows_of(1)["01_Thanh_vien"]}, change=rename)

    assert "01_Quyet_dinh" in [sheet.name for sheet in told.found.absent]
    members = of(told, "01_Thanh_vien")
    assert members.notes == ["Cột lạ, không đọc: chuc_danh"]
    assert members.refused == ["Thiếu cột Chức vụ (dòng 1 ẩn đã bị sửa): không đọc bảng này."]
    assert told.found.changed_tasks == []


def test_formulas_that_were_never_calculated_are_refused(signed_in, dossier):
    send(signed_in, dossier, 2, rows_of(2))

    def calculate(name, page, keys):
        if name == "02_Cong_doan":
            page.write_formula(3, keys.index("gio_nam"), "=300*8", None, "")

    told = looked(
        signed_in, dossier, {"02_Cong_doan": rows_of(2)["02_Cong_doan"]}, change=calculate
    )

    assert "Công thức" in of(told, "02_Cong_doan").refused[0]


def test_five_thousand_rows_are_refused(signed_in, dossier):
    rows = [{"ma": f"TV{n}", "ho_ten": "x"} for n in range(5_000)]

    told = looked(signed_in, dossier, {"01_Thanh_vien": rows})

    assert of(told, "01_Thanh_vien").refused == [
        "Bảng có 5000 dòng, nhiều nhất 600: không đọc bảng này."
    ]


def test_a_computed_cell_is_not_read_but_another_figure_is_told(signed_in, dossier):
    send(signed_in, dossier, 2, rows_of(2))

    def compute(name, page, keys):
        if name == "03_Trong_tam":
            page.write(3, keys.index("diem"), 9.99)

    told = looked(signed_in, dossier, rows_of(3), change=compute)

    focus = of(told, "03_Trong_tam")
    assert len(focus.new) == 7
    assert focus.notes == [
        "Ô cổng tính trong tệp khác với số cổng tính được, dùng số của cổng: H4 (9,99 ≠ 4,750)"
    ]


def test_an_old_book_says_what_has_changed_on_the_portal_since(signed_in, dossier):
    file = made_book(dossier, rows_of(1))
    rows = rows_of(1)
    rows["01_Quyet_dinh"][0]["pham_vi"] = "Chỉ lò nung"
    send(signed_in, dossier, 1, rows)

    told = look(signed_in, dossier, file).context["told"]

    assert told.found.stale == [1]
    take(signed_in, dossier, told, skip_stale="1")
    assert stored(dossier, "01_Quyet_dinh")["1"]["pham_vi"] == "Chỉ lò nung"
    take(signed_in, dossier, told)
    assert stored(dossier, "01_Quyet_dinh")["1"]["pham_vi"] == "Toàn cơ sở"


def test_a_look_that_is_out_of_date_is_shown_anew(signed_in, dossier):
    told = looked(signed_in, dossier, rows_of(1))
    send(signed_in, dossier, 2, rows_of(2))

    answer = take(signed_in, dossier, told)

    assert answer.status_code == 200
    assert answer.context["told"].is_anew
    assert stored(dossier, "01_Thanh_vien") == {}


def test_a_look_is_bound_to_its_assessment_and_cannot_be_made_up(signed_in, dossier):
    other = Dossier()
    signed_in.force_login(other.person)
    theirs = looked(signed_in, other, rows_of(1))
    signed_in.force_login(dossier.person)

    for book in (theirs.book, "made up"):
        answer = signed_in.post(dossier.url("book_in"), {"book": book, "seen": ""}, follow=True)
        assert "Bản xem trước đã quá hai giờ" in answer.content.decode()
    assert stored(dossier, "01_Thanh_vien") == {}


def test_taking_it_over_without_the_tick_says_so_at_the_top(signed_in, dossier):
    rows = rows_of(1)
    rows["01_Thanh_vien"] = rows["01_Thanh_vien"][:1]
    told = looked(signed_in, dossier, rows)
    assert "error-summary" not in signed_in.get(dossier.url("book_in")).content.decode()

    page = take(signed_in, dossier, told).content.decode()

    summary = page[page.index('class="error-summary"') : page.index("<h1")]
    assert "Chưa ghi: có chỗ cần kiểm tra" in summary
    assert "Đội có dưới 3 người hoặc chưa có ai của bộ phận sản xuất." in summary
    assert '<a href="#agreed">' in summary
    assert stored(dossier, "01_Thanh_vien") == {}
    assert take(signed_in, dossier, told, agreed="1").status_code == 302


def test_a_row_that_stands_twice_is_named_by_its_numbers(signed_in, dossier):
    rows = rows_of(1)
    rows["01_Thanh_vien"].append(rows["01_Thanh_vien"][0])

    refused = of(looked(signed_in, dossier, rows), "01_Thanh_vien").refused

    assert refused == ["Dòng 9: TV1 có hai lần, lần đầu ở dòng 4."]
