"""Vietnamese numbers, dates and names: printing, strict reading, comparing, ordering.

Pure functions without a database. What cannot be read is refused with a sentence that says what
to type; nothing is guessed. Formats: DOMAIN §6 (last paragraphs), Nghị định 30/2020/NĐ-CP.
"""

from organisations.vietnamese.characters import (
    Unreadable,
    many_lines,
    nfc,
    normalise_document_number,
    one_line,
)
from organisations.vietnamese.comparing import same_name_key, search_key
from organisations.vietnamese.ordering import name_sort, name_sort_sql
from organisations.vietnamese.printing import (
    MEGABYTE,
    MONEY_UNITS,
    NO_DATA,
    VIETNAM,
    format_date,
    format_datetime,
    format_document_date,
    format_long_date,
    format_money,
    format_number,
    format_period,
    format_share,
    format_size,
    in_one_line,
    named,
    opens_with,
    quoted,
    unit_beside,
)
from organisations.vietnamese.reading import (
    FIRST_DATED_YEAR,
    FIRST_YEAR,
    LAST_YEAR,
    MOST_DIGITS,
    MOST_MONEY_DIGITS,
    parse_date,
    parse_integer,
    parse_money,
    parse_number,
    parse_year,
    whole_dong,
)

__all__ = [
    "FIRST_DATED_YEAR",
    "FIRST_YEAR",
    "LAST_YEAR",
    "MEGABYTE",
    "MONEY_UNITS",
    "MOST_DIGITS",
    "MOST_MONEY_DIGITS",
    "NO_DATA",
    "VIETNAM",
    "Unreadable",
    "format_date",
    "format_datetime",
    "format_document_date",
    "format_long_date",
    "format_money",
    "format_number",
    "format_period",
    "format_share",
    "format_size",
    "in_one_line",
    "many_lines",
    "name_sort",
    "name_sort_sql",
    "named",
    "nfc",
    "normalise_document_number",
    "one_line",
    "opens_with",
    "parse_date",
    "parse_integer",
    "parse_money",
    "parse_number",
    "parse_year",
    "quoted",
    "same_name_key",
    "search_key",
    "unit_beside",
    "whole_dong",
]
