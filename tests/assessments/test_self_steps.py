"""The steps of a self-assessment: saved one by one, by whom, and never over somebody else."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.models import AssessmentPart, ChecklistAnswer, ResourceUse
from organisations.enums import Kind, Role
from organisations.tenancy import owner_login, use_tenant
from tests.assessments.asking import move
from tests.assessments.filling import (
    CERAMICS,
    address,
    lines,
    own_assessment,
    plant_of,
    save,
    seen_on,
    stored,
    use,
)
from tests.enterprises.asking import make_department
from tests.factories import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(client):
    person = make_member(Kind.ENTERPRISE)
    client.force_login(person)
    return person


@pytest.fixture
def department():
    return make_department()


@pytest.fixture
def plant(firm, department):
    return plant_of(firm, department)


@pytest.fixture
def assessment(firm, plant):
    return own_assessment(firm, plant)


def uses(firm, assessment):
    values = ("resource__code", "quantity", "unit__code", "base_quantity")
    with use_tenant(firm.access.tenant):
        rows = ResourceUse.objects.filter(assessment=assessment)
        return list(rows.values_list(*values))


def test_from_the_plant_to_the_receipt(client, firm, plant):
    url = reverse("assessments:assessment_create", args=[plant.pk])
    page = client.post(url, {"year": "2023", "form_key": "7f5e7b62-4a2b-4c8d-9a8e-0d3f3a1b2c3d"})
    assert page.status_code == 302
    page = client.get(page.url)
    assessment = page.context["assessment"]
    assert "Tiếp tục" in page.content.decode()

    answer = save(client, assessment, "electricity", use("DIEN", "1.000", "KWH_CD", cost="3000000"))
    assert answer.url == address(assessment, "fuel")
    answers = client.get(reverse("assessments:self_answers", args=[assessment.pk]))
    text = answers.content.decode()
    assert "1.000 kWh giờ cao điểm; 3.000.000 đồng" in text
    assert "Chưa làm bước này." in text

    submit = reverse("assessments:assessment_submit", args=[assessment.pk])
    assert submit in text
    client.post(submit)
    receipt = client.get(reverse("assessments:assessment_receipt", args=[assessment.pk]))
    assert assessment.number in receipt.content.decode()
    later = client.get(address(assessment, "electricity"))
    assert later.url == reverse("assessments:self_answers", args=[assessment.pk])


def test_a_quantity_is_kept_as_bought_beside_what_it_is_worth(client, firm, assessment):
    save(client, assessment, "fuel", use("LPG", "175", "BINH_45"), use("CUI", "10", "STER"))

    assert uses(firm, assessment) == [
        ("LPG", 175, "BINH_45", 7875),
        ("CUI", 10, "STER", 4300),
    ]
    text = client.get(address(assessment, "fuel")).content.decode()
    assert "= 7.875 kg" in text
    assert "= 4.300 kg (ước tính theo số thường gặp)" in text


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (use("CUI", "5", "LIT"), "“lít” không dùng cho Củi. Ghi theo: tấn, tạ, yến, kg"),
        (use("CUI", "-5", "KG"), "Số không được âm."),
        (use("CUI", "5", "XE"), "Đơn vị này cần số của cơ sở: kg mỗi xe"),
        (use("CUI", "5", "KG", own_figure="3"), "không cần số riêng"),
        (use("CUI", "5", "BO_CUI", own_figure="0"), "Số này phải lớn hơn 0."),
        (use("CUI", "", "KG"), "Nhập số."),
        (use("CUI", "5", "KG", price="100", cost="700"), "Lượng nhân đơn giá là 500 đồng"),
    ],
)
def test_a_line_that_cannot_be_is_refused_in_words(client, firm, assessment, line, sentence):
    page = save(client, assessment, "fuel", line)

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert line["quantity"] in page.content.decode()
    assert stored(firm, ResourceUse, assessment) == []


def test_the_price_gives_the_money_of_the_year_half_up(client, firm, assessment):
    save(client, assessment, "fuel", use("CUI", "3", "KG", price="0,5"))
    assert [row.cost for row in stored(firm, ResourceUse, assessment)] == [Decimal(2)]


def test_two_tabs_neither_overwrites_the_other_unseen(client, firm, assessment):
    url = address(assessment, "fuel")
    before = seen_on(client, url)
    first = lines(use("CUI", "10", "KG")) | {"seen": before, "go": "later"}
    client.post(url, first)
    late = lines(use("CUI", "99", "KG")) | {"seen": before, "go": "later"}
    page = client.post(url, late)

    text = page.content.decode()
    assert "Hai bản khác nhau ở đâu" in text
    assert "đã được sửa ở nơi khác" in text
    assert uses(firm, assessment) == [("CUI", 10, "KG", 10)]
    again = late | {"seen": page.context["form"].data["seen"]}
    assert client.post(url, again).status_code == 302
    assert uses(firm, assessment) == [("CUI", 99, "KG", 99)]


def test_a_double_click_saves_once_and_says_nothing_of_it(client, firm, assessment):
    url = address(assessment, "fuel")
    data = lines(use("CUI", "10", "KG")) | {"seen": seen_on(client, url), "go": "next"}
    assert [client.post(url, data).status_code for _ in range(2)] == [302, 302]
    assert uses(firm, assessment) == [("CUI", 10, "KG", 10)]


def test_leaving_a_box_saves_a_draft_and_says_when(client, firm, assessment):
    url = address(assessment, "fuel")
    data = lines(use("CUI", "10", "KG")) | {"seen": seen_on(client, url)}
    answer = client.post(url, data, headers={"HX-Request": "true"})

    assert "Đã lưu lúc" in answer.content.decode()
    assert uses(firm, assessment) == [("CUI", 10, "KG", 10)]
    # The sheet carries on with what the answer handed it.
    part = stored(firm, AssessmentPart, assessment)[0]
    assert not part.is_done
    assert answer.context["seen"] == seen_on(client, url)
    page = client.get(reverse("assessments:assessment", args=[assessment.pk]))
    assert "đang làm" in page.content.decode()


def test_a_draft_that_is_not_right_yet_is_not_saved_and_says_why(client, firm, assessment):
    url = address(assessment, "fuel")
    data = lines(use("CUI", "10", "")) | {"seen": seen_on(client, url)}
    answer = client.post(url, data, headers={"HX-Request": "true"})
    assert "Chưa lưu." in answer.content.decode()
    assert stored(firm, ResourceUse, assessment) == []


def test_more_lines_come_without_a_script_and_nothing_typed_is_lost(client, assessment):
    url = address(assessment, "fuel")
    data = lines(use("CUI", "10", "")) | {"seen": "", "more_lines": "uses"}
    page = client.post(url, data)
    assert len(page.context["form"].sheet.forms) == 3
    assert 'value="10"' in page.content.decode()


def test_answers_of_a_group_and_why_one_does_not_apply(client, firm, assessment):
    url = address(assessment, "checklist-qlnv")
    form = client.get(url).context["form"]
    first, second, *_others = form.items
    said = {f"answer_{first.pk}": "DA_LAM", f"answer_{second.pk}": "KHONG_AP_DUNG"}

    page = client.post(url, said | {"seen": "", "go": "next"})
    assert "Ghi vài chữ vì sao không áp dụng." in page.content.decode()
    client.post(url, said | {"seen": "", "go": "later"})
    assert {(row.item_id, row.answer) for row in stored(firm, ChecklistAnswer, assessment)} == {
        (first.pk, "DA_LAM"),
        (second.pk, "KHONG_AP_DUNG"),
    }
    assert not stored(firm, AssessmentPart, assessment)[0].is_done


def test_a_draft_without_the_reason_makes_a_finished_group_unfinished(client, firm, assessment):
    url = address(assessment, "checklist-qlnv")
    items = client.get(url).context["form"].items
    said = {f"answer_{item.pk}": "DA_LAM" for item in items}
    client.post(url, said | {"seen": "", "go": "next"})
    assert stored(firm, AssessmentPart, assessment)[0].is_done

    said |= {f"answer_{items[0].pk}": "KHONG_AP_DUNG", "seen": seen_on(client, url)}
    client.post(url, said, headers={"HX-Request": "true"})

    assert not stored(firm, AssessmentPart, assessment)[0].is_done
    page = client.get(assessment.get_absolute_url()).content.decode()
    assert "1 câu “Không áp dụng” chưa ghi vì sao." in page


def test_a_step_of_output_without_a_figure_is_not_finished(client, firm, assessment):
    made = {"label": "Bình hoa", "quantity": "200", "unit": "TAN", "resource": "SAN_PHAM"}
    empty = {"label": "", "quantity": "", "unit": "", "resource": "SAN_PHAM"}
    save(client, assessment, "output", made)
    assert stored(firm, AssessmentPart, assessment)[0].is_done

    page = save(client, assessment, "output", empty)

    assert not stored(firm, AssessmentPart, assessment)[0].is_done
    assert "Chưa ghi sản lượng nào." in client.get(page.url).content.decode()


def test_a_fault_of_a_line_names_its_box(client, firm, assessment):
    page = save(client, assessment, "fuel", use("CUI", "5", "KG"), use("", "5", ""))

    text = page.content.decode()

    assert "Nhiên liệu, dòng 2: Chọn loại." in text
    assert "Nhiên liệu, dòng 2: Chọn đơn vị." in text


def test_a_plant_is_asked_the_questions_of_its_own_sector(client, assessment):
    items = [
        item
        for group in ("cttb", "ksqt", "cnm")
        for item in client.get(address(assessment, f"checklist-{group}")).context["form"].items
    ]
    assert {tuple(item.divisions) for item in items if item.divisions} == {(CERAMICS,)}
    assert any(not item.divisions for item in items)


def test_sectors_that_were_chosen_narrow_the_questions(client, firm, assessment):
    client.post(address(assessment, "intro"), {"seen": "", "go": "next", "sectors": ["gom_su"]})
    with owner_login():
        assessment.refresh_from_db()
    assert assessment.sectors == ["gom_su"]


@pytest.mark.parametrize("name", ["self_answers", "self_result", "self_paper"])
def test_a_neighbour_finds_nothing(client, assessment, name):
    client.force_login(make_member(Kind.ENTERPRISE))
    url = reverse(f"assessments:{name}", args=[assessment.pk])
    assert client.get(url).status_code == 404
    assert client.get(address(assessment, "fuel")).status_code == 404
    assert client.post(address(assessment, "fuel"), {}).status_code == 404


def test_the_department_reads_it_once_it_was_submitted(client, firm, assessment, department):
    save(client, assessment, "fuel", use("CUI", "10", "KG"))
    url = reverse("assessments:self_answers", args=[assessment.pk])
    client.force_login(department)
    assert client.get(url).status_code == 404
    move(firm, assessment, "submitted")
    page = client.get(url)
    assert "10 kg" in page.content.decode()
    assert "Sửa" not in page.content.decode()
    move(department, assessment, "returned", "Thiếu nước")
    assert client.get(address(assessment, "fuel")).status_code == 403


def test_a_viewer_of_the_firm_reads_and_does_not_write(client, firm, assessment):
    viewer = make_member(organisation=firm.access.organisation, role=Role.VIEWER)
    client.force_login(viewer)
    assert client.get(address(assessment, "fuel")).status_code == 403
    url = reverse("assessments:self_answers", args=[assessment.pk])
    assert client.get(url).status_code == 200


def test_a_step_that_is_none_is_not_found(client, assessment):
    assert client.get(address(assessment, "checklist-khong")).status_code == 404
