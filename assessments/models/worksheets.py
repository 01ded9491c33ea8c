"""The worksheets of a detailed assessment and the sheet of a household, whole, in versions.

A set of sheets is one row with its content as assessments/worksheets/schema.py reads it. A sheet
that was filled in points at the version it was filled in under, so a version is never rewritten.
"""

from django.db import models
from django.db.models import Q

from organisations.access import National


class VersionedContent(National):
    version = models.CharField("phiên bản", max_length=20, unique=True)
    content = models.JSONField("nội dung")
    is_current = models.BooleanField("đang dùng", default=True)

    class Meta:
        abstract = True
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"],
                condition=Q(is_current=True),
                name="one_current_%(class)s",
                violation_error_message="Chỉ một phiên bản đang dùng.",
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.version}"


class WorksheetForm(VersionedContent):
    """The worksheets of the 18 tasks of a detailed assessment, as one version has them."""

    class Meta(VersionedContent.Meta):
        verbose_name = "bộ phiếu công tác"


class HouseholdSheet(VersionedContent):
    """The one-page sheet of a craft household, as one version has it."""

    class Meta(VersionedContent.Meta):
        verbose_name = "phiếu hộ làng nghề"
