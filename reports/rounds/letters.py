"""What a round begins with: the Directive's own rule, or the terms of an earlier letter."""

import datetime as dt

from reports.enums import DueWording, LatenessBasis, RoundKind

DATES = ("window_from", "window_to", "due_on", "opens_on", "cutoff_on", "correction_until")
KEPT = ("kind", "legal_basis", "due_wording", "lateness_by")


def of_the_directive(year, forms):
    """Before 31 December; the window and the other days as DOMAIN 2.8 and 7.3 propose them."""
    form = forms.filter(round_kind=RoundKind.ANNUAL).order_by("code", "-version").first()
    return {
        "code": str(year),
        "kind": RoundKind.ANNUAL,
        "year_from": year,
        "year_to": year,
        "form": form,
        "window_from": dt.date(year - 1, 12, 15),
        "window_to": dt.date(year, 12, 14),
        "due_wording": DueWording.BEFORE,
        "due_on": dt.date(year, 12, 31),
        "lateness_by": LatenessBasis.PORTAL,
        "opens_on": dt.date(year, 10, 1),
        "cutoff_on": dt.date(year, 12, 14),
        "correction_until": dt.date(year + 1, 1, 31),
    }


def following(round_, forms):
    """The next round after this one, without its letter, with the newest version of its form."""
    length = round_.year_to - round_.year_from + 1
    year_from, year_to = round_.year_from + length, round_.year_to + length
    title = round_.title.replace(str(round_.year_to), str(year_to))
    if length > 1:
        title = title.replace(str(round_.year_from), str(year_from))
    return {
        "code": str(year_to) if length == 1 else f"{year_from}-{year_to}",
        "title": title,
        "year_from": year_from,
        "year_to": year_to,
        "form": forms.filter(code=round_.form.code).order_by("-version").first(),
        **{name: getattr(round_, name) for name in KEPT},
        **{name: _later(getattr(round_, name), length) for name in DATES},
    }


def _later(day, years):
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return dt.date(day.year + years, 3, 1)
