"""The log of training and outreach."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, ExtractYear
from django.urls import reverse

from enterprises.models import Establishment, IndustrialZone, existing
from organisations.access import Owned, OwnedQuerySet, Territorial
from organisations.entry.keys import form_key_field, once_per_form
from organisations.enums import Kind
from outreach.enums import (
    EVENT_KINDS,
    REACHING_KINDS,
    UNATTENDED_KINDS,
    ActivityKind,
    ActivityState,
    AttendeeRole,
)
from programmes.enums import FundKind
from programmes.models import ActionPlan, Task


class ActivityQuerySet(OwnedQuerySet):
    def for_list(self):
        known = Coalesce("year", ExtractYear("held_on"))
        return self.order_by(known.desc(nulls_last=True), F("held_on").desc(nulls_last=True), "-pk")

    def held(self):
        return self.filter(state=ActivityState.HELD)

    def of_plan(self, plan):
        """Chosen, or through the task where nothing was chosen."""
        return self.filter(Q(plan=plan) | Q(plan=None, task__task_list__plan=plan))

    def in_year(self, year):
        """Known by that year or by a day in it; what is known by a period belongs to no year."""
        return self.filter(Q(year=year) | Q(held_on__year=year))

    def between(self, first, last):
        """On one of these days at least; several days count from the first to the last."""
        return self.filter(held_on__lte=last).filter(
            Q(ended_on__gte=first) | Q(ended_on__isnull=True, held_on__gte=first)
        )


class Activity(Territorial):
    """One line of the outreach log (hoạt động truyền thông, đào tạo).

    A historical line may stand for several events. It is known by its day, by its year, or only by
    a period of years; how exactly decides in which reports it counts.
    """

    kind = models.CharField("loại hoạt động", max_length=15, choices=ActivityKind)
    state = models.CharField(
        "tình trạng", max_length=10, choices=ActivityState, default=ActivityState.HELD
    )
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
    hours = models.DecimalField(
        "thời lượng (giờ)", max_digits=5, decimal_places=1, null=True, blank=True
    )
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
    form_key = form_key_field()

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
            models.CheckConstraint(
                name="activity_hours_positive",
                condition=Q(hours__isnull=True) | Q(hours__gt=0),
                violation_error_message="Thời lượng phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                name="only_what_was_held_has_results",
                condition=Q(state=ActivityState.HELD)
                | Q(
                    event_count__isnull=True,
                    attendance_count__isnull=True,
                    women_count__isnull=True,
                    done_quantity__isnull=True,
                ),
                violation_error_message=(
                    "Hoạt động dự kiến hoặc đã hủy chưa có kết quả: để trống số cuộc, lượt người,"
                    " số lượng thực hiện, hoặc chọn “đã tổ chức”."
                ),
            ),
            once_per_form("activity"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("outreach:activity", args=[self.pk])

    @property
    def its_plan(self):
        """The plan that was chosen, else the plan of the list its task stands in."""
        if self.plan_id or not self.task_id:
            return self.plan
        return self.task.task_list.plan

    @property
    def takes_attendance(self):
        """It has taken place and is of a kind that people come to."""
        return self.state == ActivityState.HELD and self.kind not in UNATTENDED_KINDS

    @property
    def parts(self):
        """The rows that are entered on the same sheet; zones by key, few may read them."""
        if not self.pk:
            return []
        return [*self.organisers.all(), *self.money.all(), *self.zones.order_by("zone_id")]

    @property
    def when(self):
        """The day, the year or the period, as precisely as it is known."""
        if self.held_on:
            return self.held_on.strftime("%d/%m/%Y")
        return str(self.year) if self.year else f"{self.period_from}-{self.period_to}"


# The year an activity belongs to; none of what is known by a period.
YEAR_HELD = Coalesce("activity__year", ExtractYear("activity__held_on"))


class ActivityPart(Owned):
    """A row under an activity; private to whoever logged it."""

    owner_paths = Owned.owner_paths | {Kind.SUPPORT: "owner"}

    class Meta:
        abstract = True


class ActivityOrganiser(ActivityPart):
    """One of several organisers; the event counts once, in the log of the unit that wrote it."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="organisers", editable=False
    )
    name = models.CharField("đơn vị tổ chức", max_length=200)
    is_lead = models.BooleanField("chủ trì", default=False)

    class Meta:
        verbose_name = "đơn vị tổ chức"
        ordering = ["-is_lead", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "name"],
                name="organiser_once",
                violation_error_message="Đơn vị này đã có trong danh sách.",
            ),
            models.UniqueConstraint(
                fields=["activity"],
                condition=Q(is_lead=True),
                name="one_organiser_leads",
                violation_error_message="Chỉ một đơn vị chủ trì.",
            ),
        ]

    def __str__(self):
        return self.name


