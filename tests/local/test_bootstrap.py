"""The first sentences a newcomer may meet, before anything is installed or started."""

import socket
import subprocess
import sys

import pytest

from config.environment import ROOT


@pytest.fixture
def taken_port():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_busy_port_is_said_before_anything_is_started(machine, taken_port):
    done = machine.bootstrap("demo", PORT=str(taken_port))

    assert done.returncode == 1
    assert f"Cổng {taken_port} đang có chương trình khác dùng." in done.output
    assert not machine.var.exists()


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(machine, port):
    done = machine.bootstrap("demo", PORT=port)

    assert done.returncode == 1
    assert f"không phải “{port}”" in done.output


def ask_system_packages(setup, **environment):
    """Ask for the system packages as an ordinary user of a machine that lacks some."""
    code = f"""
import sys; sys.path.insert(0, "config/local")
import system_packages, terminal
system_packages.can_install = lambda: False
{setup}
try:
    system_packages.ensure("test", None)
except terminal.Refused as refusal:
    sys.exit(str(refusal))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


def test_missing_packages_are_one_line_to_type():
    code, said = ask_system_packages(
        'system_packages.LIBRARIES = {"libpango-1.0-0": "libnone.so"}; '
        'system_packages.FONT = "None.ttf"'
    )

    assert code == 1
    assert "  sudo apt-get install -y libpango-1.0-0 fonts-croscore\n" in said


NO_BROWSER = 'system_packages.TEST_PROGRAMS = {"chromium": "no-such-browser"}'


def test_without_a_browser_its_tests_are_skipped_with_one_line():
    code, said = ask_system_packages(NO_BROWSER)

    assert code == 0
    assert said.startswith("Bỏ qua các bài thử bằng trình duyệt. Thiếu chromium")
    assert said.count("\n") == 1


def test_without_a_browser_that_is_required_nothing_goes_on():
    code, said = ask_system_packages(NO_BROWSER, REQUIRE_BROWSER="1")

    assert code == 1
    assert "sudo apt-get install -y chromium" in said
