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
    """Resolves static: and media: and refuses every other address, redirects included."""

    def __init__(self, media=None):
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.media = media or {}

    def fetch(self, url, headers=None):
        scheme, _, rest = url.partition(":")
        name = unquote(rest)
        if scheme == "static":
            return self._response(url, name, _static_bytes(url, name))
        if scheme == "media" and name in self.media:
            return self._response(url, name, self.media[name])
        raise AddressRefused(f"A document may not load {url[:200]!r}.")

    @staticmethod
    def _response(url, name, body):
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, body, {"Content-Type": kind})


def _static_bytes(url, name):
    for folder in STATIC_FOLDERS:
        path = (folder / name).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            return path.read_bytes()
    raise AddressRefused(f"No static file of ours is called {url[:200]!r}.")
