"""manage.py load_reference: provinces, the Ministry, strategies, indicators, forms, checks."""

from django.conf import settings

from config.load_reference import load_reference
from config.management.loading_command import LoadingCommand


class Command(LoadingCommand):
    help = "Nạp dữ liệu tham chiếu trong thư mục reference/. Chạy lại bao nhiêu lần cũng được."

    def load(self, options):
        return load_reference(settings.BASE_DIR / "reference")
