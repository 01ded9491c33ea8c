"""What leaves the unit: stored documents, receipts, and the Ministry's consolidation."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisations.access import Owned, OwnedQuerySet, person_key
from organisations.entry.keys import form_key_field
from organisations.enums import Kind
from organisations.vietnamese import format_date
from reports.enums import DocumentKind, DueWording, LatenessBasis
from reports.models.report import Report
from reports.models.rounds import ReportingRound, first_late_instant
from reports.models.version import OF_A_SUBMITTED_VERSION, ReportVersion


class DocumentQuerySet(OwnedQuerySet):
    def current(self):
        """Files that stand; a draft that was compiled again leaves its old ones behind."""
        return self.filter(replaced_at__isnull=True)


class Document(Owned):
    """A stored file of a version or a consolidation. The file on disk is named by its hash.

    A draft's file that was replaced stays known, so that nobody calls it forged.
    """

    owner_paths = {
        Kind.DEPARTMENT: "owner",
        Kind.CORPORATION: "owner",
        # The reconciliation sheet is internal to the unit; the Ministry reads the report alone.
        Kind.MINISTRY: ("owner", OF_A_SUBMITTED_VERSION & Q(kind=DocumentKind.REPORT)),
    }

    kind = models.CharField("loại", max_length=15, choices=DocumentKind)
    version = models.ForeignKey(ReportVersion, models.PROTECT, null=True, related_name="documents")
    consolidation = models.ForeignKey(
        "Consolidation", models.PROTECT, null=True, related_name="documents"
    )
    identifier = models.CharField("mã văn bản", max_length=40)
    name = models.CharField("tên tệp", max_length=150)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField("dung lượng")
    created_at = models.DateTimeField("lập lúc")
    replaced_at = models.DateTimeField("được thay lúc", null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "tài liệu"
        indexes = [
            models.Index(fields=["sha256"], name="document_by_content"),
            models.Index(fields=["identifier"], name="document_by_identifier"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "version", "kind"],
                condition=Q(version__isnull=False, replaced_at__isnull=True),
                name="document_once_per_version",
            ),
            models.CheckConstraint(
                name="document_of_one_thing",
                condition=Q(version__isnull=False, consolidation__isnull=True)
                & ~Q(kind=DocumentKind.CONSOLIDATED)
                | Q(version__isnull=True, consolidation__isnull=False)
                & Q(kind=DocumentKind.CONSOLIDATED),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("reports:document", args=[self.pk])


class ReceiptQuerySet(OwnedQuerySet):
    def for_list(self):
        """With all that `is_on_time` asks."""
        return self.select_related("round", "version", "owner").prefetch_related("arrivals")


class Receipt(Owned):
    """Phiếu tiếp nhận: that a version was received, and when. The time is the database's own.

    Nobody can change it: the table refuses every UPDATE and DELETE.
    """

    owner_paths = {
        Kind.DEPARTMENT: "owner",
        Kind.CORPORATION: "owner",
        Kind.MINISTRY: Q(pk__isnull=False),
    }

    number = models.CharField("số phiếu", max_length=80, unique=True)
    version = models.OneToOneField(ReportVersion, models.PROTECT, related_name="receipt")
    report = models.ForeignKey(Report, models.PROTECT, related_name="receipts")
    round = models.ForeignKey(ReportingRound, models.PROTECT, related_name="+")
    received_at = models.DateTimeField("tiếp nhận lúc", editable=False)
    due_at = models.DateTimeField("hạn nộp", editable=False)
    submitted_by = person_key(null=True)
    submitted_by_name = models.CharField("người gửi", max_length=150)
    figures_digest = models.CharField("mã kiểm tra số liệu", max_length=64)
    document_sha256 = models.CharField("mã kiểm tra tệp", max_length=64)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu tiếp nhận"
        ordering = ["received_at"]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("reports:receipt", args=[self.pk])

    @property
    def arrival(self):
        """What the register of incoming papers says, as it was last recorded; None without."""
        return max(self.arrivals.all(), key=lambda row: row.pk, default=None)

    @property
    def decides_by_register(self):
        return self.round.lateness_by == LatenessBasis.REGISTER and self.arrival is not None

    @property
    def is_on_time(self):
        """By what the round says; a round by the register goes by the clock until it is told."""
        if self.decides_by_register:
            arrived = first_late_instant(DueWording.BEFORE, self.arrival.arrived_on)
            return arrived < self.due_at
        return self.received_at < self.due_at

    @property
    def timeliness(self):
        """ "đúng hạn" or "nộp chậm", and by what where it is not our own clock."""
        words = "đúng hạn" if self.is_on_time else "nộp chậm"
        if self.decides_by_register:
            return f"{words} (ngày đến theo sổ {format_date(self.arrival.arrived_on)})"
        return words


class Arrival(Owned):
    """Ngày đến theo sổ văn bản đến, beside the receipt: recorded by the Ministry, never changed.

    A wrong entry is corrected by a newer one; both stay.
    """

    owner_paths = {
        Kind.DEPARTMENT: "owner",
        Kind.CORPORATION: "owner",
        Kind.MINISTRY: Q(pk__isnull=False),
    }

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="arrivals")
    number = models.CharField("số đến", max_length=50)
    arrived_on = models.DateField("ngày đến")
    evidence = models.CharField("căn cứ", max_length=300)
    recorded_at = models.DateTimeField("ghi lúc", editable=False)
    recorded_by = person_key(null=True)
    recorded_by_name = models.CharField("người ghi", max_length=150, editable=False)
    form_key = form_key_field()

    class Meta:
        verbose_name = "ngày đến theo sổ văn bản đến"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "form_key"], name="arrival_once_per_form"),
        ]

    def __str__(self):
        return f"{self.number} ({format_date(self.arrived_on)})"

    def get_absolute_url(self):
        return self.receipt.get_absolute_url()


class Consolidation(Owned):
    """The Ministry's collected file of one round, made from submitted versions alone (tổng hợp)."""

    owner_paths = {Kind.MINISTRY: "owner"}

    round = models.ForeignKey(ReportingRound, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField("lần")
    public_code = models.CharField("mã văn bản", max_length=32, unique=True)
    digest = models.CharField("mã kiểm tra", max_length=64, blank=True)
    requested_at = models.DateTimeField("yêu cầu lúc")
    requested_by_name = models.CharField("người yêu cầu", max_length=150)
    compiled_at = models.DateTimeField("lập lúc", null=True)

    class Meta:
        verbose_name = "tổng hợp"
        ordering = ["round", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="consolidation_once"),
        ]

    def __str__(self):
        return f"{self.round_id} lần {self.number}"


class ConsolidationPart(Owned):
    """One submitted version that a consolidation was made from."""

    owner_paths = {Kind.MINISTRY: "owner"}

    consolidation = models.ForeignKey(Consolidation, models.CASCADE, related_name="parts")
    version = models.ForeignKey(ReportVersion, models.PROTECT, related_name="+")
    ordinal = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "báo cáo trong tập tổng hợp"
        ordering = ["consolidation", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["consolidation", "version"], name="part_once"),
        ]

    def __str__(self):
        return f"{self.ordinal}"
