"""A plant goes to another province or corporation: both sides keep what was theirs in time."""

import datetime as dt

import pytest
from django.db import ProgrammingError, transaction

from enterprises.models import (
    Certificate,
    Contact,
    Establishment,
    EstablishmentYear,
    FormerPlacement,
    SamePlantCandidate,
    Visit,
)
from organisations.enums import Kind
from organisations.models import History
from organisations.tenancy import owner_login, use_tenant
from tests.enterprises.asking import (
    acting_as,
    assign,
    find,
    make_department,
    make_enterprise,
    make_plant,
    merge,
    ministry,
    move,
    place_of,
    refusal,
    unit,
)
from tests.factories import make_member, make_organisation, make_zone

pytestmark = pytest.mark.django_db

NOT_YOURS = "Không có cơ sở này."
MERGED_AWAY = "Dòng này đã được gộp vào cơ sở khác."
WRONG_DAY = "Ngày thay đổi không được sau hôm nay, và phải sau lần thay đổi trước."
NO_REASON = "Ghi quyết định hoặc lý do."


@pytest.fixture
def group():
    return make_member(Kind.CORPORATION)


def reads(person, model, **facts):
    with use_tenant(person.access.tenant):
        return list(model.objects.filter(**facts))


def now(plant):
    with owner_login():
        return Establishment.objects.get(pk=plant.pk)


def placements(plant):
    with owner_login():
        return list(FormerPlacement.objects.filter(establishment=plant))


def write_contact(person, plant):
    with use_tenant(person.access.tenant), transaction.atomic():
        return Contact.objects.create(establishment=plant, name="Người", phone="x")


def test_the_new_department_reads_the_plant_and_the_former_one_what_was_its_own(here, there):
    zone = make_zone(here.access.organisation)
    plant = make_plant(here, name="Gốm cũ", own_code="A1", zone=zone, zone_name="Cụm")
    contact = write_contact(here, plant)

    assert move(here, plant, place_of(there)) == unit(there)

    assert reads(there, Establishment) == [plant]
    assert reads(here, Establishment) == []
    assert reads(here, Contact) == [contact]
    assert reads(there, Contact) == []
    (kept,) = reads(here, FormerPlacement)
    assert (kept.name, kept.province_id, kept.valid_from) == ("Gốm cũ", place_of(here), None)
    assert (kept.valid_to, kept.change) == (dt.date(2020, 6, 30), "moved")
    assert (kept.reason, kept.recorded_by_name) == ("Quyết định", "Người thử")
    assert reads(there, FormerPlacement) == []


def test_it_belongs_to_the_new_department_without_the_marks_of_the_former_one(here, there):
    zone = make_zone(here.access.organisation)
    plant = make_plant(here, own_code="A1", zone=zone, zone_name="Cụm")
    move(here, plant, place_of(there))

    plant = now(plant)
    assert plant.owner_id == plant.department_id == unit(there)
    assert plant.province_id == place_of(there)
    assert (plant.own_code, plant.zone_id, plant.zone_name) == ("", None, "")


def test_the_former_department_still_corrects_its_records_and_enters_none(here, there):
    plant = make_plant(here)
    contact = write_contact(here, plant)
    move(here, plant, place_of(there))

    with use_tenant(here.access.tenant):
        assert Contact.objects.filter(pk=contact.pk).update(phone="y") == 1
    with pytest.raises(ProgrammingError, match=NOT_YOURS):
        write_contact(here, plant)
    assert write_contact(there, plant).pk


def test_a_plant_of_a_corporation_stays_its_own_wherever_it_moves(here, there, group):
    plant = make_plant(group, province_id=place_of(here), own_code="G1")
    assert now(plant).department_id == unit(here)

    move(here, plant, place_of(there))

    plant = now(plant)
    assert plant.owner_id == plant.corporation_id == unit(group)
    assert (plant.department_id, plant.own_code) == (unit(there), "G1")
    assert [p.owner_id for p in placements(plant)] == [unit(group)]
    assert [p.department_id for p in reads(here, FormerPlacement)] == [unit(here)]


def test_moves_follow_each_other_without_a_gap(here, there):
    plant = make_plant(here)
    move(here, plant, place_of(there), "2015-01-01")
    move(there, plant, place_of(here), "2018-03-01")
    move(here, plant, place_of(there), "2018-03-02")

    stays = [(p.valid_from, p.valid_to, p.department_id) for p in placements(plant)]
    assert stays == [
        (None, dt.date(2014, 12, 31), unit(here)),
        (dt.date(2015, 1, 1), dt.date(2018, 2, 28), unit(there)),
        (dt.date(2018, 3, 1), dt.date(2018, 3, 1), unit(here)),
    ]


