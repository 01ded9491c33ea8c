"""What somebody might try with the register, in SQL of their own, as the application's login."""

import psycopg2
import pytest
from psycopg2 import sql

from tests.isolation import oracle
from tests.isolation.asking import all_rows, asking_as, insertion, refusal
from tests.isolation.test_labels import fresh

SITES = "enterprises_establishment"
NO_SITE = "Không có cơ sở này."
NO_ENTERPRISE = "Không có doanh nghiệp này."
DECIDED_BY_DATABASE = {
    "province_id": "%(province)s",
    "merged_into_id": "%(other)s",
    "level": "1",
    "size": "'large'",
    "tax_code": "'0100112437'",
    "year": "2024",
    "employees": "9",
    "is_active": "false",
}


def site_of(world, unit, **facts):
    return world.first(SITES, owner_id=world.organisation(unit), merged_into_id=None, **facts)


def with_owner(world, unit, **facts):
    """A row to enter, like one that the unit has entered itself."""
    return fresh(world, SITES, site_of(world, unit)) | facts


def foreign(world, who, table=SITES):
    """Rows that the asker must not see, and one that nobody has."""
    rows = [r["id"] for r in world.rows[table] if not oracle.reads(who, table, r, world)]
    assert rows
    return [*rows, 999_999_999]


def returned(connection, who, statement, values=()):
    with asking_as(connection, who) as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


@pytest.mark.parametrize("unit", ["department", "corporation"])
@pytest.mark.parametrize("column", DECIDED_BY_DATABASE)
def test_what_the_database_decides_is_not_the_clients_to_change(app, world, unit, column):
    own = site_of(world, unit)
    facts = {
        "province": world.rows["organisations_province"][0]["id"],
        "other": world.first(SITES, owner_id=world.organisation("neighbour"))["id"],
        "own": own["id"],
    }
    change = (
        f"UPDATE {SITES} SET {column} = {DECIDED_BY_DATABASE[column]} WHERE id = %(own)s"
        f" RETURNING to_jsonb({SITES}) -> '{column}'"
    )

    assert returned(app, world.identity(unit), change, facts) == (own[column],)


@pytest.mark.parametrize("unit", ["department", "corporation"])
def test_what_the_database_decides_is_not_the_clients_to_enter(app, world, unit):
    who, own = world.identity(unit), site_of(world, unit)
    said = {"level": 6, "size": "large", "year": 2024, "employees": 9, "is_active": False}
    said |= {"tax_code": "9999999999", "merged_into_id": own["id"]}
    statement, values = insertion(SITES, with_owner(world, unit, legal_entity_id=None, **said))
    returning = sql.SQL(" RETURNING ") + sql.SQL(", ").join(map(sql.Identifier, said))

    entered = returned(app, who, statement + returning, values)

    assert dict(zip(said, entered, strict=True)) == {
        "level": 0,
        "size": "",
        "year": None,
        "employees": None,
        "is_active": True,
        "tax_code": "",
        "merged_into_id": None,
    }


def test_a_department_enters_plants_in_its_own_province_whatever_it_says(app, world):
    department, neighbour = world.organisation("department"), site_of(world, "neighbour")
    statement, values = insertion(
        SITES, with_owner(world, "department", province_id=neighbour["province_id"])
    )
    returning = sql.SQL(" RETURNING province_id, department_id")

    answer = returned(app, world.identity("department"), statement + returning, values)

    assert answer == (site_of(world, "department")["province_id"], department)


def test_a_corporation_says_in_which_province_and_its_department_follows(app, world):
    group, place = world.identity("corporation"), site_of(world, "neighbour")["province_id"]
    nowhere = with_owner(world, "corporation", zone_id=None, province_id=None)
    statement, values = insertion(SITES, nowhere | {"province_id": place})
    returning = sql.SQL(" RETURNING department_id, corporation_id, owner_id")

    answer = returned(app, group, statement + returning, values)

    assert answer == (world.organisation("neighbour"), *[group.organisation] * 2)
    missing = refusal(app, group, *insertion(SITES, nowhere))
    assert missing == "Ghi tỉnh, thành phố nơi cơ sở hoạt động."


@pytest.mark.parametrize("unit", ["department", "corporation"])
def test_a_plant_is_not_linked_to_an_enterprise_that_one_does_not_know(app, world, unit):
    """Else its name, or a household head's, could be read there, one key after another."""
    who, own = world.identity(unit), site_of(world, unit)
    link = f"UPDATE {SITES} SET legal_entity_id = %s WHERE id = %s"
    for key in foreign(world, who, "enterprises_enterprise"):
        row = with_owner(world, unit, legal_entity_id=key)
        assert refusal(app, who, link, [key, own["id"]]) == NO_ENTERPRISE
        assert refusal(app, who, *insertion(SITES, row)) == NO_ENTERPRISE
        branch = row | {"branch_code": "0100112437-001"}
        assert refusal(app, who, *insertion(SITES, branch)) == NO_ENTERPRISE


