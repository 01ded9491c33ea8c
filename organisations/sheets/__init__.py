"""Lists that officials keep in Excel: one declaration of columns to write them and to read them."""

from organisations.sheets.columns import Column, Kind
from organisations.sheets.files import SheetRefused
from organisations.sheets.reading import Refusal, Row, Sheet, read, read_pasted
from organisations.sheets.writing import XLSX, error_workbook, template

__all__ = [
    "XLSX",
    "Column",
    "Kind",
    "Refusal",
    "Row",
    "Sheet",
    "SheetRefused",
    "error_workbook",
    "read",
    "read_pasted",
    "template",
]