def test_only_its_own_department_and_the_ministry_move_a_plant(here, there, group):
    plant = make_plant(here, corporation=group.access.organisation)

    assert move(there, plant, place_of(there), call=refusal) == NOT_YOURS
    assert move(there, 10**9, place_of(there), call=refusal) == NOT_YOURS
    assert move(here, None, place_of(there), call=refusal) == NOT_YOURS
    assert "permission denied" in move(group, plant, place_of(there), call=refusal)
    assert move(ministry(), plant, place_of(there), call=refusal) == ""


def test_a_plant_goes_where_a_department_keeps_a_register_today(here):
    plant = make_plant(here)
    closed = make_department(valid_to=dt.date(2020, 1, 1))
    nobody = "Chưa có Sở Công Thương của tỉnh, thành phố này."

    answers = {move(here, plant, place, call=refusal) for place in (place_of(closed), None, 10**9)}
    assert answers == {nobody}
    assert move(here, plant, place_of(here), call=refusal) == "Cơ sở đang ở tỉnh, thành phố này."


@pytest.mark.parametrize("since", [None, "2999-01-01", "2015-01-01", "2014-12-31", "infinity"])
def test_the_day_is_neither_to_come_nor_before_the_last_change(here, there, since):
    plant = make_plant(here)
    move(here, plant, place_of(there), "2015-01-01")

    assert move(there, plant, place_of(here), since, call=refusal) == WRONG_DAY


@pytest.mark.parametrize("why", [None, "", "  "])
def test_nothing_goes_elsewhere_without_a_reason(here, there, group, why):
    plant = make_plant(here)

    assert move(here, plant, place_of(there), why=why, call=refusal) == NO_REASON
    assert assign(here, plant, unit(group), "2020-01-01", why, call=refusal) == NO_REASON


def test_the_corporation_that_is_named_reads_the_plant_and_a_former_one_what_was_its_own(
    here, group
):
    other = make_member(Kind.CORPORATION)
    plant = make_plant(here)
    assign(here, plant, unit(group))
    contact = write_contact(group, plant)
    assign(group, plant, unit(other), "2020-07-01")

    assert reads(other, Establishment) == reads(here, Establishment) == [plant]
    assert reads(group, Establishment) == reads(other, Contact) == []
    assert reads(group, Contact) == [contact]
    assert [p.corporation_id for p in reads(group, FormerPlacement)] == [unit(group)]
    assert reads(other, FormerPlacement) == []
    assert now(plant).owner_id == unit(here)


def test_a_corporation_that_always_had_the_plant_reads_what_was_entered_before(here, group):
    """Named with a day it reads what is entered from then on."""
    always, later = make_plant(here), make_plant(here)
    for plant in (always, later):
        write_contact(here, plant)
        with use_tenant(here.access.tenant):
            said = {"establishment": plant}
            EstablishmentYear.objects.create(year=2020, employees=5, **said)
            Certificate.objects.create(kind="iso_14001", valid_from=dt.date(2020, 1, 1), **said)
            Visit.objects.create(
                kind="survey", held_on=dt.date(2020, 1, 1), body="x", findings="x", **said
            )
    assign(here, always, unit(group))
    assign(here, later, unit(group), "2021-01-01")

    for model in (Contact, EstablishmentYear, Certificate, Visit):
        assert [row.establishment_id for row in reads(group, model)] == [always.pk]
        assert len(reads(here, model)) == 2


def test_the_first_corporation_needs_no_day_and_later_ones_do(here, group):
    plant, moved = make_plant(here), make_plant(here)
    other = make_organisation(Kind.CORPORATION)
    assign(here, plant, unit(group))
    move(here, moved, place_of(make_department()))
    no_day = "Ghi ngày thay đổi đơn vị quản lý."

    assert placements(plant) == []
    assert assign(here, plant, other, call=refusal) == no_day
    assert assign(here, plant, None, call=refusal) == no_day
    assert assign(ministry(), moved, other, call=refusal) == no_day
    assert assign(here, plant, None, "2020-07-01", call=refusal) == ""


