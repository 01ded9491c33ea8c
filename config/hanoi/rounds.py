"""The rounds of Hà Nội's years: one for the whole period, one for each year.

Without a letter the Directive's rule holds: before 31 December (seed 003 §1.1). A year's data
window runs from 15/12 of the year before to 14/12 (DOMAIN 2.8), a period's from its first year's
opening to its last year's close.
"""

import datetime as dt

from organisations.loading import add_missing
from reports.enums import RoundKind
from reports.models import ReportForm, ReportingRound, RoundAddressee


def load_rounds(file, profile, unit, tally):
    """Returns the period's round."""
    first, last = file["source"]["period"]
    forms = {form.code: form for form in ReportForm.objects.order_by("version")}
    terms = profile["round"]
    wanted = [
        _round(
            terms,
            forms,
            code=f"{first}-{last}",
            title=terms["title"],
            kind=RoundKind.PERIOD,
            years=(first, last),
            due_on=terms["due_on"],
        )
    ]
    terms = profile["annual_rounds"]
    wanted += [
        _round(
            terms,
            forms,
            code=str(year),
            title=terms["title"].format(year=year),
            kind=RoundKind.ANNUAL,
            years=(year, year),
            due_on=dt.date(year, 12, 31),
        )
        for year in range(first, last + 1)
    ]
    rounds = add_missing(ReportingRound, wanted, ("code",), tally)
    # The years are long past: they can be compiled and looked at, but nobody owes them any more.
    add_missing(
        RoundAddressee,
        [RoundAddressee(round=rounds[0], organisation=unit)],
        ("round_id", "organisation_id"),
        tally,
    )
    return rounds[0]


def _round(terms, forms, *, years, **fields):
    if terms["form"] not in forms:
        raise terms.refusal(
            "form", f"chưa có biểu mẫu {terms['form']}. Hãy chạy load_reference trước."
        )
    first, last = years
    return ReportingRound(
        year_from=first,
        year_to=last,
        window_from=dt.date(first - 1, 12, 15),
        window_to=dt.date(last, 12, 14),
        form=forms[terms["form"]],
        legal_basis=terms["legal_basis"],
        due_wording=terms["due_wording"],
        **fields,
    )
