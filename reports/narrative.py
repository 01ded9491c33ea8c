"""The words of a section: {{TT-01}} inserts a figure, {{claim:key}} a claim as it was stated.

Filters follow the code: {{TT-05 kind=leaflet}}, {{TT-01 year=2010}}. Each line is a paragraph;
lines that begin with "- " make a list.
"""

import re
from dataclasses import dataclass
from itertools import groupby

from organisations.exceptions import ActionRefused
from reports.enums import Nature
from reports.figures import in_year, statement, total
from reports.slots import Slot

MARK = re.compile(r"\{\{\s*(?P<inside>[^{}]*?)\s*\}\}")
CODE = re.compile(r"[A-Z]{2}-\d{2}\Z")
BULLET = "- "


@dataclass(frozen=True)
class Words:
    """A paragraph, or the items of a list; each is a tuple of words and Slots."""

    items: tuple[tuple, ...]
    is_list: bool = False


def read(text, claims):
    """The blocks of a section. `claims` maps a claim's key to its frozen fact."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    blocks = []
    for is_list, group in groupby(lines, key=lambda line: line.startswith(BULLET)):
        items = [_inline(line.removeprefix(BULLET), claims) for line in group]
        blocks += [Words(tuple(items), is_list=True)] if is_list else [Words((i,)) for i in items]
    return blocks


def slots(blocks):
    for block in blocks:
        for item in block.items:
            yield from (part for part in item if isinstance(part, Slot))


def _inline(line, claims):
    parts, end = [], 0
    for found in MARK.finditer(line):
        parts += [line[end : found.start()], _slot(found["inside"], claims)]
        end = found.end()
    return tuple(part for part in [*parts, line[end:]] if part)


def _slot(inside, claims):
    if inside.startswith("claim:"):
        return _claim_slot(inside.removeprefix("claim:").strip(), claims)
    code, *filters = inside.split()
    if not CODE.match(code):
        raise ActionRefused(
            f"Lời văn có mã {{{{{inside}}}}} không đọc được. Mã chỉ tiêu có dạng {{{{TT-01}}}}."
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
        if name not in {"year", "kind"} or not value or (name == "year" and not value.isdigit()):
            raise ActionRefused(
                f"Lời văn có mã {{{{{inside}}}}}: điều kiện lọc chỉ có year=… hoặc kind=…."
            )
        filters[name] = value
    return filters


def _figure_key(code, filters):
    if year := filters.pop("year", None):
        return in_year(code, int(year), **filters)
    return total(code, **filters)
