"""Whose a row is, is said by the database: triggers and composite keys, each also taken away."""

import pytest
from psycopg2 import sql

from tests.isolation import oracle
from tests.isolation.asking import asking_as, insertion, refusal
from tests.isolation.world import tables

SCOPES = ("department_id", "corporation_id", "enterprise_id", "support_id")
# What a copy of a row must change so that no unique constraint stands in its way.
TEXT_KEYS = ("code", "key", "section_key", "rule_code", "public_code", "token_hash")
NUMBER_KEYS = ("ordinal", "source_id", "subject_id", "year")
FIXED = {
    "reports_reportversion": {
        "is_submitted": True,
        "state": "submitted",
        "compiled_at": "2015-06-01T05:00:00Z",
        "number": 1000,
    },
    "reports_consolidation": {"number": 1000},
    "reports_signedcopy": {"replaced_at": "2015-06-01T05:00:00Z"},
    "organisations_attachment": {"sha256": "y"},
    "organisations_headingchoice": {"heading": "khac"},
    "organisations_importrow": {"number": 1000},
    "organisations_approvalstep": {"ordinal": 3},
    "organisations_approvaldecision": {"ordinal": 4, "is_last": False},
    "outreach_activityorganiser": {"name": "Đơn vị nữa"},
    "outreach_activitymoney": {"fund": "donor"},
    "enterprises_industrialzone": {"name": "Khu nữa"},
    "enterprises_establishmentyear": {"year": 2050},
    "programmes_actionplan": {"document_id": None},
    "programmes_letteraddressee": {"name": "Nơi nhận nữa"},
    "programmes_revision": {"ordinal": 2},
    "programmes_targetprogress": {"as_of": "2015-06-02"},
    "programmes_taskmoney": {"fund": "donor"},
    "programmes_legaldocument": {"number": "9999/QĐ"},
    "assessments_assessment": {"year": 2030},
    "assessments_assessmentpart": {"slug": "water"},
    "assessments_grantpayment": {"kind": "recovered"},
    "assessments_optionstep": {
        "from_state": "selected",
        "to_state": "under_way",
        "mover": "enterprise",
        "channel": "telephone",
        "told_by": "Người",
    },
}
# Who says what became of a solution.
SAID_BY = {("assessments_optionstep", "enterprise"): {"channel": "portal"}}
LABELLERS = ("a_fill_scope", "a_fill_from_assessment", "a_fill_from_grant")
WRITERS = ("ministry", "department", "corporation", "support", "enterprise")


def labelled_tables(owner):
    """{table: the trigger that says whose a row is}"""
    with owner.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname = ANY (%s)",
            [list(LABELLERS)],
        )
        return dict(cursor.fetchall())


def composite_keys(owner):
    """(table, column, parent table, constraint) of every key that also compares the owner."""
    with owner.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, attname, confrelid::regclass::text, conname"
            " FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]"
            " WHERE contype = 'f' AND cardinality(conkey) = 2 ORDER BY 1, 2"
        )
        return cursor.fetchall()


def fresh(world, table, row):
    """A row like this one that could be entered beside it."""
    copy = {name: value for name, value in row.items() if name != "id"}
    copy |= {name: f"{row[name]}x" for name in TEXT_KEYS if row.get(name)}
    copy |= {name: row[name] + 1000 for name in NUMBER_KEYS if row.get(name)}
    copy |= FIXED.get(table, {})
    if table in ("reports_report", "reports_paperreport"):
        copy["round_id"] = world.first("reports_reportinground", code="thu-2015")["id"]
    if table == "reports_outgoingdocument":
        taken = {paper["version_id"] for paper in world.rows[table]}
        drafts = (v for v in world.rows["reports_reportversion"] if not v["is_submitted"])
        ours = [v for v in drafts if v["owner_id"] == row["owner_id"] and v["id"] not in taken]
        copy |= {"version_id": ours[0]["id"]} if ours else {}
        copy["number"] = 1000
    if row.get("kind") == "report":
        copy["kind"] = "reconciliation"
    if table in ("outreach_activityzone", "outreach_distinctpair"):
        others = [a for a in world.rows["outreach_activity"] if a["owner_id"] == row["owner_id"]]
        keys = sorted(a["id"] for a in others)
        copy |= {"activity_id": keys[-1]} if "zone_id" in copy else {"activity_id": keys[0]}
        if "other_id" in copy:
            copy["other_id"] = keys[-1]
    if table == "assessments_checklistanswer":
        copy["item_id"] = world.rows["assessments_checklistitem"][-1]["id"]
    if table == "reports_consolidationpart":
        versions = [v for v in world.rows["reports_reportversion"] if v["is_submitted"]]
        copy["version_id"] = versions[-1]["id"]
    return copy


