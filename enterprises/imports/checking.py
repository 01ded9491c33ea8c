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
        work_out(cursor, batch, access)
        refuse_repeated(cursor, access)
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


def work_out(cursor, batch, access, *, known=""):
    """From `incoming` to `asked` with what each row is about and changes.

    `known` is a statement that says beforehand what rows of the batch are about.
    """
    about = {
        "owner": access.organisation.pk,
        "batch": batch.pk,
        "province": access.organisation.province_id,
        "source": source_of(batch),
    }
    cursor.execute(verdicts.ASKED, about)
    if known:
        cursor.execute(known, about)
    for join, condition in verdicts.IDENTIFIERS:
        cursor.execute(verdicts.IDENTIFY.format(join=join, condition=condition), about)
    cursor.execute(verdicts.SUSPECT)
    _refuse_single_rows(cursor, about)
    list_zones(cursor, access)
    cursor.execute(verdicts.ZONE_OF)
    cursor.execute(verdicts.DIFFER, about | _notes())


def list_zones(cursor, access):
    about = {
        "kinds": list(ZoneKind.values),
        "labels": list(map(str, ZoneKind.labels)),
        "in_full": [IN_FULL.get(kind, kind.label) for kind in ZoneKind],
    }
    is_department = access.kind == Kind.DEPARTMENT
    cursor.execute(verdicts.ZONES if is_department else verdicts.NO_ZONES, about)


def source_of(batch):
    """What stands as the source of a year that a file brought; kept, so in no other language."""
    return f"tệp {batch.name}"[:200]


def _notes():
    """Names in braces are filled in by the database."""
    return {
        "others": _("Hồ sơ cơ sở do {keeper} giữ; chỗ khác nhau không ghi."),
        "merged_in": _(
            "Dòng này đã được gộp vào cơ sở “{kept}”; chỗ khác nhau không ghi. Hãy sửa ở trang cơ"
            " sở đó."
        ),
        "moved": _("Đổi đơn vị quản lý không làm ở đây: mở trang cơ sở, ghi quyết định."),
        "since": _(
            "Cơ sở đã có lần chuyển địa bàn, đơn vị quản lý nên không ghi đơn vị quản lý ở đây: mở"
            " trang cơ sở, ghi ngày và quyết định."
        ),
        "renumbered": _("Mã số thuế, số định danh khác với sổ; không ghi. Hãy sửa ở trang cơ sở."),
        "held": _("Mã do đơn vị đặt là của cơ sở đã gộp vào cơ sở này; mã trong sổ giữ nguyên."),
        "renamed": _(
            "Tên, loại hình của doanh nghiệp, chủ hộ khác với sổ (“{name}”); không ghi. Hãy sửa ở"
            " trang cơ sở."
        ),
    }


def _refuse_single_rows(cursor, about):
    """Rows that the register alone shows to be wrong."""
    _refuse(cursor, verdicts.UNKNOWN_SITE, "site", _("Sổ của đơn vị không có cơ sở mang mã này."))
    reason = _("Số đã che không phải số của cơ sở này trong sổ. Ghi đủ 12 số, hoặc để trống.")
    _refuse(cursor, verdicts.MASKED, "number", reason, mask=MASK)
    reason = _("Mã này là của cơ sở “{name}” trong sổ. Ghi mã khác, hoặc sửa mã ở trang cơ sở đó.")
    _refuse(cursor, verdicts.CODE_TAKEN, "own_code", reason, **about)


def refuse_repeated(cursor, access):
    """Rows that other rows of the file show to be wrong."""
    merged = _("Đã gộp với cơ sở của dòng {number}; không ghi gì.")
    reason = _("Trùng với dòng {number} của tệp này.")
    _refuse(cursor, verdicts.REPEATED, "name", reason, merged=merged)
    _refuse(cursor, verdicts.CODELESS, "name", reason)
    reason = _("Mã này đã dùng ở dòng {number} của tệp này cho cơ sở khác.")
    _refuse(cursor, verdicts.CODE_TWICE, "own_code", reason, owner=access.organisation.pk)


def _refuse(cursor, sql, key, reason, **about):
    cursor.execute(sql, about | {"title": str(COLUMN[key].title), "reason": reason})


def count_verdicts(batch):
    counts = dict(batch.rows.order_by().values_list("verdict").annotate(Count("pk")))
    for verdict in RowVerdict:
        setattr(batch, verdict.value, counts.get(verdict.value, 0))
