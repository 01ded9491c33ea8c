"""The Ministry's board of a round on the screen."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from organisations import clock
from organisations.access import get_visible_or_404, require
from reports.board import lines as board
from reports.board.forms import BoardFilter
from reports.models import ReportingRound
from reports.rounds.rules import may_watch


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
        },
    )
