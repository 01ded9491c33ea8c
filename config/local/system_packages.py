"""What pip cannot bring: Pango for WeasyPrint, the document font, a browser for the tests.

As root it is installed with apt; otherwise the one line to type is printed. Standard library only.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import children
from terminal import Refused, say, seconds, step

LIBRARIES = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
FONT = "Tinos-Regular.ttf"
FONT_FOLDERS = ["/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"]
TEST_PROGRAMS = {"chromium": "chromium", "poppler-utils": "pdftotext"}


def ensure(command, log):
    """Refuse to go on without what the portal needs; tests can do without a browser."""
    needed, wished = missing_packages(), missing_for_tests() if command == "test" else []
    if (needed or wished) and can_install():
        apt_install(needed + wished, log)
        needed, wished = missing_packages(), missing_for_tests() if wished else []
    if needed:
        raise Refused(f"Thiếu {len(needed)} gói hệ thống. Hãy chạy:\n  {apt_line(needed)}")
    if wished:
        go_without(wished)


def missing_packages():
    missing = [package for package, library in LIBRARIES.items() if not loads(library)]
    if not has_font():
        missing.append("fonts-croscore")
    if not importlib.util.find_spec("ensurepip"):
        missing.append("python{}.{}-venv".format(*sys.version_info[:2]))
    return missing


def missing_for_tests():
    return [package for package, program in TEST_PROGRAMS.items() if not shutil.which(program)]


def go_without(packages):
    line = f"Thiếu {', '.join(packages)}; để có: {apt_line(packages)}"
    if os.environ.get("REQUIRE_BROWSER") == "1":
        raise Refused(line)
    say(f"Bỏ qua các bài thử bằng trình duyệt. {line}")


def loads(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font():
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    return any(next(folder.rglob(FONT), None) for folder in folders if folder.is_dir())


def can_install():
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_line(packages):
    return f"sudo apt-get install -y {' '.join(packages)}"


def apt_install(packages, log):
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with step(f"Cài gói hệ thống: {' '.join(packages)}"), log.open("w") as output:
        options = {"env": environment, "stdout": output, "stderr": subprocess.STDOUT}
        for argv in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
            children.run(["apt-get", *argv], meanwhile=patience(), **options)


def patience():
    """Every ten seconds a sign of life."""
    began = shown = time.monotonic()

    def show():
        nonlocal shown
        if time.monotonic() - shown > 10:
            shown = time.monotonic()
            say(f"  … apt vẫn đang chạy sau {seconds(shown - began)} giây")

    return show
