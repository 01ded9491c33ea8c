"""What was submitted, received, logged or kept as history stays, for every role and login."""

import psycopg2
import pytest
from psycopg2 import sql

from tests.isolation.asking import asking_as, insertion, refusal
from tests.isolation.test_labels import fresh
from tests.isolation.world import Identity

# The owner's own login: asking as `none` on its connection.
OWNER = Identity("the owner's login", "owner")
PARTS = ("reports_fact", "reports_figure", "reports_document")
KEPT = (
    "reports_receipt",
    "reports_arrival",
    "reports_review",
    "reports_requeststep",
    "organisations_logentry",
    "organisations_history",
    "organisations_approval",
    "organisations_approvaldecision",
)
GUARDS = [
    "freeze_version",
    "freeze_update",
    "freeze_delete",
    "refuse_change",
    "b_keep_approval",
    "b_keep_decision",
]
HARMLESS = {
    "reports_reportversion": "compiled_by_name",
    "reports_fact": "label",
    "reports_figure": "printed",
    "reports_document": "name",
    "reports_receipt": "submitted_by_name",
    "reports_arrival": "evidence",
    "reports_review": "reason",
    "reports_requeststep": "answer",
    "organisations_logentry": "comment",
    "organisations_history": "login",
    "organisations_approval": "subject_label",
    "organisations_approvaldecision": "name",
}


def submitted_version(world, *, of="department"):
    unit = world.organisation(of)
    return world.first("reports_reportversion", is_submitted=True, owner_id=unit)


def frozen_row(world, table):
    version = submitted_version(world)
    if table == "reports_reportversion":
        return version
    if table in (*PARTS, "reports_receipt"):
        return world.first(table, version_id=version["id"])
    return world.first(table, owner_id=world.organisation("department"))


def changed_rows(connection, who, statement, values):
    """0 when it is refused, too."""
    with asking_as(connection, who) as cursor:
        try:
            cursor.execute(statement, values)
        except psycopg2.Error:
            return 0
        return cursor.rowcount


def changes(owner, world, table):
    """Who changes or deletes the frozen row of a table."""
    row = frozen_row(world, table)
    name = sql.Identifier(table)
    update = sql.SQL("UPDATE {} SET {} = 'khác' WHERE id = %s").format(
        name, sql.Identifier(HARMLESS[table])
    )
    delete = sql.SQL("DELETE FROM {} WHERE id = %s").format(name)
    return [
        f"{who.name}: {verb}"
        for who in [OWNER, *world.identities]
        for verb, statement in (("update", update), ("delete", delete))
        if changed_rows(owner, who, statement, [row["id"]])
    ]


def guards(owner, table):
    """The triggers that refuse a change of this table."""
    with owner.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = ANY(%s)",
            [table, GUARDS],
        )
        return [name for (name,) in cursor]


@pytest.mark.parametrize("table", ["reports_reportversion", *PARTS, *KEPT])
def test_nobody_changes_or_deletes_it(owner, world, table):
    assert changes(owner, world, table) == []


@pytest.mark.parametrize("table", ["reports_reportversion", *PARTS, *KEPT])
def test_each_guard_is_missed_when_it_is_gone(owner, world, table):
    names = guards(owner, table)
    assert names
    for name in names:
        with owner.cursor() as cursor:
            cursor.execute(
                sql.SQL("DROP TRIGGER {} ON {}").format(sql.Identifier(name), sql.Identifier(table))
            )
        assert changes(owner, world, table), name
        owner.rollback()


@pytest.mark.parametrize("table", PARTS)
@pytest.mark.parametrize("who", [OWNER, "corporation"], ids=["owner", "corporation"])
def test_nobody_adds_to_a_submitted_version_or_moves_a_part_into_it(owner, world, table, who):
    submitted = submitted_version(world, of="corporation")
    draft = world.first(
        "reports_reportversion", is_submitted=False, report_id=submitted["report_id"]
    )
    part = fresh(world, table, world.first(table, version_id=submitted["id"]))
    move = sql.SQL("UPDATE {} SET version_id = %s WHERE id = %s").format(sql.Identifier(table))
    who = who if who == OWNER else world.identity(who)

    assert "đã gửi" in refusal(owner, who, *insertion(table, part))

    statement, values = insertion(table, part | {"version_id": draft["id"]})
    with owner.cursor() as cursor:
        cursor.execute(statement + sql.SQL(" RETURNING id"), values)
        moved = cursor.fetchone()[0]
    assert "đã gửi" in refusal(owner, who, move, [submitted["id"], moved])


