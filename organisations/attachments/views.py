"""Attaching files to a record, and handing them out: always through the row, never by a path."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_GET

from organisations import files
from organisations.access import get_visible_or_404, require
from organisations.attachments import actions
from organisations.attachments.forms import AttachmentForm
from organisations.enums import AttachmentPurpose
from organisations.exceptions import ActionRefused
from organisations.models import Attachment
from organisations.views import Confirmed

# By model label: who may attach to such a record may also remove. AttachmentUpload fills it.
RULES = {}
# By model label: how the form asks for such a record's files.
ASKING = {}


def attachments_context(row, access, *, may_edit):
    """What organisations/includes/attachments.html shows; `may_edit` is the rule's answer."""
    files_of_row = actions.attachments_of(row, access)
    return {
        "attachments": [file for file in files_of_row if _may_open(access, file)],
        "may_attach": may_edit,
        "attachment_form": _form_of(row) if may_edit else None,
    }


def _form_of(row, *sent):
    return AttachmentForm(*sent, **ASKING.get(row._meta.label_lower, {}))


def _may_open(access, attachment):
    """A scanned list has names in it: whatever it hangs on, those who only read do not open it."""
    return attachment.purpose != AttachmentPurpose.SCAN or access.writes


class AttachmentUpload(View):
    """Subclasses name the record's `model` and the rule `may_edit(access, row)`.

    `takes_scans` where lists of names are erased again (outreach.erasure), with a `purpose_hint`.

    What stands in the address (pk, code) finds the record. After a refusal the page shows what was
    typed and says of each file why; then nothing was stored.
    """

    model = None
    may_edit = None
    purpose_hint = ""
    takes_scans = False

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        RULES[cls.model._meta.label_lower] = cls.may_edit
        ASKING[cls.model._meta.label_lower] = {
            "purpose_hint": cls.purpose_hint,
            "takes_scans": cls.takes_scans,
        }

    def dispatch(self, request, *args, **kwargs):
        self.row = get_visible_or_404(self.model, request.access, **kwargs)
        require(self.may_edit(request.access, self.row))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, **kwargs):
        return self.show(_form_of(self.row))

    def post(self, request, **kwargs):
        form = _form_of(self.row, request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form)
        chosen = form.cleaned_data
        try:
            stored = actions.attach_all(
                self.row,
                chosen["files"],
                purpose=chosen["purpose"],
                note=chosen["note"],
                access=request.access,
                may_edit=self.may_edit,
            )
        except ActionRefused as refusal:
            form.add_error("files", str(refusal))
            return self.show(form)
        said = _("Đã đính kèm %(count)s tệp.")
        messages.success(request, said % {"count": len(stored)})
        return redirect(self.row)

    def show(self, form):
        shown = attachments_context(self.row, self.request.access, may_edit=True)
        context = shown | {"row": self.row, "form": form, "attachment_form": form}
        return render(self.request, "organisations/attachment_upload.html", context)


@require_GET
def attachment(request, pk):
    """A stored file to be saved; a removed one does not exist for anybody."""
    stored = get_visible_or_404(Attachment, request.access, pk=pk, removed_at=None)
    require(_may_open(request.access, stored))
    try:
        return files.download(stored.path, name=stored.name, content_type=stored.content_type)
    except FileNotFoundError:
        said = _("Tệp “%(name)s” không còn trong kho tệp. Hãy gỡ tệp rồi tải lên lại.")
        messages.error(request, said % {"name": stored.name})
        return redirect(actions.subject_of(stored, request.access) or "home")


class AttachmentRemoval(Confirmed):
    model = Attachment
    title = gettext_lazy("Gỡ tệp đính kèm")
    button = gettext_lazy("Gỡ tệp")
    done = gettext_lazy("Đã gỡ tệp.")

    def may(self, access, attachment):
        self.subject = actions.subject_of(attachment, access)
        rule = RULES.get(attachment.subject_type)
        return bool(self.subject and rule and rule(access, self.subject))

    def get(self, request, pk):
        if self.row.removed_at:
            raise Http404
        return super().get(request, pk)

    def consequence(self):
        sentence = _(
            "Tệp “%(name)s” không còn mở được nữa. Nhật ký xử lý ghi lại ai gỡ, lúc nào."
            " Không khôi phục được; khi cần thì tải lên lại."
        )
        return sentence % {"name": self.row.name}

    def act(self, pk, access):
        actions.remove(pk, access=access)

    def back_url(self):
        return self.subject.get_absolute_url()

    def back_label(self):
        return str(self.subject)
