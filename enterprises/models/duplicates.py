"""Two rows that may be one plant: what speaks for it, what a person decided, what was merged."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from enterprises.enums import CandidateState, Certainty
from enterprises.models.register import Establishment
from organisations.access import EVERYTHING, Owned, OwnedQuerySet
from organisations.enums import Kind


class SamePlantCandidateQuerySet(OwnedQuerySet):
    def open(self):
        return self.filter(state=CandidateState.OPEN)

    def about(self, site_id):
        return self.filter(Q(first_id=site_id) | Q(second_id=site_id))


class SamePlantCandidate(Owned):
    """Two establishments that may be one, and why. Proposed to whoever sees both: the department or
    the corporation they have in common, else the Ministry.

    Written by app.find_same_plants; "not the same" is remembered, so that a pair is proposed once.
    """

    first = models.ForeignKey(
        Establishment, models.PROTECT, related_name="+", verbose_name="cơ sở thứ nhất"
    )
    second = models.ForeignKey(
        Establishment, models.PROTECT, related_name="+", verbose_name="cơ sở thứ hai"
    )
    certainty = models.CharField("mức chắc chắn", max_length=10, choices=Certainty)
    reasons = models.JSONField("vì sao")
    state = models.CharField(
        "trạng thái", max_length=10, choices=CandidateState, default=CandidateState.OPEN
    )
    found_at = models.DateTimeField("tìm thấy lúc")
    decided_at = models.DateTimeField("quyết định lúc", null=True)
    decided_by_name = models.CharField("người quyết định", max_length=150, blank=True)
    comment = models.CharField("lý do", max_length=300, blank=True)

    objects = SamePlantCandidateQuerySet.as_manager()

    class Meta:
        verbose_name = "cặp nghi trùng"
        ordering = ["certainty", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_proposed_once"),
            models.CheckConstraint(name="pair_in_order", condition=Q(first__lt=F("second"))),
            models.CheckConstraint(
                name="pair_decided_by_somebody",
                condition=Q(state=CandidateState.OPEN) | Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.first_id}, {self.second_id}"

    def get_absolute_url(self):
        return reverse("enterprises:pair", args=[self.pk])


class Merge(Owned):
    """One row was found to be another's plant and counts no longer by itself; may be undone.

    Nothing of either history is moved: the merged row points to the kept one. `carried` are rows
    that had been merged into the merged one before and went along. Its owner is who answers for
    both rows; the Ministry reads all and answers for all.
    """

    owner_paths = Owned.owner_paths | {Kind.MINISTRY: EVERYTHING}

    kept = models.ForeignKey(
        Establishment, models.PROTECT, related_name="+", verbose_name="cơ sở được giữ"
    )
    merged = models.ForeignKey(
        Establishment, models.PROTECT, related_name="+", verbose_name="dòng gộp vào"
    )
    carried = models.JSONField(default=list)
    reason = models.CharField("lý do", max_length=300)
    merged_at = models.DateTimeField("gộp lúc")
    merged_by_name = models.CharField("người gộp", max_length=150, blank=True)
    undone_at = models.DateTimeField("tách lại lúc", null=True)
    undone_by_name = models.CharField("người tách lại", max_length=150, blank=True)
    undone_reason = models.CharField("lý do tách lại", max_length=300, blank=True)

    class Meta:
        verbose_name = "lần gộp cơ sở"
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="merged_into_one"
            ),
            models.CheckConstraint(name="merge_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self):
        return f"{self.merged_id} → {self.kept_id}"
