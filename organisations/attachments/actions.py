"""Attaching and removing files. Whether the record may be changed is for the caller to ask.

`organisations` knows no record and so no rule about one: AttachmentUpload asks it on the locked
row, and so does every action of another app that attaches a file itself.
"""

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from organisations import files
from organisations.access import require
from organisations.actions import log
from organisations.attachments.recognition import recognise, stored_name
from organisations.clock import Moment
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from organisations.models import Attachment


@transaction.atomic
def attach_all(row, uploaded_files, *, purpose, access, may_edit, note=""):
    """All of them or none: the first that is refused takes the others back."""
    current = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    require(may_edit(access, current))
    return [attach(row, file, purpose=purpose, access=access, note=note) for file in uploaded_files]


@transaction.atomic
def attach(row, uploaded_file, *, purpose, access, note=""):
    """Store the file and say that it belongs to `row`; the same again answers the first one.

    Refused with a sentence when it is not what may be attached. Two requests that bring the same
    file at once must have locked `row` before: the second then finds the first one's.
    """
    require(access.writes)
    file_type = recognise(uploaded_file)
    body = uploaded_file.read()
    sha256 = files.store(body, file_type.suffixes[0])
    ours = Attachment.objects.visible_to(access).of(row)
    if earlier := ours.filter(purpose=purpose, sha256=sha256).first():
        return _same_again(earlier, note)
    attachment = Attachment.objects.create(
        subject_type=row._meta.label_lower,
        subject_id=row.pk,
        purpose=purpose,
        name=stored_name(uploaded_file, file_type),
        content_type=file_type,
        size=len(body),
        sha256=sha256,
        note=note,
    )
    log(access, Verb.ATTACH, row, comment=attachment.name)
    return attachment


def _same_again(earlier, note):
    if note != earlier.note:
        sentence = _(
            "Hồ sơ đã có tệp này, tên “%(name)s”. Muốn đổi ghi chú thì gỡ tệp đó rồi tải lại."
        )
        raise ActionRefused(sentence % {"name": earlier.name})
    return earlier


@transaction.atomic
def remove(pk, *, access):
    """From now on nobody opens the file; who removed it, and when, is written by the database."""
    require(access.writes)
    rows = Attachment.objects.visible_to(access).standing()
    attachment = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if attachment is None:
        raise ActionRefused(_("Tệp này đã được gỡ."))
    rows.filter(pk=pk).update(removed_at=Moment())
    log(access, Verb.DETACH, subject_of(attachment, access) or attachment, comment=attachment.name)


def subject_of(attachment, access):
    """The record a file belongs to; None when it is gone."""
    model = apps.get_model(attachment.subject_type)
    return model.objects.visible_to(access).filter(pk=attachment.subject_id).first()


def attachments_of(row, access):
    """The files `row` has now and this person may open."""
    return Attachment.objects.visible_to(access).of(row)