def test_an_enterprise_asked_for_by_its_number_is_known_in_this_transaction_alone(app, world):
    who, own = world.identity("department"), site_of(world, "department")
    theirs = next(
        row
        for row in world.rows["enterprises_enterprise"]
        if row["tax_code"] and row["id"] in foreign(world, who, "enterprises_enterprise")
    )
    ask = "SELECT enterprise_id FROM app.keep_enterprises('{x}', '{}', %s, '{}', '{}')"
    link = f"UPDATE {SITES} SET legal_entity_id = %s WHERE id = %s"
    with asking_as(app, who) as cursor:
        cursor.execute(ask, [[theirs["tax_code"]]])
        assert cursor.fetchone() == (theirs["id"],)
        cursor.execute(link, [theirs["id"], own["id"]])
        cursor.execute("SELECT name FROM enterprises_enterprise WHERE id = %s", [theirs["id"]])
        assert cursor.fetchone() == (theirs["name"],)

    assert refusal(app, who, link, [theirs["id"], own["id"]]) == NO_ENTERPRISE


def test_nobody_reads_personal_numbers_or_what_was_asked_for(app, world):
    for who in world.identities:
        for table in ("enterprises_personalnumber", "app.kept_enterprise"):
            assert "permission denied" in refusal(app, who, f"SELECT * FROM {table}"), who.name


# What is asked of a plant, and what else the call names.
FUNCTIONS = [
    ("app.move_site(%s, %s, '2016-01-01', 'x', 'x')", "province"),
    ("app.assign_corporation(%s, %s, '2016-01-01', 'x', 'x')", "corporation"),
    ("app.merge_plants(%s, %s, 'x', 'x')", "own"),
]


@pytest.mark.parametrize(("call", "beside"), FUNCTIONS)
@pytest.mark.parametrize("unit", ["department", "corporation"])
def test_functions_say_the_same_about_a_strangers_plant_as_about_none(
    app, world, unit, call, beside
):
    who = world.identity(unit)
    other = {
        "province": site_of(world, "department")["province_id"],
        "corporation": world.organisation("corporation"),
        "own": site_of(world, unit)["id"],
    }[beside]
    answers = {refusal(app, who, f"SELECT {call}", [key, other]) for key in foreign(world, who)}
    if beside == "own":
        answers |= {
            refusal(app, who, f"SELECT {call}", [other, key]) for key in foreign(world, who)
        }

    denied = unit == "corporation" and beside == "province"
    assert answers == {"permission denied for function move_site" if denied else NO_SITE}


KEYED = [
    ("app.undo_merge(%s, 'x', 'x')", "enterprises_merge", "Không có lần gộp này."),
    ("app.rename_enterprise(%s, 'x', '')", "enterprises_enterprise", False),
    ("app.find_same_plants(ARRAY[%s]::bigint[])", SITES, 0),
]


@pytest.mark.parametrize(("call", "table", "nothing"), KEYED)
@pytest.mark.parametrize("unit", ["department", "corporation"])
def test_functions_do_and_tell_nothing_for_a_strangers_key(app, world, unit, call, table, nothing):
    who, answers = world.identity(unit), set()
    for key in foreign(world, who, table):
        with asking_as(app, who) as cursor:
            try:
                cursor.execute(f"SELECT {call}", [key])
                answers.add(cursor.fetchone()[0])
            except psycopg2.errors.InsufficientPrivilege as error:
                answers.add(error.diag.message_primary)

    assert answers == {nothing}


@pytest.mark.parametrize("table", [*oracle.SAID_BY_ALL, *oracle.SAID_BY_UNITS])
@pytest.mark.parametrize("unit", ["department", "corporation", "enterprise"])
def test_nothing_is_said_about_a_plant_of_somebody_else(app, world, table, unit):
    who = world.identity(unit)
    if unit == "enterprise" and table in oracle.SAID_BY_UNITS:
        row = world.rows[table][0]
        assert "permission denied" in refusal(app, who, *insertion(table, fresh(world, table, row)))
        return
    own = world.first(table, owner_id=who.organisation)
    move = f"UPDATE {table} SET establishment_id = %s WHERE id = %s"
    answers = set()
    for site in foreign(world, who):
        forged = fresh(world, table, own) | {"establishment_id": site}
        answers.add(refusal(app, who, *insertion(table, forged)))
        answers.add(refusal(app, who, move, [site, own["id"]]))

    assert answers == {NO_SITE}


def test_what_an_enterprise_says_is_its_own_and_seen_where_the_plant_is_seen(app, world):
    who = world.identity("enterprise")
    own = world.first("enterprises_certificate", owner_id=who.organisation)
    site = world.first(SITES, id=own["establishment_id"])
    forged = fresh(world, "enterprises_certificate", own) | {
        "owner_id": world.organisation("department"),
        "department_id": world.organisation("neighbour"),
        "corporation_id": None,
    }
    statement, values = insertion("enterprises_certificate", forged)
    returning = sql.SQL(" RETURNING owner_id, department_id, corporation_id, enterprise_id")

    answer = returned(app, who, statement + returning, values)

    assert answer == (
        who.organisation,
        site["department_id"],
        site["corporation_id"],
        who.organisation,
    )


