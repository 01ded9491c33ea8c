"""The paper that leaves the unit: number, signed copy, and where the copy says otherwise."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse

from organisations.access import National, Owned, OwnedQuerySet, person_key
from organisations.enums import Kind
from reports.enums import CopyMark, SignatureState
from reports.models.version import OF_A_SUBMITTED_VERSION, ReportVersion


class OutgoingDocument(Owned):
    """Văn bản đi of one version: number and symbol, day and signer, typed as they were issued."""

    owner_paths = {
        Kind.DEPARTMENT: "owner",
        Kind.CORPORATION: "owner",
        Kind.MINISTRY: OF_A_SUBMITTED_VERSION,
    }

    version = models.ForeignKey(ReportVersion, models.PROTECT, related_name="outgoing")
    number = models.PositiveIntegerField("số")
    symbol = models.CharField("ký hiệu", max_length=30)
    signed_on = models.DateField("ngày ký")
    signer = models.CharField("người ký", max_length=50)
    position = models.CharField("chức vụ người ký", max_length=100)
    signing_for = models.CharField("ký thay, thừa lệnh", max_length=100, blank=True)

    class Meta:
        verbose_name = "văn bản đi của báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["owner", "version"], name="outgoing_once_per_version"),
            models.UniqueConstraint(
                F("owner"),
                ExtractYear("signed_on"),
                F("number"),
                F("symbol"),
                name="outgoing_number_once_a_year",
                violation_error_message=(
                    "Số và ký hiệu này đã ghi cho một báo cáo khác của đơn vị trong năm."
                ),
            ),
            models.CheckConstraint(
                name="outgoing_number_counts_from_one",
                condition=Q(number__gte=1),
                violation_error_message="Số văn bản bắt đầu từ 01.",
            ),
        ]

    def __str__(self):
        """As it is printed: numbers below ten get a leading nought."""
        return f"{self.number:02d}/{self.symbol}"


class SignedCopyQuerySet(OwnedQuerySet):
    def current(self):
        return self.filter(replaced_at__isnull=True)


class SignedCopy(Owned):
    """The signed file as it came back, and how it was recognised; a replaced one stays known.

    `content_key` is the content that it was compared with (reports.sealing).
    """

    owner_paths = {
        Kind.DEPARTMENT: "owner",
        Kind.CORPORATION: "owner",
        Kind.MINISTRY: Q(outgoing__version__is_submitted=True, replaced_at__isnull=True),
    }

    outgoing = models.ForeignKey(OutgoingDocument, models.PROTECT, related_name="copies")
    name = models.CharField("tên tệp", max_length=150)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField("dung lượng")
    page_count = models.PositiveIntegerField("số trang")
    mark = models.CharField("cách nhận ra", max_length=10, choices=CopyMark)
    content_key = models.CharField(max_length=64)
    signatures = models.CharField("chữ ký số", max_length=10, choices=SignatureState)
    signature_words = models.TextField("kết quả kiểm tra chữ ký số", blank=True)
    uploaded_at = models.DateTimeField("tải lên lúc")
    uploaded_by = person_key(null=True)
    uploaded_by_name = models.CharField("người tải lên", max_length=150)
    replaced_at = models.DateTimeField("được thay lúc", null=True)

    objects = SignedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = "bản ký của báo cáo"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["sha256"], name="signed_copy_by_content")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "outgoing"],
                condition=Q(replaced_at__isnull=True),
                name="one_signed_copy_at_a_time",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("reports:outgoing:copy", args=[self.pk])


class CopyDifference(Owned):
    """One place where the signed copy prints another number than our file; accepted with a reason.

    The page is the signed copy's. What was accepted stays accepted.
    """

    owner_paths = {Kind.DEPARTMENT: "owner", Kind.CORPORATION: "owner"}

    copy = models.ForeignKey(SignedCopy, models.PROTECT, related_name="differences")
    ordinal = models.PositiveSmallIntegerField("thứ tự")
    page = models.PositiveIntegerField("trang")
    ours = models.CharField("tệp của cổng", max_length=300, blank=True)
    theirs = models.CharField("bản ký", max_length=300, blank=True)
    reason = models.CharField("lý do chấp nhận", max_length=500, blank=True)
    accepted_at = models.DateTimeField("chấp nhận lúc", null=True)
    accepted_by = person_key(null=True)
    accepted_by_name = models.CharField("người chấp nhận", max_length=150, blank=True)

    class Meta:
        verbose_name = "chỗ khác của bản ký"
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "copy", "ordinal"], name="difference_once"),
            models.CheckConstraint(
                name="accepted_difference_has_a_reason",
                condition=Q(accepted_at__isnull=True) | ~Q(reason=""),
                violation_error_message="Ghi rõ vì sao chấp nhận chỗ khác.",
            ),
        ]

    def __str__(self):
        return f"trang {self.page}: “{self.ours or '–'}” → “{self.theirs or '–'}”"


class TrustRoot(National):
    """A certificate that signatures are checked against; loaded by the operator, none bundled."""

    name = models.CharField("tên", max_length=200)
    pem = models.TextField("chứng thư")
    sha256 = models.CharField("dấu vân tay", max_length=64, unique=True)
    valid_from = models.DateTimeField("hiệu lực từ")
    valid_to = models.DateTimeField("hiệu lực đến")
    note = models.CharField("ghi chú", max_length=300, default="[proposal]")

    class Meta:
        verbose_name = "chứng thư gốc tin cậy"
        ordering = ["name"]

    def __str__(self):
        return self.name
