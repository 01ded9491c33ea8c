"""Writes a checked batch into the register: one transaction, all of it or nothing."""

from functools import partial

from django.db import connections, transaction
from django.utils.translation import gettext as _

from enterprises.imports import verdicts, writing
from enterprises.imports.checking import (
    count_verdicts,
    join_as_sets,
    refuse_repeated,
    source_of,
    work_out,
)
from enterprises.imports.faults import write_faults
from enterprises.imports.refusing import refused_for_good
from enterprises.resources import YEARLY
from organisations.actions import log
from organisations.enums import ImportState, Verb
from organisations.exceptions import ActionRefused
from organisations.models import ImportBatch
from organisations.tenancy import login_alias

SITE_KEYS = [*writing.PLAIN, "zone_name", "tax_code", "tail"]


def apply(batch_pk, *, access, progress):
    """Answers how many rows were written. Delivered twice, the second finds nothing to do."""
    progress(_("Ghi vào sổ cơ sở"), 0, 0)
    otherwise = _("Sổ không nhận một dòng của tệp. Hãy báo cho bộ phận kỹ thuật.")
    with refused_for_good(_("Chưa ghi gì vào sổ."), otherwise):
        return _apply(batch_pk, access)


def _apply(batch_pk, access):
    with transaction.atomic():
        batch = (
            ImportBatch.objects.visible_to(access).select_for_update(of=("self",)).get(pk=batch_pk)
        )
        if batch.state != ImportState.APPLYING:
            return 0
        written = _write(batch, access)
        refused = batch.refused
        count_verdicts(batch)
        if batch.refused != refused:
            batch.faults_sha256 = write_faults(batch)
        batch.state, batch.applied_by_name = ImportState.APPLIED, str(access.user or "")
        batch.save()
        log(access, Verb.IMPORT, batch, comment=_("%(count)s dòng") % {"count": written})
    return written


def _write(batch, access):
    about = {
        "owner": access.organisation.pk,
        "batch": batch.pk,
        "stale": _("Sổ đã thay đổi từ lúc kiểm tra nên dòng này chưa ghi. Hãy nhập lại tệp."),
        "why": _("Nhập từ tệp %(name)s") % {"name": batch.name},
        "apart": _("Là cơ sở khác, ghi mới từ tệp %(name)s") % {"name": batch.name},
        "source": source_of(batch),
        "who": str(access.user or ""),
        "site_keys": SITE_KEYS,
        "year_keys": list(YEARLY),
    }
    with connections[login_alias()].cursor() as cursor:
        run = partial(_run, cursor, about)
        # One import of a unit at a time: two that bring the same new plants would both enter them.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('enterprises.imports'), %(owner)s::int)", about
        )
        run(verdicts.INCOMING)
        join_as_sets(cursor, run(writing.INCOMING))
        work_out(cursor, batch, access, known=verdicts.DECIDED)
        refuse_repeated(cursor, access)
        if stale := run(writing.STALE):
            _refuse_unless_partial(batch, stale)
        cursor.execute(writing.ENTER_SITES, about)
        written = cursor.fetchone()[0]
        run(writing.FIND_ENTERED)
        run(writing.ENTERPRISES)
        run(writing.CHANGE_SITES)
        cursor.execute(writing.ASSIGN, about)
        run(writing.CHANGE_YEARS)
        run(writing.ENTER_YEARS)
        written += run(writing.WRITTEN)
        cursor.execute(writing.TELL_APART, about)
        cursor.execute(writing.FIND_ALIKE, about)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return written


def _run(cursor, about, sql):
    cursor.execute(sql, about)
    return cursor.rowcount


def _refuse_unless_partial(batch, stale):
    if batch.takes_all_or_none:
        raise ActionRefused(
            _("Sổ đã thay đổi ở %(count)s dòng từ lúc kiểm tra nên chưa ghi gì. Hãy nhập lại.")
            % {"count": stale}
        )
