"""Which of several statements about a plant's years a list shows."""

import pytest

from enterprises.models import EstablishmentYear
from organisations.enums import Kind
from organisations.models import History
from organisations.tenancy import owner_login, use_tenant
from tests.enterprises.asking import make_department, make_plant
from tests.factories import make_member

pytestmark = pytest.mark.django_db


def make_year(plant, person, year, **fields):
    with owner_login():
        return EstablishmentYear.objects.create(
            establishment=plant, owner=person.access.organisation, year=year, **fields
        )


def shown(plant):
    with owner_login():
        plant.refresh_from_db()
    return plant.year, plant.employees, plant.size, plant.is_active


def remove(row):
    with owner_login():
        EstablishmentYear.objects.filter(pk=row.pk).delete()


@pytest.fixture
def people():
    """A department, its plant's corporation and the enterprise that runs it."""
    kinds = (Kind.CORPORATION, Kind.ENTERPRISE)
    return [make_department(), *(make_member(kind) for kind in kinds)]


@pytest.fixture
def plant(people):
    department, corporation, enterprise = people
    return make_plant(
        department,
        corporation=corporation.access.organisation,
        enterprise=enterprise.access.organisation,
    )


def test_a_plant_of_which_nothing_was_said_is_taken_to_be_active(plant):
    assert shown(plant) == (None, None, "", True)


def test_in_one_year_the_plant_itself_comes_first_then_its_corporation(plant, people):
    """Whoever wrote first; what is taken away lets the next one show."""
    department, corporation, enterprise = people
    rows = [
        make_year(plant, person, 2024, employees=employees)
        for person, employees in ((department, 300), (enterprise, 301), (corporation, 302))
    ]
    seen = [shown(plant)]
    for row in (rows[1], rows[2], rows[0]):
        remove(row)
        seen.append(shown(plant))

    assert [employees for _, employees, _, _ in seen] == [301, 302, 300, None]
    assert seen[-1] == (None, None, "", True)


def test_a_later_year_of_the_department_comes_before_an_earlier_one_of_the_plant(plant, people):
    department, _, enterprise = people
    make_year(plant, enterprise, 2023, employees=300)
    make_year(plant, department, 2024, employees=5, revenue=1, is_active=False)

    assert shown(plant) == (2024, 5, "micro", False)


def test_of_two_departments_in_one_year_the_later_word_is_shown(plant, people):
    """A plant that moved: the new department cannot change what the former one wrote."""
    make_year(plant, people[0], 2024, employees=300)
    make_year(plant, make_department(), 2024, employees=400)

    assert shown(plant)[1] == 400


def test_a_year_moved_to_another_plant_leaves_nothing_behind(plant, people):
    department = people[0]
    other = make_plant(department)
    year = make_year(plant, department, 2024, employees=300)
    with use_tenant(department.access.tenant):
        EstablishmentYear.objects.filter(pk=year.pk).update(establishment=other)

    assert shown(plant) == (None, None, "", True)
    assert shown(other) == (2024, 300, "large", True)


def test_many_years_at_once_show_for_each_plant(people):
    department = people[0]
    plants = [make_plant(department) for _ in range(3)]
    with owner_login():
        EstablishmentYear.objects.bulk_create(
            EstablishmentYear(
                establishment=plant,
                owner=department.access.organisation,
                year=year,
                employees=10 * (year - 2000) + place,
            )
            for place, plant in enumerate(plants)
            for year in (2022, 2024, 2023)
        )

    assert [shown(plant)[:2] for plant in plants] == [(2024, 240), (2024, 241), (2024, 242)]


def test_what_the_database_shows_is_no_change_of_the_plant_in_the_history(plant, people):
    make_year(plant, people[0], 2024, employees=300)
    with owner_login():
        actions = History.objects.filter(table="enterprises_establishment", row_id=plant.pk)
        assert list(actions.values_list("action", flat=True)) == ["insert"]
        assert not {"year", "employees", "size", "level", "name_sort"} & actions[0].after.keys()
