"""What was decided: documents, strategies, indicators; and what a unit plans from them."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, ExtractYear
from django.urls import reverse

from organisations.access import National, Owned, OwnedQuerySet
from organisations.enums import Kind
from organisations.vietnamese import normalise_document_number
from programmes.enums import (
    UNVERIFIED,
    Comparator,
    DocumentType,
    FocalState,
    IssuerLevel,
    Measure,
    PlanKind,
    PlanState,
    Provenance,
    TaskState,
)

EVERYBODYS = Q(is_national=True)
READERS = dict.fromkeys(
    (Kind.DEPARTMENT, Kind.CORPORATION, Kind.ENTERPRISE, Kind.SUPPORT, Kind.MINISTRY), "owner"
)


def provenance_field():
    return models.CharField("nguồn", max_length=10, choices=Provenance, default=Provenance.OFFICIAL)


class DocumentNumberField(models.CharField):
    """A document number, stored normalised so that 1419⁄QĐ-TTg finds 1419/QĐ-TTg."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return normalise_document_number(value) if isinstance(value, str) else value


class LegalDocument(Owned):
    """A document that is cited. Number, date and issuer may be unknown, and then it says so."""

    owner_paths = READERS
    national_when = EVERYBODYS

    is_national = models.BooleanField("dùng chung toàn quốc", default=False, editable=False)
    type = models.CharField("loại văn bản", max_length=20, choices=DocumentType)
    number = DocumentNumberField("số, ký hiệu", max_length=50, blank=True)
    issued_on = models.DateField("ngày ký", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    issuer_level = models.CharField("cấp ban hành", max_length=20, choices=IssuerLevel, blank=True)
    title = models.CharField("trích yếu", max_length=500)
    submitted_by = models.CharField("cơ quan trình", max_length=200, blank=True)
    provenance = provenance_field()
    note = models.CharField("ghi chú", max_length=500, blank=True)

    class Meta:
        verbose_name = "văn bản"
        ordering = [F("issued_on").desc(nulls_last=True), "number"]
        constraints = [
            # Numbers begin again at 01 every year (NĐ 30/2020/NĐ-CP, Điều 15).
            models.UniqueConstraint(
                "owner",
                "number",
                Coalesce(ExtractYear("issued_on"), 0),
                name="document_number_once_a_year",
                condition=~Q(number=""),
                violation_error_message=(
                    "Sổ văn bản đã có số, ký hiệu này trong cùng năm. Hãy kiểm tra lại số."
                ),
            ),
        ]

    def __str__(self):
        return " ".join(part for part in (self.get_type_display(), self.number) if part)

    @property
    def is_identified(self):
        """Number, date and issuer are all known; only then is the document counted."""
        return bool(self.number and self.issued_on and self.issuer)

    @property
    def is_unverified(self):
        return self.provenance in UNVERIFIED


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


class ActionPlanQuerySet(OwnedQuerySet):
    def for_list(self):
        """Everything a row of the list shows, in one query."""
        return self.select_related("document").order_by("-year_from", "-pk")

    def in_force_on(self, day):
        """Issued plans whose years hold the day, by calendar year."""
        return self.filter(state=PlanState.ISSUED, year_from__lte=day.year, year_to__gte=day.year)


class ActionPlan(Owned):
    """A unit's plan for some years (kế hoạch hành động). Plans may overlap; the issuer is data."""

    kind = models.CharField(
        "loại kế hoạch", max_length=20, choices=PlanKind, default=PlanKind.ACTION_PLAN
    )
    title = models.CharField("tên kế hoạch", max_length=500)
    year_from = models.PositiveSmallIntegerField("từ năm")
    year_to = models.PositiveSmallIntegerField("đến năm")
    state = models.CharField(
        "trạng thái", max_length=10, choices=PlanState, default=PlanState.DRAFT
    )
    document = models.OneToOneField(
        LegalDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan",
        verbose_name="văn bản ban hành",
    )
    strategy = models.ForeignKey(
        Strategy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="thực hiện chiến lược",
    )
    note = models.TextField("ghi chú", blank=True)
    form_key = models.UUIDField("mã phiếu nhập", null=True, editable=False)

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch hành động"
        ordering = ["-year_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="plan_years_in_order",
                condition=Q(year_to__gte=F("year_from")),
                violation_error_message="Năm kết thúc phải bằng hoặc sau năm bắt đầu.",
            ),
            models.CheckConstraint(
                name="issued_plan_has_a_document",
                condition=~Q(state=PlanState.ISSUED) | Q(document__isnull=False),
                violation_error_message="Kế hoạch đã ban hành phải có văn bản ban hành.",
            ),
            models.UniqueConstraint(fields=["owner", "form_key"], name="plan_saved_once_per_form"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("programmes:plan", args=[self.pk])

    @property
    def years(self):
        return f"{self.year_from}-{self.year_to}"


class FocalUnit(Owned):
    """The unit that carries cleaner production out for a department (đơn vị đầu mối)."""

    name = models.CharField("tên đơn vị", max_length=200)
    host = models.CharField("trực thuộc", max_length=200, blank=True)
    state = models.CharField("trạng thái", max_length=15, choices=FocalState)
    since_year = models.PositiveSmallIntegerField("từ năm", null=True, blank=True)
    basis = models.TextField("căn cứ, nguyên văn", blank=True)

    class Meta:
        verbose_name = "đơn vị đầu mối"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("programmes:focal_unit", args=[self.pk])


class FocalDiscipline(Owned):
    """A field in which the focal unit's staff are trained; head counts are often not known."""

    unit = models.ForeignKey(FocalUnit, models.CASCADE, related_name="disciplines")
    name = models.CharField("chuyên ngành", max_length=100)
    staff_count = models.PositiveSmallIntegerField("số cán bộ", null=True, blank=True)

    class Meta:
        verbose_name = "chuyên ngành cán bộ"
        ordering = ["pk"]

    def __str__(self):
        return self.name


class FocalEquipment(Owned):
    """Measuring equipment of the focal unit; a kind named without a number stays without one."""

    unit = models.ForeignKey(FocalUnit, models.CASCADE, related_name="equipment")
    name = models.CharField("thiết bị", max_length=150)
    count = models.PositiveSmallIntegerField("số lượng", null=True, blank=True)

    class Meta:
        verbose_name = "thiết bị khảo sát, đánh giá"
        ordering = ["pk"]

    def __str__(self):
        return self.name


class TaskList(Owned):
    """The tasks of one year (danh mục các nhiệm vụ); its approval may lie in another year."""

    plan = models.ForeignKey(
        ActionPlan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="task_lists",
        verbose_name="kế hoạch",
    )
    year = models.PositiveSmallIntegerField("năm kế hoạch", null=True, blank=True)
    title = models.CharField("tên danh mục", max_length=500)
    document = models.ForeignKey(
        LegalDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="quyết định phê duyệt",
    )
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "danh mục nhiệm vụ"
        ordering = [F("year").desc(nulls_last=True), "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("programmes:task_list", args=[self.pk])


class Task(Owned):
    """One task of a year's list (nhiệm vụ)."""

    task_list = models.ForeignKey(
        TaskList, models.PROTECT, related_name="tasks", verbose_name="danh mục"
    )
    ordinal = models.PositiveSmallIntegerField("số thứ tự", default=1)
    name = models.CharField("tên nhiệm vụ", max_length=500)
    scheme = models.ForeignKey(
        Scheme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đề án"
    )
    lead = models.CharField("đơn vị chủ trì", max_length=200, blank=True)
    state = models.CharField(
        "trạng thái", max_length=15, choices=TaskState, default=TaskState.PROPOSED
    )
    accepted_on = models.DateField("ngày nghiệm thu", null=True, blank=True)

    class Meta:
        verbose_name = "nhiệm vụ"
        ordering = ["ordinal", "pk"]
        constraints = [
            models.CheckConstraint(
                name="accepted_task_says_when",
                condition=~Q(state=TaskState.ACCEPTED) | Q(accepted_on__isnull=False),
                violation_error_message="Nhiệm vụ đã nghiệm thu phải có ngày nghiệm thu.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("programmes:task", args=[self.pk])
