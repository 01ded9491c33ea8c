"""The letters of this app: what happened, what is owed, by when, one link."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from organisations import invitations


def send_invitation(invitation, token):
    """Sent after COMMIT, where the database cannot be asked any more: uses what it is given."""
    context = {"invitation": invitation, "address": invitations.address_of(token)}
    subject = _("Lời mời tham gia %(organisation)s trên cổng sản xuất sạch hơn")
    EmailMessage(
        subject % {"organisation": invitation.organisation_name},
        render_to_string("organisations/emails/invitation.txt", context),
        to=[invitation.email],
    ).send()
