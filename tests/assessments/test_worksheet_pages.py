"""The pages of the tasks: what is refused, asked, remembered, and seen by whom."""

import pytest
from django.urls import reverse

from assessments.models import AssessmentPart, ResourceUse, WorksheetRow
from organisations.enums import Role
from organisations.tenancy import owner_login
from tests.assessments.asking import move, state_of
from tests.assessments.detailed import Dossier, boxes, send
from tests.assessments.worked_sheets import rows_of
from tests.factories import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    return Dossier()


@pytest.fixture
def signed_in(dossier, client):
    client.force_login(dossier.person)
    return client


def rows_in(dossier, name):
    with owner_login():
        rows = WorksheetRow.objects.filter(assessment=dossier.assessment, sheet=name)
        return {row.code: row.values for row in rows}


def sentences(answer):
    return [sentence for sentence, _box in answer.context["form"].problems]


def start(client, dossier, last=4):
    for no in range(1, last + 1):
        assert send(client, dossier, no, rows_of(no)).status_code == 302


def test_a_task_is_saved_and_comes_back_as_it_was_typed(signed_in, dossier):
    assert send(signed_in, dossier, 1, rows_of(1)).status_code == 302

    page = signed_in.get(dossier.url("task", 1)).content.decode()

    assert "05/QĐ-GS" in page
    assert "10/01/2022" in page
    assert "96.000.000" in page
    assert len(rows_in(dossier, "01_Thanh_vien")) == 5


def test_a_fault_names_sheet_row_and_column_and_nothing_typed_is_lost(signed_in, dossier):
    rows = rows_of(1)
    rows["01_Quyet_dinh"][0]["ngay_qd"] = "32/01/2022"

    answer = send(signed_in, dossier, 1, rows)

    assert answer.status_code == 422
    assert sentences(answer)[0].startswith(
        "Quyết định thành lập đội và phạm vi đánh giá, dòng 1, Ngày ký: "
    )
    assert "32/01/2022" in answer.content.decode()
    assert "TV5" in answer.content.decode()
    assert rows_in(dossier, "01_Thanh_vien") == {}


def test_a_doubt_asks_once_and_is_remembered(signed_in, dossier):
    rows = rows_of(1)
    rows["01_Thanh_vien"] = rows["01_Thanh_vien"][:1]
    said = "Đội có dưới 3 người hoặc chưa có ai của bộ phận sản xuất."

    asked = signed_in.post(dossier.url("task", 1), boxes(rows))
    assert [doubt.sentence for doubt in asked.context["form"].asked] == [said]
    mark = asked.context["form"].asked[0].mark
    assert signed_in.post(dossier.url("task", 1), boxes(rows, agreed=mark)).status_code == 302

    again = signed_in.post(dossier.url("task", 1), boxes(rows, seen=1))

    assert again.status_code == 302
    assert dossier.part(1).agreed == [mark]


def test_more_rows_come_unjudged_and_unsaved(signed_in, dossier):
    data = boxes({"01_Thanh_vien": [{"ma": "TV1", "vai_tro": "?"}]}, more="01_Thanh_vien")

    answer = signed_in.post(dossier.url("task", 1), data)

    grid = answer.context["form"].grids[1]
    assert (len(grid.rows()), sentences(answer)) == (6, [])
    assert dossier.part(1) is None


def test_rows_pasted_from_excel_are_added_below(signed_in, dossier):
    pasted = "P1\t1\tKhuấy\nP2\t2\tNung\tLò\t2.400,5"
    data = boxes({"02_Cong_doan": [{"ma": "P0", "thu_tu": "0", "ten": "Kho"}]})
    data |= {"paste": "02_Cong_doan", "02_Cong_doan-pasted": pasted}

    rows = signed_in.post(dossier.url("task", 2), data).context["form"].grids[0].rows()

    assert [[box.text for box in row.boxes] for row in rows] == [
        ["P0", "0", "Kho", "", ""],
        ["P1", "1", "Khuấy", "", ""],
        ["P2", "2", "Nung", "Lò", "2.400,5"],
    ]


