"""Parks, clusters and craft villages, and totals as the statistics say them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from enterprises.enums import TotalSubject, ZoneKind
from organisations.access import EVERYTHING, Owned, OwnedQuerySet, scope_key
from organisations.entry.keys import form_key_field, once_per_form
from organisations.enums import Kind


def existing(year, path=""):
    """Of a zone that was there in a year; `path` leads to the zone, with its underscores."""
    begun = Q(**{f"{path}since_year__isnull": True}) | Q(**{f"{path}since_year__lte": year})
    lasting = Q(**{f"{path}until_year__isnull": True}) | Q(**{f"{path}until_year__gte": year})
    return begun & lasting


class IndustrialZoneQuerySet(OwnedQuerySet):
    def existing_in(self, year):
        return self.filter(existing(year))


class IndustrialZone(Owned):
    """An industrial park, cluster or craft village (KCN, CCN, làng nghề) of a province.

    The zones in the register are what "zones reached" is a share of, until an official total is
    entered (OfficialTotal).
    """

    owner_paths = {Kind.DEPARTMENT: "owner", Kind.MINISTRY: EVERYTHING}

    kind = models.CharField("loại", max_length=10, choices=ZoneKind)
    name = models.CharField("tên", max_length=200)
    commune = models.CharField("phường, xã, đặc khu", max_length=150, blank=True)
    operator = models.CharField("đơn vị quản lý, chủ đầu tư hạ tầng", max_length=200, blank=True)
    since_year = models.PositiveSmallIntegerField("từ năm", null=True, blank=True)
    until_year = models.PositiveSmallIntegerField("đến hết năm", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    form_key = form_key_field()

    objects = IndustrialZoneQuerySet.as_manager()

    class Meta:
        verbose_name = "KCN, CCN, làng nghề"
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "name"],
                name="zone_once",
                violation_error_message="Sổ đã có KCN, CCN, làng nghề này.",
            ),
            models.CheckConstraint(
                name="zone_years_in_order",
                condition=Q(since_year__isnull=True)
                | Q(until_year__isnull=True)
                | Q(until_year__gte=F("since_year")),
                violation_error_message="Năm kết thúc phải bằng hoặc sau năm bắt đầu.",
            ),
            once_per_form("zone"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.name}"

    def get_absolute_url(self):
        return reverse("enterprises:zone", args=[self.pk])


class OfficialTotal(Owned):
    """A total as the statistics say it, with its source; never mixed with what the register has.

    It stays its owner's; a department reads those of the departments that it continues, too.
    """

    owner_paths = {Kind.DEPARTMENT: "department", Kind.MINISTRY: EVERYTHING}

    department = scope_key(null=True, verbose_name="Sở quản lý địa bàn")
    subject = models.CharField("chỉ tiêu", max_length=15, choices=TotalSubject)
    year = models.PositiveSmallIntegerField("năm")
    value = models.PositiveIntegerField("tổng số")
    source = models.CharField("nguồn số liệu", max_length=300)
    form_key = form_key_field()

    class Meta:
        verbose_name = "tổng số chính thức"
        ordering = ["-year", "subject"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "subject", "year"],
                name="official_total_once_a_year",
                violation_error_message="Đã có tổng số của chỉ tiêu này cho năm đó.",
            ),
            once_per_form("official_total"),
        ]

    def __str__(self):
        return f"{self.get_subject_display()} {self.year}"

    def get_absolute_url(self):
        return reverse("enterprises:zones")
