"""Which rows are proposed as one plant, how surely, and to whom; decisions stay (DOMAIN 7.4)."""

import pytest

from enterprises.models import SamePlantCandidate
from organisations.enums import Kind
from organisations.tenancy import owner_login, use_tenant
from tests.enterprises.asking import (
    acting_as,
    ask,
    find,
    make_department,
    make_enterprise,
    make_plant,
    merge,
    ministry,
    refusal,
    undo,
    unit,
)
from tests.factories import make_member

pytestmark = pytest.mark.django_db

CODE = "0100112437"
BRANCH, OTHER_BRANCH = f"{CODE}-001", f"{CODE}-002"


@pytest.fixture
def company():
    return make_enterprise(CODE)


def pairs():
    """(keys of the two, how sure, why, whose) of everything that was proposed to anybody."""
    with owner_login():
        rows = SamePlantCandidate.objects.order_by("first", "second")
        return [
            ((row.first_id, row.second_id), row.certainty, row.reasons, row.owner_id)
            for row in rows
        ]


def states():
    with owner_login():
        rows = SamePlantCandidate.objects.values_list("first", "second", "state")
        return {(first, second): state for first, second, state in rows}


def keys(*plants):
    return tuple(plant.pk for plant in plants)


def test_one_branch_code_in_one_province_is_certain(here, company):
    """Whatever the names and addresses say."""
    one = make_plant(here, name="Gạch", legal_entity=company, branch_code=BRANCH, address="Số 1")
    two = make_plant(here, name="Ngói", legal_entity=company, branch_code=BRANCH, address="Lô 9")

    assert find(here) == 1
    assert pairs() == [(keys(one, two), "certain", ["branch_code"], unit(here))]


@pytest.mark.parametrize("branches", [("", ""), (BRANCH, ""), ("", BRANCH)])
def test_one_company_in_one_province_is_probable(here, company, branches):
    one, two = (
        make_plant(here, name=name, legal_entity=company, branch_code=branch)
        for name, branch in zip(("Gạch", "Ngói"), branches, strict=True)
    )

    assert find(here) == 1
    assert pairs() == [(keys(one, two), "probable", ["tax_code"], unit(here))]


def test_two_branches_of_one_company_are_two_plants(here, company):
    make_plant(here, name="Gạch", legal_entity=company, branch_code=BRANCH)
    make_plant(here, name="Ngói", legal_entity=company, branch_code=OTHER_BRANCH)

    assert find(here) == 0
    assert pairs() == []


def test_one_household_head_in_one_province_is_probable(here):
    head = make_enterprise(personal_tail="123")
    one, two = (make_plant(here, name=name, legal_entity=head) for name in ("Gạch", "Ngói"))

    assert find(here) == 1
    assert pairs()[0][:2] == (keys(one, two), "probable")


@pytest.mark.parametrize(
    ("address", "other", "alike"),
    [
        ("Số 12 đường Láng", "12, Đường Láng", True),
        ("", "12 đường Láng", True),
        ("", "", True),
        ("Số 12 đường Láng", "KCN Quang Minh", False),
    ],
)
def test_one_name_and_no_other_address_in_one_province_is_to_be_reviewed(
    here, address, other, alike
):
    one = make_plant(here, name="Công ty TNHH MTV Gốm Á", address=address)
    two = make_plant(here, name="CTY TNHH một thành viên gốm Á", address=other)

    assert find(here) == alike
    wanted = [(keys(one, two), "to_review", ["name_and_address"], unit(here))]
    assert pairs() == (wanted if alike else [])


def test_one_name_of_two_companies_is_no_pair_and_of_one_unknown_company_is(here, company):
    make_plant(here, name="Gốm Á", legal_entity=company)
    make_plant(here, name="Gốm Á", legal_entity=make_enterprise("0100109106"))
    assert find(here) == 0

    make_plant(here, name="Gốm Á")
    assert find(here) == 2


def test_the_surest_reason_decides_and_all_are_told(here, company):
    for _ in range(2):
        make_plant(here, name="Gốm Á", legal_entity=company, branch_code=BRANCH)
    find(here)

    assert [row[1:3] for row in pairs()] == [("certain", ["branch_code", "name_and_address"])]


def test_across_provinces_only_the_branch_code_counts_and_is_probable(here, there, company):
    one = make_plant(here, name="Gốm Á", legal_entity=company, branch_code=BRANCH)
    two = make_plant(there, name="Gốm Á", legal_entity=company, branch_code=BRANCH)
    make_plant(there, name="Gốm Á", legal_entity=company)

    everything = ministry()
    find(here)

    assert pairs() == [(keys(one, two), "probable", ["branch_code"], unit(everything))]


def test_a_department_does_not_learn_that_there_is_one_next_door(here, there, company):
    make_plant(here, legal_entity=company, branch_code=BRANCH)
    make_plant(there, legal_entity=company, branch_code=BRANCH)

    assert find(here) == 0
    with use_tenant(here.access.tenant):
        assert not SamePlantCandidate.objects.exists()
    assert len(pairs()) == 1


def test_across_provinces_the_corporation_of_both_comes_before_the_ministry(here, there, company):
    group = make_member(Kind.CORPORATION)
    facts = {"legal_entity": company, "branch_code": BRANCH}
    for department in (here, there):
        make_plant(department, corporation=group.access.organisation, **facts)
    make_plant(make_department(), **facts)

    assert find(group) == 1
    assert find(ministry()) == 0
    assert sorted(row[3] for row in pairs()) == sorted([unit(group), *[unit(ministry())] * 2])


