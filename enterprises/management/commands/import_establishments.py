"""manage.py import_establishments FILE --organisation CODE: the screen's import, in one go.

Columns are taken as the screen would propose them. Runs as that organisation, never as the owner.
"""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from enterprises.imports import actions, showing
from organisations import sheets
from organisations.access import Access
from organisations.enums import ImportState, Kind, Role, RowVerdict
from organisations.exceptions import ActionRefused
from organisations.models import Organisation
from organisations.tenancy import owner_login, use_tenant

UNREADABLE = {
    FileNotFoundError: "không có tệp này",
    PermissionError: "không được phép đọc",
    IsADirectoryError: "đây là thư mục",
}
MOST_CODES = 60


class Command(BaseCommand):
    help = "Nhập danh sách cơ sở từ tệp XLSX, CSV vào sổ của một đơn vị. Mã thoát 1: còn dòng sót."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="tệp XLSX hoặc CSV")
        parser.add_argument("--organisation", required=True, metavar="CODE", help="mã đơn vị")
        parser.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi vào sổ")

    def handle(self, *args, file, organisation, dry_run, **options):
        access = _access_of(organisation)
        with use_tenant(access.tenant):
            try:
                batch = self._checked(file, access)
                self._tell(batch)
                self._finish(batch, access, dry_run)
                left = len(_kept_out(batch))
            except (sheets.SheetRefused, ActionRefused) as refusal:
                raise CommandError(str(refusal)) from refusal
        if left:
            raise CommandError(f"Còn {left} dòng không nhận hoặc nghi trùng, chưa ghi.")

    def _checked(self, file, access):
        try:
            body = file.read_bytes()
        except OSError as fault:
            why = UNREADABLE.get(type(fault), "máy không mở được")
            raise CommandError(f"Không đọc được tệp {file}: {why}.") from fault
        batch = actions.upload(body, file.name, access=access)
        choices = {int(at): key for at, key in batch.mapping.items()}
        job = actions.confirm_columns(batch, choices, takes_all_or_none=False, access=access)
        actions.run_check(job.pk)
        _wait(batch, job, ImportState.CHECKED)
        return batch

    def _tell(self, batch):
        """Counts, columns that are not read, and what keeps rows out."""
        self.stdout.write(f"{batch.name}: {showing.summary(batch)}, {batch.suspected} nghi trùng")
        if unread := showing.unread(batch):
            titles = ", ".join(f"“{title}”" for title in unread)
            self.stdout.write(f"Không đọc các cột: {titles}.")
        self._tell_of(_kept_out(batch))

    def _tell_of(self, rows):
        for row in rows:
            for sentence in _reasons(row):
                self.stdout.write(f"Dòng {row.number}: {sentence}")

    def _finish(self, batch, access, dry_run):
        if dry_run or not batch.to_write:
            actions.cancel(batch, access=access)
            self.stdout.write("Chưa ghi gì vào sổ.")
            return
        told = {row.number for row in _kept_out(batch)}
        job = actions.request_apply(batch, access=access)
        actions.run_apply(job.pk)
        _wait(batch, job, ImportState.APPLIED)
        self._tell_of(row for row in _kept_out(batch) if row.number not in told)
        self.stdout.write(f"Đã ghi {batch.to_write} dòng vào sổ.")


def _access_of(code):
    with owner_login():
        units = Organisation.objects.select_related("province", "parent")
        found = units.filter(code=code).first()
        keeping = units.filter(kind__in=[Kind.DEPARTMENT, Kind.CORPORATION], valid_to=None)
        codes = sorted(keeping.values_list("code", flat=True)[:MOST_CODES])
    if found is None:
        raise CommandError(f"Không có đơn vị mang mã {code}. Các mã: {', '.join(codes)}.")
    return Access(None, found, Role.OFFICER)


def _reasons(row):
    for fault in row.faults or []:
        about = f"{fault['title']}: " if fault["title"] else ""
        typed = f" (đã nhập: {fault['typed']})" if fault["typed"] else ""
        yield f"{about}{fault['reason']}{typed}"
    if row.verdict == RowVerdict.SUSPECTED:
        sites = ", ".join(f"số {key}" for key in row.alike)
        yield f"“{row.label}” nghi trùng với cơ sở {sites}; hãy quyết định trên màn hình."


@transaction.atomic
def _kept_out(batch):
    kept_out = batch.rows.filter(verdict__in=[RowVerdict.REFUSED, RowVerdict.SUSPECTED])
    return list(kept_out.defer("values"))


def _wait(batch, job, state):
    """A worker may have been faster: then it is that one that does the work, or fails to."""
    while True:
        with transaction.atomic():
            job.refresh_from_db()
            batch.refresh_from_db()
        if not job.is_open:
            break
        time.sleep(0.5)
    if batch.state != state:
        said = batch.fault or job.error or f"Lần nhập này {batch.get_state_display()}."
        raise CommandError(said)
