"""The link in the letter: signed, good once, for seven days, and silent about everything else."""

import datetime as dt
import re

import pytest
from django.core import mail, signing
from django.urls import reverse

from organisations import actions, clock, invitations
from organisations.acting import standings_of
from organisations.enums import Kind, Role
from organisations.models import Invitation, LogEntry, Membership, User
from organisations.tenancy import owner_login, use_tenant
from tests.factories import PASSWORD, make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "Mật khẩu mới 2026"  # noqa: S105 (only ever in a test database)


def invite(email="moi@vi-du.vn", *, by=None):
    """The token, and the administrator who sent it."""
    administrator = by or make_member(role=Role.ADMINISTRATOR)
    invitation = Invitation(email=email, full_name="Người Mới", role=Role.OFFICER)
    with use_tenant(administrator.access.tenant):
        token = actions.invite(invitation, access=administrator.access, now=clock.now())
    return token, administrator


def address(token):
    return reverse("invitation", args=[token])


def accept(client, token, **typed):
    fields = {"full_name": "Tên Tự Gõ", "password": NEW_PASSWORD, "password_again": NEW_PASSWORD}
    return client.post(address(token), fields | typed)


def change(token, **values):
    with owner_login():
        Invitation.objects.filter(token_hash=invitations.hash_of(token)).update(**values)


def test_the_letter_names_the_organisation_and_holds_the_only_copy_of_the_link(
    client, django_capture_on_commit_callbacks
):
    administrator = make_member(role=Role.ADMINISTRATOR)
    client.force_login(administrator)
    typed = {"full_name": "Người Mới", "email": "Moi@Vi-Du.vn", "role": Role.OFFICER}

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("organisations:invite"), typed)

    (letter,) = mail.outbox
    assert letter.to == ["moi@vi-du.vn"]
    assert administrator.access.organisation.name in letter.subject
    link = next(line for line in letter.body.splitlines() if "/loi-moi/" in line)
    token = link.rstrip("/").rsplit("/", 1)[1]
    with owner_login():
        stored = Invitation.objects.values().get(email="moi@vi-du.vn")
    assert stored["token_hash"] == invitations.hash_of(token)
    assert token not in map(str, stored.values())


def test_a_new_person_sets_name_and_password_and_is_a_member_at_once(client):
    token, administrator = invite()

    response = accept(client, token)

    assert response.url == reverse("home")
    person = User.objects.get(email="moi@vi-du.vn")
    assert (person.full_name, person.check_password(NEW_PASSWORD)) == ("Tên Tự Gõ", True)
    organisation = administrator.access.organisation
    found = [(s.organisation_id, s.role) for s in standings_of(person)]
    assert found == [(organisation.pk, Role.OFFICER)]
    assert client.get(reverse("organisations:members")).status_code == 200
    with owner_login():
        verbs = list(LogEntry.objects.filter(owner=organisation).values_list("verb", flat=True))
    assert verbs == ["accept", "invite"]


def test_an_enterprise_person_joins_like_everybody_else(client):
    token, administrator = invite(by=make_member(Kind.ENTERPRISE, Role.ADMINISTRATOR))

    accept(client, token)

    person = User.objects.get(email="moi@vi-du.vn")
    assert [s.kind for s in standings_of(person)] == [Kind.ENTERPRISE]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"password": "12345678", "password_again": "12345678"}, "password"),
        ({"password_again": "Khác hẳn 2026"}, "password_again"),
        ({"full_name": ""}, "full_name"),
    ],
)
def test_a_weak_or_mistyped_password_keeps_the_link_alive(client, typed, field):
    token, _administrator = invite()

    response = accept(client, token, **typed)

    assert list(response.context["form"].errors) == [field]
    assert response.content.decode().count("<title>Lỗi:") == 1
    assert accept(client, token).status_code == 302


def without_csrf(response):
    return re.sub('X-CSRFToken": "[^"]*', "", response.content.decode())


def used(token, client):
    accept(client, token)
    client.logout()
    change(token, accepted_at=clock.now() - invitations.JUST_NOW)
    return token


def late(token, client):
    change(token, expires_at=clock.now() - dt.timedelta(seconds=1))
    return token


def withdrawn(token, client):
    with owner_login():
        Invitation.objects.all().delete()
    return token


def forged(token, client):
    return token[:-1] + ("A" if token[-1] != "A" else "B")


def unknown(token, client):
    return invitations.new_token(make_organisation().pk)


def carried_to_another_organisation(token, client):
    """Rightly signed and its hash is stored, but the row belongs to another organisation."""
    change(token, organisation=make_organisation())
    return token


def signed_for_something_else(token, client):
    return signing.dumps([1, "x"], salt="something else")


def rubbish(token, client):
    return "%00'; DROP"


@pytest.mark.parametrize(
    "spoil",
    [
        used,
        late,
        withdrawn,
        forged,
        unknown,
        carried_to_another_organisation,
        signed_for_something_else,
        rubbish,
    ],
)
def test_every_link_that_opens_nothing_gets_the_same_page(client, spoil):
    token, _administrator = invite()
    plain = client.get(address("x"))

    token = spoil(token, client)
    response = client.get(address(token))

    assert response.status_code == plain.status_code == 404
    assert without_csrf(response) == without_csrf(plain)
    assert accept(client, token).status_code == 404


def test_whoever_has_an_account_is_asked_to_sign_in_with_it(client):
    known = make_user()
    token, _administrator = invite(known.email)

    page = client.get(address(token)).content.decode()

    assert "đã có tài khoản" in page
    assert accept(client, token).status_code == 200
    known.refresh_from_db()
    assert known.check_password(PASSWORD)
    assert standings_of(known) == []


def test_signed_in_as_the_invited_address_one_click_makes_a_member(client):
    known = make_member()
    token, administrator = invite(known.email)
    client.force_login(known)

    response = client.post(reverse("invitation_accept", args=[token]))

    assert response.status_code == 302
    page = client.get(reverse("organisations:members"))
    assert page.context["access"].organisation == administrator.access.organisation


def test_nobody_accepts_for_somebody_else(client):
    known, other = make_member(), make_member()
    token, administrator = invite(known.email)
    client.force_login(other)

    response = client.post(reverse("invitation_accept", args=[token]))

    assert response.status_code == 404
    with owner_login():
        organisation = administrator.access.organisation
        assert Membership.objects.filter(organisation=organisation).count() == 1


def test_a_new_persons_link_cannot_be_accepted_by_whoever_is_signed_in(client):
    token, _administrator = invite()
    client.force_login(make_member())

    assert client.post(reverse("invitation_accept", args=[token])).status_code == 404


def test_nobody_takes_another_address_without_an_invitation(client):
    person = make_member()
    client.force_login(person)
    address = person.email

    response = client.post(reverse("account_email"), {"email": "la@vi-du.vn", "action_add": ""})

    person.refresh_from_db()
    assert (response.status_code, person.email) == (404, address)
