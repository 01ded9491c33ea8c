"""`manage.py set_clock 2015-12-30T23:59`, `--real`: play a season of another year.

Only where DEMONSTRATION=yes; a portal in real use refuses to start with a moved clock.
"""

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from organisations.vietnamese import format_datetime


class Command(BaseCommand):
    help = "Đặt đồng hồ của hệ thống (chỉ khi chạy minh họa)."

    def add_arguments(self, parser):
        parser.add_argument("instant", nargs="?", help="giờ Việt Nam, ví dụ 2026-12-30T23:59")
        parser.add_argument("--real", action="store_true", help="trở lại giờ thật")

    def handle(self, *, instant, real, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("Hệ thống đang vận hành thật nên không đặt được đồng hồ.")
        if real == bool(instant):
            raise CommandError("Ghi một thời điểm, ví dụ 2026-12-30T23:59, hoặc --real.")
        fixed = None if real else _read(instant)
        with connections[settings.OWNER_ALIAS].cursor() as cursor:
            cursor.execute("DELETE FROM app.clock")
            if fixed:
                cursor.execute("INSERT INTO app.clock (fixed) VALUES (%s)", [fixed])
            cursor.execute("SELECT app.now()")
            self.stdout.write(f"Đồng hồ của hệ thống: {format_datetime(cursor.fetchone()[0])}.")


def _read(text):
    try:
        instant = parse_datetime(text)
    except ValueError:
        instant = None
    if instant is None:
        raise CommandError(f"Không đọc được thời điểm {text}. Ví dụ: 2026-12-30T23:59.")
    return instant if timezone.is_aware(instant) else timezone.make_aware(instant)
