"""A copy of the Hà Nội file that a test may spoil, and the command run on it."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from enterprises.models import Establishment
from organisations.tenancy import owner_login
from outreach.models import Activity
from reports.models import ReportingRound, RoundAddressee

REFERENCE = settings.BASE_DIR / "reference"
DEMONSTRATION = {"owner__is_demonstration": True}


@pytest.fixture(autouse=True)
def _only_what_the_files_say(db):
    """The template database holds demonstration rows too; here they would be in the way."""
    with owner_login():
        Activity.objects.filter(**DEMONSTRATION).delete()
        Establishment.objects.filter(**DEMONSTRATION).delete()
        RoundAddressee.objects.filter(organisation__is_demonstration=True).delete()
        ReportingRound.objects.filter(code__startswith="2026").delete()


@pytest.fixture
def hanoi_text():
    return (REFERENCE / "hanoi_2009_2015.yaml").read_text(encoding="utf-8")


def load(path):
    """What `load_hanoi` says at its end."""
    output = StringIO()
    call_command("load_hanoi", str(path), stdout=output)
    return output.getvalue().strip()


def refusal_of(path):
    """The sentence with which `load_hanoi` turns a file down."""
    with pytest.raises(CommandError) as refused:
        call_command("load_hanoi", str(path), stdout=StringIO())
    assert refused.value.returncode == 1
    return str(refused.value)


@pytest.fixture
def spoil(tmp_path, hanoi_text):
    """spoil(old, new): the path of a copy in which `old`, which must occur, became `new`."""

    def spoilt(old, new):
        assert hanoi_text.count(old) >= 1, old
        path = tmp_path / "ha_noi.yaml"
        path.write_text(hanoi_text.replace(old, new, 1), encoding="utf-8")
        return path

    return spoilt


@pytest.fixture
def write(tmp_path):
    """write(text or bytes): the path of a file with this content."""

    def written(content):
        path = tmp_path / "ha_noi.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written
