"""Lists of those who came: read, matched to the register, shown, and only then saved."""

import time
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from organisations import sheets
from organisations.enums import Kind, Role
from organisations.models import LogEntry
from organisations.tenancy import owner_login
from outreach import erasure
from outreach.attendance.counts import WITHOUT_WORKPLACE, totals_of_people
from outreach.attendance.lists import BY_ESTABLISHMENT, BY_PERSON
from outreach.attendance.matching import register_key
from outreach.enums import ActivityState
from outreach.models import Activity, Attendance, Attendee
from tests.factories import make_establishment, make_member, make_organisation
from tests.outreach.rows import make_attendance, make_attendee, make_event, make_places

pytestmark = pytest.mark.django_db
HEAD = "Tên cơ sở, đơn vị\tCán bộ quản lý\tCán bộ kỹ thuật\tNgười khác\tTrong đó nữ"
PEOPLE = "Họ và tên\tĐơn vị công tác\tChức vụ\tThuộc nhóm\tNữ"


@pytest.fixture
def officer(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person


@pytest.fixture
def ours(officer):
    return officer.access.organisation


@pytest.fixture
def event(ours):
    return make_event(ours, attendance_count=None)


def address(event, name="attendance_import"):
    return reverse(f"outreach:{name}", args=[event.pk])


def read(client, event, *, shape="establishment", names=False, file=None, pasted=""):
    data = {"shape": shape, "pasted": pasted} | ({"keeps_names": "on"} if names else {})
    return client.post(address(event), data | ({"file": file} if file else {}))


def save(client, event, shown):
    staged = {"rows": shown.context["rows"]}
    return client.post(address(event, "attendance_import_save"), staged)


def workbook(columns, rows, name="danh-sach.xlsx"):
    body = sheets.template(columns, title="Danh sách", sheet_name="Danh sách", rows=rows)
    return SimpleUploadedFile(name, body)


def attendances_of(event):
    with owner_login():
        return list(Attendance.objects.filter(activity=event).order_by("name"))


def names_of(event):
    with owner_login():
        return list(Attendee.objects.filter(activity=event).order_by("full_name"))


def refusals(shown):
    return [str(refusal) for refusal in shown.context["sheet"].refusals]


def test_a_hundred_and_twenty_attendances_by_file(client, ours, event):
    places = make_places(ours, [f"Công ty cổ phần Gốm số {number}" for number in range(110)])
    rows = [{"name": f"CTCP GOM SO {number}", "managers": 1, "women": 0} for number in range(110)]
    rows += [{"name": f"Xưởng ngoài sổ {number}", "technicians": 2} for number in range(10)]

    began = time.monotonic()
    shown = read(client, event, file=workbook(BY_ESTABLISHMENT, rows))
    assert attendances_of(event) == []
    answer = save(client, event, shown)
    took = time.monotonic() - began

    kept = attendances_of(event)
    assert answer["Location"] == address(event, "attendance")
    assert len(kept) == 120
    assert {row.establishment_id for row in kept if row.establishment_id} == {
        place.pk for place in places
    }
    assert sum(row.people for row in kept) == 130
    assert took < 10


def test_the_cost_of_a_list_does_not_grow_with_it(
    client, ours, event, django_assert_max_num_queries
):
    make_places(ours, [f"Cơ sở dệt {number}" for number in range(120)])
    pasted = "\n".join([HEAD, *(f"Cơ sở dệt {number}\t1" for number in range(120))])

    with django_assert_max_num_queries(25):
        shown = read(client, event, pasted=pasted)
    with django_assert_max_num_queries(25):
        save(client, event, shown)

    assert len(attendances_of(event)) == 120


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Công ty cổ phần Hoà Bình", "CTCP Hòa Bình"),
        ("CTY TNHH MTV Cơ khí 1/5", "Công ty TNHH một thành viên cơ khí 1-5"),
        ("Hợp tác xã Đa Sỹ", "htx da sy"),
        ("Công ty  Bia – Rượu (Hà Nội)", "cong ty bia ruou ha noi"),
    ],
)
def test_two_spellings_are_one_name(one, other):
    assert register_key(one) == register_key(other)


def test_two_names_stay_two():
    assert register_key("Gốm Bát Tràng") != register_key("Gốm Bát Tràng 2")
    assert register_key("...") == ""


