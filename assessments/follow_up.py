"""When somebody is asked what became of a solution, and when silence counts as no information.

Every day is counted from the anchor (the assessment's acceptance, or its submission), never from
the day before it, so that the end of a short month does not move the later ones.
"""

import calendar
import datetime as dt

ASKED_AFTER_MONTHS = (6, 12, 24)
SILENCE_MONTHS = 36


def months_after(anchor, months):
    """The same day so many calendar months on; the last day of a month that has no such day."""
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(anchor.day, last))


def days_of_asking(anchor):
    return [months_after(anchor, months) for months in ASKED_AFTER_MONTHS]


def falls_silent_on(latest_news):
    """The first day on which an undecided solution is one without information."""
    return months_after(latest_news, SILENCE_MONTHS)
