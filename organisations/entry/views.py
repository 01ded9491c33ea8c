"""Views around an entry form: a row is saved by an action, and nothing typed is lost."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.views.generic import CreateView, UpdateView

from organisations.access import AccessMixin, require
from organisations.entry.beside import late_sentence
from organisations.entry.lines import MORE
from organisations.entry.saving import earlier_entry
from organisations.exceptions import ActionRefused, StaleSheet
from organisations.models import LogEntry


def log_of(row, access):
    """Who entered and changed this record, latest first."""
    entries = LogEntry.objects.visible_to(access)
    return entries.filter(subject_type=row._meta.label_lower, subject_id=row.pk)


class EntryView(AccessMixin):
    """A form whose row is saved by an action; a refusal stands above the form, nothing is lost."""

    saved = ""

    def post(self, request, *args, **kwargs):
        return self.bring_back() if MORE in request.POST else super().post(request, *args, **kwargs)

    def bring_back(self):
        """The same sheet with more lines, unjudged and unsaved (organisations.entry.lines)."""
        is_new = isinstance(self, CreateView)
        self.object = None if is_new else self.get_object()
        return self.render_to_response(self.get_context_data(form=self.get_form()))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"access": self.request.access}

    def form_valid(self, form):
        try:
            row = self.save(form)
        except ActionRefused as refusal:
            form.add_error(None, self.said_of(refusal, form))
            return self.form_invalid(form)
        messages.success(self.request, self.saved)
        return redirect(row)

    def said_of(self, refusal, form):
        return str(refusal)


class EntryCreateView(EntryView, CreateView):
    """The same sheet sent twice makes one row (organisations.entry.saving.earlier_entry)."""

    def dispatch(self, request, *args, **kwargs):
        require(self.may_create(request.access))
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        form_key, access = request.POST.get("form_key", ""), request.access
        earlier = earlier_entry(self.model, form_key, access=access)
        if earlier is None or MORE in request.POST:
            return super().post(request, *args, **kwargs)
        sheet = self.get_form_kwargs() | {"instance": earlier, "initial": {}}
        if self.form_class(**sheet).repeats_instance():
            return redirect(earlier)
        return self.ask_again(request.POST.copy(), earlier)

    def ask_again(self, data, earlier):
        """The sheet was saved before with other content (the browser's Back button)."""
        self.object = None
        data["form_key"] = str(uuid4())
        form = self.form_class(**self.get_form_kwargs() | {"data": data})
        sentence = _now(
            "Phiếu này đã được lưu trước đó với nội dung khác: “%(earlier)s”."
            " Nếu đây là một mục mới, hãy bấm Lưu lần nữa."
        )
        form.add_error(None, sentence % {"earlier": earlier})
        return self.form_invalid(form)


class EntryUpdateView(EntryView, UpdateView):
    """Whoever comes too late sees both versions; saving again is then meant."""

    def get_object(self, queryset=None):
        row = super().get_object(queryset)
        require(self.may_edit(self.request.access, row))
        return row

    def said_of(self, refusal, form):
        if not isinstance(refusal, StaleSheet):
            return super().said_of(refusal, form)
        stored = {"instance": self.get_object(), "data": None, "files": None}
        form.show_beside(type(form)(**self.get_form_kwargs() | stored))
        return late_sentence(log_of(self.logged(), self.request.access).first())

    def logged(self):
        """The record whose log tells who was here last."""
        return self.object
