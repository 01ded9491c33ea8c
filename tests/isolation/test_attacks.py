"""What somebody might try with SQL of their own, as the application's real login."""

import hashlib

import psycopg2
import pytest
from django.db import transaction

from assessments.models import DemonstrationModel
from organisations.models import LogEntry, Membership
from organisations.tenancy import use_tenant
from outreach.models import Activity
from programmes.models import LegalDocument
from tests.isolation import oracle
from tests.isolation.asking import asking_as, refusal
from tests.isolation.test_reading import BUSINESS
from tests.isolation.world import tables

MODEL = "assessments_demonstrationmodel"


def own_and_foreign(world, table, unit="department", other="neighbour"):
    return [world.first(table, owner_id=world.organisation(name)) for name in (unit, other)]


def test_the_bare_login_cannot_make_itself_a_member(app, world):
    bare = world.identity("app")
    unit, person = world.organisation("neighbour"), world.people["department"].pk
    entry = (
        "INSERT INTO organisations_membership (user_id, organisation_id, kind, role, valid_from)"
        " VALUES (%s, %s, 'department', 'head', '2015-01-01')"
    )

    for who in (bare, world.identity("department"), world.identity("neighbour")):
        assert "permission denied" in refusal(app, who, entry, [person, unit])
    assert "permission denied" in refusal(
        app, bare, "UPDATE organisations_membership SET organisation_id = %s", [unit]
    )


def test_a_membership_cannot_be_handed_to_another_account(app, world):
    """Else anybody could be made a colleague, and colleagues' names may be read."""
    department = world.identity("department")
    stranger = world.first(
        "organisations_membership", organisation_id=world.organisation("support")
    )
    with asking_as(app, department) as cursor:
        cursor.execute(
            "UPDATE organisations_membership SET user_id = %s, valid_from = '1990-01-01'",
            [stranger["user_id"]],
        )
        cursor.execute("SELECT user_id, valid_from::text FROM organisations_membership")
        seen = set(cursor.fetchall())

    assert seen == {
        (row["user_id"], row["valid_from"])
        for row in world.rows["organisations_membership"]
        if department.organisation == row["organisation_id"] or department.user == row["user_id"]
    }


def test_an_invitation_opens_the_door_once(owner, world):
    """The function is the only door, and only the bare login has its key."""
    bare = world.identity("app")
    invitation = world.first(
        "organisations_invitation", organisation_id=world.organisation("neighbour")
    )
    call = "SELECT app.accept_invitation(%s, %s)"
    guest = [invitation["token_hash"], world.people["corporation"].pk]
    invited = "UPDATE organisations_invitation SET email = %s WHERE id = %s"

    for who in world.identities:
        if who != bare:
            assert "permission denied" in refusal(owner, who, call, guest)
    with asking_as(owner, bare) as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(invited, [world.people["corporation"].email.upper(), invitation["id"]])
        cursor.execute("SET LOCAL ROLE portal_app")
        answers = []
        for _ in range(2):
            cursor.execute(call, guest)
            answers.append(cursor.fetchone()[0])
        cursor.execute(
            "SELECT role, kind FROM organisations_membership WHERE user_id = %s"
            " AND organisation_id = %s",
            [guest[1], invitation["organisation_id"]],
        )
        made = cursor.fetchall()

    assert answers == [invitation["organisation_id"], None]
    assert made == [(invitation["role"], "department")]


@pytest.mark.parametrize("spoil", ["expires_at = '2010-01-01'", "accepted_at = '2015-01-01'"])
def test_an_invitation_that_is_over_opens_nothing(owner, world, spoil):
    invitation = world.rows["organisations_invitation"][0]
    with owner.cursor() as cursor:
        cursor.execute(
            f"UPDATE organisations_invitation SET {spoil} WHERE id = %s", [invitation["id"]]
        )
    with asking_as(owner, world.identity("app")) as cursor:
        cursor.execute("SELECT app.accept_invitation(%s, 1)", [invitation["token_hash"]])
        assert cursor.fetchone() == (None,)
        cursor.execute(
            "SELECT app.accept_invitation(%s, 1)", [hashlib.sha256(b"guess").hexdigest()]
        )
        assert cursor.fetchone() == (None,)


