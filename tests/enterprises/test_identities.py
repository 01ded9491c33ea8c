"""National identities: one row for one number, entered by one door, renamed by whoever has it."""

import pytest

from enterprises.models import Enterprise, PersonalNumber
from organisations.enums import Kind
from organisations.tenancy import owner_login
from tests.enterprises.asking import (
    acting_as,
    ask,
    make_department,
    make_enterprise,
    make_plant,
    ministry,
    refusal,
)
from tests.factories import make_member

pytestmark = pytest.mark.django_db

KEEP = "app.keep_enterprises(%s, %s, %s, %s, %s)"
CODE, OTHER_CODE = "0100112437", "0100109106"
NO_NAME = "Ghi tên doanh nghiệp, chủ hộ."


def columns(*lines):
    """(name, legal form, tax code, digest, tail) of each line, as the function takes them."""
    return [list(column) for column in zip(*lines, strict=True)]


def keep(person, *lines):
    with acting_as(person) as cursor:
        cursor.execute(f"SELECT line, enterprise_id FROM {KEEP} ORDER BY line", columns(*lines))
        return cursor.fetchall()


def company(name="Công ty Gốm", code=CODE, form="limited"):
    return name, form, code, "", ""


def household(name="Nguyễn Văn Á", digest="d" * 64, tail="123"):
    return name, "household", "", digest, tail


def rows(*ids):
    with owner_login():
        found = Enterprise.objects.in_bulk(ids)
    return [(found[i].name, found[i].tax_code, found[i].personal_tail) for i in ids]


def test_every_line_gets_the_one_row_of_its_number_in_its_order(here):
    answers = keep(
        here,
        company(),
        household(),
        company("Tên khác", OTHER_CODE),
        company("Gõ sai tên"),
        household("Ai khác"),
        ("Không có số", "", "", "", ""),
    )

    one, head, other, again, same_head, nothing = (key for _, key in answers)
    assert [line for line, _ in answers] == [1, 2, 3, 4, 5, 6]
    assert (again, same_head, nothing) == (one, head, None)
    assert rows(one, other, head) == [
        ("Công ty Gốm", CODE, ""),
        ("Tên khác", OTHER_CODE, ""),
        ("Nguyễn Văn Á", None, "123"),
    ]


def test_whoever_asks_later_gets_the_same_row_and_changes_nothing(here):
    (_, first), (_, head) = keep(here, company(), household())
    people = [make_department(), make_member(Kind.CORPORATION), ministry()]

    for person in people:
        asked = keep(person, company("Tên tôi đặt", form="state"), household("Tên khác", tail="9"))
        assert asked == [(1, first), (2, head)]
    assert rows(first, head) == [("Công ty Gốm", CODE, ""), ("Nguyễn Văn Á", None, "123")]


def test_a_line_with_both_numbers_is_known_by_its_tax_code(here):
    ((_, key),) = keep(here, ("Công ty", "limited", CODE, "e" * 64, "456"))

    assert rows(key) == [("Công ty", CODE, "")]
    with owner_login():
        assert not PersonalNumber.objects.filter(digest="e" * 64).exists()


def test_what_is_left_out_is_taken_for_blank(here):
    ((_, key), (_, head)) = keep(
        here, ("Công ty", None, CODE, None, None), ("Á", None, None, "d" * 64, None)
    )

    assert rows(key, head) == [("Công ty", CODE, ""), ("Á", None, "")]
    assert ask(here, f"count(*) FROM {KEEP}", *[None] * 5) == 0


@pytest.mark.parametrize("name", [None, "", "  "])
@pytest.mark.parametrize("line", [company, household])
def test_a_number_without_a_name_enters_nothing(here, line, name):
    assert refusal(here, f"* FROM {KEEP}", *columns(line(name))) == NO_NAME


@pytest.mark.parametrize("code", ["010011243", "01001124370", "0100112437-001", "abcdefghij"])
def test_a_tax_code_has_ten_digits(here, code):
    answer = refusal(here, f"* FROM {KEEP}", *columns(company(code=code)))

    assert answer == "Mã số thuế của doanh nghiệp gồm 10 chữ số."


def test_only_officials_come_in_by_this_door():
    for kind in (Kind.ENTERPRISE, Kind.SUPPORT):
        person = make_member(kind)
        assert "permission denied" in refusal(person, f"* FROM {KEEP}", *columns(company()))
        assert "permission denied" in refusal(person, "app.rename_enterprise(1, 'x', '')")
        assert "permission denied" in refusal(person, "count(*) FROM app.kept_enterprise")


def rename(person, enterprise, name="Tên đúng", form="limited"):
    return ask(person, "app.rename_enterprise(%s, %s, %s)", enterprise.pk, name, form)


def name_of(enterprise):
    return rows(enterprise.pk)[0][0]


def test_whoever_has_all_plants_of_an_enterprise_corrects_its_name(here):
    enterprise, group = make_enterprise(CODE), make_member(Kind.CORPORATION)
    for _ in range(2):
        make_plant(here, legal_entity=enterprise, corporation=group.access.organisation)

    assert rename(here, enterprise, "Tên một")
    assert rename(group, enterprise, "Tên hai")
    assert name_of(enterprise) == "Tên hai"


def test_a_name_that_somebody_else_has_too_is_the_ministrys_to_correct(here):
    enterprise, there = make_enterprise(CODE), make_department()
    group = make_member(Kind.CORPORATION)
    make_plant(here, legal_entity=enterprise, corporation=group.access.organisation)
    make_plant(there, legal_entity=enterprise)

    refused = [here, there, group, make_department(), make_member(Kind.CORPORATION)]
    assert [rename(person, enterprise) for person in refused] == [False] * 5
    assert name_of(enterprise) == "Công ty thử"
    assert rename(ministry(), enterprise)
    assert name_of(enterprise) == "Tên đúng"


def test_an_enterprise_without_a_plant_and_an_unknown_one_are_renamed_by_nobody_in_a_province(here):
    enterprise = make_enterprise(CODE)

    assert not rename(here, enterprise)
    assert not ask(here, "app.rename_enterprise(NULL, 'x', '')")
    assert not ask(ministry(), "app.rename_enterprise(999999999, 'x', '')")
    assert name_of(enterprise) == "Công ty thử"


def test_a_name_is_not_made_blank(here):
    enterprise = make_enterprise(CODE)
    make_plant(here, legal_entity=enterprise)

    for person in (here, ministry()):
        for name in (None, "", " "):
            call = "app.rename_enterprise(%s, %s, NULL)"
            assert refusal(person, call, enterprise.pk, name) == NO_NAME
