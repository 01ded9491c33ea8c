"""A double click on accepting an invitation is one acceptance, for the same person alone."""

from functools import partial

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from organisations import actions, clock
from organisations.enums import Role
from organisations.models import Invitation, LogEntry, Membership, User
from organisations.tenancy import owner_login, use_tenant
from tests import databases
from tests.factories import make_member, make_user
from tests.logins import production_logins
from tests.together import together

NEW_PASSWORD = "Mật khẩu mới 2026"  # noqa: S105 (only ever in a test database)

pytestmark = pytest.mark.xdist_group("accepting twice")


@pytest.fixture(scope="module")
def database(template_database, worker_id):
    name = f"{databases.NAME}_accepting_{worker_id}"
    databases.copy_template(name)
    yield name
    databases.drop(name)


@pytest.fixture(autouse=True)
def logins(database, django_db_blocker, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    with production_logins(database, django_db_blocker):
        with owner_login():
            Invitation.objects.all().delete()
        yield


def invite(email):
    administrator = make_member(role=Role.ADMINISTRATOR)
    invitation = Invitation(email=email, full_name="Người Mới", role=Role.OFFICER)
    with use_tenant(administrator.access.tenant), transaction.atomic():
        token = actions.invite(invitation, access=administrator.access, now=clock.now())
    return token, administrator.access.organisation


def set_password(token, password=NEW_PASSWORD, client=None):
    typed = {"full_name": "Người Mới", "password": password, "password_again": password}
    return (client or Client()).post(reverse("invitation", args=[token]), typed)


def join(token, client):
    return client.post(reverse("invitation_accept", args=[token]))


def acceptances(organisation):
    with owner_login():
        members = Membership.objects.filter(organisation=organisation, role=Role.OFFICER).count()
        return members, LogEntry.objects.filter(owner=organisation, verb="accept").count()


def test_two_clicks_at_once_make_one_account_and_both_are_welcome(database):
    token, organisation = invite("hai.lan@vi-du.vn")

    answers = together(
        database,
        [partial(set_password, token)] * 2,
        held=("LOCK TABLE organisations_user IN SHARE MODE",),
    )

    assert [answer.url for answer in answers] == [reverse("home")] * 2
    assert acceptances(organisation) == (1, 1)
    assert User.objects.filter(email="hai.lan@vi-du.vn").count() == 1


def test_two_clicks_at_once_of_somebody_signed_in_join_once(database):
    known = make_user()
    token, organisation = invite(known.email)
    client = Client()
    client.force_login(known)

    answers = together(
        database,
        [partial(join, token, client)] * 2,
        held=("SELECT 1 FROM organisations_invitation FOR UPDATE",),
    )

    assert [answer.url for answer in answers] == [reverse("home")] * 2
    assert acceptances(organisation) == (1, 1)


def test_a_click_after_the_first_one_was_answered_is_welcome_too():
    token, organisation = invite("lan.sau@vi-du.vn")
    client = Client()

    assert [set_password(token, client=client).status_code for _ in range(2)] == [302, 302]
    assert join(token, client).status_code == 302
    assert acceptances(organisation) == (1, 1)


def test_the_link_opens_nothing_for_whoever_does_not_know_the_password():
    token, _organisation = invite("nguoi.khac@vi-du.vn")
    set_password(token)
    stranger = Client()
    stranger.force_login(make_member())

    assert set_password(token, "Đoán thử 2026 xem").status_code == 404
    assert Client().get(reverse("invitation", args=[token])).status_code == 404
    assert join(token, stranger).status_code == 404
