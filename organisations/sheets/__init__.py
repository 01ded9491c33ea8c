"""Lists that officials keep in Excel: one declaration of columns to write them and to read them."""

from organisations.sheets.cells import Fault, Garbled, Merged, Percent
from organisations.sheets.columns import Column, Kind
from organisations.sheets.exporting import write_list, write_refused
from organisations.sheets.files import SheetRefused
from organisations.sheets.headings import Heading
from organisations.sheets.listing import Listed, open_list
from organisations.sheets.mapping import FileColumn, How, Mapping, propose_mapping
from organisations.sheets.reading import Refusal, Row, Sheet, read, read_pasted
from organisations.sheets.values import CellReader, LostZero, shown
from organisations.sheets.writing import XLSX, error_workbook, template

__all__ = [
    "XLSX",
    "CellReader",
    "Column",
    "Fault",
    "FileColumn",
    "Garbled",
    "Heading",
    "How",
    "Kind",
    "Listed",
    "LostZero",
    "Mapping",
    "Merged",
    "Percent",
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
    "write_list",
    "write_refused",
]
