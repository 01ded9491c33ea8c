"""config/roles.sql on a real cluster: who may log in, and what that login cannot do."""

import psycopg2
import pytest

KINDS = ["ministry", "department", "corporation", "enterprise", "support", "public", "jobs"]
APP = {"login": "DATABASE_URL"}
MEMBERSHIPS = """
    SELECT member::regrole::text, roleid::regrole::text, inherit_option, set_option, admin_option
    FROM pg_auth_members WHERE member::regrole::text LIKE 'portal%' ORDER BY 1, 2
"""
ATTRIBUTES = """
    SELECT rolname, rolcanlogin, rolbypassrls, rolcreatedb,
           rolsuper OR rolcreaterole OR rolreplication, rolinherit
    FROM pg_roles WHERE rolname LIKE 'portal%' ORDER BY 1
"""


def test_each_role_has_only_its_attributes(served):
    found = {name: rest for name, *rest in served.query(ATTRIBUTES)}

    assert found == {
        #                 login  bypass createdb super  inherit
        "portal_owner": [True, True, True, False, True],
        "portal_app": [True, False, False, False, False],
        "portal_backup": [True, True, False, False, True],
    } | {f"portal_{kind}": [False, False, False, False, True] for kind in KINDS}


def test_memberships_are_entered_never_inherited_and_lead_downwards(served):
    kinds = [f"portal_{kind}" for kind in KINDS]
    expected = [("portal_app", kind, False, True, False) for kind in kinds]
    expected += [("portal_owner", role, False, True, False) for role in ["portal_app", *kinds]]
    expected += [("portal_backup", "pg_read_all_data", True, True, False)]

    assert served.query(MEMBERSHIPS) == sorted(expected)


def test_the_file_may_run_again(served):
    before = served.query(ATTRIBUTES), served.query(MEMBERSHIPS)
    (served.var / "postgresql" / "roles.sha256").unlink()
    served.local("stop")

    again = served.local("servers")

    assert "Tạo các vai trò" in again.output
    assert again.returncode == 0
    assert (served.query(ATTRIBUTES), served.query(MEMBERSHIPS)) == before


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE portal_owner",
        "SET ROLE portal_backup",
        "CREATE TABLE public.mine ()",
        "CREATE TEMPORARY TABLE mine ()",
        "CREATE SCHEMA mine",
        "CREATE DATABASE mine",
        "CREATE ROLE mine",
        "ALTER ROLE portal_app BYPASSRLS",
        "SELECT pg_read_file('PG_VERSION')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT lo_create(0)",
        "SELECT lo_creat(-1)",
    ],
)
def test_the_application_is_refused(served, statement):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        served.query(statement, **APP)


def test_the_application_enters_each_kind(served):
    for kind in KINDS:
        served.query(f"SET ROLE portal_{kind}", **APP)


def test_the_application_owns_nothing(served):
    owned = "SELECT count(*) FROM pg_shdepend WHERE refobjid = 'portal_app'::regrole"

    assert served.query(f"{owned} AND deptype = 'o'") == [(0,)]


def test_only_the_three_logins_connect(served):
    who = "SELECT rolname FROM pg_roles WHERE NOT rolsuper AND rolname LIKE 'portal%' "

    may = served.query(who + "AND has_database_privilege(rolname, 'portal', 'CONNECT') ORDER BY 1")

    assert may == [("portal_app",), ("portal_backup",), ("portal_owner",)]


def test_databases_of_the_owner_have_the_extensions_and_let_the_application_in(served):
    served.query("CREATE DATABASE made_by_owner", database="postgres")

    names = served.query(
        "SELECT array_agg(extname ORDER BY extname)::text[] FROM pg_extension",
        database="made_by_owner",
        **APP,
    )

    assert names == [(["btree_gin", "btree_gist", "citext", "pg_trgm", "plpgsql", "unaccent"],)]


def test_the_server_knows_vietnamese_letters(served):
    assert served.query("SELECT lower('ĐƯỜNG Ỹ'), unaccent('Đường')") == [("đường ỹ", "Duong")]
    assert served.query("SELECT 'đường' % 'đưởng', 'đường' % 'zzzzz'") == [(True, False)]