def test_a_neighbours_establishment_is_neither_matched_nor_shown(client, ours, event):
    make_establishment(make_organisation(), name="Công ty Láng Giềng", address="Số 1 phố Kín")

    shown = read(client, event, pasted=f"{HEAD}\nCông ty Láng Giềng\t1")
    save(client, event, shown)

    assert [row.establishment_id for row in attendances_of(event)] == [None]
    assert "phố Kín" not in shown.content.decode()
    found = client.get(address(event, "attendance_tick"), {"q": "Láng Giềng"}).content.decode()
    assert "phố Kín" not in found


def test_a_corporation_matches_its_own_plants_wherever_they_lie(client):
    person = make_member(Kind.CORPORATION)
    group, department = person.access.organisation, make_organisation()
    plant = make_establishment(department, name="Nhà máy Một", corporation=group)
    make_establishment(department, name="Nhà máy Hai")
    client.force_login(person)
    event = make_event(group)

    save(client, event, read(client, event, pasted=f"{HEAD}\nNhà máy Hai\t1\nNhà máy Một\t2"))

    assert [(row.name, row.establishment_id) for row in attendances_of(event)] == [
        ("Nhà máy Hai", None),
        ("Nhà máy Một", plant.pk),
    ]


def test_namesakes_are_left_for_a_person_to_choose(client, ours, event):
    make_places(ours, ["Gốm Sứ", "Gốm sứ"])

    shown = read(client, event, pasted=f"{HEAD}\nGốm sứ\t1")

    assert [line.establishment for line in shown.context["done"].lines] == [None]
    assert "có 2 cơ sở cùng tên" in shown.content.decode()


def test_people_are_summed_by_workplace_and_names_are_kept_only_on_demand(client, ours, event):
    make_places(ours, ["Công ty cổ phần Bia Hà Nội"])
    pasted = (
        f"{PEOPLE}\nNguyễn Văn A\tCTCP Bia Hà Nội\tGiám đốc\tcán bộ quản lý\t"
        "\nTrần Thị B\tCông ty CP bia hà nội\tKỹ sư\tCán bộ kỹ thuật\tx"
        "\nLê C\t\t\tngười khác\t"
    )

    save(client, event, read(client, event, shape="person", pasted=pasted))
    row, nowhere = attendances_of(event)
    assert (row.managers, row.technicians, row.others, row.women) == (1, 1, 0, 1)
    assert (nowhere.name, nowhere.people) == (WITHOUT_WORKPLACE, 1)
    assert names_of(event) == []
    with owner_login():
        without_names = totals_of_people(event)

    save(client, event, read(client, event, shape="person", names=True, pasted=pasted))
    assert [(one.full_name, one.attendance_id) for one in names_of(event)] == [
        ("Lê C", nowhere.pk),
        ("Nguyễn Văn A", row.pk),
        ("Trần Thị B", row.pk),
    ]
    with owner_login():
        assert totals_of_people(event) == without_names
    assert (without_names.total, without_names.establishments) == (3, 1)
    page = client.get(address(event, "attendance")).content.decode()
    assert "chưa xác định trong sổ</span>" not in page.partition("<tbody>")[2]


def test_the_same_list_twice_adds_nothing(client, ours, event):
    shown = read(client, event, pasted=f"{HEAD}\nCơ sở A\t1\nCơ sở B\t2")
    save(client, event, shown)
    save(client, event, shown)

    assert len(attendances_of(event)) == 2
    again = read(client, event, pasted=f"{HEAD}\nCơ sở A\t1")
    assert "đã có trong danh sách tham dự" in refusals(again)[0]


def erase_names_of(event):
    with owner_login():
        erasure.erase(erasure.names_of([event.pk]))


def test_names_that_were_erased_do_not_come_back_from_a_page_that_was_open(client, event):
    make_attendee(event, "Nguyễn Văn A")
    pasted = f"{PEOPLE}\nTrần Thị B\tCơ sở A\tKỹ sư\tCán bộ kỹ thuật\tx"
    shown = read(client, event, shape="person", names=True, pasted=pasted)
    erase_names_of(event)

    answer = save(client, event, shown)

    assert "đã được xóa theo quy định sau khi ông/bà xem trước" in told(answer)
    assert [one.full_name for one in names_of(event)] == [""]
    assert attendances_of(event) == []
    save(client, event, read(client, event, shape="person", names=True, pasted=pasted))
    assert [one.full_name for one in names_of(event)] == ["", "Trần Thị B"]


