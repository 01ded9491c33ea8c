"""What a group or a list in a data file must be: rows that know their place in the file."""

import difflib
from collections import Counter

import yaml

from organisations.loading.nodes import at, is_empty, kind_of, line_of, wrong_type
from organisations.loading.scalars import LARGEST_INTEGER, Flag, Integer, Number, Text, Year
from organisations.vietnamese import one_line

DEEPEST = 20


class Row(dict):
    """The values of one group of the file; knows its place, for faults that are found later."""

    def __init__(self, values, place, lines):
        super().__init__(values)
        self.place = place
        self.lines = lines

    def refusal(self, key, fault):
        return self.place.key(key, self.lines.get(key)).refusal(fault)


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
