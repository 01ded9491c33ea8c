"""Turns HTML into PDF in a process of its own, which may end badly without harming the worker.

Run as `python -m organisations.documents.render`: a JSON order on standard input, the PDF on
standard output, what went wrong as the exit code. Needs no Django, no database and no network.
"""

import json
import resource
import sys
from base64 import b64decode

MEMORY_LIMIT = 2 * 1024**3
FONT_MISSING, ADDRESS_REFUSED, OUT_OF_MEMORY = 3, 4, 5


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    order = json.load(sys.stdin.buffer)
    try:
        return _carry_out(order)
    except MemoryError:
        return OUT_OF_MEMORY


def _carry_out(order):
    # Imported here so that the memory limit already holds while libraries load.
    from organisations.documents.fetcher import AddressRefused  # noqa: PLC0415
    from organisations.documents.fonts import document_font_available  # noqa: PLC0415

    if not document_font_available():
        return FONT_MISSING
    try:
        sys.stdout.buffer.write(pdf_of(order))
    except AddressRefused as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 the only way out of this process
        return ADDRESS_REFUSED
    return 0


def pdf_of(order):
    """The bytes; the order's page calls nothing but our own files."""
    from weasyprint import HTML  # noqa: PLC0415

    from organisations.documents.fetcher import OwnFilesFetcher  # noqa: PLC0415

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
