"""The process that renders for this one: started when first needed, ended when this one ends."""

import atexit
import os
import secrets
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from enum import IntEnum
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "organisations.documents.render")
# What the renderer needs from our environment; no secret goes along.
PASSED_ON = ("PATH", "HOME", "LD_LIBRARY_PATH", "XDG_CACHE_HOME", "FONTCONFIG_FILE")
# On the wire: an order's token and length; the exit code and the length of an answer, which begins
# with the token, so that nobody is given the document of another order.
ORDER, ANSWER = struct.Struct(">16sQ"), struct.Struct(">iQ")
TOKEN_BYTES = 16
LONGEST_WAIT_SECONDS = 30


class Busy(Exception):
    """Other documents were made all the time while this one waited."""


class Outcome(IntEnum):
    """Exit codes of a fork that has read its order; Python itself ends with 1."""

    DONE = 0
    FAILED = 2
    FONT_MISSING = 3
    ADDRESS_REFUSED = 4
    OUT_OF_MEMORY = 5


class Renderer:
    """One order at a time; each is carried out by a fork of the process (see `render`)."""

    def __init__(self, command=COMMAND):
        self._command = command
        self._lock = threading.Lock()
        self._process = self._channel = self._started_by = None
        atexit.register(self.close)

    def carry_out(self, order, seconds):
        """(exit code, bytes): the PDF, or why there is none. TimeoutError after that many seconds,
        Busy when other documents were in the way too long.

        A negative code is the signal that ended the rendering.
        """
        if not self._lock.acquire(timeout=LONGEST_WAIT_SECONDS):
            raise Busy
        try:
            return self._answer_to(order, time.monotonic() + seconds)
        except BaseException:
            self.close()  # an answer may be on its way that nobody waits for
            raise
        finally:
            self._lock.release()

    def close(self):
        """Ends the process, in the middle of its work too."""
        if self._process is None:
            return
        self._channel.close()
        if self._started_by == os.getpid():
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = self._channel = None

    def _answer_to(self, order, deadline):
        for _attempt in range(2):
            self._make_ready()
            try:
                return self._ask(order, deadline)
            except (EOFError, ConnectionError):
                code = self._exit_code()
            if code:
                break
            # It had ended for want of work while it was asked: once more.
        return code or Outcome.FAILED, b""

    def _exit_code(self):
        """Of a process that has hung up on us."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        code = self._process.returncode
        self.close()
        return -signal.SIGKILL if code is None else code

    def _make_ready(self):
        """What was started before a fork of ours belongs to the parent; what was idle has ended."""
        if self._process and (self._started_by != os.getpid() or self._process.poll() is not None):
            self.close()
        if self._process is None:
            self._start()

    def _start(self):
        kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self._channel, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                self._command,
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
                env=kept | {"LANG": "C.UTF-8", "PYTHONHASHSEED": "0"},
                start_new_session=True,
            )
        self._started_by = os.getpid()

    def _ask(self, order, deadline):
        token = secrets.token_bytes(TOKEN_BYTES)
        self._channel.settimeout(_left(deadline))
        self._channel.sendall(ORDER.pack(token, len(order)) + order)
        code, length = ANSWER.unpack(read_exactly(self._channel, ANSWER.size, deadline))
        said = read_exactly(self._channel, length, deadline)
        if code not in set(Outcome):
            self.close()
            return code, b""
        if not said.startswith(token):
            raise RuntimeError("The answer of the renderer belongs to another order.")
        return code, said[TOKEN_BYTES:]


def read_exactly(channel, length, deadline=None):
    """That many bytes; EOFError when the other side is gone, TimeoutError after the deadline."""
    found = bytearray()
    while len(found) < length:
        channel.settimeout(_left(deadline))
        part = channel.recv(min(length - len(found), 1024**2))
        if not part:
            raise EOFError
        found += part
    return bytes(found)


def _left(deadline):
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
