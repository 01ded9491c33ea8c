"""The values of this one machine: passwords and ports drawn once, and var/local.env from them."""

import json
import os
import secrets
import socket

from config.local.places import VAR
from config.local.terminal import Refused

FILE = VAR / "machine.json"
LOCAL_ENV = VAR / "local.env"
PASSWORDS = ["owner", "app", "backup", "redis"]
DATABASES = ["DATABASE_URL", "DATABASE_OWNER_URL"]
ADDRESSES = [*DATABASES, "REDIS_URL"]


def load():
    if FILE.exists():
        return json.loads(FILE.read_text())
    values = {f"{name}_password": secrets.token_hex(16) for name in PASSWORDS}
    values |= {"secret_key": secrets.token_urlsafe(50)}
    return store(values)


def store(values):
    write_private(FILE, json.dumps(values, indent=1))
    return values


def keep_port(name):
    """The port of last time, or a free one when somebody else has taken it."""
    values = load()
    if not _is_free(values.get(name)):
        values = store(values | {name: _free_port()})
    return values[name]


def has_own_database():
    """True when both addresses come from the environment and replace the embedded PostgreSQL."""
    given = [name for name in DATABASES if os.environ.get(name)]
    if len(given) == 1:
        missing = (set(DATABASES) - set(given)).pop()
        raise Refused(f"Đã có {given[0]} nhưng thiếu {missing}: hãy đặt cả hai hoặc bỏ cả hai.")
    return bool(given)


def has_own_redis():
    return bool(os.environ.get("REDIS_URL"))


def write_local_env(public_url=None):
    """Write what settings need; addresses given in the environment replace the embedded ones."""
    lines = _settings(public_url or _written().get("PUBLIC_URL") or "http://localhost:8000")
    lines |= {name: os.environ[name] for name in ADDRESSES if os.environ.get(name)}
    header = "# Written by `make services`; environment variables win over these lines.\n"
    body = "".join(f"{name}={value}\n" for name, value in lines.items())
    write_private(LOCAL_ENV, header + body)


def environment():
    """The environment for every process of the portal: ours, completed by var/local.env.

    Not the settings module: importing `config` has chosen one here, pytest is to choose another.
    """
    given = {name: value for name, value in os.environ.items() if value}
    given.pop("DJANGO_SETTINGS_MODULE", None)
    return _written() | given


def _settings(public_url):
    values = load()
    server = "@127.0.0.1:{}/portal".format(values.get("postgresql_port"))
    redis = "@127.0.0.1:{}/0".format(values.get("valkey_port"))
    return {
        "SECRET_KEY": values["secret_key"],
        "DATABASE_URL": "postgres://portal_app:" + values["app_password"] + server,
        "DATABASE_OWNER_URL": "postgres://portal_owner:" + values["owner_password"] + server,
        "REDIS_URL": "redis://:" + values["redis_password"] + redis,
        "PUBLIC_URL": public_url,
        "HTTPS": "no",
        "DEMONSTRATION": "yes",
        "FILES_ROOT": str(VAR / "files"),
        "STATIC_ROOT": str(VAR / "static"),
    }


def _written():
    if not LOCAL_ENV.exists():
        return {}
    lines = LOCAL_ENV.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if not line.startswith("#"))


def write_private(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.unlink(missing_ok=True)
    with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    temporary.replace(path)


def _is_free(port):
    if not port:
        return False
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
