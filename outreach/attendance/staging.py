"""What was read of a list travels with the page that shows it, signed, and is stored nowhere.

So a list that nobody confirms leaves no names behind.
"""

from django.core import signing

from organisations.sheets import Sheet
from organisations.sheets.values import shown
from outreach.attendance.lists import COLUMNS

SALT = "outreach.attendance"
ONE_DAY_IN_SECONDS = 24 * 60 * 60


def staged_rows(sheet, activity, *, shape, keeps_names):
    """The rows that can be taken, for the button that saves them."""
    content = {
        "shape": shape,
        "names": keeps_names,
        "rows": [[row.number, row.values] for row in sheet.rows],
    }
    return _signed("rows", activity, content)


def staged_faults(sheet, activity, *, shape):
    """Every row as it was typed with its reasons, for the button that gives them as a file."""
    content = {
        "shape": shape,
        "typed": [
            [number, {key: shown(cell) for key, cell in cells.items()}]
            for number, cells in sheet.typed.items()
        ],
        "refusals": [[r.row_number, r.key, r.reason] for r in sheet.refusals],
    }
    return _signed("faults", activity, content)


def sheet_of_faults(content):
    columns = {column.key: column for column in COLUMNS[content["shape"]]}
    sheet = Sheet(typed=dict(content["typed"]))
    for number, key, reason in content["refusals"]:
        sheet.refuse(number, reason, columns.get(key))
    return sheet


def _signed(what, activity, content):
    return signing.dumps(content, salt=f"{SALT}.{what}.{activity.pk}", compress=True)


def unsigned(what, activity, text):
    """What was staged for this activity within a day; None for anything else."""
    salt = f"{SALT}.{what}.{activity.pk}"
    try:
        return signing.loads(text, salt=salt, max_age=ONE_DAY_IN_SECONDS)
    except signing.BadSignature:
        return None
