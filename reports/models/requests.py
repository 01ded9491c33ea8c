"""What became of a request that a unit sent: the Ministry's steps, each written once."""

from django.db import models
from django.db.models import Q

from organisations.access import Owned, OwnedQuerySet, person_key
from organisations.entry.keys import form_key_field
from organisations.enums import Kind
from reports.enums import RequestClass
from reports.models.report import Report

DOCUMENT = ("document_number", "document_issuer")
WITHOUT_DOCUMENT = Q(document_number="", document_issuer="", document_on__isnull=True)
WITH_DOCUMENT = Q(document_on__isnull=False) & ~Q(document_number="") & ~Q(document_issuer="")


class RequestStepQuerySet(OwnedQuerySet):
    def answered(self):
        return self.exclude(document_number="")

    def newest(self):
        """Of each request its last step: what an older one said was said again since."""
        later = RequestStep.objects.filter(
            report=models.OuterRef("report"),
            request_key=models.OuterRef("request_key"),
            ordinal__gt=models.OuterRef("ordinal"),
        )
        return self.filter(~models.Exists(later))


class RequestStep(Owned):
    """One step with a request: classified, routed, answered by a document. The unit reads it.

    It belongs to the unit that asked. `request_key` names the request in the report that was sent;
    its words, addressee and class as they were sent are the database's to copy.
    """

    owner_paths = {
        Kind.DEPARTMENT: "owner",
        Kind.CORPORATION: "owner",
        Kind.MINISTRY: Q(pk__isnull=False),
    }

    report = models.ForeignKey(Report, models.PROTECT, related_name="request_steps")
    request_key = models.BigIntegerField("kiến nghị", editable=False)
    ordinal = models.PositiveSmallIntegerField("thứ tự", editable=False)
    text = models.TextField("nội dung kiến nghị", editable=False)
    addressee = models.CharField("gửi cơ quan", max_length=200, editable=False)
    asked_class = models.CharField(
        "đơn vị phân loại", max_length=15, choices=RequestClass, editable=False
    )
    request_class = models.CharField("Bộ phân loại", max_length=15, choices=RequestClass)
    routed_to = models.CharField("cơ quan, đơn vị xử lý", max_length=200, blank=True)
    answer = models.TextField("nội dung trả lời", blank=True)
    document_number = models.CharField("số, ký hiệu văn bản trả lời", max_length=60, blank=True)
    document_on = models.DateField("ngày ký văn bản trả lời", null=True, blank=True)
    document_issuer = models.CharField("cơ quan trả lời", max_length=200, blank=True)
    recorded_at = models.DateTimeField("ghi lúc", editable=False)
    recorded_by = person_key(null=True)
    recorded_by_name = models.CharField("người ghi", max_length=150, editable=False)
    form_key = form_key_field()

    objects = RequestStepQuerySet.as_manager()

    class Meta:
        verbose_name = "xử lý kiến nghị"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "report", "request_key", "ordinal"], name="request_step_in_turn"
            ),
            models.UniqueConstraint(fields=["owner", "form_key"], name="request_step_once"),
            models.CheckConstraint(
                name="answer_is_a_document",
                condition=WITHOUT_DOCUMENT | WITH_DOCUMENT,
                violation_error_message=(
                    "Văn bản trả lời phải có đủ số, ngày ký và cơ quan trả lời."
                ),
            ),
            models.CheckConstraint(
                name="answer_has_its_document",
                condition=Q(answer="") | WITH_DOCUMENT,
                violation_error_message=(
                    "Nội dung trả lời phải kèm số, ngày ký và cơ quan của văn bản trả lời."
                ),
            ),
            models.CheckConstraint(
                name="request_step_says_something",
                condition=~Q(routed_to="") | ~Q(document_number=""),
                violation_error_message="Ghi cơ quan xử lý, hoặc văn bản trả lời.",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def is_answered(self):
        return bool(self.document_number)

    def get_absolute_url(self):
        return f"{self.report.get_absolute_url()}#kien-nghi"
