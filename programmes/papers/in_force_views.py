"""What a paper said with effect on a day, its revisions, and all papers that had effect."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from organisations import clock
from organisations.access import get_visible_or_404
from programmes.papers import forms
from programmes.papers.differences import differences, sections_of
from programmes.papers.in_force import papers_in_force_on
from programmes.papers.revisions import in_force_on, revisions_of


@require_GET
def paper_in_force(request, kind, pk):
    """What a paper said with effect on a day; the day stands in the address."""
    paper = get_visible_or_404(kind.model, request.access, pk=pk)
    form = forms.DayForm(request.GET or None, today=clock.today())
    day = form.asked
    revision = in_force_on(paper, day) if not form.errors else None
    context = {
        "paper": paper,
        "paper_kind": kind,
        "form": form,
        "day": day,
        "revision": revision,
        "sections": sections_of(revision.content) if revision else [],
    }
    return render(request, "programmes/papers/in_force.html", context)


@require_GET
def revision(request, kind, pk, ordinal):
    """One revision, and what it changed."""
    paper = get_visible_or_404(kind.model, request.access, pk=pk)
    known = {row.ordinal: row for row in revisions_of(paper)}
    if ordinal not in known:
        raise Http404
    shown, before = known[ordinal], known.get(ordinal - 1)
    context = {
        "paper": paper,
        "paper_kind": kind,
        "revision": shown,
        "before": before,
        "changed": differences(before.content, shown.content) if before else [],
        "sections": sections_of(shown.content),
    }
    return render(request, "programmes/papers/revision.html", context)


@require_GET
def plans_in_force(request):
    """Which plans and lists of the unit had effect on a day, and by which decision."""
    form = forms.DayForm(request.GET or None, today=clock.today())
    found = papers_in_force_on(form.asked, request.access) if not form.errors else {}
    context = {"form": form, "day": form.asked} | found
    return render(request, "programmes/papers/plans_in_force.html", context)
