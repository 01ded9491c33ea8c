"""Addresses of an establishment's records: the same three for every kind, and its files."""

from django.urls import path

from enterprises.sites.records import views
from enterprises.sites.records.kinds import KINDS

ATTACHING = {
    "certificate": views.CertificateAttach,
    "commitment": views.CommitmentAttach,
    "evidence": views.EvidenceAttach,
    "visit": views.VisitAttach,
}


def _of(kind):
    about = {"kind": kind, "model": kind.model, "form_class": kind.form}
    slug = kind.slug
    yield path(
        f"<int:site>/{slug}/new/", views.RecordCreate.as_view(**about), name=f"{slug}_create"
    )
    yield path(f"{slug}/<int:pk>/edit/", views.RecordUpdate.as_view(**about), name=f"{slug}_edit")
    yield path(
        f"{slug}/<int:pk>/remove/",
        views.RecordRemove.as_view(model=kind.model),
        name=f"{slug}_remove",
    )
    if kind.takes_files:
        yield path(
            f"{slug}/<int:pk>/attachments/", ATTACHING[slug].as_view(), name=f"{slug}_attach"
        )


urlpatterns = [pattern for kind in KINDS for pattern in _of(kind)]
