"""Approvals, attached files and notices: who reads and writes them, and what is final."""

from django.db import migrations

from organisations.isolation import TENANTS, TID, WRITERS, Isolate, Policy, owned
from organisations.migrations import _approval, _attachments_and_notifications

UNITS = ("ministry", "department", "corporation")
MINE = f"owner_id = {TID} AND recipient_id = (SELECT app.uid())"
# A request always has a person; the organisation's own work has none.
AT_WORK = f"owner_id = {TID} AND (SELECT app.uid()) IS NULL"


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_plans_are_approved")]

    operations = [
        Isolate(
            "organisations_approvalstep", owned(readers=UNITS), fill_scope="owner", history=True
        ),
        Isolate(
            "organisations_approval",
            owned(readers=UNITS, deletable=False),
            fill_scope="owner",
            history=True,
        ),
        Isolate(
            "organisations_approvaldecision",
            owned(readers=UNITS, deletable=False),
            fill_scope="owner",
            part_of=[("approval_id", "organisations_approval")],
            history=True,
        ),
        migrations.RunSQL(_approval.ALL, migrations.RunSQL.noop),
        Isolate(
            "organisations_attachment",
            owned(writers=WRITERS, deletable=False),
            fill_scope="owner",
        ),
        Isolate(
            "organisations_notification",
            [
                policy
                for role in TENANTS
                for policy in (
                    Policy(role, "INSERT", f"owner_id = {TID}"),
                    Policy(role, "SELECT", MINE),
                    Policy(role, "UPDATE", MINE),
                    Policy(role, "SELECT", AT_WORK, "work"),
                    Policy(role, "UPDATE", AT_WORK, "work"),
                )
            ],
            fill_scope="owner",
        ),
        migrations.RunSQL(_attachments_and_notifications.ALL, migrations.RunSQL.noop),
    ]
