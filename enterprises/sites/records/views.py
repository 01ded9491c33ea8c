"""Entering, correcting and removing what is on record about an establishment."""

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from enterprises.models import Certificate, Commitment, Establishment, PaperEvidence, Visit
from enterprises.sites.records import actions, rules
from enterprises.sites.records.kinds import kind_of
from organisations.access import get_visible_or_404
from organisations.attachments import AttachmentUpload
from organisations.entry.pages import EntryPage
from organisations.entry.views import EntryCreateView, EntryUpdateView
from organisations.views import Confirmed


class Record(EntryPage):
    """`kind` is given by the address; the page above is the establishment's."""

    kind = None
    saved = _("Đã lưu.")

    @property
    def new_heading(self):
        return self.kind.add

    @property
    def edit_heading(self):
        return _now("Sửa %(what)s") % {"what": self.kind.what}

    def trail(self):
        pk = self.site_id()
        name = actions.name_of_site(pk, self.request.access)
        return [
            (_("Cơ sở sản xuất"), reverse("enterprises:establishments")),
            (name, reverse("enterprises:establishment", args=[pk])),
        ]

    def said(self, form):
        return {
            "access": self.request.access,
            "source": form.source,
            "files": form.cleaned_data.get("files", ()),
        }


class RecordCreate(Record, EntryCreateView):
    def dispatch(self, request, *args, **kwargs):
        self.site = get_visible_or_404(Establishment, request.access, pk=kwargs["site"])
        return super().dispatch(request, *args, **kwargs)

    def may_create(self, access):
        return rules.may_add(access, self.kind, self.site)

    def site_id(self):
        return self.site.pk

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.model(establishment=self.site)}

    def save(self, form):
        return actions.create(form.instance, **self.said(form))


class RecordUpdate(Record, EntryUpdateView):
    may_edit = staticmethod(rules.may_change)

    def site_id(self):
        return self.object.establishment_id

    def save(self, form):
        return actions.update(form.instance, seen=form.cleaned_data["seen"], **self.said(form))


class RecordRemove(Confirmed):
    may = staticmethod(rules.may_change)
    button = _("Xóa")
    done = _("Đã xóa.")

    @property
    def title(self):
        return _now("Xóa %(what)s") % {"what": kind_of(self.row).what}

    def consequence(self):
        sentence = _now(
            "Xóa “%(row)s” của cơ sở “%(site)s”? Chỉ xóa khi ghi nhầm; mức độ áp dụng SXSH và quy"
            " mô của cơ sở được xác định lại theo những gì còn lại. Nhật ký ghi lại ai xóa, lúc"
            " nào."
        )
        return sentence % {"row": self.row, "site": self.back_label()}

    def act(self, pk, access):
        actions.remove(self.model, pk, access=access)

    def back_url(self):
        return reverse("enterprises:establishment", args=[self.row.establishment_id])

    def back_label(self):
        return actions.name_of_site(self.row.establishment_id, self.request.access)


class CertificateAttach(AttachmentUpload):
    model = Certificate
    may_edit = staticmethod(rules.may_change)


class CommitmentAttach(AttachmentUpload):
    model = Commitment
    may_edit = staticmethod(rules.may_change)


class EvidenceAttach(AttachmentUpload):
    model = PaperEvidence
    may_edit = staticmethod(rules.may_change)


class VisitAttach(AttachmentUpload):
    model = Visit
    may_edit = staticmethod(rules.may_change)
