"""Lists that officials keep in Excel: one declaration of columns to write them and to read them."""

from organisations.sheets.columns import Column, Kind
from organisations.sheets.files import SheetRefused
from organisations.sheets.headings import Heading
from organisations.sheets.listing import open_list
from organisations.sheets.mapping import Mapping, propose_mapping
from organisations.sheets.reading import Refusal, Row, Sheet, read, read_pasted
from organisations.sheets.values import shown
from organisations.sheets.writing import XLSX, error_workbook, template

__all__ = [
    "XLSX",
    "Column",
    "Heading",
    "Kind",
    "Mapping",
    "Refusal",
    "Row",
    "Sheet",
    "SheetRefused",
    "error_workbook",
    "open_list",
    "propose_mapping",
    "read",
    "read_pasted",
    "shown",
    "template",
]
