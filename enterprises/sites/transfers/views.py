"""Sending an establishment elsewhere, and what stayed here of those that went."""

from collections import defaultdict

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, FormView, ListView

from enterprises.models import Establishment, FormerPlacement
from enterprises.sites import dossier
from enterprises.sites.records.kinds import KINDS
from enterprises.sites.transfers import actions, rules
from enterprises.sites.transfers.forms import AssignForm, MoveForm
from organisations import clock
from organisations.access import AccessMixin, get_visible_or_404, require
from organisations.enums import Kind, Verb
from organisations.exceptions import ActionRefused
from organisations.lists import PAGE
from organisations.models import LogEntry

AWAY = (Verb.MOVE, Verb.ASSIGN)


class Transfer(FormView):
    """Says first who will no longer see the establishment, and what stays."""

    template_name = "enterprises/sites/transfer.html"
    heading = submit_label = done = ""

    def dispatch(self, request, *args, **kwargs):
        try:
            self.site = get_visible_or_404(Establishment, request.access, pk=kwargs["pk"])
        except Http404:
            if self._has_left():
                return redirect("enterprises:former_site", kwargs["pk"])
            raise
        require(self.may(request.access, self.site))
        return super().dispatch(request, *args, **kwargs)

    def _has_left(self):
        """The same sheet sent twice: the first one has done it."""
        placements = FormerPlacement.objects.visible_to(self.request.access)
        return placements.filter(establishment_id=self.kwargs["pk"]).exists()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"access": self.request.access, "site": self.site}

    def get_context_data(self, **kwargs):
        words = {"heading": self.heading, "submit_label": self.submit_label}
        return super().get_context_data(
            site=self.site, consequences=self.consequences(), **words, **kwargs
        )

    def form_valid(self, form):
        chosen = form.cleaned_data
        try:
            self.act(chosen)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect("enterprises:establishment", self.site.pk)


class Move(Transfer):
    form_class = MoveForm
    may = staticmethod(rules.may_move)
    heading = _("Chuyển địa bàn")
    submit_label = _("Chuyển cơ sở")
    done = _("Đã chuyển địa bàn.")

    def act(self, chosen):
        actions.move(
            self.site.pk,
            chosen["province"],
            address=chosen["address"],
            commune=chosen["commune"],
            since=chosen["since"],
            reason=chosen["reason"],
            access=self.request.access,
        )

    def consequences(self):
        here = self.site.department or self.site.province
        lines = [
            _now("Từ ngày đó cơ sở thuộc sổ của Sở Công Thương nơi đến.")
            + " "
            + _now("%(unit)s không còn thấy hồ sơ cơ sở.") % {"unit": here},
            _now(
                "Những gì đã ghi khi cơ sở ở đây (số liệu năm, chứng nhận, minh chứng, kiểm tra)"
                " vẫn ở lại, xem ở “Cơ sở đã chuyển đi”; báo cáo các năm trước không thay đổi."
            ),
            _now("KCN, CCN, làng nghề đang ghi được bỏ; nơi đến ghi lại."),
        ]
        if self.site.old_commune or self.site.old_district:
            lines.append(_now("Địa chỉ trước 1/7/2025 được bỏ nếu địa chỉ ở nơi mới khác."))
        if self.site.owner_id == self.site.department_id:
            lines.append(_now("Mã do đơn vị đặt được bỏ; nơi đến là đơn vị giữ hồ sơ."))
        if self.site.corporation_id:
            lines.append(
                _now("%(unit)s và doanh nghiệp vẫn thấy cơ sở như trước.")
                % {"unit": self.site.corporation}
            )
        lines.append(_now("Đơn vị không tự rút lại được: nơi đến phải chuyển trả."))
        return lines


