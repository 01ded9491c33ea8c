"""The sheet of paper a row was entered on, so that the same sheet sent twice makes one row."""

from django.db import models


def form_key_field():
    return models.UUIDField("mã phiếu nhập", null=True, editable=False)


def once_per_form(what):
    return models.UniqueConstraint(fields=["owner", "form_key"], name=f"{what}_saved_once_per_form")
