"""`manage.py merge_departments --old sct-cu --new sct-moi --decision "…"`: one pair; without --old
every department whose province has become part of another (63 → 34) and has not gone over yet."""

import datetime as dt

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError, connections, transaction

from organisations.entry.saving import SPOKEN
from organisations.enums import Kind
from organisations.models import Organisation, ProvinceSuccession
from organisations.tenancy import login_alias, owner_login

DECISION = "Nghị quyết 202/2025/QH15"


class Command(BaseCommand):
    help = "Chuyển sổ cơ sở của Sở Công Thương cũ sang Sở kế thừa. Chạy lại không làm hai lần."

    def add_arguments(self, parser):
        parser.add_argument("--old", help="mã Sở cũ; để trống: mọi Sở của tỉnh đã sáp nhập")
        parser.add_argument("--new", help="mã Sở kế thừa; bắt buộc khi có --old")
        parser.add_argument("--on", default="2025-07-01", help="ngày sáp nhập (năm-tháng-ngày)")
        parser.add_argument("--decision", default=DECISION, help="văn bản sáp nhập")

    def handle(self, *, old, new, on, decision, **options):
        if bool(old) != bool(new):
            raise CommandError("Ghi cả --old và --new, hoặc không ghi cả hai.")
        on = _day(on)
        with owner_login():
            pairs = [(_department(old), _department(new))] if old else list(merged_departments())
            for before, after in pairs:
                self._merge(before, after, on, decision)
        if not pairs:
            self.stdout.write("Không có Sở nào cần chuyển.")

    def _merge(self, before, after, on, decision):
        """One department in one transaction: all of its register goes over, or nothing."""
        try:
            login = login_alias()
            with transaction.atomic(login), connections[login].cursor() as cursor:
                cursor.execute(
                    "SELECT app.merge_departments(%s, %s, %s, %s)",
                    [before.pk, after.pk, on, decision],
                )
                moved = cursor.fetchone()[0]
        except DatabaseError as fault:
            raise CommandError(f"{before} → {after}: {_in_words(fault)}") from fault
        self.stdout.write(f"{before.code} → {after.code}: {moved} cơ sở.")


def _day(text):
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"Ngày {text} không đúng; ghi như 2025-07-01.") from None


def _in_words(fault):
    """Our own functions speak for people; of anything else the technician needs the name."""
    said = fault.__cause__.diag
    if said.source_function == SPOKEN:
        return said.message_primary
    what = said.constraint_name or said.message_primary
    return f"chưa chuyển gì, dữ liệu đang có không cho phép ({what}). Hãy sửa rồi chạy lại."


def _department(code):
    found = Organisation.objects.filter(code=code, kind=Kind.DEPARTMENT).first()
    if found is None:
        raise CommandError(f"Không có Sở Công Thương mang mã {code}.")
    return found


def merged_departments():
    """(department, the one of the province that took its province in), by the former's code."""
    departments = Organisation.objects.filter(kind=Kind.DEPARTMENT).select_related("province")
    present = {row.province_id: row for row in departments if row.valid_to is None}
    successors = dict(ProvinceSuccession.objects.values_list("predecessor_id", "successor_id"))
    for before in departments.order_by("code"):
        after = present.get(successors.get(before.province_id))
        if after and after.pk != before.pk and not before.successions.exists():
            yield before, after
