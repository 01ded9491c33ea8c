"""Questions, reasons, benchmarks and sheets: everybody reads them, the Ministry amends some.

It enters the grid factor of a year and says which of two factors in conflict counts; it enters a
new version of a question and says which one is current. Nothing that was loaded is rewritten.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from organisations.isolation import Isolate, Policy, national

TABLES = (
    "benchmark",
    "checklistgroup",
    "householdsheet",
    "reason",
    "sectorword",
    "worksheetform",
)
AMENDS_QUESTIONS = [
    Policy("ministry", "INSERT", "is_amended", "amended"),
    Policy("ministry", "UPDATE", "true", "current", columns=("is_current",)),
]
AMENDS_FACTORS = [
    Policy("ministry", "INSERT", "is_entered AND kind = 'grid'", "grid"),
    Policy("ministry", "UPDATE", "true", "chosen", columns=("is_chosen",)),
]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0005_questions")]

    operations = [
        *(Isolate(f"assessments_{table}", national(), history="national") for table in TABLES),
        Isolate("assessments_checklistitem", [*national(), *AMENDS_QUESTIONS], history="national"),
        RunSQL(
            "\n".join(policy.sql("assessments_conversionfactor") for policy in AMENDS_FACTORS),
            RunSQL.noop,
        ),
    ]
