"""What each solution saved of all that was measured (16_Giai_phap), for its own payback."""

from decimal import Decimal

from django.utils.translation import gettext as _

from assessments import economics
from assessments.enums import OptionState
from assessments.option_life import IMPLEMENTED
from assessments.worksheets import results, solutions
from assessments.worksheets.faults import doubt, error
from assessments.worksheets.figures import UNDEFINED, Figure
from organisations.vietnamese import format_number

SHARES = "16_Giai_phap"
A_YEAR = 12


def paybacks(contents):
    """Figures of the computed column, line by line: actual cost by measured saving, in years."""
    costs = solutions.spent(contents)
    return [{"hoan_von": _payback(line, costs)} for line in contents.of(SHARES)]


def _payback(line, costs):
    cost = costs.get(line["giai_phap"])
    if cost is None:
        return Figure(None, "", 2, _("chưa có chi phí thực tế"))
    return Figure(economics.payback(cost, line["tien"]), "", 2, UNDEFINED)


def checks(contents):
    lines = contents.of(SHARES)
    done = {
        line["giai_phap"]
        for line in contents.of("15_Thuc_hien")
        if line["trang_thai"] in IMPLEMENTED
    }
    for line in lines:
        code = line["giai_phap"]
        state = contents.states.get(code, OptionState.PROPOSED)
        if code not in done and state not in IMPLEMENTED:
            said = _("%(code)s chưa được thực hiện nên chưa có tiết kiệm đo được.")
            yield error(SHARES, line, "giai_phap", said % {"code": code})
    if len(lines) > 1:
        for line in lines:
            if not line["cach_tach"]:
                said = _("%(code)s: chưa ghi tách khỏi các giải pháp khác bằng cách nào.")
                yield doubt(SHARES, line, "cach_tach", said % {"code": line["giai_phap"]})
    yield from _no_more_than_measured(lines, contents)


def _no_more_than_measured(lines, contents):
    most = measured_a_year(contents)
    told = sum((line["tien"] or 0 for line in lines), Decimal(0))
    if most is None or told <= most:
        return
    said = _(
        "Cộng các giải pháp được %(told)s đồng một năm, nhiều hơn %(most)s đồng một năm đã đo được."
    )
    words = {"told": format_number(told, 0), "most": format_number(most, 0)}
    yield error(SHARES, lines[-1], "tien", said % words)


def measured_a_year(contents):
    """What was saved where something was saved, for twelve months; None where a price is missing.

    KT-20 holds the solutions of a report against the same sum.
    """
    told = [each.worth for each in results.measured(contents)]
    months = len(results.months_of(contents, results.AFTER))
    if not told or None in told or not months:
        return None
    return sum((max(worth, 0) for worth in told), Decimal(0)) * A_YEAR / min(months, A_YEAR)