@pytest.mark.parametrize("table", ["programmes_legaldocument", "programmes_target"])
@pytest.mark.parametrize("unit", ["department", "corporation"])
def test_only_the_ministry_makes_a_row_national(app, world, table, unit):
    row = world.first(table, owner_id=world.organisation(unit))
    nationalise = f"UPDATE {table} SET is_national = true WHERE id = %s"

    answer = refusal(app, world.identity(unit), nationalise, [row["id"]])

    assert "row-level security" in answer


def test_a_model_cannot_be_hung_on_a_site_of_somebody_else(app, world):
    department = world.identity("department")
    model, _ = own_and_foreign(world, MODEL)
    _, theirs = own_and_foreign(world, "enterprises_establishment")
    move = f"UPDATE {MODEL} SET establishment_id = %s WHERE id = %s"

    answers = {
        refusal(app, department, move, [site, model["id"]]) for site in (theirs["id"], 999_999_999)
    }

    assert answers == {"Không có cơ sở này."}


def test_a_model_moved_between_own_sites_takes_the_new_sites_readers(app, world):
    department = world.identity("department")
    own = {"owner_id": department.organisation}
    corporation = world.organisation("corporation")
    managed = world.first("enterprises_establishment", corporation_id=corporation, **own)
    plain = world.first("enterprises_establishment", corporation_id=None, **own)
    model = world.first(MODEL, owner_id=department.organisation, establishment_id=managed["id"])
    with asking_as(app, department) as cursor:
        cursor.execute(
            f"UPDATE {MODEL} SET establishment_id = %s WHERE id = %s"
            " RETURNING department_id, corporation_id, enterprise_id",
            [plain["id"], model["id"]],
        )
        assert cursor.fetchone() == (department.organisation, None, None)


# An enterprise writes down its own people, equipment and money for cleaner production, and what is
# known of its plants; it assesses itself, says what became of solutions and asks for support.
ASSESSED = {"assessments_assessment", *oracle.ASSESSED, *oracle.ASSESSED_LATER}
ASSESSED |= {"assessments_supportgrant"}
THEIRS = {*oracle.CAPACITY, *oracle.SAID_BY_ALL, *ASSESSED}
NOT_THEIRS = [t for t in tables() if t.startswith(BUSINESS) and t not in THEIRS]


@pytest.mark.parametrize("table", NOT_THEIRS)
def test_enterprises_enter_and_change_nothing_in_the_business_apps(app, world, table):
    for name in ("enterprise", "other enterprise"):
        who = world.identity(name)
        for verb in (f"INSERT INTO {table} DEFAULT VALUES", f"DELETE FROM {table}"):
            assert "permission denied" in refusal(app, who, verb)


def test_a_job_of_a_neighbours_subject_does_not_block_the_neighbour(app, world):
    ask = (
        "INSERT INTO organisations_job (kind, subject_id, state, step, done, total, attempts,"
        " error, created_at) VALUES ('compile_report', %s, 'queued', '', 0, 0, 0, '', now())"
    )
    report = world.first("reports_report", owner_id=world.organisation("neighbour"))["id"]

    with asking_as(app, world.identity("department")) as cursor:
        cursor.execute(ask, [report])
        assert refusal(app, world.identity("neighbour"), ask, [report]) == ""


def test_a_colleagues_password_hash_cannot_be_read(app, world):
    for who in world.identities:
        if who.kind != "app":
            answer = refusal(app, who, "SELECT password FROM organisations_user")
            assert "permission denied" in answer, who.name


def test_the_clock_can_be_moved_by_the_owners_login_alone(app, world):
    for who in world.identities:
        answer = refusal(app, who, "INSERT INTO app.clock (fixed) VALUES ('2000-01-01')")
        assert "permission denied" in answer, who.name


