"""The register of establishments: so far what the Hà Nội data needs."""

from django.db import models
from django.urls import reverse

from enterprises.enums import Stratum
from organisations.access import EVERYTHING, Territorial
from organisations.enums import Kind


class Establishment(Territorial):
    """One production site (cơ sở sản xuất công nghiệp), the unit that is counted.

    A household producer is a site of stratum HOUSEHOLD and is never mixed into rates. The Ministry
    reads the whole register.
    """

    owner_paths = Territorial.owner_paths | {Kind.MINISTRY: EVERYTHING}

    name = models.CharField("tên cơ sở", max_length=250)
    stratum = models.CharField("loại cơ sở", max_length=10, choices=Stratum, default=Stratum.PLANT)
    sector = models.CharField("ngành (VSIC cấp 2)", max_length=2, blank=True)
    sector_text = models.CharField("ngành, theo lời văn", max_length=150, blank=True)
    zone_name = models.CharField("KCN, CCN, làng nghề", max_length=200, blank=True)
    address = models.CharField("địa chỉ", max_length=300, blank=True)

    class Meta:
        verbose_name = "cơ sở sản xuất"
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["department", "name", "id"])]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("enterprises:establishment", args=[self.pk])
