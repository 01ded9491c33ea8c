"""A PostgreSQL below the floor of row-level security is announced, never refused."""

import os
import subprocess
import sys

import psycopg2
import pytest

from config import environment
from config.checks import old_server_sentence
from config.local import processes
from tests.stack import running_stack


@pytest.mark.parametrize("version", [150020, 160016, 170012, 180007, 180012, 190000])
def test_a_server_at_the_floor_or_above_is_not_mentioned(version):
    assert old_server_sentence(version) is None


@pytest.mark.parametrize("version", [140030, 150019, 160015, 170011, 180006])
def test_an_older_server_is_announced_with_its_version(version):
    sentence = old_server_sentence(version)

    assert sentence.startswith(f"PostgreSQL {version // 10000}.{version % 10000} cũ hơn")
    assert "15.20, 16.16, 17.12, 18.7" in sentence


def test_the_system_check_announces_the_server_that_runs():
    connection = psycopg2.connect(environment.text("DATABASE_URL"))
    expected = old_server_sentence(connection.server_version) or "no issues"
    connection.close()

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--database", "default"],
        cwd=environment.ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0
    assert expected in done.stdout + done.stderr


@pytest.fixture(scope="module")
def moved(template_database):
    """A portal in real use whose clock somebody has moved; none of its processes runs."""
    with running_stack(only=(), DEMONSTRATION="no") as stack:
        with stack.cursor() as cursor:
            cursor.execute("INSERT INTO app.clock (fixed) VALUES ('2015-12-20')")
        yield stack


@pytest.mark.parametrize(
    "command",
    [processes.web(0), processes.worker(), processes.beat("/tmp/never-written")],  # noqa: S108
    ids=["web", "worker", "beat"],
)
def test_nothing_that_dates_a_receipt_starts_with_a_moved_clock(moved, command):
    done = subprocess.run(
        command,
        cwd=environment.ROOT,
        env=moved.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode != 0
    assert "bị đặt lệch" in done.stdout + done.stderr