def test_whoever_moves_the_clock_is_written_down_for_good(owner):
    with owner.cursor() as cursor:
        cursor.execute("INSERT INTO app.clock (fixed) VALUES ('2000-01-01')")
        cursor.execute("UPDATE app.clock SET fixed = '2001-01-01'")
        cursor.execute("DELETE FROM app.clock")
        cursor.execute(
            "SELECT action, extract(year FROM fixed)::int, login FROM app.clock_change"
            " WHERE at > now() ORDER BY id"
        )
        assert cursor.fetchall() == [
            ("insert", 2000, "portal_owner"),
            ("update", 2001, "portal_owner"),
            ("delete", None, "portal_owner"),
        ]
    for erase in (
        "DELETE FROM app.clock_change",
        "UPDATE app.clock_change SET login = 'x'",
        "TRUNCATE app.clock_change",
        "TRUNCATE app.clock",
    ):
        with owner.cursor() as cursor:
            cursor.execute("SAVEPOINT before")
            with pytest.raises(psycopg2.errors.RaiseException):
                cursor.execute(erase)
            cursor.execute("ROLLBACK TO SAVEPOINT before")


def test_the_orm_cannot_give_a_row_away_either(production, world):
    person, neighbour = world.people["department"], world.people["neighbour"].access.organisation
    with use_tenant(person.access.tenant), transaction.atomic():
        activity = Activity.objects.create(
            owner=neighbour, department=neighbour, kind="training", title="x", year=2014
        )
        Activity.objects.filter(pk=activity.pk).update(owner=neighbour, department=neighbour)
        activity.refresh_from_db()
        document = LegalDocument(type="decision", title="x", owner=neighbour)
        LegalDocument.objects.bulk_create([document])
        document.refresh_from_db()
        entry = LogEntry.objects.create(
            owner=neighbour, actor_name="x", verb="create", subject_type="x", subject_id=1
        )
        transaction.set_rollback(True)

    assert {activity.owner_id, activity.department_id, document.owner_id, entry.owner_id} == {
        person.access.organisation.pk
    }


def test_rows_of_a_neighbour_do_not_exist_for_update_and_delete(production, world):
    theirs = [
        (Activity, own_and_foreign(world, "outreach_activity")[1]),
        (DemonstrationModel, own_and_foreign(world, MODEL)[1]),
        (Membership, world.rows["organisations_membership"][-1]),
    ]
    with use_tenant(world.people["department"].access.tenant), transaction.atomic():
        for model, row in theirs:
            rows = model.objects.filter(pk=row["id"])
            assert not rows.exists()
            assert rows.update(id=row["id"]) == 0


def test_a_neighbours_row_cannot_be_overwritten_by_its_key(app, world):
    """ON CONFLICT meets the row that the policies hide."""
    ours, theirs = own_and_foreign(world, "outreach_activity")
    overwrite = (
        "INSERT INTO outreach_activity SELECT * FROM jsonb_populate_record(NULL::outreach_activity,"
        " %s) ON CONFLICT (id) DO UPDATE SET title = 'của ta'"
    )
    record = psycopg2.extras.Json(ours | {"id": theirs["id"]})

    answer = refusal(app, world.identity("department"), overwrite, [record])

    assert "row-level security" in answer


def test_a_log_entry_is_dated_by_the_database(app, world):
    entry = (
        "INSERT INTO organisations_logentry (actor_name, on_behalf, verb, subject_type, subject_id,"
        " subject_label, from_state, to_state, comment, at)"
        " VALUES ('x', false, 'create', 'x', 1, 'x', '', '', '', '2000-01-01')"
        " RETURNING at > now() - interval '1 minute'"
    )
    with asking_as(app, world.identity("department")) as cursor:
        cursor.execute(entry)
        assert cursor.fetchone() == (True,)


def test_the_kind_of_an_organisation_is_not_the_clients_to_say(app, world):
    """Else an invitation from a department could make somebody a member of a "ministry"."""
    department = world.identity("department")
    invite = (
        "INSERT INTO organisations_invitation (organisation_id, organisation_name, kind, email,"
        " full_name, role, token_hash, invited_by_name, created_at, expires_at)"
        " VALUES (%s, '', 'ministry', 'x@vi-du.vn', '', 'head', 'x', '', now(), now())"
        " RETURNING kind"
    )
    delegate = (
        "INSERT INTO organisations_delegation (principal_id, principal_kind, delegate_id, role,"
        " basis, valid_from, valid_to)"
        " VALUES (%s, 'ministry', %s, 'officer', '', now(), '2090-01-01')"
        " RETURNING principal_kind"
    )
    with asking_as(app, department) as cursor:
        cursor.execute(invite, [department.organisation])
        invited = cursor.fetchone()
        cursor.execute("UPDATE organisations_membership SET kind = 'ministry' RETURNING kind")
        members = set(cursor.fetchall())
        cursor.execute(delegate, [department.organisation, world.organisation("other support")])
        delegated = cursor.fetchone()

    assert {invited, delegated, *members} == {("department",)}


