from django.db.models import TextChoices


class Stratum(TextChoices):
    """Households are counted apart: they swing a denominator by an order of magnitude."""

    PLANT = "co_so", "cơ sở"
    HOUSEHOLD = "ho", "hộ sản xuất"


class ZoneKind(TextChoices):
    PARK = "park", "KCN"
    CLUSTER = "cluster", "CCN"
    VILLAGE = "village", "làng nghề"


class TotalSubject(TextChoices):
    """What an official statistical total counts."""

    PARK = "park", "số KCN"
    CLUSTER = "cluster", "số CCN"
    VILLAGE = "village", "số làng nghề"
