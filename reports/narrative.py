"""The words of a section: {{TT-01}} inserts a figure, {{claim:key}} a claim as it was stated.

Filters follow the code: {{TT-05 kind=leaflet}}, {{TT-01 year=2010}}. Each line is a paragraph;
lines that begin with "- " make a list. A mark that cannot be read is refused by name: printed as
it stands it would be signed, and a figure of an unknown indicator would count every row.
"""

import re
from dataclasses import dataclass
from itertools import groupby

from organisations.exceptions import ActionRefused
from reports.enums import Nature
from reports.fact_words import KINDS
from reports.figures import in_year, statement, total
from reports.slots import Slot

MARK = re.compile(r"\{\{\s*(?P<inside>[^{}]*?)\s*\}\}")
YEAR = re.compile(r"[12][0-9]{3}")
KIND_VALUES = {value for choices in KINDS for value in choices.values}
BULLET = "- "


@dataclass(frozen=True)
class Known:
    """What a mark may name."""

    claims: dict
    codes: frozenset


@dataclass(frozen=True)
class Words:
    """A paragraph, or the items of a list; each is a tuple of words and Slots."""

    items: tuple[tuple, ...]
    is_list: bool = False


def read(text, claims, codes):
    """The blocks of a section.

    `claims` maps a claim's key to its frozen fact; `codes` are those of all indicators.
    """
    known = Known(claims, codes)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    blocks = []
    for is_list, group in groupby(lines, key=lambda line: line.startswith(BULLET)):
        items = [_inline(line.removeprefix(BULLET), known) for line in group]
        blocks += [Words(tuple(items), is_list=True)] if is_list else [Words((i,)) for i in items]
    return blocks


def slots(blocks):
    for block in blocks:
        for item in block.items:
            yield from (part for part in item if isinstance(part, Slot))


def _inline(line, known):
    parts, end = [], 0
    for found in MARK.finditer(line):
        parts += [_plain(line[end : found.start()]), _slot(found["inside"], known)]
        end = found.end()
    return tuple(part for part in [*parts, _plain(line[end:])] if part)


def _plain(words):
    if "{{" in words or "}}" in words:
        raise ActionRefused(
            f"Lời văn có dấu {{{{ hoặc }}}} lẻ ở chỗ “{words.strip()[:60]}”. Mã chỉ tiêu có dạng"
            " {{TT-01}}."
        )
    return words


def _slot(inside, known):
    if inside.startswith("claim:"):
        return _claim_slot(inside.removeprefix("claim:").strip(), known.claims)
    code, *filters = inside.split() or [""]
    if code not in known.codes:
        raise ActionRefused(
            f"Lời văn có mã {{{{{inside}}}}} nhưng không có chỉ tiêu nào mang mã này. Mã chỉ tiêu"
            " có dạng {{TT-01}}."
        )
    return Slot(_figure_key(code, _filters(filters, inside)))


def _claim_slot(key, claims):
    fact = claims.get(key)
    if fact is None:
        raise ActionRefused(
            f"Lời văn dẫn số liệu nêu '{key}' nhưng báo cáo không có số liệu nêu nào mang khóa này."
        )
    return Slot(statement(Nature.CLAIM, fact.source, fact.source_id), fact.label)


def _filters(pairs, inside):
    filters = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        if not _is_filter(name, value):
            raise ActionRefused(
                f"Lời văn có mã {{{{{inside}}}}} với điều kiện lọc “{pair}” không đọc được. Điều"
                " kiện lọc có dạng year=2010 hoặc kind=training."
            )
        filters[name] = value
    return filters


def _is_filter(name, value):
    if name == "year":
        return bool(YEAR.fullmatch(value))
    return name == "kind" and value in KIND_VALUES


def _figure_key(code, filters):
    if year := filters.pop("year", None):
        return in_year(code, int(year), **filters)
    return total(code, **filters)
