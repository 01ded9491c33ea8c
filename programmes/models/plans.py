"""What a unit plans for some years, and how the plan came about."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organisations.access import Owned, OwnedQuerySet
from organisations.clock import Instant
from organisations.entry.keys import form_key_field, once_per_form
from programmes.enums import (
    DECIDED_STATES,
    ENDED_STATES,
    OPEN_STATES,
    FundKind,
    IssuerLevel,
    OpinionResponse,
    PlanKind,
    PlanState,
)
from programmes.models.documents import LegalDocument
from programmes.models.strategies import Scheme, Strategy


def decided(path=""):
    """Of a paper that has or had effect; `path` leads to it, with its underscores.

    An amendment that was submitted is still in force as it was decided before.
    """
    submitted_again = {f"{path}state": PlanState.SUBMITTED, f"{path}document__isnull": False}
    return Q(**{f"{path}state__in": DECIDED_STATES}) | Q(**submitted_again)


def money_field(verbose_name, **options):
    """Đồng, whole: 18 digits hold the budget of the country."""
    return models.DecimalField(verbose_name, max_digits=18, decimal_places=0, **options)


def is_amendment(paper):
    """Submitted, and issued before."""
    return paper.state == PlanState.SUBMITTED and paper.document_id is not None


def not_negative(column, name):
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{column}__gte": 0}),
        violation_error_message="Số tiền không thể âm.",
    )


class ActionPlanQuerySet(OwnedQuerySet):
    def for_list(self):
        """Everything a row of the list shows, in one query."""
        return self.select_related("document").order_by("-year_from", "-pk")

    def decided(self):
        """Issued once, whatever became of it later."""
        return self.filter(decided())

    def in_force_on(self, day):
        """Issued plans whose years hold the day, by calendar year, and that had not ended before.

        A plan whose day of signing is unknown counts as issued before its first year.
        """
        return self.decided().filter(
            Q(document__issued_on__isnull=True) | Q(document__issued_on__lte=day),
            Q(ended_on__isnull=True) | Q(ended_on__gt=day),
            year_from__lte=day.year,
            year_to__gte=day.year,
        )


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
    issuer_level = models.CharField(
        "cấp ban hành", max_length=20, choices=IssuerLevel, default=IssuerLevel.DEPARTMENT
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
    lead = models.CharField("đơn vị chủ trì", max_length=200, blank=True)
    partners = models.CharField("đơn vị phối hợp", max_length=500, blank=True)
    ended_on = models.DateField("hết hiệu lực từ ngày", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="được thay thế bằng",
    )
    note = models.TextField("ghi chú", blank=True)
    form_key = form_key_field()

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
                name="decided_plan_has_a_document",
                condition=~Q(state__in=DECIDED_STATES) | Q(document__isnull=False),
                violation_error_message="Kế hoạch đã ban hành phải có văn bản ban hành.",
            ),
            models.CheckConstraint(
                name="ended_plan_says_when",
                condition=Q(state__in=ENDED_STATES, ended_on__isnull=False)
                | (~Q(state__in=ENDED_STATES) & Q(ended_on__isnull=True)),
                violation_error_message="Kế hoạch hết hiệu lực phải ghi từ ngày nào.",
            ),
            models.CheckConstraint(
                name="replaced_plan_says_by_which",
                condition=~Q(state=PlanState.REPLACED) | Q(replaced_by__isnull=False),
                violation_error_message="Chọn kế hoạch thay thế.",
            ),
            once_per_form("plan"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("programmes:plan", args=[self.pk])

    @property
    def years(self):
        return f"{self.year_from}-{self.year_to}"

    @property
    def is_open(self):
        """Its content may be written now."""
        return self.state in OPEN_STATES

    @property
    def is_decided(self):
        return self.state in DECIDED_STATES or is_amendment(self)


class PlanComponent(Owned):
    """A part of a plan (nội dung thực hiện), under one of the strategy's schemes or its own."""

    plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="components", editable=False)
    ordinal = models.PositiveSmallIntegerField("số thứ tự", default=1)
    scheme = models.ForeignKey(
        Scheme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đề án"
    )
    name = models.CharField("nội dung thực hiện", max_length=500)
    lead = models.CharField("đơn vị chủ trì", max_length=200, blank=True)
    partners = models.CharField("đơn vị phối hợp", max_length=500, blank=True)
    form_key = form_key_field()

    class Meta:
        verbose_name = "nội dung của kế hoạch"
        ordering = ["ordinal", "pk"]
        constraints = [once_per_form("component")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{self.plan.get_absolute_url()}#components"


class PlanMoney(Owned):
    """Money of a plan by source and year (kinh phí dự kiến)."""

    plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="money", editable=False)
    year = models.PositiveSmallIntegerField("năm")
    fund = models.CharField("nguồn kinh phí", max_length=12, choices=FundKind)
    amount = money_field("kinh phí dự kiến")

    class Meta:
        verbose_name = "kinh phí của kế hoạch"
        ordering = ["year", "fund"]
        constraints = [
            not_negative("amount", "plan_money_not_negative"),
            models.UniqueConstraint(
                fields=["plan", "year", "fund"],
                name="plan_money_once",
                violation_error_message="Nguồn này đã có dòng cho năm đó.",
            ),
        ]

    def __str__(self):
        return f"{self.get_fund_display()} {self.year}"


