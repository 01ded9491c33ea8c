"""One settings file for every way the portal runs; what differs comes from the environment.

Variables: SECRET_KEY, DATABASE_URL (application login), DATABASE_OWNER_URL (migrations and
reference loads), REDIS_URL, PUBLIC_URL, ALLOWED_HOSTS, FILES_ROOT, HTTPS (yes/no),
DEMONSTRATION (yes/no: shows the sign-ins and allows a moved clock), EMAIL_URL, JOB_LEASE_SECONDS,
JOB_SWEEP_SECONDS, REMINDER_SWEEP_SECONDS, ATTACHMENT_MAX_MB, TRUSTED_PROXY_COUNT,
PERSONAL_NUMBER_KEY, PULSE_SECONDS, HEALTH_QUEUE_SECONDS, HEALTH_FREE_MB, HEALTH_DATABASE_MAX_MB.
"""

import datetime as dt
from pathlib import Path

import dj_database_url
import fontpkg_be_vietnam_pro
from csp.constants import NONE, SELF
from whitenoise.compress import Compressor

from config import environment

BASE_DIR = environment.ROOT
SECRET_KEY = environment.text("SECRET_KEY")
DEBUG = False
HTTPS = environment.flag("HTTPS", default=True)
DEMONSTRATION = environment.flag("DEMONSTRATION", default=False)
# Personal numbers of households are compared by a hash under this key: never change it.
PERSONAL_NUMBER_KEY = environment.text("PERSONAL_NUMBER_KEY", SECRET_KEY)
PUBLIC_URL = environment.text("PUBLIC_URL").rstrip("/")
ALLOWED_HOSTS = environment.listed("ALLOWED_HOSTS", "localhost,127.0.0.1")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "config",
    "reports",
    "assessments",
    "outreach",
    "enterprises",
    "programmes",
    "organisations",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_filters",
    "django_htmx",
    "django_include_bootstrap",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "config.apps.StaticFiles",
    "django.forms",
]

MIDDLEWARE = [
    "organisations.health.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "organisations.middleware.TenantMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "organisations.context.frame",
            ],
            "builtins": ["organisations.templatetags.vietnamese"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Two logins for one database. The application's owns nothing; the owner's serves no request.
_database = {
    "ENGINE": "organisations.postgresql",
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": True,
}
DATABASES = {
    "default": dj_database_url.parse(environment.text("DATABASE_URL")) | _database,
    "owner": dj_database_url.parse(environment.text("DATABASE_OWNER_URL", "postgres:///portal"))
    | _database
    | {"CONN_MAX_AGE": 0},
}
OWNER_ALIAS = "owner"
DATABASE_ROUTERS = ["organisations.tenancy.LoginRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counts failed sign-ins across all processes. In PostgreSQL, so that nobody is kept out, and no
# limit is forgotten, while Redis is away; only the bare login reaches it (docs/tenancy.md).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "organisations.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
# Besides allauth's own: requests for an account of an enterprise, which anybody may send, and
# answers to the letters about solutions.
ACCOUNT_RATE_LIMITS = {"enterprise_ask": "20/h/ip", "follow_up": "120/h/ip", "verify": "120/h/ip"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
# How many proxies stand in front: whose address is counted is the one that the first of them saw.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number(
    "TRUSTED_PROXY_COUNT", default=1 if HTTPS else 0, least=0
)

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", ("fonts", fontpkg_be_vietnam_pro.ROOT / "files")]
STATIC_ROOT = environment.text("STATIC_ROOT", str(BASE_DIR / "staticfiles"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Source maps are for developers' tools only, yet cost most of collectstatic's time.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
# Every page names the hashed file: the plain one beside it would only be compressed in vain.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FILES_ROOT = Path(environment.text("FILES_ROOT", str(BASE_DIR / "var" / "files")))
# One attached file; all files of one upload must fit through the proxy (config/proxy/nginx.conf).
ATTACHMENT_MAX_BYTES = environment.number("ATTACHMENT_MAX_MB", default=20) * 1024 * 1024
UPLOAD_MAX_BYTES = 100 * 1024 * 1024
# An activity is sent with one box for each craft village it reached; some provinces have over
# a thousand, and Django would answer a bare 400 from the thousandth box on.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
CSRF_FAILURE_VIEW = "organisations.views.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
SESSION_COOKIE_AGE = 12 * 60 * 60
X_FRAME_OPTIONS = "DENY"

_mail = environment.mail("EMAIL_URL", "console://")
EMAIL_BACKEND = _mail.backend
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.use_tls, _mail.use_ssl
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "sxsh@localhost")

# Faults go to the error stream with their traceback; what people are told is a reference number.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

REDIS_URL = environment.text("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL
CELERY_RESULT_BACKEND = None
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_TASK_TIME_LIMIT = 600
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Who says what is due: functions (access, today) of the apps, asked by the sweep of reminders.
REMINDER_SOURCES = [
    "programmes.reminders.due_reminders",
    "programmes.capacity.reminders.due_reminders",
    "assessments.dossiers.reminders.due_reminders",
    "reports.rounds.reminders.due_reminders",
    "reports.rounds.cutoff.due_reminders",
    "reports.review.reminders.due_reminders",
    "reports.requested.reminders.due_reminders",
]
# Who counts what tasks have not reached: a function (tasks, access, today), asked before a task is
# accepted and a list closed.
TASK_SHORTFALLS = "reports.year.shortfalls.shortfalls"
REMINDER_SWEEP_SECONDS = environment.number("REMINDER_SWEEP_SECONDS", default=15 * 60)
# Signs of life (organisations.health): three that are missing in a row are red.
PULSE_SECONDS = environment.number("PULSE_SECONDS", default=15)
HEALTH_QUEUE_SECONDS = environment.number("HEALTH_QUEUE_SECONDS", default=5 * 60)
HEALTH_FREE_MB = environment.number("HEALTH_FREE_MB", default=2_048)
HEALTH_DATABASE_MAX_MB = environment.number("HEALTH_DATABASE_MAX_MB", default=50_000)
CELERY_BEAT_SCHEDULE = {
    # Four times a minute: beat, queue and worker show that they live. Late ones are worth nothing.
    "pulse": {
        "task": "organisations.tasks.pulse",
        "schedule": dt.timedelta(seconds=PULSE_SECONDS),
        "options": {"expires": PULSE_SECONDS * 3},
    },
    # Every quarter of an hour: what is due is told to those concerned, and mailed.
    "sweep-reminders": {
        "task": "organisations.tasks.sweep_reminders",
        "schedule": dt.timedelta(seconds=REMINDER_SWEEP_SECONDS),
    },
    # Levels of application end with their evidence; counts of the register are added up.
    "sweep-levels": {"task": "reports.tasks.sweep_levels", "schedule": dt.timedelta(hours=6)},
    "fold-counts": {
        "task": "enterprises.tasks.fold_counts",
        "schedule": dt.timedelta(minutes=15),
    },
    # Every hour: solutions nobody has heard of, and who is asked after 6, 12 and 24 months.
    "sweep-options": {
        "task": "assessments.tasks.sweep_options",
        "schedule": dt.timedelta(hours=1),
    },
    # Twice a minute: jobs whose message or worker was lost are started again.
    "sweep-jobs": {
        "task": "organisations.tasks.sweep_jobs",
        "schedule": dt.timedelta(seconds=environment.number("JOB_SWEEP_SECONDS", default=30)),
    },
}
# How long a worker may be silent before its job is given to another, and how often it may fail.
JOB_LEASE_SECONDS = environment.number("JOB_LEASE_SECONDS", default=45)
JOB_MAX_ATTEMPTS = 5
