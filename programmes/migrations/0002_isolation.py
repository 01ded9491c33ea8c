"""Who reads and writes strategies, plans and tasks."""

from django.db import migrations

from organisations.isolation import TID, Isolate, Policy, national, owned

WRITERS = ("ministry", "department", "corporation")


def national_or_mine(**options):
    """Own rows, and national ones; only the Ministry may call a row national."""
    policies = owned() + national(condition="is_national", name="national")
    mine = f"owner_id = {TID} AND NOT is_national"
    return [
        Policy(p.role, p.command, mine)
        if p.command in {"INSERT", "UPDATE", "DELETE"} and p.role != "ministry"
        else p
        for p in policies
    ]


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial"), ("organisations", "0002_isolation")]

    operations = [
        *(
            Isolate(f"programmes_{table}", national(), history="national")
            for table in ("strategy", "milestone", "scheme", "obligation", "indicator")
        ),
        Isolate("programmes_legaldocument", national_or_mine(), fill_scope="owner", history=True),
        Isolate(
            "programmes_actionplan",
            owned(readers=WRITERS),
            fill_scope="owner",
            part_of=[("document_id", "programmes_legaldocument")],
            history=True,
        ),
        Isolate(
            "programmes_target",
            national_or_mine(),
            fill_scope="owner",
            part_of=[("plan_id", "programmes_actionplan")],
            history=True,
        ),
        Isolate("programmes_focalunit", owned(readers=WRITERS), fill_scope="owner", history=True),
        *(
            Isolate(
                f"programmes_{table}",
                owned(readers=WRITERS),
                fill_scope="owner",
                part_of=[("unit_id", "programmes_focalunit")],
                history=True,
            )
            for table in ("focaldiscipline", "focalequipment")
        ),
        Isolate(
            "programmes_tasklist",
            owned(readers=WRITERS),
            fill_scope="owner",
            part_of=[
                ("plan_id", "programmes_actionplan"),
                ("document_id", "programmes_legaldocument"),
            ],
            history=True,
        ),
        Isolate(
            "programmes_task",
            owned(readers=WRITERS),
            fill_scope="owner",
            part_of=[("task_list_id", "programmes_tasklist")],
            history=True,
        ),
    ]
