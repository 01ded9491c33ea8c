"""The commands of the Makefile, each from top to bottom."""

import fcntl
import os
import signal
import sys
import tempfile
from contextlib import contextmanager

from config.local import children, machine, places, servers, supervisor
from config.local.terminal import Refused, say, step

DEMO_LOCK = places.VAR / "demo.lock"


def demo(*_):
    """The servers it started it also stops; those of `make services` stay."""
    port = int(os.environ.get("PORT") or 8000)
    with _only_demo(), _servers(f"http://localhost:{port}"):
        _load()
        supervisor.run(port, announce=lambda: _announce(port))
    return 0


def services(*_):
    port = os.environ.get("PORT")
    with _servers(f"http://localhost:{port}" if port else None, keep=True):
        _load()
    say("Sẵn sàng: .venv/bin/python manage.py … chạy được ngay. Dừng bằng: make stop")
    return 0


def start_servers(*_):
    """Only PostgreSQL and Valkey: for whoever mends a migration that does not run yet."""
    servers.start()
    return 0


def test(*_):
    name = os.environ.get("T")
    chosen = ["-n", "auto", "--dist", "loadgroup"]
    if name:
        chosen = [name] if "/" in name or "::" in name else ["-k", name]
    with _servers():
        _load("--files")
        return _run_here([sys.executable, "-m", "pytest", *chosen])


def faults(*_):
    """In servers of its own, in a folder that goes afterwards: PostgreSQL restarts in mid-work."""
    with tempfile.TemporaryDirectory(prefix="portal-faults-") as folder:
        os.chmod(folder, 0o755)  # as root the servers run as somebody else
        kept = {k: value for k, value in os.environ.items() if k not in machine.ADDRESSES}
        course = [sys.executable, "-m", "tests.faults"]
        argv = [sys.executable, "-m", "config.local", "run", *course]
        return children.run(argv, env=kept | {"PORTAL_VAR": folder}, cwd=places.ROOT)


def bench(*_):
    """What it measures goes to var/bench.json; its database is its own."""
    chosen = ["--size", os.environ["SIZE"]] if os.environ.get("SIZE") else []
    chosen += ["--only", *os.environ["ONLY"].split()] if os.environ.get("ONLY") else []
    with _servers():
        _load("--files")
        return _run_here([sys.executable, "manage.py", "bench", *chosen])


def run(*argv):
    """Any command line with both servers up, and stopped again when they were not."""
    with _servers():
        return _run_here(argv)


def stop(*_):
    was_running = _stop_demo()
    servers.stop(running := servers.running())
    say("Đã dừng." if running or was_running else "Không có gì đang chạy.")
    return 0


COMMANDS = {
    "demo": demo,
    "services": services,
    "servers": start_servers,
    "test": test,
    "faults": faults,
    "bench": bench,
    "run": run,
    "stop": stop,
}


@contextmanager
def _servers(public_url=None, *, keep=False):
    """Both servers for a while; with `keep` they go on running when all went well."""
    started = servers.start(public_url)
    os.environ.update(machine.environment())
    try:
        yield
    except BaseException:
        servers.stop(started)
        raise
    if not keep:
        servers.stop(started)


def _load(*options):
    """Its own process, so that it can be ended at any moment; what it complains goes to a log."""
    places.LOGS.mkdir(parents=True, exist_ok=True)
    log = places.LOGS / "load.log"
    with log.open("w") as errors:
        argv = [sys.executable, "-m", "config.local.load", *options]
        code = children.run(argv, env=machine.environment(), cwd=places.ROOT, stderr=errors)
    if code:
        raise Refused(f"Chưa chuẩn bị xong dữ liệu (mã {code}). Nhật ký: {log}")


def _run_here(argv):
    options = {"env": machine.environment(), "cwd": places.ROOT, "end_by": signal.SIGINT}
    return children.run(argv, **options)


def _announce(port):
    say(f"\nCổng đang chạy tại http://localhost:{port}\n")
    say(places.SIGN_INS.read_text())
    say(f"Nhật ký: {places.LOGS}. Dừng bằng Ctrl-C.")


@contextmanager
def _only_demo():
    """One demo per clone; the lock goes with the process, however it ends."""
    places.VAR.mkdir(parents=True, exist_ok=True)
    with DEMO_LOCK.open("a+") as lock:
        if not _locks(lock):
            raise Refused("Bản chạy thử của thư mục này đang chạy rồi. Dừng bằng: make stop")
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _stop_demo():
    if not DEMO_LOCK.exists():
        return False
    with DEMO_LOCK.open("r+") as lock:
        if _locks(lock):
            return False
        with step("Dừng bản chạy thử"):
            os.kill(int(lock.read()), signal.SIGTERM)
            while not _locks(lock):
                children.pause()
    return True


def _locks(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
