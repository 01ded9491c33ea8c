"""What both load commands share: a refused file is a sentence and exit code 1."""

from django.core.management import BaseCommand, CommandError
from django.db import DataError, IntegrityError, OperationalError, ProgrammingError

from organisations.loading import FileRefused


class LoadingCommand(BaseCommand):
    def handle(self, *args, **options):
        try:
            tally = self.load(options)
        except FileRefused as refusal:
            raise CommandError(f"{refusal} Chưa ghi gì vào cơ sở dữ liệu.") from None
        except (DataError, IntegrityError) as fault:
            raise CommandError(
                "Cơ sở dữ liệu từ chối dữ liệu trong tệp, chưa ghi gì:"
                f" {str(fault).splitlines()[0]}. Hãy đối chiếu tệp với dữ liệu đang có."
            ) from None
        except ProgrammingError:
            raise CommandError(
                "Cơ sở dữ liệu chưa đúng cấu trúc. Hãy chạy `manage.py migrate --database owner`."
            ) from None
        except OperationalError:
            raise CommandError(
                "Không kết nối được cơ sở dữ liệu. Hãy chạy `make services` trước."
            ) from None
        self.stdout.write(tally.sentence())
