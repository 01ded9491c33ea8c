"""Who reads whom one asks, and the functions of the clock and of the link in an e-mail."""

from django.db import migrations

from assessments.migrations import _options
from organisations.isolation import SCOPES, TID, Isolate, Policy

SAID = "text, bigint, text, text, date, date, numeric, text, text[], text, uuid"
SAYING = ", ".join(f"portal_{role}" for role in SCOPES)
FUNCTIONS = {
    "app.say_why(bigint, text[], text)": SAYING,
    "app.count_reasons()": "portal_department, portal_corporation, portal_ministry",
    "app.turn_option_clock()": "portal_jobs",
    "app.follow_ups_to_send()": "portal_jobs",
    "app.claim_follow_up(bigint, text)": "portal_jobs",
    "app.follow_up_is_sent(bigint, boolean)": "portal_jobs",
    "app.follow_up_by(text)": "portal_app",
    "app.options_by(text)": "portal_app",
    "app.reasons_to_give()": "portal_app",
    f"app.answer_follow_up({SAID})": "portal_app",
}


def only_for(function, roles):
    return (
        f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC;"
        f" GRANT EXECUTE ON FUNCTION {function} TO {roles};"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0010_follow_ups"),
    ]

    operations = [
        Isolate(
            "assessments_followup",
            [Policy(role, "SELECT", f"{role}_id = {TID}") for role in SCOPES],
        ),
        migrations.RunSQL(
            _options.STEPS
            + _options.REASONS
            + _options.CLOCK
            + _options.ANSWERS
            + _options.DIGEST
            + "\n".join(only_for(name, roles) for name, roles in FUNCTIONS.items()),
            migrations.RunSQL.noop,
        ),
    ]
