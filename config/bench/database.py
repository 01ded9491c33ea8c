"""A database for one run, made with the owner's login and dropped with the block."""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from config import environment

LOGINS = ("DATABASE_URL", "DATABASE_OWNER_URL")
TIMES_TO_DROP = 60


@contextmanager
def bench_database():
    """The environment of processes that use it; their files and their queue are their own too."""
    name = f"portal_bench_{os.getpid()}"
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        _administer(f"CREATE DATABASE {name}")
        try:
            yield os.environ | {
                **{login: _url_of(login, name) for login in LOGINS},
                "REDIS_URL": "memory://",
                "FILES_ROOT": folder,
                "DEMONSTRATION": "yes",
                "HTTPS": "no",
                "PUBLIC_URL": "http://localhost:8000",
                "EMAIL_URL": "console://",
            }
        finally:
            _drop(name)


def manage(environ, *argv):
    """One command in a process of its own; what it says, or CalledProcessError.

    Without an environment it has ours.
    """
    command = [sys.executable, "manage.py", *map(str, argv)]
    options = {"cwd": environment.ROOT, "env": environ, "check": True}
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, **options).stdout


def _drop(name):
    """Autovacuum may be at work in it; nobody but a superuser sends that away."""
    for _time in range(TIMES_TO_DROP):
        try:
            return _administer(f"DROP DATABASE {name} WITH (FORCE)")
        except psycopg2.errors.InsufficientPrivilege:
            time.sleep(1)
    raise RuntimeError(f"Không xóa được cơ sở dữ liệu {name}: còn tiến trình dọn dẹp đang chạy.")


def _administer(statement):
    with closing(psycopg2.connect(_url_of("DATABASE_OWNER_URL", "postgres"))) as connection:
        connection.autocommit = True
        connection.cursor().execute(statement)


def _url_of(login, database):
    return urlunsplit(urlsplit(environment.text(login))._replace(path=f"/{database}"))
