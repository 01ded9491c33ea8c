"""What is measured and when it is red. Every question has a time limit, none raises."""

import shutil
import threading
import time
from contextlib import closing
from dataclasses import dataclass

import redis
from django.conf import settings
from django.db import connections
from psycopg2 import Error as DatabaseFault
from psycopg2 import connect
from redis.backoff import NoBackoff
from redis.retry import Retry

DATABASE_SECONDS, BROKER_SECONDS = 2, 1
# One look serves everybody who asks within this time: asking often costs nothing.
KEPT_SECONDS = 2
ASK = "SELECT beat_age, worker_age, is_working, queue_age, bytes FROM app.signs_of_life()"
PARTS = ("web", "database", "broker", "beat", "worker", "queue", "files", "size")
# What only the database could tell.
TOLD_BY_DATABASE = ("beat", "worker", "queue", "size")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Signs:
    """What the database knows: ages in seconds, None where there has never been a sign."""

    beat_age: float | None
    worker_age: float | None
    is_working: bool
    queue_age: float | None
    bytes: int


_lock = threading.Lock()
_kept = {}


def recent():
    """Which parts are well, by name, no older than KEPT_SECONDS."""
    with _lock:
        if not _kept or time.monotonic() - _kept["at"] > KEPT_SECONDS:
            _kept.update(parts=look(), at=time.monotonic())
        return _kept["parts"]


def look():
    """{part: is it well} for all of PARTS; what cannot be known is not well."""
    signs = ask_database()
    told = judge(signs) if signs else dict.fromkeys(TOLD_BY_DATABASE, False)
    here = {
        "web": True,
        "database": signs is not None,
        "broker": broker_answers(),
        "files": has_room(),
    }
    return {part: (here | told)[part] for part in PARTS}


def judge(signs):
    """A worker busy with a long job gives no pulse, but it renews the job's lease."""
    return {
        "beat": _is_fresh(signs.beat_age),
        "worker": _is_fresh(signs.worker_age) or signs.is_working,
        "queue": (signs.queue_age or 0) <= settings.HEALTH_QUEUE_SECONDS,
        "size": signs.bytes <= settings.HEALTH_DATABASE_MAX_MB * MEGABYTE,
    }


def _is_fresh(age):
    return age is not None and age <= settings.PULSE_SECONDS * 3


def ask_database():
    """By a connection of its own: the request's may be the one that hangs. None: no answer."""
    try:
        with closing(_connect()) as connection, connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = %s", [DATABASE_SECONDS * 1000])
            return read(cursor)
    except DatabaseFault:
        return None


def read(cursor):
    cursor.execute(ASK)
    return Signs(*cursor.fetchone())


def _connect():
    limits = {
        "connect_timeout": DATABASE_SECONDS,
        "tcp_user_timeout": DATABASE_SECONDS * 1000,
    }
    return connect(**connections["default"].get_connection_params() | limits)


def broker_answers():
    client = redis.Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=BROKER_SECONDS,
        socket_timeout=BROKER_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
    try:
        with closing(client):
            return bool(client.ping())
    except redis.RedisError:
        return False


def has_room():
    """Whether files can still be written; the folder itself comes with the first of them."""
    root = settings.FILES_ROOT
    folder = next(path for path in (root, *root.parents) if path.exists())
    try:
        return shutil.disk_usage(folder).free >= settings.HEALTH_FREE_MB * MEGABYTE
    except OSError:
        return False
