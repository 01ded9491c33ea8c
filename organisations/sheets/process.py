"""The process that reads a file: started, asked, listened to line by line, and ended."""

import json
import os
import select
import subprocess
import sys
from pathlib import Path

from organisations.sheets.files import damaged, refusal_of, too_large

# How long it may stay silent; its own limits on time and memory are in extraction.run.
TIME_LIMIT_SECONDS = 60
LONGEST_LINE = 64 * 1024**2
READ_AT_ONCE = 1024**2
START = """
import sys
sys.path.append(sys.argv[1])
from extraction import run
sys.exit(run.main(sys.argv[2:]))
"""


class Extraction:
    """Reads `file` under limits of its own; raises SheetRefused for whatever goes wrong there."""

    def __init__(self, file, *, most_rows, most_letters, most_unpacked):
        self.most_rows = most_rows
        self._rest = b""
        limits = (file.fileno(), most_rows, most_letters, most_unpacked)
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", START, str(Path(__file__).parent), *map(str, limits)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={},
            pass_fds=(file.fileno(),),
        )

    def answer(self):
        """The next line it writes, None after the last."""
        line = self._line()
        if line is None:
            if code := self._process.wait():
                raise refusal_of(code, self.most_rows)
            return None
        try:
            return json.loads(line)
        except (ValueError, RecursionError) as broken:
            raise damaged() from broken

    def ask(self, page):
        try:
            self._process.stdin.write(f"{page}\n".encode())
        except BrokenPipeError as gone:
            raise refusal_of(self._process.wait(), self.most_rows) from gone

    def _line(self):
        parts = [self._rest]
        length = len(self._rest)
        while b"\n" not in parts[-1]:
            block = self._block()
            if not block:
                return None
            parts.append(block)
            length += len(block)
            if length > LONGEST_LINE:
                raise too_large()
        line, _end, self._rest = b"".join(parts).partition(b"\n")
        return line

    def _block(self):
        output = self._process.stdout.fileno()
        waiting = select.poll()
        waiting.register(output, select.POLLIN)
        if not waiting.poll(TIME_LIMIT_SECONDS * 1000):
            raise too_large()
        return os.read(output, READ_AT_ONCE)

    def close(self):
        self._process.kill()
        self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()
