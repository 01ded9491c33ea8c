"""Solutions as the sheets tell them: screened, chosen, carried out by steps that only add up."""

import pytest
from django.urls import reverse

from assessments.models import CPOption, OptionSaving, OptionStep
from assessments.worksheets import solutions
from organisations.tenancy import owner_login
from tests.assessments.detailed import Dossier, made_book, send
from tests.assessments.options import say
from tests.assessments.worked_sheets import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    return Dossier()


@pytest.fixture
def screened(dossier, client):
    """A client of the unit that has got as far as the screening."""
    client.force_login(dossier.person)
    for no in (2, 4, 6, 7, 8, 9):
        assert send(client, dossier, no, rows_of(no)).status_code == 302, no
    return client


def states(dossier):
    with owner_login():
        rows = CPOption.objects.filter(assessment=dossier.assessment)
        return dict(rows.values_list("code", "state"))


def steps(dossier, code):
    with owner_login():
        rows = OptionStep.objects.filter(option__assessment=dossier.assessment, option__code=code)
        return [(s.to_state, s.mover, s.channel, str(s.held_on)) for s in rows]


def choose(client, dossier):
    for no in (10, 11, 12, 13):
        send(client, dossier, no, rows_of(no))
    assert client.post(dossier.url("task_finish", 13), {"seen": "1"}).status_code == 302


def carried_out(*rows):
    return {"15_Thuc_hien": list(rows)}


O01 = {"giai_phap": "O01", "trang_thai": "HOAN_THANH", "ngay": "30/04/2022", "chi_phi_thuc": "0"}


def test_who_rejects_a_solution_takes_it_out_and_may_take_it_back(screened, dossier):
    assert states(dossier)["O12"] == "screened_out"
    assert steps(dossier, "O12") == [("screened_out", "assessor", "portal", "2022-03-25")]

    rows = rows_of(9)
    rows["09_Sang_loc"][-1] |= {"ket_qua": "Nghiên cứu thêm", "ly_do": ""}
    send(screened, dossier, 9, rows)

    assert states(dossier)["O12"] == "proposed"
    assert len(steps(dossier, "O12")) == 2


def test_a_rejection_needs_its_technical_reason(screened, dossier):
    rows = rows_of(9)
    rows["09_Sang_loc"][-1]["ly_do"] = ""

    answer = send(screened, dossier, 9, rows)

    (fault,) = [sentence for sentence, _box in answer.context["form"].problems]
    assert fault.endswith("Loại bỏ thì ghi lý do kỹ thuật; lý do có trong báo cáo.")


def test_a_solution_keeps_the_words_and_the_class_of_its_causes(screened, dossier):
    with owner_login():
        option = CPOption.objects.get(assessment=dossier.assessment, code="O05")

    assert (option.cause, option.cause_class) == ("Không thu hồi nhiệt khói", "cong_nghe")


def test_those_chosen_are_selected_when_the_ranking_is_done(screened, dossier):
    choose(screened, dossier)

    selected = {code for code, state in states(dossier).items() if state == "selected"}
    assert selected == {"O01", "O02", "O03", "O04", "O05", "O06", "O07", "O10"}


def test_news_seen_at_the_plant_is_added_and_neither_changed_nor_removed(screened, dossier):
    choose(screened, dossier)
    send(screened, dossier, 14, rows_of(14))
    assert send(screened, dossier, 15, carried_out(O01)).status_code == 302
    assert steps(dossier, "O01")[-1] == ("done", "enterprise", "visit", "2022-04-30")

    changed = send(screened, dossier, 15, carried_out(O01 | {"chi_phi_thuc": "5.000.000"}))
    removed = send(screened, dossier, 15, carried_out())

    said = [answer.context["form"].problems[0][0] for answer in (changed, removed)]
    assert said == [
        "Nhật ký thực hiện không sửa; hãy thêm dòng mới cho O01.",
        "Nhật ký thực hiện không xóa: O01.",
    ]
    assert len(steps(dossier, "O01")) == 2


def test_a_step_that_nobody_may_take_is_refused_in_words(screened, dossier):
    choose(screened, dossier)

    answer = send(screened, dossier, 15, carried_out(O01 | {"trang_thai": "DA_DO"}))

    assert "Không có bước từ “Được chọn” sang “Đã đo kết quả”." in str(
        answer.context["form"].problems
    )


def test_a_file_without_the_diary_s_rows_takes_no_news_away(screened, dossier):
    choose(screened, dossier)
    send(screened, dossier, 14, rows_of(14))
    send(screened, dossier, 15, carried_out(O01))

    file = made_book(dossier, carried_out())
    told = screened.post(dossier.url("book_in"), {"file": file}).context["told"]

    assert told.found.changed_tasks == []


def test_a_solution_with_news_is_not_deleted(screened, dossier):
    rows = rows_of(8)
    rows["08_Co_hoi"] = rows["08_Co_hoi"][:-1]
    screening = {"09_Sang_loc": rows_of(9)["09_Sang_loc"][:-1]}
    send(screened, dossier, 9, screening)

    answer = send(screened, dossier, 8, rows)

    assert "Cơ hội O12 đã có tin thực hiện nên không xóa được." in str(
        answer.context["form"].problems
    )


