"""The link of an invitation: signed, good for seven days, kept as a hash only."""

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.urls import reverse

from organisations.models import Invitation, User

SALT = "organisations.invitation"
VALID_FOR = dt.timedelta(days=7)
# Within which a second click counts as the first one's echo, not as a used link.
JUST_NOW = dt.timedelta(minutes=2)


def new_token(organisation_pk):
    """What stands in the e-mail and nowhere else. It carries its organisation."""
    return signing.dumps([organisation_pk, secrets.token_urlsafe(18)], salt=SALT)


def issue(invitation, organisation, *, invited_by, now):
    """Fill in what nobody types and save; returns the token. Older open links die."""
    open_ones = Invitation.objects.filter(organisation=organisation, accepted_at=None)
    open_ones.filter(email__iexact=invitation.email).delete()
    token = new_token(organisation.pk)
    invitation.organisation = organisation
    invitation.organisation_name = organisation.name
    invitation.kind = organisation.kind
    invitation.token_hash = hash_of(token)
    invitation.invited_by_name = invited_by
    invitation.created_at = now
    invitation.expires_at = now + VALID_FOR
    invitation.save()
    return token


def hash_of(token):
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(token):
    return settings.PUBLIC_URL + reverse("invitation", args=[token])


def open_invitation(token, *, now):
    """The invitation this link opens; None when it is forged, unknown, used, withdrawn or late."""
    return _named_by(token).filter(accepted_at=None, expires_at__gt=now).first()


def just_accepted(token, *, now):
    """The invitation this link opened a moment ago: a double click asks for it again."""
    return _named_by(token).filter(accepted_at__gt=now - JUST_NOW).first()


def _named_by(token):
    try:
        organisation_pk, _secret = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return Invitation.objects.none()
    return Invitation.objects.filter(token_hash=hash_of(token), organisation=organisation_pk)


def account_of(invitation):
    """The account that already signs in with the invited address, if any."""
    return User.objects.filter(email__iexact=invitation.email).first()
