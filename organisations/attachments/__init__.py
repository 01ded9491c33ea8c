"""Files that people attach to records. What other apps use:

    class ActivityAttachmentUpload(AttachmentUpload):
        model = Activity
        may_edit = staticmethod(rules.may_edit_activity)

    path("activities/<int:pk>/attachments/", ActivityAttachmentUpload.as_view(), name="attach")

and in the record's page, whose view gives the template what `attachments_context` returns:

    {% url "outreach:attach" activity.pk as upload_url %}
    {% include "organisations/includes/attachments.html" %}

The record needs get_absolute_url(). Removing and downloading have addresses of their own here.
"""

from organisations.attachments.actions import attach, attach_files, attachments_of, remove
from organisations.attachments.forms import AttachmentForm
from organisations.attachments.views import AttachmentUpload, attachments_context

__all__ = [
    "AttachmentForm",
    "AttachmentUpload",
    "attach",
    "attach_files",
    "attachments_context",
    "attachments_of",
    "remove",
]
