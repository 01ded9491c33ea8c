"""The parts in their order, each in processes of its own."""

import json
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from config import environment
from config.bench import browsing, database, hostile, imports, isolation, options, reports
from config.bench.table import Row, seconds

FLOORS = 3
MOST_IMPORTED = 100_000
SEED = 2026
# What `manage.py bench --part NAME` calls; it prints what this answers as JSON.
PARTS = {
    "import-prepare": imports.prepare,
    "import-floor": imports.floor,
    "import-ours": imports.ours,
    "import-stock": imports.stock,
    "hostile": hostile.measure,
    "browse-prepare": browsing.prepare,
    "browse": lambda name, took: browsing.leaf(name, float(took)),
    "isolation": isolation.measure,
    "options-prepare": options.prepare,
    "options-add-up": options.add_up,
    "options-export": options.export,
    "reports-prepare": reports.prepare,
    "reports-nation": lambda *keys: reports.nation(*map(int, keys)),
    "reports-department": lambda key: reports.department(int(key)),
}


def measure(size, wanted, patience, say):
    """Rows of the table; `wanted` are the names of groups, `patience` seconds of leafing."""
    rows = []
    for name, group in GROUPS.items():
        if name in wanted:
            say(f"• {name} …")
            rows += group(size, patience)
    return rows


def _imports(size, _patience):
    count = min(size, MOST_IMPORTED)
    with _prepared() as environ, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.xlsx"
        _part(environ, "import-prepare", path, count)
        floors = [_part(environ, "import-floor", path)[0] for _time in range(FLOORS)]
        stock = _part(environ, "import-stock")
        return imports.table(floors, _part(environ, "import-ours", path), stock)


def _hostile(_size, _patience):
    return hostile.table(_part(None, "hostile"))


def _country(size, patience):
    with _prepared() as environ:
        began = time.monotonic()
        generated = ["--establishments", size, "--seed", SEED, "--truth", "/dev/null"]
        database.manage(environ, "generate_country", *generated)
        took = time.monotonic() - began
        rows = [
            Row(
                f"sinh đất nước {size} cơ sở",
                seconds(took),
                f"{took / size * 1_000_000:.0f} s cho một triệu",
            )
        ]
        plants = _part(environ, "browse-prepare")
        for who, words in (("department", f"Sở {plants} cơ sở"), ("ministry", f"Bộ {size} cơ sở")):
            rows += browsing.table(words, _at_once(environ, who, patience))
        return rows + isolation.table(_part(environ, "isolation"))


def _options(_size, _patience):
    with _prepared() as environ:
        _part(environ, "options-prepare", options.OPTIONS)
        exported = {
            suffix: _part(environ, "options-export", suffix) for suffix in (".xlsx", ".csv")
        }
        return options.table(_part(environ, "options-add-up"), exported)


def _reports(size, _patience):
    with _prepared() as environ:
        consolidation, ministry, unit = _part(environ, "reports-prepare", size)
        nation = _part(environ, "reports-nation", consolidation, ministry)
        return reports.table(size, nation, _part(environ, "reports-department", unit))


GROUPS = {
    "import": _imports,
    "hostile": _hostile,
    "country": _country,
    "options": _options,
    "reports": _reports,
}


@contextmanager
def _prepared():
    """A bench database with its structure and the reference rows."""
    with database.bench_database() as environ:
        database.manage(environ, "migrate", "--database", "owner", "--verbosity", "0")
        database.manage(environ, "load_reference")
        yield environ


def _part(environ, name, *values):
    return json.loads(database.manage(environ, *_arguments(name, values)))


def _at_once(environ, who, patience):
    command = [sys.executable, "manage.py", *_arguments("browse", [who, patience])]
    options = {"cwd": environment.ROOT, "env": environ, "stdout": subprocess.PIPE, "text": True}
    people = [subprocess.Popen(command, **options) for _user in range(browsing.USERS)]
    answers = [person.communicate()[0] for person in people]
    if any(person.returncode for person in people):
        raise subprocess.CalledProcessError(1, command)
    return [json.loads(answer) for answer in answers]


def _arguments(name, values):
    return ["bench", "--part", name, *map(str, values)]
