"""The Ministry's board of a round on the screen."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from organisations import clock
from organisations.access import get_visible_or_404, require
from organisations.exceptions import ActionRefused
from organisations.vietnamese import format_number
from reports.board import lines as board
from reports.board.actions import remind
from reports.board.forms import BoardFilter
from reports.models import ReportingRound, RoundAddressee
from reports.rounds.rules import may_keep, may_watch


@require_GET
def round_board(request, code):
    access = request.access
    round_ = get_visible_or_404(ReportingRound, access, code=code)
    require(may_watch(access))
    everybody = board.lines_of(round_, access=access, now=clock.now())
    form = BoardFilter(request.GET)
    return render(
        request,
        "reports/rounds/board.html",
        {
            "round": round_,
            "form": form,
            "counts": board.counts_of(everybody),
            "map": board.map_of(everybody),
            "lines": board.narrowed(everybody, **form.said()),
            "total": len(everybody),
            "may_remind": may_keep(access),
            "waited_for": [line for line in everybody if line.standing.receipt is None],
        },
    )


@require_POST
def remind_unit(request, pk):
    """One unit of its round."""
    access = request.access
    require(may_keep(access))
    addressee = get_visible_or_404(RoundAddressee, access, pk=pk)
    return _reminded(request, addressee.round, unit=addressee.organisation_id)


@require_POST
def remind_units(request, code):
    """All that have not sent."""
    round_ = get_visible_or_404(ReportingRound, request.access, code=code)
    require(may_keep(request.access))
    return _reminded(request, round_)


def _reminded(request, round_, **which):
    try:
        done = remind(round_, access=request.access, **which)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        for level, sentence in _sentences(done):
            messages.add_message(request, level, sentence)
    return redirect("reports:board", round_.code)


def _sentences(done):
    if done.now:
        names = {"count": format_number(len(done.now)), "unit": done.now[0]}
        said = ngettext("Đã nhắc %(unit)s.", "Đã nhắc %(count)s đơn vị.", len(done.now))
        yield messages.SUCCESS, said % names
    if done.already:
        names = {"count": format_number(len(done.already)), "unit": done.already[0]}
        said = ngettext(
            "Hôm nay đã nhắc %(unit)s rồi nên không nhắc thêm.",
            "Hôm nay đã nhắc %(count)s đơn vị rồi nên không nhắc thêm.",
            len(done.already),
        )
        yield messages.INFO, said % names
