"""The tasks of a year, what they are to produce and what they cost."""

import calendar
import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organisations.access import Owned, OwnedQuerySet
from organisations.entry.keys import form_key_field, once_per_form
from programmes.enums import (
    DECIDED_STATES,
    DONE_STATES,
    OPEN_STATES,
    UNLOGGED_OUTPUTS,
    Assignment,
    FundKind,
    IssuerLevel,
    ListState,
    OutputKind,
    TaskState,
)
from programmes.models.documents import LegalDocument
from programmes.models.plans import (
    ActionPlan,
    PlanComponent,
    decided,
    is_amendment,
    money_field,
    not_negative,
)
from programmes.models.strategies import Scheme


class TaskListQuerySet(OwnedQuerySet):
    def for_list(self):
        return self.select_related("plan", "document")

    def decided(self):
        return self.filter(decided())

    def orphans(self):
        """Not yet given to a plan."""
        return self.filter(plan__isnull=True)


class TaskList(Owned):
    """The tasks of one year (danh mục các nhiệm vụ); its approval may lie in another year.

    A list without a plan is an orphan and is pointed out as one.
    """

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
    state = models.CharField(
        "trạng thái", max_length=10, choices=ListState, default=ListState.DRAFT
    )
    document = models.ForeignKey(
        LegalDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="quyết định phê duyệt",
    )
    issuer_level = models.CharField(
        "cấp phê duyệt",
        max_length=20,
        choices=IssuerLevel,
        blank=True,
        help_text="Để trống thì như kế hoạch.",
    )
    money_total = money_field("tổng kinh phí được giao", null=True, blank=True)
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    note = models.TextField("ghi chú", blank=True)
    form_key = form_key_field()

    objects = TaskListQuerySet.as_manager()

    class Meta:
        verbose_name = "danh mục nhiệm vụ"
        ordering = [F("year").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                name="decided_list_has_a_document",
                condition=~Q(state__in=DECIDED_STATES) | Q(document__isnull=False),
                violation_error_message="Danh mục đã phê duyệt phải có quyết định phê duyệt.",
            ),
            models.CheckConstraint(
                name="list_money_not_negative",
                condition=Q(money_total__isnull=True) | Q(money_total__gte=0),
                violation_error_message="Số tiền không thể âm.",
            ),
            once_per_form("task_list"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("year:task_list", args=[self.pk])

    @property
    def is_open(self):
        """Its tasks may be planned now; afterwards only what was carried out is written."""
        return self.state in OPEN_STATES

    @property
    def is_decided(self):
        return self.state in DECIDED_STATES or is_amendment(self)


class TaskQuerySet(OwnedQuerySet):
    def for_list(self):
        return self.select_related("task_list__plan", "scheme", "component")


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
    component = models.ForeignKey(
        PlanComponent,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nội dung của kế hoạch",
    )
    lead = models.CharField("đơn vị chủ trì", max_length=200, blank=True)
    partners = models.CharField("đơn vị phối hợp", max_length=500, blank=True)
    month_from = models.PositiveSmallIntegerField("từ tháng", null=True, blank=True)
    month_to = models.PositiveSmallIntegerField("đến tháng", null=True, blank=True)
    state = models.CharField(
        "trạng thái", max_length=15, choices=TaskState, default=TaskState.PROPOSED
    )
    assignment = models.CharField("hình thức giao", max_length=10, choices=Assignment, blank=True)
    executor = models.CharField("đơn vị thực hiện", max_length=200, blank=True)
    assignment_number = models.CharField("văn bản giao, hợp đồng", max_length=50, blank=True)
    given_on = models.DateField("ngày giao", null=True, blank=True)
    started_on = models.DateField("ngày bắt đầu", null=True, blank=True)
    accepted_on = models.DateField("ngày nghiệm thu", null=True, blank=True)
    settled_on = models.DateField("ngày quyết toán", null=True, blank=True)
    stopped_on = models.DateField("ngày dừng, chuyển", null=True, blank=True)
    stop_reason = models.TextField("lý do dừng, chuyển", blank=True)
    carried_from = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name="chuyển từ nhiệm vụ năm trước",
        editable=False,
    )
    proposal = models.OneToOneField(
        "programmes.Proposal",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="từ đề xuất",
        editable=False,
    )
    note = models.TextField("ghi chú", blank=True)
    form_key = form_key_field()

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        ordering = ["ordinal", "pk"]
        constraints = [
            models.CheckConstraint(
                name="accepted_task_says_when",
                condition=~Q(state__in=DONE_STATES) | Q(accepted_on__isnull=False),
                violation_error_message="Nhiệm vụ đã nghiệm thu phải có ngày nghiệm thu.",
            ),
            models.CheckConstraint(
                name="settled_task_says_when",
                condition=~Q(state=TaskState.SETTLED) | Q(settled_on__isnull=False),
                violation_error_message="Nhiệm vụ đã quyết toán phải có ngày quyết toán.",
            ),
            models.CheckConstraint(
                name="given_task_says_how_and_when",
                condition=~Q(state=TaskState.GIVEN)
                | (~Q(assignment="") & Q(given_on__isnull=False)),
                violation_error_message="Ghi hình thức giao và ngày giao.",
            ),
            models.CheckConstraint(
                name="stopped_task_says_when_and_why",
                condition=~Q(state__in=[TaskState.STOPPED, TaskState.CARRIED])
                | (Q(stopped_on__isnull=False) & ~Q(stop_reason="")),
                violation_error_message="Ghi ngày và lý do dừng hoặc chuyển năm sau.",
            ),
            models.CheckConstraint(
                name="task_months_of_a_year",
                condition=(Q(month_from__isnull=True) | Q(month_from__range=(1, 12)))
                & (Q(month_to__isnull=True) | Q(month_to__range=(1, 12))),
                violation_error_message="Tháng từ 1 đến 12.",
            ),
            models.CheckConstraint(
                name="task_months_in_order",
                condition=Q(month_from__isnull=True)
                | Q(month_to__isnull=True)
                | Q(month_to__gte=F("month_from")),
                violation_error_message="Tháng kết thúc phải bằng hoặc sau tháng bắt đầu.",
            ),
            models.CheckConstraint(
                name="task_accepted_after_it_was_given",
                condition=Q(given_on__isnull=True)
                | Q(accepted_on__isnull=True)
                | Q(accepted_on__gte=F("given_on")),
                violation_error_message="Ngày nghiệm thu phải bằng hoặc sau ngày giao.",
            ),
            models.CheckConstraint(
                name="task_settled_after_it_was_accepted",
                condition=Q(settled_on__isnull=True)
                | Q(accepted_on__isnull=True)
                | Q(settled_on__gte=F("accepted_on")),
                violation_error_message="Ngày quyết toán phải bằng hoặc sau ngày nghiệm thu.",
            ),
            once_per_form("task"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("year:task", args=[self.pk])

    @property
    def due_on(self):
        """The last day of its last month; unknown without a year or a month."""
        year, month = self.task_list.year, self.month_to
        if not year or not month:
            return None
        return dt.date(year, month, calendar.monthrange(year, month)[1])

    @property
    def is_done(self):
        return self.state in DONE_STATES

    @property
    def is_on_time(self):
        """True, False, or None while that cannot be said."""
        if not self.is_done or self.due_on is None:
            return None
        return self.accepted_on <= self.due_on


class TaskOutput(Owned):
    """One thing a task is to produce (sản phẩm): planned, and counted from the logs.

    Only where no log can exist is the done quantity typed, and then it says from what.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="outputs", editable=False)
    ordinal = models.PositiveSmallIntegerField("số thứ tự", default=1)
    kind = models.CharField("loại sản phẩm", max_length=15, choices=OutputKind)
    name = models.CharField("sản phẩm", max_length=200)
    unit = models.CharField("đơn vị tính", max_length=30)
    planned = models.DecimalField(
        "kế hoạch", max_digits=14, decimal_places=2, null=True, blank=True
    )
    typed_done = models.DecimalField(
        "thực hiện (nhập tay)", max_digits=14, decimal_places=2, null=True, blank=True
    )
    typed_on = models.DateField("số nhập tay tính đến ngày", null=True, blank=True)
    typed_basis = models.CharField("căn cứ của số nhập tay", max_length=300, blank=True)
    estimate = models.DecimalField(
        "ước cả năm", max_digits=14, decimal_places=2, null=True, blank=True
    )
    estimate_basis = models.CharField("căn cứ ước tính", max_length=300, blank=True)

    class Meta:
        verbose_name = "sản phẩm của nhiệm vụ"
        ordering = ["ordinal", "pk"]
        constraints = [
            models.CheckConstraint(
                name="logged_output_is_not_typed",
                condition=Q(typed_done__isnull=True) | Q(kind__in=UNLOGGED_OUTPUTS),
                violation_error_message=(
                    "Sản phẩm này được đếm từ nhật ký hoạt động, không nhập tay."
                ),
            ),
            models.CheckConstraint(
                name="typed_output_says_from_what",
                condition=Q(typed_done__isnull=True)
                | (Q(typed_on__isnull=False) & ~Q(typed_basis="")),
                violation_error_message="Số nhập tay phải ghi ngày và căn cứ.",
            ),
            models.CheckConstraint(
                name="estimate_says_from_what",
                condition=Q(estimate__isnull=True) | ~Q(estimate_basis=""),
                violation_error_message="Số ước cả năm phải ghi căn cứ.",
            ),
            models.CheckConstraint(
                name="output_numbers_not_negative",
                condition=(Q(planned__isnull=True) | Q(planned__gte=0))
                & (Q(typed_done__isnull=True) | Q(typed_done__gte=0))
                & (Q(estimate__isnull=True) | Q(estimate__gte=0)),
                violation_error_message="Số lượng không thể âm.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('year:task', args=[self.task_id])}#outputs"

    @property
    def is_typed(self):
        return self.kind in UNLOGGED_OUTPUTS


class TaskMoney(Owned):
    """Money planned for a task from one source."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="money", editable=False)
    fund = models.CharField("nguồn kinh phí", max_length=12, choices=FundKind)
    planned = money_field("kinh phí kế hoạch")

    class Meta:
        verbose_name = "kinh phí của nhiệm vụ"
        ordering = ["fund"]
        constraints = [
            not_negative("planned", "task_money_not_negative"),
            models.UniqueConstraint(
                fields=["task", "fund"],
                name="task_money_once",
                violation_error_message="Nguồn này đã có dòng.",
            ),
        ]

    def __str__(self):
        return self.get_fund_display()


class Disbursement(Owned):
    """Money paid out for a task (giải ngân), from one source on one day."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="disbursements", editable=False)
    fund = models.CharField("nguồn kinh phí", max_length=12, choices=FundKind)
    paid_on = models.DateField("ngày giải ngân")
    amount = money_field("số tiền giải ngân")
    note = models.CharField("chứng từ, ghi chú", max_length=200, blank=True)
    form_key = form_key_field()

    class Meta:
        verbose_name = "lần giải ngân"
        ordering = ["paid_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="disbursement_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Số tiền giải ngân phải lớn hơn 0.",
            ),
            once_per_form("disbursement"),
        ]

    def __str__(self):
        return f"{self.get_fund_display()} {self.paid_on:%d/%m/%Y}"

    def get_absolute_url(self):
        return f"{reverse('year:task', args=[self.task_id])}#money"
