"""Rows that the tests of solutions begin with, and what they ask of them."""

import datetime as dt
from itertools import count

from django.conf import settings
from django.db import connection

from assessments.enums import Mover, OptionCategory, OptionState
from assessments.models import (
    Assessment,
    CPOption,
    FollowUp,
    MeasureUnit,
    OptionSaving,
    OptionStep,
    Resource,
)
from assessments.options.asking import hash_of, sweep, token_of
from assessments.quantities import convert, converter_of
from organisations.tenancy import JOBS, owner_login, use_tenant
from tests.assessments.asking import acting_as

FILE = settings.BASE_DIR / "reference" / "assessments" / "reasons.yaml"
_serial = count(1)


def set_clock(instant):
    """A day ('2025-03-31': its noon in Vietnam) or an instant; None: the true time again."""
    said = f"{instant}T12:00:00+07:00" if len(str(instant)) == 10 else instant
    with owner_login(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM app.clock")
        if instant is not None:
            cursor.execute("INSERT INTO app.clock (fixed) VALUES (%s)", [said])


def turn_the_clock():
    """One sweep, as the worker runs it."""
    with use_tenant(JOBS):
        return sweep()


def make_option(assessment, *, state=OptionState.PROPOSED, savings=(), **fields):
    """By the owner's login; `savings` are (resource, quantity, unit, price)."""
    number = next(_serial)
    fields.setdefault("code", f"T{number}")
    fields.setdefault("name", f"Giải pháp thử {number}")
    fields.setdefault("category", OptionCategory.HOUSEKEEPING)
    with owner_login():
        option = CPOption.objects.create(
            owner_id=assessment.owner_id, assessment=assessment, state=state, **fields
        )
        converter = converter_of(assessment.year) if savings else None
        for place, (resource, quantity, unit, price) in enumerate(savings, start=1):
            row = OptionSaving(
                owner_id=assessment.owner_id,
                assessment=assessment,
                option=option,
                resource=Resource.objects.get(code=resource),
                unit=MeasureUnit.objects.get(code=unit),
                quantity=quantity,
                price=price,
                place=place,
            )
            convert(row, converter).save()
        option.refresh_from_db()
    return option


def file(assessment, *, accepted="", submitted="2022-03-20"):
    """Handed in and, if a day is given, accepted: at noon of these days."""
    facts = {"state": "submitted", "submitted_at": _noon(submitted)}
    if accepted:
        facts |= {"state": "accepted", "decided_at": _noon(accepted)}
    with owner_login():
        Assessment.objects.filter(pk=assessment.pk).update(**facts)
        assessment.refresh_from_db()
    return assessment


def _noon(day):
    return dt.datetime.fromisoformat(f"{day}T12:00:00+07:00")


def say(person, option, target, day, *, mover=Mover.ENTERPRISE, reasons=(), words="", **facts):
    """A step in the person's own role, with its reasons; answers it."""
    with acting_as(person) as cursor:
        step = OptionStep.objects.create(
            assessment_id=option.assessment_id,
            option=option,
            from_state=state_of(option),
            to_state=target,
            mover=mover,
            held_on=day,
            **facts,
        )
        if reasons:
            cursor.execute("SELECT app.say_why(%s, %s, %s)", [step.pk, list(reasons), words])
    return step


def state_of(option):
    return fresh(option).state


def fresh(row):
    with owner_login():
        return type(row).objects.get(pk=row.pk)


def follow_ups(assessment):
    with owner_login():
        return list(FollowUp.objects.filter(assessment=assessment).order_by("months"))


def link_of(follow_up):
    """The token, if it is the one whose hash is stored."""
    token = token_of(follow_up.pk)
    assert fresh(follow_up).token_hash == hash_of(token)
    return token
