"""Everything that changes demonstration models."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.demonstrations import rules
from assessments.models import DemonstrationModel
from enterprises.models import Establishment
from organisations.access import require
from organisations.actions import log
from organisations.attachments import attach_files, attachments_of
from organisations.attachments import remove as remove_file
from organisations.entry.saving import refuse_stale, refused_in_words, still_there
from organisations.enums import AttachmentPurpose, Verb


@transaction.atomic
def create(demonstration, *, access, photos=()):
    require(rules.may_add(access))
    sites = Establishment.objects.visible_to(access).filter(merged_into=None)
    gone = _("Đơn vị không còn thấy cơ sở này, hoặc cơ sở đã gộp vào cơ sở khác.")
    still_there(sites, gone, pk=demonstration.establishment_id)
    _save(demonstration)
    log(access, Verb.CREATE, demonstration)
    _attach(demonstration, photos, access)
    return demonstration


@transaction.atomic
def update(demonstration, *, access, seen, photos=()):
    current = _locked(demonstration.pk, access)
    refuse_stale(seen, current)
    _save(demonstration)
    changed = current.consent != demonstration.consent
    said = demonstration.get_consent_display() if changed else ""
    log(access, Verb.UPDATE, demonstration, comment=said)
    _attach(demonstration, photos, access)
    return demonstration


@transaction.atomic
def remove(pk, *, access):
    """With its photos; the log and the history keep that it was there."""
    demonstration = _locked(pk, access)
    for photo in attachments_of(demonstration, access):
        remove_file(photo.pk, access=access)
    log(access, Verb.DELETE, demonstration)
    demonstration.delete()


def _save(demonstration):
    with refused_in_words(demonstration._meta.constraints):
        demonstration.save()


def _attach(demonstration, photos, access):
    if photos:
        purpose = AttachmentPurpose.PHOTO
        attach_files(demonstration, photos, purpose=purpose, access=access)


def _locked(pk, access):
    rows = DemonstrationModel.objects.visible_to(access)
    seen = still_there(rows, _("Mô hình này đã bị xóa ở nơi khác."), pk=pk)
    require(rules.may_change(access, seen))
    return rows.select_for_update(of=("self",)).get(pk=pk)
