"""What was done at establishments: so far the demonstration models of the Hà Nội data."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from enterprises.models import Establishment
from organisations.access import Territorial


class DemonstrationModel(Territorial):
    """A demonstration model or model case (mô hình trình diễn, mô hình điển hình) at one site.

    Known by the day it was accepted, or only by a period; a period counts in period reports alone.
    """

    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="+", verbose_name="cơ sở (hộ)"
    )
    name = models.CharField("tên mô hình", max_length=300)
    before = models.TextField("trước khi áp dụng", blank=True)
    after = models.TextField("sau khi áp dụng", blank=True)
    benefits = models.TextField("kết quả nêu trong tài liệu", blank=True)
    accepted_on = models.DateField("ngày nghiệm thu", null=True, blank=True)
    period_from = models.PositiveSmallIntegerField("giai đoạn từ năm", null=True, blank=True)
    period_to = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)

    class Meta:
        verbose_name = "mô hình trình diễn"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="model_known_by_day_or_period",
                condition=Q(accepted_on__isnull=False, period_from__isnull=True)
                | Q(accepted_on__isnull=True, period_from__isnull=False),
                violation_error_message="Ghi ngày nghiệm thu, hoặc giai đoạn nếu không rõ ngày.",
            ),
            models.CheckConstraint(
                name="model_period_in_order",
                condition=Q(period_from__isnull=True, period_to__isnull=True)
                | Q(
                    period_from__isnull=False,
                    period_to__isnull=False,
                    period_to__gte=F("period_from"),
                ),
                violation_error_message="Năm kết thúc phải bằng hoặc sau năm bắt đầu.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("assessments:model", args=[self.pk])
