"""The log of training and outreach."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, ExtractYear
from django.urls import reverse

from organisations.access import OwnedQuerySet, Territorial
from outreach.enums import ActivityKind
from programmes.models import ActionPlan, Task


class ActivityQuerySet(OwnedQuerySet):
    def for_list(self):
        known = Coalesce("year", ExtractYear("held_on"))
        return self.order_by(known.desc(nulls_last=True), F("held_on").desc(nulls_last=True), "-pk")


class Activity(Territorial):
    """One line of the outreach log (hoạt động truyền thông, đào tạo).

    A historical line may stand for several events. It is known by its day, by its year, or only by
    a period of years; how exactly decides in which reports it counts.
    """

    kind = models.CharField("loại hoạt động", max_length=15, choices=ActivityKind)
    raw_label = models.CharField("tên gọi trong tài liệu gốc", max_length=100, blank=True)
    title = models.CharField("tên, nội dung", max_length=300)
    held_on = models.DateField("ngày tổ chức", null=True, blank=True)
    ended_on = models.DateField("ngày kết thúc", null=True, blank=True)
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    period_from = models.PositiveSmallIntegerField("giai đoạn từ năm", null=True, blank=True)
    period_to = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    outlet = models.CharField("cơ quan phát sóng, đăng tải", max_length=200, blank=True)
    audience = models.CharField("đối tượng", max_length=500, blank=True)
    sectors = models.CharField("ngành", max_length=300, blank=True)
    unit = models.CharField("đơn vị tính", max_length=20, blank=True)
    event_count = models.PositiveIntegerField("số cuộc, lớp", null=True, blank=True)
    attendance_count = models.PositiveIntegerField("lượt người tham dự", null=True, blank=True)
    women_count = models.PositiveIntegerField("trong đó lượt nữ", null=True, blank=True)
    planned_quantity = models.PositiveIntegerField("số lượng kế hoạch", null=True, blank=True)
    done_quantity = models.PositiveIntegerField("số lượng thực hiện", null=True, blank=True)
    plan = models.ForeignKey(
        ActionPlan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kế hoạch"
    )
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nhiệm vụ"
    )
    note = models.TextField("ghi chú", blank=True)
    form_key = models.UUIDField("mã phiếu nhập", null=True, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "hoạt động truyền thông, đào tạo"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="activity_known_by_day_year_or_period",
                condition=Q(held_on__isnull=False, year__isnull=True, period_from__isnull=True)
                | Q(held_on__isnull=True, year__isnull=False, period_from__isnull=True)
                | Q(held_on__isnull=True, year__isnull=True, period_from__isnull=False),
                violation_error_message=(
                    "Ghi đúng một trong ba: ngày tổ chức, năm, hoặc giai đoạn."
                ),
            ),
            models.CheckConstraint(
                name="activity_days_in_order",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("held_on")),
                violation_error_message="Ngày kết thúc phải bằng hoặc sau ngày tổ chức.",
            ),
            models.CheckConstraint(
                name="activity_end_has_a_start",
                condition=Q(ended_on__isnull=True) | Q(held_on__isnull=False),
                violation_error_message="Có ngày kết thúc thì phải có ngày tổ chức.",
            ),
            models.CheckConstraint(
                name="activity_period_in_order",
                condition=Q(period_from__isnull=True, period_to__isnull=True)
                | Q(
                    period_from__isnull=False,
                    period_to__isnull=False,
                    period_to__gte=F("period_from"),
                ),
                violation_error_message="Năm kết thúc phải bằng hoặc sau năm bắt đầu.",
            ),
            models.CheckConstraint(
                name="women_among_those_who_came",
                condition=Q(women_count__isnull=True)
                | Q(attendance_count__isnull=False, women_count__lte=F("attendance_count")),
                violation_error_message="Lượt nữ không thể nhiều hơn tổng lượt người tham dự.",
            ),
            models.CheckConstraint(
                name="nobody_attends_no_event",
                condition=Q(attendance_count__isnull=True)
                | Q(attendance_count=0)
                | Q(event_count__isnull=False, event_count__gt=0),
                violation_error_message="Có lượt người tham dự thì số cuộc phải từ 1 trở lên.",
            ),
            models.UniqueConstraint(
                fields=["owner", "form_key"], name="activity_saved_once_per_form"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("outreach:activity", args=[self.pk])

    @property
    def when(self):
        """The day, the year or the period, as precisely as it is known."""
        if self.held_on:
            return self.held_on.strftime("%d/%m/%Y")
        return str(self.year) if self.year else f"{self.period_from}-{self.period_to}"
