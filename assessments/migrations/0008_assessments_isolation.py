"""Who reads and writes assessments, and the functions that alone may do what no client may."""

from django.db import migrations

from assessments.migrations import _assessments
from organisations.isolation import SCOPES, TID, Isolate, Policy

OFFICES = ("department", "corporation")
READERS = [Policy(role, "SELECT", f"{role}_id = {TID}") for role in SCOPES]
# The Ministry owns none: asked for evidence of a plant (app.ladder_evidence), it is shown none.
MINISTRY = Policy("ministry", "SELECT", f"owner_id = {TID}")
COMMANDS = ("INSERT", "UPDATE", "DELETE")
FUNCTIONS = {
    "app.move_assessment(bigint, text, text, text, text)": SCOPES,
    "app.give_assessment(bigint, bigint)": OFFICES,
    "app.confirm_assessment(bigint, text)": ("enterprise",),
}


def part(table, *, later=False, commands=COMMANDS):
    """Read by all who see the assessment, written by those who carry it out.

    `later`: by the enterprise it is about, too.
    """
    columns = dict.fromkeys((*OFFICES, "enterprise"), "owner_id") | {"support": "support_id"}
    if later:
        columns["enterprise"] = "enterprise_id"
    written = [
        Policy(role, command, f"{column} = {TID}")
        for role, column in columns.items()
        for command in commands
    ]
    return Isolate(f"assessments_{table}", [*READERS, MINISTRY, *written], history=True)


def filled(table, when):
    return (
        f"CREATE TRIGGER a_fill_from_assessment BEFORE INSERT OR UPDATE OR DELETE ON"
        f" assessments_{table} FOR EACH ROW"
        f" WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)"
        f" EXECUTE FUNCTION app.fill_from_assessment('{when}');"
    )


def only_for(function, roles):
    granted = ", ".join(f"portal_{role}" for role in roles)
    return (
        f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC;"
        f" GRANT EXECUTE ON FUNCTION {function} TO {granted};"
    )


CONTENTS = (
    "assessmentpart",
    "checklistanswer",
    "worksheetrow",
    "resourceuse",
    "cpoption",
    "optionsaving",
)
FROZEN = """
CREATE TRIGGER c_refuse_change BEFORE UPDATE OR DELETE ON assessments_assessmentreceipt FOR EACH ROW
  WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)
  EXECUTE FUNCTION app.refuse_change('Phiếu tiếp nhận không sửa, không xóa.');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0007_assessments"),
        ("enterprises", "0012_given_sites_isolation"),
        ("organisations", "0011_attachments_are_labelled_isolation"),
    ]

    operations = [
        Isolate(
            "assessments_assessment",
            [*READERS, MINISTRY]
            + [
                Policy(role, command, f"owner_id = {TID}")
                for role in (*OFFICES, "enterprise")
                for command in ("INSERT", "UPDATE")
            ],
            history=True,
        ),
        migrations.RunSQL(
            "CREATE TRIGGER a_fill_scope BEFORE INSERT OR UPDATE ON assessments_assessment"
            " FOR EACH ROW WHEN (current_user <> 'portal_owner' OR app.kind() IS NULL)"
            " EXECUTE FUNCTION app.fill_scope('territorial', 'establishment_id');",
            migrations.RunSQL.noop,
        ),
        *(part(table) for table in CONTENTS),
        part("optionstep", later=True, commands=("INSERT",)),
        part("measuredresult", commands=("INSERT", "DELETE")),
        Isolate("assessments_contribution", READERS),
        Isolate("assessments_assessmentreceipt", [*READERS, MINISTRY]),
        # Kept from everybody else, and so out of the history, which owners read.
        Isolate(
            "assessments_optionreason", [Policy("enterprise", "SELECT", f"enterprise_id = {TID}")]
        ),
        migrations.RunSQL(
            _assessments.SCOPE
            + _assessments.MOVES
            + _assessments.OPTIONS
            + _assessments.SAVINGS
            + "\n".join(filled(table, "contents") for table in (*CONTENTS, "measuredresult"))
            + filled("optionstep", "later")
            + FROZEN,
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "\n".join(only_for(name, roles) for name, roles in FUNCTIONS.items()),
            migrations.RunSQL.noop,
        ),
    ]