def test_an_enterprise_changes_no_word_of_its_department(app, world):
    who = world.identity("enterprise")
    for table in oracle.SAID_BY_ALL:
        read = [r for r in world.rows[table] if oracle.reads(who, table, r, world)]
        assert {r["owner_id"] for r in read} > {who.organisation}
        with asking_as(app, who) as cursor:
            cursor.execute(f"UPDATE {table} SET form_key = NULL RETURNING owner_id")
            assert {owner for (owner,) in cursor} == {who.organisation}


@pytest.mark.parametrize("unit", ["department", "corporation"])
def test_a_zone_is_of_the_territory_in_which_the_plant_lies(app, world, unit):
    own = site_of(world, unit)
    zones = world.rows["enterprises_industrialzone"]
    assert {z["owner_id"] for z in zones} > {own["department_id"]}
    change = f"UPDATE {SITES} SET zone_id = %s WHERE id = %s"
    for zone in zones:
        answer = refusal(app, world.identity(unit), change, [zone["id"], own["id"]])
        fits = zone["owner_id"] == own["department_id"]
        assert fits if answer == "" else "establishment_zone_same_territory" in answer


def test_a_plant_that_no_department_keeps_lies_in_no_zone(app, world):
    """A key with a missing part compares nothing."""
    unkept = next(
        province["id"]
        for province in world.rows["organisations_province"]
        if not any(
            o["province_id"] == province["id"] for o in world.rows["organisations_organisation"]
        )
    )
    row = with_owner(world, "corporation", province_id=unkept)
    group = world.identity("corporation")

    assert "site_in_a_zone_has_a_department" in refusal(app, group, *insertion(SITES, row))
    assert refusal(app, group, *insertion(SITES, row | {"zone_id": None})) == ""


def test_a_request_for_an_account_is_answered_and_not_rewritten(app, world):
    department = world.identity("department")
    asked = world.first("enterprises_accountrequest", owner_id=department.organisation)
    rewrite = (
        "UPDATE enterprises_accountrequest SET email = 'toi@vi-du.vn', tax_code = '9', asked_at ="
        " '2000-01-01', full_name = 'Tôi', state = 'confirmed', answered_by_name = 'Tôi',"
        " answered_at = '2000-01-01' RETURNING id, email, tax_code, full_name, state,"
        " answered_by_name, answered_at > now() - interval '1 minute'"
    )

    assert returned(app, department, rewrite) == (
        asked["id"],
        asked["email"],
        asked["tax_code"],
        asked["full_name"],
        "confirmed",
        "Tôi",
        True,
    )


def test_the_size_of_a_year_is_not_the_clients_to_say(app, world):
    department = world.identity("department")
    change = (
        "UPDATE enterprises_establishmentyear SET employees = 500, size = 'micro', size_reason ="
        " 'x', size_rule_id = NULL RETURNING size, size_reason, size_rule_id IS NOT NULL"
    )

    assert returned(app, department, change) == ("large", "lao động", True)


FORGED = {
    "keep_history": "AFTER INSERT ON forged REFERENCING NEW TABLE AS after_rows",
    "count_register": "AFTER INSERT ON forged REFERENCING NEW TABLE AS after_rows",
    "show_latest_year": "AFTER INSERT ON forged REFERENCING NEW TABLE AS after_rows",
    "forget_pairs": "BEFORE DELETE ON forged",
    "derive_site": "BEFORE INSERT ON forged",
    "join_account": "BEFORE INSERT ON forged",
}


@pytest.mark.parametrize("function", FORGED)
def test_history_and_counts_are_not_forged_by_a_table_of_ones_own(app, world, function):
    each = "ROW" if FORGED[function].startswith("BEFORE") else "STATEMENT"
    hang = f"CREATE TRIGGER forged {FORGED[function]} FOR EACH {each} EXECUTE FUNCTION app."
    for unit in ("department", "corporation", "enterprise"):
        with asking_as(app, world.identity(unit)) as cursor:
            cursor.execute(f"CREATE TEMP TABLE forged (LIKE {SITES})")
            with pytest.raises(psycopg2.errors.InsufficientPrivilege, match=function):
                cursor.execute(f"{hang}{function}()")


@pytest.mark.parametrize("column", sorted(DECIDED_BY_DATABASE.keys() - {"tax_code"}))
def test_the_trigger_that_puts_places_back_is_missed_when_it_is_gone(owner, world, column):
    with owner.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER b_place_site ON {SITES}")
    with pytest.raises((AssertionError, psycopg2.Error)):
        test_what_the_database_decides_is_not_the_clients_to_change(
            owner, world, "department", column
        )


def test_nothing_of_this_has_changed_the_world(owner, world):
    assert all_rows(owner, SITES) == world.rows[SITES]
