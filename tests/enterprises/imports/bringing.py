"""Small lists of establishments, brought in as people do: judged, written, taken back."""

import csv
import io

from enterprises.imports import actions
from enterprises.models import Establishment
from enterprises.resources import COLUMN
from organisations.tenancy import owner_login, use_tenant


def as_csv(*rows, titles=None):
    """Rows by column key as a CSV; `titles` are other headings for some keys."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow([(titles or {}).get(key) or COLUMN[key].title for key in keys])
    writer.writerows([row.get(key, "") for key in keys] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def uploaded(person, body, name="co-so.csv"):
    with use_tenant(person.access.tenant):
        return actions.upload(body, name, access=person.access)


def confirmed(person, batch, choices=None, *, all_or_none=False):
    """The job that is to read it."""
    choices = choices or {int(at): key for at, key in batch.mapping.items()}
    with use_tenant(person.access.tenant):
        return actions.confirm_columns(
            batch, choices, takes_all_or_none=all_or_none, access=person.access
        )


def checked(person, *rows, all_or_none=False, name="co-so.csv"):
    """A batch with a verdict for each of the rows."""
    batch = uploaded(person, as_csv(*rows), name)
    return run(person, actions.run_check, batch, confirmed(person, batch, all_or_none=all_or_none))


def run(person, work, batch, job):
    with use_tenant(person.access.tenant):
        work(job.pk)
        batch.refresh_from_db()
    return batch


def applied(person, batch):
    with use_tenant(person.access.tenant):
        job = actions.request_apply(batch, access=person.access)
    return run(person, actions.run_apply, batch, job)


def brought_in(person, *rows):
    return applied(person, checked(person, *rows))


def taken_back(person, batch):
    with use_tenant(person.access.tenant):
        job = actions.request_undo(batch, access=person.access)
    return run(person, actions.run_undo, batch, job)


def decide(person, batch, number, decision, subject=None):
    with use_tenant(person.access.tenant):
        actions.decide(batch, number, decision, subject, access=person.access)
        batch.refresh_from_db()
    return row_of(batch, number)


def rows_of(batch):
    with owner_login():
        return list(batch.rows.order_by("number"))


def row_of(batch, number=2):
    """The first line below the heading is the file's second."""
    with owner_login():
        return batch.rows.get(number=number)


def verdicts(batch):
    return [row.verdict for row in rows_of(batch)]


def faults(batch, number=2):
    """[(title of the cell, what was typed, reason)]"""
    found = row_of(batch, number).faults or []
    return [(fault["title"], fault["typed"], fault["reason"]) for fault in found]


def plants(person):
    """What stands in the register of the person's unit."""
    with owner_login():
        own = Establishment.objects.filter(owner=person.access.organisation)
        return list(own.select_related("legal_entity", "zone").order_by("pk"))


def again(plant):
    with owner_login():
        return Establishment.objects.select_related("legal_entity", "zone").get(pk=plant.pk)
