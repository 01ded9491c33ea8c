"""Counts beside the list: each value is a link that adds it to the filters, or takes it away."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from enterprises.finding import dimensions
from enterprises.finding.counting import counts_by
from enterprises.finding.dimensions import CORPORATION, DIMENSIONS, NONE, PROVINCE, SECTOR

# Of long dimensions the values with most rows stand first, so many before the fold.
BY_COUNT = (PROVINCE, SECTOR, CORPORATION)
MOST_SHOWN = 8


@dataclass(frozen=True)
class FacetValue:
    label: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    title: str
    values: list
    folded: list


def facets_of(found):
    """Those that tell rows apart; a dimension that one may not narrow by is left out."""
    wanted = [dimension for dimension in DIMENSIONS if dimension.name in found.filters]
    facets = (_facet(found, dimension, counts) for dimension, counts in _counted(found, wanted))
    return [facet for facet in facets if facet.values]


def _counted(found, wanted):
    return counts_by(found, wanted).items()


def _facet(found, dimension, counts):
    labels = labels_of(found, dimension)
    chosen = found.said.get(dimension.name)
    values = [
        FacetValue(
            labels[said],
            counts.get(dimension.stored(said), 0),
            list_url(found, **{dimension.name: "" if said == chosen else said}),
            said == chosen,
        )
        for said in labels
        if said == chosen or counts.get(dimension.stored(said))
    ]
    if dimension in BY_COUNT:
        values.sort(key=lambda value: (not value.is_chosen, -value.count))
        return Facet(dimension.title, values[:MOST_SHOWN], values[MOST_SHOWN:])
    return Facet(dimension.title, values, [])


def labels_of(found, dimension):
    """{value in the address: words}, NONE last; also of provinces that are no longer."""
    if dimension is PROVINCE:
        labels = {str(key): name for key, name in found.names.provinces.items()}
    elif dimension is CORPORATION:
        labels = {str(key): name for key, name in found.names.corporations.items()}
    else:
        fixed = dimensions.fixed_labels(dimension.name).items()
        labels = {said: dimensions.shown(label) for said, label in fixed}
    if dimension.said_unknown:
        labels[NONE] = dimensions.shown(dimension.said_unknown)
    return labels


def list_url(found, view="enterprises:establishments", **changes):
    """The first page of the list, or another view, with these filters changed."""
    said = {name: value for name, value in (found.said | changes).items() if value}
    return f"{reverse(view)}?{urlencode(said)}" if said else reverse(view)
