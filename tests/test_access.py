"""The table: every address × every persona, and what each list shows to whom.

A column is a persona (tests/access_world.py): Officer, Head, Viewer and Administrator of the
department, an officer of its neighbour; Corporation and its neighbour; Enterprise and its
neighbour; a Support centre for itself, and the same by Delegation for the department; the Ministry;
x an account without any organisation, ? nobody. What is asked for is the department's; "/group" is
its site that the corporation manages and the enterprise runs, "/alone" nobody's but its own.

    .  shown        >  done, or led on      ?  asked to sign in
    -  does not exist (404)      x  not this role (403)      !  not by this method (405)
"""

from copy import deepcopy

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from assessments.models import DemonstrationModel
from enterprises.models import Establishment
from organisations.enums import Kind
from organisations.models import Delegation, LogEntry, Membership
from organisations.tenancy import owner_login
from outreach.models import Activity
from programmes.models import (
    ActionPlan,
    FocalUnit,
    Indicator,
    LegalDocument,
    Obligation,
    Strategy,
    TaskList,
)
from reports.models import Report, ReportingRound, RoundAddressee
from tests.access_world import PERSONAS, World, write_the_file_that_all_documents_name

PAGES = """
                                    O H V A  n  C c  E e  S D  M  x ?
    home                            . . . .  .  . .  . .  . .  .  x ?
    figure/draft                    . . . .  -  - -  - -  - .  -  x ?
    figure/sent                     . . . .  -  - -  - -  - .  .  x ?
    figures                         . . . .  .  . .  . .  . .  .  x ?

    invitation                      . . . .  .  . .  . .  . .  .  . .
    account_login                   > > > >  >  > >  > >  > >  >  > .
    account_logout                  . . . .  .  . .  . .  . .  .  . >
    account_inactive                . . . .  .  . .  . .  . .  .  . .
    account_signup                  > > > >  >  > >  > >  > >  >  > .
    account_reauthenticate          . . . .  .  . .  . .  . .  .  . ?
    account_email                   - - - -  -  - -  - -  - -  -  - ?
    no_other_email                  - - - -  -  - -  - -  - -  -  - ?
    account_email_verification_sent . . . .  .  . .  . .  . .  .  . .
    account_change_password         . . . .  .  . .  . .  . .  .  . ?
    account_set_password            > > > >  >  > >  > >  > >  >  > ?
    account_reset_password          . . . .  .  . .  . .  . .  .  . .
    account_confirm_login_code      > > > >  >  > >  > >  > >  >  > >
    account_confirm_email           . . . .  .  . .  . .  . .  .  . .
    account_reset_password_from_key . . . .  .  . .  . .  . .  .  . .
    account_reset_password_from_key_done
                                    . . . .  .  . .  . .  . .  .  . .
    account_reset_password_done     . . . .  .  . .  . .  . .  .  . .
    mfa_index                       . . . .  .  . .  . .  . .  .  . ?
    mfa_authenticate                > > > >  >  > >  > >  > >  >  > >
    mfa_reauthenticate              > > > >  >  > >  > >  > >  >  > ?
    mfa_activate_totp               > > > >  >  > >  > >  > >  >  > ?
    mfa_deactivate_totp             - - - -  -  - -  - -  - -  -  - ?
    mfa_view_recovery_codes         - - - -  -  - -  - -  - -  -  - ?
    mfa_generate_recovery_codes     > > > >  >  > >  > >  > >  >  > ?
    mfa_download_recovery_codes     - - - -  -  - -  - -  - -  -  - ?

    organisations:switch            . . . .  .  . .  . .  . .  .  x ?
    organisations:members           . . . .  .  . .  . .  . x  .  x ?
    organisations:invite            x x x .  x  x x  x x  x x  x  x ?
    organisations:withdraw_invitation
                                    x x x .  -  - -  - -  - x  -  x ?
    organisations:change_role       x x x .  -  - -  - -  - x  -  x ?
    organisations:end_membership    x x x .  -  - -  - -  - x  -  x ?
    organisations:delegations       . . . .  .  . .  . .  . x  .  x ?
    organisations:delegate          x . x .  x  x x  x x  x x  x  x ?
    organisations:end_delegation    x . x .  -  - -  - -  x x  -  x ?
    organisations:job               . . . .  -  - -  - -  - .  -  x ?
    organisations:job_progress      . . . .  -  - -  - -  - .  -  x ?

    programmes:plans                . . . .  .  . .  . .  . .  .  x ?
    programmes:plan_create          . . x .  .  . .  x x  x .  x  x ?
    programmes:plan                 . . . .  -  - -  - -  - .  -  x ?
    programmes:plan_edit            . . x .  -  - -  - -  - .  -  x ?
    programmes:task_lists           . . . .  .  . .  . .  . .  .  x ?
    programmes:task_list            . . . .  -  - -  - -  - .  -  x ?
    programmes:task                 . . . .  -  - -  - -  - .  -  x ?
    programmes:focal_units          . . . .  .  . .  . .  . .  .  x ?
    programmes:focal_unit           . . . .  -  - -  - -  - .  -  x ?
    programmes:strategies           . . . .  .  . .  . .  . .  .  x ?
    programmes:strategy             . . . .  .  . .  . .  . .  .  x ?
    programmes:documents            . . . .  .  . .  . .  . .  .  x ?
    programmes:document/own         . . . .  -  - -  - -  - .  -  x ?
    programmes:document/national    . . . .  .  . .  . .  . .  .  x ?
    programmes:obligations          . . . .  .  . .  . .  . .  .  x ?
    programmes:indicators           . . . .  .  . .  . .  . .  .  x ?
    programmes:indicator            . . . .  .  . .  . .  . .  .  x ?

    outreach:activities             . . . .  .  . .  . .  . .  .  x ?
    outreach:activity_create        . . x .  .  . .  x x  . .  x  x ?
    outreach:activity               . . . .  -  - -  - -  - .  -  x ?
    outreach:activity_edit          . . x .  -  - -  - -  - .  -  x ?
    enterprises:establishments      . . . .  .  . .  . .  . .  .  x ?
    enterprises:establishment/alone . . . .  -  - -  - -  - .  .  x ?
    enterprises:establishment/group . . . .  -  . -  . -  - .  .  x ?
    assessments:models              . . . .  .  . .  . .  . .  .  x ?
    assessments:model/alone         . . . .  -  - -  - -  - .  -  x ?
    assessments:model/group         . . . .  -  . -  . -  - .  -  x ?

    reports:rounds                  . . . .  .  . .  . .  . .  .  x ?
    reports:round                   . . . .  .  . .  . .  . .  .  x ?
    reports:reports                 . . . .  .  . .  . .  . .  .  x ?
    reports:report/draft            . . . .  -  - -  - -  - .  -  x ?
    reports:report/sent             . . . .  -  - -  - -  - .  .  x ?
    reports:version/draft           . . . .  -  - -  - -  - .  -  x ?
    reports:version/sent            . . . .  -  - -  - -  - .  .  x ?
    reports:submit/draft            x . x x  -  - -  - -  - x  -  x ?
    reports:submit/sent             x > x x  -  - -  - -  - x  x  x ?
    reports:receipt                 . . . .  -  - -  - -  - .  .  x ?
    reports:document/draft          . . . .  -  - -  - -  - .  -  x ?
    reports:document/sent           . . . .  -  - -  - -  - .  .  x ?
    reports:document/internal       . . . .  -  - -  - -  - .  -  x ?
    reports:document/collected      - - - -  -  - -  - -  - -  .  x ?
    reports:reconciliation/draft    . . . .  -  - -  - -  - .  -  x ?
    reports:reconciliation/sent     . . . .  -  - -  - -  - .  -  x ?
    reports:declare_nil/draft       . . x .  -  - -  - -  - .  -  x ?
    reports:declare_nil/sent        . . x .  -  - -  - -  - .  x  x ?
    reports:words:sections/draft    . . x .  -  - -  - -  - .  -  x ?
    reports:words:sections/sent     . . x .  -  - -  - -  - .  -  x ?
    reports:words:section           . . x .  -  - -  - -  - .  -  x ?
    reports:words:claims            . . x .  -  - -  - -  - .  -  x ?
    reports:words:claim_create      . . x .  -  - -  - -  - .  -  x ?
    reports:words:claim             . . x .  -  - -  - -  - .  -  x ?
    reports:words:claim_delete      . . x .  -  - -  - -  - .  -  x ?
    reports:words:requests          . . x .  -  - -  - -  - .  -  x ?
    reports:words:request_create    . . x .  -  - -  - -  - .  -  x ?
    reports:words:request           . . x .  -  - -  - -  - .  -  x ?
    reports:words:request_delete    . . x .  -  - -  - -  - .  -  x ?
"""

