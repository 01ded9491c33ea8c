"""What a plant took, made and threw away: as it was bought or weighed, and in base units."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from assessments.enums import Period, Reading
from assessments.models.assessments import AssessmentRecord
from assessments.models.reference import CODE, MeasureUnit, Resource, exact


def money(title, **options):
    """Whole đồng."""
    return models.DecimalField(title, max_digits=18, decimal_places=0, **options)


class ResourceUse(AssessmentRecord):
    """A quantity of a resource, a product or a waste: of the year, of a month, before or after.

    `quantity` and `unit` are as bought; `base_quantity` is what they are in the resource's base
    unit (a product nobody weighs: in the unit's own), with the codes of the `factors` it was
    worked out with, or null with `why` there is none. `taken_from_year`: copied from that year's
    assessment and not confirmed as long as `is_confirmed` is false. `flag`: what was asked about
    and confirmed all the same.
    """

    purpose = models.CharField("kỳ", max_length=6, choices=Period, default=Period.YEAR)
    month = models.DateField("tháng", null=True, blank=True)
    resource = models.ForeignKey(
        Resource, models.PROTECT, related_name="+", verbose_name="tài nguyên"
    )
    label = models.CharField("tên gọi tại cơ sở", max_length=150, blank=True)
    product_code = models.CharField("mã sản phẩm", max_length=40, blank=True)
    quantity = exact("lượng")
    unit = models.ForeignKey(MeasureUnit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    own_figure = exact("số của cơ sở", blank=True)
    own_density = exact("khối lượng riêng của cơ sở", blank=True)
    cost = money("thành tiền chưa thuế GTGT (đồng)", null=True, blank=True)
    reading = models.CharField(
        "đo, tính hay ước tính", max_length=8, choices=Reading, default=Reading.MEASURED
    )
    base_quantity = exact("lượng quy đổi", editable=False)
    base_unit = models.CharField("đơn vị gốc", max_length=10, blank=True, editable=False)
    factors = ArrayField(
        models.CharField(**CODE), verbose_name="hệ số đã dùng", default=list, editable=False
    )
    why = models.CharField("vì sao chưa quy đổi", max_length=100, blank=True, editable=False)
    is_meter_replaced = models.BooleanField("đã thay đồng hồ", default=False)
    taken_from_year = models.PositiveSmallIntegerField("lấy từ năm", null=True, editable=False)
    is_confirmed = models.BooleanField("đã xác nhận", default=True, editable=False)
    flag = models.CharField("lưu ý", max_length=300, blank=True, editable=False)
    place = models.PositiveIntegerField("thứ tự", default=0, editable=False)

    class Meta:
        verbose_name = "số liệu sử dụng"
        ordering = ["purpose", "month", "place", "pk"]
        constraints = [
            models.CheckConstraint(
                name="use_not_negative",
                condition=Q(quantity__gte=0) | Q(quantity__isnull=True),
                violation_error_message="Lượng không được âm.",
            ),
            models.CheckConstraint(
                name="use_cost_not_negative",
                condition=Q(cost__gte=0) | Q(cost__isnull=True),
                violation_error_message="Thành tiền không được âm.",
            ),
            models.CheckConstraint(
                name="use_of_a_year_has_no_month",
                condition=Q(purpose=Period.YEAR) ^ Q(month__isnull=False),
                violation_error_message="Số liệu tháng phải ghi tháng; số liệu năm thì không.",
            ),
        ]

    def __str__(self):
        return self.label or str(self.resource)
