"""Reads settings from the environment and, where a variable is missing, from var/local.env.

`make services` writes var/local.env, so that ./manage.py needs no variable on one's own machine.
A value that is missing or cannot be read is refused at start-up, never guessed.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
LOCAL_FILE = ROOT / "var" / "local.env"
MISSING = object()


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


def number(name, *, default):
    value = text(name, str(default))
    if not value.isdecimal() or int(value) == 0:
        raise ImproperlyConfigured(f"{name} must be a whole number above 0, not {value!r}.")
    return int(value)


def listed(name, default=MISSING):
    return [part.strip() for part in text(name, default).split(",") if part.strip()]
