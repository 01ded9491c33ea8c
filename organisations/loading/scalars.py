"""What a single value in a data file must be: each shape reads one YAML node or refuses it."""

import re
from decimal import Decimal

import yaml

from organisations.loading.nodes import KINDS, at, is_empty, kind_of, wrong_type
from organisations.vietnamese import (
    FIRST_YEAR,
    LAST_YEAR,
    Unreadable,
    many_lines,
    one_line,
    parse_date,
)

LARGEST_INTEGER = 2_147_483_647


class Text:
    """One line of text, or several. A number or a yes/no must be quoted to be text."""

    def __init__(self, most=300, *, clean=one_line):
        self.most = most
        self.clean = clean

    def read(self, node, place):
        if not isinstance(node, yaml.ScalarNode) or kind_of(node) != "str":
            raise wrong_type(place, node, "chữ (đặt trong dấu ngoặc kép)")
        try:
            text = self.clean(node.value)
        except Unreadable as fault:
            raise at(place, node).refusal(fault.sentence) from None
        if not text:
            raise at(place, node).refusal(
                "đang để trống. Hãy ghi nội dung, hoặc ghi null nếu không có."
            )
        if len(text) > self.most:
            raise at(place, node).refusal(
                f"dài {len(text)} ký tự, nhiều nhất là {self.most}. Hãy rút ngắn."
            )
        return text


def Paragraphs(most=20000):  # noqa: N802
    return Text(most, clean=many_lines)


class Integer:
    def __init__(self, least=0, most=LARGEST_INTEGER):
        self.least = least
        self.most = most
        self.wanted = "số nguyên, chỉ gồm chữ số, ví dụ 7"

    def read(self, node, place):
        if kind_of(node) != "int" or not re.fullmatch("-?(0|[1-9][0-9]*)", node.value):
            raise wrong_type(place, node, self.wanted)
        # Longer than any number that fits; int() itself refuses thousands of digits.
        value = int(node.value) if len(node.value) < 20 else self.most + 1
        if not self.least <= value <= self.most:
            raise at(place, node).refusal(
                f"phải từ {self.least} đến {self.most}, nay là {node.value[:40]}."
            )
        return value


class Year(Integer):
    def __init__(self):
        super().__init__(FIRST_YEAR, LAST_YEAR)
        self.wanted = "năm gồm bốn chữ số, ví dụ 2015"


class Number:
    """A number with a decimal point as YAML writes it, kept exact."""

    def read(self, node, place):
        if kind_of(node) not in {"int", "float"} or not re.fullmatch(
            r"-?[0-9]{1,12}(\.[0-9]{1,4})?", node.value
        ):
            raise wrong_type(place, node, "số, ví dụ 50 hoặc 2.5")
        return Decimal(node.value)


class Day:
    def read(self, node, place):
        if kind_of(node) != "timestamp" or not re.fullmatch(r"[0-9-]{10}", node.value):
            raise wrong_type(place, node, "ngày dạng năm-tháng-ngày, ví dụ 2012-07-13")
        try:
            return parse_date(node.value)
        except Unreadable as fault:
            raise at(place, node).refusal(fault.sentence) from None


class Flag:
    def read(self, node, place):
        if kind_of(node) != "bool":
            raise wrong_type(place, node, "true hoặc false")
        return node.value.lower() in {"true", "yes", "on"}


class Choice:
    """One of a few words; `meanings` maps what the file says to what is stored."""

    def __init__(self, meanings):
        self.meanings = meanings if isinstance(meanings, dict) else {m: m for m in meanings}

    def read(self, node, place):
        word = node.value if isinstance(node, yaml.ScalarNode) else None
        if word not in self.meanings:
            shown = f"'{word[:40]}'" if word else KINDS.get(kind_of(node), "giá trị này")
            raise at(place, node).refusal(
                f"không nhận {shown}. Chọn một trong: {', '.join(map(str, self.meanings))}."
            )
        return self.meanings[word]


class Empty:
    """What the portal has no place for yet: null, so that nothing in a file is silently lost."""

    def read(self, node, place):
        if not is_empty(node):
            raise at(place, node).refusal("chưa nạp được mục này. Hãy ghi null.")
