"""What the person at the keyboard reads: Vietnamese, one line per step, with its seconds.

Standard library only: bootstrap.py uses it before there is a .venv.
"""

import sys
import time
from contextlib import contextmanager


class Refused(Exception):
    """Something the person has to mend first; the text is all that is shown."""


class _Line:
    """Whether a step's line still waits for its seconds."""

    is_open = False


def use_utf8():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)


def say(text):
    """Write a line of its own, also while a step is running."""
    _write(("\n" if _Line.is_open else "") + text + "\n")
    _Line.is_open = False


@contextmanager
def step(name):
    """Show the step's name at once, and how long it took when it is done."""
    began = time.monotonic()
    _write(f"• {name} …")
    _Line.is_open = True
    try:
        yield
    except BaseException:
        _finish("không xong")
        raise
    _finish(f"{seconds(time.monotonic() - began)} giây")


def seconds(value):
    return f"{value:.1f}".replace(".", ",")


def _finish(text):
    _write(f" {text}\n" if _Line.is_open else f"  … {text}\n")
    _Line.is_open = False


def _write(text):
    sys.stdout.write(text)
    sys.stdout.flush()
