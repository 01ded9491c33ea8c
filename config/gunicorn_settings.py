"""What every gunicorn of the portal shares; its address is given on the command line."""

import os

from config.checks import before_serving

workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"
threads = 4
# Imported once, before the workers part: on two cores half of the start-up is importing.
preload_app = True
timeout = 60
graceful_timeout = 20
# One fixed path for all gunicorns of a user: two portals on one machine would fight over it.
control_socket_disable = True


def on_starting(server):
    """Announce a PostgreSQL below the floor, refuse a moved clock in real use."""
    before_serving(server.log.warning)
