"""Where support can come from, and how much the rule allows."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organisations.access import Owned, OwnedQuerySet
from organisations.entry.keys import form_key_field, once_per_form
from programmes.enums import UNVERIFIED, CapUnit, FundForm, FundKind
from programmes.models.documents import EVERYBODYS, READERS, LegalDocument, provenance_field
from programmes.models.plans import money_field


class FundingSourceQuerySet(OwnedQuerySet):
    def for_list(self):
        return self.select_related("document")

    def in_force_on(self, day):
        """Without a first day a rule counts from the signing of its document, if that is known.

        Without a last day it counts on: where that is not verified, its note says so.
        """
        signed = Q(document__isnull=True) | Q(document__issued_on__isnull=True)
        signed |= Q(document__issued_on__lte=day)
        return self.filter(
            Q(valid_from__lte=day) | Q(signed, valid_from__isnull=True),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


class FundingSource(Owned):
    """A rule of support (nguồn hỗ trợ): a share of the cost up to a cap per unit, for some time."""

    owner_paths = READERS
    national_when = EVERYBODYS

    is_national = models.BooleanField("dùng chung toàn quốc", default=False, editable=False)
    name = models.CharField("nguồn hỗ trợ", max_length=300)
    fund = models.CharField("nguồn kinh phí", max_length=12, choices=FundKind)
    form = models.CharField("hình thức", max_length=5, choices=FundForm, default=FundForm.GRANT)
    document = models.ForeignKey(
        LegalDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="văn bản quy định",
    )
    basis = models.CharField("căn cứ pháp lý", max_length=300)
    rate = models.DecimalField(
        "tỷ lệ hỗ trợ (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    cap = money_field("mức tối đa", null=True, blank=True)
    cap_unit = models.CharField("mức tối đa tính cho một", max_length=15, choices=CapUnit)
    interest = models.DecimalField(
        "lãi suất (%/năm)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    valid_from = models.DateField("có hiệu lực từ ngày", null=True, blank=True)
    valid_to = models.DateField("có hiệu lực đến ngày", null=True, blank=True)
    provenance = provenance_field()
    note = models.CharField("ghi chú", max_length=500, blank=True)
    form_key = form_key_field()

    objects = FundingSourceQuerySet.as_manager()

    class Meta:
        verbose_name = "nguồn hỗ trợ"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="funding_has_a_rate_or_a_cap",
                condition=Q(rate__isnull=False) | Q(cap__isnull=False),
                violation_error_message="Ghi tỷ lệ hỗ trợ hoặc mức tối đa.",
            ),
            models.CheckConstraint(
                name="funding_rate_is_a_share",
                condition=Q(rate__isnull=True) | Q(rate__gt=0, rate__lte=100),
                violation_error_message="Tỷ lệ hỗ trợ lớn hơn 0 và không quá 100 phần trăm.",
            ),
            models.CheckConstraint(
                name="funding_cap_positive",
                condition=Q(cap__isnull=True) | Q(cap__gt=0),
                violation_error_message="Mức tối đa phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                name="funding_days_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày hết hiệu lực phải bằng hoặc sau ngày có hiệu lực.",
            ),
            once_per_form("funding"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("programmes:funding_source", args=[self.pk])

    @property
    def is_unverified(self):
        return self.provenance in UNVERIFIED
