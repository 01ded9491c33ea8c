"""Pairs that may be one establishment, on screen: found, looked at, merged, told apart."""

import re
from functools import partial

import pytest

from enterprises.duplicates import actions as duplicates
from enterprises.models import Establishment, Merge, SamePlantCandidate
from enterprises.sites import actions as sites
from enterprises.sites.transfers import actions as transfers
from organisations.enums import Kind, Role, Verb
from organisations.exceptions import ActionRefused
from organisations.models import LogEntry
from organisations.tenancy import owner_login, use_tenant
from tests.enterprises.asking import (
    find,
    make_department,
    make_enterprise,
    make_plant,
    merge,
    ministry,
    unit,
)
from tests.enterprises.sheets import address, errors_of, text_of
from tests.factories import make_member

pytestmark = pytest.mark.django_db
NUMBER = "0100112437"


@pytest.fixture
def officer(client):
    person = make_department()
    client.force_login(person)
    return person


def make_pair(person, **second):
    company = make_enterprise(next_number())
    first = make_plant(person, name="Gốm A", legal_entity=company, address="Phố 1")
    other = make_plant(person, **{"name": "Gốm B", "legal_entity": company} | second)
    find(person, first)
    with owner_login():
        return SamePlantCandidate.objects.get(first=first, second=other)


_given = iter(range(10**9, 2 * 10**9))


def next_number():
    return f"{next(_given)}"


def now(pk):
    with owner_login():
        return Establishment.objects.get(pk=pk)


def pair_now(pair):
    with owner_login():
        return SamePlantCandidate.objects.get(pk=pair.pk)


def decide(client, pair, **typed):
    sheet = {"kept": str(pair.first_id), "reason": "Cùng nhà máy"} | typed
    return client.post(address("pair_merge", pair.pk), sheet)


def listed(client, **narrowed):
    return list(client.get(address("pairs"), narrowed).context["object_list"])


def test_the_button_finds_pairs_and_says_how_many(client, officer):
    company = make_enterprise(NUMBER)
    make_plant(officer, legal_entity=company), make_plant(officer, legal_entity=company)

    page = client.post(address("find_pairs"), follow=True)

    assert [str(said) for said in page.context["messages"]] == ["Tìm thấy 1 cặp nghi trùng mới."]
    again = client.post(address("find_pairs"), follow=True)
    assert [str(said) for said in again.context["messages"]] == ["Không có cặp nghi trùng nào mới."]


def test_open_pairs_come_first_and_the_list_is_narrowed(client, officer):
    told_apart, waiting = make_pair(officer), make_pair(officer)
    make_pair(make_department())
    client.post(address("pair_apart", told_apart.pk), {"reason": "Hai xưởng"})

    assert listed(client) == [waiting, told_apart]
    assert listed(client, state="distinct") == [told_apart]
    assert listed(client, certainty="certain") == []


@pytest.mark.parametrize("count", [1, 3, 200])
def test_pairs_are_listed_at_constant_cost(client, officer, django_assert_num_queries, count):
    company = make_enterprise(NUMBER)
    first = make_plant(officer, legal_entity=company)
    with owner_login():
        for _number in range(count):
            other = make_plant(officer, legal_entity=company)
            SamePlantCandidate.objects.create(
                owner=officer.access.organisation,
                first=first,
                second=other,
                certainty="probable",
                reasons=["tax_code"],
                found_at="2020-01-01T00:00Z",
            )

    with django_assert_num_queries(12):
        assert len(listed(client)) == min(count, 50)


def test_a_pair_says_why_and_marks_where_the_rows_differ(client, officer):
    page = text_of(client, make_pair(officer).get_absolute_url())

    assert "cùng mã số thuế, cùng tỉnh" in page
    assert "Gốm A" in page
    assert "Gốm B" in page
    assert "khác nhau" in page
    assert "giống nhau" in page


def test_columns_are_called_as_the_choice_below_calls_the_rows(client, officer):
    page = text_of(client, make_pair(officer).get_absolute_url())

    heads = page.partition("<thead>")[2].partition("</thead>")[0]
    assert re.search(
        r"Dòng thứ nhất<br><a [^>]*>Gốm A<.*Dòng thứ hai<br><a [^>]*>Gốm B<", heads, re.S
    )
    assert "Dòng thứ nhất: Gốm A" in page


def test_the_two_names_of_a_pair_stand_on_lines_of_their_own_in_the_list(client, officer):
    make_pair(officer)

    assert re.search(r">Gốm A<span[^>]*>;</span><br>Gốm B</a>", text_of(client, address("pairs")))


def test_merging_keeps_the_chosen_row_and_leads_to_it(client, officer):
    pair = make_pair(officer)

    answer = decide(client, pair, kept=str(pair.second_id))

    assert answer["Location"] == address("establishment", pair.second_id)
    assert now(pair.first_id).merged_into_id == pair.second_id
    assert "Cùng nhà máy" in text_of(client, answer["Location"])
    with owner_login():
        entry = LogEntry.objects.get(owner=officer.access.organisation)
    assert (entry.verb, entry.subject_id) == (Verb.MERGE, pair.second_id)


