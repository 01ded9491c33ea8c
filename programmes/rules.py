"""Who may enter plans; and whether a row is still the one a form was filled from. No queries."""

import hashlib

from organisations.enums import Kind

PLANNERS = (Kind.DEPARTMENT, Kind.CORPORATION)


def may_plan(access):
    return access.writes and access.kind in PLANNERS


def may_edit_plan(access, plan):
    return may_plan(access) and plan.owner_id == access.organisation.pk


def fingerprint(*rows):
    """Of what people can edit in these rows; a missing row counts as nothing.

    A form carries it from the moment it is shown, so that a tab left open overnight cannot
    overwrite what a colleague has saved since.
    """
    values = [
        f"{field.attname}={field.value_to_string(row)!r}"
        for row in rows
        if row is not None
        for field in row._meta.concrete_fields
        if field.editable and not field.primary_key
    ]
    return hashlib.sha256("\n".join(values).encode()).hexdigest()
