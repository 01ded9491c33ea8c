"""What plants use and throw away, the units they buy it in, and what a unit of it is worth.

National rows, loaded from reference/assessments/ and versioned: a factor has days or a year, and
what was worked out with it keeps its code. A value nobody knows is null and is said to be missing.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from assessments.enums import Emission, FactorKind, ResourceKind, Total
from organisations.access import National
from programmes.enums import Provenance

CODE = {"max_length": 30}


def exact(title, **options):
    """A factor or a quantity to the digit: twelve before and nine behind the comma."""
    return models.DecimalField(title, max_digits=21, decimal_places=9, null=True, **options)


class Resource(National):
    """Electricity, a fuel, water, a material, a waste, a product, with its one base unit."""

    code = models.CharField("mã", unique=True, **CODE)
    name = models.CharField("tên", max_length=150)
    kind = models.CharField("loại", max_length=10, choices=ResourceKind)
    total = models.CharField("cộng vào", max_length=2, choices=Total, blank=True)
    base_unit = models.CharField("đơn vị gốc", max_length=10)
    price_unit = models.CharField("đơn vị giá", max_length=60)
    gigajoules = exact("GJ mỗi đơn vị gốc")
    emission = models.CharField("cách tính CO2", max_length=10, choices=Emission, blank=True)
    is_biogenic = models.BooleanField("CO2 sinh học", default=False)
    calorific = models.CharField("mã nhiệt trị", blank=True, **CODE)
    emitting = models.CharField("mã hệ số phát thải", blank=True, **CODE)
    density = models.CharField("mã khối lượng riêng", blank=True, **CODE)
    note = models.TextField("ghi chú", blank=True)
    place = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "tài nguyên"
        ordering = ["place"]

    def __str__(self):
        return self.name


class ConversionFactor(National):
    """What a unit of a resource is worth in TOE, GJ or CO2, or how heavy it is, for some time.

    Of two rows in conflict the one that an administrator has chosen is used, and none before that.
    The factor of the grid in a new year is entered by the Ministry; the files leave it alone.
    """

    # Not the file's to decide: loading it again leaves the choice as it was made.
    kept_by_database = ("is_chosen", "is_entered")

    code = models.CharField("mã", unique=True, **CODE)
    kind = models.CharField("loại", max_length=10, choices=FactorKind)
    resource = models.ForeignKey(
        Resource, models.PROTECT, null=True, related_name="+", verbose_name="tài nguyên"
    )
    value = exact("giá trị")
    low = exact("từ")
    high = exact("đến")
    unit = models.CharField("đơn vị", max_length=20)
    year = models.PositiveSmallIntegerField("của năm", null=True)
    valid_from = models.DateField("từ ngày", null=True)
    valid_to = models.DateField("đến hết ngày", null=True)
    conflicts_with = models.CharField("mâu thuẫn với", blank=True, **CODE)
    is_chosen = models.BooleanField("được chọn", default=False)
    is_entered = models.BooleanField("do Bộ nhập", default=False)
    provenance = models.CharField("mức tin cậy", max_length=10, choices=Provenance)
    source = models.CharField("nguồn", max_length=200)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "hệ số quy đổi"
        ordering = ["kind", "code"]
        constraints = [
            models.CheckConstraint(
                name="grid_factor_has_a_year",
                condition=Q(year__isnull=True) ^ Q(kind=FactorKind.GRID),
                violation_error_message="Hệ số lưới điện thì ghi năm; hệ số khác thì không.",
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(kind=FactorKind.GRID),
                name="one_grid_factor_a_year",
                violation_error_message="Năm này đã có hệ số phát thải lưới điện.",
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def title(self):
        """What it is a factor of; heat and emission go by the fuels of their source."""
        if self.resource_id:
            return str(self.resource)
        return self.source.partition(",")[0].split(" ", 2)[-1]

    @property
    def cited(self):
        """Where it is from, as screens say it; a mark alone stands for densities."""
        if self.kind == FactorKind.DENSITY:
            return ""
        return self.source.replace("DOMAIN ", "tài liệu nghiệp vụ, mục ")


class MeasureUnit(National):
    """A unit as people buy and count, and how it becomes the base unit of a resource.

    By `factor`; or by the `density` of that code; or by a figure of one's own (`own_title`), which
    `typical` only hints at: who takes that has an estimate.
    """

    code = models.CharField("mã", unique=True, **CODE)
    name = models.CharField("tên", max_length=100)
    base = models.CharField("đơn vị gốc", max_length=10)
    factor = exact("hệ số")
    density = models.CharField("mã khối lượng riêng", blank=True, **CODE)
    divides_by_density = models.BooleanField("chia cho khối lượng riêng", default=False)
    own_title = models.CharField("số của cơ sở", max_length=120, blank=True)
    own_divides = models.BooleanField("chia cho số của cơ sở", default=False)
    typical = exact("thường gặp")
    low = exact("từ")
    high = exact("đến")
    resources = ArrayField(
        models.CharField(**CODE), verbose_name="dùng cho tài nguyên", default=list
    )
    tariff = models.CharField("khung giờ", max_length=5, blank=True)
    provenance = models.CharField("mức tin cậy", max_length=10, choices=Provenance)
    note = models.TextField("ghi chú", blank=True)
    place = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "đơn vị tính"
        ordering = ["place"]

    def __str__(self):
        return self.name
