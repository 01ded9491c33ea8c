"""The real portal for tests: gunicorn, a Celery worker and beat, on a database of their own.

    def test_something(stack):
        page.goto(f"{stack.base_url}/tai-khoan/login/")
        stack.kill_worker()
        stack.start_worker()
        with stack.cursor() as cursor:  # the owner's login: sees and writes everything
            cursor.execute("SELECT state FROM organisations_job")
        stack.manage("compile_report", "--organisation", "sct-ha-noi")  # any command
        stack.shell("from organisations.models import User; print(User.objects.count())")

`stack` is one portal per test process, with the reference, Hà Nội and demonstration data of the
template database; put `pytestmark = pytest.mark.xdist_group("stack")` at the top of a file that
uses it, so that all such files share one. A test that spoils the portal, or wants other settings,
has one of its own:

    with running_stack(JOB_LEASE_SECONDS="2") as stack: ...

Everything comes from environment variables alone, as in production. The processes stop with the
block, and also when the test process is killed; what they said is in `stack.log("worker")`.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
import redis

from config import environment
from config.local import processes
from tests import databases

READY_SECONDS = 60
REDIS_DATABASES = range(1, 16)
STATIC_LOCK = Path(tempfile.gettempdir()) / f"portal-static-{os.getuid()}.lock"
# Ends with the test process, even when that is killed; by exec, since forking with Python code in
# the child is unsafe beside threads.
END_WITH_PARENT = (
    "import ctypes, os, sys; ctypes.CDLL(None).prctl(1, 15); os.execv(sys.argv[1], sys.argv[1:])"
)


class Stack:
    """One running portal. `environment` is all that its processes are told."""

    def __init__(self, database, redis_url, folder, overrides):
        self.folder = Path(folder)
        self.port = _free_port()
        self.base_url = f"http://localhost:{self.port}"
        self.database = database
        self.redis_url = redis_url
        self.environment = self._environment() | overrides
        self.running = {}

    def _environment(self):
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "SECRET_KEY": "only for tests " + uuid.uuid4().hex,
            "REDIS_URL": self.redis_url,
            "PUBLIC_URL": self.base_url,
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "FILES_ROOT": str(self.folder / "files"),
            "STATIC_ROOT": environment.text("STATIC_ROOT"),
            "HTTPS": "no",
            "DEMONSTRATION": "yes",
            "EMAIL_URL": "console://",
            "WEB_CONCURRENCY": "1",
        } | databases.environment_of(self.database)

    @contextmanager
    def cursor(self):
        """A cursor of the owner's login, in autocommit."""
        with closing(psycopg2.connect(self.environment["DATABASE_OWNER_URL"])) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor

    def rows(self, sql, *parameters):
        with self.cursor() as cursor:
            cursor.execute(sql, parameters or None)
            return cursor.fetchall()

    def manage(self, *arguments, **overrides):
        """Run manage.py as this portal would and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=environment.ROOT,
            env=self.environment | overrides,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def shell(self, code, **overrides):
        """Run Python inside this portal's Django and return what it printed."""
        return self.manage("shell", "--no-imports", "--command", code, **overrides)

    def log(self, name):
        return self._log_file(name).read_text(errors="replace")

    def start_web(self):
        self._start("web", processes.web(self.port))
        self._wait("web", self._web_answers)

    def start_worker(self, name="worker"):
        """Another worker beside the first needs another name."""
        self._start(name, [*processes.worker(), "--hostname", f"{name}@%h"])
        self._wait(name, lambda: f"{name}@" in self.log(name) and " ready." in self.log(name))

    def start_beat(self):
        self._start("beat", processes.beat(self.folder / "beat-schedule"))
        self._wait("beat", lambda: "beat: Starting" in self.log("beat"))

    def kill_worker(self, name="worker"):
        """SIGKILL for the worker and its children at once: nobody gets to tidy up."""
        process = self.running.pop(name)
        _signal_group(process, signal.SIGKILL)
        process.wait()

    def stop_process(self, name):
        """As a deploy ends it: SIGTERM, then what is left of its group after 20 seconds."""
        process = self.running.pop(name, None)
        if process is None:
            return
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        _signal_group(process, signal.SIGKILL)
        process.wait()

    def stop(self):
        for process in self.running.values():
            process.terminate()
        for name in list(self.running):
            self.stop_process(name)

    def _start(self, name, argv):
        with self._log_file(name).open("w") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-c", END_WITH_PARENT, *argv],
                cwd=environment.ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _wait(self, name, answers):
        wait_until(
            lambda: answers() or self.running[name].poll() is not None,
            seconds=READY_SECONDS,
            otherwise=lambda: f"{name} does not answer:\n{self.log(name)}",
        )
        assert self.running[name].poll() is None, f"{name} ended:\n{self.log(name)}"

    def _web_answers(self):
        connection = HTTPConnection("localhost", self.port, timeout=20)
        with closing(connection), contextlib.suppress(OSError):
            connection.request("GET", "/tai-khoan/login/")
            return connection.getresponse().status
        return 0

    def _log_file(self, name):
        return self.folder / f"{name}.log"


@pytest.fixture(scope="session")
def stack(template_database):
    with running_stack() as started:
        yield started


@contextmanager
def running_stack(*, only=("web", "worker", "beat"), **overrides):
    """`overrides` are environment variables; `only` names the processes that a test needs."""
    database = f"{databases.NAME}_stack_{uuid.uuid4().hex[:8]}"
    if "web" in only:
        _collect_static_once()
    databases.copy_template(database)
    with contextlib.ExitStack() as stack:
        stack.callback(databases.drop, database)
        folder = tempfile.mkdtemp(prefix="portal-stack-")
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        started = Stack(database, stack.enter_context(_own_redis_database()), folder, overrides)
        stack.callback(started.stop)
        for name in only:
            getattr(started, f"start_{name}")()
        yield started


def wait_until(answers, *, seconds, otherwise=lambda: "it did not happen"):
    """What `answers` returned, as soon as that is true."""
    end = time.monotonic() + seconds
    while not (answer := answers()):
        assert time.monotonic() < end, otherwise()
        time.sleep(0.1)
    return answer


@contextmanager
def _own_redis_database():
    """One numbered database of the server, emptied before and after, taken by nobody else."""
    for number in REDIS_DATABASES:
        parts = urlsplit(environment.text("REDIS_URL"))
        url = urlunsplit(parts._replace(path=f"/{number}"))
        with closing(redis.Redis.from_url(url)) as client:
            if not client.set("taken-by-a-test", os.getpid(), nx=True, ex=3600):
                continue
            try:
                yield url
            finally:
                client.flushdb()
        return
    raise RuntimeError("Every numbered Redis database is taken by a test that still runs.")


def _collect_static_once():
    """Only what changed since last time; one process at a time."""
    with STATIC_LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(
            [sys.executable, "-m", "config.local.load", "--files"],
            cwd=environment.ROOT,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
            check=True,
        )


def _signal_group(process, number):
    with contextlib.suppress(ProcessLookupError):  # nobody of that group is left
        os.killpg(process.pid, number)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
