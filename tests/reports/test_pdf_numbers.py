"""Every number of the report's tables and charts opens the rows it was counted from: all of them.

A number that is no figure is known by its place: the first column, the heads, the captions and the
columns named in WORDS. Everything else must be a link whose figure is computed again here.
"""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from organisations.documents import model
from organisations.documents.pdf import render_pdf
from organisations.vietnamese import format_number
from tests.organisations import pdf_reading
from tests.reports.report_reading import Report, joined

pytestmark = pytest.mark.xdist_group("hanoi")
ADDRESS = re.compile(r"http://[^/]+/so-lieu/(?P<code>[^/]+)/\Z")
SERIAL_OR_YEAR = re.compile(r"\d{1,3}|(19|20)\d\d")
# Columns of words by the heads of their table; a number in them belongs to a name or a place.
WORDS = {
    "Chỉ tiêu": {"Chỉ tiêu"},
    "Nội dung, đối tượng": {"Thời gian", "Nội dung, đối tượng"},
    "Vị trí in đầu tiên": {"Vị trí in đầu tiên", "Chỉ tiêu"},
}


@pytest.fixture(scope="module")
def printed(hanoi):
    return Report(hanoi.pdf)


def has_number(words):
    return any(letter.isdigit() for letter in words)


def columns_of_words(table):
    return set().union(*(columns for head, columns in WORDS.items() if head in table.heads))


def strays_in(table):
    """Numbers in a table that are neither figures nor, by their place, something else."""
    words = columns_of_words(table)
    for row in table.rows:
        heads = table.heads if len(row) > 1 else ("",)
        for position, (head, cell) in enumerate(zip(heads, row, strict=True)):
            heads_row = position == 0 and len(row) > 1 and SERIAL_OR_YEAR.fullmatch(cell.text)
            if has_number(cell.unlinked) and not heads_row and head not in words:
                yield cell.unlinked


def strays(printed):
    in_tables = [words for table in printed.tables for words in strays_in(table)]
    on_charts = [
        p.text for c in printed.charts for p in c.parts if not p.uri and has_number(p.text)
    ]
    return in_tables + on_charts


def links_of_tables_and_charts(printed):
    cells = [cell for table in printed.tables for row in table.rows for cell in row]
    charted = [joined(part for part in chart.parts if part.uri) for chart in printed.charts]
    return [link for cell in cells for link in cell.links] + sum(charted, [])


# What a figure says, computed here from the frozen rows


def facts_of(figure, facts):
    natures = ("counted", "typed") if figure.nature == "counted" else (figure.nature,)
    wanted = {"kind": figure.kind, "stratum": figure.stratum, "source": figure.source}
    return [
        fact
        for fact in facts
        if fact.nature in natures
        and figure.indicator_code in (None, fact.indicator_code)
        and (figure.any_year or fact.year == figure.year)
        and all(not value or getattr(fact, name) == value for name, value in wanted.items())
        and figure.source_id in (None, fact.source_id)
    ]


def said_by(figure, facts):
    """Everything this figure may print. A counted one prints its sum and nothing else."""
    rows = facts_of(figure, facts)
    if figure.reads == "text":
        (row,) = rows
        return words_of(row)
    assert figure.reads == "number", "nothing was planned in this report"
    return {format_number(sum((row.number for row in rows), Decimal(0)))} if rows else {"–"}


def is_said(words, by):
    """Word for word; the annex shortens what is longer than its column."""
    if words.endswith("…"):
        return any(len(full) > 80 and full.startswith(words[:-1].rstrip()) for full in by if full)
    return words in by


def words_of(fact):
    """What a row says: its name, what its document is called, its number as it was stated."""
    said = {fact.label, fact.detail.get("number")}
    if fact.detail.get("issued_on"):
        day = date.fromisoformat(fact.detail["issued_on"])
        said.add(f"{day.day}/{day.month}/{day.year}")
    if fact.detail.get("year_from"):
        said.add(f"{fact.detail['year_from']}-{fact.detail['year_to']}")
    if fact.number is not None and fact.nature != "counted":
        upper = f"-{format_number(fact.detail['upper'])}" if fact.detail.get("upper") else ""
        number = f"{format_number(fact.number)}{upper}{fact.unit}"
        said |= {number, f"khoảng {number}"} if fact.detail["comparator"] == "≈" else {number}
    return said


def unresolved(links, hanoi):
    """Links that do not open a figure which says what is printed."""
    wrong = []
    for uri, words in links:
        code = ADDRESS.match(uri)["code"]
        figure = hanoi.figures.get(code)
        if figure is None or not is_said(words, said_by(figure, hanoi.facts)):
            wrong.append((code, words))
    return wrong


# The report