ONE_SUBJECT = Q(plan__isnull=False, task_list__isnull=True) | Q(
    plan__isnull=True, task_list__isnull=False
)


class Opinion(Owned):
    """One party asked for its opinion on a draft, its letter, and what was made of it."""

    plan = models.ForeignKey(
        ActionPlan, models.CASCADE, null=True, related_name="opinions", editable=False
    )
    task_list = models.ForeignKey(
        "programmes.TaskList", models.CASCADE, null=True, related_name="opinions", editable=False
    )
    party = models.CharField("cơ quan, đơn vị góp ý", max_length=200)
    asked_on = models.DateField("ngày gửi lấy ý kiến", null=True, blank=True)
    number = models.CharField("số công văn góp ý", max_length=50, blank=True)
    issued_on = models.DateField("ngày công văn", null=True, blank=True)
    content = models.TextField("nội dung góp ý", blank=True)
    response = models.CharField(
        "xử lý", max_length=10, choices=OpinionResponse, default=OpinionResponse.PENDING
    )
    explanation = models.TextField("tiếp thu, giải trình", blank=True)
    form_key = form_key_field()

    class Meta:
        verbose_name = "ý kiến góp ý"
        ordering = ["issued_on", "pk"]
        constraints = [
            models.CheckConstraint(name="opinion_on_a_plan_or_a_list", condition=ONE_SUBJECT),
            models.CheckConstraint(
                name="explained_opinion_says_why",
                condition=~Q(response__in=["partly", "explained"]) | ~Q(explanation=""),
                violation_error_message="Ghi nội dung giải trình.",
            ),
            models.CheckConstraint(
                name="handled_opinion_came_by_letter",
                condition=Q(response="pending") | (~Q(number="") & Q(issued_on__isnull=False)),
                violation_error_message="Ghi số và ngày công văn góp ý trước khi ghi cách xử lý.",
            ),
            once_per_form("opinion"),
        ]

    def __str__(self):
        return self.party

    @property
    def paper(self):
        return self.plan or self.task_list

    def get_absolute_url(self):
        return f"{self.paper.get_absolute_url()}#opinions"


class RevisionQuerySet(OwnedQuerySet):
    def in_force_on(self, day):
        """The newest revision that had effect on a day."""
        return self.filter(in_force_from__lte=day).order_by("-in_force_from", "-ordinal")


class Revision(Owned):
    """What a decision put into force: the whole content of a plan or list on that day, frozen.

    Ordinal 1 is the issue itself, later ones are amendments (điều chỉnh).
    """

    plan = models.ForeignKey(
        ActionPlan, models.PROTECT, null=True, related_name="revisions", editable=False
    )
    task_list = models.ForeignKey(
        "programmes.TaskList", models.PROTECT, null=True, related_name="revisions", editable=False
    )
    ordinal = models.PositiveSmallIntegerField("lần", editable=False)
    document = models.ForeignKey(
        LegalDocument, models.PROTECT, related_name="+", verbose_name="quyết định"
    )
    in_force_from = models.DateField("có hiệu lực từ ngày")
    summary = models.TextField("nội dung điều chỉnh", blank=True)
    content = models.JSONField("nội dung có hiệu lực", editable=False)
    created_at = models.DateTimeField("ghi lúc", db_default=Instant(), editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "lần ban hành, điều chỉnh"
        ordering = ["ordinal"]
        constraints = [
            models.CheckConstraint(name="revision_of_a_plan_or_a_list", condition=ONE_SUBJECT),
            models.UniqueConstraint(fields=["plan", "ordinal"], name="plan_revision_once"),
            models.UniqueConstraint(fields=["task_list", "ordinal"], name="list_revision_once"),
        ]

    def __str__(self):
        return str(self.document)
