"""A file that was made just now is saved under its Vietnamese name and never shown."""

from urllib.parse import unquote

from organisations.files import download_bytes
from organisations.sheets import XLSX


def test_a_file_made_just_now_is_saved_under_its_name():
    response = download_bytes(b"PK", name="Danh mục 2026.xlsx", content_type=XLSX)

    kind, name = response.headers["Content-Disposition"].split("; ", 1)
    assert (kind, unquote(name)) == ("attachment", "filename*=utf-8''Danh mục 2026.xlsx")
    assert response.headers["Content-Type"] == XLSX
    assert response.headers["Content-Length"] == "2"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == b"PK"