def test_an_erasure_elsewhere_and_one_of_long_ago_keep_no_list_out(client, ours, event):
    other = make_event(ours)
    for erased in (event, other):
        make_attendee(erased, "Nguyễn Văn A")
    erase_names_of(event)
    shown = read(client, event, pasted=f"{HEAD}\nCơ sở A\t1")
    erase_names_of(other)

    save(client, event, shown)

    assert [row.name for row in attendances_of(event)] == ["Cơ sở A"]


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.mark.parametrize(
    ("line", "cell", "reason"),
    [
        ("\t1", "Dòng 2, cột 1", "Chưa nhập Tên cơ sở, đơn vị."),
        ("Cơ sở A\tmột", "Dòng 2, cột 2", "Chỉ nhập số"),
        ("Cơ sở A\t-1", "Dòng 2, cột 2", "Nhập số người từ 0 đến 10.000."),
        ("Cơ sở A\t0\t0\t0", "Dòng 2, cột 2", "Ghi ít nhất một người tham dự."),
        ("Cơ sở A\t1\t\t\t2", "Dòng 2, cột 5", "Số nữ không thể nhiều hơn số người tham dự."),
        ("Cơ sở A\t1\ncơ sở a\t2", "Dòng 3, cột 1", "Cơ sở này đã có ở dòng 2."),
        ("-\t1", "Dòng 2, cột 1", "Tên cơ sở phải có chữ."),
        (f"{'A' * 251}\t1", "Dòng 2, cột 1", "Dài quá 250 ký tự."),
    ],
)
def test_a_refused_row_says_cell_and_reason(client, event, line, cell, reason):
    shown = read(client, event, pasted=f"{HEAD}\n{line}")

    (said,) = refusals(shown)
    assert said.startswith(cell)
    assert reason in said
    assert reason in shown.content.decode()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("\t\t\tcán bộ quản lý\t", "Ghi đơn vị công tác hoặc họ và tên."),
        ("A\tB\t\tgiám đốc\t", "Chọn một trong"),
        ("A\tB\t\tngười khác\tcó lẽ", "Đánh dấu x nếu là nữ"),
    ],
)
def test_a_refused_person_says_why(client, event, line, reason):
    shown = read(client, event, shape="person", pasted=f"{PEOPLE}\n{line}")

    assert reason in refusals(shown)[0]


def test_refused_rows_come_back_as_a_file_and_good_ones_are_saved(client, event):
    shown = read(client, event, pasted=f"{HEAD}\nCơ sở A\t1\nCơ sở B\tmột")

    file = client.post(address(event, "attendance_import_faults"), {"rows": shown.context["rows"]})
    save(client, event, shown)

    cells = CalamineWorkbook.from_filelike(BytesIO(b"".join(file))).get_sheet_by_index(0)
    text = str(cells.to_python())
    assert "Cơ sở B" in text
    assert "Chỉ nhập số" in text
    assert [row.name for row in attendances_of(event)] == ["Cơ sở A"]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"", "trong.xlsx"),
        (b"%PDF-1.7", "danh-sach.pdf"),
        (b"PK\x03\x04 hong", "hong.xlsx"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "cu.xls"),
        (b"MZ\x90\x00" + b"\x00" * 600, "chay.exe"),
        (b"khong,co,tieu,de\n1,2,3,4", "khac.csv"),
    ],
)
def test_hostile_files_end_in_a_sentence(client, event, body, name):
    answer = read(client, event, file=SimpleUploadedFile(name, body))

    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert attendances_of(event) == []


def test_more_rows_than_a_list_may_hold_are_refused(client, event):
    answer = read(client, event, pasted="\n".join([HEAD, *["Cơ sở\t1"] * 2001]))

    assert "2.000 dòng" in answer.context["form"].errors["pasted"][0]


def test_formulas_are_text_and_markup_is_shown_as_typed(client, event):
    shown = read(client, event, pasted=f"{HEAD}\n=HYPERLINK(1)\t1\n<b>A</b>\t1")
    save(client, event, shown)

    assert "<b>A</b>" not in shown.content.decode()
    assert {row.name for row in attendances_of(event)} == {"=HYPERLINK(1)", "<b>A</b>"}


