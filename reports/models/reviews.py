"""What the Ministry says of a submitted report: received, to be completed, accepted."""

from django.db import models
from django.db.models import Q

from organisations.access import Owned, OwnedQuerySet, person_key
from organisations.entry.keys import form_key_field
from organisations.enums import Kind
from reports.enums import ReviewDecision
from reports.models.version import ReportVersion


class ReviewQuerySet(OwnedQuerySet):
    def for_list(self):
        """The newest first, with all that a line of the report's page says."""
        return self.select_related("version__report").order_by("-pk")


class Review(Owned):
    """One decision of the Ministry on a submitted version, written once; the unit reads it.

    It belongs to the unit whose version it is. What may follow what is the database's to say.
    """

    owner_paths = {
        Kind.DEPARTMENT: "owner",
        Kind.CORPORATION: "owner",
        Kind.MINISTRY: Q(pk__isnull=False),
    }

    version = models.ForeignKey(ReportVersion, models.PROTECT, related_name="reviews")
    ordinal = models.PositiveSmallIntegerField("thứ tự", editable=False)
    decision = models.CharField("xử lý", max_length=10, choices=ReviewDecision, editable=False)
    reason = models.TextField("lý do, nội dung cần hoàn thiện", blank=True)
    decided_at = models.DateTimeField("lúc", editable=False)
    decided_by = person_key(null=True)
    decided_by_name = models.CharField("người xử lý", max_length=150, editable=False)
    form_key = form_key_field()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "xử lý của Bộ"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "version", "ordinal"], name="review_in_turn"),
            models.UniqueConstraint(fields=["owner", "form_key"], name="review_once_per_form"),
            models.CheckConstraint(
                name="return_has_a_reason",
                condition=~Q(decision=ReviewDecision.RETURNED) | ~Q(reason=""),
                violation_error_message="Ghi rõ cần hoàn thiện, bổ sung những gì.",
            ),
        ]

    def __str__(self):
        return f"{self.version}: {self.get_decision_display()}"

    def get_absolute_url(self):
        return self.version.report.get_absolute_url()
