"""Every quarter of an hour: what is due is told to those concerned, and what was told is mailed.

What is due is derived from the database each time, so that a sweep which never came is made up for
by the next one, and a notice is kept once by its key. Who stops in the middle costs this:

- while notices are made: nothing, the transaction is undone and the next sweep makes them;
- after a digest was claimed, before the mail server has it: it goes out a quarter of an hour late;
- after the mail server has it, before that is written down: the same digest goes out once more,
  under the same Message-ID, by which many mailboxes show the two as one;
- the mail server refuses: the claim is given back, the next sweep tries again, five times in all.
  Then the e-mail is lost; the notice in the portal stays.
"""

import logging

import kombu.exceptions
from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from organisations import clock, emails
from organisations.access import Access
from organisations.models import Membership, Notification, Organisation
from organisations.models.notifications import MOST_ATTEMPTS
from organisations.notifications.actions import tell
from organisations.tenancy import current_tenant

logger = logging.getLogger(__name__)
TASK = "organisations.tasks.remind_organisation"


def fan_out():
    """One message for each organisation that has people; how many were sent.

    One that nobody took until the next sweep is dropped. Without the broker that one sends all.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT kind, organisation_id FROM app.organisations_with_members()")
        organisations = cursor.fetchall()
    for sent, (kind, organisation_id) in enumerate(organisations):
        headers = {"tenant": [kind, organisation_id, None]}
        try:
            current_app.send_task(TASK, headers=headers, expires=settings.REMINDER_SWEEP_SECONDS)
        except kombu.exceptions.OperationalError:
            return sent
    return len(organisations)


def remind():
    """For the organisation of the running task, which acts without a person."""
    with transaction.atomic():
        organisation = Organisation.objects.select_related("province", "parent").get(
            pk=current_tenant().organisation_id
        )
        access, today = Access(None, organisation), clock.today()
    for source in settings.REMINDER_SOURCES:
        _ask(source, access, today)
    for membership in _who_wait_for_email(access, today):
        send_digests(membership, access)


def _ask(source, access, today):
    """A source that fails takes nothing away from the others."""
    try:
        with transaction.atomic():
            members = list(_members(access, today))
            tell(
                [
                    (member.user, reminder)
                    for reminder in import_string(source)(access, today)
                    for member in members
                    if member.role in reminder.roles
                ]
            )
    except Exception:  # whatever it was: the log has it, and the next sweep asks again
        logger.exception("Nhắc việc: %s không trả lời được.", source)


def _members(access, today):
    return Membership.objects.visible_to(access).valid_on(today).for_list()


def _who_wait_for_email(access, today):
    with transaction.atomic():
        waiting = Notification.objects.filter(owner=access.organisation).to_send()
        people = _members(access, today).filter(wants_email=True, user__is_active=True)
        return list(people.filter(user__in=waiting.values("recipient")))


def send_digests(membership, access):
    """One e-mail of all that is new, and again each that somebody left unconfirmed."""
    with transaction.atomic():
        waiting = _of(membership).to_send().order_by().values_list("email_claimed_at", flat=True)
        claims = list(waiting.distinct())
    for claim in claims:
        if batch := _claim(membership, claim):
            _send(membership.user, access.organisation, batch)


def _of(membership):
    return Notification.objects.filter(
        owner=membership.organisation_id, recipient=membership.user_id
    )


@transaction.atomic
def _claim(membership, earlier):
    """What one e-mail tells, for exactly one sweep: whoever comes second finds nothing to send.

    All rows of an e-mail bear one instant, by which it is found again if nobody confirms it.
    """
    Membership.objects.select_for_update(of=("self",)).only("pk").get(pk=membership.pk)
    rows = _of(membership).to_send().filter(email_claimed_at=earlier).order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    batch = Notification.objects.filter(pk__in=keys).order_by("pk")
    batch.update(email_claimed_at=Now(), email_attempts=F("email_attempts") + 1)
    return list(batch)


def _send(person, organisation, batch):
    """Outside any transaction: a slow mail server holds no lock."""
    try:
        emails.send_digest(person, organisation, batch)
    except Exception as fault:  # whatever the mail server does: the next person's e-mail goes out
        fate = {"email_claimed_at": None, "email_error": type(fault).__name__}
        is_over = max(notification.email_attempts for notification in batch) >= MOST_ATTEMPTS
        say = logger.error if is_over else logger.warning
        say("Thư nhắc việc của thành viên %s chưa gửi được: %s.", person.pk, type(fault).__name__)
    else:
        fate = {"emailed_at": Now(), "email_error": ""}
    with transaction.atomic():
        ours = Notification.objects.filter(pk__in=[notification.pk for notification in batch])
        ours.filter(email_claimed_at=batch[0].email_claimed_at).update(**fate)
