"""What the database is asked before anything is served: is it recent, is its clock its own.

A PostgreSQL older than the releases that mended row-level security is announced, never refused: by
`migrate` and `check --database`, by gunicorn, worker and beat, and by `make demo`. A moved clock is
refused in real use.
"""

from contextlib import closing

import psycopg2
from django.core.checks import Warning
from django.db import connections

from config import environment

FLOORS = {15: 20, 16: 16, 17: 12, 18: 7}


def postgresql_is_recent(databases=None, **kwargs):
    sentences = {old_server_sentence(connections[alias].pg_version) for alias in databases or []}
    return [Warning(sentence, id="portal.W001") for sentence in sentences if sentence]


def old_server_sentence(version):
    """The announcement for a server_version_num such as 180006; nothing when it is recent."""
    major, minor = divmod(version, 10000)
    floor = FLOORS.get(major, 0 if major > max(FLOORS) else None)
    if floor is not None and minor >= floor:
        return None
    wanted = ", ".join(f"{major}.{minor}" for major, minor in FLOORS.items())
    return (
        f"PostgreSQL {major}.{minor} cũ hơn mức an toàn cho phân quyền theo dòng ({wanted}): "
        "chỉ dùng trên máy một người, không dùng để vận hành thật."
    )


def clock_is_moved(connection):
    """Receipt times come from app.now(); in real use it must be the database's own clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT abs(extract(epoch FROM app.now() - clock_timestamp())) > 1")
        return cursor.fetchone()[0]


def before_serving(warn):
    """For gunicorn, worker and beat at their start; `warn(sentence)` writes into their log.

    A database that is still away is the business of whoever asks it later.
    """
    try:
        connection = psycopg2.connect(environment.text("DATABASE_URL"), connect_timeout=3)
    except psycopg2.OperationalError as error:
        warn(f"PostgreSQL chưa trả lời: {str(error).strip()}")
        return
    with closing(connection):
        sentence = old_server_sentence(connection.server_version)
        moved = clock_is_moved(connection)
    if sentence:
        warn(sentence)
    if moved and not environment.flag("DEMONSTRATION", default=False):
        raise SystemExit("Đồng hồ của hệ thống bị đặt lệch. Xóa dòng trong app.clock rồi chạy lại.")
