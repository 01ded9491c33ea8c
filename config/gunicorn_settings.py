"""What every gunicorn of the portal shares; its address is given on the command line."""

import os

import psycopg2

from config import environment
from config.checks import clock_is_moved, old_server_sentence

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
    """Announce a PostgreSQL below the floor, refuse a moved clock in real use.

    A database that is still away is the requests' business.
    """
    try:
        connection = psycopg2.connect(environment.text("DATABASE_URL"), connect_timeout=3)
    except psycopg2.OperationalError as error:
        server.log.warning("PostgreSQL chưa trả lời: %s", str(error).strip())
        return
    with connection:
        sentence = old_server_sentence(connection.server_version)
        moved = clock_is_moved(connection)
    connection.close()
    if sentence:
        server.log.warning(sentence)
    if moved and not environment.flag("DEMONSTRATION", default=False):
        raise SystemExit("Đồng hồ của hệ thống bị đặt lệch. Xóa dòng trong app.clock rồi chạy lại.")
