"""`manage.py verify_report FILE.pdf`: intact (exit 0), or changed, or not ours (exit 1)."""

import os
import stat

from django.core.management import BaseCommand, CommandError

from reports.verification import LARGEST, verify


class Command(BaseCommand):
    help = "Kiểm tra một tệp PDF: nguyên vẹn, đã bị thay đổi, hay không phải của hệ thống."

    def add_arguments(self, parser):
        parser.add_argument("file", help="tệp PDF cần kiểm tra")

    def handle(self, *, file, **options):
        finding = verify(_read(file))
        if not finding.is_intact:
            raise CommandError(finding.sentence)
        self.stdout.write(finding.sentence)


def _read(name):
    """The bytes of an ordinary file; a pipe is not waited for, a device not read to its end."""
    try:
        with open(os.open(name, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise CommandError(f"{name} không phải tệp thường. Hãy chỉ một tệp PDF.")
            body = file.read(LARGEST + 1)
    except IsADirectoryError as fault:
        raise CommandError(f"{name} là thư mục. Hãy chỉ một tệp PDF.") from fault
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise CommandError(f"Không có tệp này: {name}.") from fault
    except PermissionError as fault:
        raise CommandError(f"Không có quyền đọc tệp {name}.") from fault
    except (OSError, ValueError) as fault:  # too long, or with a zero in it
        raise CommandError(f"Không đọc được tệp {name}.") from fault
    if len(body) > LARGEST:
        raise CommandError(f"Tệp {name} lớn hơn 300 MB: không phải tệp do hệ thống này lập.")
    return body
