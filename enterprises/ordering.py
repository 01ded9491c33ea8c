"""Names in the order in which a Vietnamese reader looks for them: Cà Mau, Cao Bằng, Cần Thơ."""

from django.db.models import F, Func, TextField
from django.db.models.functions import Collate


def by_name(path="name"):
    """For order_by: organisations.vietnamese.name_sort, worked out by the database."""
    return Collate(Func(F(path), function="app.name_sort", output_field=TextField()), "C")