@pytest.mark.parametrize("name", ["department", "corporation", "enterprise", "support"])
def test_a_membership_moved_to_the_ministry_stays_what_and_where_it_is(app, world, name):
    """The kind follows the organisation that is stored, not the one the client asked for."""
    who = world.identity(name)
    move = (
        "UPDATE organisations_membership SET organisation_id = %s WHERE organisation_id = %s"
        " RETURNING organisation_id, kind"
    )
    with asking_as(app, who) as cursor:
        cursor.execute(move, [world.organisation("ministry"), who.organisation])
        assert set(cursor.fetchall()) == {(who.organisation, who.kind)}


@pytest.mark.parametrize("name", ["department", "corporation"])
def test_a_delegation_or_invitation_cannot_be_made_the_ministrys(app, world, name):
    who, ministry = world.identity(name), world.organisation("ministry")
    give = "UPDATE organisations_delegation SET principal_id = %s, principal_kind = 'ministry'"
    invite = "UPDATE organisations_invitation SET organisation_id = %s, kind = 'ministry'"

    assert "row-level security" in refusal(app, who, give, [ministry])
    assert "permission denied" in refusal(app, who, invite, [ministry])


def test_a_delegation_goes_to_a_support_unit_and_has_an_end(app, world):
    department = world.identity("department")
    give = (
        "INSERT INTO organisations_delegation (principal_id, principal_kind, delegate_id, role,"
        " basis, valid_from, valid_to) VALUES (%s, '', %s, 'officer', '', '2020-01-01', %s)"
    )

    def answer(delegate, valid_to="2020-12-31"):
        return refusal(app, department, give, [department.organisation, delegate, valid_to])

    assert answer(world.organisation("other support")) == ""
    assert "delegation_has_an_end" in answer(world.organisation("other support"), None)
    assert "delegation_once_at_a_time" in answer(world.organisation("support"))
    to_others = {answer(world.organisation(name)) for name in ("enterprise", "neighbour")}
    assert to_others | {answer(10**9)} == {"Chỉ ủy quyền cho đơn vị hỗ trợ, tư vấn."}


def test_a_log_entry_is_of_the_person_who_asks(app, world):
    department, other = world.identity("department"), world.people["neighbour"].pk
    entry = (
        "INSERT INTO organisations_logentry (actor_id, actor_name, on_behalf, verb, subject_type,"
        " subject_id, subject_label, from_state, to_state, comment)"
        " VALUES (%s, 'x', false, 'create', 'x', 1, 'x', '', '', '') RETURNING actor_id"
    )
    with asking_as(app, department) as cursor:
        cursor.execute(entry, [other])
        assert cursor.fetchone() == (department.user,)


def test_nobody_changes_the_own_role(app, world):
    who = world.identity("department")
    own = (
        "UPDATE organisations_membership SET role = 'administrator' WHERE user_id = %s"
        " RETURNING role"
    )
    with asking_as(app, who) as cursor:
        cursor.execute("SELECT role FROM organisations_membership WHERE user_id = %s", [who.user])
        before = cursor.fetchall()
        cursor.execute(own, [who.user])
        changed = cursor.fetchall()

    assert changed
    assert "administrator" not in {role for (role,) in changed}
    assert {role for (role,) in changed} <= {role for (role,) in before}


def test_an_invitation_makes_nobody_else_a_member(app, world):
    bare = world.identity("app")
    with asking_as(app, bare) as cursor:
        cursor.execute(
            "SELECT app.accept_invitation(token_hash, %s) FROM organisations_invitation",
            [world.people["department"].pk],
        )
        assert {joined for (joined,) in cursor} == {None}
