"""Who answers for the generated country: departments of each day, corporations, rounds, logs."""

import datetime as dt

import pytest

pytestmark = pytest.mark.xdist_group("country")
ADDRESSEES = """
SELECT r.code, o.kind, count(*) FROM reports_roundaddressee a
  JOIN reports_reportinground r ON r.id = a.round_id
  JOIN organisations_organisation o ON o.id = a.organisation_id
WHERE r.code BETWEEN '2016' AND '2025' GROUP BY 1, 2 ORDER BY 1, 2
"""


def test_a_round_is_owed_by_the_departments_of_its_last_day_and_twenty_corporations(country):
    owed = country.rows(ADDRESSEES)
    before = [
        (str(year), kind, n)
        for year in range(2016, 2025)
        for kind, n in (("corporation", 20), ("department", 63))
    ]

    assert owed == [*before, ("2025", "corporation", 20), ("2025", "department", 34)]


def test_no_department_owes_a_report_of_a_year_in_which_it_was_not(country):
    assert (
        country.rows(
            "SELECT o.code, r.code FROM reports_roundaddressee a"
            " JOIN reports_reportinground r ON r.id = a.round_id"
            " JOIN organisations_organisation o ON o.id = a.organisation_id"
            " WHERE r.code BETWEEN '2016' AND '2025' AND o.kind = 'department'"
            " AND (o.valid_from > r.due_on OR o.valid_to < r.due_on)"
        )
        == []
    )


def test_a_province_has_one_department_and_those_that_were_there_are_among_them(country):
    rows = country.rows(
        "SELECT p.name, o.code FROM organisations_organisation o"
        " JOIN organisations_province p ON p.id = o.province_id"
        " WHERE o.kind = 'department' AND (o.valid_to IS NULL OR o.valid_to >= '2025-07-01')"
    )
    codes = dict(rows)

    assert len(rows) == len(codes) == 34
    assert codes["Hà Nội"] == "sct-ha-noi"
    assert codes["Bắc Ninh"] == "minh-hoa-so"


def test_twenty_corporations_some_below_others_have_plants_in_several_provinces(country):
    rows = country.rows(
        "SELECT o.code, o.parent_id IS NOT NULL, count(DISTINCT e.province_id)"
        " FROM organisations_organisation o JOIN enterprises_establishment e"
        " ON e.corporation_id = o.id GROUP BY 1, 2"
    )

    assert len(rows) == 20
    assert sum(has_parent for _code, has_parent, _n in rows) >= 5
    assert min(provinces for *_, provinces in rows) >= 2


def test_what_is_new_is_marked_as_a_demonstration(country):
    assert country.column(
        "SELECT DISTINCT is_demonstration FROM organisations_organisation"
        " WHERE kind IN ('department', 'corporation') AND code <> 'sct-ha-noi'"
    ) == [True]
    assert (
        country.rows(
            """
            SELECT code FROM organisations_organisation
            WHERE kind IN ('department', 'corporation') AND code <> 'sct-ha-noi'
              AND name NOT ILIKE '%minh họa%'
            """
        )
        == []
    )


def test_a_plant_of_a_merged_province_knows_where_it_belonged(country):
    rows = country.rows(
        """
        SELECT f.valid_to, f.department_id = e.department_id AND s.predecessor_id IS NOT NULL,
          count(*)
        FROM enterprises_formerplacement f
          JOIN enterprises_establishment e ON e.id = f.establishment_id
          JOIN organisations_organisation d ON d.province_id = f.province_id
          LEFT JOIN organisations_organisationsuccession s
            ON s.predecessor_id = d.id AND s.successor_id = e.department_id
        GROUP BY 1, 2
        """
    )
    codes = set(
        country.column(
            "SELECT DISTINCT p.code FROM enterprises_formerplacement f"
            " JOIN organisations_province p ON p.id = f.province_id"
        )
    )

    assert [(day, known) for day, known, _n in rows] == [(dt.date(2025, 6, 30), True)]
    assert not codes & {"01", "04", "38", "46"}
    assert {"74", "77", "79", "27", "30"} <= codes


def test_activities_lie_in_ten_years_and_belong_to_the_department_of_their_day(country):
    years = country.column(
        "SELECT DISTINCT extract(year FROM held_on)::int FROM outreach_activity"
        " WHERE held_on >= '2016-01-01' AND title NOT LIKE '%minh họa%' ORDER BY 1"
    )

    assert set(range(2016, 2026)) <= set(years)
    assert (
        country.rows(
            """
            SELECT a.id FROM outreach_activity a
              JOIN organisations_organisation o ON o.id = a.owner_id
            WHERE o.valid_from > a.held_on OR o.valid_to < a.held_on
            """
        )
        == []
    )


def test_those_who_came_lie_in_the_territory_of_whoever_invited_them(country):
    strangers = country.rows(
        """
        SELECT t.id FROM outreach_attendance t
          JOIN organisations_organisation o ON o.id = t.owner_id
          JOIN enterprises_establishment e ON e.id = t.establishment_id
        WHERE t.owner_id NOT IN (e.department_id, coalesce(e.corporation_id, 0)) AND NOT EXISTS (
          SELECT FROM enterprises_formerplacement f
          WHERE f.establishment_id = e.id AND f.province_id = o.province_id)
        """
    )

    assert strangers == []
    assert country.one("SELECT count(*) FROM outreach_attendance") > 2000
    assert (
        country.rows(
            """
            SELECT a.id FROM outreach_activity a JOIN outreach_attendance t ON t.activity_id = a.id
            GROUP BY a.id
            HAVING sum(t.managers + t.technicians + t.others) > a.attendance_count
            """
        )
        == []
    )


def test_the_successors_people_read_what_its_predecessors_left(country):
    assert country.column(
        "SELECT DISTINCT m.role FROM organisations_membership m"
        " JOIN organisations_organisation o ON o.id = m.organisation_id"
        " WHERE o.code IN ('sct-bac-ninh-truoc-2025', 'sct-bac-giang-truoc-2025')"
    ) == ["viewer"]