def own_rows(world, table, *, of, unfrozen=True):
    rows = [row for row in world.rows[table] if oracle.inserts(of, table, row, world)]
    submitted = {v["id"] for v in world.rows["reports_reportversion"] if v["is_submitted"]}
    return [r for r in rows if not (unfrozen and r.get("version_id") in submitted)] or rows


def writers(world, table):
    """The first identity of each kind that has entered something here."""
    for kind in WRITERS:
        of_kind = [who for who in world.identities if who.kind == kind]
        yield from [who for who in of_kind if own_rows(world, table, of=who)][:1]


def wrong_labels(owner, world, table):
    """Rows that end up labelled as the client said and not as the database knows."""
    return [
        who.name
        for who in writers(world, table)
        if _label_after_entering(owner, world, table, who) != "own"
        or _label_after_changing(owner, world, table, who) != "own"
    ]


def _forged(row, who, world):
    other = next(o["id"] for o in world.rows["organisations_organisation"] if o["id"] != who)
    return {name: other for name in ("owner_id", *SCOPES) if name in row}


def _label_after_entering(owner, world, table, who):
    row = own_rows(world, table, of=who)[-1]
    labels = _forged(row, who.organisation, world)
    said = SAID_BY.get((table, who.kind), {})
    statement, values = insertion(table, fresh(world, table, row) | said | labels)
    returning = sql.SQL(" RETURNING ") + _columns(labels)
    # A site is entered without its enterprise, by a department without corporation: nobody names
    # these; a corporation says the province, and the department is that one's.
    named_by_nobody = {"corporation_id", "enterprise_id"} if table.endswith("establishment") else ()
    wanted = [
        None if name in named_by_nobody and row[name] != who.organisation else row[name]
        for name in labels
    ]
    return _outcome(owner, who, statement + returning, values, wanted)


def _label_after_changing(owner, world, table, who):
    row = own_rows(world, table, of=who)[-1]
    if not oracle.updates(who, table, row, world):
        return "own"
    labels = _forged(row, who.organisation, world)
    assignments = sql.SQL(", ").join(
        sql.SQL("{} = %s").format(sql.Identifier(name)) for name in labels
    )
    statement = sql.SQL("UPDATE {} SET {} WHERE id = %s RETURNING {}").format(
        sql.Identifier(table), assignments, _columns(labels)
    )
    wanted = [row[name] for name in labels]
    return _outcome(owner, who, statement, [*labels.values(), row["id"]], wanted)


def _columns(names):
    return sql.SQL(", ").join(map(sql.Identifier, names))


def _outcome(owner, who, statement, values, wanted):
    with asking_as(owner, who) as cursor:
        try:
            cursor.execute(statement, values)
        except owner.Error as error:
            return error.diag.message_primary
        return "own" if cursor.fetchone() == tuple(wanted) else "as the client said"


WRITTEN_BY_FUNCTIONS = [
    *oracle.WRITTEN_BY_FUNCTIONS,
    *oracle.WRITTEN_OF_ASSESSMENTS,
    "assessments_optionreason",
    "assessments_grantstep",
]
# Owned tables that clients enter no rows into: a function or a trigger says whose a row is.
LABELLED_OTHERWISE = {
    "organisations_history",
    "reports_receipt",
    "reports_arrival",
    "reports_review",
    "reports_requeststep",
    *WRITTEN_BY_FUNCTIONS,
}


