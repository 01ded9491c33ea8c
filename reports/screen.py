"""The laid-out report for the screen: words and numbers, each number a link to its figure."""

from dataclasses import dataclass

from organisations import charts
from reports import blocks
from reports.enums import Layout
from reports.printing import NO_DATA
from reports.slots import Slot

# On paper a line is cited by its serial number; on the screen by its link.
SERIAL = "STT"


@dataclass(frozen=True)
class ScreenCell:
    """One cell of a table; `url` opens the rows behind the number."""

    label: str
    text: str
    url: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class ScreenTable:
    """`is_matrix` scrolls sideways on a telephone; other tables become cards there.

    The chart stands below its table, so it brings no table of its own.
    """

    laid: object
    columns: list
    lines: list
    chart: charts.ChartOnPage | None
    has_data: bool
    is_matrix: bool


@dataclass(frozen=True)
class ScreenSection:
    section: object
    title: str
    words: list
    tables: list


def screen_sections(content, printed):
    return [
        ScreenSection(
            laid.section,
            laid.title,
            [_words(block, printed) for block in content.words.get(laid.section.key, [])],
            [_table(table, printed) for table in laid.tables],
        )
        for laid in content.sections
    ]


def _words(block, printed):
    items = [[_part("", part, printed) for part in item] for item in block.items]
    return {"is_list": block.is_list, "items": items}


def _table(laid, printed):
    has_data = blocks.has_data(laid, printed)
    shows_chart = laid.chart and has_data
    chart = charts.on_page(blocks.chart_spec(laid, printed), table=False) if shows_chart else None
    lines = [
        {"style": line.style.value, "spans": line.spans, "cells": _cells(laid, line, printed)}
        for line in laid.lines
    ]
    columns = [column for column in laid.columns if column.label != SERIAL]
    is_matrix = laid.table.layout == Layout.DIMENSION
    return ScreenTable(laid, columns, lines, chart, has_data, is_matrix)


def _cells(laid, line, printed):
    if line.spans:
        return [_part("", part, printed) for part in line.cells[0]]
    return [
        _part(column.label, cell, printed, column.align.value == "right")
        for column, cell in zip(laid.columns, line.cells, strict=True)
        if column.label != SERIAL
    ]


def _part(label, part, printed, is_number=False):
    if not isinstance(part, Slot):
        return ScreenCell(label, part, is_number=is_number)
    figure = printed[part.key]
    text = part.text or figure.printed
    url = "" if text == NO_DATA else figure.get_absolute_url()
    return ScreenCell(label, text, url, is_number)
