"""Reads the code inside a strange PDF, in a process of its own: the file in, its code out.

A file from anywhere may be made to fill the memory or to keep the processor busy for ever; this
process has little of both.
"""

import resource
import subprocess
import sys

from django.conf import settings

from organisations.documents.identity import read_identifier

MEMORY, SECONDS, TIMEOUT = 1024**3, 10, 20


def identifier_of(body):
    """The code in a PDF of ours; "" where there is none, or none found within the limits."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reports.verifying.identify"],
            input=body,
            capture_output=True,
            cwd=settings.BASE_DIR,
            timeout=TIMEOUT,
            check=True,
        )
    except subprocess.SubprocessError:
        return ""
    return done.stdout.decode().strip()


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(read_identifier(sys.stdin.buffer.read()) or "")


if __name__ == "__main__":
    main()
