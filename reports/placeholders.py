"""Fills {N}, {N-1}, {từ}, {đến}, {ngày} and {ngày chốt} in the words of a form."""

import re

from organisations.vietnamese import format_date

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


def fill(text, round_, unit=""):
    """Unknown placeholders stay as they are, so that a form's mistake is seen and not hidden."""
    known = {
        "N": str(round_.year_to),
        "N-1": str(round_.year_to - 1),
        "N+1": str(round_.year_to + 1),
        "từ": str(round_.year_from),
        "đến": str(round_.year_to),
        "ngày": format_date(round_.window_to),
        "ngày chốt": format_date(round_.window_to),
        "tên tập đoàn, tổng công ty": unit,
    }
    return PLACEHOLDER.sub(lambda found: known.get(found[1], found[0]), text)
