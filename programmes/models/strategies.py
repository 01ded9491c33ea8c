"""What the nation wants: strategies, their milestones and schemes, duties, indicators, targets."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organisations.access import National, Owned
from organisations.entry.keys import form_key_field, once_per_form
from programmes.enums import Comparator, Measure, Method
from programmes.models.documents import EVERYBODYS, READERS, LegalDocument, provenance_field


class Strategy(National):
    """A national strategy or programme on cleaner production, with its own set of targets."""

    code = models.SlugField("mã", max_length=20, unique=True)
    document = models.ForeignKey(LegalDocument, models.PROTECT, verbose_name="quyết định")
    name = models.CharField("tên", max_length=300)
    year_from = models.PositiveSmallIntegerField("từ năm")
    year_to = models.PositiveSmallIntegerField("đến năm")
    aim = models.TextField("mục tiêu chung", blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "chiến lược, chương trình quốc gia"
        ordering = ["year_from"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("programmes:strategy", args=[self.code])


class Milestone(National):
    """A stretch of years of a strategy with targets of its own (đến 2015, 2016-2020)."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="milestones")
    label = models.CharField("mốc", max_length=60)
    year_from = models.PositiveSmallIntegerField("từ năm")
    year_to = models.PositiveSmallIntegerField("đến năm")

    class Meta:
        verbose_name = "mốc thời gian"
        ordering = ["year_to"]
        constraints = [
            models.UniqueConstraint(fields=["strategy", "year_to"], name="milestone_once"),
        ]

    def __str__(self):
        return self.label


class Scheme(National):
    """One of the schemes (đề án) that carry a strategy out."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="schemes")
    ordinal = models.PositiveSmallIntegerField("số thứ tự")
    name = models.CharField("tên đề án", max_length=300)
    lead = models.CharField("cơ quan chủ trì", max_length=200, blank=True)
    provenance = provenance_field()

    class Meta:
        verbose_name = "đề án"
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["strategy", "ordinal"], name="scheme_once"),
        ]

    def __str__(self):
        return self.name


class Obligation(National):
    """A duty laid down by the Directive on applying cleaner production (O1 to O12)."""

    code = models.CharField("mã", max_length=4, unique=True)
    document = models.ForeignKey(LegalDocument, models.PROTECT, verbose_name="chỉ thị")
    clause = models.CharField("điểm", max_length=20)
    bearer = models.CharField("chủ thể", max_length=300)
    duty = models.TextField("nghĩa vụ")
    cadence = models.CharField("định kỳ, thời hạn", max_length=200, blank=True)
    addressee = models.CharField("nơi nhận", max_length=200, blank=True)
    output = models.CharField("kết quả cần lưu", max_length=300, blank=True)

    class Meta:
        verbose_name = "nghĩa vụ theo Chỉ thị"
        ordering = ["pk"]

    def __str__(self):
        return self.code


class Indicator(National):
    """What is counted (chỉ tiêu): a stable code, a definition, and how it adds up."""

    code = models.CharField("mã", max_length=6, unique=True)
    label = models.CharField("chỉ tiêu", max_length=200)
    unit = models.CharField("đơn vị tính", max_length=30)
    measure = models.CharField("loại", max_length=10, choices=Measure)
    definition = models.TextField("định nghĩa")
    source = models.CharField("nguồn số liệu", max_length=300)
    dimensions = models.JSONField("phân tổ", default=list)
    aggregation = models.JSONField("cách tính", default=dict)
    is_typed = models.BooleanField("nhập tay", default=False)
    reported_by = models.JSONField("đơn vị báo cáo", default=list)
    consolidation = models.CharField("cách tổng hợp", max_length=30)
    provenance = models.JSONField("nguồn", default=list)
    version = models.CharField("phiên bản", max_length=20)

    class Meta:
        verbose_name = "chỉ tiêu"
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.label}"


class Target(Owned):
    """How much is wanted by when (mục tiêu), with its own comparator and denominator text.

    National rows belong to a milestone of a strategy, a unit's own rows to its plan.
    """

    owner_paths = READERS
    national_when = EVERYBODYS

    is_national = models.BooleanField("dùng chung toàn quốc", default=False, editable=False)
    milestone = models.ForeignKey(
        Milestone, models.PROTECT, null=True, blank=True, related_name="targets"
    )
    plan = models.ForeignKey(
        "ActionPlan", models.CASCADE, null=True, blank=True, related_name="targets"
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="+"
    )
    label = models.CharField("mục tiêu", max_length=300)
    comparator = models.CharField(
        "so sánh", max_length=2, choices=Comparator, default=Comparator.AT_LEAST
    )
    value = models.DecimalField("giá trị", max_digits=12, decimal_places=2, null=True, blank=True)
    upper = models.DecimalField("cận trên", max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField("đơn vị tính", max_length=30, default="%")
    denominator = models.CharField("mẫu số theo lời văn", max_length=300, blank=True)
    is_for_nation_only = models.BooleanField("chỉ tính ở cấp quốc gia", default=False)
    provenance = provenance_field()

    class Meta:
        verbose_name = "mục tiêu"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="target_of_a_milestone_or_a_plan",
                condition=Q(milestone__isnull=False, plan__isnull=True)
                | Q(milestone__isnull=True, plan__isnull=False),
            ),
            models.CheckConstraint(
                name="target_range_in_order",
                condition=Q(upper__isnull=True) | Q(upper__gte=F("value")),
                violation_error_message="Cận trên phải lớn hơn hoặc bằng giá trị.",
            ),
        ]

    def __str__(self):
        return self.label


class TargetProgress(Owned):
    """How far a target is by a day: method, numerator, denominator, evidence.

    Of a national target as well: the value is the unit's own.
    """

    target = models.ForeignKey(
        Target, models.PROTECT, related_name="+", verbose_name="mục tiêu", editable=False
    )
    as_of = models.DateField("tính đến ngày")
    value = models.DecimalField("kết quả đạt được", max_digits=12, decimal_places=2)
    numerator = models.DecimalField("tử số", max_digits=14, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(
        "mẫu số", max_digits=14, decimal_places=2, null=True, blank=True
    )
    denominator_source = models.CharField("nguồn của mẫu số", max_length=200, blank=True)
    method = models.CharField("cách xác định", max_length=10, choices=Method)
    evidence = models.TextField("minh chứng")
    form_key = form_key_field()

    class Meta:
        verbose_name = "mức độ hoàn thành mục tiêu"
        ordering = ["-as_of", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "target", "as_of"],
                name="progress_once_a_day",
                violation_error_message="Đã ghi kết quả của mục tiêu này cho ngày đó.",
            ),
            models.CheckConstraint(
                name="progress_denominator_says_its_source",
                condition=Q(denominator__isnull=True) | ~Q(denominator_source=""),
                violation_error_message="Có mẫu số thì ghi nguồn của mẫu số.",
            ),
            models.CheckConstraint(
                name="progress_denominator_positive",
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0),
                violation_error_message="Mẫu số phải lớn hơn 0.",
            ),
            once_per_form("progress"),
        ]

    def __str__(self):
        return f"{self.target} ({self.as_of:%d/%m/%Y})"

    def get_absolute_url(self):
        return reverse("programmes:target_progress", args=[self.target_id])