@pytest.mark.parametrize("table", tables())
def test_a_row_belongs_to_whoever_asks_whatever_the_client_says(owner, world, table):
    labeller = labelled_tables(owner).get(table)
    if labeller is None:
        assert "owner_id" not in world.rows[table][0] or table in LABELLED_OTHERWISE
        return

    assert wrong_labels(owner, world, table) == []

    with owner.cursor() as cursor:
        drop = sql.SQL("DROP TRIGGER {} ON {}")
        cursor.execute(drop.format(*map(sql.Identifier, (labeller, table))))
    assert wrong_labels(owner, world, table) == [who.name for who in writers(world, table)]


@pytest.mark.parametrize("table", WRITTEN_BY_FUNCTIONS)
def test_what_functions_write_is_entered_and_given_away_by_nobody(app, world, table):
    row = world.rows[table][0]
    other = world.organisation("empty department")
    for who in world.identities:
        assert "permission denied" in refusal(app, who, *insertion(table, row)), who.name
        give = f"UPDATE {table} SET owner_id = %s"
        assert refusal(app, who, give, [other]) or _owners(app, who, table, give, other) == 0


def _owners(app, who, table, statement, organisation):
    """How many rows belong to an organisation after a statement, as it sees it itself."""
    with asking_as(app, who) as cursor:
        cursor.execute(statement, [organisation])
        cursor.execute("SELECT set_config('app.tid', %s, true)", [str(organisation)])
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


# Whose a parent is does not matter here: an assessment that others made of one's own plant.
OF_ONE_PLANT = {"grant_assessment_of_the_same_site"}
# What belongs to a plan or to a list, never to both.
PAPERS = {"plan_id", "task_list_id"}
IN_A_TERRITORY = {"enterprises_establishment"}
OF_ONE_PAPER = {"programmes_opinion": PAPERS, "programmes_revision": PAPERS}


def accepted_by(owner, world, key):
    """Who could hang a part of their own on somebody else's parent."""
    table, column, parent, name = key
    accepted = []
    for who in writers(world, table):
        own = own_rows(world, table, of=who)
        rows = [row for row in own if row[column]] or own
        # A zone is the department's in whose territory the plant lies, whoever entered the plant.
        ours = rows[-1]["department_id"] if rows and table in IN_A_TERRITORY else who.organisation
        foreign = [row for row in world.rows[parent] if row["owner_id"] != ours]
        if rows and name in OF_ONE_PLANT:
            plant = rows[-1]["establishment_id"]
            foreign = [row for row in foreign if row["establishment_id"] != plant]
        # Of two foreign parents, as pairs are kept in the order of their keys.
        for parent_row in (foreign[0], foreign[-1]) if rows else ():
            forged = fresh(world, table, rows[-1]) | {column: parent_row["id"]}
            if table in OF_ONE_PAPER and column in OF_ONE_PAPER[table]:
                forged |= dict.fromkeys(OF_ONE_PAPER[table] - {column})
                forged |= {"ordinal": 1} if "ordinal" in forged else {}
            if not refusal(owner, who, *insertion(table, forged)):
                accepted.append(who.name)
    return accepted


def test_nobody_hangs_a_part_on_a_parent_of_somebody_else(owner, world):
    for key in composite_keys(owner):
        assert accepted_by(owner, world, key) == [], key


# A trigger already refuses a parent of somebody else: deriving a figure's code, looking whether a
# run is open, carrying a solution along.
ALSO_REFUSED = {
    "step_of_the_same_assessment",
    "reports_figure_version_id_same_owner",
    "organisations_approvaldecision_approval_id_same_owner",
    "grant_option_of_the_same_assessment",
}


def test_each_composite_key_is_missed_when_it_is_gone(owner, world):
    for table, column, parent, name in composite_keys(owner):
        if name in ALSO_REFUSED:
            continue
        with owner.cursor() as cursor:
            cursor.execute(
                sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(
                    sql.Identifier(table), sql.Identifier(name)
                )
            )
        accepted = accepted_by(owner, world, (table, column, parent, name))
        owner.rollback()
        assert accepted, name
