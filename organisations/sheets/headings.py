"""Finds the row that names the columns, whatever stands above it and in whatever order."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from organisations.sheets.columns import heading_key
from organisations.sheets.files import SheetRefused
from organisations.sheets.values import shown

HEADING_WITHIN = 20
REASON_TITLE = "Lý do chưa nhận"


@dataclass(frozen=True)
class Heading:
    """The row (from 0; -1 is none) and, by column key, the position of each column in it."""

    at: int
    places: dict
    names: tuple = ()

    def ignored(self):
        """Headings of columns that nobody asked for, as written; our own last column is not one."""
        taken, own = set(self.places.values()), heading_key(REASON_TITLE)
        others = (name for at, name in enumerate(self.names) if at not in taken)
        return [name.strip() for name in others if name.strip() and heading_key(name) != own]

    def require_usable(self, columns):
        """Refuse a heading that names a column twice or leaves out one that must be there."""
        keys = Counter(key for name in self.names if (key := heading_key(name)))
        for column in columns:
            if sum(keys[key] for key in column.heading_keys) > 1:
                raise SheetRefused(
                    _("Cột “%(title)s” có nhiều hơn một lần trong dòng tiêu đề. Hãy giữ một cột.")
                    % {"title": column.title}
                )
        wanted = [column for column in columns if column.required]
        missing = [column for column in wanted if column.key not in self.places]
        if missing:
            raise SheetRefused(
                _("Dòng tiêu đề (dòng %(row)s) thiếu cột bắt buộc: %(titles)s.")
                % {"row": self.at + 1, "titles": titles(missing)}
            )


def find_heading(rows, columns):
    """The one of the first rows that names most columns."""
    best = Heading(-1, {})
    for at, row in enumerate(rows[:HEADING_WITHIN]):
        names = tuple(" ".join(shown(cell).split()) for cell in row)
        places = _places(names, columns)
        if len(places) > len(best.places):
            best = Heading(at, places, names)
    return best


def _places(names, columns):
    keys = [heading_key(name) for name in names]
    found = {
        column.key: next((at for at, key in enumerate(keys) if key in column.heading_keys), None)
        for column in columns
    }
    return {key: at for key, at in found.items() if at is not None}


def heading_not_found(columns):
    wanted = [column for column in columns if column.required] or columns
    return SheetRefused(
        _("Không tìm thấy dòng tiêu đề trong %(rows)s dòng đầu. Cần có các cột: %(titles)s.")
        % {"rows": HEADING_WITHIN, "titles": titles(wanted)}
    )


def titles(columns):
    return ", ".join(f"“{column.title}”" for column in columns)
