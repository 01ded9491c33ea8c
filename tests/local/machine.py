"""A machine of its own for each test: `python -m config.local` with a temporary var/ folder."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg2

from config.environment import ROOT

# What `make test` and pytest-django have set for their own portal is not for this machine.
SETTINGS = {
    *("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "PUBLIC_URL", "PORT", "T"),
    *("FILES_ROOT", "STATIC_ROOT", "HTTPS", "DEMONSTRATION", "DJANGO_SETTINGS_MODULE"),
}


class Machine:
    def __init__(self, folder, **variables):
        folder.chmod(0o755)  # pytest's folders are private; the servers' user must get in
        self.var = folder / "var"
        self.started = []
        inherited = {name: value for name, value in os.environ.items() if name not in SETTINGS}
        self.environment = inherited | {"PORTAL_VAR": str(self.var)} | variables

    def start(self, *command, **variables):
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env=self.environment | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def run(self, *command, **variables):
        process = self.start(*command, **variables)
        process.output, _ = process.communicate(timeout=60)
        return process

    def local(self, *command, **variables):
        return self.run(sys.executable, "-m", "config.local", *command, **variables)

    def bootstrap(self, *command, **variables):
        return self.run(sys.executable, "config/local/bootstrap.py", *command, **variables)

    def end(self):
        """Also after a test that failed half-way."""
        for process in self.started:
            process.terminate()
            process.wait(40)
            process.stdout.close()
        self.local("stop").stdout.close()
        shutil.rmtree(self.var.parent)

    @property
    def settings(self):
        lines = (self.var / "local.env").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines if not line.startswith("#"))

    def query(self, sql, *, login="DATABASE_OWNER_URL", database="portal"):
        """One statement in autocommit; its rows, when it has any."""
        address = self.settings[login].removesuffix("portal") + database
        with closing(psycopg2.connect(address)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else []

    def processes(self):
        """Everything alive that was started for this machine."""
        return sorted(filter(None, map(self.command_if_mine, os.listdir("/proc"))))

    def command_if_mine(self, pid):
        """All inherit PORTAL_VAR; servers that write over it work in a folder of this machine."""
        folder = Path("/proc") / pid
        with contextlib.suppress(OSError):  # ended meanwhile, or another user's
            mark = f"PORTAL_VAR={self.var}".encode()
            is_marked = mark in (folder / "environ").read_bytes().split(b"\0")
            if is_marked or (folder / "cwd").readlink().is_relative_to(self.var):
                return (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        return None

    def wait_for(self, is_so, *, seconds=30):
        end = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < end, self.processes()
            time.sleep(0.05)


def interrupt(process, number=signal.SIGTERM):
    """Send a signal and return what was printed until the end."""
    process.send_signal(number)
    output, _ = process.communicate(timeout=40)
    return output
