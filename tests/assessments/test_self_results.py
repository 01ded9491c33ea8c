"""What a self-assessment gives, what it takes over from the year before, what it asks about."""

import io
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from assessments.models import (
    AssessmentPart,
    ChecklistAnswer,
    CPOption,
    OptionStep,
    Resource,
    ResourceUse,
)
from assessments.selfassessment import medians
from organisations.enums import Kind
from organisations.tenancy import use_tenant
from tests.assessments.asking import make_plant, move
from tests.assessments.filling import (
    address,
    lines,
    own_assessment,
    plant_of,
    save,
    seen_on,
    stored,
    use,
)
from tests.assessments.options import make_option
from tests.enterprises.asking import make_department, make_enterprise
from tests.factories import make_assessment, make_member

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


def pots(tonnes):
    return {"label": "Bình hoa", "quantity": tonnes, "unit": "TAN", "resource": "SAN_PHAM"}


def results(client, assessment):
    return client.get(reverse("assessments:self_result", args=[assessment.pk]))


def indicator(page, key):
    return next(each for each in page.context["results"].indicators if each.key == key)


def filled(client, firm, plant, year, *, output="200", gas="1.000"):
    """Output, gas and electricity of a year, said and sent in."""
    assessment = own_assessment(firm, plant, year)
    save(client, assessment, "output", pots(output))
    save(client, assessment, "fuel", use("LPG", gas, "BINH_45", cost="1400000000"))
    return assessment


def test_without_an_answer_nothing_is_nought(client, assessment):
    page = results(client, assessment)
    total = page.context["total"]
    assert (total.rounded, total.answered) == (None, 0)
    assert f"tạm tính (đã trả lời 0/{total.shown} câu)" in page.content.decode()
    for each in page.context["results"].indicators:
        assert (each.total, each.per_product, each.change) == (None, None, None)
        assert each.missing
    assert "chưa có số liệu" in page.content.decode()


def test_the_profile_is_per_unit_of_product(client, firm, plant):
    page = results(client, filled(client, firm, plant, 2023))
    energy = indicator(page, "E")
    # 45.000 kg of LPG at 47,3 GJ/t; 200 t of goods.
    assert energy.total == Decimal("2128.5")
    assert energy.per_product == 200 / Decimal("2128.5")
    assert indicator(page, "C").per_product == Decimal("2128.5") * 63100 / 1000 / 1000 / 200
    assert indicator(page, "W").missing == ("chưa nhập",)


def test_without_output_the_specific_consumption_is_undefined(client, firm, assessment):
    save(client, assessment, "fuel", use("LPG", "10", "BINH_45"))
    assert indicator(results(client, assessment), "E").relative_text == "suất không xác định"
    save(client, assessment, "output", pots("0"))
    page = results(client, assessment)
    assert indicator(page, "E").relative_text == "suất không xác định"
    assert indicator(page, "E").total is not None


def test_a_total_of_which_one_figure_is_missing_is_not_known(client, firm, assessment):
    save(client, assessment, "fuel", use("LPG", "10", "BINH_45"), use("CUI", "", "KG", cost="5"))
    energy = indicator(results(client, assessment), "E")
    assert energy.total is None
    assert energy.missing == ("Củi: chưa ghi lượng",)


def test_the_change_is_against_the_earliest_year_sent_in(client, firm, plant):
    first = filled(client, firm, plant, 2021, output="200", gas="1.000")
    move(firm, first, "submitted")
    middle = filled(client, firm, plant, 2022, output="200", gas="2.000")
    move(firm, middle, "submitted")
    page = results(client, filled(client, firm, plant, 2023, output="250", gas="1.000"))
    assert page.context["results"].before.assessment == first
    assert indicator(page, "E").change_text == "+25,0 %"
    assert indicator(page, "W").change is None


def test_ideas_come_from_answers_that_leave_room_with_their_mark(client, firm, assessment):
    url = address(assessment, "checklist-cttb")
    items = client.get(url).context["form"].items
    said = {f"answer_{item.pk}": "CHUA" for item in items[:2]}
    said |= {f"answer_{items[2].pk}": "DA_LAM"}
    client.post(url, said | {"seen": "", "go": "later"})
    page = results(client, assessment)
    assert {idea.item for idea in page.context["results"].ideas} == set(items[:2])
    assert "thường gặp, chưa đo tại cơ sở" in page.content.decode()
    assert "chưa kiểm chứng" in page.content.decode()

    take = reverse("assessments:self_take_idea", args=[assessment.pk, items[0].pk])
    for _click in range(2):
        assert client.post(take).status_code == 302
    options = stored(firm, CPOption, assessment)
    assert [(o.code, o.name, o.state) for o in options] == [
        (items[0].code, items[0].idea, "proposed")
    ]
    assert "Đã có trong danh sách giải pháp." in results(client, assessment).content.decode()


