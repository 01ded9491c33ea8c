"""A version of a report and what it is made of: frozen facts, and figures grouped from them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisations.access import Owned, OwnedQuerySet, person_key
from organisations.enums import Kind
from programmes.models import Indicator
from reports.enums import Nature, Reading, VersionState
from reports.models.report import SUBMITTED, Report

OF_A_SUBMITTED_VERSION = Q(version__is_submitted=True)
PRINTED_IN_A_SUBMITTED_VERSION = OF_A_SUBMITTED_VERSION & Q(is_internal=False)


class ReportVersion(Owned):
    """One compilation of a report. A draft is replaced in place; a submitted one never changes."""

    owner_paths = {
        Kind.DEPARTMENT: "owner",
        Kind.CORPORATION: "owner",
        Kind.MINISTRY: ("owner", SUBMITTED),
    }

    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    # Of the Ministry's own: the submitted versions that it adds up are this one's parts.
    consolidation = models.ForeignKey(
        "Consolidation", models.PROTECT, null=True, related_name="versions"
    )
    number = models.PositiveSmallIntegerField("bản số")
    state = models.CharField(
        "trạng thái", max_length=10, choices=VersionState, default=VersionState.COMPILING
    )
    is_submitted = models.BooleanField("đã gửi", default=False)
    public_code = models.CharField("mã văn bản", max_length=32, unique=True)
    public_url = models.CharField("địa chỉ tra cứu", max_length=200)
    facts_digest = models.CharField(max_length=64, blank=True)
    figures_digest = models.CharField(max_length=64, blank=True)
    # Which compilation wrote the facts and figures; sealing refuses another one's files.
    run = models.UUIDField(null=True, editable=False)
    is_nil = models.BooleanField("không phát sinh", default=False)
    created_at = models.DateTimeField("mở lúc")
    compiled_at = models.DateTimeField("lập lúc", null=True)
    compiled_by = person_key(null=True)
    compiled_by_name = models.CharField("người lập", max_length=150, blank=True)

    # True while the nation's rows lie sorted beside it (reports.national.ground.gathered).
    is_gathered = False

    class Meta:
        verbose_name = "bản báo cáo"
        ordering = ["report", "-number"]
        constraints = [
            # The owner is part of every key: a clash must not tell about a neighbour's rows.
            models.UniqueConstraint(fields=["owner", "report", "number"], name="version_once"),
            models.UniqueConstraint(
                fields=["owner", "report"],
                condition=Q(is_submitted=False),
                name="one_draft_at_a_time",
            ),
            models.CheckConstraint(
                name="submitted_version_is_complete",
                condition=Q(is_submitted=False, state__in=["compiling", "compiled"])
                | Q(is_submitted=True, state="submitted", compiled_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"bản {self.number}"

    def figure_code(self, ordinal):
        """What is printed in the annex: derived, so that two compiles of one version agree."""
        return f"{self.report.code}.{self.number}.{ordinal:03d}"

    def figure_url(self, ordinal):
        return f"{self.public_url}/so-lieu/{self.figure_code(ordinal)}/"


class Fact(Owned):
    """One frozen row that a figure was counted from (số liệu gốc).

    `label` is how the source was called that day; it stands outside the digest so that a person's
    name can be erased without breaking a submitted report.
    """

    owner_paths = {
        Kind.DEPARTMENT: "owner",
        Kind.CORPORATION: "owner",
        Kind.MINISTRY: ("owner", PRINTED_IN_A_SUBMITTED_VERSION),
    }

    version = models.ForeignKey(ReportVersion, models.CASCADE, related_name="facts")
    nature = models.CharField("loại", max_length=10, choices=Nature)
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="+")
    source = models.CharField("nguồn", max_length=40)
    source_id = models.BigIntegerField("mã dòng gốc")
    label = models.CharField("tên dòng gốc", max_length=500)
    year = models.PositiveSmallIntegerField("năm", null=True)
    kind = models.CharField("phân loại", max_length=40, blank=True)
    stratum = models.CharField("loại cơ sở", max_length=10, blank=True)
    sector = models.CharField("ngành", max_length=2, blank=True)
    number = models.DecimalField("giá trị", max_digits=20, decimal_places=4, null=True)
    planned = models.DecimalField("kế hoạch", max_digits=20, decimal_places=4, null=True)
    estimate = models.DecimalField("ước cả năm", max_digits=20, decimal_places=4, null=True)
    unit = models.CharField("đơn vị tính", max_length=40, blank=True)
    detail = models.JSONField("thông tin in kèm", default=dict)
    # Stands on the reconciliation sheet alone, which the Ministry does not read.
    is_internal = models.BooleanField("chỉ trong phiếu đối chiếu", db_default=False)

    class Meta:
        verbose_name = "số liệu gốc"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "version", "nature", "indicator", "source", "source_id", "year"],
                name="fact_once",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(fields=["version", "source", "source_id"], name="fact_by_row"),
            models.Index(fields=["version", "indicator", "year"], name="fact_by_indicator"),
        ]

    def __str__(self):
        return self.label


class FigureQuerySet(OwnedQuerySet):
    def for_list(self):
        return self.select_related("indicator").order_by("ordinal")


class Figure(Owned):
    """One printed number or statement, with its code and the facts it groups.

    A counted figure is the sum of `number` (or `planned`, `estimate`, or a rate of two) over the
    version's counted and typed facts of `indicator` that match year, kind, stratum and source; an
    empty filter matches all. NULL means that no fact matches, and prints "–". The same number
    printed in several places is one figure with one code.
    """

    owner_paths = Fact.owner_paths

    version = models.ForeignKey(ReportVersion, models.CASCADE, related_name="figures")
    ordinal = models.PositiveSmallIntegerField("số thứ tự")
    code = models.CharField("mã số liệu", max_length=80)
    nature = models.CharField("loại", max_length=10, choices=Nature)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, related_name="+", verbose_name="chỉ tiêu"
    )
    place = models.CharField("vị trí in đầu tiên", max_length=200)
    reads = models.CharField("cách đọc", max_length=10, choices=Reading, default=Reading.NUMBER)
    any_year = models.BooleanField("mọi năm", default=True)
    year = models.PositiveSmallIntegerField("năm", null=True)
    kind = models.CharField("phân loại", max_length=40, blank=True)
    stratum = models.CharField("loại cơ sở", max_length=10, blank=True)
    source = models.CharField("nguồn", max_length=40, blank=True)
    source_id = models.BigIntegerField("mã dòng gốc", null=True)
    value = models.DecimalField("giá trị", max_digits=20, decimal_places=4, null=True)
    fact_count = models.PositiveIntegerField("số dòng gốc", default=0)
    printed = models.TextField("in là")
    unit = models.CharField("đơn vị tính", max_length=40, blank=True)
    is_internal = models.BooleanField("chỉ trong phiếu đối chiếu", db_default=False)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu"
        ordering = ["version", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "version", "ordinal"], name="figure_ordinal_once"
            ),
            models.UniqueConstraint(fields=["code"], name="figure_code_once"),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("figure", args=[self.code])
