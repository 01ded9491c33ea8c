"""Everything that changes what is on record about an establishment."""

from django.db import transaction
from django.utils.translation import gettext as _

from enterprises.models import Contact, Establishment, FormerPlacement, Visit
from enterprises.sites.records import rules
from enterprises.sites.records.kinds import kind_of
from organisations.access import require
from organisations.actions import log_by_name
from organisations.attachments import attach_files
from organisations.entry.saving import refuse_stale, save_or_refuse
from organisations.enums import AttachmentPurpose, Verb
from organisations.exceptions import ActionRefused

SITE = Establishment._meta.label_lower


@transaction.atomic
def create(row, *, access, source="", files=()):
    """`source` says from what it was entered on somebody's behalf; it stands in the log."""
    sites = Establishment.objects.visible_to(access)
    require(rules.may_add(access, kind_of(row), sites.get(pk=row.establishment_id)))
    require(rules.may_be_said(access, row))
    save_or_refuse(row)
    _attach(row, files, access)
    log(access, Verb.CREATE, row, comment=source)
    return row


@transaction.atomic
def update(row, *, access, seen, source="", files=()):
    current = _locked(type(row), row.pk, access)
    require(rules.may_be_said(access, row))
    refuse_stale(seen, current)
    save_or_refuse(row)
    _attach(row, files, access)
    log(access, Verb.UPDATE, row, comment=source)
    return row


@transaction.atomic
def remove(model, pk, *, access):
    """What was removed stays in the log of the establishment, and in the history."""
    row = _locked(model, pk, access)
    name = name_of_site(row.establishment_id, access)
    log_by_name(access, Verb.DELETE, SITE, row.establishment_id, name, comment=what_of(row))
    row.delete()


def log(access, verb, row, *, comment=""):
    name = name_of_site(row.establishment_id, access)
    label = f"{what_of(row)} ({name})"
    log_by_name(access, verb, row._meta.label_lower, row.pk, label, comment=comment)


def what_of(row):
    """'chứng nhận của cơ sở ISO 14001', in the log, which nobody can erase: a person's name stays
    out of it. A visit says by itself which kind of visit it was.
    """
    if isinstance(row, Contact):
        return row._meta.verbose_name
    return _("lần %(visit)s") % {"visit": row} if isinstance(row, Visit) else _named(row)


def _named(row):
    return f"{row._meta.verbose_name} {row}"


def name_of_site(pk, access):
    """Of one that has gone elsewhere, the name it had here."""
    site = Establishment.objects.visible_to(access).filter(pk=pk).first()
    if site is None:
        site = FormerPlacement.objects.visible_to(access).filter(establishment_id=pk).last()
    return site.name if site else ""


def _attach(row, files, access):
    if files:
        attach_files(row, files, purpose=AttachmentPurpose.EVIDENCE, access=access)


def _locked(model, pk, access):
    row = model.objects.visible_to(access).select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise ActionRefused(_("Mục này đã bị xóa ở nơi khác."))
    require(rules.may_change(access, row))
    return row
