"""The page of an establishment, and the sheet it is entered on."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from enterprises import rules
from enterprises.duplicates.rules import may_merge, may_undo
from enterprises.models import (
    Enterprise,
    Establishment,
    FormerPlacement,
    Merge,
    SamePlantCandidate,
)
from enterprises.sites import actions, dossier
from enterprises.sites.forms import EstablishmentForm
from enterprises.sites.transfers.actions import came_from
from enterprises.sites.transfers.rules import may_assign, may_move
from organisations import clock
from organisations.access import AccessMixin
from organisations.entry.views import EntryCreateView, EntryUpdateView
from organisations.enums import Kind


class EstablishmentDetail(AccessMixin, DetailView):
    model = Establishment
    template_name = "enterprises/establishment_detail.html"

    def get(self, request, *args, **kwargs):
        """One that has gone elsewhere leads to what stayed here."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            placements = FormerPlacement.objects.visible_to(request.access)
            if placements.filter(establishment_id=kwargs["pk"]).exists():
                return redirect("enterprises:former_site", kwargs["pk"])
            raise

    def get_queryset(self):
        links = ("department", "corporation", "province", "legal_entity")
        return super().get_queryset().select_related(*links)

    def get_context_data(self, **kwargs):
        access, site = self.request.access, self.object
        rows = Establishment.objects.visible_to(access)
        merged = list(rows.filter(merged_into=site))
        about = dossier.read(access, [site.pk, *(row.pk for row in merged)], site=site)
        return super().get_context_data(
            about=about,
            log=about.log,
            merged=_with_merges(merged, access),
            merged_into=rows.filter(pk=site.merged_into_id).first(),
            keeper=about.names.get(site.owner_id) or _keeper_of(site),
            today=clock.today(),
            came_from=came_from(site.pk) if access.kind == Kind.DEPARTMENT else None,
            open_pairs=_open_pairs(site, access),
            may_edit=rules.may_edit(access, site),
            may_move=may_move(access, site),
            may_assign=may_assign(access, site),
            may_invite=rules.may_invite_from(access, site),
            may_see_zones=rules.may_see_zones(access),
            **kwargs,
        )


def _keeper_of(site):
    known = {site.department_id: site.department, site.corporation_id: site.corporation}
    return known.get(site.owner_id) or _("doanh nghiệp")


def _open_pairs(site, access):
    if not may_merge(access):
        return []
    pairs = SamePlantCandidate.objects.visible_to(access).open()
    return list(pairs.about(site.pk))


def _with_merges(merged, access):
    """Each row with the merge that may be undone here; another unit's is not ours to see."""
    merges = Merge.objects.visible_to(access).filter(
        merged__in=[row.pk for row in merged], undone_at=None
    )
    of_row = {merge.merged_id: merge for merge in merges}
    for row in merged:
        row.merge = of_row.get(row.pk)
        row.may_undo = row.merge is not None and may_undo(access, row.merge)
    return merged


class Sheet:
    """Says afterwards what a person would not expect of the name that was typed."""

    model = Establishment
    form_class = EstablishmentForm
    template_name = "enterprises/establishment_form.html"
    saved = _("Đã lưu cơ sở.")

    def form_valid(self, form):
        answer = super().form_valid(form)
        if answer.status_code == 302:
            self._tell_other_name(form)
        return answer

    def _tell_other_name(self, form):
        legal, site = form.legal_entity(), form.instance
        kept = Enterprise.objects.visible_to(self.request.access).filter(pk=site.legal_entity_id)
        enterprise = kept.first()
        if legal.number and enterprise and legal.name not in ("", enterprise.name):
            said = _now(
                "Mã số này đã có trên cổng với tên “%(name)s”; cơ sở được gắn với tên đó. Nếu tên"
                " đã đổi thì sửa ở đây, hoặc đề nghị Bộ sửa khi nhiều đơn vị dùng chung."
            )
            messages.info(self.request, said % {"name": enterprise.name})


class EstablishmentCreate(Sheet, EntryCreateView):
    may_create = staticmethod(rules.may_register)

    def save(self, form):
        return actions.create(form.instance, form.legal_entity(), access=self.request.access)


class EstablishmentUpdate(Sheet, EntryUpdateView):
    may_edit = staticmethod(rules.may_edit)

    def get_queryset(self):
        return super().get_queryset().select_related("legal_entity")

    def save(self, form):
        seen, legal = form.cleaned_data["seen"], form.legal_entity()
        return actions.update(form.instance, legal, access=self.request.access, seen=seen)