def test_last_years_figures_wait_for_a_tick(client, firm, plant):
    before = filled(client, firm, plant, 2022)
    move(firm, before, "submitted")
    assessment = own_assessment(firm, plant, 2023)

    page = client.get(address(assessment, "fuel"))
    text = page.content.decode()
    assert "Số năm 2022, xin xác nhận" in text
    assert 'value="1.000"' in text
    line = use("LPG", "1.000", "BINH_45")
    save(client, assessment, "fuel", line)
    assert unconfirmed(firm, assessment) == [(1000, 2022, False)]
    answers = reverse("assessments:self_answers", args=[assessment.pk])
    assert "chưa xác nhận" in client.get(answers).content.decode()
    save(client, assessment, "fuel", line, go="confirm")
    assert unconfirmed(firm, assessment) == [(1000, 2022, True)]
    save(client, assessment, "fuel", use("LPG", "900", "BINH_45"))
    assert unconfirmed(firm, assessment) == [(900, None, True)]


def next_years(client, firm, plant):
    """This year's, on which a line of gas waits for its tick."""
    move(firm, filled(client, firm, plant, 2022), "submitted")
    return own_assessment(firm, plant, 2023)


def test_more_lines_and_a_fault_keep_the_tick_of_last_years_figure(client, firm, plant):
    assessment = next_years(client, firm, plant)
    url = address(assessment, "fuel")
    gas, faulty = use("LPG", "1.000", "BINH_45"), use("CUI", "5", "")
    for rows, more in ([gas], {"more_lines": "uses"}), ([gas, faulty], {"go": "next"}):
        page = client.post(url, lines(*rows) | {"seen": seen_on(client, url)} | more)
        text = page.content.decode()
        assert "Xác nhận tất cả" in text
        assert "Số lấy từ năm trước: xác nhận đúng" in text
        assert text.count("Số năm 2022, xin xác nhận.") == 1
        assert [form.taken_from for form in page.context["form"].sheet.forms][0] == 2022
        assert not any(form.taken_from for form in page.context["form"].sheet.forms[1:])


def test_a_tick_that_was_set_outlives_more_lines(client, firm, plant):
    url = address(next_years(client, firm, plant), "fuel")
    data = lines(use("LPG", "1.000", "BINH_45", confirmed="on")) | {"more_lines": "uses"}

    text = client.post(url, data | {"seen": seen_on(client, url)}).content.decode()

    assert re.search('<input[^>]*name="uses-0-confirmed"[^>]* checked', text)
    assert "xin xác nhận." not in text


def test_saving_says_why_the_step_is_not_finished(client, firm, plant):
    assessment = next_years(client, firm, plant)
    page = save(client, assessment, "fuel", use("LPG", "1.000", "BINH_45"))

    text = client.get(page.url).content.decode()

    assert "Để biết" in text
    assert "Bước đang làm. 1 số lấy từ năm trước chưa xác nhận." in text


def test_confirming_everything_finishes_the_step_and_nothing_waits(client, firm, plant):
    assessment = next_years(client, firm, plant)
    answer = save(client, assessment, "fuel", use("LPG", "1.000", "BINH_45"), go="confirm")
    page = client.get(answer.url).content.decode()

    (part,) = stored(firm, AssessmentPart, assessment)
    assert part.is_done
    assert "Đã lưu: Nhiên liệu." in page
    assert "xin xác nhận" not in page


def unconfirmed(firm, assessment):
    rows = stored(firm, ResourceUse, assessment)
    return [(row.quantity, row.taken_from_year, row.is_confirmed) for row in rows]


def test_last_years_answers_wait_for_a_tick(client, firm, plant):
    before = own_assessment(firm, plant, 2022)
    url = address(before, "checklist-qlnv")
    item = client.get(url).context["form"].items[0]
    client.post(url, {f"answer_{item.pk}": "MOT_PHAN", "seen": "", "go": "later"})
    move(firm, before, "submitted")

    assessment = own_assessment(firm, plant, 2023)
    url = address(assessment, "checklist-qlnv")
    form = client.get(url).context["form"]
    assert form.initial[f"answer_{item.pk}"] == "MOT_PHAN"
    said = {f"answer_{item.pk}": "MOT_PHAN", "go": "next"}
    client.post(url, said | {"seen": ""})
    assert [row.is_confirmed for row in stored(firm, ChecklistAnswer, assessment)] == [False]
    text = client.get(assessment.get_absolute_url()).content.decode()
    assert "1 câu trả lời lấy từ năm trước chưa xác nhận." in text
    client.post(url, said | {"seen": seen_on(client, url), "confirmed": "on"})
    assert [row.is_confirmed for row in stored(firm, ChecklistAnswer, assessment)] == [True]


