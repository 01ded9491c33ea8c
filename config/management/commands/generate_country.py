"""manage.py generate_country --establishments N --seed S [--years 10]: a country for trials."""

from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import OperationalError

from config.country.generate import LAST_YEAR, MOST_YEARS, CountryRefused, Wish, generate_country
from organisations.loading import FileRefused


class Command(BaseCommand):
    help = (
        f"Sinh một đất nước minh họa: cơ sở, số liệu đến năm {LAST_YEAR}, minh chứng, hoạt động,"
        " kỳ báo cáo. Cùng hạt giống thì luôn ra cùng dữ liệu."
    )

    def add_arguments(self, parser):
        parser.add_argument("--establishments", type=int, required=True, help="số cơ sở")
        parser.add_argument("--seed", type=int, required=True, help="hạt giống")
        parser.add_argument("--years", type=int, default=MOST_YEARS, help="số năm")
        parser.add_argument(
            "--truth", type=Path, help="tệp CSV ghi các dòng trùng; mặc định trong var/country/"
        )
        parser.add_argument(
            "--into-this-database",
            action="store_true",
            help="ghi cả khi máy này không chạy minh họa (DEMONSTRATION=no)",
        )

    def handle(self, *args, **options):
        if not (settings.DEMONSTRATION or options["into_this_database"]):
            raise CommandError(
                "Máy này không chạy minh họa (DEMONSTRATION=no), chưa ghi gì. Nếu chắc chắn muốn"
                " ghi dữ liệu giả vào cơ sở dữ liệu này, hãy thêm --into-this-database."
            )
        wish = Wish(options["establishments"], options["seed"], options["years"])
        truth = options["truth"] or (
            settings.BASE_DIR / f"var/country/duplicates_{wish.establishments}_{wish.seed}.csv"
        )
        folder = settings.BASE_DIR / "reference" / "country"
        try:
            generate_country(wish, folder, truth, self.stdout.write)
        except (CountryRefused, FileRefused) as refusal:
            raise CommandError(f"Chưa ghi gì: {refusal}") from None
        except OperationalError:
            raise CommandError(
                "Không kết nối được cơ sở dữ liệu. Hãy chạy `make services` trước."
            ) from None
        self.stdout.write(f"Xong. {wish.doubles} dòng trùng được ghi ở {truth}.")