@pytest.mark.parametrize("table", ["reports_reportversion", *PARTS, *KEPT])
def test_nobody_empties_the_table(owner, world, table):
    statement = sql.SQL("TRUNCATE {} CASCADE").format(sql.Identifier(table))

    assert [who.name for who in world.identities if not refusal(owner, who, statement)] == []
    assert "không" in refusal(owner, OWNER, statement)


@pytest.mark.parametrize("table", ["reports_reportversion", *PARTS, *KEPT])
def test_a_merger_may_hand_it_to_the_successor_and_change_nothing_else(owner, world, table):
    successor = world.organisation("neighbour")
    row = frozen_row(world, table)
    rekey = sql.SQL("UPDATE {} SET owner_id = %s WHERE id = %s").format(sql.Identifier(table))

    assert changed_rows(owner, OWNER, rekey, [successor, row["id"]]) == 1


def test_a_submitted_report_cannot_be_taken_back_nor_renamed(owner, world):
    department = world.identity("department")
    report = submitted_version(world)["report_id"]

    with asking_as(owner, department) as cursor:
        cursor.execute(
            "UPDATE reports_report SET is_submitted = false, code = 'khac' WHERE id = %s"
            " RETURNING is_submitted, code",
            [report],
        )
        assert cursor.fetchone() == (True, world.first("reports_report", id=report)["code"])


def test_a_receipt_tells_the_databases_time_and_due_date_whatever_the_client_says(owner, world):
    with owner.cursor() as cursor:
        cursor.execute("UPDATE reports_report SET is_submitted = true")  # every draft is sent
        cursor.execute(
            "UPDATE reports_reportversion SET is_submitted = true, state = 'submitted',"
            " compiled_at = now() WHERE NOT is_submitted AND owner_id = %s RETURNING id",
            [world.organisation("department")],
        )
        version = cursor.fetchone()[0]
    receipt = fresh(world, "reports_receipt", frozen_row(world, "reports_receipt"))
    forged = receipt | {
        "version_id": version,
        "number": "giả",
        "received_at": "2000-01-01T00:00:00Z",
        "due_at": "2099-01-01T00:00:00Z",
        "owner_id": world.organisation("neighbour"),
    }
    statement, values = insertion("reports_receipt", forged)

    with asking_as(owner, world.identity("department")) as cursor:
        cursor.execute(
            statement
            + sql.SQL(
                " RETURNING owner_id, received_at > now() - interval '1 minute',"
                " due_at < now(), number LIKE 'PTN-%%'"
            ),
            values,
        )
        assert cursor.fetchone() == (world.organisation("department"), True, True, True)


def test_asking_a_receipt_for_a_neighbours_version_tells_nothing_about_it(app, world):
    department = world.identity("department")
    theirs = [
        v["id"]
        for v in world.rows["reports_reportversion"]
        if v["owner_id"] == world.organisation("neighbour")
    ]
    receipt = fresh(world, "reports_receipt", frozen_row(world, "reports_receipt"))
    answers = {
        refusal(app, department, *insertion("reports_receipt", receipt | {"version_id": version}))
        for version in [*theirs, 999_999_999]
    }

    assert answers == {"Không có bản báo cáo này."}


def test_a_consolidation_takes_submitted_versions_only(app, world):
    ministry = world.identity("ministry")
    part = world.first("reports_consolidationpart", owner_id=ministry.organisation)
    draft = world.first("reports_reportversion", is_submitted=False)
    forged = fresh(world, "reports_consolidationpart", part) | {"version_id": draft["id"]}

    answer = refusal(app, ministry, *insertion("reports_consolidationpart", forged))

    assert answer == "Chỉ tổng hợp bản báo cáo đã gửi."
