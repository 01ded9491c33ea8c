"""Files on disk, named by their own hash: written beside, synced, renamed, never half there."""

import hashlib
import os
import tempfile

from django.conf import settings


def store(body):
    """Write the bytes and return their SHA-256. Storing the same bytes twice is one file."""
    digest = hashlib.sha256(body).hexdigest()
    path = path_of(digest)
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


def path_of(digest):
    return settings.FILES_ROOT / digest[:2] / f"{digest}.pdf"
