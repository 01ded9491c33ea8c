"""What others use for a unit of product: norms and reference values, for some time or one year."""

from django.db import models
from django.db.models import F, Q

from assessments.enums import BenchmarkKind
from assessments.models.reference import CODE, exact
from organisations.access import National
from programmes.enums import UNVERIFIED, Provenance


class Benchmark(National):
    """One figure or range with where it is from and how far it is to be trusted.

    Without any figure the document is known and its figure was not seen. A norm binds within its
    days alone. A hidden row is kept for what its note says and never shown as a value.
    """

    code = models.CharField("mã", unique=True, **CODE)
    division = models.CharField("ngành cấp 2 (VSIC)", max_length=2, blank=True)
    product = models.CharField("sản phẩm", max_length=150)
    indicator = models.CharField("chỉ số", max_length=50)
    unit = models.CharField("đơn vị", max_length=30, blank=True)
    value = exact("giá trị")
    low = exact("từ")
    high = exact("đến")
    kind = models.CharField("loại", max_length=10, choices=BenchmarkKind)
    valid_from = models.DateField("từ ngày", null=True)
    valid_to = models.DateField("đến hết ngày", null=True)
    year = models.PositiveSmallIntegerField("của năm", null=True)
    legal = models.CharField("văn bản", max_length=100, blank=True)
    source = models.TextField("nguồn", blank=True)
    elec_basis = models.CharField("cách tính điện", max_length=100, blank=True)
    provenance = models.CharField("mức tin cậy", max_length=10, choices=Provenance)
    is_hidden = models.BooleanField("không dùng", default=False)
    note = models.TextField("ghi chú", blank=True)
    place = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "giá trị so sánh"
        ordering = ["place"]
        constraints = [
            models.CheckConstraint(
                name="benchmark_range_in_order",
                condition=Q(low__isnull=True, high__isnull=True)
                | Q(high__gte=F("low"), value__isnull=True),
                violation_error_message="Ghi một giá trị, hoặc một khoảng có số nhỏ trước.",
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def is_unverified(self):
        return self.provenance in UNVERIFIED

    @property
    def has_figure(self):
        return self.value is not None or self.low is not None

    @property
    def pages(self):
        """Addresses of the pages that were read."""
        lines = self.source.splitlines()
        return [line.split()[-1] for line in lines if line.split()[-1].startswith("http")]

    def has_ended(self, day):
        return self.valid_to is not None and self.valid_to < day