def test_rows_pasted_stand_before_the_empty_ones(signed_in, dossier):
    data = boxes({"02_Cong_doan": [{"ma": "P0", "thu_tu": "0", "ten": "Kho"}, {"ma": ""}]})
    data |= {"paste": "02_Cong_doan", "02_Cong_doan-pasted": "P1\t1\tKhuấy"}

    rows = signed_in.post(dossier.url("task", 2), data).context["form"].grids[0].rows()

    assert [row.boxes[0].text for row in rows] == ["P0", "P1", ""]


def test_rows_pasted_are_taken_in_by_the_main_button_too(signed_in, dossier):
    data = boxes({"02_Cong_doan": [{"ma": "P0", "thu_tu": "0", "ten": "Kho"}]})
    data["02_Cong_doan-pasted"] = "P1\t1\tKhuấy\nP2\t2\tNung"

    assert signed_in.post(dossier.url("task", 2), data).status_code == 302
    assert list(rows_in(dossier, "02_Cong_doan")) == ["P0", "P1", "P2"]


def test_rows_pasted_outlive_a_fault_and_more_rows_of_another_sheet(signed_in, dossier):
    pasted = {"02_Cong_doan-pasted": "P1\tmột\tKhuấy"}
    for more in ({}, {"more": "02_San_pham"}):
        data = boxes({"02_Cong_doan": [{"ma": ""}], "02_San_pham": []}, **pasted, **more)
        answer = signed_in.post(dossier.url("task", 2), data)
        assert answer.context["form"].grids[0].rows()[0].boxes[2].text == "Khuấy"


def test_too_many_rows_pasted_are_refused_and_not_cut_off(signed_in, dossier):
    pasted = "\n".join(f"P{at}\t{at}\tKhuấy" for at in range(1, 602))
    data = boxes({"02_Cong_doan": []}) | {"02_Cong_doan-pasted": pasted}

    answer = signed_in.post(dossier.url("task", 2), data)

    assert answer.status_code == 422
    assert "quá 600 dòng" in sentences(answer)[0]


def test_the_loss_nobody_knows_of_is_never_typed(signed_in, dossier):
    start(signed_in, dossier)
    rows = rows_of(5)
    line = rows["05_Can_bang"][0] | {"dong": "Tổn thất chưa xác định", "chieu": "Ra"}
    rows["05_Can_bang"].append(line)

    answer = send(signed_in, dossier, 5, rows)

    assert answer.status_code == 422
    assert "Tổn thất chưa xác định do cổng tính, không nhập thành dòng." in sentences(answer)[0]
    assert rows_in(dossier, "05_Can_bang") == {}


def test_a_volume_is_not_added_to_a_mass_without_a_density(signed_in, dossier):
    start(signed_in, dossier)
    rows = rows_of(5)
    water = next(row for row in rows["05_Can_bang"] if row["dong"] == "F12")
    water["khoi_luong_rieng"] = ""

    answer = send(signed_in, dossier, 5, rows)

    assert answer.status_code == 422
    assert (
        "Thể tích không cộng với khối lượng: ghi khối lượng riêng (kg/l)." in sentences(answer)[0]
    )


def test_a_closure_of_140_percent_is_asked_about_and_kept(signed_in, dossier):
    start(signed_in, dossier)
    rows = {"05_Can_bang": [row for row in rows_of(5)["05_Can_bang"] if row["can_bang"] == "CB7"]}
    rows["05_Can_bang"][1]["luong"] = "437,36"

    asked = signed_in.post(dossier.url("task", 5), boxes(rows)).context["form"].asked
    assert [doubt.sentence for doubt in asked] == [
        "Cân bằng CB7 sai số 40,00%, ngoài dung sai 10%. Hãy ghi giải trình.",
        "Cân bằng CB7: tổng ra lớn hơn tổng vào.",
    ]
    assert send(signed_in, dossier, 5, rows).status_code == 302
    page = signed_in.get(dossier.url("task", 5)).content.decode()
    assert "140,00" in page
    assert "ngoài dung sai" in page


