"""The rows of a batch that were not taken, as a workbook to be mended and brought in again."""

import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from enterprises.identity import without_personal_numbers
from enterprises.imports.reading import heading_of, opened_list
from enterprises.imports.rows import is_personal
from enterprises.resources import COLUMN
from organisations import files, sheets
from organisations.enums import RowVerdict
from organisations.sheets.reading import QUANTITIES

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
    number_at = heading.places.get("number")
    quantities = {at for key, at in heading.places.items() if COLUMN[key].kind in QUANTITIES}
    with opened_list(batch) as listed:
        for number, cells, _by_key in listed.lines(heading):
            if number in refused:
                # As words eleven digits may be a telephone number; a number cell has none of those.
                shown_cells = [
                    _hidden(
                        cell,
                        at == number_at or (type(cell) in (int, float) and at not in quantities),
                    )
                    for at, cell in enumerate(cells)
                ]
                yield number, shown_cells, refused[number]


def _hidden(cell, any_digits):
    """A personal number leaves in no file, in whatever column it stands: it is to be typed anew."""
    if any_digits and is_personal(cell):
        return _("(nhập lại số định danh)")
    return without_personal_numbers(cell) if type(cell) is str else cell
