"""Organisers, money and zones on the sheet of an activity; more lines without a script."""

from decimal import Decimal

import pytest
from django.urls import reverse

from organisations.enums import Kind
from organisations.tenancy import owner_login
from outreach.enums import ActivityKind, ActivityState
from outreach.models import Activity, ActivityMoney, ActivityOrganiser, ActivityZone
from tests.factories import make_activity, make_member, make_organisation, make_zone

pytestmark = pytest.mark.django_db
LEAD, PARTNER = "Sở Công Thương", "Trung tâm Khuyến công"


@pytest.fixture
def officer(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person


@pytest.fixture
def ours(officer):
    return officer.access.organisation


def lines(name, *rows):
    """The boxes of some lines as a browser sends them, with a spare one."""
    boxes = {f"{name}-TOTAL_FORMS": str(len(rows) + 1), f"{name}-INITIAL_FORMS": "0"}
    for number, row in enumerate([*rows, {}]):
        boxes |= {f"{name}-{number}-{key}": value for key, value in row.items()}
    return boxes


def sheet(**fields):
    return {"kind": "training", "title": "Lớp tập huấn", "year": "2026"} | fields


def post_new(client, *parts, **fields):
    data = sheet(**fields)
    for part in parts:
        data |= part
    return client.post(reverse("outreach:activity_create"), data)


def faults_of(response):
    assert response.status_code == 200
    return dict(response.context["form"].errors)


def rows_of(model, *columns):
    """Of the units of this test; the database also holds reference data."""
    with owner_login():
        made = model.objects.filter(owner__name__startswith="Đơn vị thử")
        return list(made.order_by("pk").values_list(*columns))


def activity_count():
    return len(rows_of(Activity, "pk"))


def test_a_joint_event_has_several_organisers_and_is_one_row(client, officer):
    post_new(
        client,
        lines("organisers", {"name": PARTNER}, {"name": LEAD, "is_lead": "on"}),
        event_count="1",
    )

    assert activity_count() == 1
    assert set(rows_of(ActivityOrganiser, "name", "is_lead")) == {(LEAD, True), (PARTNER, False)}


def test_money_is_typed_as_people_write_it(client, officer):
    post_new(
        client,
        lines(
            "money",
            {"fund": "industry", "amount": "1.234.567"},
            {"fund": "science", "amount": "1,5 tỷ"},
            {"fund": "donor", "amount": "500 triệu"},
        ),
    )

    assert dict(rows_of(ActivityMoney, "fund", "amount")) == {
        "industry": Decimal(1_234_567),
        "science": Decimal(1_500_000_000),
        "donor": Decimal(500_000_000),
    }


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (
            lines("organisers", {"name": LEAD}, {"name": LEAD}),
            "Đơn vị tổ chức, dòng 2: Đơn vị này đã có ở dòng trên.",
        ),
        (
            lines("organisers", *({"name": name, "is_lead": "on"} for name in (LEAD, PARTNER))),
            "Đơn vị tổ chức, dòng 2: Chỉ một đơn vị chủ trì.",
        ),
        (
            lines("organisers", {"is_lead": "on"}),
            "Đơn vị tổ chức, dòng 1: Nhập tên đơn vị tổ chức.",
        ),
        (
            lines("money", {"amount": "5 triệu"}),
            "Chi phí theo nguồn, dòng 1: Chọn nguồn kinh phí.",
        ),
        (
            lines("money", {"fund": "donor", "amount": "-5"}),
            "Chi phí theo nguồn, dòng 1: Số tiền không được là số âm.",
        ),
        (
            lines("money", {"fund": "donor", "amount": "1"}, {"fund": "donor", "amount": "2"}),
            "Chi phí theo nguồn, dòng 2: Nguồn này đã có ở dòng trên.",
        ),
    ],
)
def test_a_fault_in_a_line_names_the_line_and_nothing_is_saved(client, officer, part, sentence):
    response = post_new(client, part, title="Lớp đã gõ")

    assert faults_of(response)["__all__"] == [sentence]
    assert 'value="Lớp đã gõ"' in response.content.decode()
    assert activity_count() == 0


def test_more_lines_bring_back_what_was_typed_and_judge_nothing(client, officer):
    part = lines("money", {"fund": "donor", "amount": "năm triệu"})

    response = post_new(client, part, title="", more_lines="money", place="Đa Sỹ")

    form = response.context["form"]
    page = response.content.decode()
    assert form.errors == {}
    assert len(form.lines["money"].forms) == 4
    assert 'value="năm triệu"' in page
    assert 'value="Đa Sỹ"' in page
    assert "field-error" not in page
    assert activity_count() == 0