def others(client, department, count, tonnes=1):
    """So many plants of the sector that sent in one bottle of gas for a tonne."""
    for _number in range(count):
        person = make_member(Kind.ENTERPRISE)
        client.force_login(person)
        there = own_assessment(person, plant_of(person, department))
        save(client, there, "output", pots(str(tonnes)))
        save(client, there, "fuel", use("LPG", "45", "KG"))
        move(person, there, "submitted")


@pytest.mark.parametrize(("count", "is_asked"), [(4, False), (5, True)])
def test_a_thousand_times_the_median_is_asked_about(
    client, firm, department, assessment, count, is_asked
):
    others(client, department, count)
    client.force_login(firm)
    save(client, assessment, "output", pots("1"))
    url = address(assessment, "fuel")
    data = lines(use("LPG", "45", "TAN")) | {"seen": "", "go": "next"}
    page = client.post(url, data)
    assert (page.status_code == 200) == is_asked
    if not is_asked:
        return
    sentence = page.context["form"].asked[0].sentence
    assert "gấp 1.000 lần trung vị của ngành (45 kg/t, 5 cơ sở)" in sentence
    assert len(stored(firm, ResourceUse, assessment)) == 1  # the output alone
    client.post(url, data | {"agreed": page.context["form"].agreement})
    flags = [row.flag for row in stored(firm, ResourceUse, assessment) if row.quantity == 45]
    assert flags == [sentence]
    # Agreed once, it is not asked again.
    again = data | {"seen": seen_on(client, url)}
    assert client.post(url, again).status_code == 302


@pytest.mark.parametrize(
    ("slug", "line", "said"),
    [
        ("output", "330.500", "Bình hoa: 330.500 t, trong khi năm 2022 là 330,5 t."),
        ("output", "0,3305", "Bình hoa: 0,3305 t, trong khi năm 2022 là 330,5 t."),
        ("fuel", "45.000", "45.000 kg, trong khi năm 2022 là 45 kg."),
    ],
)
def test_a_leap_from_last_year_is_asked_about_once(client, firm, department, slug, line, said):
    plant = plant_of(firm, department)
    client.force_login(firm)
    rows = {"output": pots, "fuel": lambda quantity: use("LPG", quantity, "KG")}
    last = own_assessment(firm, plant, year=2022)
    save(client, last, "output", pots("330,5"))
    save(client, last, "fuel", use("LPG", "45", "KG"))
    move(firm, last, "submitted")
    this = own_assessment(firm, plant)
    url = address(this, slug)
    data = lines(rows[slug](line)) | {"seen": seen_on(client, url), "go": "next"}

    page = client.post(url, data)

    assert page.status_code == 200
    (asked,) = page.context["form"].asked
    assert said in asked.sentence
    assert "Chắc chắn đúng?" in asked.sentence
    agreed = data | {"agreed": page.context["form"].agreement}
    assert client.post(url, agreed).status_code == 302
    assert [row.flag for row in stored(firm, ResourceUse, this)] == [asked.sentence]


def test_nobody_moves_the_middle_onto_a_rivals_figure_with_plants_of_his_own(
    client, firm, department
):
    others(client, department, 4)
    for year in (2019, 2020, 2021, 2022):
        client.force_login(firm)
        there = own_assessment(firm, plant_of(firm, department), year=year)
        save(client, there, "output", pots("1"))
        save(client, there, "fuel", use("LPG", "450", "KG"))
        move(firm, there, "submitted")
    entity = make_enterprise()
    for _plant in range(3):
        made = make_assessment(
            department.access.organisation,
            make_plant(department, legal_entity=entity, sector="23"),
        )
        client.force_login(department)
        save(client, made, "output", pots("1"))
        save(client, made, "fuel", use("LPG", "450", "KG"))
        move(department, made, "submitted")

    def median(person):
        with use_tenant(person.access.tenant):
            gas = Resource.objects.get(code="LPG")
            return medians.medians_of("23", [gas.pk], "t")[gas.pk]

    # The three plants of one firm are one figure: with it the stranger sees six, the firm five.
    assert median(make_member(Kind.ENTERPRISE)).plants == 11
    assert median(firm).plants == 7
    # What the department has entered itself has no part in what it is told.
    assert median(department).plants == 8


