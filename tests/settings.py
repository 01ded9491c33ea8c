"""The portal's own settings; the suite signs in as the owner and steps down to portal_app.

So factories and the code under test share one transaction, and every query of the code under test
still runs in the role it would have in production (organisations/postgresql/base.py). Tests that
need the real login, a worker or a browser start the real processes: tests/stack.py.
"""

from config.settings import *  # noqa: F403
from config.settings import DATABASES, _database, dj_database_url, environment

DATABASES["default"] = (
    dj_database_url.parse(environment.text("DATABASE_OWNER_URL"))
    | _database
    | {"STEP_DOWN_TO": "portal_app", "CONN_MAX_AGE": 0}
)
del DATABASES["owner"]
OWNER_ALIAS = "default"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
