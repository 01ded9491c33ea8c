"""Telling people something, once; and what they do with what they were told."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from organisations.access import require
from organisations.clock import Moment, Today
from organisations.enums import Role
from organisations.models import Membership, Notification

LABEL_LENGTH = Notification._meta.get_field("subject_label").max_length


@dataclass(frozen=True)
class Reminder:
    """Something due, for the organisation's people in `roles`.

    `key` names the occasion, not the moment it was noticed ("task_ends:17:2026-06-30"): whoever has
    been told under this key is not told again.
    """

    kind: str
    row: Any
    text: str
    url: str
    key: str
    due_on: dt.date | None = None
    roles: tuple[str, ...] = (Role.OFFICER, Role.HEAD)


@transaction.atomic
def notify(people, kind, row, text, url, *, key, due_on=None):
    """Tell each of `people`, members of the acting organisation; again under one key: nothing.

    The e-mail goes out with the next sweep.
    """
    tell([(person, Reminder(kind, row, text, url, key, due_on)) for person in people])


def tell(pairs):
    """(person, reminder) pairs at once. Whom one tells, one may not read: nothing comes back."""
    Notification.objects.bulk_create(
        [
            Notification(
                recipient=person,
                kind=reminder.kind,
                subject_type=reminder.row._meta.label_lower,
                subject_id=reminder.row.pk,
                subject_label=str(reminder.row)[:LABEL_LENGTH],
                text=reminder.text,
                url=reminder.url,
                due_on=reminder.due_on,
                key=reminder.key,
            )
            for person, reminder in pairs
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


@transaction.atomic
def mark_read(pk, *, access):
    """Twice does no harm: the first time stays."""
    Notification.objects.visible_to(access).unread().filter(pk=pk).update(read_at=Moment())


@transaction.atomic
def mark_all_read(*, access):
    return Notification.objects.visible_to(access).unread().update(read_at=Moment())


def own_membership(access):
    """What says whether this person wants letters; None for whoever works here by delegation."""
    return Membership.objects.visible_to(access).valid_on(Today()).filter(user=access.user).first()


@transaction.atomic
def choose_email(wants_email, *, access):
    """Whether reminders of this organisation also come by e-mail; one's own wish alone."""
    membership = own_membership(access)
    require(membership is not None)
    membership.wants_email = wants_email
    membership.save(update_fields=["wants_email"])
