"""Who carries cleaner production out: units, their people and equipment, their own money."""

from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce, ExtractYear
from django.urls import reverse

from organisations.access import Owned, OwnedQuerySet
from organisations.entry.keys import form_key_field, once_per_form
from organisations.enums import Kind
from programmes.enums import Commitment, Competence, FocalState
from programmes.models.plans import money_field


class Capacity(Owned):
    """What a unit or an enterprise has of its own for cleaner production (Directive, point 2.1)."""

    owner_paths = Owned.owner_paths | {Kind.ENTERPRISE: "owner"}

    class Meta:
        abstract = True


class FocalUnitQuerySet(OwnedQuerySet):
    def for_list(self):
        return self.annotate(
            staff_count=Count("staff", distinct=True),
            equipment_count=Count("equipment", distinct=True),
        ).order_by("name", "pk")


class FocalUnit(Capacity):
    """The unit that carries cleaner production out (đơn vị đầu mối, bộ phận chuyên trách)."""

    name = models.CharField("tên đơn vị", max_length=200)
    host = models.CharField("trực thuộc", max_length=200, blank=True)
    state = models.CharField("trạng thái", max_length=15, choices=FocalState)
    since_year = models.PositiveSmallIntegerField("từ năm", null=True, blank=True)
    basis = models.TextField("căn cứ, nguyên văn", blank=True)
    form_key = form_key_field()

    objects = FocalUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị đầu mối"
        ordering = ["name"]
        constraints = [once_per_form("focal_unit")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("programmes:focal_unit", args=[self.pk])


class FocalDiscipline(Capacity):
    """A field in which the focal unit's staff are trained; head counts are often not known."""

    unit = models.ForeignKey(FocalUnit, models.CASCADE, related_name="disciplines")
    name = models.CharField("chuyên ngành", max_length=100)
    staff_count = models.PositiveSmallIntegerField("số cán bộ", null=True, blank=True)

    class Meta:
        verbose_name = "chuyên ngành cán bộ"
        ordering = ["pk"]

    def __str__(self):
        return self.name


class FocalEquipmentQuerySet(OwnedQuerySet):
    def for_list(self):
        """What is due first stands first."""
        due = F("calibration_due_on").asc(nulls_last=True)
        return self.select_related("unit").order_by(due, "name", "pk")


class FocalEquipment(Capacity):
    """Measuring equipment of the focal unit; a kind named without a number stays without one."""

    unit = models.ForeignKey(FocalUnit, models.CASCADE, related_name="equipment", editable=False)
    name = models.CharField("thiết bị", max_length=150)
    count = models.PositiveSmallIntegerField("số lượng", null=True, blank=True)
    serial = models.CharField("số hiệu", max_length=60, blank=True)
    calibrated_on = models.DateField("kiểm định, hiệu chuẩn ngày", null=True, blank=True)
    calibration_due_on = models.DateField("kiểm định lần sau trước ngày", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    form_key = form_key_field()

    objects = FocalEquipmentQuerySet.as_manager()

    class Meta:
        verbose_name = "thiết bị khảo sát, đánh giá"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="calibration_days_in_order",
                condition=Q(calibrated_on__isnull=True)
                | Q(calibration_due_on__isnull=True)
                | Q(calibration_due_on__gte=F("calibrated_on")),
                violation_error_message="Lần kiểm định sau phải bằng hoặc sau lần trước.",
            ),
            once_per_form("equipment"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('programmes:focal_unit', args=[self.unit_id])}#equipment"


class FocalStaffQuerySet(OwnedQuerySet):
    def in_office_on(self, day):
        return self.filter(
            Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day)
        )

    def competent(self):
        """Full-time people who can guide cleaner production, by evidence."""
        return self.filter(commitment=Commitment.FULL_TIME).exclude(competence=Competence.NONE)


class FocalStaff(Capacity):
    """A person of the focal unit (cán bộ làm công tác SXSH)."""

    unit = models.ForeignKey(FocalUnit, models.CASCADE, related_name="staff", editable=False)
    full_name = models.CharField("họ và tên", max_length=100)
    position = models.CharField("chức vụ", max_length=100, blank=True)
    specialty = models.CharField("chuyên ngành", max_length=100, blank=True)
    commitment = models.CharField("chế độ làm việc", max_length=10, choices=Commitment)
    since = models.DateField("từ ngày", null=True, blank=True)
    until = models.DateField("đến hết ngày", null=True, blank=True)
    competence = models.CharField(
        "đủ năng lực hướng dẫn, theo minh chứng", max_length=12, choices=Competence, blank=True
    )
    competence_detail = models.CharField(
        "minh chứng cụ thể (số, ngày, nơi cấp)", max_length=300, blank=True
    )
    form_key = form_key_field()

    objects = FocalStaffQuerySet.as_manager()

    class Meta:
        verbose_name = "cán bộ làm công tác SXSH"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="staff_days_in_order",
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message="Ngày kết thúc phải bằng hoặc sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                name="competence_has_evidence",
                condition=Q(competence="") | ~Q(competence_detail=""),
                violation_error_message="Ghi minh chứng cụ thể: số, ngày, nơi cấp.",
            ),
            once_per_form("staff"),
        ]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return reverse("programmes:staff", args=[self.pk])


class StaffTrainingQuerySet(OwnedQuerySet):
    def of_year(self, year):
        """By the calendar; some are known by their year alone."""
        return self.filter(Q(year=year) | Q(held_on__year=year))

    def newest_first(self):
        year = Coalesce("year", ExtractYear("held_on"))
        return self.order_by(year.desc(), F("held_on").desc(nulls_last=True), "pk")


class StaffTraining(Capacity):
    """A training on cleaner production that a person of the focal unit took part in."""

    staff = models.ForeignKey(FocalStaff, models.CASCADE, related_name="trainings", editable=False)
    name = models.CharField("nội dung đào tạo", max_length=200)
    provider = models.CharField("đơn vị đào tạo", max_length=200, blank=True)
    held_on = models.DateField("ngày", null=True, blank=True)
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    certificate = models.CharField("chứng chỉ, chứng nhận", max_length=100, blank=True)
    form_key = form_key_field()

    objects = StaffTrainingQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt đào tạo cán bộ"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="staff_training_known_by_day_or_year",
                condition=Q(held_on__isnull=False, year__isnull=True)
                | Q(held_on__isnull=True, year__isnull=False),
                violation_error_message="Ghi ngày, hoặc chỉ ghi năm.",
            ),
            once_per_form("staff_training"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("programmes:staff", args=[self.staff_id])


class OwnMoney(Capacity):
    """Money a unit or an enterprise set aside itself for cleaner production in a year."""

    year = models.PositiveSmallIntegerField("năm")
    purpose = models.CharField("nội dung chi", max_length=300)
    planned = money_field("kinh phí bố trí", null=True, blank=True)
    spent = money_field("kinh phí đã chi", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    form_key = form_key_field()

    class Meta:
        verbose_name = "kinh phí tự bố trí cho SXSH"
        ordering = ["-year", "pk"]
        constraints = [
            models.CheckConstraint(
                name="own_money_not_negative",
                condition=(Q(planned__isnull=True) | Q(planned__gte=0))
                & (Q(spent__isnull=True) | Q(spent__gte=0)),
                violation_error_message="Số tiền không thể âm.",
            ),
            once_per_form("own_money"),
        ]

    def __str__(self):
        return f"{self.purpose} ({self.year})"

    def get_absolute_url(self):
        return reverse("programmes:own_money")
