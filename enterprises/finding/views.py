"""The register on the screen: the list, the counts beside it, the map and the charts."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from enterprises import rules
from enterprises.finding import columns
from enterprises.finding.charts import charts_of
from enterprises.finding.counting import total_at_once, total_of
from enterprises.finding.facets import facets_of, list_url
from enterprises.finding.filters import EstablishmentFilter
from enterprises.finding.keyset import page_of

# What is searched by and compared with, and shown nowhere.
UNSEEN = ("search_text", "name_key")


@require_GET
def establishment_list(request):
    found = EstablishmentFilter(request.GET, access=request.access)
    rows, few = found.qs.defer(*UNSEEN), found.rows.defer(*UNSEEN)
    page = page_of(rows, request.GET, among=found.among, found=few)
    keys = columns.chosen(request)
    context = {
        "filter": found,
        "object_list": page.rows,
        "rows": columns.shown_rows(page.rows, keys, found.names),
        "page": page,
        "total": total_at_once(found, page),
        "titles": [(columns.TITLES[key], columns.LOOKS.get(key, "")) for key in keys],
        "offered": [(k, title, k in keys) for k, title in columns.offered(request.access).items()],
        "facets_url": list_url(found, "enterprises:facets"),
        "overview_url": list_url(found, "enterprises:overview"),
        "may_register": rules.may_register(request.access),
    }
    return render(request, "enterprises/establishment_list.html", context)


@require_GET
def facets(request):
    """Counts of the same rows: a part of the list, and a page of its own without JavaScript."""
    found = EstablishmentFilter(request.GET, access=request.access)
    context = {
        "filter": found,
        "facets": facets_of(found),
        "total": total_of(found),
        "list_url": list_url(found),
    }
    if request.htmx:
        return render(request, "enterprises/finding/includes/facets.html", context)
    return render(request, "enterprises/finding/facets.html", context)


@require_GET
def overview(request):
    """Where the establishments are, in which sectors and how large."""
    found = EstablishmentFilter(request.GET, access=request.access)
    context = {"filter": found, "list_url": list_url(found), **charts_of(found)}
    return render(request, "enterprises/finding/overview.html", context)


@require_POST
def choose_columns(request):
    columns.choose(request, request.POST.getlist("column"))
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return redirect(asked if is_ours else reverse("enterprises:establishments"))
