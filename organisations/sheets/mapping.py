"""Which column of a file holds which column of ours: proposed from headings, or chosen by hand."""

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from organisations.sheets.columns import heading_key
from organisations.sheets.files import SheetRefused
from organisations.sheets.units import unit_of, without_unit
from organisations.sheets.values import shown

REASON_TITLE = "Lý do chưa nhận"


class How(Enum):
    """Why a column of the file is taken for one of ours."""

    TITLE = "title"
    SYNONYM = "synonym"
    REMEMBERED = "remembered"
    CHOSEN = "chosen"


@dataclass(frozen=True)
class FileColumn:
    """A column of the file: its position from 0, its heading as written, the key it stands for.

    Without a key it is read by nobody.
    """

    position: int
    heading: str
    key: str = ""
    how: How = None

    @property
    def letter(self):
        return xl_col_to_name(self.position)


@dataclass(frozen=True)
class Mapping:
    """`wanted` are the columns asked for, `columns` those of the file, in its order."""

    wanted: tuple
    columns: tuple = ()

    @classmethod
    def from_choices(cls, heading_cells, wanted, choices):
        """What a person chose: {position: key}; positions left out, or with no key, are not read.

        Raises ValueError for a key that nobody asked for.
        """
        if strange := {key for key in choices.values() if key} - {c.key for c in wanted}:
            raise ValueError(f"No such columns: {', '.join(sorted(strange))}.")
        names = heading_names(heading_cells)
        count = max([len(names), *(position + 1 for position in choices)])
        names += ("",) * (count - len(names))
        found = [(at, name, choices.get(at) or "") for at, name in enumerate(names)]
        return cls(
            tuple(wanted),
            tuple(
                FileColumn(at, name, key, How.CHOSEN if key else None) for at, name, key in found
            ),
        )

    @cached_property
    def places(self):
        """The position of each column by key; of one that is there twice, the first."""
        return {key: positions[0] for key, positions in self._positions.items()}

    @cached_property
    def _positions(self):
        positions = defaultdict(list)
        for column in self.columns:
            if column.key:
                positions[column.key].append(column.position)
        order = [column.key for column in self.wanted if column.key in positions]
        return {key: positions[key] for key in order}

    @property
    def duplicates(self):
        """[(column of ours, its columns in the file), …] of those that are there more than once."""
        by_key = {column.key: column for column in self.wanted}
        return [
            (by_key[key], [column for column in self.columns if column.key == key])
            for key, positions in self._positions.items()
            if len(positions) > 1
        ]

    @property
    def missing(self):
        """The required columns that the file does not have."""
        return [c for c in self.wanted if c.required and c.key not in self.places]

    @property
    def unknown(self):
        """The file's columns that nobody reads; our own last column of reasons is not one."""
        own = heading_key(REASON_TITLE)
        return [
            column
            for column in self.columns
            if not column.key and column.heading and heading_key(column.heading) != own
        ]

    def cells_by_key(self, cells):
        """The cells of a row that have a column; None where the row ends before."""
        width = len(cells)
        return {key: cells[at] if at < width else None for key, at in self.places.items()}

    def columns_read(self, money_unit=""):
        """The columns that the file has; of money in the unit that its heading names, else in the
        one of the whole table (“triệu đồng”).
        """
        headings = {column.position: column.heading for column in self.columns}
        by_key = {column.key: column for column in self.wanted}
        found = [(by_key[key], headings[at]) for key, at in self.places.items()]
        return [
            replace(c, unit=unit_of(said) or unit_of(f"({money_unit})")) if c.takes_unit else c
            for c, said in found
        ]

    def to_remember(self):
        """{heading key: column key} of what differs from titles and synonyms; '' is not read."""
        return {key: chosen for key, chosen, usual in self._choices() if chosen != usual}

    def to_forget(self):
        """Heading keys that stand for what titles and synonyms say, whatever was said before."""
        usual = {key for key, chosen, usual in self._choices() if chosen == usual}
        return usual - set(self.to_remember())

    def _choices(self):
        """(heading key, column chosen, column by title or synonym) of each heading."""
        proposed = propose_mapping([column.heading for column in self.columns], self.wanted)
        for ours, theirs in zip(self.columns, proposed.columns, strict=True):
            if ours.heading:
                yield heading_key(ours.heading), ours.key, theirs.key

    def require_usable(self, row_number):
        """Refuse a heading that names a column twice or leaves out one that must be there."""
        for column, _columns in self.duplicates:
            raise SheetRefused(
                _("Cột “%(title)s” có nhiều hơn một lần trong dòng tiêu đề. Hãy giữ một cột.")
                % {"title": column.title}
            )
        if self.missing:
            raise SheetRefused(
                _("Dòng tiêu đề (dòng %(row)s) thiếu cột bắt buộc: %(titles)s.")
                % {"row": row_number, "titles": titles(self.missing)}
            )


def propose_mapping(heading_cells, wanted, remembered=None):
    """By exact title, else by synonym, else as remembered ({heading key: column key}).

    A heading that names a unit of money besides is a synonym of what it is without.

    A heading remembered with no key is left unread unless it is an exact title.
    """
    remembered = remembered or {}
    by_title = {heading_key(column.title): column.key for column in wanted}
    by_synonym = {}
    for column in wanted:
        for key in column.heading_keys:
            by_synonym.setdefault(key, column.key)
    names = heading_names(heading_cells)
    by_synonym = _with_units(names, wanted) | by_synonym
    known = {column.key for column in wanted}
    ways = (
        (How.TITLE, by_title),
        (How.SYNONYM, {k: v for k, v in by_synonym.items() if remembered.get(k) != ""}),
        (How.REMEMBERED, {k: v for k, v in remembered.items() if v in known}),
    )
    return Mapping(
        tuple(wanted),
        tuple(_proposed(at, name, ways) for at, name in enumerate(names)),
    )


def _with_units(names, wanted):
    """{heading key: column key} of the headings that name the unit of a column's money."""
    bare = {key: c.key for c in wanted if c.takes_unit for key in c.heading_keys}
    named = {heading_key(name): without_unit(name) for name in names if unit_of(name)}
    return {key: bare[rest] for key, rest in named.items() if rest in bare}


def _proposed(at, name, ways):
    key = heading_key(name)
    for how, keys in ways:
        if key and key in keys:
            return FileColumn(at, name, keys[key], how)
    return FileColumn(at, name)


def heading_names(cells):
    return tuple(" ".join(shown(cell).split()) for cell in cells)


def titles(columns):
    return ", ".join(f"“{column.title}”" for column in columns)
