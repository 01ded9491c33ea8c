"""Mức độ áp dụng SXSH (DOMAIN 3.7): what proves each step and until when, and the two rates."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse

from assessments.models import DemonstrationModel
from enterprises.enums import Level, Stratum
from enterprises.models import (
    Certificate,
    Commitment,
    Establishment,
    EstablishmentYear,
    OfficialTotal,
    PaperEvidence,
    YearLevel,
)
from organisations.enums import Kind
from organisations.models import Province
from organisations.tenancy import JOBS, owner_login, use_tenant
from outreach.models import Attendance
from reports.ladder.rates import levels_of, rates_of
from tests.enterprises.asking import (
    assign,
    make_department,
    make_plant,
    merge,
    ministry,
    move,
    place_of,
    undo,
)
from tests.factories import make_activity, make_member, make_organisation

pytestmark = pytest.mark.django_db
DAY = dt.date(2018, 5, 10)


@pytest.fixture
def here():
    return make_department()


@pytest.fixture
def plant(here):
    return make_plant(here)


def said_of(plant, model, **fields):
    with owner_login():
        return model.objects.create(owner=plant.owner, establishment=plant, **fields)


def paper(plant, proof, held_on=DAY, **fields):
    return said_of(
        plant, PaperEvidence, proof=proof, title="x", document="x", held_on=held_on, **fields
    )


def attendance(plant, came=None, **fields):
    fields = {"held_on": DAY, "hours": 4} | fields
    activity = make_activity(plant.owner, **fields)
    with owner_login():
        return Attendance.objects.create(
            owner=plant.owner,
            activity=activity,
            establishment=plant,
            name="x",
            **(came or {"technicians": 1}),
        )


def ladder(plant):
    """{year: level} as it is stored."""
    with owner_login():
        rows = YearLevel.objects.filter(establishment=plant)
        return dict(rows.values_list("year", "level"))


def years(first, last, level):
    return dict.fromkeys(range(first, last + 1), level)


def this_year():
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(year FROM app.today())::int")
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("make", "level", "last"),
    [
        (attendance, Level.AWARE, 2020),
        (lambda p: paper(p, "survey"), Level.AWARE, 2020),
        (
            lambda p: said_of(
                p,
                Commitment,
                kind="plan",
                title="x",
                decided_on=DAY,
                valid_to=dt.date(2021, 12, 31),
            ),
            Level.COMMITTED,
            2021,
        ),
        (lambda p: paper(p, "assessment"), Level.ASSESSED, None),
        (lambda p: paper(p, "option", stopped_on=dt.date(2020, 1, 1)), Level.APPLYING, 2019),
        (
            lambda p: said_of(p, DemonstrationModel, name="x", accepted_on=DAY),
            Level.APPLYING,
            None,
        ),
        (lambda p: paper(p, "measurement", saving_percent=8), Level.MEASURED, None),
    ],
)
def test_each_step_has_its_evidence_and_its_last_year(plant, make, level, last):
    """A year stands where the plant stood on its 31 December, so 10/5/2021 ends with 2020."""
    make(plant)

    assert ladder(plant) == years(2018, last or this_year(), level)


@pytest.mark.parametrize(
    ("came", "activity"),
    [
        ({"others": 3}, {}),
        ({}, {"hours": 3}),
        ({}, {"hours": None}),
        ({}, {"kind": "broadcast"}),
    ],
)
def test_short_or_wordless_attendance_proves_nothing(plant, came, activity):
    attendance(plant, came or None, **activity)

    assert ladder(plant) == {}


@pytest.mark.parametrize(
    ("day", "percent", "level"),
    [
        ("2015-12-31", 5, Level.MEASURED),
        ("2016-01-01", 7, Level.APPLYING),
        ("2020-12-31", 8, Level.MEASURED),
        ("2021-01-01", 5, Level.MEASURED),
        ("2025-12-31", 4, Level.APPLYING),
    ],
)
def test_a_saving_is_measured_against_the_programme_of_its_day(plant, day, percent, level):
    paper(plant, "measurement", held_on=dt.date.fromisoformat(day), saving_percent=percent)

    assert ladder(plant)[int(day[:4])] == level


@pytest.mark.parametrize("percent", [0, -3])
def test_what_saved_nothing_when_measured_proves_nothing(plant, percent):
    row = paper(plant, "measurement", saving_percent=percent)
    assert ladder(plant) == {}

    with owner_login():
        PaperEvidence.objects.filter(pk=row.pk).update(saving_percent="0.5")
    assert ladder(plant)[2018] == Level.APPLYING


def test_measured_again_in_a_later_year_is_sustained(plant):
    paper(plant, "measurement", saving_percent=9)
    paper(plant, "measurement", held_on=dt.date(2018, 12, 1), saving_percent=9)
    assert set(ladder(plant).values()) == {Level.MEASURED}

    paper(plant, "measurement", held_on=dt.date(2020, 1, 1), saving_percent=9)
    assert (ladder(plant)[2019], ladder(plant)[2020]) == (Level.MEASURED, Level.SUSTAINED)


def test_applying_is_sustained_while_a_certificate_is_in_force(plant):
    paper(plant, "option")
    certificate = {"kind": "iso_14001", "valid_from": dt.date(2019, 1, 1)}
    said_of(
        plant,
        Certificate,
        valid_to=dt.date(2021, 12, 31),
        withdrawn_on=dt.date(2021, 1, 1),
        **certificate,
    )

    wanted = {**years(2018, this_year(), Level.APPLYING), **years(2019, 2020, Level.SUSTAINED)}
    assert ladder(plant) == wanted


def test_a_merged_row_lends_its_evidence_to_the_plant_it_counts_as(here, plant):
    other = make_plant(here)
    paper(other, "assessment")
    key = merge(here, plant, other)
    merged = ladder(plant), ladder(other)
    undo(here, key)

    assert merged == (years(2018, this_year(), Level.ASSESSED), {})
    assert (ladder(other), ladder(plant)) == merged


def test_the_sweep_takes_down_what_ran_out_and_is_the_systems_alone(here, plant):
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.today()")
        today = cursor.fetchone()[0]
    said_of(plant, Commitment, kind="plan", title="x", decided_on=DAY, valid_to=today, money=1)
    with owner_login():
        assert Establishment.objects.get(pk=plant.pk).level == Level.COMMITTED
    tomorrow(here)
    with use_tenant(JOBS), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT app.sweep_levels(), app.sweep_levels()")
        swept = cursor.fetchone()

    assert swept == (1, 0)
    with owner_login():
        assert Establishment.objects.get(pk=plant.pk).level == Level.UNAWARE
    with use_tenant(here.access.tenant), connection.cursor() as cursor:
        cursor.execute("SELECT has_function_privilege('app.sweep_levels()', 'EXECUTE')")
        assert cursor.fetchone() == (False,)


def tomorrow(person):
    """The clock of the whole portal goes on by a day."""
    with owner_login(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO app.clock (shift) VALUES (interval '1 day')")


def counted(person, year, stratum=Stratum.PLANT):
    """{level: how many} of a year as the person sees it, none left out."""
    with use_tenant(person.access.tenant):
        (row,) = (r for r in levels_of(year, person.access) if r.stratum == stratum)
    assert sum(row.at.values()) == row.total
    return {level: count for level, count in row.at.items() if count}


def rates(person, year):
    with use_tenant(person.access.tenant):
        return rates_of(year, person.access, levels_of(year, person.access)[0])


def test_a_plant_that_moved_is_counted_once_with_its_level_by_who_has_it_now(here, plant):
    there, group = make_department(), make_member(Kind.CORPORATION)
    paper(plant, "option")
    move(here, plant, place_of(there), "2020-07-01")
    assign(there, plant, group.access.organisation, "2021-01-01")

    for year in (2018, 2020, 2022):
        assert counted(here, year) == {}
        assert counted(there, year) == counted(group, year) == {Level.APPLYING: 1}
    with use_tenant(here.access.tenant):
        assert not YearLevel.objects.exists()


def test_labels_that_went_wrong_are_put_right_when_levels_are_worked_out(here, plant):
    paper(plant, "option")
    with owner_login():
        YearLevel.objects.update(department=make_organisation())
        with connection.cursor() as cursor:
            cursor.execute("SELECT app.refresh_levels(%s)", [[plant.pk]])

    assert counted(here, 2020) == {Level.APPLYING: 1}


def test_households_are_a_stratum_of_their_own_and_in_no_rate(here, plant):
    household = make_plant(here, stratum=Stratum.HOUSEHOLD)
    for site in (plant, household):
        paper(site, "option")
    make_plant(here)

    assert counted(here, 2020) == {Level.APPLYING: 1, Level.UNAWARE: 1}
    assert counted(here, 2020, Stratum.HOUSEHOLD) == {Level.APPLYING: 1}
    for rate in rates(here, 2020):
        assert (rate.reached, rate.register, rate.official) == (1, 2, None)


def test_a_plant_that_stood_still_in_a_year_is_not_counted_in_it(here, plant):
    paper(plant, "option")
    said_of(plant, EstablishmentYear, year=2020, is_active=False)

    assert counted(here, 2020) == {}
    assert counted(here, 2019) == {Level.APPLYING: 1}


def test_a_rate_on_the_register_is_never_called_the_provinces(client, here, plant):
    paper(plant, "option")
    make_total(here, 2019, 40)
    client.force_login(here)
    said = client.get(reverse("ladder:levels"), {"year": 2020}).content.decode()

    assert "Trên số cơ sở trong sổ" in said
    assert "Trên tổng số theo Thống kê" in said
    assert "không phải tỷ lệ của tỉnh" in said
    assert "Niên giám, 2019" in said


# Official totals over a merger of departments on 1/7/2025


def make_total(person, year, value):
    with owner_login():
        return OfficialTotal.objects.create(
            owner=person.access.organisation,
            subject="establishment",
            year=year,
            value=value,
            source="Niên giám",
        )


def official(person, year):
    rate = rates(person, year)[0]
    return rate.official, rate.covered, rate.units


@pytest.fixture
def merged():
    """Two departments that became a third, new one; each with a plant that applies."""
    one, other = make_department(), make_department()
    with owner_login():
        new = Province.objects.create(
            code="97", name="Tỉnh mới", type="tỉnh", valid_from=dt.date(2025, 7, 1)
        )
    successor = make_member(organisation=make_organisation(province=new))
    for person in (one, other):
        paper(make_plant(person), "option")
    return one, other, successor


def merge_departments(new, *olds):
    for old in olds:
        codes = (old.access.organisation.code, new.access.organisation.code)
        call_command("merge_departments", "--old", codes[0], "--new", codes[1])


def test_levels_of_a_merged_department_are_its_successors(merged):
    one, other, new = merged
    merge_departments(new, one, other)

    for year in (2019, 2025):
        assert counted(new, year) == {Level.APPLYING: 2}
        assert counted(one, year) == {}


def test_a_successor_without_a_total_takes_the_sum_of_its_predecessors(merged):
    one, other, new = merged
    make_total(one, 2023, 100)
    make_total(one, 2024, 110)
    merge_departments(new, one, other)
    assert official(new, 2024) == (110, 0, 1)

    make_total(other, 2022, 50)
    with owner_login():
        OfficialTotal.objects.filter(owner=other.access.organisation).update(
            department=new.access.organisation
        )
    assert official(new, 2024) == official(new, 2025) == (160, 1, 1)
    assert official(new, 2023) == (150, 1, 1)
    assert official(new, 2021) == (None, 0, 1)


def test_its_own_later_total_takes_the_place_of_theirs(merged):
    one, other, new = merged
    for person, value in ((one, 110), (other, 50)):
        make_total(person, 2024, value)
    merge_departments(new, one, other)
    make_total(new, 2025, 170)
    national = ministry()
    with owner_login():
        OfficialTotal.objects.exclude(owner__in=[p.access.organisation for p in merged]).delete()

    assert official(new, 2024)[0] == official(national, 2024)[0] == 160
    assert official(new, 2025)[0] == official(national, 2025)[0] == 170


def test_one_that_had_a_territory_before_adds_what_came_to_it():
    old, present = make_department(), make_department()
    make_total(old, 2024, 50)
    make_total(present, 2023, 100)
    merge_departments(present, old)

    assert official(present, 2025) == (150, 1, 1)
    make_total(present, 2026, 160)
    assert official(present, 2026) == (160, 1, 1)


def test_predecessors_totals_are_read_by_the_successor_and_not_changed(client, merged):
    one, _other, new = merged
    total = make_total(one, 2024, 110)
    merge_departments(new, one)
    client.force_login(new)

    said = client.get(reverse("enterprises:zones")).content.decode()
    assert one.access.organisation.name in said
    assert reverse("enterprises:total_edit", args=[total.pk]) not in said
    for name in ("total_edit", "total_remove"):
        assert client.get(reverse(f"enterprises:{name}", args=[total.pk])).status_code == 403
    with use_tenant(new.access.tenant):
        assert OfficialTotal.objects.update(value=1, department=None) == 0


def iso(plant, valid_from, valid_to):
    said = {"kind": "iso_14001", "number": "ISO-1"}
    return said_of(plant, Certificate, valid_from=valid_from, valid_to=valid_to, **said)


def lines_of(client, here, plant, source):
    client.force_login(here)
    page = client.get(reverse("ladder:establishment", args=[plant.pk]))
    rows = [row for step in page.context["steps"] for row in step.rows if row.source == source]
    return [(row.valid_from, row.valid_to) for row in rows]


def test_a_certificate_beside_several_measurements_is_one_line_of_its_step(client, here, plant):
    begun, ended = dt.date(2019, 1, 1), dt.date(2029, 12, 31)
    iso(plant, begun, ended)
    for year in (2018, 2019, 2021):
        paper(plant, "measurement", held_on=dt.date(year, 5, 10), saving_percent=9)

    assert lines_of(client, here, plant, "iso_14001") == [(begun, ended)]


def test_a_certificate_that_counted_twice_with_a_gap_between_is_two_lines(client, here, plant):
    iso(plant, dt.date(2018, 1, 1), dt.date(2029, 12, 31))
    paper(plant, "option", stopped_on=dt.date(2019, 1, 1))
    paper(plant, "option", held_on=dt.date(2021, 1, 1))

    assert lines_of(client, here, plant, "iso_14001") == [
        (dt.date(2021, 1, 1), dt.date(2029, 12, 31)),
        (DAY, dt.date(2018, 12, 31)),
    ]
