"""What was measured after solutions were carried out, frozen with the factors it was worth."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from assessments.enums import Normalisation
from assessments.models.assessments import AssessmentRecord, SavedNow
from assessments.models.reference import CODE, Resource, exact
from assessments.models.uses import money


class MeasuredResult(AssessmentRecord):
    """The saving of one resource at one plant in one year, before against after (DOMAIN 3.6).

    In the resource's base unit; `price` is what one cost after, at the mix of tariffs of before,
    `base_price` what it cost before. TOE and CO2 are worked out when it is stored and never again:
    the codes of their factors stand beside them, or `missing` says which there was none of. One row
    a plant, resource and year, so that a year's saving is never added twice; `months` of that year
    were read, and reports tell of it where the day of `confirmed_at` counts.
    """

    establishment = models.ForeignKey(
        "enterprises.Establishment",
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="cơ sở",
    )
    resource = models.ForeignKey(
        Resource, models.PROTECT, related_name="+", verbose_name="tài nguyên"
    )
    base_year = models.PositiveSmallIntegerField("năm cơ sở")
    year = models.PositiveSmallIntegerField("năm kết quả")
    normalisation = models.CharField("cách chuẩn hóa", max_length=10, choices=Normalisation)
    used_before = exact("lượng dùng trước")
    made_before = exact("sản lượng trước")
    used_after = exact("lượng dùng sau")
    made_after = exact("sản lượng sau")
    expected = exact("mức dùng kỳ vọng")
    saved = exact("tiết kiệm")
    share = exact("tiết kiệm trên đơn vị sản phẩm")
    worth = money("tiết kiệm (đồng)", null=True)
    price = exact("đơn giá (đồng)", blank=True)
    base_price = exact("đơn giá năm cơ sở (đồng)", blank=True)
    toe = exact("TOE")
    co2 = exact("tCO2")
    factors = ArrayField(models.CharField(**CODE), verbose_name="hệ số đã dùng", default=list)
    missing = models.CharField("còn thiếu", max_length=300, blank=True)
    is_estimate = models.BooleanField("ước tính", default=False)
    months = models.PositiveSmallIntegerField("số tháng đo", null=True)
    confirmed_at = models.DateTimeField("chốt lúc", db_default=SavedNow(), editable=False)

    class Meta:
        verbose_name = "kết quả đo"
        ordering = ["assessment_id", "year", "resource_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["establishment", "resource", "year"],
                name="measured_once_a_year",
                violation_error_message="Đã có kết quả đo của tài nguyên này trong năm.",
            ),
            models.CheckConstraint(
                name="measured_after_the_base_year",
                condition=Q(year__gte=models.F("base_year")),
                violation_error_message="Năm kết quả phải từ năm cơ sở trở đi.",
            ),
        ]

    def __str__(self):
        return f"{self.resource} {self.year}"