def test_an_absurd_number_of_lines_is_cut_off(client, officer):
    part = lines("money") | {"money-TOTAL_FORMS": "99999999999999999999"}

    form = post_new(client, part, more_lines="money").context["form"]

    assert len(form.lines["money"].forms) <= 52


def test_an_edit_changes_adds_and_removes_lines_and_zones(client, ours):
    activity = make_activity(ours, year=2026)
    stays, goes, comes = (make_zone(ours) for _ in range(3))
    with owner_login():
        for zone in (stays, goes):
            ActivityZone.objects.create(owner=ours, activity=activity, zone=zone)
        ActivityOrganiser.objects.create(owner=ours, activity=activity, name=LEAD, is_lead=True)
        ActivityMoney.objects.create(owner=ours, activity=activity, fund="donor", amount=5)
    url = reverse("outreach:activity_edit", args=[activity.pk])
    form = client.get(url).context["form"]
    shown = form.lines["organisers"].forms[0]

    response = client.post(
        url,
        sheet(seen=form["seen"].value(), zones=[stays.pk, comes.pk])
        | lines("organisers", {"name": LEAD}, {"name": PARTNER, "is_lead": "on"})
        | lines("money"),
    )

    assert shown["name"].value() == LEAD
    assert response.status_code == 302
    assert set(rows_of(ActivityOrganiser, "name", "is_lead")) == {(LEAD, False), (PARTNER, True)}
    assert rows_of(ActivityMoney, "fund") == []
    assert {pk for (pk,) in rows_of(ActivityZone, "zone")} == {stays.pk, comes.pk}


def test_two_people_at_one_sheet_of_lines_do_not_overwrite_each_other(client, ours):
    activity = make_activity(ours, year=2026)
    url = reverse("outreach:activity_edit", args=[activity.pk])
    seen = client.get(url).context["form"]["seen"].value()
    client.post(url, sheet(seen=seen) | lines("organisers", {"name": LEAD}))

    response = client.post(url, sheet(seen=seen) | lines("organisers", {"name": PARTNER}))

    assert faults_of(response)["__all__"][0].startswith("Chưa lưu: hồ sơ đã được sửa")
    assert rows_of(ActivityOrganiser, "name") == [(LEAD,)]
    assert f'value="{PARTNER}"' in response.content.decode()


@pytest.mark.parametrize(
    "kind", [ActivityKind.TV_REPORT, ActivityKind.RADIO_REPORT, ActivityKind.TALK_SHOW]
)
def test_a_broadcast_reaches_no_zone(client, ours, kind):
    zone = make_zone(ours)

    response = post_new(client, kind=kind.value, zones=[zone.pk])

    assert faults_of(response)["zones"][0].startswith("Phát thanh, truyền hình đến mọi nơi")
    assert activity_count() == 0


def test_only_our_own_zones_can_be_ticked(client, ours):
    mine, theirs = make_zone(ours), make_zone(make_organisation())

    response = post_new(client, zones=[mine.pk, theirs.pk])

    assert set(faults_of(response)) == {"zones"}
    assert theirs.name not in response.content.decode()


def test_more_zones_than_a_form_of_django_may_have_boxes_are_ticked(client, ours):
    zones = [make_zone(ours, name=f"Làng nghề {number}").pk for number in range(1_001)]

    assert post_new(client, zones=zones).status_code == 302


def test_a_corporation_has_no_zones_to_tick(client):
    person = make_member(Kind.CORPORATION)
    client.force_login(person)

    assert "zones" not in client.get(reverse("outreach:activity_create")).context["form"].fields
    assert post_new(client).status_code == 302


@pytest.mark.parametrize("state", [ActivityState.PLANNED, ActivityState.CANCELLED])
def test_what_was_not_held_has_no_results(client, officer, state):
    response = post_new(client, state=state.value, event_count="1")

    assert faults_of(response)["state"][0].startswith("Hoạt động dự kiến hoặc đã hủy chưa có")

    post_new(client, state=state.value, planned_quantity="4", hours="7,5")
    assert rows_of(Activity, "state", "planned_quantity", "hours") == [
        (state.value, 4, Decimal("7.5"))
    ]


def test_a_new_sheet_offers_what_was_held(client, officer):
    form = client.get(reverse("outreach:activity_create")).context["form"]

    assert form["state"].value() == ActivityState.HELD


def test_a_double_click_with_lines_makes_one_activity(client, officer):
    key = "6b1a6f5e-7c38-4b73-9d0f-0123456789ab"
    part = lines("organisers", {"name": LEAD}) | lines("money", {"fund": "donor", "amount": "5"})

    first = post_new(client, part, form_key=key)
    second = post_new(client, part, form_key=key)

    assert first["Location"] == second["Location"]
    assert activity_count() == 1
