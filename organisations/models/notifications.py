"""What a person is told: in the portal at once, by e-mail within a quarter of an hour."""

import datetime as dt

from django.db import models
from django.db.models import Q

from organisations.access import Owned, OwnedQuerySet, person_key
from organisations.clock import Instant, Moment
from organisations.enums import Kind, ReminderKind

# How long a sending may take before it counts as dead, and how often it is tried.
CLAIM_TIME, MOST_ATTEMPTS = dt.timedelta(minutes=15), 5


class NotificationQuerySet(OwnedQuerySet):
    def visible_to(self, access):
        """Mine alone: a colleague's are the colleague's business."""
        return super().visible_to(access).filter(recipient=access.user)

    def unread(self):
        return self.filter(read_at=None)

    def to_send(self):
        """No e-mail has told this yet: nobody is at it, or whoever was has fallen silent.

        What was read in the portal meanwhile needs no e-mail; a digest that may already have gone
        out is sent again just as it was.
        """
        fresh = Q(email_claimed_at=None, read_at=None)
        silent = Q(email_claimed_at__lt=Instant() - CLAIM_TIME)
        return self.filter(fresh | silent, emailed_at=None, email_attempts__lt=MOST_ATTEMPTS)


class Notification(Owned):
    """One thing one person of one organisation is told, once (`key`), whatever restarts.

    The recipient alone sees it; the sweep, which acts for the organisation without a person, makes
    it and sends it. Either changes its own columns only: read_at, or the four of the e-mail.
    """

    owner_paths = dict.fromkeys(
        (Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION, Kind.ENTERPRISE, Kind.SUPPORT), "owner"
    )

    recipient = person_key(verbose_name="người nhận")
    kind = models.CharField("loại", max_length=20, choices=ReminderKind)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField("hồ sơ", max_length=300)
    text = models.TextField("nội dung")
    url = models.CharField("đường dẫn", max_length=300)
    due_on = models.DateField("hạn", null=True, blank=True)
    key = models.CharField(max_length=200)
    created_at = models.DateTimeField("báo lúc", db_default=Moment(), editable=False)
    read_at = models.DateTimeField("đọc lúc", null=True, editable=False)
    email_claimed_at = models.DateTimeField(null=True, editable=False)
    emailed_at = models.DateTimeField("gửi thư lúc", null=True, editable=False)
    email_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    email_error = models.TextField("lỗi gửi thư", blank=True, editable=False)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["owner", "recipient", "-created_at"], name="notification_list"),
            models.Index(
                fields=["owner", "recipient"],
                condition=Q(read_at__isnull=True),
                name="notification_unread",
            ),
            models.Index(
                fields=["owner", "recipient"],
                condition=Q(emailed_at__isnull=True),
                name="notification_not_sent",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["owner", "recipient", "key"], name="notification_once"),
            models.CheckConstraint(
                name="notification_leads_into_the_portal",
                condition=Q(url__startswith="/") & ~Q(url__startswith="//"),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.subject_label}"