# Sent without any content, so that "." means: let in, and told what is missing.
VERBS = """
                                    O H V A  n  C c  E e  S D  M  x ?
    figures                         . . . .  .  . .  . .  . .  .  x ?
    invitation                      . . . .  .  . .  . .  . .  .  . .
    invitation_accept               - - - -  -  - -  - -  - -  -  - ?
    account_login                   > > > >  >  > >  > >  > >  >  > .
    account_logout                  > > > >  >  > >  > >  > >  >  > >
    account_signup                  > > > >  >  > >  > >  > >  >  > .
    account_reauthenticate          . . . .  .  . .  . .  . .  .  . ?
    account_email                   - - - -  -  - -  - -  - -  -  - ?
    no_other_email                  - - - -  -  - -  - -  - -  -  - ?
    account_change_password         . . . .  .  . .  . .  . .  .  . ?
    account_set_password            > > > >  >  > >  > >  > >  >  > ?
    account_reset_password          . . . .  .  . .  . .  . .  .  . .
    account_confirm_login_code      > > > >  >  > >  > >  > >  >  > >
    account_confirm_email           - - - -  -  - -  - -  - -  -  - -
    account_reset_password_from_key . . . .  .  . .  . .  . .  .  . .
    mfa_authenticate                > > > >  >  > >  > >  > >  >  > >
    mfa_reauthenticate              > > > >  >  > >  > >  > >  >  > ?
    mfa_activate_totp               > > > >  >  > >  > >  > >  >  > ?
    mfa_deactivate_totp             - - - -  -  - -  - -  - -  -  - ?
    mfa_generate_recovery_codes     > > > >  >  > >  > >  > >  >  > ?

    organisations:choose            > > > >  -  - -  - -  > >  -  x ?
    organisations:invite            x x x .  x  x x  x x  x x  x  x ?
    organisations:withdraw_invitation
                                    x x x >  -  - -  - -  - x  -  x ?
    organisations:change_role       x x x .  -  - -  - -  - x  -  x ?
    organisations:end_membership    x x x >  -  - -  - -  - x  -  x ?
    organisations:delegate          x . x .  x  x x  x x  x x  x  x ?
    organisations:end_delegation    x > x >  -  - -  - -  x x  -  x ?

    programmes:plan_create          . . x .  .  . .  x x  x .  x  x ?
    programmes:plan_edit            . . x .  -  - -  - -  - .  -  x ?
    outreach:activity_create        . . x .  .  . .  x x  . .  x  x ?
    outreach:activity_edit          . . x .  -  - -  - -  - .  -  x ?

    reports:open                    > > x >  >  > >  x x  x >  x  x ?
    reports:consolidate             x x x x  x  x x  x x  x x  >  x ?
    reports:submit/draft            x > x x  -  - -  - -  - x  -  x ?
    reports:submit/sent             x > x x  -  - -  - -  - x  x  x ?
    reports:compile/draft           > > x >  -  - -  - -  - >  -  x ?
    reports:compile/sent            > > x >  -  - -  - -  - >  x  x ?
    reports:declare_nil/draft       . . x .  -  - -  - -  - .  -  x ?
    reports:declare_nil/sent        . . x .  -  - -  - -  - .  x  x ?
    reports:withdraw_nil            > > x >  -  - -  - -  - >  -  x ?
    reports:words:section           . . x .  -  - -  - -  - .  -  x ?
    reports:words:claim_create      . . x .  -  - -  - -  - .  -  x ?
    reports:words:claim             . . x .  -  - -  - -  - .  -  x ?
    reports:words:claim_delete      > > x >  -  - -  - -  - >  -  x ?
    reports:words:request_create    . . x .  -  - -  - -  - .  -  x ?
    reports:words:request           . . x .  -  - -  - -  - .  -  x ?
    reports:words:request_delete    > > x >  -  - -  - -  - >  -  x ?
"""