@pytest.mark.parametrize("rows", ["", "hỏng", "eyJhIjoxfQ:1abc:xyz"])
def test_only_what_was_shown_can_be_saved(client, event, rows):
    answer = client.post(address(event, "attendance_import_save"), {"rows": rows})

    assert answer["Location"] == address(event)
    assert attendances_of(event) == []


def test_what_was_shown_for_one_activity_is_not_saved_to_another(client, ours, event):
    shown = read(client, event, pasted=f"{HEAD}\nCơ sở A\t1")
    other = make_event(ours)

    save(client, other, shown)

    assert attendances_of(other) == []


@pytest.mark.parametrize("columns", [BY_ESTABLISHMENT, BY_PERSON])
def test_the_template_reads_back(client, event, columns):
    shape = "establishment" if columns is BY_ESTABLISHMENT else "person"
    file = client.get(reverse("outreach:attendance_template", args=[event.pk, shape]))

    answer = read(client, event, shape=shape, file=SimpleUploadedFile("m.xlsx", b"".join(file)))

    assert file["Content-Type"] == sheets.XLSX
    assert answer.context["form"].errors["file"] == [
        "Danh sách không có dòng nào dưới dòng tiêu đề."
    ]


@pytest.mark.parametrize("state", [ActivityState.PLANNED, ActivityState.CANCELLED])
def test_nobody_came_to_what_was_not_held(client, ours, state):
    event = make_event(ours, state=state, event_count=None)

    answer = client.get(address(event))

    assert answer["Location"] == address(event, "attendance")
    page = client.get(address(event, "attendance")).content.decode()
    assert "chưa ghi người tham dự" in page


def test_the_log_names_counts_and_nobody(client, ours, event):
    pasted = f"{PEOPLE}\nNguyễn Thị Bí Mật\tCơ sở A\tKế toán\tngười khác\tx"
    save(client, event, read(client, event, shape="person", names=True, pasted=pasted))

    with owner_login():
        entry = LogEntry.objects.get(owner=ours, subject_id=event.pk)
    assert entry.comment == "Nhập danh sách: 1 cơ sở, 1 người, 1 họ tên"


def test_a_sum_that_differs_is_pointed_out_and_taken_over_only_on_demand(client, ours):
    event = make_event(ours, attendance_count=40)
    make_attendance(event, "Cơ sở A", managers=30)

    page = client.get(address(event, "attendance")).content.decode()
    with owner_login():
        assert Activity.objects.get(pk=event.pk).attendance_count == 40
    client.post(address(event, "attendance_take_over"), {"total": "30"})

    assert "Danh sách cộng được 30 người, khác lượt người tham dự đã ghi là 40" in page
    with owner_login():
        assert Activity.objects.get(pk=event.pk).attendance_count == 30
    assert "Danh sách cộng được" not in client.get(address(event, "attendance")).content.decode()


@pytest.mark.parametrize(
    ("managers", "shown", "reason"),
    [(30, "29", "nay cộng được 30 người"), (30, "", "nay cộng được 30"), (0, "0", "chưa có người")],
)
def test_only_the_sum_that_was_shown_is_taken_over(client, ours, managers, shown, reason):
    event = make_event(ours, attendance_count=40)
    if managers:
        make_attendance(event, "Cơ sở A", managers=managers)

    taken = {"total": shown}
    page = client.post(address(event, "attendance_take_over"), taken, follow=True).content.decode()

    assert reason in page
    with owner_login():
        assert Activity.objects.get(pk=event.pk).attendance_count == 40


def test_a_sum_below_the_women_counted_is_not_taken_over(client, ours):
    event = make_event(ours, attendance_count=40, women_count=20)
    make_attendance(event, "Cơ sở A", managers=10)

    taken = {"total": "10"}
    page = client.post(address(event, "attendance_take_over"), taken, follow=True).content.decode()

    assert "nhỏ hơn số lượt nữ" in page
    with owner_login():
        assert Activity.objects.get(pk=event.pk).attendance_count == 40


def test_a_viewer_neither_imports_nor_saves(client):
    viewer = make_member(role=Role.VIEWER)
    event = make_event(viewer.access.organisation)
    client.force_login(viewer)

    assert read(client, event, pasted=f"{HEAD}\nA\t1").status_code == 403
    assert client.post(address(event, "attendance_import_save")).status_code == 403
    assert client.get(address(event, "attendance")).status_code == 200
