"""That somebody is asked what became of the solutions of an assessment."""

from django.db import models
from django.db.models import F, Q

from assessments.enums import Channel
from assessments.models.assessments import AssessmentRecord
from organisations.access import OwnedQuerySet


class FollowUpQuerySet(OwnedQuerySet):
    def waiting(self):
        """Due, and no news since."""
        return self.filter(answered_at=None, is_replaced=False)


class FollowUp(AssessmentRecord):
    """The question of 6, 12 or 24 months after an assessment; written by the database alone.

    It goes out by e-mail with one link, of which the hash alone is stored, or (`channel` is the
    telephone) somebody calls. `answered_at` is when the first news came in, by whatever way. The
    next question replaces one that nobody answered.
    """

    months = models.PositiveSmallIntegerField("sau số tháng")
    due_on = models.DateField("đến hạn ngày")
    channel = models.CharField("cách hỏi", max_length=10, choices=Channel, blank=True)
    token_hash = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField("số lần gửi", default=0)
    claimed_at = models.DateTimeField("nhận gửi lúc", null=True)
    sent_at = models.DateTimeField("gửi lúc", null=True)
    expires_at = models.DateTimeField("đường dẫn dùng đến", null=True)
    answered_at = models.DateTimeField("có tin lúc", null=True)
    is_replaced = models.BooleanField("đã hỏi lần sau", default=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = "lần hỏi về giải pháp"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "due_on"], name="asked_once_a_date"),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="follow_up_token_once"
            ),
        ]
        indexes = [
            models.Index(
                F("department"),
                F("due_on"),
                name="follow_up_waiting",
                condition=Q(answered_at__isnull=True, is_replaced=False),
            ),
        ]

    def __str__(self):
        return f"#{self.assessment_id}, {self.months} tháng"
