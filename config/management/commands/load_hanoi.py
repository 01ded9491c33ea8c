"""manage.py load_hanoi [FILE]: the Hà Nội roll-out of 2009-2015 as the department's own rows."""

from pathlib import Path

from django.conf import settings

from config.hanoi.load import load_hanoi
from config.management.loading_command import LoadingCommand


class Command(LoadingCommand):
    help = "Nạp dữ liệu Hà Nội 2009-2015. Chạy lại không ghi đè những gì người dùng đã sửa."

    def add_arguments(self, parser):
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            default=settings.BASE_DIR / "reference" / "hanoi_2009_2015.yaml",
            help="tệp YAML, mặc định reference/hanoi_2009_2015.yaml",
        )

    def load(self, options):
        return load_hanoi(options["file"], settings.BASE_DIR / "reference")
