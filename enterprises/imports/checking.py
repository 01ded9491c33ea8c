"""Reads a batch's file and writes a verdict for every row; the register itself is not touched."""

import tempfile

from django.db import connections, transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from enterprises.enums import ZoneKind
from enterprises.identity import MASK
from enterprises.imports import verdicts
from enterprises.imports.faults import write_faults
from enterprises.imports.reading import read_into
from enterprises.resources import COLUMN
from organisations import sheets
from organisations.enums import ImportState, Kind, RowVerdict
from organisations.models import ImportBatch
from organisations.tenancy import login_alias

MANY = 1_000
# How lists write what the register prints as KCN and CCN.
IN_FULL = {ZoneKind.PARK: "khu công nghiệp", ZoneKind.CLUSTER: "cụm công nghiệp"}


def check(batch_pk, *, access, progress):
    """Read, compare, judge. Safe to run twice: verdicts replace those of an earlier run."""
    with transaction.atomic():
        batch = ImportBatch.objects.visible_to(access).get(pk=batch_pk)
    if batch.state != ImportState.CHECKING:
        return
    try:
        with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as spool:
            total = read_into(spool, batch, access, progress)
            progress(_("So với sổ cơ sở"), total, total)
            with transaction.atomic():
                _judge(batch, spool, access, total)
    except sheets.SheetRefused as refusal:
        with transaction.atomic():
            ours = ImportBatch.objects.visible_to(access).filter(state=ImportState.CHECKING)
            ours.filter(pk=batch_pk).update(state=ImportState.REFUSED, fault=refusal.sentence)


def _judge(batch, spool, access, total):
    current = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if current.state != ImportState.CHECKING:
        return
    current.rows.all().delete()
    spool.seek(0)
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(verdicts.INCOMING)
        cursor.copy_expert(verdicts.COPY, spool)
        join_as_sets(cursor, total)
        work_out(cursor, access)
        _refuse_repeated(cursor)
        about = {"owner": access.organisation.pk, "batch": batch.pk}
        cursor.execute(verdicts.JUDGE)
        cursor.execute(verdicts.WRITE, about)
    current.total = total
    count_verdicts(current)
    current.faults_sha256 = write_faults(current)
    current.state = ImportState.CHECKED
    current.save()


def join_as_sets(cursor, rows):
    """Of temporary tables the planner guesses little. Many rows are never looked up one by one; for
    a few the whole register would be read."""
    if rows > MANY:
        cursor.execute("SET LOCAL enable_nestloop = off")


def work_out(cursor, access, *, known="", batch_pk=None):
    """From `incoming` to `asked` with what each row is about and changes.

    `known` is a statement that says beforehand what rows of the batch are about.
    """
    about = {
        "owner": access.organisation.pk,
        "batch": batch_pk,
        "province": access.organisation.province_id,
        "kinds": list(ZoneKind.values),
        "labels": list(map(str, ZoneKind.labels)),
        "in_full": [IN_FULL.get(kind, kind.label) for kind in ZoneKind],
        "others": _("Hồ sơ cơ sở do {keeper} giữ; chỗ khác nhau không ghi."),
        "moved": _("Đổi đơn vị quản lý không làm ở đây: mở trang cơ sở, ghi quyết định."),
        "renumbered": _("Mã số thuế khác với sổ; không ghi. Hãy sửa ở trang cơ sở."),
    }
    cursor.execute(verdicts.ASKED, about)
    if known:
        cursor.execute(known, about)
    for join, condition in verdicts.IDENTIFIERS:
        cursor.execute(verdicts.IDENTIFY.format(join=join, condition=condition), about)
    cursor.execute(verdicts.SUSPECT)
    title, reason = COLUMN["site"].title, _("Sổ của đơn vị không có cơ sở mang mã này.")
    cursor.execute(verdicts.UNKNOWN_SITE, {"title": str(title), "reason": reason})
    title = COLUMN["number"].title
    reason = _("Số đã che không phải số của cơ sở này trong sổ. Ghi đủ 12 số, hoặc để trống.")
    cursor.execute(verdicts.MASKED, {"title": str(title), "reason": reason, "mask": MASK})
    zones = verdicts.ZONES if access.kind == Kind.DEPARTMENT else verdicts.NO_ZONES
    cursor.execute(zones, about)
    cursor.execute(verdicts.DIFFER, about)


def _refuse_repeated(cursor):
    """Answers to {number} are filled in by the database."""
    title, reason = COLUMN["name"].title, _("Trùng với dòng {number} của tệp này.")
    cursor.execute(verdicts.REPEATED, {"title": str(title), "reason": reason})


def count_verdicts(batch):
    counts = dict(batch.rows.order_by().values_list("verdict").annotate(Count("pk")))
    for verdict in RowVerdict:
        setattr(batch, verdict.value, counts.get(verdict.value, 0))
