"""The search page: one section for each kind of record in which something was found."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from reports.search.forms import SearchForm
from reports.search.sources import sections_of


@require_GET
def search(request):
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    sections = sections_of(request.access, words) if words else []
    total = sum(section.total for section in sections)
    context = {"form": form, "words": words, "sections": sections, "total": total}
    return render(request, "reports/search.html", context)
