"""The buttons of the group Văn bản on the page of a plan or a list."""

from dataclasses import dataclass

from django.urls import reverse

from programmes.documents.official import Which, offered
from programmes.papers.kinds import kind_of


@dataclass(frozen=True)
class Link:
    """One paper in both forms."""

    label: str
    pdf: str
    docx: str


def links_of(paper, past):
    """A link for each paper there is now."""
    return [
        Link(_label(paper, which), _address(paper, which, "pdf"), _address(paper, which, "docx"))
        for which in offered(paper, past)
    ]


def _label(paper, which):
    if which == Which.AMENDMENT or which != Which.PROPOSAL and not paper.is_decided:
        return f"{which.label} (dự thảo)"
    return which.label


def _address(paper, which, form):
    kind = kind_of(paper)
    return reverse("programmes:paper_document", args=[kind.slug, paper.pk, which.value, form])
