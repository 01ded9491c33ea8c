"""Provinces and organisations as they stood between two days, and what became of them."""

from django.db import models
from django.db.models import F, Q

from organisations.access import National
from organisations.enums import Kind


class ProvinceQuerySet(models.QuerySet):
    def visible_to(self, access):
        return self if access.kind else self.none()

    def on(self, day):
        """The provinces that existed on a day: 63 until 30/6/2025, 34 from 1/7/2025."""
        return self.filter(valid_from__lte=day).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class Province(models.Model):
    """A province or central city as it stood between two days.

    Seven codes mean another province before and after 1/7/2025, so a row is known by its own id.
    """

    code = models.CharField("mã tỉnh", max_length=2)
    name = models.CharField("tên", max_length=60)
    type = models.CharField("loại", max_length=30)
    valid_from = models.DateField("có từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = "tỉnh, thành phố"
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="province_code_once_a_day"),
            models.CheckConstraint(
                name="province_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self):
        return self.name


class ProvinceSuccession(National):
    """An old province became part of a new one on a day (Nghị quyết 202/2025/QH15)."""

    predecessor = models.ForeignKey(Province, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Province, models.PROTECT, related_name="origins")
    on = models.DateField("từ ngày")

    class Meta:
        verbose_name = "kế thừa địa giới"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, access):
        """Public bodies are known to everybody; an enterprise to itself and to the Ministry."""
        if not access.kind:
            return self.none()
        if access.kind == Kind.MINISTRY:
            return self
        return self.filter(~Q(kind=Kind.ENTERPRISE) | Q(pk=access.organisation.pk))


class Organisation(models.Model):
    """A ministry, department, corporation, enterprise or support unit; a party has no accounts."""

    code = models.SlugField("mã", max_length=40, unique=True)
    kind = models.CharField("loại tổ chức", max_length=20, choices=Kind)
    name = models.CharField("tên", max_length=200)
    letterhead = models.CharField("tên ghi trên văn bản", max_length=200, blank=True)
    symbol = models.CharField("ký hiệu viết tắt", max_length=20, blank=True)
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tỉnh"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cấp trên"
    )
    head_name = models.CharField("người đứng đầu", max_length=100, blank=True)
    head_position = models.CharField("chức vụ người đứng đầu", max_length=100, blank=True)
    valid_from = models.DateField("thành lập ngày", null=True, blank=True)
    valid_to = models.DateField("hoạt động đến ngày", null=True, blank=True)
    is_demonstration = models.BooleanField("dữ liệu minh họa", default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "tổ chức"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="organisation_dates_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="department_has_a_province",
                condition=~Q(kind=Kind.DEPARTMENT) | Q(province__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name


class OrganisationSuccession(National):
    """One organisation continued as another (Sở Công nghiệp → Sở Công Thương; mergers of 2025)."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="origins")
    on = models.DateField("từ ngày")
    decision = models.CharField("văn bản", max_length=100, blank=True)

    class Meta:
        verbose_name = "kế thừa tổ chức"
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="organisation_succession_once"
            ),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"
