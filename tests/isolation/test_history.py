"""Every change of a business row is kept: who, for which organisation, when, before and after."""

import pytest

from organisations.access import Owned
from tests.isolation.asking import asking_as
from tests.isolation.oracle import NATIONAL_AND_KEPT
from tests.isolation.world import our_models

WHO_AND_WHAT = (
    "SELECT action, acting_id, person_id, login, before ->> 'title', after ->> 'title'"
    " FROM organisations_history WHERE \"table\" = 'outreach_activity' AND row_id = %s ORDER BY id"
)
# Owned rows without a history, and why.
NOT_KEPT = {
    "reports.ReportVersion": "frozen by submission; a draft is replaced at every compilation",
    "reports.Fact": "frozen; a draft's are replaced in bulk",
    "reports.Figure": "frozen; a draft's are replaced in bulk",
    "reports.Document": "frozen; a draft's are replaced",
    "reports.Receipt": "never changes",
    "reports.Arrival": "never changes; a newer one corrects it",
    "reports.Review": "never changes; the next decision follows it",
    "reports.RequestStep": "never changes; the next step follows it",
    "reports.SectionEditor": "a lease of minutes",
    "reports.Consolidation": "made by a job, numbered",
    "reports.ConsolidationPart": "made by a job, numbered",
    "programmes.Revision": "never changes",
    "assessments.Contribution": "says that a person worked on something; never changes",
    "assessments.AssessmentReceipt": "never changes",
    "assessments.GrantStep": "says who took a step; never changes",
    "assessments.FollowUp": "written by the clock alone; says nothing of anybody",
    "assessments.OptionReason": "the enterprise's alone, and others read its histories",
    "enterprises.Contact": "names, phones and addresses of persons, likewise",
    "enterprises.AccountRequest": "likewise; the answer says itself who gave it and when",
    "enterprises.FormerPlacement": "is the history of where a plant belonged; never changes",
    "enterprises.RegisterCount": "follows from the register",
    "enterprises.YearLevel": "worked out from the evidence",
    "organisations.ImportRow": "staging: the file is kept, and what was written has a history",
    "organisations.HeadingChoice": "how a unit's files are read, states nothing",
    "organisations.ListFile": "written once, by a job",
    "outreach.Attendee": "names are erased, and must not stand behind what was erased",
    "organisations.LogEntry": "never changes",
    "organisations.History": "is the history",
    "organisations.Job": "the system's own work",
    "organisations.Attachment": "nothing changes but its removal, which it says itself",
    "organisations.Notification": "tells something, states nothing",
}


def test_the_database_keeps_who_did_what_for_whom(app, world):
    department = world.identity("department")
    with asking_as(app, department) as cursor:
        cursor.execute(
            "INSERT INTO outreach_activity (kind, state, title, year, raw_label, place, outlet,"
            " audience, sectors, unit, note)"
            " VALUES ('training', 'held', 'cũ', 2014, '', '', '', '', '', '', '') RETURNING id"
        )
        (pk,) = cursor.fetchone()
        cursor.execute("UPDATE outreach_activity SET title = 'mới' WHERE id = %s", [pk])
        cursor.execute("UPDATE outreach_activity SET title = 'mới' WHERE id = %s", [pk])
        cursor.execute("DELETE FROM outreach_activity WHERE id = %s", [pk])
        cursor.execute(WHO_AND_WHAT, [pk])
        kept = cursor.fetchall()

    asking = (department.organisation, department.user, "portal_app")
    assert kept == [
        ("insert", *asking, None, "cũ"),
        ("update", *asking, "cũ", "mới"),
        ("delete", *asking, "mới", None),
    ]


# An enterprise is entered by app.keep_enterprises alone; what a file entered has its batch.
@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_owned_table_keeps_its_history_or_says_why_not(owner, model):
    with owner.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass"
            " AND tgname LIKE 'z_keep_history_%%'",
            [model._meta.db_table],
        )
        (triggers,) = cursor.fetchone()

    is_kept = issubclass(model, Owned) and model._meta.label not in NOT_KEPT
    is_kept |= model._meta.label in {"organisations.Membership", "organisations.Delegation"}
    is_kept |= model._meta.db_table in NATIONAL_AND_KEPT
    events = 2 if model._meta.label == "enterprises.Enterprise" else 3
    assert triggers == (events if is_kept else 0)


def test_history_cannot_be_forged(app, world):
    for who in world.identities:
        with asking_as(app, who) as cursor:
            cursor.execute(
                "SELECT has_table_privilege(current_user, 'organisations_history',"
                " 'INSERT, UPDATE, DELETE, TRUNCATE')"
            )
            assert cursor.fetchone() == (False,), who.name


def test_a_round_put_off_is_kept_and_the_ministry_alone_reads_who_did_it(owner, world):
    asked = world.first("reports_reportinground", code="thu-2015")["id"]
    read = (
        "SELECT before ->> 'due_on', after ->> 'due_on', login FROM organisations_history"
        " WHERE \"table\" = 'reports_reportinground' AND row_id = %s AND action = 'update'"
    )
    with owner.cursor() as cursor:
        cursor.execute(
            "UPDATE reports_reportinground SET due_on = '2016-01-15' WHERE id = %s", [asked]
        )
    answers = {}
    for name in ("ministry", "department", "enterprise"):
        with asking_as(owner, world.identity(name)) as cursor:
            cursor.execute(read, [asked])
            answers[name] = cursor.fetchall()

    assert answers == {
        "ministry": [("2015-12-31", "2016-01-15", "portal_owner")],
        "department": [],
        "enterprise": [],
    }