class Assign(Transfer):
    form_class = AssignForm
    may = staticmethod(rules.may_assign)
    heading = _("Đổi đơn vị quản lý")
    submit_label = _("Đổi đơn vị quản lý")
    done = _("Đã đổi đơn vị quản lý.")

    def act(self, chosen):
        actions.assign(
            self.site.pk,
            chosen["corporation"],
            since=chosen["since"],
            reason=chosen["reason"],
            access=self.request.access,
        )

    def consequences(self):
        site = self.site
        if site.corporation_id is None:
            return [
                _now("Tập đoàn, tổng công ty được chọn sẽ thấy cơ sở và ghi số liệu của cơ sở."),
                _now(
                    "Số liệu đã ghi trước ngày thay đổi vẫn ở đơn vị đã ghi, tập đoàn, tổng công ty"
                    " không xem được; để trống ngày (từ trước đến nay vẫn quản lý) thì xem được."
                ),
                _now("Sở Công Thương và doanh nghiệp vẫn thấy cơ sở như trước."),
            ]
        lines = [
            _now(
                "%(unit)s không còn thấy hồ sơ cơ sở; đơn vị mới thấy và ghi số liệu từ đây về sau."
            )
            % {"unit": site.corporation},
            _now(
                "Những gì %(unit)s đã ghi vẫn ở lại đơn vị đó, xem ở “Cơ sở đã chuyển đi”; báo cáo"
                " các năm trước không thay đổi."
            )
            % {"unit": site.corporation},
            _now("Số liệu do đơn vị nào ghi trước ngày đó thì đơn vị mới không xem được."),
        ]
        if site.owner_id == site.corporation_id:
            lines.append(
                _now(
                    "Hồ sơ cơ sở do %(unit)s giữ: đơn vị mới, hoặc Sở Công Thương khi không thuộc"
                    " tập đoàn nào, sẽ giữ; mã do đơn vị đặt được bỏ."
                )
                % {"unit": site.corporation}
            )
        return [*lines, _now("Sở Công Thương và doanh nghiệp vẫn thấy cơ sở như trước.")]


class FormerSites(AccessMixin, ListView):
    """Establishments that belonged here once and are no longer in sight."""

    model = FormerPlacement
    paginate_by = PAGE
    template_name = "enterprises/sites/former_list.html"

    def get_queryset(self):
        access = self.request.access
        require(rules.may_see_former(access))
        rows = super().get_queryset()
        ours = {Kind.DEPARTMENT: "department", Kind.CORPORATION: "corporation"}[access.kind]
        still_here = Establishment.objects.visible_to(access).order_by().values("pk")
        # One line each: the last time it belonged here.
        rows = rows.filter(**{ours: access.organisation}).exclude(establishment__in=still_here)
        latest = rows.order_by("establishment_id", "-valid_to", "-pk").distinct("establishment_id")
        return (
            super()
            .get_queryset()
            .filter(pk__in=latest.values("pk"))
            .select_related("province")
            .order_by("-valid_to", "-pk")
        )

    def get_context_data(self, **kwargs):
        shown = super().get_context_data(**kwargs)
        keys = [row.establishment_id for row in shown["object_list"]]
        counts, gone = kept_counts(self.request.access, keys), went_where(self.request.access, keys)
        for row in shown["object_list"]:
            row.kept = counts[row.establishment_id]
            row.went = place_in(gone.get(row.establishment_id, ""), row)
        return shown


def kept_counts(access, site_ids):
    """{establishment: [(kind, how many)]} of the records that stayed."""
    counts = defaultdict(list)
    for kind in KINDS:
        rows = kind.model.objects.visible_to(access).filter(establishment__in=site_ids)
        for key, count in rows.order_by().values_list("establishment").annotate(Count("pk")):
            counts[key].append((kind, count))
    return counts


def went_where(access, site_ids):
    """{establishment: what was said when it was sent}, where we sent it ourselves."""
    entries = LogEntry.objects.visible_to(access).filter(
        subject_type=dossier.SITE, subject_id__in=site_ids, verb__in=AWAY
    )
    return {entry.subject_id: entry.comment for entry in entries.order_by("at", "pk")}


def place_in(said, placement):
    """'đến Bắc Ninh': without the reason, which stands by itself."""
    return said.removesuffix(f": {placement.reason}")


class FormerSite(AccessMixin, DetailView):
    """What stayed here of one that went; named by the establishment's own number."""

    model = FormerPlacement
    template_name = "enterprises/sites/former_site.html"
    context_object_name = "placement"

    def get_object(self, queryset=None):
        rows = self.get_queryset().filter(establishment_id=self.kwargs["pk"])
        placement = rows.select_related("province").order_by("valid_to", "pk").last()
        if placement is None:
            raise Http404
        return placement

    def get(self, request, *args, **kwargs):
        """One that came back, or never left our sight, has its own page."""
        here = Establishment.objects.visible_to(request.access).filter(pk=kwargs["pk"])
        if here.exists():
            return redirect("enterprises:establishment", kwargs["pk"])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        access, key = self.request.access, self.kwargs["pk"]
        about = dossier.read(access, [key])
        went = place_in(went_where(access, [key]).get(key, ""), self.object)
        return super().get_context_data(
            about=about, log=about.log, went=went, today=clock.today(), **kwargs
        )
