"""Who reads and writes what stands around a report's words: the unit's own people alone."""

from django.db import migrations

from organisations.isolation import Isolate, owned

WRITERS = ("ministry", "department", "corporation")
UNITS = ("department", "corporation")


def _of_a_report(table, who, **more):
    return Isolate(
        f"reports_{table}",
        owned(writers=who, readers=who),
        fill_scope="owner",
        part_of=[("report_id", "reports_report")],
        **more,
    )


class Migration(migrations.Migration):
    dependencies = [("reports", "0022_around_the_words")]

    operations = [
        _of_a_report("sectioneditor", WRITERS),
        _of_a_report("sectioncomment", WRITERS, history=True),
        _of_a_report("explanation", UNITS, history=True),
    ]
