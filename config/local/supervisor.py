"""Runs web, worker and beat until somebody asks for the end, then ends them in order."""

import contextlib
import signal
import subprocess
from http.client import HTTPConnection

from config import celery_app
from config.local import children, machine, places, processes
from config.local.terminal import Refused, say, step

RESTARTS = 3
READY_SECONDS = 60
LOG_BYTES = 10_000_000


class Part:
    """One process of the portal, started again a few times when it dies by itself."""

    def __init__(self, name, argv):
        self.name, self.argv = name, argv
        self.log = places.LOGS / f"{name}.log"
        self.process = None
        self.restarts = 0

    def start(self):
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("a") as log:
            output = {"stdout": log, "stderr": subprocess.STDOUT}
            self.process = children.start(
                self.argv, env=machine.environment(), cwd=places.ROOT, **output
            )

    def mend(self):
        """Start it again when it has died; give up after the third time."""
        if (code := self.process.poll()) is None:
            return
        children.end(self.process)  # what it had started may still hold its port or its tasks
        if self.restarts == RESTARTS:
            raise Refused(f"{self.name} dừng quá {RESTARTS} lần (mã {code}). Nhật ký: {self.log}")
        self.restarts += 1
        say(f"{self.name} tự dừng (mã {code}), khởi động lại lần {self.restarts}/{RESTARTS}.")
        self.start()

    def ask_to_end(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def end(self):
        if self.process:
            children.end(self.process)


def run(port, announce):
    """Returns when asked to stop; raises Refused when a part cannot be kept running."""
    schedule = places.VAR / "beat" / "schedule"
    schedule.parent.mkdir(exist_ok=True)
    worker, beat = Part("worker", processes.worker()), Part("beat", processes.beat(schedule))
    parts = [Part("web", processes.web(port)), worker, beat]
    try:
        with step("Khởi động web, worker và beat"):
            for part in parts:
                part.start()
            _wait_for(lambda: _web_answers(port), parts)
            _wait_for(_worker_answers, parts)
        announce()
        _watch(parts)
    finally:
        _end(beat, worker, *parts[:1])


def _wait_for(answers, parts):
    for _ in range(READY_SECONDS * 10):
        if answers():
            return
        children.pause()
        for part in parts:
            part.mend()
    raise Refused(f"Web hoặc worker chưa trả lời sau {READY_SECONDS} giây: xem {places.LOGS}")


def _web_answers(port):
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    with contextlib.closing(connection), contextlib.suppress(OSError):
        connection.request("GET", "/", headers={"Host": "localhost"})
        return connection.getresponse().status < 500
    return False


def _worker_answers():
    return bool(celery_app.control.ping(timeout=0.5))


def _watch(parts):
    with contextlib.suppress(children.Stopped):
        while True:
            children.pause(0.3)
            for part in parts:
                part.mend()


def _end(*parts):
    """Those who take up work first, those who answer people last."""
    with step("Dừng beat, worker và web"):
        for part in parts:
            part.ask_to_end()
        for part in parts:
            part.end()
