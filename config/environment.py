"""Reads settings from the environment and, where a variable is missing, from var/local.env.

`make services` writes var/local.env, so that ./manage.py needs no variable on one's own machine.
A value that is missing or cannot be read is refused at start-up, never guessed.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
LOCAL_FILE = ROOT / "var" / "local.env"
MISSING = object()
MAIL_SCHEMES = {"console": None, "smtp": 587, "smtps": 465}


def _read_local_file():
    if not LOCAL_FILE.exists():
        return {}
    lines = LOCAL_FILE.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}


LOCAL = _read_local_file()


def text(name, default=MISSING):
    value = os.environ.get(name) or LOCAL.get(name)
    if value:
        return value
    if default is MISSING:
        raise ImproperlyConfigured(
            f"{name} is not set. Run `make services` on your own machine, or set it in production."
        )
    return default


def flag(name, *, default):
    value = text(name, "yes" if default else "no").lower()
    if value not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")
    return value == "yes"


def number(name, *, default, least=1):
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise ImproperlyConfigured(
            f"{name} must be a whole number of at least {least}, not {value!r}."
        )
    return int(value)


def listed(name, default=MISSING):
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


@dataclass(frozen=True)
class Mail:
    """How letters leave the portal, as Django's EMAIL_… settings want it."""

    backend: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False


def mail(name, default):
    """smtp://user:password@host:587?tls=yes, smtps://… (TLS from the first byte), console://."""
    value = text(name, default)
    try:
        found = _mail(urlsplit(value), _options(urlsplit(value).query))
    except ValueError:
        # Without the value itself: it holds a password.
        raise ImproperlyConfigured(
            f"{name} cannot be read. Write smtp://user:password@host:587?tls=yes (or tls=no),"
            " smtps://user:password@host:465 or console://; in user and password write %40 for @,"
            " %3A for : and %2F for /."
        ) from None
    return found


def _options(query):
    return dict(parse_qsl(query, strict_parsing=True)) if query else {}


def _mail(url, options):
    tls = options.pop("tls", "yes")
    if url.scheme not in MAIL_SCHEMES or options or tls not in {"yes", "no"} or url.path.strip("/"):
        raise ValueError
    backend = f"django.core.mail.backends.{url.scheme.rstrip('s')}.EmailBackend"
    if url.scheme == "console":
        return Mail(backend)
    if not url.hostname or bool(url.username) != bool(url.password):
        raise ValueError
    return Mail(
        backend,
        host=url.hostname,
        port=url.port or MAIL_SCHEMES[url.scheme],
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        use_tls=url.scheme == "smtp" and tls == "yes",
        use_ssl=url.scheme == "smtps",
    )