def test_a_plant_that_a_corporation_entered_goes_to_the_next_keeper(here, group):
    plant = make_plant(group, province_id=place_of(here), own_code="G1")
    other = make_organisation(Kind.CORPORATION)
    assign(group, plant, other, "2019-01-01")
    handed_on = now(plant)
    assign(here, plant, None, "2020-01-01")

    assert handed_on.owner_id == handed_on.corporation_id == other.pk
    assert handed_on.own_code == ""
    assert (now(plant).owner_id, now(plant).corporation_id) == (unit(here), None)


def test_a_plant_without_a_department_is_not_left_without_a_keeper(group):
    department = make_department(valid_to=dt.date(2020, 1, 1))
    plant = make_plant(group, province_id=place_of(department))

    answer = assign(group, plant, None, "2020-07-01", call=refusal)

    assert now(plant).department_id is None
    assert answer == "Chưa có Sở Công Thương nhận giữ hồ sơ của cơ sở này."


def test_only_those_who_see_a_plant_say_who_manages_it(here, there, group):
    plant, stranger = make_plant(here), make_member(Kind.CORPORATION)
    enterprise = make_member(Kind.ENTERPRISE)

    for person in (there, group, stranger):
        assert assign(person, plant, unit(person), call=refusal) == NOT_YOURS
    assert assign(here, None, unit(group), call=refusal) == NOT_YOURS
    denied = assign(enterprise, plant, unit(group), call=refusal)
    assert "permission denied" in denied


def test_only_a_corporation_that_still_exists_can_be_named(here, there, group):
    plant = make_plant(here)
    closed = make_organisation(Kind.CORPORATION, valid_to=dt.date(2020, 1, 1))
    enterprise = make_organisation(Kind.ENTERPRISE)
    named = [closed.pk, enterprise.pk, unit(there), 10**9]

    answers = {assign(here, plant, key, call=refusal) for key in named}
    assert answers == {"Không có tập đoàn, tổng công ty này."}
    assign(here, plant, unit(group))
    again = {
        assign(here, plant, unit(group), "2020-07-01", call=refusal),
        assign(here, make_plant(here), None, call=refusal),
    }
    assert again == {"Cơ sở đang do đơn vị này quản lý."}


def test_a_merged_row_goes_nowhere(here, there, group):
    kept, merged = make_plant(here), make_plant(here)
    merge(here, kept, merged)

    assert move(here, merged, place_of(there), call=refusal) == MERGED_AWAY
    assert assign(here, merged, unit(group), call=refusal) == MERGED_AWAY
    assert move(here, kept, place_of(there), call=refusal) == ""


@pytest.mark.parametrize("goes", ["to another province", "to another corporation"])
def test_an_undecided_pair_is_taken_back_when_one_of_it_goes_elsewhere(here, there, group, goes):
    """Else the former keeper would go on reading what the plant is like."""
    company = make_enterprise("0100112437")
    one, other, third = (make_plant(here, legal_entity=company) for _ in range(3))
    find(here)
    with owner_login():
        SamePlantCandidate.objects.filter(first=one, second=third).update(
            state="distinct", decided_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
        )
    if goes == "to another province":
        move(here, one, place_of(there))
    else:
        assign(here, one, unit(group))

    left = {(p.first_id, p.second_id, p.state) for p in reads(here, SamePlantCandidate)}
    assert left == {(one.pk, third.pk, "distinct"), (other.pk, third.pk, "open")}


def test_a_move_is_kept_in_the_history_of_who_has_the_plant_now(here, there):
    plant = make_plant(here)
    move(here, plant, place_of(there))

    (change,) = reads(there, History, table="enterprises_establishment", action="update")
    assert change.before["department_id"] == unit(here)
    assert (change.person_id, change.acting_id) == (here.pk, unit(here))


def came_from(person, plant):
    with acting_as(person) as cursor:
        cursor.execute("SELECT province, since FROM app.came_from(%s)", [plant.pk])
        return cursor.fetchone()


def test_where_a_plant_came_from_is_said_to_the_department_that_has_it(here, there, group):
    plant = make_plant(here, corporation=group.access.organisation)
    assert came_from(here, plant) is None

    move(here, plant, place_of(there))

    said = (here.access.organisation.province.name, dt.date(2020, 7, 1))
    assert came_from(there, plant) == said
    assert came_from(here, plant) is None
    with pytest.raises(ProgrammingError, match="permission denied for function"):
        came_from(group, plant)


def test_of_several_moves_the_last_one_is_told(here, there):
    plant = make_plant(here)
    move(here, plant, place_of(there), "2015-01-01")
    move(there, plant, place_of(here), "2018-03-01")

    assert came_from(here, plant) == (
        there.access.organisation.province.name,
        dt.date(2018, 3, 1),
    )
