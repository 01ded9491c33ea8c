"""Starts child processes, and hears the signals that end them.

A signal only sets a flag, and every wait looks at it: so no child is started and forgotten between
two lines. Each child has a session of its own, so that Ctrl-C reaches this process alone, which
then ends them in order. Standard library only: bootstrap.py uses it before there is a .venv.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from pathlib import Path

SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


class Stopped(Exception):
    """Somebody asked for the end: a signal, or make going away."""


class _Asked:
    to_stop = False


def listen():
    """From here on signals are kept as a flag; those blocked until now are heard too."""
    for number in SIGNALS:
        ignored = signal.getsignal(number) is signal.SIG_IGN
        if not (ignored and number == signal.SIGHUP):  # nohup keeps its meaning
            signal.signal(number, _remember)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)


def _remember(number, frame):
    _Asked.to_stop = True


def become(argv, environment=None):
    """Turn into another program without an instant in which a signal is lost."""
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    check()
    os.execve(argv[0], argv, environment or os.environ)


def check():
    if _Asked.to_stop or _make.has_given_up():
        _Asked.to_stop = True
        raise Stopped


def pause(interval=0.1):
    check()
    time.sleep(interval)
    check()


def start(argv, **options):
    options = {"stdin": subprocess.DEVNULL, "start_new_session": True} | options
    return subprocess.Popen([str(part) for part in argv], preexec_fn=_end_with_parent, **options)


def run(argv, *, meanwhile=lambda: None, end_by=signal.SIGTERM, **options):
    """Run to the end and return the exit code; when asked to stop, end the child first."""
    process = start(argv, **options)
    try:
        while process.poll() is None:
            meanwhile()
            pause()
    finally:
        end(process, by=end_by)
    return process.returncode


def end(process, *, by=signal.SIGTERM, patience=20):
    """Ask a child to finish; after `patience` seconds its whole session is killed."""
    if process.poll() is None:
        process.send_signal(by)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        _kill_session(process.pid)
        process.wait()
    _kill_session(process.pid)


def _kill_session(leader):
    with contextlib.suppress(ProcessLookupError):  # nobody of that session is left
        os.killpg(leader, signal.SIGKILL)


def _end_with_parent():
    """Runs in the child: even kill -9 of this process leaves nothing behind (Linux)."""
    if hasattr(_libc, "prctl"):
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class _Make:
    """The make that started us.

    It passes SIGTERM on. A SIGINT sent to make alone it keeps for itself and waits: the only sign
    is that it no longer catches SIGINT. When it is killed, its child is not told at all.
    """

    def __init__(self):
        self.pid = os.getppid()
        self.is_make = _read(self.pid, "comm").strip() in {"make", "gmake"}

    def has_given_up(self):
        return self.is_make and (os.getppid() != self.pid or not self._minds_int())

    def _minds_int(self):
        bit = 1 << (signal.SIGINT - 1)
        lines = _read(self.pid, "status").splitlines()
        masks = [line.split()[1] for line in lines if line.startswith(("SigCgt", "SigIgn"))]
        return any(int(mask, 16) & bit for mask in masks)


def _read(pid, name):
    try:
        return Path(f"/proc/{pid}/{name}").read_text()
    except OSError:
        return ""


_make = _Make()