def test_the_median_of_an_even_number_is_between_the_two_in_the_middle(client, department):
    others(client, department, 3)
    others(client, department, 3, tonnes=3)
    person = make_member(Kind.ENTERPRISE)
    with use_tenant(person.access.tenant):
        gas = ResourceUse._meta.get_field("resource").related_model.objects.get(code="LPG")
        made_in = gas.base_unit if gas.base_unit == "t" else "t"
        found = medians.medians_of("23", [gas.pk], made_in)[gas.pk]
    assert found == medians.Median(Decimal(30), 6)


def test_a_solution_that_was_carried_out_is_reported_with_its_day(client, firm, assessment):
    url = reverse("assessments:self_option_create", args=[assessment.pk])
    said = {"name": "Bọc bảo ôn lò", "category": "CTTB", "done_on": "03/04/2025"}
    page = client.post(url, said)
    assert "ghi hết bao nhiêu tiền" in page.content.decode()
    key = {"form_key": "7f5e7b62-4a2b-4c8d-9a8e-0d3f3a1b2c3d"}
    for _click in range(2):
        client.post(url, said | key | {"investment": "12 triệu", "other_income": "30.000.000"})
    (option,) = stored(firm, CPOption, assessment)
    assert (option.state, option.investment, option.annual_saving) == ("done", 12000000, 30000000)
    assert len(stored(firm, OptionStep, assessment)) == 1
    remove = reverse("assessments:self_option_remove", args=[option.pk])
    client.post(remove)
    assert len(stored(firm, CPOption, assessment)) == 1


def test_a_wish_may_be_taken_back(client, firm, assessment):
    url = reverse("assessments:self_option_create", args=[assessment.pk])
    client.post(url, {"name": "Lò gas mới", "category": "CNM"})
    (option,) = stored(firm, CPOption, assessment)
    assert option.state == "proposed"
    client.post(reverse("assessments:self_option_remove", args=[option.pk]))
    assert stored(firm, CPOption, assessment) == []


def test_the_paper_says_what_the_page_says(client, firm, plant):
    assessment = filled(client, firm, plant, 2023)
    url = reverse("assessments:self_paper", args=[assessment.pk])
    answer = client.get(url)
    assert answer["Content-Type"] == "application/pdf"
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    words = " ".join(text.split())
    assert "PHIẾU TỰ ĐÁNH GIÁ SẢN XUẤT SẠCH HƠN" in words
    assert "2.128,5" in words
    assert "1.400.000.000" in words


def test_the_pages_cost_the_same_for_any_number_of_lines(client, firm, department):
    """Forty is what a sheet of lines has room for."""
    costs = {name: set() for name in ("self_answers", "self_result", "self_step")}
    for count in (1, 3, 40):
        assessment = own_assessment(firm, plant_of(firm, department))
        rows = [use("CUI", str(number + 1), "KG") for number in range(count)]
        save(client, assessment, "fuel", *rows)
        for name, found in costs.items():
            args = [assessment.pk, "fuel"] if name == "self_step" else [assessment.pk]
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(f"assessments:{name}", args=args))
            found.add(len(queries))
    assert {name: len(found) for name, found in costs.items()} == dict.fromkeys(costs, 1)


def test_last_years_quantity_is_proposed_and_its_money_is_not(client, firm, department):
    plant = plant_of(firm, department)
    client.force_login(firm)
    last = own_assessment(firm, plant, year=2022)
    save(client, last, "fuel", use("LPG", "45", "KG", cost="1500000"))
    move(firm, last, "submitted")

    page = client.get(address(own_assessment(firm, plant), "fuel")).content.decode()

    assert 'value="45"' in page
    assert "1.500.000" not in page
    assert "1500000" not in page


def test_a_wish_with_savings_is_taken_off_the_list(client, firm, assessment):
    option = make_option(assessment, savings=[("DIEN", 10, "KWH", 2_000)])
    remove = reverse("assessments:self_option_remove", args=[option.pk])
    assert client.post(remove).status_code == 302
    assert stored(firm, CPOption, assessment) == []


def test_a_saving_without_its_price_leaves_the_whole_unknown(assessment):
    known = make_option(assessment, savings=[("DIEN", 10, "KWH", 2_000)])
    unknown = make_option(
        assessment, savings=[("DIEN", 10, "KWH", 2_000), ("LPG", 1, "KG", None)], running_cost=5
    )
    assert (known.annual_saving, unknown.annual_saving) == (20_000, None)
