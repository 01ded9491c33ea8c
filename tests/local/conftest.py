import tempfile
from pathlib import Path

import pytest

from tests.local.machine import Machine


@pytest.fixture
def machine():
    """No server runs yet; whatever does at the end is stopped."""
    folder = Path(tempfile.mkdtemp(prefix="portal-local-"))
    machine = Machine(folder)
    yield machine
    machine.end()


@pytest.fixture(scope="module")
def served():
    """A machine with both servers running, shared by the tests of a file that only look."""
    folder = Path(tempfile.mkdtemp(prefix="portal-local-"))
    machine = Machine(folder)
    assert machine.local("servers").returncode == 0
    yield machine
    machine.end()
