"""What was done at establishments and is shown to others: demonstration models."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from assessments.enums import Consent
from assessments.models.options import CPOption
from assessments.models.uses import money
from enterprises.models import Establishment
from organisations.access import Territorial
from organisations.entry.keys import form_key_field, once_per_form
from programmes.enums import FundKind


class DemonstrationModel(Territorial):
    """A demonstration model or model case (mô hình trình diễn, mô hình điển hình) at one site.

    Known by the day it was accepted, or only by a period; a period counts in period reports alone.
    What was measured is never typed here: it stands at the assessment of its solution. The name of
    a household is a person's: it is published only with consent.
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
    # Of the same plant, and of an accepted assessment: app.keep_option_of_plant. Those are never
    # deleted, so that there is nothing to ask on deletion.
    option = models.ForeignKey(
        CPOption,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="giải pháp SXSH đã đánh giá",
    )
    cost = money("chi phí thực hiện (đồng)", null=True, blank=True)
    fund = models.CharField("nguồn kinh phí", max_length=12, choices=FundKind, blank=True)
    consent = models.CharField(
        "công bố tên cơ sở, hộ", max_length=10, choices=Consent, default=Consent.NONE
    )
    consent_on = models.DateField("ngày đồng ý, rút đồng ý", null=True, blank=True)
    consent_by = models.CharField("người đồng ý, rút đồng ý", max_length=150, blank=True)
    form_key = form_key_field()

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
            models.CheckConstraint(
                name="model_consent_of_somebody",
                condition=Q(consent=Consent.NONE, consent_on__isnull=True, consent_by="")
                | ~Q(consent=Consent.NONE) & Q(consent_on__isnull=False) & ~Q(consent_by=""),
                violation_error_message="Ghi ngày và người đồng ý hoặc rút đồng ý công bố.",
            ),
            models.CheckConstraint(
                name="model_cost_not_negative",
                condition=Q(cost__isnull=True) | Q(cost__gte=0),
                violation_error_message="Chi phí không được âm.",
            ),
            once_per_form("model"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("assessments:model", args=[self.pk])

    @property
    def may_name_the_plant(self):
        """A firm's name is in the register of firms; a household's is a person's name."""
        return not self.establishment.is_household or self.consent == Consent.GIVEN
