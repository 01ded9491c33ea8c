"""Asking what became of solutions, after 6, 12 and 24 months; run by the sweep (assessments.tasks).

What is due is derived from the database each time. A question is claimed by one sender; its link is
made of its key, so that an e-mail that goes out once more (the sender died before it could say that
it went) opens the same page under the same Message-ID. Addresses stand in no row and in no log.
"""

import hashlib
import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from assessments.enums import AssessmentKind

logger = logging.getLogger(__name__)
SALT = "assessments.follow_up"
# In one sweep; the next one takes the rest.
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Letter:
    """To one address; the plant's name is what the receiver knows the assessment by."""

    email: str
    site: str
    kind: str
    year: int
    months: int
    expires: object


def token_of(pk):
    """What stands in the e-mail and nowhere else; the same for the same question."""
    return salted_hmac(SALT, str(pk), algorithm="sha256").hexdigest()


def hash_of(token):
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(token):
    return settings.PUBLIC_URL + reverse("follow_up", args=[token])


def sweep():
    """Silence turns into its state, questions fall due, and go out. Twice does no harm."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT app.turn_option_clock()")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app.follow_ups_to_send() LIMIT %s", [MOST_AT_ONCE])
        due = [pk for (pk,) in cursor.fetchall()]
    return sum(send(pk) for pk in due)


def send(pk):
    """Whether it went out now; where there is nobody to write to, somebody has to call."""
    token = token_of(pk)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app.claim_follow_up(%s, %s)", [pk, hash_of(token)])
        letters = [Letter(*row) for row in cursor.fetchall()]
    if not letters:
        return False
    # Outside any transaction: a slow mail server holds no lock.
    went = all([_went(pk, letter, token) for letter in letters])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT app.follow_up_is_sent(%s, %s)", [pk, went])
    return went


def _went(pk, letter, token):
    try:
        _send(pk, letter, token)
    except Exception as fault:  # whatever the mail server does: the next sweep tries again
        logger.warning("Thư hỏi về giải pháp %s chưa gửi được: %s.", pk, type(fault).__name__)
        return False
    return True


def _send(pk, letter, token):
    context = {
        "letter": letter,
        "kind": AssessmentKind(letter.kind).label,
        "address": address_of(token),
    }
    subject = _("%(site)s: các giải pháp sản xuất sạch hơn nay thế nào")
    EmailMessage(
        subject % {"site": letter.site},
        render_to_string("assessments/emails/follow_up.txt", context),
        to=[letter.email],
        headers={"Message-ID": message_id(pk, letter.email)},
    ).send()


def message_id(pk, email):
    digest = hashlib.sha256(f"follow-up {pk} {email}".encode()).hexdigest()[:32]
    return f"<{digest}@{urlsplit(settings.PUBLIC_URL).hostname}>"
