"""Taking attendance on the screen: the sheet to be signed, the count, ticking, choosing, names."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organisations.enums import AttachmentPurpose, Kind, Role
from organisations.models import Attachment
from organisations.tenancy import owner_login
from outreach.enums import ActivityKind, ActivityState
from outreach.models import Activity, Attendance, Attendee
from tests.factories import make_establishment, make_member, make_organisation
from tests.organisations.pdf_reading import text
from tests.outreach.rows import make_attendance, make_attendee, make_event, make_places

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PAGE_QUERIES = 14


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
    return make_event(ours, title="Lớp tập huấn kiểm toán năng lượng", place="Hội trường A")


def address(row, name="attendance"):
    return reverse(f"outreach:{name}", args=[row.pk])


def fresh(row):
    with owner_login():
        return type(row).objects.get(pk=row.pk)


def pages_of(pdf):
    """The words of each page."""
    return text(pdf, "-layout").rstrip("\f").split("\f")


def attendances_of(event):
    with owner_login():
        return list(Attendance.objects.filter(activity=event).order_by("name"))


@pytest.mark.parametrize("count", [1, 3, 200])
def test_the_list_of_those_who_came_costs_the_same(
    client, ours, event, django_assert_num_queries, count
):
    places = make_places(ours, [f"Cơ sở {number:03}" for number in range(count)])
    for place in places:
        make_attendance(event, establishment=place)
    make_attendance(make_event(ours), "Ở cuộc khác")

    with django_assert_num_queries(PAGE_QUERIES):
        response = client.get(address(event))

    assert [row.establishment for row in response.context["object_list"]] == places[:50]


def test_the_unmatched_stand_first(client, ours, event):
    make_attendance(event, establishment=make_establishment(ours, name="A trong sổ"))
    make_attendance(event, "B ngoài sổ")

    page = client.get(address(event))

    assert [row.name for row in page.context["object_list"]] == ["B ngoài sổ", "A trong sổ"]
    assert "chưa xác định trong sổ" in page.content.decode()


@pytest.mark.parametrize("lines", [25, 50, 200])
def test_the_sheet_to_be_signed_has_25_lines_a_page(client, event, lines):
    pdf = b"".join(client.get(address(event, "sign_in_sheet"), {"lines": lines}))

    texts = pages_of(pdf)
    assert len(texts) == lines // 25
    assert "DANH SÁCH NGƯỜI THAM DỰ" in texts[0]
    assert "Lớp tập huấn kiểm toán năng lượng" in texts[0]
    assert "12/05/2026" in texts[0]
    assert "Không bắt buộc ghi" in texts[0]
    assert all("Ký tên" in text for text in texts)


def test_a_long_title_does_not_push_a_line_off_the_page(client, ours):
    event = make_event(ours, title="Tập huấn " * 33, place="Hội trường " * 18)

    pdf = b"".join(client.get(address(event, "sign_in_sheet"), {"lines": 25}))

    assert len(pages_of(pdf)) == 1


def test_a_long_title_without_spaces_is_cut_and_not_left_out(client, ours):
    event = make_event(ours, title="A" * 300)

    pdf = b"".join(client.get(address(event, "sign_in_sheet"), {"lines": 25}))

    assert "A" * 30 in pages_of(pdf)[0]


def test_a_planned_event_has_a_sheet_and_nobody_who_came(client, ours):
    event = make_event(ours, state=ActivityState.PLANNED, event_count=None)

    assert client.get(address(event, "sign_in_sheet"))["Content-Type"] == "application/pdf"
    assert client.get(address(event, "attendance_count"))["Location"] == address(event)
    for name in ("attendance_tick", "attendance_create", "attendees"):
        assert client.get(address(event, name))["Location"] == address(event)


def test_nobody_signs_in_to_read_a_leaflet(client, ours):
    leaflet = make_event(ours, kind=ActivityKind.LEAFLET, event_count=None)

    assert client.get(address(leaflet, "attendance_tick"))["Location"] == address(leaflet)
    assert "không có người tham dự" in client.get(address(leaflet)).content.decode()


def sheet_of(client, url):
    form = client.get(url).context["form"]
    return {f.html_name: f.value() or "" for f in form if f.html_name != "scans"}


def test_the_count_and_the_scan_come_in_together(client, event):
    url = address(event, "attendance_count")
    typed = {"event_count": "1", "attendance_count": "1.234", "women_count": "500"}

    scan = SimpleUploadedFile("ds.pdf", PDF)
    client.post(url, sheet_of(client, url) | typed | {"scans": scan})

    row = fresh(event)
    assert (row.attendance_count, row.women_count) == (1234, 500)
    with owner_login():
        attachment = Attachment.objects.get(subject_id=event.pk)
    assert (attachment.purpose, attachment.subject_type) == ("scan", "outreach.activity")


def test_a_refused_scan_leaves_the_count_alone(client, event):
    url = address(event, "attendance_count")
    hostile = SimpleUploadedFile("ds.pdf", b"MZ\x90\x00" * 100)

    response = client.post(url, sheet_of(client, url) | {"attendance_count": "9", "scans": hostile})

    assert response.context["form"].errors["scans"]
    assert 'value="9"' in response.content.decode()
    assert fresh(event).attendance_count is None


def test_a_stale_count_is_refused(client, event):
    url = address(event, "attendance_count")
    stale = sheet_of(client, url)
    client.post(url, stale | {"attendance_count": "5"})

    response = client.post(url, stale | {"attendance_count": "9"})

    assert "đã được sửa ở nơi khác" in response.content.decode()
    assert fresh(event).attendance_count == 5


@pytest.mark.parametrize("words", ["da sy", "Đa Sỹ", "DA SỸ hong"])
def test_the_register_is_searched_with_and_without_accents(client, ours, event, words):
    place = make_establishment(ours, name="Rèn Đa Sỹ", address="Hà Đông, Hồng")
    make_establishment(ours, name="Gốm Bát Tràng")

    found = client.get(address(event, "attendance_tick"), {"q": words}).context["forms"]

    assert [form.establishment for form in found] == [place]


def test_several_are_ticked_at_once_and_empty_ones_left_out(client, ours, event):
    one, two, three = make_places(ours, ["Cơ sở 1", "Cơ sở 2", "Cơ sở 3"])
    boxes = {
        "establishment": [one.pk, two.pk, three.pk],
        f"co-so-{one.pk}-managers": "1",
        f"co-so-{one.pk}-women": "1",
        f"co-so-{three.pk}-technicians": "2",
    }

    client.post(address(event, "attendance_tick"), boxes)

    assert [(row.establishment_id, row.people, row.women) for row in attendances_of(event)] == [
        (one.pk, 1, 1),
        (three.pk, 2, None),
    ]


def test_a_wrong_number_keeps_all_that_was_ticked(client, ours, event):
    one, two = make_places(ours, ["Cơ sở 1", "Cơ sở 2"])
    boxes = {
        "establishment": [one.pk, two.pk],
        "q": "Cơ sở",
        f"co-so-{one.pk}-managers": "1",
        f"co-so-{two.pk}-managers": "hai",
    }

    page = client.post(address(event, "attendance_tick"), boxes).content.decode()

    assert 'value="hai"' in page
    assert "Chỉ nhập số" in page
    assert attendances_of(event) == []


def test_whoever_stands_in_the_list_is_not_entered_again_by_another_way(client, ours, event):
    ticked, typed = make_places(ours, ["Công ty cổ phần Gốm", "CTCP Bia"])
    make_attendance(event, establishment=ticked)
    make_attendance(event, "Công ty CP Bia")
    other = make_attendance(event, "Hội Gốm")
    box = {"establishment": typed.pk, f"co-so-{typed.pk}-managers": "1"}
    create, edit = address(event, "attendance_create"), address(other, "attendance_edit")

    answers = [
        client.post(address(event, "attendance_tick"), box),
        client.post(create, {"name": "CTCP GỐM", "managers": "1"}),
        client.post(edit, sheet_of(client, edit) | {"name": "CTCP Gốm"}),
    ]

    for answer in answers:
        assert "đã có trong danh sách tham dự, ghi là" in answer.content.decode()
    names = {row.name for row in attendances_of(event)}
    assert names == {"Công ty cổ phần Gốm", "Công ty CP Bia", "Hội Gốm"}


def test_two_establishments_of_one_name_are_ticked(client, ours, event):
    places = make_places(ours, ["Gốm Sứ", "Gốm sứ"])
    boxes = {f"co-so-{place.pk}-managers": "1" for place in places}

    answer = client.post(
        address(event, "attendance_tick"),
        boxes | {"establishment": [place.pk for place in places], "q": "gốm sứ"},
    )

    assert len(attendances_of(event)) == 2
    assert answer["Location"] == f"{address(event, 'attendance_tick')}?q=g%E1%BB%91m+s%E1%BB%A9"


def test_a_key_of_thousands_of_digits_ticks_nothing(client, event):
    answer = client.post(address(event, "attendance_tick"), {"establishment": "9" * 5_000})

    assert answer.status_code == 200
    assert attendances_of(event) == []


def test_removing_a_name_says_whether_the_sum_changes(client, event):
    under = make_attendee(event, attendance=make_attendance(event, "Cơ sở A"))
    alone = make_attendee(event, "Trần B")

    pages = [client.get(address(row, "attendee_remove")).content.decode() for row in (under, alone)]

    assert "Số người của cơ sở và lượt người tham dự không thay đổi." in pages[0]
    assert "tổng của danh sách bớt một người" in pages[1]


def test_a_neighbours_establishment_cannot_be_ticked(client, event):
    theirs = make_establishment(make_organisation(), name="Láng Giềng")
    boxes = {"establishment": [theirs.pk], f"co-so-{theirs.pk}-managers": "1"}

    client.post(address(event, "attendance_tick"), boxes)

    assert attendances_of(event) == []


def test_a_double_click_on_a_typed_name_makes_one_row(client, event):
    for _ in range(2):
        page = client.post(
            address(event, "attendance_create"), {"name": "Hội Gốm", "others": "3"}, follow=True
        )

    assert [(row.name, row.people) for row in attendances_of(event)] == [("Hội Gốm", 3)]
    assert "đã có trong danh sách tham dự" in page.content.decode()


def test_an_unmatched_name_is_chosen_by_hand(client, ours, event):
    place = make_establishment(ours, name="Công ty cổ phần Gốm Hà Nội")
    row = make_attendance(event, "Gốm HN")
    url = address(row, "attendance_match")

    offered = client.get(url, {"q": "gom ha noi"}).context["found"]
    client.post(url, {"establishment": place.pk})

    assert list(offered) == [place]
    assert fresh(row).establishment_id == place.pk


def test_one_establishment_attends_once_also_by_hand(client, ours, event):
    place = make_establishment(ours)
    make_attendance(event, establishment=place)
    row = make_attendance(event, "Viết khác")

    page = client.post(
        address(row, "attendance_match"), {"establishment": place.pk}, follow=True
    ).content.decode()

    assert "đã có một dòng khác" in page
    assert fresh(row).establishment_id is None


@pytest.mark.parametrize("chosen", ["", "abc", "9" * 40, "-1"])
def test_nothing_sensible_chosen_changes_nothing(client, event, chosen):
    row = make_attendance(event, "Gốm HN")

    answer = client.post(address(row, "attendance_match"), {"establishment": chosen})

    assert answer["Location"] == address(row, "attendance_match")
    assert fresh(row).establishment_id is None


def test_a_row_is_corrected_and_removed_with_its_names(client, event):
    row = make_attendance(event, "Cơ sở A", managers=1)
    make_attendee(event, attendance=row)
    url = address(row, "attendance_edit")

    client.post(url, sheet_of(client, url) | {"managers": "4"})
    assert fresh(row).managers == 4

    client.post(address(row, "attendance_remove"))
    with owner_login():
        assert not Attendance.objects.filter(activity=event).exists()
        assert not Attendee.objects.filter(activity=event).exists()


def test_a_typed_name_changes_no_count_and_its_purpose_is_shown(client, event):
    row = make_attendance(event, "Cơ sở A", managers=2)
    url = address(event, "attendee_create")

    page = client.get(url).content.decode()
    client.post(url, {"full_name": "Trần B", "role": "manager", "attendance": row.pk})

    assert "chỉ dùng để xác nhận việc tham dự" in page
    assert (
        "chỉ dùng để xác nhận" in client.get(address(event, "attendance_import")).content.decode()
    )
    assert fresh(row).people == 2
    with owner_login():
        assert Attendee.objects.get(activity=event).workplace == "Cơ sở A"


def test_the_same_sheet_sent_twice_adds_one_person(client, event):
    url = address(event, "attendee_create")
    sheet = {"full_name": "Trần B", "role": "manager", "form_key": str(uuid4())}

    for _ in range(2):
        client.post(url, sheet)

    with owner_login():
        assert Attendee.objects.filter(activity=event).count() == 1


def test_a_row_of_another_activity_is_no_choice_for_a_name(client, ours, event):
    other = make_attendance(make_event(ours), "Ở cuộc khác")

    answer = client.post(
        address(event, "attendee_create"),
        {"full_name": "Trần B", "role": "manager", "attendance": other.pk},
    )

    assert "attendance" in answer.context["form"].errors


# Who sees names


def pages_about(event, row, person):
    return [
        address(event),
        address(event, "attendees"),
        address(event, "activity"),
        address(event, "attendance_import"),
        address(row, "attendance_edit"),
        address(person, "attendee_remove"),
    ]


def test_a_colleague_who_only_reads_sees_counts_and_no_names(client, officer, event):
    viewer = make_member(role=Role.VIEWER, organisation=officer.access.organisation)
    row = make_attendance(event, "Cơ sở A")
    person = make_attendee(event, attendance=row)
    client.force_login(viewer)

    answers = [client.get(url) for url in pages_about(event, row, person)]

    assert [answer.status_code for answer in answers] == [200, 403, 200, 403, 403, 403]
    assert not any("Bí Mật" in answer.content.decode() for answer in answers)


@pytest.mark.parametrize("kind", [Kind.DEPARTMENT, Kind.MINISTRY, Kind.CORPORATION, Kind.SUPPORT])
def test_attendance_is_private_to_its_organiser(client, event, kind):
    row = make_attendance(event, "Cơ sở A")
    person = make_attendee(event, attendance=row)
    client.force_login(make_member(kind))

    answers = [client.get(url) for url in pages_about(event, row, person)]

    assert {answer.status_code for answer in answers} == {404}
    assert not any("Bí Mật" in answer.content.decode() for answer in answers)


def test_an_activity_says_which_purpose_a_signed_list_is_attached_as(client, event):
    page = client.get(event.get_absolute_url()).content.decode()

    assert "chọn “bản quét danh sách ký tên”" in page


def test_a_viewer_does_not_open_a_scanned_list(client, officer, event):
    url = address(event, "activity_attach")
    for purpose in (AttachmentPurpose.SCAN, AttachmentPurpose.MATERIAL):
        file = SimpleUploadedFile("ds.pdf", PDF + purpose.encode())
        client.post(url, {"files": [file], "purpose": purpose.value})
    with owner_login():
        scan, material = Attachment.objects.filter(subject_id=event.pk).order_by("pk")

    client.force_login(make_member(role=Role.VIEWER, organisation=officer.access.organisation))

    assert client.get(scan.get_absolute_url()).status_code == 403
    assert b"".join(client.get(material.get_absolute_url())) == PDF + b"material"


@pytest.mark.parametrize(
    ("enter", "change", "reason"),
    [
        (make_attendance, {"state": "planned", "event_count": ""}, "phải là “đã tổ chức”"),
        (make_attendance, {"kind": "article"}, "không đổi sang loại “Tin, bài”"),
        (make_attendee, {"kind": "article"}, "không đổi sang loại “Tin, bài”"),
    ],
)
def test_an_activity_with_attendance_stays_one_that_people_came_to(
    client, event, enter, change, reason
):
    enter(event)
    url = address(event, "activity_edit")
    form = client.get(url).context["form"]
    data = {f.html_name: f.value() or "" for f in form if f.html_name != "zones"}

    answer = client.post(url, data | change)

    assert reason in answer.context["form"].errors["__all__"][0]
    assert (fresh(event).state, fresh(event).kind) == (ActivityState.HELD, ActivityKind.TRAINING)


def test_bytes_of_the_sheet_are_a_pdf_without_names(client, event):
    make_attendee(event)

    pdf = b"".join(client.get(address(event, "sign_in_sheet")))

    assert BytesIO(pdf).read(5) == b"%PDF-"
    assert "Bí Mật" not in "".join(pages_of(pdf))


def test_activities_know_whether_people_come(ours):
    assert not Activity(kind=ActivityKind.TV_REPORT, state=ActivityState.HELD).takes_attendance
    assert Activity(kind=ActivityKind.COOPERATION, state=ActivityState.HELD).takes_attendance
