"""`python -m config.local.load`: database, data, catalogue and static files, in one process.

Started once for all steps, since starting Django costs more than any step that finds nothing to do.
`--files` leaves the database alone.
"""

import hashlib
import io
import os
import sys

import django
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command
from django.db import connections

from config import checks
from config.local import catalogue, machine, places, terminal
from config.local.terminal import Refused, say, step

DATA = {
    "Nạp dữ liệu tham chiếu": ["load_reference"],
    "Nạp dữ liệu Hà Nội 2009-2015": ["load_hanoi"],
    "Nạp dữ liệu minh họa": [
        "load_demonstration",
        "--with-register",
        "--with-assessments",
        "--print-sign-ins",
    ],
}


def main(argv):
    terminal.use_utf8()
    os.environ.update(machine.environment())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        catalogue.compile_changed()
        django.setup()
        if "--files" not in argv:
            load_database()
        collect_static()
    except (CommandError, Refused) as refusal:
        say(f"  {refusal}")
        return 1
    return 0


def load_database():
    if sentence := checks.old_server_sentence(connections["owner"].pg_version):
        say(f"• {sentence}")
    with step("Cập nhật cấu trúc cơ sở dữ liệu"):
        call_command("migrate", database="owner", interactive=False, verbosity=0)
    for name, command in DATA.items():
        with step(name):
            output = io.StringIO()
            call_command(*command, stdout=output)
    # What was loaded, an empty line, the sign-ins.
    machine.write_private(places.SIGN_INS, output.getvalue().partition("\n\n")[2])


def collect_static():
    """Only when a source file changed: copying and compressing all of them takes seconds."""
    stamp = places.VAR / "static.sha256"
    digest = _digest_of_sources()
    if stamp.exists() and stamp.read_text() == digest:
        return
    with step("Gom và nén tệp tĩnh"):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest)


def _digest_of_sources():
    digest = hashlib.sha256(os.environ.get("STATIC_ROOT", "").encode())
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            facts = os.stat(storage.path(path))
            digest.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
