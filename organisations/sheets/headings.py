"""Finds the row that names the columns, whatever stands above it and in whatever order."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from organisations.sheets.cells import Merged
from organisations.sheets.files import SheetRefused
from organisations.sheets.mapping import Mapping, propose_mapping, titles

HEADING_WITHIN = 20


@dataclass(frozen=True)
class Heading:
    """The number of the row (0 is none) and what its cells stand for."""

    row_number: int
    mapping: Mapping

    @property
    def places(self):
        return self.mapping.places

    def ignored(self):
        """Headings of columns that nobody asked for, as written."""
        return [column.heading for column in self.mapping.unknown]

    def require_usable(self):
        self.mapping.require_usable(self.row_number)


def find_heading(rows, columns, remembered=None):
    """The one of the first rows, (number, cells), that names most columns."""
    best = Heading(0, Mapping(tuple(columns)))
    for number, cells in rows:
        if number <= HEADING_WITHIN:
            mapping = propose_mapping(map(_said, cells), columns, remembered)
            if len(mapping.places) > len(best.places):
                best = Heading(number, mapping)
    return best


def _said(cell):
    """A heading of two rows has cells merged downwards: each of its rows has their words."""
    if isinstance(cell, Merged):
        return None if cell.is_wide else cell.cell
    return cell


def heading_not_found(columns):
    wanted = [column for column in columns if column.required] or columns
    return SheetRefused(
        _("Không tìm thấy dòng tiêu đề trong %(rows)s dòng đầu. Cần có các cột: %(titles)s.")
        % {"rows": HEADING_WITHIN, "titles": titles(wanted)}
    )
