"""A finding is entered, corrected, removed."""

from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.dossiers import rules
from assessments.quick.findings import SHEET, findings_of
from assessments.selfassessment import steps
from assessments.selfassessment.actions import locked_part
from organisations.access import require
from organisations.actions import log
from organisations.attachments.actions import attach_all
from organisations.entry.saving import (
    refuse_stale,
    refused_in_words,
    save_or_refuse,
    still_there,
)
from organisations.enums import AttachmentPurpose, Verb

GONE = gettext_lazy("Ghi nhận này đã được xóa.")


@transaction.atomic
def add_finding(row, values, pictures, *, sheet_key, access):
    """The same sheet sent twice makes one; sent again with other words it is another finding."""
    assessment = row.assessment
    require(rules.may_fill_in(access, assessment))
    with refused_in_words():
        locked_part(assessment, steps.FINDINGS.slug, access)
    known = list(findings_of(assessment, access))
    twin = next((each for each in known if each.code == sheet_key), None)
    if twin and _without_pictures(twin.values) == values:
        return twin
    row.sheet = SHEET
    row.code = uuid4().hex if twin or not sheet_key else sheet_key
    row.place = max((each.place for each in known), default=-1) + 1
    row.values = values | {"anh": _attached(row, values, pictures, access)}
    save_or_refuse(row)
    log(access, Verb.UPDATE, assessment, comment=_("ghi nhận: %s") % values["khu_vuc"])
    return row


def _without_pictures(values):
    return {name: said for name, said in values.items() if name != "anh"}


@transaction.atomic
def change_finding(row, values, pictures, *, access, seen):
    require(rules.may_fill_in(access, row.assessment))
    current = _locked(row.pk, row.assessment, access)
    refuse_stale(seen, current)
    kept = current.values["anh"]
    new = [pk for pk in _attached(row, values, pictures, access) if pk not in kept]
    current.values = values | {"anh": [*kept, *new]}
    save_or_refuse(current)
    log(access, Verb.UPDATE, row.assessment, comment=_("sửa ghi nhận: %s") % values["khu_vuc"])
    return current


@transaction.atomic
def remove_finding(row, *, access):
    """Its photographs stay files of the assessment."""
    require(rules.may_fill_in(access, row.assessment))
    current = _locked(row.pk, row.assessment, access)
    said = _("xóa ghi nhận: %s") % current.values["khu_vuc"]
    log(access, Verb.UPDATE, row.assessment, comment=said)
    with refused_in_words():
        current.delete()


def _locked(pk, assessment, access):
    rows = findings_of(assessment, access).select_for_update(of=("self",))
    return still_there(rows, GONE, pk=pk)


def _attached(row, values, pictures, access):
    """The keys of its photographs, stored as files of the assessment."""
    if not pictures:
        return []
    stored = attach_all(
        row.assessment,
        pictures,
        purpose=AttachmentPurpose.PHOTO,
        note=_("Ghi nhận tại hiện trường: %s") % values["khu_vuc"],
        access=access,
        may_edit=rules.may_fill_in,
    )
    return [file.pk for file in stored]
