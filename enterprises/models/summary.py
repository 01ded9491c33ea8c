"""Counts of the register by what lists are narrowed by, so that nobody counts a million rows."""

from django.db import models

from enterprises.enums import Level, Size, Stratum
from organisations.access import EVERYTHING, Territorial
from organisations.enums import Kind


class RegisterCount(Territorial):
    """How many establishments (not merged into another) have these properties, or a change of it.

    The database adds a row for every change in the same transaction (app.count_register), so that
    sums are always exact and writers never wait for each other; app.fold_register_counts adds rows
    up from time to time.
    """

    owner_paths = {
        Kind.DEPARTMENT: "department",
        Kind.CORPORATION: "corporation",
        Kind.MINISTRY: EVERYTHING,
    }

    province_id = models.BigIntegerField(null=True)
    stratum = models.CharField(max_length=10, choices=Stratum)
    sector = models.CharField(max_length=2, blank=True)
    size = models.CharField(max_length=10, choices=Size, blank=True)
    level = models.PositiveSmallIntegerField(choices=Level)
    is_active = models.BooleanField()
    count = models.IntegerField()

    class Meta:
        verbose_name = "số đếm của sổ cơ sở"

    def __str__(self):
        return f"{self.count}"
