"""`manage.py verify_report FILE.pdf`: intact (exit 0), or changed, or not ours (exit 1)."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from reports.verification import verify


class Command(BaseCommand):
    help = "Kiểm tra một tệp PDF: nguyên vẹn, đã bị thay đổi, hay không phải của hệ thống."

    def add_arguments(self, parser):
        parser.add_argument("file", help="tệp PDF cần kiểm tra")

    def handle(self, *, file, **options):
        try:
            body = Path(file).read_bytes()
        except OSError as fault:
            raise CommandError(f"Không đọc được tệp {file}: {fault.strerror}.") from fault
        finding = verify(body)
        if not finding.is_intact:
            raise CommandError(finding.sentence)
        self.stdout.write(finding.sentence)
