"""The rows of a batch that were not taken, as a workbook to be mended and brought in again."""

import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from enterprises.imports.reading import heading_of, opened_list
from organisations import files, sheets
from organisations.enums import RowVerdict
from organisations.sheets.values import shown

SUFFIX = ".xlsx"


def faults_path(batch):
    """Where the workbook lies; None when every row was taken."""
    return files.path_of(batch.faults_sha256, SUFFIX) if batch.faults_sha256 else None


def write_faults(batch):
    """Reads the file once more for the rows that were refused; answers the digest, or ''."""
    refused = {
        number: [(fault["key"], fault["reason"]) for fault in faults]
        for number, faults in batch.rows.filter(verdict=RowVerdict.REFUSED).values_list(
            "number", "faults"
        )
    }
    if not refused:
        return ""
    heading = heading_of(batch)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"faults{SUFFIX}"
        sheets.write_refused(path, heading, _refused_rows(batch, heading, refused))
        return files.store(path.read_bytes(), SUFFIX)


def _refused_rows(batch, heading, refused):
    at = heading.places.get("number")
    with opened_list(batch) as listed:
        for number, cells, _by_key in listed.lines(heading):
            if number in refused:
                yield number, _without_personal_number(cells, at), refused[number]


def _without_personal_number(cells, at):
    """A personal number leaves in no file: it is to be typed again."""
    if at is None or at >= len(cells):
        return cells
    digits = "".join(sign for sign in shown(cells[at]) if sign.isdecimal())
    if len(digits) not in (11, 12):
        return cells
    return [*cells[:at], _("(nhập lại số định danh)"), *cells[at + 1 :]]
