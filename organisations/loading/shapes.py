"""What a value in a data file must be: each shape reads one YAML node or refuses it."""

import difflib
import re
from collections import Counter
from decimal import Decimal

import yaml

from organisations.loading.refusal import Place
from organisations.vietnamese import (
    FIRST_YEAR,
    LAST_YEAR,
    Unreadable,
    many_lines,
    one_line,
    parse_date,
)

TAG = "tag:yaml.org,2002:"
KINDS = {
    "str": "chữ",
    "int": "số nguyên",
    "float": "số thập phân",
    "bool": "đúng/sai",
    "timestamp": "ngày",
    "null": "để trống",
    "map": "nhóm mục",
    "seq": "danh sách",
}
LARGEST_INTEGER = 2_147_483_647
DEEPEST = 20


class Row(dict):
    """The values of one group of the file; knows its place, for faults that are found later."""

    def __init__(self, values, place, lines):
        super().__init__(values)
        self.place = place
        self.lines = lines

    def refusal(self, key, fault):
        return self.place.key(key, self.lines.get(key)).refusal(fault)


def line_of(node):
    return node.start_mark.line + 1


def kind_of(node):
    return node.tag.removeprefix(TAG)


def is_empty(node):
    return kind_of(node) == "null"


def at(place, node):
    return Place(place.file, place.path, line_of(node))


def wrong_type(place, node, wanted):
    if isinstance(node, yaml.ScalarNode) and not is_empty(node):
        found = f"{KINDS.get(kind_of(node), 'một loại khác')} '{node.value[:40]}'"
    else:
        found = KINDS.get(kind_of(node), "một loại khác")
    return at(place, node).refusal(f"phải là {wanted}, nay là {found}.")


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


class Maybe:
    """May be null or left out."""

    def __init__(self, shape):
        self.shape = shape

    def read(self, node, place):
        return None if is_empty(node) else self.shape.read(node, place)


class Rows:
    """A list of values of one shape."""

    def __init__(self, shape, *, least=0):
        self.shape = shape
        self.least = least

    def read(self, node, place):
        if not isinstance(node, yaml.SequenceNode):
            raise wrong_type(place, node, "danh sách, mỗi dòng bắt đầu bằng dấu gạch ngang")
        if len(node.value) < self.least:
            raise at(place, node).refusal(f"phải có ít nhất {self.least} dòng.")
        return [
            self.shape.read(item, place.index(number, line_of(item)))
            for number, item in enumerate(node.value)
        ]


def Texts(most=300):  # noqa: N802 (reads as a shape, like the others)
    return Rows(Text(most))


def Paragraphs(most=20000):  # noqa: N802
    return Text(most, clean=many_lines)


class Empty:
    """What the portal has no place for yet: null, so that nothing in a file is silently lost."""

    def read(self, node, place):
        if not is_empty(node):
            raise at(place, node).refusal("chưa nạp được mục này. Hãy ghi null.")


class Period:
    """[2009, 2015]: two years in order."""

    def read(self, node, place):
        years = Rows(Year()).read(node, place)
        if len(years) != 2:
            raise at(place, node).refusal("phải có đúng hai năm, ví dụ [2010, 2012].")
        if years[0] > years[1]:
            raise at(place, node).refusal(
                f"giai đoạn đảo ngược: {years[0]} sau {years[1]}. Hãy đổi thứ tự hai năm."
            )
        return tuple(years)


def pairs(node, place):
    """(key, value node) of a group whose keys are words and occur once."""
    if not isinstance(node, yaml.MappingNode):
        raise wrong_type(place, node, "nhóm mục dạng 'khóa: giá trị'")
    for key, _value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise at(place, key).refusal("tên mục phải là một từ. Hãy kiểm tra dấu ngoặc.")
    counts = Counter(key.value for key, _value in node.value)
    for key, _value in reversed(node.value):
        if counts[key.value] > 1:
            raise at(place.key(key.value), key).refusal(
                "mục này được ghi hai lần trong cùng một nhóm. Hãy bỏ một lần."
            )
    return [(key.value, value) for key, value in node.value]


class Record:
    """A group with exactly these keys; those of shape Maybe may be left out."""

    def __init__(self, **shapes):
        self.shapes = shapes

    def read(self, node, place):
        found = pairs(node, place)
        self._refuse_unknown(found, place)
        self._refuse_missing(found, place, node)
        values = dict.fromkeys(self.shapes)
        lines = {key: line_of(value) for key, value in found}
        for key, value in found:
            values[key] = self.shapes[key].read(value, place.key(key, lines[key]))
        return Row(values, at(place, node), lines)

    def _refuse_unknown(self, found, place):
        for key, value in found:
            if key not in self.shapes:
                near = difflib.get_close_matches(key, self.shapes, 1)
                hint = f" Có phải là '{near[0]}'?" if near else ""
                raise at(place.key(key), value).refusal(
                    f"không có mục tên này.{hint} Hãy sửa tên hoặc bỏ mục."
                )

    def _refuse_missing(self, found, place, node):
        given = {key for key, _value in found}
        for key, shape in self.shapes.items():
            if key not in given and not isinstance(shape, Maybe):
                raise at(place.key(key), node).refusal("còn thiếu mục này. Hãy bổ sung.")


class Keyed:
    """A group with free keys and values of one shape."""

    def __init__(self, shape):
        self.shape = shape

    def read(self, node, place):
        return {key: self.shape.read(value, place.key(key)) for key, value in pairs(node, place)}


class Anything:
    """Plain data that is kept as it stands: words, numbers, lists and groups of these."""

    def read(self, node, place, depth=0):
        if depth > DEEPEST:
            raise at(place, node).refusal(
                "lồng nhau quá nhiều lớp. Hãy kiểm tra tham chiếu (*tên)."
            )
        if isinstance(node, yaml.MappingNode):
            return {
                key: self.read(value, place.key(key), depth + 1)
                for key, value in pairs(node, place)
            }
        if isinstance(node, yaml.SequenceNode):
            return [
                self.read(item, place.index(number), depth + 1)
                for number, item in enumerate(node.value)
            ]
        return _plain(node, place)


def _plain(node, place):
    kind = kind_of(node)
    if kind == "null":
        return None
    if kind == "bool":
        return Flag().read(node, place)
    if kind == "int":
        return Integer(-LARGEST_INTEGER).read(node, place)
    if kind == "float":
        return float(Number().read(node, place))
    if kind in {"str", "timestamp"}:
        return one_line(node.value)
    raise wrong_type(place, node, "chữ, số, danh sách hoặc nhóm mục")
