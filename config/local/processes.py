"""The command lines of the portal's processes, for `make demo` and tests that run real ones.

What else they need (addresses, secrets) comes from environment variables alone.
"""

import sys


def web(port):
    settings = ["--config", "python:config.gunicorn_settings"]
    return _module("gunicorn", *settings, "--bind", f"127.0.0.1:{port}", "config.wsgi")


def worker():
    return _module("celery", "-A", "config", "worker", "--loglevel", "INFO", "--concurrency", "2")


def beat(schedule_file):
    """`schedule_file` remembers when each entry last ran, so a restart repeats nothing."""
    options = ["--loglevel", "INFO", "--schedule", str(schedule_file), "--pidfile="]
    return _module("celery", "-A", "config", "beat", *options)


def _module(name, *argv):
    return [sys.executable, "-m", name, *argv]
