"""Rows that several tests of attendance need."""

import datetime as dt

from organisations.tenancy import owner_login
from outreach.models import Attendance, Attendee
from tests.factories import make_activity, make_establishment

DAY = dt.date(2026, 5, 12)


def make_event(owner, **fields):
    """A training of half a day that took place."""
    return make_activity(owner, **{"held_on": DAY, "hours": 4} | fields)


def make_attendance(activity, name="", *, establishment=None, managers=1, **fields):
    name = name or (establishment.name if establishment else "Cơ sở ngoài sổ")
    with owner_login():
        return Attendance.objects.create(
            owner=activity.owner,
            activity=activity,
            name=name,
            establishment=establishment,
            managers=managers,
            **fields,
        )


def make_attendee(activity, full_name="Nguyễn Thị Bí Mật", *, attendance=None, **fields):
    fields.setdefault("role", "manager")
    with owner_login():
        return Attendee.objects.create(
            owner=activity.owner,
            activity=activity,
            attendance=attendance,
            full_name=full_name,
            **fields,
        )


def make_places(owner, names):
    return [make_establishment(owner, name=name) for name in names]
