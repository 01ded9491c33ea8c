"""Rows that are one plant: which one counts, what goes along, and what an undoing gives back."""

import pytest

from enterprises.models import Establishment, Merge, SamePlantCandidate
from organisations.enums import Kind
from organisations.tenancy import owner_login, use_tenant
from tests.enterprises.asking import (
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
    undo,
    unit,
)
from tests.factories import make_member

pytestmark = pytest.mark.django_db

NOT_YOURS = "Không có cơ sở này."
NO_SUCH_MERGE = "Không có lần gộp này."
ALREADY = "Một trong hai dòng đã được gộp vào cơ sở khác."


@pytest.fixture
def plants(here):
    """A, B, C and D, of one company."""
    company = make_enterprise("0100112437")
    return [make_plant(here, name=name, legal_entity=company) for name in "ABCD"]


def merged_into(*plants):
    """Which plant each row counts as, by name; "" for itself."""
    with owner_login():
        rows = Establishment.objects.select_related("merged_into").in_bulk(p.pk for p in plants)
    kept = [rows[plant.pk].merged_into for plant in plants]
    return "".join(row.name if row else "-" for row in kept)


def counted(person):
    with use_tenant(person.access.tenant):
        return "".join(Establishment.objects.counted().values_list("name", flat=True))


def pair(one, other):
    with owner_login():
        return SamePlantCandidate.objects.get(first=one, second=other)


def test_the_merged_row_counts_no_longer_and_nothing_of_it_is_moved(here, plants):
    a, b, *_ = plants
    key = merge(here, a, b)

    assert merged_into(a, b) == "-A"
    assert counted(here) == "ACD"
    with owner_login():
        done = Merge.objects.get(pk=key)
    assert (done.owner_id, done.kept_id, done.merged_id) == (unit(here), a.pk, b.pk)
    assert (done.reason, done.merged_by_name, done.carried) == (
        "Cùng một nhà máy",
        "Người thử",
        [],
    )


def test_undoing_gives_the_row_back_and_says_who_and_why(here, plants):
    a, b, *_ = plants
    key = merge(here, a, b)
    undo(here, key)

    assert merged_into(a, b) == "--"
    assert counted(here) == "ABCD"
    with owner_login():
        done = Merge.objects.get(pk=key)
    assert (done.undone_by_name, done.undone_reason) == ("Người thử", "Gộp nhầm")
    assert done.undone_at >= done.merged_at
    assert undo(here, key, call=refusal) == "Lần gộp này đã được tách lại."
    assert merge(here, b, a)


def test_what_had_been_merged_before_goes_along_and_comes_back(here, plants):
    a, b, c, _ = plants
    merge(here, b, c)
    second = merge(here, a, b)
    along = merged_into(a, b, c)
    undo(here, second)

    assert along == "-AA"
    assert merged_into(a, b, c) == "--B"


def test_a_chain_of_three_comes_apart_from_its_middle(here, plants):
    a, b, c, d = plants
    merge(here, c, d)
    merge(here, b, c)
    third = merge(here, a, b)
    undo(here, third)

    assert merged_into(a, b, c, d) == "--BB"


def test_a_row_set_free_inside_a_chain_stays_free_when_the_chain_comes_apart(here, plants):
    a, b, c, _ = plants
    first = merge(here, b, c)
    second = merge(here, a, b)
    undo(here, first)
    free = merged_into(a, b, c)
    undo(here, second)

    assert (free, merged_into(a, b, c)) == ("-A-", "---")


def test_a_row_merged_anew_stays_where_it_was_put(here, plants):
    """C went along with B, was set free, and is now A's by a merge of its own."""
    a, b, c, _ = plants
    first = merge(here, b, c)
    second = merge(here, a, b)
    undo(here, first)
    merge(here, a, c)
    undo(here, second)

    assert merged_into(a, b, c) == "--A"


def test_undoing_from_the_bottom_takes_its_own_rows_out_of_a_longer_chain(here, plants):
    """C into B, B into A, A into D; B is set free with C, then A is: C stays with B."""
    a, b, c, d = plants
    merge(here, b, c)
    second = merge(here, a, b)
    third = merge(here, d, a)
    undo(here, second)
    middle = merged_into(a, b, c, d)
    undo(here, third)

    assert (middle, merged_into(a, b, c, d)) == ("D-B-", "--B-")


def test_a_row_is_not_merged_twice_nor_with_itself_nor_in_a_circle(here, plants):
    a, b, c, _ = plants
    merge(here, a, b)

    assert merge(here, b, a, call=refusal) == ALREADY
    assert merge(here, c, b, call=refusal) == ALREADY
    assert merge(here, b, c, call=refusal) == ALREADY
    assert merge(here, c, c, call=refusal) == "Không gộp một cơ sở với chính nó."


