"""Solutions as the sheets tell them: screened, chosen, carried out by steps that only add up."""

import pytest

from assessments.models import CPOption, OptionStep
from organisations.tenancy import owner_login
from tests.assessments.detailed import Dossier, made_book, send
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
