"""Whenever the end is asked for, nothing that was started is left."""

import os
import re
import signal
import sys

import pytest

from tests.local.machine import interrupt

RUN = [sys.executable, "-m", "config.local", "run"]


@pytest.mark.parametrize(
    ("stage", "number"),
    [
        (".*/initdb", signal.SIGINT),
        (".*/postgres -D", signal.SIGTERM),
        (".*/valkey-server", signal.SIGINT),
        ("sleep 60", signal.SIGTERM),
    ],
)
def test_a_signal_at_any_stage_leaves_nothing(machine, stage, number):
    process = machine.start(*RUN, "sleep", "60")
    machine.wait_for(lambda: any(re.match(stage, line) for line in machine.processes()))

    output = interrupt(process, number)

    assert process.returncode == 1
    assert "Đã dừng theo yêu cầu." in output
    assert "Traceback" not in output
    assert machine.processes() == []


def test_a_signal_to_make_alone_is_heard(machine, tmp_path):
    """GNU make passes SIGTERM on, but keeps SIGINT for itself."""
    makefile = tmp_path / "Makefile"
    makefile.write_text(f"it:\n\t@exec {' '.join(RUN)} sleep 60\n")
    process = machine.start("make", "-f", makefile)
    machine.wait_for(lambda: "sleep 60 " in machine.processes())

    interrupt(process, signal.SIGINT)

    machine.wait_for(lambda: machine.processes() == [])


def test_a_command_ends_with_all_it_started(machine):
    """A grandchild in the background would otherwise outlive the command."""
    done = machine.local("run", "sh", "-c", "sleep 61 & exit 0")

    assert done.returncode == 0
    assert machine.processes() == []


def test_a_killed_supervisor_takes_its_children_along(machine):
    process = machine.start(*RUN, "sleep", "62")
    machine.wait_for(lambda: "sleep 62 " in machine.processes())

    os.kill(process.pid, signal.SIGKILL)
    process.wait()

    machine.wait_for(lambda: "sleep 62 " not in machine.processes(), seconds=5)
