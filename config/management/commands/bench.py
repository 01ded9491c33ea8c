"""manage.py bench [--size N] [--only GROUP …]: the cost contract, measured."""

import json
from pathlib import Path
from subprocess import CalledProcessError

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.bench import run, table


class Command(BaseCommand):
    help = "Đo chi phí của cổng trên một cơ sở dữ liệu riêng, tạo ra rồi bỏ đi."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--size", type=int, default=1_000_000, help="số cơ sở của cả nước")
        parser.add_argument("--only", nargs="+", choices=run.GROUPS, default=list(run.GROUPS))
        parser.add_argument("--seconds", type=float, default=20, help="số giây lật trang")
        parser.add_argument("--output", type=Path, default=settings.BASE_DIR / "var" / "bench.json")
        parser.add_argument("--part", nargs="+", help="một phần, chạy trong tiến trình riêng")

    def handle(self, *args, part, **options):
        if part:
            self.stdout.write(json.dumps(run.PARTS[part[0]](*part[1:])))
            return
        try:
            rows = run.measure(
                options["size"], options["only"], options["seconds"], self.stdout.write
            )
        except CalledProcessError as fault:
            raise CommandError(f"Không đo được phần này: {fault}") from None
        self.stdout.write(table.as_text(rows))
        table.write(rows, options["output"])
