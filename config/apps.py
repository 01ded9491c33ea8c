from django.apps import AppConfig
from django.contrib.staticfiles import apps as staticfiles
from django.core.checks import Tags, register

from config.checks import postgresql_is_recent

UNUSED_WEIGHTS = ("Thin", "ExtraLight", "Light", "Medium", "ExtraBold", "Black")


class PortalConfig(AppConfig):
    name = "config"
    verbose_name = "Cổng sản xuất sạch hơn"

    def ready(self):
        register(postgresql_is_recent, Tags.database)


class StaticFiles(staticfiles.StaticFilesConfig):
    """What packages bring and no page uses is neither copied nor compressed."""

    default = False
    ignore_patterns = [
        *staticfiles.StaticFilesConfig.ignore_patterns,
        "*.rtl.*",
        "css/bootstrap-*",
        "*-4.js",
        "*-4.min.js",
        "*Italic.ttf",
        *(f"BeVietnamPro-{weight}.ttf" for weight in UNUSED_WEIGHTS),
    ]
