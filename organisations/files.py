"""Files on disk, named by their own hash: written beside, synced, renamed, never half there.

What a file is called by people stands in its row; no path ever comes from a client. A file is
written before its row is committed: a crash leaves a file without a row, never a row without one.
Whoever erases a file holds `lock` on its hash while he looks for rows, as `store` does: of two that
meet, the second sees what the first has done.
"""

import hashlib
import io
import os
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.http import FileResponse
from django.utils.text import Truncator

from organisations.tenancy import login_alias

NOT_IN_FILE_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
# Some systems count 255 bytes, and a Vietnamese letter has up to three.
LONGEST_FILE_NAME = 80


def store(body, suffix=".pdf"):
    """Write the bytes and return their SHA-256. Storing the same bytes twice is one file."""
    digest = hashlib.sha256(body).hexdigest()
    lock(digest)
    path = path_of(digest, suffix)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except OSError:
        os.unlink(name)
        raise
    return digest


@contextmanager
def new_file(suffix):
    """A path beside the store, to write a large file to; gone afterwards unless it was stored."""
    settings.FILES_ROOT.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=settings.FILES_ROOT, prefix=".new-", suffix=suffix)
    os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def store_file(path, suffix):
    """Take a file of `new_file` into the store, never all of it in the memory; its SHA-256."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    lock(digest)
    kept = path_of(digest, suffix)
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, kept)
    return digest


def lock(digest):
    """Nobody else stores or erases these bytes before this transaction is over."""
    with connections[login_alias()].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [digest])


def path_of(digest, suffix=".pdf"):
    return settings.FILES_ROOT / digest[:2] / f"{digest}{suffix}"


def download(path, *, name, content_type):
    """The answer that hands a stored file out; the caller has fetched its row first."""
    return _saved_by_browser(path.open("rb"), name, content_type)


def download_bytes(body, *, name, content_type):
    """The answer that hands out a file made just now, e.g. a list in Excel."""
    return _saved_by_browser(io.BytesIO(body), name, content_type)


def file_name(title):
    """A title as a file may be called on every system; the suffix is put behind it."""
    name = " ".join(NOT_IN_FILE_NAMES.sub(" ", title).split())
    return Truncator(name).chars(LONGEST_FILE_NAME, truncate="").rstrip(" .")


def _saved_by_browser(opened, name, content_type):
    """Always saved and never shown, and taken for nothing but what we say it is, so that a file
    that is two things at once does no harm. Letters with accents go as RFC 5987 wants.
    """
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