def test_of_two_people_who_save_at_once_the_later_sees_both_versions(signed_in, dossier):
    first, second = rows_of(1), rows_of(1)
    second["01_Quyet_dinh"][0]["pham_vi"] = "Chỉ lò nung"
    assert signed_in.post(dossier.url("task", 1), boxes(first)).status_code == 302

    late = signed_in.post(dossier.url("task", 1), boxes(second))

    assert late.status_code == 422
    assert "đã được" in sentences(late)[0]
    assert "Phạm vi đánh giá: Toàn cơ sở → Chỉ lò nung" in late.content.decode()
    assert rows_in(dossier, "01_Quyet_dinh")["1"]["pham_vi"] == "Toàn cơ sở"

    meant = signed_in.post(dossier.url("task", 1), boxes(second, seen=late.context["seen"]))
    assert meant.status_code == 302
    assert rows_in(dossier, "01_Quyet_dinh")["1"]["pham_vi"] == "Chỉ lò nung"


def test_a_double_click_makes_no_harm(signed_in, dossier):
    data = boxes(rows_of(1))

    answers = [signed_in.post(dossier.url("task", 1), data).status_code for _click in range(2)]

    assert answers == [302, 302]
    assert dossier.part(1).version == 1
    assert len(rows_in(dossier, "01_Thanh_vien")) == 5


def test_names_of_people_are_for_those_who_work_on_it(signed_in, dossier, client):
    rows = rows_of(1)
    rows["01_Thanh_vien"][0]["ho_ten"] = "Nguyễn Văn Thử"
    send(signed_in, dossier, 1, rows)
    viewer = make_member(organisation=dossier.department.access.organisation, role=Role.VIEWER)

    seen = {}
    for person in (dossier.person, viewer):
        client.force_login(person)
        seen[person] = "Nguyễn Văn Thử" in client.get(dossier.url("task", 1)).content.decode()

    assert seen == {dossier.person: True, viewer: False}


def test_a_task_is_done_only_when_nothing_is_missing(signed_in, dossier):
    rows = rows_of(1)
    rows["01_Thanh_vien"][0]["vai_tro"] = "Thành viên"
    send(signed_in, dossier, 1, rows)

    page = signed_in.get(dossier.url("task", 1))
    assert page.context["missing"] == ["Có đúng một trưởng nhóm"]
    signed_in.post(dossier.url("task_finish", 1), {"seen": "1"})
    assert not dossier.part(1).is_done

    send(signed_in, dossier, 1, rows_of(1))
    signed_in.post(dossier.url("task_finish", 1), {"seen": "2"})
    assert dossier.part(1).is_done


def test_what_leans_on_a_reopened_task_is_to_be_looked_at_again(signed_in, dossier):
    start(signed_in, dossier, last=3)
    for no in (2, 3):
        signed_in.post(dossier.url("task_finish", no), {"seen": "1"})
        assert dossier.part(no).is_done, no

    signed_in.post(dossier.url("task_reopen", 2))

    assert not dossier.part(2).is_done
    assert (dossier.part(3).is_done, dossier.part(3).needs_review) == (True, True)


def test_a_step_in_use_further_on_is_not_removed(signed_in, dossier):
    start(signed_in, dossier, last=3)
    rows = rows_of(2)
    rows["02_Cong_doan"] = rows["02_Cong_doan"][:-1]

    answer = send(signed_in, dossier, 2, rows)

    assert answer.status_code == 422
    assert "Mã P7 đang được dùng ở bảng “Chọn trọng tâm đánh giá”" in sentences(answer)[0]


