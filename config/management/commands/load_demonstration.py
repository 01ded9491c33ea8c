"""manage.py load_demonstration: persons for every persona, a year, more if asked for."""

from django.conf import settings
from django.core.management import CommandError

from config.load_demonstration import load_demonstration
from config.load_demonstration_assessments import load_demonstration_assessments
from config.load_demonstration_register import load_demonstration_register
from config.management.loading_command import LoadingCommand
from organisations import demonstration


class Command(LoadingCommand):
    help = "Nạp tổ chức, người và số liệu minh họa. Chỉ chạy trên máy có DEMONSTRATION=yes."

    def add_arguments(self, parser):
        parser.add_argument("--print-sign-ins", action="store_true", help="In bảng tài khoản.")
        parser.add_argument(
            "--with-register",
            action="store_true",
            help="Nhập cả sổ cơ sở của Sở minh họa.",
        )
        parser.add_argument(
            "--with-assessments",
            action="store_true",
            help="Sau sổ cơ sở: điền cả phiếu đánh giá của các cơ sở minh họa.",
        )

    def handle(self, *args, **options):
        super().handle(*args, **options)
        if options["print_sign_ins"]:
            self.print_sign_ins(demonstration.read())

    def load(self, options):
        if not settings.DEMONSTRATION:
            raise CommandError(
                "Máy này không chạy minh họa (DEMONSTRATION=no), chưa ghi gì."
                " Tài khoản thật được mở bằng lời mời."
            )
        tally = load_demonstration()
        if options["with_register"]:
            tally.added += load_demonstration_register()
        if options["with_assessments"]:
            tally.added += load_demonstration_assessments()
        return tally

    def print_sign_ins(self, data):
        width = max(len(person["persona"]) for person in data["people"])
        self.stdout.write(f"\nTài khoản dùng thử (mật khẩu chung: {data['password']})\n")
        for person in data["people"]:
            self.stdout.write(f"  {person['persona']:<{width}}  {person['email']}")