class ActivityZoneQuerySet(OwnedQuerySet):
    def reaching(self, year=YEAR_HELD):
        """Zones of that year, reached by a held event or by what was handed out there (TT-09).

        A broadcast reaches none. What did not exist is not counted among what did.
        """
        return self.filter(
            existing(year, "zone__"),
            activity__state=ActivityState.HELD,
            activity__kind__in=REACHING_KINDS,
        )


class ActivityZone(ActivityPart):
    """A park, cluster or craft village that an activity reached."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="zones", editable=False)
    zone = models.ForeignKey(
        IndustrialZone, models.PROTECT, related_name="+", verbose_name="KCN, CCN, làng nghề"
    )

    objects = ActivityZoneQuerySet.as_manager()

    class Meta:
        verbose_name = "KCN, CCN, làng nghề được phổ biến"
        ordering = ["zone__kind", "zone__name"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "zone"], name="activity_zone_once"),
        ]

    def __str__(self):
        return str(self.zone)


class ActivityMoney(ActivityPart):
    """What an activity cost, by source."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="money", editable=False)
    fund = models.CharField("nguồn kinh phí", max_length=12, choices=FundKind)
    amount = models.DecimalField("chi phí", max_digits=18, decimal_places=0)

    class Meta:
        verbose_name = "chi phí của hoạt động"
        ordering = ["fund"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "fund"],
                name="activity_money_once",
                violation_error_message="Nguồn này đã có dòng.",
            ),
            models.CheckConstraint(
                name="activity_money_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message="Số tiền không thể âm.",
            ),
        ]

    def __str__(self):
        return self.get_fund_display()


class AttendanceQuerySet(OwnedQuerySet):
    def of_establishments(self):
        """A manager or a technician of a site in the register came to a held event (TT-04)."""
        return self.filter(
            Q(managers__gt=0) | Q(technicians__gt=0),
            establishment__isnull=False,
            activity__state=ActivityState.HELD,
            activity__kind__in=EVENT_KINDS,
        )


class Attendance(ActivityPart):
    """An establishment at an activity: how many managers, technicians, others came. No names.

    This row, not the names, is the evidence of awareness (DOMAIN 3.7).
    """

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="attendances", editable=False
    )
    establishment = models.ForeignKey(
        Establishment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cơ sở trong sổ",
    )
    name = models.CharField("tên cơ sở, đơn vị", max_length=250)
    managers = models.PositiveIntegerField("cán bộ quản lý", default=0)
    technicians = models.PositiveIntegerField("cán bộ kỹ thuật", default=0)
    others = models.PositiveIntegerField("người khác", default=0)
    women = models.PositiveIntegerField("trong đó nữ", null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ sở tham dự"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "establishment"],
                name="establishment_attends_once",
                violation_error_message="Cơ sở này đã có trong danh sách tham dự.",
            ),
            models.CheckConstraint(
                name="somebody_attended",
                condition=Q(managers__gt=0) | Q(technicians__gt=0) | Q(others__gt=0),
                violation_error_message="Ghi ít nhất một người tham dự.",
            ),
            models.CheckConstraint(
                name="women_among_attendees",
                condition=Q(women__isnull=True)
                | Q(women__lte=F("managers") + F("technicians") + F("others")),
                violation_error_message="Số nữ không thể nhiều hơn số người tham dự.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def people(self):
        return self.managers + self.technicians + self.others


class Attendee(ActivityPart):
    """A person who attended, if the organiser keeps names; erased when the purpose is over."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="attendees", editable=False)
    attendance = models.ForeignKey(
        Attendance, models.CASCADE, null=True, related_name="attendees", editable=False
    )
    full_name = models.CharField("họ và tên", max_length=100)
    workplace = models.CharField("đơn vị công tác", max_length=250, blank=True)
    position = models.CharField("chức vụ", max_length=100, blank=True)
    role = models.CharField("thuộc nhóm", max_length=10, choices=AttendeeRole)
    is_woman = models.BooleanField("nữ", null=True, blank=True)
    form_key = form_key_field()

    class Meta:
        verbose_name = "người tham dự"
        ordering = ["full_name", "pk"]
        constraints = [once_per_form("attendee")]

    def __str__(self):
        return self.full_name


class DistinctPair(ActivityPart):
    """Two activities that look like one event and were said to be two; not pointed out again."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="+", editable=False)
    other = models.ForeignKey(Activity, models.CASCADE, related_name="+", editable=False)

    class Meta:
        verbose_name = "hai hoạt động không trùng nhau"
        constraints = [
            models.UniqueConstraint(fields=["activity", "other"], name="told_apart_once"),
            models.CheckConstraint(
                name="told_apart_in_order", condition=Q(activity__lt=F("other"))
            ),
        ]

    def __str__(self):
        return f"{self.activity_id}, {self.other_id}"
