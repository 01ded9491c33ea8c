from django.apps import AppConfig
from django.core.checks import Tags, register

from config.checks import postgresql_is_recent


class PortalConfig(AppConfig):
    name = "config"
    verbose_name = "Cổng sản xuất sạch hơn"

    def ready(self):
        register(postgresql_is_recent, Tags.database)
