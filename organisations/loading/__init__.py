"""Reading data files strictly, and writing their rows without overwriting what people changed."""

from organisations.loading.reading import read_csv, read_yaml
from organisations.loading.refusal import FileRefused, Place
from organisations.loading.scalars import (
    Choice,
    Day,
    Empty,
    Flag,
    Integer,
    Number,
    Paragraphs,
    Text,
    Year,
)
from organisations.loading.shapes import (
    Anything,
    Keyed,
    Maybe,
    Period,
    Record,
    Row,
    Rows,
    Texts,
)
from organisations.loading.writing import (
    Keeper,
    Tally,
    add_missing,
    one_load_at_a_time,
    update_in_place,
)

__all__ = [
    "Anything",
    "Choice",
    "Day",
    "Empty",
    "FileRefused",
    "Flag",
    "Integer",
    "Keeper",
    "Keyed",
    "Maybe",
    "Number",
    "Paragraphs",
    "Period",
    "Place",
    "Record",
    "Row",
    "Rows",
    "Tally",
    "Text",
    "Texts",
    "Year",
    "add_missing",
    "one_load_at_a_time",
    "read_csv",
    "read_yaml",
    "update_in_place",
]
