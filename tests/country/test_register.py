"""The generated register: as many plausible rows as asked for, and nothing in them that is false
by the register's own rules, though its triggers were off."""

import re

import pytest
from stdnum.vn import mst

from tests.country.conftest import ESTABLISHMENTS

pytestmark = pytest.mark.xdist_group("country")
# What was in the register before belongs to the demonstration and Hà Nội.
NEW = "e.id > (SELECT max(id) FROM enterprises_establishment) - 2000"
SITES = f"SELECT {{}} FROM enterprises_establishment e WHERE {NEW}"


def test_there_are_as_many_establishments_as_were_asked_for(country):
    before = country.one(
        "SELECT count(*) FROM enterprises_establishment e WHERE e.id <="
        " (SELECT max(id) FROM enterprises_establishment) - %s",
        ESTABLISHMENTS,
    )

    assert country.one("SELECT count(*) FROM enterprises_establishment") == before + 2000
    assert 0 < before < 10


def test_every_tax_code_has_its_check_digit_and_is_nobodys(country):
    codes = country.column("SELECT tax_code FROM enterprises_enterprise WHERE tax_code <> ''")

    assert len(codes) > 800
    assert [code for code in codes if not mst.is_valid(code)] == []
    assert [code for code in codes if int(code[2]) < 5] == []


def test_a_branch_has_its_enterprises_code_and_three_digits(country):
    rows = country.rows(
        SITES.format("branch_code, e.tax_code, n.tax_code").replace(
            " WHERE", " LEFT JOIN enterprises_enterprise n ON n.id = legal_entity_id WHERE"
        )
    )
    branches = [row for row in rows if row[0]]

    assert len(branches) > 50
    assert all(re.fullmatch(re.escape(stem) + "-[0-9]{3}", code) for code, _, stem in branches)
    assert all(shown == (code or stem or "") for code, shown, stem in rows)


def test_plants_lie_all_over_the_country_and_most_in_the_south_east_and_hanoi(country):
    counts = dict(
        country.rows(
            "SELECT p.name, count(*) FROM enterprises_establishment e"
            " JOIN organisations_province p ON p.id = e.province_id GROUP BY 1 ORDER BY 2 DESC"
        )
    )

    assert list(counts)[:2] == ["Hồ Chí Minh", "Hà Nội"]
    assert len(counts) >= 30
    assert country.column(
        "SELECT DISTINCT valid_to FROM organisations_province p JOIN"
        " enterprises_establishment e ON e.province_id = p.id"
    ) == [None]


def test_every_sector_and_size_and_both_strata_occur(country):
    shares = dict(
        country.rows("SELECT stratum, count(*) FROM enterprises_establishment GROUP BY 1")
    )
    sizes = country.column("SELECT DISTINCT size FROM enterprises_establishment")
    sectors = country.column("SELECT DISTINCT sector FROM enterprises_establishment")

    assert 0.3 < shares["ho"] / 2000 < 0.5
    assert set(sizes) >= {"micro", "small", "medium", "large"}
    assert len(sectors) > 25
    assert (
        country.one(
            "SELECT count(*) FROM enterprises_establishment WHERE vsic_code <> ''"
            " AND left(vsic_code, 2) <> sector"
        )
        == 0
    )


def test_names_are_vietnamese_and_few_are_the_same(country):
    names = country.column(SITES.format("name"))

    assert len(set(names)) > 0.95 * len(names)
    assert sum(bool(re.search("[À-ỹ]", name)) for name in names) > 0.9 * len(names)
    assert max(map(len, names)) < 150


def test_lists_show_what_the_latest_year_says(country):
    """As app.show_latest_year would have written it."""
    wrong = country.rows(
        f"""
        SELECT e.id FROM enterprises_establishment e LEFT JOIN LATERAL (
          SELECT y.year, y.employees, y.size, y.is_active FROM enterprises_establishmentyear y
            JOIN organisations_organisation o ON o.id = y.owner_id
          WHERE y.establishment_id = e.id
          ORDER BY y.year DESC, array_position(ARRAY['corporation', 'department'], o.kind::text)
          LIMIT 1) AS latest ON true
        WHERE {NEW} AND (e.year, e.employees, e.size, e.is_active) IS DISTINCT FROM (latest.year,
          latest.employees, coalesce(latest.size, ''), coalesce(latest.is_active, true))
        """
    )

    assert wrong == []


def test_sizes_follow_the_decree_of_their_year(country):
    assert country.one("SELECT count(*) FROM enterprises_establishmentyear") > 3000
    assert (
        country.rows(
            "SELECT y.id FROM enterprises_establishmentyear y,"
            " app.size_of(y.year, y.employees, y.revenue, y.capital) AS s"
            " WHERE (y.size, y.size_rule_id, y.size_reason) IS DISTINCT FROM"
            " (s.size, s.rule_id, s.reason)"
        )
        == []
    )


def test_counts_of_the_register_are_exact(country):
    columns = "owner_id, department_id, province_id, stratum, sector, size, level, is_active"
    counted = country.rows(
        f"SELECT {columns}, sum(count) FROM enterprises_registercount"
        f" GROUP BY {columns} HAVING sum(count) <> 0 ORDER BY {columns}"
    )
    rows = country.rows(
        f"SELECT {columns}, count(*) FROM enterprises_establishment"
        f" GROUP BY {columns} ORDER BY {columns}"
    )

    assert counted == rows


def test_levels_are_what_the_evidence_says(country):
    levels = dict(country.rows(SITES.format("level, count(*)") + " GROUP BY 1"))

    assert set(levels) >= {0, 1, 2, 3, 4}
    assert levels[0] > levels[1] > levels[4]
    # Working them out again finds nothing to change.
    assert country.one("SELECT app.refresh_levels(NULL)") == 0


def test_scope_columns_say_what_the_triggers_would_have_said(country):
    assert (
        country.rows(
            "SELECT e.id FROM enterprises_establishment e JOIN organisations_organisation d"
            " ON d.id = e.department_id WHERE d.province_id <> e.province_id OR e.owner_id NOT IN"
            " (e.department_id, coalesce(e.corporation_id, 0))"
        )
        == []
    )
    for table in ("establishmentyear", "paperevidence", "commitment", "certificate", "visit"):
        assert (
            country.rows(
                f"SELECT r.id FROM enterprises_{table} r JOIN enterprises_establishment e"
                " ON e.id = r.establishment_id WHERE (r.department_id, r.corporation_id)"
                " IS DISTINCT FROM (e.department_id, e.corporation_id)"
            )
            == []
        ), table


def test_nothing_of_the_schema_is_left_off(country, copy_database):
    """Triggers, indexes and keys are those of a database in which nothing was generated."""
    untouched = copy_database()
    parts = (
        "SELECT tgname, tgenabled, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
        " ORDER BY 3, 1",
        "SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint ORDER BY 1, 2",
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
    )

    for part in parts:
        assert country.rows(part) == untouched.rows(part) != []
