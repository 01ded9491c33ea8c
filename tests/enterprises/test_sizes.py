"""The size of an enterprise for a year: DOMAIN 5.2, and what its three decrees share and do not."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from enterprises.load_size_rules import load_size_rules
from enterprises.models import SizeRule
from organisations.loading import FileRefused, Tally
from organisations.tenancy import owner_login
from tests.enterprises.asking import make_department, make_plant, move, place_of
from tests.enterprises.test_years import make_year

pytestmark = pytest.mark.django_db

BILLION = 10**9
NOTHING = (None, None, None)


def size_of(year, people, revenue, capital):
    """(size, code of the rule, reason); money in tỷ đồng."""
    money = [None if amount is None else int(amount * BILLION) for amount in (revenue, capital)]
    with owner_login(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.size, r.code, s.reason FROM app.size_of(%s, %s, %s, %s) AS s"
            " LEFT JOIN enterprises_sizerule r ON r.id = s.rule_id",
            [year, people, *money],
        )
        return cursor.fetchone()


@pytest.mark.parametrize(
    ("people", "revenue", "capital", "size", "reason"),
    [
        (10, 2, None, "micro", "lao động và doanh thu"),
        (10, 5, 3, "micro", "lao động và vốn"),
        (90, 60, 25, "medium", "lao động và doanh thu"),
        (150, 500, 90, "medium", "lao động và vốn"),
        (201, None, None, "large", "lao động"),
        (201, 1, 1, "large", "lao động"),
        # Each limit belongs to the smaller class.
        (10, 3, 99, "micro", "lao động và doanh thu"),
        (11, 3, 3, "small", "lao động và doanh thu"),
        (100, 50, 99, "small", "lao động và doanh thu"),
        (100, 51, 20, "small", "lao động và vốn"),
        (101, 1, 1, "medium", "lao động và doanh thu"),
        (200, 200, 999, "medium", "lao động và doanh thu"),
        (200, 201, 100, "medium", "lao động và vốn"),
        (200, 201, 101, "large", "doanh thu và vốn vượt mức vừa"),
        (5, 60, 25, "medium", "lao động và doanh thu"),
    ],
)
def test_people_and_either_revenue_or_capital_decide(people, revenue, capital, size, reason):
    assert size_of(2024, people, revenue, capital) == (size, "nd-80-2021", reason)
    assert size_of(2020, people, revenue, capital) == (size, "nd-39-2018", reason)


@pytest.mark.parametrize(
    ("people", "capital", "size", "reason"),
    [
        (10, 999, "micro", "lao động"),
        (11, 20, "small", "vốn"),
        (999, 20, "small", "vốn"),
        (11, 21, "medium", "vốn"),
        (11, 100, "medium", "vốn"),
        (11, 101, "large", "vốn"),
        (200, None, "small", "lao động"),
        (201, None, "medium", "lao động"),
        (300, None, "medium", "lao động"),
        (301, None, "large", "lao động"),
        (None, 20, "small", "vốn"),
    ],
)
def test_until_2017_capital_came_first(people, capital, size, reason):
    assert size_of(2017, people, None, capital) == (size, "nd-56-2009", reason)


@pytest.mark.parametrize(
    ("year", "rule"),
    [
        (2008, None),
        (2009, "nd-56-2009"),
        (2017, "nd-56-2009"),
        (2018, "nd-39-2018"),
        (2020, "nd-39-2018"),
        (2021, "nd-80-2021"),
        (2100, "nd-80-2021"),
    ],
)
def test_the_decree_is_the_one_of_the_years_last_day(year, rule):
    assert size_of(year, 50, 10, 10)[1] == rule


def test_the_same_plant_changes_size_with_the_decree_and_not_within_one():
    """250 people and 10 tỷ: small by capital in 2017, large by people since."""
    sizes = [size_of(year, 250, None, 10)[0] for year in (2017, 2018, 2020, 2021)]

    assert sizes == ["small", "large", "large", "large"]


@pytest.mark.parametrize(
    ("year", "known", "reason"),
    [
        (2024, NOTHING, "chưa có số liệu lao động, doanh thu, vốn"),
        (2024, (None, 1, 1), "thiếu số lao động"),
        (2024, (50, None, None), "thiếu doanh thu và vốn"),
        (2017, (None, 10, None), "thiếu số lao động và vốn"),
        (2005, (50, 1, 1), "chưa có quy tắc phân loại cho năm này"),
        (None, (50, 1, 1), "chưa có quy tắc phân loại cho năm này"),
    ],
)
def test_what_is_missing_is_said_and_no_size_is_invented(year, known, reason):
    size, _rule, why = size_of(year, *known)

    assert (size, why) == ("", reason)


@pytest.mark.parametrize(
    ("people", "revenue", "capital", "reason"),
    [
        (10, 5, None, "thiếu vốn"),
        (10, None, 5, "thiếu doanh thu"),
        (90, 60, None, "thiếu vốn"),
        (150, 500, None, "thiếu vốn"),
        (150, None, 500, "thiếu doanh thu"),
        (150, None, None, "thiếu doanh thu và vốn"),
        (None, 500, None, "thiếu số lao động"),
    ],
)
def test_a_figure_that_could_make_it_smaller_is_asked_for(people, revenue, capital, reason):
    """10 people and 5 tỷ of revenue are small; with a capital of 3 tỷ they are micro."""
    assert size_of(2024, people, revenue, capital) == ("", "nd-80-2021", reason)


@pytest.mark.parametrize(
    ("people", "revenue", "capital", "size"),
    [
        (10, None, 3, "micro"),
        (11, 50, None, "small"),
        (101, None, 100, "medium"),
        (101, 5, None, "medium"),
        (None, 500, 500, "large"),
    ],
)
def test_what_is_known_may_decide_alone(people, revenue, capital, size):
    assert size_of(2024, people, revenue, capital)[0] == size


def test_a_year_that_is_entered_or_changed_carries_size_rule_and_reason():
    """By the decree of its own year, whatever the client says of its size."""
    department = make_department()
    year = make_year(make_plant(department), department, 2017, employees=10)
    with owner_login():
        year.refresh_from_db()
        before = (year.size, year.size_rule.code, year.size_reason)
        year.year, year.employees, year.size, year.size_reason = 2020, 201, "micro", "tôi nói thế"
        year.save()
        year.refresh_from_db()
        after = (year.size, year.size_rule.code, year.size_reason)

    assert before == ("micro", "nd-56-2009", "lao động")
    assert after == ("large", "nd-39-2018", "lao động")


RULES = Path(settings.BASE_DIR) / "reference" / "size_rules.yaml"


def load(folder, old, new):
    """The file of the reference, read again with one change."""
    text = RULES.read_text(encoding="utf-8")
    assert old in text
    (folder / RULES.name).write_text(text.replace(old, new), encoding="utf-8")
    with owner_login():
        load_size_rules(folder, Tally())


def test_a_rule_that_changes_is_applied_to_the_years_that_were_entered(tmp_path):
    """What the plant's list shows changes with it; whoever reads a year goes on reading it."""
    department, there = make_department(), make_department()
    plant = make_plant(department)
    row = make_year(plant, department, 2024, employees=150, revenue=BILLION)
    old = make_year(plant, department, 2016, employees=150)
    move(department, plant, place_of(there))
    load(tmp_path, "nd-80-2021, decree", "nd-80-2021, decree")
    load(tmp_path, "people: [10, 100, 200], revenue", "people: [10, 160, 200], revenue")
    with owner_login():
        for changed in (row, old, plant):
            changed.refresh_from_db()

    assert (row.size, plant.size, old.size) == ("small", "small", "small")
    assert (row.owner_id, row.department_id) == (department.access.organisation.pk,) * 2


def test_two_rules_are_never_in_force_on_one_day(tmp_path):
    with pytest.raises(FileRefused, match="trùng ngày với quy tắc 'nd-80-2021'|'nd-39-2018'"):
        load(tmp_path, "valid_to: 2021-10-14", "valid_to: 2021-10-15")
    with pytest.raises(FileRefused, match="ngày cuối trước ngày đầu"):
        load(tmp_path, "valid_to: 2021-10-14", "valid_to: 2018-03-10")
    refused = pytest.raises(IntegrityError, match="size_rule_once_a_day")
    with owner_login(), refused, transaction.atomic():
        SizeRule.objects.filter(code="nd-39-2018").update(valid_to="2021-10-15")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
