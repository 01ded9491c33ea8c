"""`make demo` as a person meets it: it starts, mends itself, ends, and starts again quickly."""

import contextlib
import os
import re
import shutil
import signal
import socket
import urllib.request

import pytest

from config import environment
from tests.local.machine import interrupt

DEMO = ["make", "demo"]


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.fixture
def with_static_files(machine):
    """Compressed once for the whole suite: that is not what these tests are about."""
    machine.var.mkdir()
    stamp = environment.ROOT / "var" / "static.sha256"
    if stamp.exists():
        shutil.copy(stamp, machine.var)
        machine.environment["STATIC_ROOT"] = environment.text("STATIC_ROOT")


def read_until(process, pattern):
    """The lines up to the one that matches; the process must not end before."""
    lines = []
    while line := process.stdout.readline():
        lines.append(line)
        if re.search(pattern, line):
            return "".join(lines)
    raise AssertionError("".join(lines))


def kill_first(machine, pattern):
    """kill -9 for the oldest such process: the one that started the others."""
    commands = {pid: machine.command_if_mine(pid) or "" for pid in os.listdir("/proc")}
    found = [int(pid) for pid, command in commands.items() if re.search(pattern, command)]
    os.kill(min(found), signal.SIGKILL)


def answers(port):
    address = f"http://localhost:{port}/tai-khoan/login/"
    with contextlib.suppress(OSError), urllib.request.urlopen(address) as answer:
        return answer.status == 200
    return False


def test_a_demo_starts_mends_itself_and_ends(machine, with_static_files, port):
    process = machine.start(*DEMO, PORT=port)
    started = read_until(process, "Dừng bằng Ctrl-C")
    assert f"http://localhost:{port}" in started
    assert "PostgreSQL 18.6 cũ hơn mức an toàn" in started
    assert "@" in started, "one sign-in per persona"
    assert answers(port)
    assert "PostgreSQL 18.6 cũ hơn mức an toàn" in (machine.var / "log" / "web.log").read_text()

    second = machine.run(*DEMO, PORT="1" + port[-4:])
    assert "đang chạy rồi" in second.output

    kill_first(machine, "gunicorn")
    read_until(process, r"web tự dừng \(mã -9\), khởi động lại lần 1/3")
    machine.wait_for(lambda: answers(port))

    output = interrupt(process, signal.SIGTERM)
    assert "Dừng PostgreSQL" in output
    assert machine.processes() == []

    process = machine.start(*DEMO, PORT=port)
    again = read_until(process, "Dừng bằng Ctrl-C")
    assert not re.search("Tạo|Cài|Dịch|Gom", again), "the second start makes nothing anew"
    assert "Đã dừng." in machine.local("stop").output
    process.wait(10)
    assert machine.processes() == []


def test_a_demo_that_cannot_keep_a_part_running_says_so_and_ends(machine):
    """Every start of the part fails: three attempts, one sentence, exit code 1."""
    code = """
import sys
from config.local import children, supervisor, terminal
children.listen()
part = supervisor.Part("beat", [sys.executable, "-c", "import sys; sys.exit(3)"])
part.log.parent.mkdir(parents=True)
part.start()
try:
    while True:
        children.pause()
        part.mend()
except terminal.Refused as refusal:
    sys.exit(str(refusal))
"""
    done = machine.run(environment.ROOT / ".venv" / "bin" / "python", "-c", code)

    assert done.returncode == 1
    assert done.output.count("beat tự dừng (mã 3)") == 3
    assert "beat dừng quá 3 lần (mã 3)" in done.output
