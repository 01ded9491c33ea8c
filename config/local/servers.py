"""The two servers behind the portal: found running, started, or replaced by addresses given."""

import fcntl
from contextlib import contextmanager

from config.local import machine, places, postgresql, valkey
from config.local.terminal import say


def start(public_url=None):
    """Start what is not running and return it: who starts a server is the one to stop it."""
    started = []
    with _alone():
        try:
            for server in _embedded():
                if not server.is_running():
                    started.append(server)
                    server.start()
            machine.write_local_env(public_url)
        except BaseException:
            _stop(started)
            raise
    return started


def stop(servers):
    with _alone():
        _stop(servers)


def running():
    return [server for server in (postgresql, valkey) if server.is_running()]


def _embedded():
    given = {
        postgresql: ("DATABASE_URL", machine.has_own_database()),
        valkey: ("REDIS_URL", machine.has_own_redis()),
    }
    for name, is_given in given.values():
        if is_given:
            say(f"• Dùng máy chủ đã cho trong {name}.")
    return [server for server, (_, is_given) in given.items() if not is_given]


def _stop(servers):
    """Valkey first: what it still has to say must not wait for a database that is gone."""
    for server in reversed(servers):
        if server.is_running():
            server.stop()


@contextmanager
def _alone():
    """Two commands at once in one clone: the second waits here and then finds the servers."""
    places.VAR.mkdir(parents=True, exist_ok=True)
    with (places.VAR / "servers.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
