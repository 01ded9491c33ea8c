"""Opens a list of any size and goes through its rows without ever holding all of them."""

from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from organisations.sheets import extraction
from organisations.sheets.cells import unpacked
from organisations.sheets.files import SheetRefused, damaged, opened
from organisations.sheets.headings import find_heading, heading_not_found
from organisations.sheets.lines import lines_below
from organisations.sheets.process import Extraction
from organisations.sheets.units import unit_above

MOST_BYTES = 60 * 1024**2
MOST_UNPACKED = 600 * 1024**2
MOST_ROWS = 200_000
MOST_LETTERS_OF_A_ROW = 1_000
PREVIEW_ROWS = 5
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1258": "Windows-1258",
    extraction.TCVN3: "TCVN3 (ABC)",
}


@dataclass(frozen=True)
class Page:
    """A visible page of a workbook, or one way to part a CSV; `top` are its first rows."""

    position: int
    name: str
    top: tuple


class Listed:
    """An open list. A page is chosen by its heading or by name and read; then perhaps another."""

    def __init__(self, process, about, most_rows):
        self._process, self._most_rows = process, most_rows
        try:
            self._encoding, self._mixed_capitals = about["encoding"], about["mixed_capitals"]
            self.pages = tuple(
                Page(at, name, tuple(_rows(top))) for at, (name, top) in enumerate(about["pages"])
            )
        except (KeyError, TypeError, ValueError) as broken:
            raise damaged() from broken
        self.page = self.pages[0] if self.pages else None

    @property
    def encoding(self):
        """How a CSV was written, by its name; '' for Excel."""
        return ENCODINGS.get(self._encoding, "")

    def notes(self):
        """Sentences about what people should look at: the encoding, capitals that it lacks."""
        said = []
        if self.encoding:
            said.append(_("Tệp CSV được đọc theo bảng mã %(name)s.") % {"name": self.encoding})
        if self._encoding == extraction.TCVN3:
            said.append(
                _(
                    "TCVN3 không có chữ hoa mang dấu thanh: chữ gõ bằng phông chữ hoa (.VnTimeH) "
                    "được đọc thành chữ thường. Số từ khác nhau có vẻ bị như vậy: %(count)s."
                )
                % {"count": self._mixed_capitals}
            )
        return said

    def find_heading(self, columns, remembered=None):
        """The heading of the page that names most columns; that page is read from now on.

        Raises SheetRefused when no page names any.
        """
        found = [(page, find_heading(page.top, columns, remembered)) for page in self.pages]
        page, heading = max(found, key=lambda pair: len(pair[1].places), default=(None, None))
        if heading is None or not heading.places:
            raise heading_not_found(columns)
        self.page = page
        return heading

    def choose_page(self, name):
        """Read the page of this name; raises SheetRefused when the file has none."""
        self.page = next((page for page in self.pages if page.name == name), None)
        if self.page is None:
            raise SheetRefused(_("Tệp không có trang “%(name)s”.") % {"name": name})

    def money_unit(self, heading):
        """The unit that a line above the heading names for all amounts below; None without one."""
        above = (cells for number, cells in self.page.top if number < heading.row_number)
        return next(filter(None, map(unit_above, above)), None)

    def preview(self, heading, most=PREVIEW_ROWS):
        """The first lines below the heading, as `lines` gives them."""
        below = lines_below(heading, self.page.top, self._most_rows)
        return list(islice(below, most))

    def lines(self, heading):
        """(number, cells, cells by key) of each line with data below the heading.

        The number is the one that Excel shows. Raises SheetRefused in the middle when the file
        turns out to be damaged or too large.
        """
        return lines_below(heading, self, self._most_rows)

    def __iter__(self):
        """(number, cells) of every row of the page that is not blank."""
        if self.page is None:
            return
        self._process.ask(self.page.position)
        while (bundle := self._process.answer()) is not None:
            try:
                yield from _rows(bundle)
            except (KeyError, TypeError, ValueError) as broken:
                raise damaged() from broken


def _rows(bundle):
    return [
        (
            number,
            [cell if type(cell) is not list else unpacked(cell) for cell in cells],
        )
        for number, cells in bundle
    ]


@contextmanager
def open_list(
    source,
    name="",
    *,
    limit=MOST_BYTES,
    most_rows=MOST_ROWS,
    most_letters=None,
    most_unpacked=MOST_UNPACKED,
):
    """Open a path, bytes or an uploaded file: XLSX, or CSV in an encoding that is recognised.

    `limit` and `most_unpacked` are bytes. Raises SheetRefused when it cannot be read as a whole.
    """
    with opened(source, name, limit=limit) as file:
        process = Extraction(
            file,
            most_rows=most_rows,
            most_letters=most_letters or most_rows * MOST_LETTERS_OF_A_ROW,
            most_unpacked=most_unpacked,
        )
        try:
            about = process.answer()
            if about is None:
                raise damaged()
            yield Listed(process, about, most_rows)
        finally:
            process.close()
