"""Deleting a solution."""

from django.db import connections

from assessments.models import OptionSaving
from organisations.entry.saving import refused_in_words
from organisations.tenancy import login_alias


def delete_option(option):
    """With its savings. Of one that there is news of, the database refuses it.

    Django would first look for reasons, which nobody but the enterprise may read.
    """
    with refused_in_words():
        OptionSaving.objects.filter(option=option).delete()
        with connections[login_alias()].cursor() as cursor:
            cursor.execute("DELETE FROM assessments_cpoption WHERE id = %s", [option.pk])
