"""The only addresses a document may load: our own files and the attachments handed in with it."""

import mimetypes
from pathlib import Path
from urllib.parse import unquote

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

PACKAGE = Path(__file__).resolve().parent
STATIC_FOLDERS = (PACKAGE / "static", PACKAGE.parents[1] / "static")


class AddressRefused(FatalURLFetchingError):
    """A document asked for something outside; the rendering stops rather than go on without it."""


class OwnFilesFetcher(URLFetcher):
    """Resolves static: and media: and refuses every other address, redirects included.

    `refused` keeps what was refused, for the places where WeasyPrint swallows every exception
    (inside an SVG).
    """

    def __init__(self, media=None):
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.media = media or {}
        self.refused = []

    def fetch(self, url, headers=None):
        scheme, _, rest = url.partition(":")
        name = unquote(rest)
        body = {"static": _static_bytes, "media": self.media.get}.get(scheme, _nothing)(name)
        if body is None:
            self.refused.append(url[:200])
            raise AddressRefused(f"A document may not load {url[:200]!r}.")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, body, {"Content-Type": kind})

    def require_nothing_refused(self):
        if self.refused:
            raise AddressRefused(f"A document may not load {self.refused[0]!r}.")


def _nothing(name):
    return None


def _static_bytes(name):
    for folder in STATIC_FOLDERS:
        path = (folder / name).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            return path.read_bytes()
    return None
