"""Who acts for a unit in a played season: its own people, or people made for it."""

import datetime as dt

from django.contrib.auth.hashers import make_password

from organisations import demonstration
from organisations.access import Access
from organisations.enums import Role
from organisations.models import Membership, User
from organisations.tenancy import owner_login

SINCE = dt.date(2020, 1, 1)
PARTS = (Role.OFFICER, Role.HEAD)
NAMES = {Role.OFFICER: "Chuyên viên (minh họa)", Role.HEAD: "Lãnh đạo (minh họa)"}


def access_of(organisation, day):
    """{role: Access} of an officer and a head on a day. The missing ones are made."""
    with owner_login():
        members = Membership.objects.select_related("user").filter(
            organisation=organisation, user__is_active=True
        )
        found = {row.role: row.user for row in members.order_by("-pk") if _works(row, day)}
        for role in PARTS:
            if role not in found:
                found[role] = _made(organisation, role)
    return {role: Access(found[role], organisation, role) for role in PARTS}


def _works(membership, day):
    ends = membership.valid_to
    return membership.valid_from <= day and (ends is None or day <= ends)


def _made(organisation, role):
    """With the demonstration's password, so that one can look in as this person afterwards."""
    email = f"{role}.{organisation.code}@vi-du.vn"
    user = User.objects.filter(email=email).first() or User.objects.create(
        email=email,
        full_name=NAMES[role],
        password=make_password(demonstration.read()["password"]),
    )
    Membership.objects.get_or_create(
        user=user,
        organisation=organisation,
        valid_to=None,
        defaults={"kind": organisation.kind, "role": role, "valid_from": SINCE},
    )
    return user
