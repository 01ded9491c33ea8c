"""One seed makes one country; what cannot be made is refused in words."""

import io

import pytest
from django.core.management import CommandError, call_command

from config.country.vocabulary import read_vocabulary
from enterprises import sectors
from organisations.enums import Kind
from tests.country.conftest import SEED
from tests.factories import make_organisation
from tests.loading.conftest import REFERENCE

pytestmark = pytest.mark.xdist_group("country")
# Everything that a seed decides, without keys: these depend on what was there before.
CONTENT = {
    "enterprises": "SELECT name, tax_code, legal_form FROM enterprises_enterprise ORDER BY id",
    "sites": """
        SELECT e.name, e.tax_code, branch_code, address, e.commune, old_commune, old_district,
          sector, vsic_code, sector_text, zone_name, z.name, year, employees, size, is_active,
          stratum, d.code, c.code, o.code
        FROM enterprises_establishment e
          LEFT JOIN enterprises_industrialzone z ON z.id = zone_id
          JOIN organisations_organisation d ON d.id = department_id
          JOIN organisations_organisation o ON o.id = e.owner_id
          LEFT JOIN organisations_organisation c ON c.id = corporation_id
        ORDER BY e.id
        """,
    "years": "SELECT year, employees, revenue, capital, output, size, has_unit, own_money,"
    " is_active FROM enterprises_establishmentyear ORDER BY establishment_id, year, id",
    "papers": "SELECT proof, title, document, held_on, stopped_on, saving_percent"
    " FROM enterprises_paperevidence ORDER BY establishment_id, id",
    "certificates": "SELECT kind, number, valid_from FROM enterprises_certificate ORDER BY id",
    "activities": "SELECT kind, title, held_on, attendance_count FROM outreach_activity"
    " ORDER BY id",
    "attendances": "SELECT name, technicians, women FROM outreach_attendance ORDER BY id",
    "zones": "SELECT kind, name, since_year FROM enterprises_industrialzone ORDER BY id",
}
LATER = "SELECT setval(pg_get_serial_sequence('enterprises_establishment', 'id'), 70000)"


def content(country):
    return {what: country.rows(statement) for what, statement in CONTENT.items()}


def test_the_same_seed_makes_the_same_country_whatever_the_keys(country, make_country):
    again = make_country("--establishments", "2000", "--seed", str(SEED), before=LATER)

    one, other = content(country), content(again)
    for what in CONTENT:
        assert one[what] == other[what] != [], what
    kinds = [[row["kind"] for row in each.doubles()] for each in (country, again)]
    assert kinds[0] == kinds[1]
    assert again.one("SELECT max(id) FROM enterprises_establishment") > 72000


def test_another_seed_makes_another_country_and_fewer_years_end_in_the_same_one(
    country, make_country
):
    other = make_country("--establishments", "1000", "--seed", "8", "--years", "3")
    codes = [
        set(each.column("SELECT tax_code FROM enterprises_enterprise WHERE tax_code <> ''"))
        for each in (country, other)
    ]

    assert len(codes[0] & codes[1]) < 5
    for statement in (
        "SELECT min(year), max(year) FROM enterprises_establishmentyear",
        "SELECT min(code::int), max(code::int) FROM reports_reportinground"
        " WHERE code ~ '^20[12][0-9]$' AND code > '2015' AND code < '2026'",
    ):
        assert other.rows(statement) == [(2023, 2025)]


def test_progress_is_told_and_the_file_of_the_truth_named(country):
    assert "1.980/1.980" in country.said
    assert str(country.truth) in country.said


def generate(*options):
    call_command("generate_country", "--seed", "1", *options, stdout=io.StringIO())


@pytest.mark.django_db
def test_where_work_is_in_earnest_nothing_is_generated(settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="--into-this-database"):
        generate("--establishments", "1000")


@pytest.mark.django_db
def test_a_second_country_is_refused(settings):
    settings.DEMONSTRATION = True
    make_organisation(Kind.CORPORATION, code="td-hoa-chat")

    with pytest.raises(CommandError, match="đã có một đất nước minh họa"):
        generate("--establishments", "1000")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--establishments", "999"], "từ 1.000"),
        (["--establishments", "3000000"], "đến 2.000.000"),
        (["--establishments", "1000", "--years", "11"], "từ 1 đến 10"),
        (["--establishments", "1000", "--years", "0"], "từ 1 đến 10"),
        (["--establishments", "1000", "--seed", "-1"], "hạt giống"),
    ],
)
def test_what_cannot_be_made_is_refused(settings, options, words):
    settings.DEMONSTRATION = True

    with pytest.raises(CommandError, match=words):
        generate(*options)


def test_the_vocabulary_has_the_63_provinces_and_every_division():
    vocabulary = read_vocabulary(REFERENCE / "country")
    lines = (REFERENCE / "provinces_63_to_34.csv").read_text(encoding="utf-8").splitlines()[1:]

    assert {(place.code, place.name) for place in vocabulary.places} == {
        tuple(line.split(",")[:2]) for line in lines
    }
    assert {sector.code for sector in vocabulary.sectors} == set(sectors.divisions())
    assert all(
        product[0].startswith(sector.code)
        for sector in vocabulary.sectors
        for product in sector.products
    )
    assert len({place.tax_office for place in vocabulary.places}) == 63
