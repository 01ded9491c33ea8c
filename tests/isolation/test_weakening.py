"""Each policy in turn is made `true`: the matrix must turn red, or the policy proves nothing."""

import pytest
from psycopg2 import sql

from tests.isolation import oracle
from tests.isolation.asking import triggers_off
from tests.isolation.probing import differences
from tests.isolation.world import tables

TENANTS = ("ministry", "department", "corporation", "enterprise", "support")
# Policies that are `true` as they stand, and why.
ALREADY_TRUE = {
    "national reference rows are everybody's": {
        (table, f"{role}_national_select")
        for table in (*oracle.NATIONAL, *oracle.NATIONAL_AND_SYSTEM)
        for role in TENANTS
    },
    "the system's own work knows rounds, report states and jobs": {
        *((table, "jobs_national_select") for table in oracle.NATIONAL_AND_SYSTEM),
        *(
            (table, "jobs_own_select")
            for table in (
                "organisations_organisation",
                "organisations_job",
                "reports_report",
                "reports_reportversion",
                "reports_document",
                "reports_receipt",
            )
        ),
        ("organisations_job", "jobs_own_update"),
    },
    "the Ministry reads the whole register, all organisations and all receipts": {
        ("enterprises_establishment", "ministry_own_select"),
        ("organisations_organisation", "ministry_all_select"),
        ("reports_receipt", "ministry_submitted_select"),
        *((table, "ministry_all_select") for table in oracle.ZONES),
        *((table, "ministry_all_select") for table in oracle.REGISTER),
        ("enterprises_enterprise", "ministry_all_select"),
        ("enterprises_registercount", "ministry_all_select"),
        ("enterprises_merge", "ministry_all_select"),
    },
    "the Ministry keeps rounds, who owes, its register of incoming papers, its decisions": {
        *(("reports_reportinground", f"ministry_kept_{c}") for c in ("insert", "update")),
        *(("reports_roundaddressee", f"ministry_kept_{c}") for c in ("insert", "update", "delete")),
        *(("reports_arrival", f"ministry_own_{c}") for c in ("select", "insert")),
        *(("reports_review", f"ministry_own_{c}") for c in ("select", "insert")),
        *(("reports_requeststep", f"ministry_own_{c}") for c in ("select", "insert")),
    },
    "the Ministry says which version and which factor counts": {
        ("assessments_checklistitem", "ministry_current_update"),
        ("assessments_conversionfactor", "ministry_chosen_update"),
    },
    "the bare login signs people in": {
        *(("organisations_user", f"app_accounts_{c}") for c in ("select", "insert", "update")),
        ("organisations_membership", "app_accounts_select"),
        ("organisations_invitation", "app_accounts_select"),
        ("organisations_delegation", "app_accounts_select"),
    },
}


def policies(owner, table):
    """(name, role, command, clause, condition) for each clause of each policy of a table."""
    with owner.cursor() as cursor:
        cursor.execute(
            "SELECT policyname, roles[1], cmd, qual, with_check FROM pg_policies"
            " WHERE schemaname = 'public' AND tablename = %s ORDER BY 1",
            [table],
        )
        for name, role, command, using, check in cursor.fetchall():
            for clause, condition in (("USING", using), ("WITH CHECK", check)):
                if condition is not None:
                    yield name, role.removeprefix("portal_"), command, clause, condition


@pytest.mark.parametrize("table", tables())
def test_each_policy_of_a_table_is_missed_when_it_lets_everything_through(owner, world, table):
    weakenable = [policy for policy in policies(owner, table) if policy[-1] != "true"]
    survivors = []
    for name, role, command, clause, _ in weakenable:
        with triggers_off(owner, *tables()), owner.cursor() as cursor:
            cursor.execute(
                sql.SQL("ALTER POLICY {} ON {} {} (true)").format(
                    sql.Identifier(name), sql.Identifier(table), sql.SQL(clause)
                )
            )
            if not differences(owner, world, table, command, kind=role):
                survivors.append(f"{name} {clause}")

    assert survivors == []


def test_the_policies_that_are_true_as_they_stand_are_written_down(owner):
    found = {
        (table, name)
        for table in tables()
        for name, _, _, _, condition in policies(owner, table)
        if condition == "true"
    }

    assert found == set().union(*ALREADY_TRUE.values())
