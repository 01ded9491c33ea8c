from django.db.models import TextChoices


class Stratum(TextChoices):
    """Households are counted apart: they swing a denominator by an order of magnitude."""

    PLANT = "co_so", "cơ sở"
    HOUSEHOLD = "ho", "hộ sản xuất"