def test_an_answer_sent_twice_is_one_merge(client, officer):
    pair = make_pair(officer)
    decide(client, pair)

    assert decide(client, pair)["Location"] == pair.get_absolute_url()
    with owner_login():
        assert Merge.objects.filter(kept=pair.first_id).count() == 1


def test_a_merge_needs_a_reason_and_one_of_the_two(client, officer):
    pair, other = make_pair(officer), make_plant(officer)

    assert errors_of(decide(client, pair, reason="")) == {"reason": ["Ghi lý do."]}
    assert set(errors_of(decide(client, pair, kept=str(other.pk)))) == {"kept"}
    assert set(errors_of(decide(client, pair, kept=""))) == {"kept"}


def test_a_pair_of_a_row_that_counts_as_another_plant_by_now_is_asked_about_that_one(
    client, officer
):
    pair, third = make_pair(officer), make_plant(officer)
    merge(officer, third, now(pair.second_id))

    assert decide(client, pair).status_code == 404
    with owner_login():
        asked = SamePlantCandidate.objects.get(first=pair.first_id, state="open")
    assert asked.second_id == third.pk
    assert decide(client, asked)["Location"] == now(asked.first_id).get_absolute_url()


def test_two_that_were_told_apart_are_remembered(client, officer):
    pair = make_pair(officer)

    client.post(address("pair_apart", pair.pk), {"reason": "Hai xưởng khác địa chỉ"})

    kept = pair_now(pair)
    assert (kept.state, kept.comment) == ("distinct", "Hai xưởng khác địa chỉ")
    assert kept.decided_by_name == officer.full_name
    client.post(address("find_pairs"))
    assert pair_now(pair).state == "distinct"
    assert "Hai xưởng khác địa chỉ" in text_of(client, pair.get_absolute_url())


def test_a_merge_is_undone_from_the_page_of_the_kept_row(client, officer):
    pair = make_pair(officer)
    decide(client, pair)
    with owner_login():
        done = Merge.objects.get(merged=pair.second_id)
    undo = address("merge_undo", done.pk)
    assert undo in text_of(client, address("establishment", pair.first_id))

    assert errors_of(client.post(undo, {"reason": ""})) == {"reason": ["Ghi lý do."]}
    for _time in range(2):
        answer = client.post(undo, {"reason": "Gộp nhầm"})
        assert answer["Location"] == address("establishment", pair.second_id)

    assert now(pair.second_id).merged_into_id is None
    assert pair_now(pair).state == "open"


def test_the_page_of_a_row_points_to_its_open_pairs(client, officer):
    pair = make_pair(officer)

    assert pair.get_absolute_url() in text_of(client, address("establishment", pair.first_id))


def test_a_neighbours_pair_does_not_exist(client, officer):
    neighbour = make_department()
    pair = make_pair(neighbour)
    merge(neighbour, now(pair.first_id), now(pair.second_id))
    with owner_login():
        done = Merge.objects.get(owner_id=unit(neighbour))

    assert client.get(pair.get_absolute_url()).status_code == 404
    assert decide(client, pair).status_code == 404
    assert client.get(address("merge_undo", done.pk)).status_code == 404


def test_a_viewer_looks_and_decides_nothing(client):
    department = make_department()
    viewer = make_member(role=Role.VIEWER, organisation=department.access.organisation)
    client.force_login(viewer)
    pair = make_pair(department)

    assert "Gộp hai dòng" not in text_of(client, pair.get_absolute_url())
    assert decide(client, pair).status_code == 403
    assert client.post(address("find_pairs")).status_code == 403


def test_a_plant_in_two_territories_is_the_ministrys_to_decide(client, officer):
    company = make_enterprise(NUMBER)
    first = make_plant(officer, legal_entity=company, branch_code=f"{NUMBER}-001")
    second = make_plant(make_department(), legal_entity=company, branch_code=f"{NUMBER}-001")
    bct = ministry()
    client.force_login(bct)
    client.post(address("find_pairs"))
    with owner_login():
        pair = SamePlantCandidate.objects.get(first=first, second=second)

    assert decide(client, pair).status_code == 302
    client.force_login(officer)
    page = text_of(client, first.get_absolute_url())
    assert second.get_absolute_url() not in page


@pytest.mark.parametrize("kind", [Kind.ENTERPRISE, Kind.SUPPORT])
def test_others_do_not_look_for_pairs(client, kind):
    client.force_login(make_member(kind))

    assert client.get(address("pairs")).status_code == 403
    assert client.post(address("find_pairs")).status_code == 403


@pytest.mark.parametrize(
    "act",
    [
        partial(duplicates.merge, 10**9, 1, reason="x"),
        partial(duplicates.tell_apart, 10**9, reason="x"),
        partial(duplicates.undo, 10**9, reason="x"),
        partial(transfers.move, 10**9, None, since=None, reason="x"),
        partial(transfers.assign, 10**9, None, since=None, reason="x"),
        lambda access: sites.update(Establishment(pk=10**9), None, access=access, seen=""),
    ],
)
def test_what_went_away_since_the_page_was_shown_is_refused_in_words(officer, act):
    with use_tenant(officer.access.tenant), pytest.raises(ActionRefused, match="vừa được"):
        act(access=officer.access)