@pytest.mark.parametrize("why", [None, "", "  "])
def test_neither_is_done_without_a_reason(here, plants, why):
    a, b, *_ = plants

    assert merge(here, a, b, why, call=refusal) == "Ghi lý do gộp."
    assert undo(here, merge(here, a, b), why, call=refusal) == "Ghi lý do tách lại."


def test_only_who_answers_for_both_merges_them(here, plants):
    """The department of one of them does not, nor does the corporation of one."""
    group = make_member(Kind.CORPORATION)
    a, b, *_ = plants
    next_door = make_department()
    theirs = make_plant(next_door, corporation=group.access.organisation)
    ours = make_plant(here, corporation=group.access.organisation)
    enterprise = make_member(Kind.ENTERPRISE)

    for kept, merged in ((a, theirs), (theirs, a), (a, None), (None, a), (a, 10**9)):
        assert merge(here, kept, merged, call=refusal) == NOT_YOURS
    assert merge(next_door, a, b, call=refusal) == NOT_YOURS
    assert merge(group, ours, a, call=refusal) == NOT_YOURS
    assert "permission denied" in merge(enterprise, a, b, call=refusal)
    assert merge(ministry(), a, theirs, call=refusal) == ""
    assert merge(group, ours, theirs, call=refusal) == ALREADY
    other = make_plant(next_door, corporation=group.access.organisation)
    assert merge(group, ours, other, call=refusal) == ""


def test_a_merge_is_undone_by_who_answers_for_both_rows_or_the_ministry(here, plants):
    a, b, *_ = plants
    key = merge(here, a, b)
    others = [make_department(), make_member(Kind.CORPORATION)]

    assert {undo(person, key, call=refusal) for person in others} == {NO_SUCH_MERGE}
    for person in (here, ministry()):
        wrong = {undo(person, wrong, call=refusal) for wrong in (None, 10**9)}
        assert wrong == {NO_SUCH_MERGE}
    assert undo(ministry(), key, call=refusal) == ""


def test_a_plant_that_moves_takes_its_merged_rows_and_their_merge_along(here, plants):
    """The new department sets them free; the former one has nothing to say any more."""
    there = make_department()
    a, b, *_ = plants
    key = merge(here, a, b)
    move(here, a, place_of(there))
    gone = counted(here), counted(there)
    former = undo(here, key, call=refusal)
    with use_tenant(there.access.tenant):
        assert Merge.objects.get().pk == key
    undo(there, key)

    assert gone == ("CD", "A")
    assert former == NO_SUCH_MERGE
    assert (counted(here), counted(there)) == ("CD", "AB")


def test_a_merge_of_rows_that_part_is_the_ministrys(here, plants):
    """A group merged plants of two provinces; now neither it nor a department has both."""
    group, next_door = make_member(Kind.CORPORATION), make_department()
    ours = make_plant(here, corporation=group.access.organisation)
    theirs = make_plant(next_door, corporation=group.access.organisation)
    national, third = ministry(), make_department()
    key = merge(group, ours, theirs)
    move(here, ours, place_of(third))
    with use_tenant(group.access.tenant):
        assert Merge.objects.get().pk == key
    with owner_login():
        Establishment.objects.filter(pk=theirs.pk).update(corporation=None)
    assign(group, ours, None, "2021-01-01")

    assert undo(group, key, call=refusal) == NO_SUCH_MERGE
    with owner_login():
        assert Merge.objects.get().owner_id == unit(national)
    assert undo(national, key, call=refusal) == ""


def test_words_that_are_too_long_are_refused_in_words(here, plants):
    a, b, *_ = plants
    said = "Lý do dài quá 300 ký tự. Hãy viết ngắn lại."

    assert merge(here, a, b, "x" * 301, call=refusal) == said
    key = merge(here, a, b, "x" * 300)
    assert undo(here, key, "x" * 301, call=refusal) == said
    assert move(here, a, place_of(make_department()), why="x" * 301, call=refusal) == said
    group = make_member(Kind.CORPORATION)
    assert assign(here, a, unit(group), None, "x" * 301, call=refusal) == said
    assert assign(here, a, unit(group), None, " ", call=refusal) == "Ghi quyết định hoặc lý do."


def test_the_pair_says_that_it_was_merged_and_waits_again_when_that_is_undone(here, plants):
    a, b, *_ = plants
    assert find(here) == 6
    key = merge(here, b, a)
    decided = pair(a, b)
    undo(here, key)
    again = pair(a, b)

    assert (decided.state, decided.decided_by_name) == ("merged", "Người thử")
    assert decided.comment == "Cùng một nhà máy"
    assert decided.decided_at is not None
    assert (again.state, again.decided_at, again.decided_by_name) == ("open", None, "")