def test_no_number_of_a_table_or_chart_stands_without_its_link(printed):
    assert strays(printed) == []


def test_every_link_of_the_tables_and_charts_says_what_its_rows_say(printed, hanoi):
    links = links_of_tables_and_charts(printed)

    assert unresolved(links, hanoi) == []
    # The reader has not overlooked whole tables: 33 numbers in Biểu 04 and 10 in its chart alone.
    assert sum(has_number(words) for _uri, words in links) > 120


def test_every_link_in_the_sentences_opens_its_row(printed, hanoi):
    links = [link for sentence in printed.sentences for link in sentence]

    assert unresolved(links, hanoi) == []
    assert {"33", "2.430", "30.000", "13", "1", "2", "4"} <= {words for _uri, words in links}


def test_the_charts_are_those_of_the_table(printed):
    (chart,) = printed.charts

    assert [part.text for part in chart.parts] == [
        *("–", "–", "9", "700", "3", "200", "–", "–", "7", "550", "8", "580", "6", "400")
    ]
    assert re.findall(r"\d{4}", chart.drawn) == [str(year) for year in range(2009, 2016)]
    assert len(re.findall(r"\d", chart.drawn)) == 4 * 7


def test_the_picture_and_the_table_share_codes(printed):
    table = next(table for table in printed.tables if table.caption.startswith("Biểu 04"))
    (chart,) = printed.charts

    by_year = {
        row[0].text: row for t in printed.tables for row in t.rows if t.caption == table.caption
    }
    in_table = [
        link for year in range(2009, 2016) for c in by_year[str(year)][-2:] for link in c.links
    ]
    assert [(part.uri, part.text) for part in chart.parts if part.uri] == in_table


def test_a_link_lies_exactly_over_the_number_it_belongs_to(printed, hanoi):
    """What the tags say and what a finger on the page finds are the same."""
    cells = [cell for table in printed.tables for row in table.rows for cell in row]
    lines = [part for cell in cells for part in cell.parts]
    lines += [part for chart in printed.charts for part in chart.parts]
    tagged = Counter((line.uri, line.text) for line in lines if line.uri and has_number(line.text))

    assert tagged - Counter(pdf_reading.linked_texts(hanoi.pdf)) == Counter()


def test_the_annex_lists_every_code_that_is_printed_and_no_other(printed, hanoi):
    annex = [row for table in printed.tables if table.heads[0] == "Mã" for row in table.rows]
    listed = [link for row in annex for cell in row for link in cell.links]
    elsewhere = [link for link in joined(printed.links) if link not in listed]

    codes = [ADDRESS.match(uri)["code"] for uri, _words in listed]
    assert [row[0].text for row in annex] == [code.rsplit(".")[-1] for code in codes]
    assert set(codes) == {ADDRESS.match(uri)["code"] for uri, _words in elsewhere + listed}
    assert set(codes) == {
        code
        for code, figure in hanoi.figures.items()
        if figure.printed != "–" and figure.place != "Phiếu đối chiếu số liệu"
    }
    assert all(words == hanoi.figures[code].printed or words.endswith("…")
               for code, (_uri, words) in zip(codes, listed, strict=True))  # fmt: skip


def test_the_sheet_has_its_numbers_linked_too(hanoi):
    sheet = Report(hanoi.sheet)
    stated = {"33", "trên 2.500", "19", "30", "khoảng 50%"}

    numbers = [cell for table in sheet.tables for row in table.rows for cell in row[3:5]]
    assert {cell.text for cell in numbers} == stated | {"–", "2.430"}
    assert [cell.unlinked for cell in numbers if has_number(cell.unlinked)] == []


# The same checks on a report somebody tampered with


def doctored(table):
    """The table by year with one number no longer a link, and another one saying more."""
    if not isinstance(table, model.Table) or not table.caption.startswith("Biểu 04"):
        return table
    rows = list(table.rows)
    rows[1] = with_part(rows[1], 1, "2")
    rows[2] = with_part(rows[2], 5, replace(rows[2].cells[5].parts[0], text="4"))
    return replace(table, rows=tuple(rows))


def with_part(row, position, part):
    cells = list(row.cells)
    cells[position] = replace(cells[position], parts=(part,))
    return replace(row, cells=tuple(cells))


def test_a_planted_number_and_a_changed_one_are_found(hanoi):
    document = hanoi.documents["OfficialDocument"]
    body = tuple(doctored(block) for block in document.body)
    pdf = render_pdf(
        replace(document, body=body, annexes=()),
        identifier=hanoi.identifier,
        title="Bản bị sửa",
        created=hanoi.created_at,
    )

    read = Report(pdf)

    assert strays(read) == ["2"]
    ((_code, words),) = unresolved(links_of_tables_and_charts(read), hanoi)
    assert words == "4"
