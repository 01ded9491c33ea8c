"""Attaching and removing files. Whether the record may be changed is for the caller to ask.

`organisations` knows no record and so no rule about one: AttachmentUpload asks it on the locked
row, and so does every action of another app that attaches a file itself.
"""

import hashlib
from operator import itemgetter

from django.apps import apps
from django.db import connection, transaction
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
    """All of them or none, if the record as it stands now may be changed."""
    current = _waited_for(row)
    require(may_edit(access, current))
    return attach_files(current, uploaded_files, purpose=purpose, access=access, note=note)


def _waited_for(row):
    """As it stands now; a record that one may read, not lock, is waited for by its name."""
    rows = type(row).objects
    with connection.cursor() as cursor:
        name = f"{row._meta.label_lower} {row.pk}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        cursor.execute("SELECT has_table_privilege(%s, 'UPDATE')", [row._meta.db_table])
        (may_lock,) = cursor.fetchone()
    locked = rows.select_for_update(of=("self",)).filter(pk=row.pk) if may_lock else rows.none()
    return locked.first() or rows.get(pk=row.pk)


def attach(row, uploaded_file, *, purpose, access, note=""):
    """`attach_files` for one file."""
    return attach_files(row, [uploaded_file], purpose=purpose, access=access, note=note)[0]


@transaction.atomic
def attach_files(row, uploaded_files, *, purpose, access, note=""):
    """Store the files and say that they belong to `row`; the same again answers the first one.

    Refused with a sentence when one is not what may be attached; then not a byte is written. Two
    requests that bring the same file at once must have locked `row` before: the second then finds
    the first one's.
    """
    require(access.writes)
    ours = Attachment.objects.visible_to(access).of(row).filter(purpose=purpose)
    known = {earlier.sha256: earlier for earlier in ours}
    chosen = [(recognise(file), _digest_of(file), file) for file in uploaded_files]
    for _file_type, sha256, _file in chosen:
        _refuse_other_note(known.get(sha256), note)
    # In one order everywhere, so that nobody waits for a lock of somebody who waits for his.
    for file_type, _sha256, file in sorted(chosen, key=itemgetter(1)):
        files.store(_body_of(file), file_type.suffixes[0])
    for file_type, sha256, file in chosen:
        if sha256 not in known:
            known[sha256] = Attachment.objects.create(
                subject_type=row._meta.label_lower,
                subject_id=row.pk,
                purpose=purpose,
                name=stored_name(file, file_type),
                content_type=file_type,
                size=file.size,
                sha256=sha256,
                note=note,
            )
            log(access, Verb.ATTACH, row, comment=known[sha256].name)
    return [known[sha256] for _file_type, sha256, _file in chosen]


def _digest_of(file):
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _body_of(file):
    file.seek(0)
    return file.read()


def _refuse_other_note(earlier, note):
    if earlier is None or note == earlier.note:
        return
    sentence = _("Hồ sơ đã có tệp này, tên “%(name)s”. Muốn đổi ghi chú thì gỡ tệp đó rồi tải lại.")
    raise ActionRefused(sentence % {"name": earlier.name})


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