def test_consumption_is_stored_once_with_its_factors(signed_in, dossier):
    start(signed_in, dossier, last=2)

    with owner_login():
        uses = ResourceUse.objects.filter(assessment=dossier.assessment, resource__code="LPG")
        january = uses.order_by("month")[0]

    assert (january.quantity, january.base_quantity, january.base_unit) == (211, 9495, "kg")
    assert rows_in(dossier, "02_Tieu_thu_thang") == {}


def test_a_neighbour_gets_404_and_a_viewer_may_not_save(dossier, client):
    neighbour = Dossier()
    client.force_login(neighbour.person)
    for name, more in (("task", [1]), ("book", []), ("book_in", [])):
        assert client.get(dossier.url(name, *more)).status_code == 404
    assert client.post(dossier.url("task", 1), boxes(rows_of(1))).status_code == 404

    viewer = make_member(organisation=dossier.person.access.organisation, role=Role.VIEWER)
    client.force_login(viewer)
    assert client.get(dossier.url("task", 1)).status_code == 200
    assert client.post(dossier.url("task", 1), boxes(rows_of(1))).status_code == 403


def test_a_closed_assessment_is_refused_in_words(signed_in, dossier):
    send(signed_in, dossier, 1, rows_of(1))
    move(dossier.person, dossier.assessment, "submitted")

    answer = send(signed_in, dossier, 1, rows_of(1))

    assert answer.status_code == 422
    assert sentences(answer) == ["Phiếu đã nộp, không sửa được nữa."]
    page = signed_in.get(dossier.url("task", 1)).content.decode()
    assert "Phiếu không còn mở nên chỉ xem được" in page
    assert 'name="seen"' in page
    assert "01_Thanh_vien-0-ma" not in page


def test_only_a_detailed_assessment_has_tasks(dossier, client):
    client.force_login(dossier.department)
    with owner_login():
        type(dossier.assessment).objects.filter(pk=dossier.assessment.pk).update(worksheets=None)
    assert client.get(dossier.url("task", 1)).status_code == 404
    assert (
        client.get(reverse("assessments:task", args=[dossier.assessment.pk, 19])).status_code == 404
    )


@pytest.mark.parametrize("months", [1, 3, 12])
def test_a_page_asks_as_often_for_many_rows_as_for_few(
    signed_in, dossier, months, django_assert_num_queries
):
    send(signed_in, dossier, 1, rows_of(1))
    rows = rows_of(2)
    rows["02_Tieu_thu_thang"] = rows["02_Tieu_thu_thang"][:months]
    send(signed_in, dossier, 2, rows)

    with django_assert_num_queries(QUERIES_OF_A_PAGE):
        signed_in.get(dossier.url("task", 2))


QUERIES_OF_A_PAGE = 23


def test_the_assessment_lists_its_tasks_with_what_is_missing(signed_in, dossier):
    send(signed_in, dossier, 1, rows_of(1))

    page = signed_in.get(dossier.assessment.get_absolute_url()).content.decode()

    assert "18. Xác định công đoạn lãng phí tiếp theo" in page
    assert "0 trên 18 nhiệm vụ đã hoàn thành." in page
    with owner_login():
        assert AssessmentPart.objects.filter(assessment=dossier.assessment).count() == 1


def test_submitting_and_accepting_name_what_is_not_finished_and_go_on(client, dossier):
    client.force_login(dossier.person)
    start(client, dossier, last=1)
    client.post(dossier.url("task_finish", 1), {"seen": "1"})
    page = client.get(dossier.url("assessment_submit")).content.decode()
    assert "17 nhiệm vụ chưa hoàn thành" in page
    assert "<li>1. " not in page
    assert "<li>2. " in page
    assert "còn thiếu " in page

    assert client.post(dossier.url("assessment_submit")).status_code == 302
    client.force_login(dossier.department)
    page = client.get(dossier.url("assessment_accept")).content.decode()
    assert "17 nhiệm vụ chưa hoàn thành" in page
    client.post(dossier.url("assessment_accept"))
    assert state_of(dossier.assessment) == "accepted"
