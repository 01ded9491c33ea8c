"""Solutions typed in: what they are worth, who enters them, what is refused."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.enums import OptionState
from assessments.models import CPOption, OptionSaving, OptionStep
from organisations.enums import Kind, Role, Verb
from organisations.models import LogEntry
from organisations.tenancy import owner_login, use_tenant
from tests.assessments.asking import acting_as, give, make_plant, move, supporter, work_on
from tests.assessments.options import fresh, make_option, say, state_of
from tests.enterprises.asking import make_department, make_enterprise
from tests.enterprises.sheets import errors_of, sheet_of
from tests.factories import make_assessment, make_member

pytestmark = pytest.mark.django_db

SHEET = {
    "name": "Lắp biến tần cho quạt lò",
    "category": "CTTB",
    "investment": "120 triệu",
    "life_years": "5",
    "discount_percent": "10",
    "savings-TOTAL_FORMS": "2",
    "savings-INITIAL_FORMS": "0",
    "savings-0-resource": "DIEN",
    "savings-0-quantity": "24.000",
    "savings-0-unit": "KWH",
    "savings-0-price": "2.000",
    "savings-1-resource": "",
}


@pytest.fixture
def officer(client):
    person = make_department()
    client.force_login(person)
    return person


@pytest.fixture
def firm():
    return make_member(Kind.ENTERPRISE)


@pytest.fixture
def plant(officer, firm):
    return make_plant(officer, legal_entity=make_enterprise(account=firm.access.organisation))


@pytest.fixture
def assessment(officer, plant):
    return make_assessment(officer.access.organisation, plant, year=2022)


def enter(client, assessment, **typed):
    return client.post(reverse("assessments:option_create", args=[assessment.pk]), SHEET | typed)


def options():
    with owner_login():
        return list(CPOption.objects.order_by("pk"))


def savings():
    with owner_login():
        return list(OptionSaving.objects.order_by("pk"))


def test_a_solution_is_entered_with_what_it_saves(client, officer, assessment):
    response = enter(client, assessment)
    (option,) = options()
    (saving,) = savings()

    assert response.url == option.get_absolute_url()
    assert option.code == "GP01"
    assert (saving.base_quantity, saving.base_unit) == (24000, "kWh")
    assert option.annual_saving == 48_000_000 == saving.value
    assert fresh(assessment).state == "under_way"
    with owner_login():
        assert LogEntry.objects.get(subject_id=option.pk, verb=Verb.CREATE).actor == officer


def test_solutions_are_numbered_one_way_wherever_they_are_written(client, firm, plant):
    own = make_assessment(firm.access.organisation, plant, kind="self")
    make_option(own, code="GP-07")
    client.force_login(firm)
    wish = {"name": "Lò gas mới", "category": "CNM"}

    enter(client, own)
    client.post(reverse("assessments:self_option_create", args=[own.pk]), wish)

    assert [option.code for option in options()] == ["GP-07", "GP08", "GP09"]


def test_the_page_prints_the_worked_vector_of_payback_npv_and_irr(client, assessment):
    enter(client, assessment)
    page = client.get(options()[0].get_absolute_url()).content.decode()

    assert "48.000.000 đồng" in page
    assert "2,50 năm" in page
    assert "61.957.765 đồng" in page  # VEC.npv: 61,958 million
    assert "28,65%" in page
    assert "3,70 TOE" in page  # 24.000 kWh
    assert "16,24 tCO2" in page  # the grid of 2022


def test_what_is_undefined_is_said(client, assessment):
    nothing = make_option(assessment)
    losing = make_option(assessment, investment=10, running_cost=5, life_years=3)
    free = make_option(assessment, investment=0, other_income=7, life_years=3)

    def said(option):
        return client.get(option.get_absolute_url()).content.decode()

    assert "chưa có số liệu" in said(nothing)
    assert "không hoàn vốn" in said(losing)
    assert "không xác định" in said(losing)
    assert "không phải đầu tư" in said(free)


def test_the_saving_is_the_sum_whatever_changes(client, assessment):
    option = make_option(
        assessment,
        running_cost=1_000,
        other_income=500,
        savings=[("DIEN", 10, "KWH", 2000), ("NUOC_MAY", -3, "M3_NUOC", 1000)],
    )
    assert option.annual_saving == 20_000 - 3_000 + 500 - 1_000
    with owner_login():
        OptionSaving.objects.filter(option=option, quantity=10).delete()
    assert fresh(option).annual_saving == -3_500


def test_a_missing_factor_is_named(client, officer, plant):
    later = make_assessment(officer.access.organisation, plant, year=2025)
    option = make_option(later, savings=[("DIEN", 10, "MWH", None)])
    page = client.get(option.get_absolute_url()).content.decode()

    assert "chưa công bố hệ số của năm này (2025)" in page


def test_a_unit_has_to_fit_its_resource(client, assessment):
    response = enter(client, assessment, **{"savings-0-unit": "STER"})

    assert "Đơn vị này không dùng cho Điện mua từ lưới" in str(errors_of(response))
    assert options() == []


def test_nothing_typed_is_lost_when_more_lines_are_asked_for(client, assessment):
    response = enter(client, assessment, more_lines="savings")

    assert options() == []
    assert response.context["form"]["name"].value() == SHEET["name"]
    assert len(response.context["form"].lines["savings"].forms) == 4


def test_uneven_years_are_kept_and_have_to_be_as_many_as_its_life(client, assessment):
    response = enter(client, assessment, cash_flow="10 triệu\n20 triệu")
    assert "Tuổi thọ là 5 năm nhưng dòng tiền có 2 năm." in str(errors_of(response))
    enter(client, assessment, cash_flow="10 triệu\n20 triệu", life_years="")
    (option,) = options()
    assert (option.cash_flow, option.life_years) == ([10_000_000, 20_000_000], 2)


def test_a_sum_beyond_all_bounds_is_refused(client, assessment):
    response = enter(client, assessment, investment="9999999999999999")
    assert options() == []
    assert response.status_code == 200
    huge = {"savings-0-quantity": "999999999", "savings-0-price": "999999999"}
    assert "Số tiền của dòng này lớn quá" in str(errors_of(enter(client, assessment, **huge)))


def test_a_double_click_makes_one_solution(client, assessment):
    key = {"form_key": "8a8f0dc6-6a4b-4b0c-9a51-0c6a2f5a8b11"}
    first, second = enter(client, assessment, **key), enter(client, assessment, **key)

    assert first.url == second.url
    assert len(options()) == 1


def test_correcting_replaces_the_lines(client, assessment):
    enter(client, assessment)
    (option,) = options()
    address = reverse("assessments:option_edit", args=[option.pk])
    sheet = sheet_of(client, address)
    response = client.post(address, sheet | SHEET | {"savings-0-quantity": "12.000"})

    assert response.status_code == 302
    assert [row.base_quantity for row in savings()] == [12000]
    assert fresh(option).annual_saving == 24_000_000
    assert fresh(option).code == "GP01"


def test_who_comes_too_late_sees_both_versions(client, assessment):
    enter(client, assessment)
    (option,) = options()
    address = reverse("assessments:option_edit", args=[option.pk])
    sheet = sheet_of(client, address)
    client.post(address, sheet | SHEET | {"name": "Tên khác"})
    response = client.post(address, sheet | SHEET | {"savings-0-price": "1"})

    assert "Chưa lưu" in response.content.decode()
    assert fresh(option).name == "Tên khác"


def test_screening_puts_aside_for_a_technical_reason_and_takes_back(client, assessment):
    option = make_option(assessment)
    address = reverse("assessments:option_screen", args=[option.pk])
    seen = sheet_of(client, address)
    said = seen | {"screening": "loai_bo", "screened_on": "01/03/2022", "screening_reason": ""}

    assert "ghi lý do kỹ thuật" in str(errors_of(client.post(address, said)))
    client.post(address, said | {"screening_reason": "Không đủ mặt bằng"})
    assert state_of(option) == OptionState.SCREENED_OUT
    seen = sheet_of(client, address)
    client.post(address, seen | {"screening": "nghien_cuu_them", "screened_on": "02/03/2022"})
    assert state_of(option) == OptionState.PROPOSED
    with owner_login():
        steps = OptionStep.objects.filter(option=option).values_list("to_state", "note")
        assert list(steps) == [
            ("screened_out", "Không đủ mặt bằng"),
            ("proposed", "Không đủ mặt bằng"),
        ]


def test_a_solution_with_lines_of_savings_is_screened(client, assessment):
    option = make_option(assessment, savings=[("DIEN", 24000, "KWH", 2000)])
    address = reverse("assessments:option_screen", args=[option.pk])
    said = {"screening": "loai_bo", "screened_on": "01/03/2022", "screening_reason": "Hẹp quá"}

    assert client.post(address, sheet_of(client, address) | said).status_code == 302
    assert state_of(option) == OptionState.SCREENED_OUT


def test_screening_is_stale_when_the_savings_have_changed(client, assessment):
    option = make_option(assessment, savings=[("DIEN", 24000, "KWH", 2000)])
    address = reverse("assessments:option_screen", args=[option.pk])
    said = {"screening": "loai_bo", "screened_on": "01/03/2022", "screening_reason": "Hẹp quá"}
    sheet = sheet_of(client, address)
    with owner_login():
        OptionSaving.objects.filter(option=option).update(quantity=100)

    assert "Chưa lưu" in client.post(address, sheet | said).content.decode()
    assert state_of(option) == OptionState.PROPOSED


def test_an_enterprise_that_assesses_itself_puts_nothing_aside(client, firm, plant):
    own = make_assessment(firm.access.organisation, plant, kind="self")
    option = make_option(own)
    client.force_login(firm)
    address = reverse("assessments:option_screen", args=[option.pk])
    said = {"screening": "loai_bo", "screened_on": "01/03/2022", "screening_reason": "x"}

    assert client.post(address, sheet_of(client, address) | said).status_code == 200
    assert state_of(option) == OptionState.PROPOSED


def test_one_that_was_told_of_is_not_removed(client, firm, assessment):
    told, mistaken = (
        make_option(assessment),
        make_option(assessment, savings=[("DIEN", 1, "KWH", 1)]),
    )
    say(firm, told, "selected", "2022-03-01")
    for option in (told, mistaken):
        client.post(reverse("assessments:option_remove", args=[option.pk]))

    assert options() == [told]


def test_a_submitted_assessment_takes_no_more(client, officer, assessment):
    option = make_option(assessment)
    work_on(officer, assessment)
    move(officer, assessment, "submitted")

    assert enter(client, assessment).status_code == 403
    for name in ("option_edit", "option_screen", "option_remove"):
        assert client.post(reverse(f"assessments:{name}", args=[option.pk])).status_code == 403


def test_the_option_of_another_tenant_is_not_there(client, officer, assessment):
    option = make_option(assessment)
    helper = supporter()
    give(officer, assessment, helper.access.organisation.pk)
    strangers = [make_department(), make_member(Kind.ENTERPRISE), supporter()]
    names = (
        "option",
        "option_edit",
        "option_screen",
        "option_remove",
        "option_news",
        "option_judge",
    )

    for person in strangers:
        client.force_login(person)
        for name in names:
            address = reverse(f"assessments:{name}", args=[option.pk])
            assert client.get(address).status_code == 404
            if name != "option":
                assert client.post(address, {"target": "selected"}).status_code == 404
        assert enter(client, assessment).status_code == 404
        with use_tenant(person.access.tenant):
            assert list(CPOption.objects.all()) == list(OptionSaving.objects.all()) == []
    client.force_login(helper)
    assert client.get(option.get_absolute_url()).status_code == 200


def _hang(person, line, assessment, option):
    with acting_as(person) as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        OptionSaving.objects.create(
            assessment=assessment,
            option=option,
            resource_id=line.resource_id,
            unit_id=line.unit_id,
        )


def test_a_line_is_not_hung_on_a_neighbours_solution(officer, assessment):
    neighbour = make_department()
    theirs = make_assessment(neighbour.access.organisation, make_plant(neighbour))
    option = make_option(theirs)
    ours = make_option(assessment, savings=[("DIEN", 1, "KWH", 1)])
    with owner_login():
        line = OptionSaving.objects.get(option=ours)
    with pytest.raises(DatabaseError):
        _hang(officer, line, assessment, option)
    with pytest.raises(DatabaseError):
        _hang(officer, line, theirs, option)


def test_a_viewer_reads_and_does_nothing_else(client, officer, assessment):
    option = make_option(assessment)
    viewer = make_member(organisation=officer.access.organisation, role=Role.VIEWER)
    client.force_login(viewer)

    page = client.get(option.get_absolute_url())
    assert page.status_code == 200
    assert "option_edit" not in page.content.decode()
    for name in ("option_edit", "option_screen", "option_remove", "option_news"):
        assert client.get(reverse(f"assessments:{name}", args=[option.pk])).status_code == 403


@pytest.mark.parametrize(
    ("cost", "saving", "years"),
    [("42000", "28729", "1,46"), ("83200", "93524", "0,89"), ("9950", "59812", "0,17")],
)
def test_paybacks_of_the_vectors(client, assessment, cost, saving, years):
    option = make_option(assessment, investment=Decimal(cost), other_income=Decimal(saving))
    assert f"{years} năm" in client.get(option.get_absolute_url()).content.decode()


def test_the_assessments_page_asks_as_much_for_many_as_for_one(client, assessment):
    taken = []
    for more in (1, 30):
        for _each in range(more):
            make_option(assessment, investment=10, other_income=5)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(assessment.get_absolute_url()).content.decode()
        taken.append(len(captured))
        assert all(option.name in page for option in options())
    assert taken[0] == taken[1]
