"""Where a command writes what it made."""

import os
import tempfile

from django.core.management import CommandError


def refuse_unwritable(path):
    """Before hours of work: CommandError where the file could not be written at their end."""
    try:
        path.lstat()
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as fault:  # a name too long, a file in place of a folder
        raise CommandError(f"Không ghi được tệp {path}. Hãy chọn tên hoặc chỗ khác.") from fault
    if not path.parent.is_dir():
        raise CommandError(f"Không có thư mục {path.parent}. Hãy tạo thư mục hoặc chọn chỗ khác.")
    if path.is_dir():
        raise CommandError(f"{path} là thư mục. Hãy ghi tên tệp.")
    if not os.access(path.parent, os.W_OK):
        raise CommandError(f"Không ghi được vào thư mục {path.parent}. Hãy chọn chỗ khác.")


def write(path, body):
    """Under another name first: the name asked for never holds half a file."""
    if path.exists() and not path.is_file():  # a pipe or a device stays what it is
        path.write_bytes(body)
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except OSError:
        os.unlink(name)
        raise
