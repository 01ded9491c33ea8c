"""`manage.py erase_attendee_names --before 2026-01-01 --dry-run`, then the same with `--erase`."""

from django.core.management import BaseCommand, CommandError

from organisations.models import Attachment
from organisations.tenancy import owner_login
from organisations.vietnamese import Unreadable, parse_date
from outreach.erasure import erase, names_of, over_before
from outreach.models import Activity


class Command(BaseCommand):
    help = "Xóa họ tên, đơn vị công tác, chức vụ của người tham dự và bản quét danh sách ký tên."

    def add_arguments(self, parser):
        parser.add_argument("--before", help="các hoạt động kết thúc trước ngày này")
        parser.add_argument("--activity", type=int, help="chỉ hoạt động có mã số này")
        parser.add_argument("--dry-run", action="store_true", help="chỉ đếm, không xóa")
        parser.add_argument("--erase", action="store_true", help="xóa hẳn, không khôi phục được")

    def handle(self, *, before, activity, **options):
        if (before is None) == (activity is None):
            raise CommandError("Ghi đúng một trong hai: --before NGÀY hoặc --activity MÃ.")
        if options["dry_run"] == options["erase"]:
            raise CommandError("Chưa làm gì. Thêm --dry-run để đếm trước, hoặc --erase để xóa hẳn.")
        with owner_login():
            found = _named_before(_day(before)) if before else _named_at(activity)
            if options["erase"]:
                erase(found)
        done = "Đã xóa" if options["erase"] else "Sẽ xóa"
        scans = len(found.scans) - len(found.kept_scans)
        self.stdout.write(
            f"{done} họ tên của {len(found.people)} người, {scans} tệp quét,"
            f" thuộc {len(found.activities)} hoạt động."
        )
        for scan in found.kept_scans:
            self.stdout.write(_why_kept(scan, found.kept[scan.sha256]))


def _day(text):
    try:
        return parse_date(text)
    except Unreadable as fault:
        raise CommandError(fault.sentence) from fault


def _why_kept(scan, rows):
    where = "; ".join(map(_place, rows))
    return (
        f"Chưa xóa nội dung tệp quét {scan.pk} của hoạt động {scan.subject_id}, vì còn dùng ở:"
        f" {where}. Gỡ ở đó rồi chạy lại lệnh này."
    )


def _place(row):
    if isinstance(row, Attachment):
        purpose = row.get_purpose_display()
        return f"tệp đính kèm {row.pk} ({purpose}) của {row.subject_type} {row.subject_id}"
    return f"{row._meta.verbose_name} {row.pk}"


def _named_before(day):
    return names_of(over_before(day), deleted_before=day)


def _named_at(pk):
    if not Activity.objects.filter(pk=pk).exists():
        raise CommandError(f"Không có hoạt động nào mang mã số {pk}.")
    return names_of([pk])