def test_of_two_plants_in_one_province_the_department_decides_whoever_asked(here, company):
    group = make_member(Kind.CORPORATION)
    for _ in range(2):
        make_plant(here, corporation=group.access.organisation, legal_entity=company)

    assert find(group) == 0
    assert [row[3] for row in pairs()] == [unit(here)]


def test_one_asks_about_plants_in_sight_alone(here, there, company):
    theirs = [make_plant(there, legal_entity=company) for _ in range(2)]
    find(here, *theirs)
    find(make_member(Kind.CORPORATION), *theirs)
    assert pairs() == []

    enterprise = make_member(Kind.ENTERPRISE)
    assert "permission denied" in refusal(enterprise, "app.find_same_plants(NULL)")
    assert find(there, theirs[0]) == 1


def test_a_second_run_finds_nothing_new(here, company):
    for _ in range(3):
        make_plant(here, legal_entity=company)

    assert [find(here), find(here), find(ministry())] == [3, 0, 0]


def test_two_that_are_not_the_same_are_not_proposed_again_whoever_asks(here, company):
    one, two = (make_plant(here, name="Gạch", legal_entity=company) for _ in range(2))
    find(here)
    with use_tenant(here.access.tenant):
        distinct = {"state": "distinct", "decided_by_name": "Tôi", "comment": "Hai địa chỉ"}
        assert SamePlantCandidate.objects.update(**distinct) == 1
    for plant in (one, two):
        with owner_login():
            plant.branch_code = BRANCH
            plant.save(update_fields=["branch_code"])
    find(here)
    find(ministry(), one)

    with owner_login():
        kept = SamePlantCandidate.objects.get()
    assert (kept.state, kept.comment, kept.certainty) == ("distinct", "Hai địa chỉ", "probable")
    assert kept.decided_at is not None


def test_an_open_pair_becomes_as_sure_as_what_is_known_now(here, company):
    one, two = (make_plant(here, name=name, legal_entity=company) for name in ("Gạch", "Ngói"))
    find(here)
    for plant in (one, two):
        with owner_login():
            plant.branch_code = BRANCH
            plant.save(update_fields=["branch_code"])

    assert find(here) == 0
    assert [row[1:3] for row in pairs()] == [("certain", ["branch_code"])]


def test_a_merged_row_is_in_no_pair(here, company):
    one, two, three = (make_plant(here, legal_entity=company) for _ in range(3))
    merge(here, one, two)

    assert [row[0] for row in pairs()] == [keys(one, three)]
    assert find(here) == 0


def test_a_merged_row_speaks_for_the_plant_it_counts_as(here, company):
    """Only the merged row says whose it is; told apart from it is told apart from the plant."""
    merged, third, fourth = (make_plant(here, legal_entity=company) for _ in range(3))
    kept = make_plant(here)
    find(here)
    with use_tenant(here.access.tenant):
        apart = SamePlantCandidate.objects.filter(first=merged, second=fourth)
        apart.update(state="distinct", decided_by_name="Tôi")
    before = {row[0] for row in pairs()}
    key = merge(here, kept, merged)
    again = find(here)
    after = {row[0] for row in pairs()}
    undo(here, key)

    assert after == {keys(third, kept), keys(third, fourth), keys(merged, fourth)}
    assert again == 0
    assert {row[0] for row in pairs()} == before


def test_what_one_row_was_told_apart_from_the_other_is_too_once_they_are_one(here, company):
    one, other, third = (make_plant(here, legal_entity=company) for _ in range(3))
    find(here)
    with use_tenant(here.access.tenant):
        apart = SamePlantCandidate.objects.filter(first=other, second=third)
        apart.update(state="distinct", decided_by_name="Tôi")
    key = merge(here, one, other)
    merged = states()
    undo(here, key)

    assert merged == {keys(one, other): "merged", keys(other, third): "distinct"}
    assert states() == {
        keys(one, other): "open",
        keys(one, third): "open",
        keys(other, third): "distinct",
    }


def test_a_plant_entered_by_mistake_is_deleted_though_the_ministry_has_a_pair_of_it(
    here, there, company
):
    """The department cannot see the pair, so its key must not stand in the way."""
    for person in (here, there):
        make_plant(person, legal_entity=company, branch_code=BRANCH)
    find(here)
    assert len(pairs()) == 1

    with acting_as(here) as cursor:
        cursor.execute("DELETE FROM enterprises_establishment")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert pairs() == []


def test_what_the_database_has_found_is_not_the_departments_to_rewrite(here, there, company):
    one, two = (make_plant(here, legal_entity=company) for _ in range(2))
    theirs = make_plant(there)
    find(here)
    with use_tenant(here.access.tenant):
        SamePlantCandidate.objects.update(
            first=theirs, certainty="certain", reasons=[], decided_at=None, state="distinct"
        )
    assert pairs() == [(keys(one, two), "probable", ["tax_code"], unit(here))]
    with owner_login():
        assert SamePlantCandidate.objects.get().decided_at is not None

    said = "Gộp hoặc tách lại hai cơ sở, không sửa cặp nghi trùng."
    pretend = "1; UPDATE enterprises_sameplantcandidate SET state = 'merged'"
    assert refusal(here, pretend) == said
    decided = merge(here, one, two, call=refusal)
    assert decided == "Đã ghi nhớ: hai dòng này không phải một cơ sở."
    with use_tenant(here.access.tenant):
        SamePlantCandidate.objects.update(state="open")
    merge(here, one, two)
    assert refusal(here, pretend.replace("merged", "open")) == said
    assert ask(here, "count(*) FROM enterprises_sameplantcandidate") == 1
