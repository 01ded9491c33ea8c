"""manage.py play_season --round R [--seed S]: every unit that owes compiles and sends."""

from statistics import median

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from config.season.play import play
from organisations.exceptions import ActionRefused
from organisations.tenancy import JOBS, use_tenant
from organisations.vietnamese import format_number
from reports.models import ReportingRound


class Command(BaseCommand):
    help = (
        "Cho mọi đơn vị của kỳ lập, trình, duyệt và gửi báo cáo theo giờ của kỳ, có đơn vị chậm,"
        " bị yêu cầu hoàn thiện, không phát sinh; Bộ tiếp nhận và chấp nhận. Chạy lại thì đi tiếp"
        " với đơn vị chưa gửi. Chỉ khi chạy minh họa."
    )

    def add_arguments(self, parser):
        parser.add_argument("--round", required=True, help="mã kỳ báo cáo, ví dụ 2026")
        parser.add_argument("--seed", type=int, default=1, help="hạt giống")

    def handle(self, *, seed, **options):
        if not settings.DEMONSTRATION:
            raise CommandError(
                "Máy này không chạy minh họa (DEMONSTRATION=no) nên không có đơn vị nào tự gửi báo"
                " cáo. Chưa ghi gì."
            )
        with use_tenant(JOBS), transaction.atomic():
            round_ = ReportingRound.objects.filter(code=options["round"]).first()
        if round_ is None:
            raise CommandError(f"Không có kỳ báo cáo nào mang mã {options['round']}.")
        self.stdout.write(
            "Đồng hồ của hệ thống chạy theo kỳ báo cáo và trở lại như cũ khi xong. Nếu lệnh bị giết"
            " giữa chừng, hãy chạy manage.py set_clock --real."
        )
        try:
            season = play(round_, seed=seed, say=self.stdout.write)
        except ActionRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(season)

    def _tell(self, season):
        for what, how_many in sorted(season.counts.items()):
            self.stdout.write(f"{what}: {format_number(how_many)}")
        for unit, sentence in season.refused:
            self.stdout.write(f"CHƯA GỬI {unit}: {sentence}")
        if season.seconds:
            each = format_number(round(median(season.seconds), 1))
            self.stdout.write(f"Mỗi báo cáo (trung vị): {each} giây")
