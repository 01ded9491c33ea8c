"""Solutions: what they save and cost, what became of them, and why not."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import CombinedExpression
from django.urls import reverse

from assessments.enums import (
    AssessmentState,
    CauseClass,
    Channel,
    Mover,
    OptionCategory,
    OptionState,
    Screening,
)
from assessments.models.assessments import AssessmentRecord, SavedNow
from assessments.models.reasons import Reason
from assessments.models.reference import CODE, MeasureUnit, Resource, exact
from assessments.models.uses import money
from organisations.access import OwnedQuerySet, Territorial, person_key
from organisations.entry.keys import form_key_field, once_per_form
from organisations.enums import Kind


class OptionQuerySet(OwnedQuerySet):
    def standing(self):
        """Without those of assessments that were cancelled."""
        return self.exclude(assessment__state=AssessmentState.CANCELLED)

    def filed(self):
        """Of assessments that were handed in, which alone are counted."""
        return self.filter(assessment__state__in=AssessmentState.filed_states())

    def for_list(self):
        rows = self.select_related("assessment")
        return rows.order_by("-assessment__year", "assessment_id", "place", "pk")


class CPOption(AssessmentRecord):
    """A cleaner-production solution (giải pháp SXSH) of an assessment.

    `annual_saving` is S of DOMAIN 3.4: the savings by resource, plus other income, less added
    running costs, kept by the database; null as long as nothing was said about money. `state`,
    its day and the latest news come from the OptionSteps and from nowhere else. `measured_saving`
    is its part of the frozen MeasuredResults of its assessment; null as long as nobody told it.
    """

    code = models.CharField("mã", max_length=20)
    name = models.CharField("tên giải pháp", max_length=300)
    category = models.CharField("nhóm giải pháp", max_length=5, choices=OptionCategory)
    cause = models.TextField("nguyên nhân", blank=True)
    cause_codes = ArrayField(
        models.CharField(max_length=40), verbose_name="mã nguyên nhân", default=list, blank=True
    )
    cause_class = models.CharField(
        "loại nguyên nhân", max_length=12, choices=CauseClass, blank=True
    )
    description = models.TextField("mô tả", blank=True)
    proposer = models.CharField("người đề xuất", max_length=150, blank=True)
    screening = models.CharField("sàng lọc", max_length=16, choices=Screening, blank=True)
    screening_reason = models.TextField("lý do kỹ thuật", blank=True)
    screened_on = models.DateField("ngày sàng lọc", null=True, blank=True)
    is_seasonal = models.BooleanField("sản xuất theo mùa", default=False)

    investment = money("đầu tư ban đầu (đồng)", null=True, blank=True)
    running_cost = money("chi phí vận hành tăng thêm (đồng/năm)", null=True, blank=True)
    other_income = money("thu khác, tránh phí (đồng/năm)", null=True, blank=True)
    life_years = models.PositiveSmallIntegerField("tuổi thọ (năm)", null=True, blank=True)
    salvage = money("giá trị còn lại (đồng)", null=True, blank=True)
    discount_percent = models.DecimalField(
        "tỷ suất chiết khấu (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    cash_flow = ArrayField(
        models.DecimalField(max_digits=18, decimal_places=0),
        verbose_name="dòng tiền riêng từng năm",
        default=list,
        blank=True,
    )

    annual_saving = models.DecimalField(
        "tiết kiệm ròng một năm (đồng)",
        max_digits=24,
        decimal_places=6,
        null=True,
        editable=False,
    )
    state = models.CharField(
        "trạng thái",
        max_length=15,
        choices=OptionState,
        default=OptionState.PROPOSED,
        editable=False,
    )
    state_on = models.DateField("từ ngày", null=True, editable=False)
    news_on = models.DateField("tin cuối ngày", null=True, editable=False)
    is_unconfirmed = models.BooleanField("chưa xác nhận còn chạy", default=False, editable=False)
    actual_cost = money("chi phí thực tế (đồng)", null=True, blank=True)
    implemented_on = models.DateField("hoàn thành ngày", null=True, blank=True)
    measured_saving = money("tiết kiệm ròng đo được một năm (đồng)", null=True, editable=False)
    measured_how = models.CharField(
        "cách tách phần của giải pháp", max_length=200, blank=True, editable=False
    )
    place = models.PositiveIntegerField("thứ tự", default=0, editable=False)
    form_key = form_key_field()

    objects = OptionQuerySet.as_manager()

    class Meta:
        verbose_name = "giải pháp SXSH"
        ordering = ["assessment_id", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "code"],
                name="option_code_once",
                violation_error_message="Mã giải pháp này đã có trong phiếu.",
            ),
            models.CheckConstraint(
                name="option_money_not_negative",
                condition=(Q(investment__isnull=True) | Q(investment__gte=0))
                & (Q(actual_cost__isnull=True) | Q(actual_cost__gte=0)),
                violation_error_message="Số tiền đầu tư không được âm.",
            ),
            models.CheckConstraint(
                name="option_life_is_plausible",
                condition=Q(life_years__isnull=True) | Q(life_years__gte=1, life_years__lte=30),
                violation_error_message="Tuổi thọ phải từ 1 đến 30 năm.",
            ),
            models.CheckConstraint(
                name="option_rate_is_a_share",
                condition=Q(discount_percent__isnull=True)
                | Q(discount_percent__gt=0, discount_percent__lt=100),
                violation_error_message="Tỷ suất chiết khấu phải trên 0 và dưới 100%%.",
            ),
            models.CheckConstraint(
                name="rejected_option_says_why",
                condition=~Q(screening=Screening.REJECTED) | ~Q(screening_reason=""),
                violation_error_message="Loại khi sàng lọc thì ghi lý do kỹ thuật.",
            ),
            once_per_form("option"),
        ]
        indexes = [
            models.Index(fields=["department", "state"], name="option_department_state"),
            models.Index(fields=["state", "news_on"], name="option_news"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("assessments:option", args=[self.pk])


class OptionSaving(AssessmentRecord):
    """How much of a resource a solution saves in a year (negative: takes more), and at what price.

    As said, and in the resource's base unit; the price is per unit as said.
    """

    option = models.ForeignKey(
        CPOption, models.PROTECT, related_name="savings", verbose_name="giải pháp"
    )
    resource = models.ForeignKey(
        Resource, models.PROTECT, related_name="+", verbose_name="tài nguyên"
    )
    quantity = exact("giảm một năm (âm: tăng)")
    unit = models.ForeignKey(MeasureUnit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    price = exact("đơn giá (đồng)")
    value = models.GeneratedField(
        expression=CombinedExpression(F("quantity"), "*", F("price")),
        output_field=models.DecimalField(max_digits=40, decimal_places=18, null=True),
        db_persist=True,
    )
    base_quantity = exact("lượng quy đổi", editable=False)
    base_unit = models.CharField("đơn vị gốc", max_length=10, blank=True, editable=False)
    factors = ArrayField(
        models.CharField(**CODE), verbose_name="hệ số đã dùng", default=list, editable=False
    )
    place = models.PositiveIntegerField("thứ tự", default=0, editable=False)

    class Meta:
        verbose_name = "mức tiết kiệm của giải pháp"
        ordering = ["option_id", "place", "pk"]

    def __str__(self):
        return str(self.resource)


class OptionStep(AssessmentRecord):
    """News of a solution: a step from one state to another, or that it stays where it is.

    Written once. What was said, on which day, by whom, by which way; the database stores when and
    carries the solution along.
    """

    option = models.ForeignKey(
        CPOption, models.PROTECT, related_name="steps", verbose_name="giải pháp"
    )
    from_state = models.CharField("từ", max_length=15, choices=OptionState)
    to_state = models.CharField("sang", max_length=15, choices=OptionState)
    mover = models.CharField("bên báo", max_length=10, choices=Mover)
    held_on = models.DateField("ngày")
    channel = models.CharField("cách báo", max_length=10, choices=Channel, default=Channel.PORTAL)
    told_by = models.CharField("người trả lời", max_length=150, blank=True)
    cost = money("chi phí thực tế (đồng)", null=True, blank=True)
    planned_for = models.DateField("dự kiến làm", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)
    recorded_at = models.DateTimeField("ghi lúc", db_default=SavedNow(), editable=False)
    recorded_by = person_key(null=True, verbose_name="người ghi")
    recorded_by_name = models.CharField("tên người ghi", max_length=150, blank=True)
    form_key = form_key_field()

    class Meta:
        verbose_name = "tin về giải pháp"
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="step_by_telephone_names_who",
                condition=~Q(channel=Channel.TELEPHONE) | ~Q(told_by=""),
                violation_error_message="Ghi tên người trả lời điện thoại.",
            ),
            models.CheckConstraint(
                name="step_cost_not_negative",
                condition=Q(cost__isnull=True) | Q(cost__gte=0),
                violation_error_message="Chi phí không được âm.",
            ),
            once_per_form("option_step"),
        ]

    def __str__(self):
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"


class OptionReason(Territorial):
    """Why an enterprise did not carry out, or stopped, a solution: for the enterprise alone.

    Written through app.say_why by whoever records the step; read by the enterprise. Officials get
    totals over at least five enterprises (app.count_reasons).
    """

    owner_paths = {Kind.ENTERPRISE: "enterprise"}

    step = models.ForeignKey(
        OptionStep, models.PROTECT, related_name="+", verbose_name="tin về giải pháp"
    )
    option = models.ForeignKey(CPOption, models.PROTECT, related_name="+", verbose_name="giải pháp")
    reason = models.ForeignKey(Reason, models.PROTECT, related_name="+", verbose_name="lý do")
    is_main = models.BooleanField("lý do chính", default=False)
    words = models.TextField("nói thêm", blank=True)

    class Meta:
        verbose_name = "lý do doanh nghiệp nêu"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["step", "reason"], name="reason_once_a_step"),
            models.UniqueConstraint(
                fields=["step"], condition=Q(is_main=True), name="one_main_reason_a_step"
            ),
        ]

    def __str__(self):
        return str(self.reason)
