"""Writing a report on the screen: its sections, the numbers it states, its requests."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import CreateView, DetailView, ListView, UpdateView

from organisations import clock
from organisations.access import AccessMixin, get_visible_or_404, require
from organisations.entry.saving import fingerprint
from organisations.entry.views import EntryView
from organisations.exceptions import ActionRefused
from reports.models import Claim, FormSection, Narrative, Report, Request, SectionComment
from reports.words import actions, claims, comments, editing, sections
from reports.words.forms import ClaimForm, NarrativeForm, RequestForm
from reports.words.rules import may_write
from reports.words.typed_numbers import typed_beside_counted, typed_numbers
from reports.words.year_before import words_before


class OfOneReport(AccessMixin):
    """A page of one report, for the writers of the unit that owns it.

    The Ministry reads what was submitted, never what is being written: to it this is a 404.
    """

    def dispatch(self, request, *args, **kwargs):
        access = request.access
        self.report = get_visible_or_404(
            Report, access, code=kwargs["code"], owner=access.organisation
        )
        require(may_write(access, self.report))
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return super().get_queryset().filter(report=self.report)

    def get_context_data(self, **kwargs):
        return super().get_context_data(report=self.report, **kwargs)

    def address(self, name):
        return reverse(f"reports:words:{name}", args=[self.report.code])


class NewOfReport(OfOneReport, EntryView, CreateView):
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.model(report=self.report)}


class ChangedOfReport(OfOneReport, EntryView, UpdateView):
    def get_object(self, queryset=None):
        row = super().get_object(queryset)
        row.report = self.report
        return row


class GoneFromReport(OfOneReport, DetailView):
    """GET asks, POST deletes; a refusal is shown on either."""

    deleted = ""

    def get_object(self, queryset=None):
        row = super().get_object(queryset)
        row.report = self.report
        return row

    def post(self, request, *args, **kwargs):
        try:
            self.delete_row(self.get_object())
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, self.deleted)
        return redirect(self.address(self.list_name))


# Lời văn


class SectionList(OfOneReport, ListView):
    model = Narrative
    template_name = "reports/words/section_list.html"

    def get_context_data(self, **kwargs):
        access = self.request.access
        colleagues = editing.colleagues_at(self.report, access=access, now=clock.now())
        waiting = comments.open_comments(self.report, access=access)
        written = [
            replace(
                row,
                colleague=colleagues.get(row.section.key),
                waits=waiting.get(row.section.key, 0),
            )
            for row in sections.written_sections(self.report, access)
        ]
        return super().get_context_data(sections=written, **kwargs)


class SectionUpdate(OfOneReport, EntryView, UpdateView):
    """The words of one section, written for the first time or again."""

    model = Narrative
    form_class = NarrativeForm
    template_name = "reports/words/section_form.html"
    saved = _("Đã lưu lời văn. Lập lại báo cáo để đưa vào bản mới.")

    def get_object(self, queryset=None):
        self.section = get_visible_or_404(
            FormSection, self.request.access, form=self.report.form_pk, key=self.kwargs["key"]
        )
        fields = {"report": self.report, "section_key": self.section.key}
        return self.stored() or Narrative(**fields)

    def stored(self):
        found = self.get_queryset().filter(section_key=self.section.key).first()
        if found:
            found.report = self.report
        return found

    def get_context_data(self, **kwargs):
        access, key = self.request.access, self.section.key
        described = sections.written_section(self.section, self.report, "")
        colleague = editing.colleague_at(self.report, key, access=access, now=clock.now())
        return super().get_context_data(
            described=described,
            codes=sections.codes_for(self.section, access),
            claims=Claim.objects.visible_to(access).filter(report=self.report),
            notice=colleague and editing.notice_of(colleague),
            comments=SectionComment.objects.visible_to(access).filter(
                report=self.report, section_key=key
            ),
            before=words_before(self.report, key, access=access),
            typed=typed_beside_counted(self.stored(), self.report, access=access),
            **kwargs,
        )

    def form_invalid(self, form):
        """Whoever comes too late sees what the colleague has saved beside their own words."""
        stored = self.stored()
        is_late = form.data.get("seen") != fingerprint(stored)
        return self.render_to_response(
            self.get_context_data(form=form, stored=stored if is_late else None)
        )

    def save(self, form):
        written = sections.written_section(self.section, self.report, form.instance.text)
        actions.write_section(
            form.instance,
            title=written.title,
            access=self.request.access,
            seen=form.cleaned_data["seen"],
            now=clock.now(),
        )
        self.warn(written)
        if found := typed_numbers(form.instance.text):
            sentence = _now(
                "Lời văn có %(count)s số gõ tay. Xem đối chiếu ở dưới và thay bằng mã số liệu."
            )
            messages.warning(self.request, sentence % {"count": len(found)})
            return f"{self.address_of(self.section)}#typed-numbers"
        return f"{self.address('sections')}#{self.section.key}"

    def address_of(self, section):
        return reverse("reports:words:section", args=[self.report.code, section.key])

    def warn(self, written):
        if written.is_too_long:
            sentence = _now("%(title)s có %(words)s từ, quá %(most)s từ của biểu mẫu; nên rút gọn.")
            messages.warning(
                self.request,
                sentence
                % {
                    "title": written.title,
                    "words": written.words,
                    "most": self.section.max_words,
                },
            )


# Số liệu nêu


class ClaimList(OfOneReport, ListView):
    model = Claim
    template_name = "reports/words/claim_list.html"

    def get_queryset(self):
        return super().get_queryset().select_related("indicator")

    def get_context_data(self, **kwargs):
        access = self.request.access
        version, stated = claims.stated_claims(self.report, self.object_list, access)
        return super().get_context_data(version=version, stated=stated, **kwargs)


class ClaimCreate(NewOfReport):
    model = Claim
    form_class = ClaimForm
    template_name = "reports/words/claim_form.html"
    saved = _("Đã lưu số liệu nêu.")

    def save(self, form):
        actions.create_claim(form.instance, access=self.request.access)
        return self.address("claims")


class ClaimUpdate(ChangedOfReport):
    model = Claim
    form_class = ClaimForm
    template_name = "reports/words/claim_form.html"
    saved = _("Đã lưu số liệu nêu. Lập lại báo cáo để đối chiếu lại.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(mark=sections.mark_of(self.object), **kwargs)

    def save(self, form):
        seen = form.cleaned_data["seen"]
        actions.update_claim(form.instance, access=self.request.access, seen=seen)
        return self.address("claims")


class ClaimDelete(GoneFromReport):
    model = Claim
    template_name = "reports/words/claim_delete.html"
    list_name = "claims"
    deleted = _("Đã xóa số liệu nêu.")

    def get_context_data(self, **kwargs):
        refusal = actions.claim_in_use(self.object, access=self.request.access)
        return super().get_context_data(refusal=refusal, **kwargs)

    def delete_row(self, claim):
        actions.delete_claim(claim, access=self.request.access)


# Kiến nghị


class RequestList(OfOneReport, ListView):
    model = Request
    template_name = "reports/words/request_list.html"


class RequestCreate(NewOfReport):
    model = Request
    form_class = RequestForm
    template_name = "reports/words/request_form.html"
    saved = _("Đã lưu kiến nghị.")

    def save(self, form):
        position = form.cleaned_data["position"]
        actions.create_request(form.instance, position=position, access=self.request.access)
        return self.address("requests")


class RequestUpdate(ChangedOfReport):
    model = Request
    context_object_name = "row"  # "request" is the page's own
    form_class = RequestForm
    template_name = "reports/words/request_form.html"
    saved = _("Đã lưu kiến nghị.")

    def save(self, form):
        actions.update_request(
            form.instance,
            position=form.cleaned_data["position"],
            access=self.request.access,
            seen=form.cleaned_data["seen"],
        )
        return self.address("requests")


class RequestDelete(GoneFromReport):
    model = Request
    context_object_name = "row"
    template_name = "reports/words/request_delete.html"
    list_name = "requests"
    deleted = _("Đã xóa kiến nghị.")

    def delete_row(self, request):
        actions.delete_request(request, access=self.request.access)
