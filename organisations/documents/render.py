"""Turns HTML into PDF away from the worker: each document in a process that may end badly.

Run as `python -m organisations.documents.render` by organisations.documents.renderer, with a socket
as standard input: an order in JSON comes in, the PDF and an exit code go back. The libraries, which
take longer to load than most documents to render, are loaded once; every order is carried out by a
fresh fork of that state, so that no document sees another one. Needs no Django, no database and no
network.
"""

import json
import os
import resource
import select
import signal
import socket
import sys
import traceback
from base64 import b64decode

from weasyprint import HTML

from organisations.documents.fetcher import AddressRefused, OwnFilesFetcher
from organisations.documents.fonts import document_font_available, fontconfig
from organisations.documents.renderer import ANSWER, ORDER, Outcome, read_exactly

MEMORY_LIMIT = 2 * 1024**3
IDLE_SECONDS = 600
# Whoever asks gives up sooner; this ends a document for which nobody is there to give up.
LONGEST_SECONDS = 180


def main():
    """Until nobody asks any more, or the one who asks is gone."""
    fontconfig()  # looked for once
    channel = socket.socket(fileno=0)
    while select.select([channel], [], [], IDLE_SECONDS)[0] and channel.recv(1, socket.MSG_PEEK):
        if _answer(channel) not in set(Outcome):
            break  # killed: a part of its order may be unread
    return 0


def _answer(channel):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _end(channel, writer)
    os.close(writer)
    with open(reader, "rb") as pipe:
        said = pipe.read()
    _pid, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    channel.sendall(ANSWER.pack(code, len(said)) + said)
    return code


def _end(channel, writer):
    """The life of a fork; it never comes back to the loop that made it."""
    try:
        signal.alarm(LONGEST_SECONDS)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
        token, length = ORDER.unpack(read_exactly(channel, ORDER.size))
        order = read_exactly(channel, length)
        channel.close()
        with open(writer, "wb") as pipe:
            pipe.write(token)
            code = _outcome(order, pipe)
    except BaseException:  # there is nobody left to tell
        os._exit(1)
    os._exit(code)


def _outcome(order, pipe):
    """The exit code; what is said goes into the pipe: the PDF, or why there is none."""
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        return _carry_out(json.loads(order), pipe)
    except MemoryError:
        return Outcome.OUT_OF_MEMORY
    except Exception:  # said to the one who asked, who raises it
        pipe.write(traceback.format_exc().encode())
        return Outcome.FAILED


def _carry_out(order, pipe):
    if not document_font_available():
        return Outcome.FONT_MISSING
    try:
        pipe.write(_pdf(order))
    except AddressRefused as refusal:
        pipe.write(str(refusal).encode())
        return Outcome.ADDRESS_REFUSED
    return Outcome.DONE


def _pdf(order):
    fetcher = OwnFilesFetcher({name: b64decode(body) for name, body in order["media"].items()})
    rendered = HTML(string=order["html"], url_fetcher=fetcher).write_pdf(
        pdf_variant=order["variant"],
        pdf_identifier=order["file_id"].encode(),
        custom_metadata=True,
    )
    fetcher.require_nothing_refused()
    return rendered


if __name__ == "__main__":
    sys.exit(main())
