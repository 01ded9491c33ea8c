"""From a bare clone to .venv, then on with `python -m config.local COMMAND`.

Run by make with whatever python3 there is: standard library only, and old enough in its grammar
for a too old Python to read the sentence that refuses it.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the python3 of the machine may be any
    sys.exit(
        "Cần Python 3.11 trở lên, máy này đang dùng {}.{}. Hãy cài bản mới hơn, "
        "rồi chạy lại, ví dụ: make demo PYTHON=python3.12".format(*sys.version_info[:2])
    )

import fcntl
import hashlib
import os
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

# Run as a script, so these lie beside it; the package itself needs what is installed below.
import children
import system_packages
import terminal
from terminal import Refused, say, step

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "requirements.sha256"
PIP_STARTS = ("Collecting ", "Processing ", "Requirement already", "Ignoring ")
LOGS = Path(os.environ.get("PORTAL_VAR") or ROOT / "var") / "log"


def main(command):
    terminal.use_utf8()
    children.listen()
    try:
        prepare(command)
        children.become([str(PYTHON), "-m", "config.local", command])
    except Refused as refusal:
        say(str(refusal))
    except PermissionError as error:
        say(f"Không ghi được {error.filename}: thư mục này thuộc về người dùng khác?")
    except children.Stopped:
        say("Đã dừng theo yêu cầu.")
    return 1


def prepare(command):
    os.chdir(ROOT)
    if command == "stop":
        return needs_venv()
    if command == "demo":
        needs_free_port(os.environ.get("PORT") or "8000")
    LOGS.mkdir(parents=True, exist_ok=True)
    with alone():
        system_packages.ensure(command, LOGS / "apt.log")
        make_venv()
        install_locked()


@contextmanager
def alone():
    """Two commands at once in one clone: the second waits here and then finds all installed."""
    with (LOGS / "install.lock").open("w") as lock:
        while not _locks(lock):
            children.pause()
        yield


def _locks(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def needs_venv():
    if not PYTHON.exists():
        raise Refused("Chưa có gì để dừng: thư mục .venv chưa được tạo.")


def needs_free_port(port):
    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise Refused(f"PORT phải là một số từ 1 đến 65535, không phải “{port}”.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except PermissionError:
            raise Refused(f"Cổng {port} chỉ dành cho root. Hãy chọn số lớn hơn 1023.") from None
        except OSError:
            raise Refused(
                f"Cổng {port} đang có chương trình khác dùng. "
                f"Hãy chọn cổng khác, ví dụ: make demo PORT={int(port) % 65535 + 1}"
            ) from None


def make_venv():
    if PYTHON.exists() and children.run([PYTHON, "-c", "import pip"]) == 0:
        return
    with step("Tạo môi trường Python .venv"):
        argv = [sys.executable, "-m", "venv", "--clear", VENV]
        _run_logged(argv, "venv.log", "Không tạo được .venv")


def install_locked():
    """Install exactly what the lock file says, and only when it has changed."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == digest:
        return
    with step("Cài thư viện theo requirements.lock"):
        argv = [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-deps", "-r", LOCK]
        argv += ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
        _run_logged(argv, "pip.log", "Không cài được thư viện", meanwhile=_pip_progress())
    STAMP.write_text(digest)


def _pip_progress():
    total = LOCK.read_text().count("==")
    began = shown = time.monotonic()

    def show():
        nonlocal shown
        if time.monotonic() - shown > 5:
            shown = time.monotonic()
            text = (LOGS / "pip.log").read_text(errors="replace")
            found = sum(line.startswith(PIP_STARTS) for line in text.splitlines())
            state = f"đã xem {found}/{total} gói"
            if "Installing collected" in text:
                state = "đã tải xong, đang cài đặt"
            say(f"  … {state} sau {terminal.seconds(shown - began)} giây")

    return show


def _run_logged(argv, log_name, failure, **options):
    log = LOGS / log_name
    with log.open("w") as output:
        code = children.run(argv, stdout=output, stderr=subprocess.STDOUT, **options)
    if code:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-5:])
        raise Refused(f"{failure} (mã {code}). Nhật ký: {log}\n{tail}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
