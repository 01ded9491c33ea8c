"""Papers of a plan or a list, made when they are asked for; drafts are never stored."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from organisations import clock
from organisations.access import get_visible_or_404
from organisations.documents.handing_out import FORMS, handed_out
from organisations.documents.pdf import DocumentNotRendered
from programmes.documents.official import Which, document_of, offered
from programmes.documents.printing import Past
from programmes.papers.missing import is_blank, nothing_to_print


@require_GET
def paper_document(request, kind, pk, which, form):
    paper = get_visible_or_404(kind.model, request.access, pk=pk)
    if form not in FORMS or which not in Which.values:
        raise Http404
    if which not in offered(paper, Past.of(paper, request.access)):
        if not is_blank(paper):
            raise Http404
        messages.error(request, nothing_to_print(paper))
        return redirect(paper)
    document = document_of(paper, which, access=request.access, today=clock.today())
    try:
        return handed_out(
            document,
            form,
            identifier=f"{kind.slug}-{paper.pk}-{which}",
            title=f"{Which(which).label} {paper.title}",
            created=clock.now(),
        )
    except DocumentNotRendered as fault:
        messages.error(request, fault.sentence)
        return redirect(paper)
