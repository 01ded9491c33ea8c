"""What administrators and heads may do to the people of their organisation, and its trace."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from organisations import actions, clock
from organisations.access import Access
from organisations.enums import Kind, Role, Verb
from organisations.exceptions import ActionRefused
from organisations.models import Delegation, Invitation, LogEntry, Membership
from organisations.tenancy import owner_login, use_tenant
from tests.factories import make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db


def membership_of(user):
    with owner_login():
        return Membership.objects.get(user=user)


def make_invitation(access, **fields):
    invitation = Invitation(
        **{"email": "moi@vi-du.vn", "full_name": "Người Mới", "role": Role.OFFICER} | fields
    )
    return actions.invite(invitation, access=access, now=clock.now())


def logged(organisation):
    with owner_login():
        rows = LogEntry.objects.filter(owner=organisation).order_by("pk")
        return list(rows.values_list("verb", "actor_name", "to_state"))


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.PARTY])
def test_the_administrator_of_every_kind_of_organisation_invites_and_it_is_logged(kind):
    administrator = make_member(kind, Role.ADMINISTRATOR)

    with use_tenant(administrator.access.tenant):
        make_invitation(administrator.access)

    told = [(Verb.INVITE, administrator.full_name, Role.OFFICER)]
    assert logged(administrator.access.organisation) == told


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.HEAD])
def test_nobody_but_the_administrator_invites(role):
    person = make_member(role=role)

    with use_tenant(person.access.tenant), pytest.raises(PermissionDenied):
        make_invitation(person.access)


def test_a_member_is_not_invited_again():
    administrator = make_member(role=Role.ADMINISTRATOR)
    colleague = make_member(organisation=administrator.access.organisation)

    with use_tenant(administrator.access.tenant), pytest.raises(ActionRefused):
        make_invitation(administrator.access, email=colleague.email.upper())


def test_inviting_again_lets_the_older_link_die():
    administrator = make_member(role=Role.ADMINISTRATOR)

    with use_tenant(administrator.access.tenant):
        tokens = [make_invitation(administrator.access) for _ in range(2)]

    assert tokens[0] != tokens[1]
    with owner_login():
        assert Invitation.objects.filter(email="moi@vi-du.vn").count() == 1


def test_a_membership_ends_before_today_and_the_log_names_the_person():
    administrator = make_member(role=Role.ADMINISTRATOR)
    colleague = make_member(organisation=administrator.access.organisation)
    today = clock.today()

    with use_tenant(administrator.access.tenant):
        pk = membership_of(colleague).pk
        actions.end_membership(pk, access=administrator.access, today=today)

    assert membership_of(colleague).valid_to == today - dt.timedelta(days=1)
    with owner_login():
        assert LogEntry.objects.get().comment == colleague.full_name


def test_nobody_ends_or_changes_the_own_membership():
    administrator = make_member(role=Role.ADMINISTRATOR)
    make_member(organisation=administrator.access.organisation, role=Role.ADMINISTRATOR)
    pk, today = membership_of(administrator).pk, clock.today()

    with use_tenant(administrator.access.tenant):
        with pytest.raises(PermissionDenied):
            actions.end_membership(pk, access=administrator.access, today=today)
        with pytest.raises(PermissionDenied):
            actions.change_role(pk, Role.VIEWER, access=administrator.access, today=today)


def test_the_last_administrator_stays():
    """Reached by a second administrator whose own membership ended a moment ago."""
    last = make_member(role=Role.ADMINISTRATOR)
    gone = make_user()
    access = Access(gone, last.access.organisation, Role.ADMINISTRATOR)
    pk, today = membership_of(last).pk, clock.today()

    with use_tenant(access.tenant):
        with pytest.raises(ActionRefused, match="quản trị cuối cùng"):
            actions.end_membership(pk, access=access, today=today)
        with pytest.raises(ActionRefused, match="quản trị cuối cùng"):
            actions.change_role(pk, Role.OFFICER, access=access, today=today)


def test_a_neighbours_membership_cannot_be_ended():
    administrator, neighbour = make_member(role=Role.ADMINISTRATOR), make_member()
    pk = membership_of(neighbour).pk

    with use_tenant(administrator.access.tenant), pytest.raises(ActionRefused):
        actions.end_membership(pk, access=administrator.access, today=clock.today())

    assert membership_of(neighbour).valid_to is None


def test_a_changed_role_is_logged_with_both_roles():
    administrator = make_member(role=Role.ADMINISTRATOR)
    colleague = make_member(organisation=administrator.access.organisation)
    pk = membership_of(colleague).pk

    with use_tenant(administrator.access.tenant):
        actions.change_role(pk, Role.HEAD, access=administrator.access, today=clock.today())

    with owner_login():
        entry = LogEntry.objects.get()
    assert (entry.from_state, entry.to_state) == (Role.OFFICER, Role.HEAD)


def make_delegation(access, centre):
    delegation = Delegation(
        delegate=centre,
        role=Role.OFFICER,
        basis="Hợp đồng thử",
        valid_from=dt.date(2010, 1, 1),
        valid_to=dt.date(2090, 1, 1),
    )
    actions.give_delegation(delegation, access=access)
    return delegation


@pytest.mark.parametrize("kind", [Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION])
@pytest.mark.parametrize("role", [Role.HEAD, Role.ADMINISTRATOR])
def test_head_and_administrator_give_a_delegation_and_end_it(kind, role):
    person, centre = make_member(kind, role), make_organisation(Kind.SUPPORT)
    today = clock.today()

    with use_tenant(person.access.tenant):
        delegation = make_delegation(person.access, centre)
        actions.end_delegation(delegation.pk, access=person.access, today=today)
        with pytest.raises(ActionRefused):
            actions.end_delegation(delegation.pk, access=person.access, today=today)

    delegation.refresh_from_db()
    assert delegation.valid_to == today - dt.timedelta(days=1)
    assert [verb for verb, _who, _to in logged(person.access.organisation)] == ["create", "update"]


def test_a_second_delegation_over_the_same_days_is_refused_in_words():
    head, centre = make_member(role=Role.HEAD), make_organisation(Kind.SUPPORT)
    today = clock.today()

    with use_tenant(head.access.tenant):
        first = make_delegation(head.access, centre)
        with pytest.raises(ActionRefused, match="đã được ủy quyền trong thời gian đó"):
            make_delegation(head.access, centre)
        actions.end_delegation(first.pk, access=head.access, today=today)
        tomorrow = Delegation(
            delegate=centre,
            role=Role.OFFICER,
            basis="Hợp đồng mới",
            valid_from=today + dt.timedelta(days=1),
            valid_to=dt.date(2090, 1, 1),
        )
        actions.give_delegation(tomorrow, access=head.access)
        # Ended before it began: covers no day, stands in nobody's way.
        actions.end_delegation(tomorrow.pk, access=head.access, today=today)


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (Kind.DEPARTMENT, Role.OFFICER),
        (Kind.DEPARTMENT, Role.VIEWER),
        (Kind.ENTERPRISE, Role.ADMINISTRATOR),
        (Kind.SUPPORT, Role.HEAD),
    ],
)
def test_others_delegate_nothing(kind, role):
    person, centre = make_member(kind, role), make_organisation(Kind.SUPPORT)

    with use_tenant(person.access.tenant), pytest.raises(PermissionDenied):
        make_delegation(person.access, centre)


def test_the_delegate_cannot_end_what_it_was_given():
    head = make_member(role=Role.HEAD)
    centre = make_member(Kind.SUPPORT, Role.HEAD)
    with use_tenant(head.access.tenant):
        delegation = make_delegation(head.access, centre.access.organisation)

    with use_tenant(centre.access.tenant), pytest.raises(PermissionDenied):
        actions.end_delegation(delegation.pk, access=centre.access, today=clock.today())


def test_a_person_by_delegation_manages_nobody():
    access = Access(make_user(), make_organisation(), Role.OFFICER, on_behalf=True)

    with use_tenant(access.tenant), pytest.raises(PermissionDenied):
        make_invitation(access)


def test_the_time_of_a_log_line_is_the_databases():
    person = make_member()

    with use_tenant(person.access.tenant):
        before = clock.now()
        entry = actions.log(person.access, Verb.UPDATE, person.access.organisation)
        entry.refresh_from_db()

        assert before <= entry.at <= clock.now()
    assert entry.owner_id == person.access.organisation.pk
