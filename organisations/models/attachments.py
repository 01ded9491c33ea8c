"""Files that people attach to records: minutes, photos, scanned lists, materials."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisations import files
from organisations.access import OwnedQuerySet, Territorial, person_key
from organisations.clock import Moment
from organisations.enums import AttachmentPurpose, FileType

NAME_LENGTH = 150


class AttachmentQuerySet(OwnedQuerySet):
    def standing(self):
        return self.filter(removed_at=None)

    def of(self, row):
        """The files a record has now, in the order they came."""
        subject = {"subject_type": row._meta.label_lower, "subject_id": row.pk}
        return self.standing().filter(**subject).order_by("uploaded_at", "pk")


class Attachment(Territorial):
    """One file of one record. The bytes lie in the store of files, under their hash.

    Seen by its owner; a file of a record that several see is labelled by the database with whom
    (a file of an assessment: app.label_attachment).

    Who attached or removed it, and when, is written by the database; nothing else ever changes. A
    removed file is handed out to nobody; that it was there stays known.
    """

    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    purpose = models.CharField("dùng làm", max_length=10, choices=AttachmentPurpose)
    name = models.CharField("tên tệp", max_length=NAME_LENGTH)
    content_type = models.CharField("định dạng", max_length=100, choices=FileType)
    size = models.PositiveIntegerField("dung lượng")
    sha256 = models.CharField(max_length=64)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    uploaded_at = models.DateTimeField("tải lên lúc", db_default=Moment(), editable=False)
    uploaded_by = person_key(null=True)
    uploaded_by_name = models.CharField("người tải lên", max_length=150, editable=False)
    removed_at = models.DateTimeField("gỡ lúc", null=True, editable=False)
    removed_by = person_key(null=True)
    removed_by_name = models.CharField("người gỡ", max_length=150, blank=True, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp đính kèm"
        indexes = [models.Index(fields=["subject_type", "subject_id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "subject_type", "subject_id", "purpose", "sha256"],
                condition=Q(removed_at__isnull=True),
                name="attachment_once_per_record",
                violation_error_message="Hồ sơ đã có tệp này.",
            ),
            models.CheckConstraint(
                name="attachment_of_a_known_type", condition=Q(content_type__in=FileType.values)
            ),
            models.CheckConstraint(name="attachment_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(name="attachment_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisations:attachment", args=[self.pk])

    @property
    def path(self):
        return files.path_of(self.sha256, FileType(self.content_type).suffixes[0])
