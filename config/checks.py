"""Says so when PostgreSQL is older than the releases that mended row-level security.

Announced, never refused: by `migrate` and `check --database`, by gunicorn, and by `make demo`.
"""

from django.core.checks import Warning
from django.db import connections

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