STATUS = {200: ".", 403: "x", 404: "-", 405: "!"}
# Addresses that name a record of everybody's, not of the department.
NATIONAL = {
    "invitation",
    "invitation_accept",
    "account_confirm_email",
    "account_reset_password_from_key",
    "programmes:strategy",
    "programmes:document/national",
    "programmes:indicator",
    "reports:round",
    "reports:open",
    "reports:consolidate",
}
WRITES = ("INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE")


def rows_of(table):
    """{row: {persona: symbol}}"""
    letters, *words = table.split()
    personas = [letters, *words[: len(PERSONAS) - 1]]
    cells = words[len(PERSONAS) - 1 :]
    width = len(PERSONAS) + 1
    return {
        cells[start]: dict(zip(personas, cells[start + 1 : start + width], strict=True))
        for start in range(0, len(cells), width)
    }


def column(table, persona):
    return {row: symbols[persona] for row, symbols in rows_of(table).items()}


def names_in(*tables):
    return {row.split("/")[0] for table in tables for row in rows_of(table)}


def url_names(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from url_names(pattern.url_patterns, prefix + inner)
        else:
            yield f"{prefix}{pattern.name}"


def symbol_of(response):
    if response.status_code == 302:
        return "?" if response.url.startswith(f"{reverse('account_login')}?") else ">"
    return STATUS.get(response.status_code, str(response.status_code))


class Visitor:
    """One persona in a browser of their own; every request is undone."""

    def __init__(self, world, persona):
        self.world = world
        self.client = Client(raise_request_exception=False)
        world.sign_in(self.client, persona)

    def get(self, row):
        return self._ask(self.client.get, row, {})

    def post(self, row):
        return self._ask(self.client.post, row, {"organisation": self.world.department.pk})

    def _ask(self, method, row, data):
        url = reverse(row.split("/")[0], args=self.world.target(row))
        cookies = deepcopy(self.client.cookies)
        with transaction.atomic():
            response = method(url, data)
            transaction.set_rollback(True)
        self.client.cookies = cookies
        if response.streaming:
            list(response)  # read to its end, the file is closed
        return response


class Writes(list):
    """Statements that change a table; a session may be kept, also on GET."""

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES) and '"django_session"' not in sql:
            self.append(sql)
        return execute(sql, params, many, context)


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """Made once: what a request does to it is undone behind the request."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def world(country):
    write_the_file_that_all_documents_name()
    return country


def test_every_address_is_in_the_table_and_nothing_else():
    assert names_in(PAGES, VERBS) == set(url_names(get_resolver().url_patterns))


def test_every_row_says_it_for_every_persona():
    for table in (PAGES, VERBS):
        for symbols in rows_of(table).values():
            assert list(symbols) == list(PERSONAS)
            assert set(symbols.values()) <= {*".>?-x"}


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_page_for(persona, world):
    visitor, writes = Visitor(world, persona), Writes()

    with connection.execute_wrapper(writes):
        seen = {row: symbol_of(visitor.get(row)) for row in rows_of(PAGES)}

    assert seen == column(PAGES, persona)
    assert writes == []


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_verb_for(persona, world):
    visitor = Visitor(world, persona)

    assert {row: symbol_of(visitor.post(row)) for row in rows_of(VERBS)} == column(VERBS, persona)


def test_a_verb_refuses_get_and_a_page_refuses_post(world):
    officer = Visitor(world, "O")
    pages, verbs = set(rows_of(PAGES)), set(rows_of(VERBS))
    # The download of recovery codes is not there at all before there are any.
    pages_only = pages - verbs - {"mfa_download_recovery_codes"}

    assert {row: symbol_of(officer.get(row)) for row in verbs - pages} == dict.fromkeys(
        verbs - pages, "!"
    )
    assert {row: symbol_of(officer.post(row)) for row in pages_only} == dict.fromkeys(
        pages_only, "!"
    )


def test_no_stranger_is_ever_told_that_a_record_of_the_department_exists(world):
    ours = set(world.targets) - NATIONAL
    told = {
        (row, persona)
        for table in (PAGES, VERBS)
        for row, symbols in rows_of(table).items()
        if row in ours and not row.endswith("/group")
        for persona in "nCcEe"
        if symbols[persona] != "-"
    }

    assert told == set()


def test_writes_are_noticed(world):
    writes = Writes()

    with connection.execute_wrapper(writes):
        Visitor(world, "O").post("reports:compile/draft")

    assert writes != []


SCOPE = {
    Kind.DEPARTMENT: "department",
    Kind.CORPORATION: "corporation",
    Kind.ENTERPRISE: "enterprise",
    Kind.SUPPORT: "support",
    Kind.MINISTRY: "owner",
}


def owned(unit):
    return Q(owner=unit)


def owned_or_national(unit):
    return Q(owner=unit) | Q(is_national=True)


def in_the_territory(unit):
    return Q(**{SCOPE[unit.kind]: unit})


def in_the_register(unit):
    return Q() if unit.kind == Kind.MINISTRY else in_the_territory(unit)


def owned_or_sent_to_the_ministry(unit):
    return Q(is_submitted=True) if unit.kind == Kind.MINISTRY else Q(owner=unit)


def of_the_organisation(unit):
    return Q(organisation=unit)


def on_either_side(unit):
    return Q(principal=unit) | Q(delegate=unit)


def everything(unit):
    return Q()


# What a list must show, said again without the portal's own filters.
LISTS = {
    "organisations:members": (Membership, of_the_organisation),
    "organisations:delegations": (Delegation, on_either_side),
    "programmes:plans": (ActionPlan, owned),
    "programmes:task_lists": (TaskList, owned),
    "programmes:focal_units": (FocalUnit, owned),
    "programmes:strategies": (Strategy, everything),
    "programmes:documents": (LegalDocument, owned_or_national),
    "programmes:obligations": (Obligation, everything),
    "programmes:indicators": (Indicator, everything),
    "outreach:activities": (Activity, in_the_territory),
    "enterprises:establishments": (Establishment, in_the_register),
    "assessments:models": (DemonstrationModel, in_the_territory),
    "reports:rounds": (ReportingRound, everything),
    "reports:reports": (Report, owned_or_sent_to_the_ministry),
}


def keys_of(rows):
    return sorted(row.pk for row in rows)


@pytest.mark.parametrize("persona", [persona for persona in PERSONAS if persona not in "x?"])
def test_every_list_shows_exactly_its_own_rows_to(persona, world):
    visitor, unit = Visitor(world, persona), world.unit_of(persona)
    shown = {row for row, symbol in column(PAGES, persona).items() if symbol == "."} & set(LISTS)

    seen = {row: keys_of(visitor.get(row).context["object_list"]) for row in shown}

    with owner_login():
        expected = {
            row: keys_of(LISTS[row][0].objects.filter(LISTS[row][1](unit))) for row in shown
        }
    assert seen == expected


def test_lists_that_could_leak_have_rows_of_several_owners(world):
    with owner_login():
        for model, which in LISTS.values():
            if which is not everything:
                ours = model.objects.filter(which(world.department)).count()
                assert 0 < ours < model.objects.count(), model


@pytest.mark.parametrize("persona", ["O", "n", "C", "D", "M"])
def test_the_pages_of_rounds_name_only_units_one_may_know_of(persona, world):
    visitor, unit = Visitor(world, persona), world.unit_of(persona)

    home, page = visitor.get("home").context, visitor.get("reports:round").context

    with owner_login():
        owing = RoundAddressee.objects.filter(round=page["object"])
        everybody = {row.organisation_id for row in owing}
        log = LogEntry.objects.filter(owner=unit)
        assert keys_of(home["log"]) == keys_of(log)
    named = {standing.organisation.pk for standing in page["standings"]}
    assert named == (everybody if persona == "M" else {unit.pk})
    assert len(everybody) > 1