def without_price(dossier, code):
    """As a page of a solution stores it, where a price may be left blank."""
    with owner_login():
        rows = OptionSaving.objects.filter(option__assessment=dossier.assessment)
        rows.filter(option__code=code, resource__code="LPG").update(price=None)


def test_a_saving_without_a_price_leaves_the_economy_undefined_and_is_named(screened, dossier):
    choose(screened, dossier)
    without_price(dossier, "O02")
    contents = dossier.contents()
    columns = dict(zip(contents.codes(solutions.MONEY), solutions.money(contents), strict=True))

    assert str(columns["O02"]["npv"]) == "chưa có lượng hoặc đơn giá: Khí hóa lỏng (gas, LPG)"
    assert solutions.facts_of_choice(contents)[0].note == "chưa đủ số liệu, không cộng: O02"
    assert solutions.ranked(contents)["O02"].rank is None
    for no in (11, 12, 13):
        assert screened.get(dossier.url("task", no)).status_code == 200
    report = reverse("assessments:assessment_report", args=[dossier.assessment.pk, "docx"])
    assert screened.get(report).status_code == 200


def test_a_life_of_no_years_and_words_for_amounts_are_refused_in_words(screened, dossier):
    rows = rows_of(11)
    rows["11_Kinh_te"][0] |= {"tuoi_tho": "0"}
    rows["11_Kinh_te"][1] |= {"dong_tien_rieng": "nhiều"}

    problems = str(send(screened, dossier, 11, rows).context["form"].problems)

    assert "Tuổi thọ phải từ 1 đến 30 năm." in problems
    assert "Ghi số tiền từng năm, cách nhau dấu chấm phẩy." in problems


def carry_out(client, dossier):
    """As far as a diary with one solution that is done."""
    choose(client, dossier)
    send(client, dossier, 14, rows_of(14))
    assert send(client, dossier, 15, carried_out(O01)).status_code == 302


STOPPED = O01 | {"trang_thai": "DUNG", "ngay": "30/06/2022", "chi_phi_thuc": ""}
PRIVATE = "“%s” phải có lý do riêng của doanh nghiệp: hãy ghi ở trang giải pháp"


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (STOPPED, "Đã dừng sau khi thực hiện"),
        (STOPPED | {"giai_phap": "O02", "trang_thai": "KHONG_THUC_HIEN"}, "Không thực hiện"),
    ],
)
def test_what_needs_a_private_reason_is_not_told_in_the_diary(screened, dossier, row, state):
    carry_out(screened, dossier)

    answer = send(screened, dossier, 15, carried_out(O01, row))
    assert answer.status_code == 422
    assert PRIVATE % state in str(answer.context["form"].problems)

    file = made_book(dossier, carried_out(O01, row))
    told = screened.post(dossier.url("book_in"), {"file": file}).context["told"]
    assert PRIVATE % state in str([each.refused for each in told.found.told])
    assert told.found.changed_tasks == []


def test_the_diary_measures_nothing_before_a_result_is_frozen(screened, dossier):
    carry_out(screened, dossier)
    measured = O01 | {"trang_thai": "DA_DO", "ngay": "31/01/2023", "chi_phi_thuc": ""}

    answer = send(screened, dossier, 15, carried_out(O01, measured))

    said = "Phiếu chưa có kết quả đo nào; hãy chốt kết quả ở nhiệm vụ 16 trước."
    assert said in str(answer.context["form"].problems)
    assert states(dossier)["O01"] == "done"


def test_what_the_page_of_a_solution_has_told_stays_in_the_diary(screened, dossier):
    carry_out(screened, dossier)
    with owner_login():
        option = CPOption.objects.get(assessment=dossier.assessment, code="O01")
    say(dossier.person, option, "stopped", "2022-06-30", reasons=["R04"], channel="visit")

    news = carried_out(O01 | {"bang_chung": "1"}, STOPPED)
    assert send(screened, dossier, 15, news).status_code == 302
    assert steps(dossier, "O01")[-1][0] == "stopped"


def test_a_solution_that_was_chosen_is_not_screened_out_any_more(screened, dossier):
    choose(screened, dossier)
    rows = rows_of(9)
    rows["09_Sang_loc"][0] |= {"ket_qua": "Loại bỏ", "ly_do": "Không hợp"}

    answer = send(screened, dossier, 9, rows)

    said = "O01 đang ở trạng thái “Được chọn” nên không loại khi sàng lọc được nữa"
    assert said in str(answer.context["form"].problems)
    assert states(dossier)["O01"] == "selected"


def test_an_idea_is_taken_off_the_sheet_by_whoever_works_on_it(client, dossier):
    """Also with savings; why an enterprise did not do something is not for the asker to read."""
    client.force_login(dossier.person)
    for no in (2, 4, 6, 7, 8):
        assert send(client, dossier, no, rows_of(no)).status_code == 302, no
    rows = rows_of(8)
    with owner_login():
        option = CPOption.objects.get(assessment=dossier.assessment, code="O10")
    kept = [row for row in rows["08_Co_hoi"] if row["ma"] != "O10"]
    assert send(client, dossier, 8, rows | {"08_Co_hoi": kept}).status_code == 302
    with owner_login():
        assert not CPOption.objects.filter(pk=option.pk).exists()
