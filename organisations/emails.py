"""The letters of this app: what happened, what is owed, by when, one link."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations import invitations

# Of one letter; the portal has them all.
MOST_LINES = 50


def send_invitation(invitation, token):
    """Sent after COMMIT, where the database cannot be asked any more: uses what it is given."""
    context = {"invitation": invitation, "address": invitations.address_of(token)}
    subject = _("Lời mời tham gia %(organisation)s trên cổng sản xuất sạch hơn")
    EmailMessage(
        subject % {"organisation": invitation.organisation_name},
        render_to_string("organisations/emails/invitation.txt", context),
        to=[invitation.email],
    ).send()


def send_digest(person, organisation, notifications):
    """All that one person is told at once. Sent twice, it is the same letter (message_id)."""
    context = {
        "person": person,
        "organisation": organisation,
        "notifications": notifications[:MOST_LINES],
        "more": len(notifications) - MOST_LINES,
        "count": len(notifications),
        "address": settings.PUBLIC_URL + reverse("organisations:notifications"),
    }
    subject = _("%(organisation)s: %(count)s việc cần biết trên cổng sản xuất sạch hơn")
    EmailMessage(
        subject % {"organisation": organisation.name, "count": len(notifications)},
        render_to_string("organisations/emails/digest.txt", context),
        to=[person.email],
        headers={"Message-ID": message_id(notifications)},
    ).send()


def message_id(notifications):
    """The same for the same notices, so that a mailbox knows a letter that came twice."""
    keys = ",".join(str(notification.pk) for notification in notifications)
    digest = hashlib.sha256(f"notifications {keys}".encode()).hexdigest()[:32]
    return f"<{digest}@{urlsplit(settings.PUBLIC_URL).hostname}>"
