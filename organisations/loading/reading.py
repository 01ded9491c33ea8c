"""A data file from disk to checked values: size, encoding, characters, syntax, then its shape.

Nothing is guessed. Two things are mended silently because they cannot be misread: a byte order
mark is skipped, and text is brought to Unicode NFC.
"""

import csv
import io
import re
import unicodedata
from pathlib import Path

import yaml

from organisations.loading.refusal import Place
from organisations.loading.shapes import Row

LARGEST = 5 * 1024 * 1024
DEEPEST = 20
FEW_ALIASES = 10
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# libyaml reads the same language ten times faster; the wheel brings it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def read_yaml(path, shape, *, most_aliases=FEW_ALIASES):
    """The file's values as `shape` (see shapes.py) describes them; FileRefused otherwise."""
    place = Place(Path(path).name)
    text = _text_of(Path(path), place)
    try:
        _refuse_nesting(text, place, most_aliases)
        node = yaml.compose(text, LOADER)
    except yaml.YAMLError as fault:
        raise _syntax(place, fault) from None
    if not isinstance(node, yaml.MappingNode):
        raise place.refusal(
            "nội dung không gồm các mục dạng 'khóa: giá trị'. Hãy xem tệp mẫu trong reference/."
        )
    return shape.read(node, place)


def read_csv(path, columns):
    """The rows of a CSV file of ours with exactly these columns, as Row."""
    place = Place(Path(path).name)
    reader = csv.DictReader(io.StringIO(_text_of(Path(path), place)))
    if tuple(reader.fieldnames or ()) != tuple(columns):
        raise Place(place.file, line=1).refusal(
            f"hàng tiêu đề phải là {','.join(columns)}. Hãy sửa tên cột."
        )
    rows = []
    for number, values in enumerate(reader):
        here = Place(place.file, f"[{number}]", reader.line_num)
        if None in values or None in values.values():
            raise here.refusal(f"phải có đúng {len(columns)} cột. Hãy kiểm tra dấu phẩy.")
        rows.append(Row({key: value.strip() for key, value in values.items()}, here, {}))
    return rows


def _text_of(path, place):
    try:
        if not path.is_file():
            raise place.refusal(f"không có tệp ở {path}. Hãy kiểm tra đường dẫn.")
        if path.stat().st_size > LARGEST:
            raise place.refusal("tệp lớn hơn 5 MB. Hãy kiểm tra có đúng tệp dữ liệu không.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        raise place.refusal("không mở được tệp. Hãy kiểm tra quyền đọc tệp.") from None
    except ValueError:  # UnicodeDecodeError, or a NUL byte in the path itself
        raise place.refusal(
            "tệp không dùng bảng mã UTF-8. Hãy lưu lại bằng bảng mã UTF-8."
        ) from None
    if unprintable := UNPRINTABLE.search(text):
        line = text.count("\n", 0, unprintable.start()) + 1
        raise Place(place.file, line=line).refusal(
            "có ký tự điều khiển không in được. Hãy xóa ký tự đó, lưu lại bằng bảng mã UTF-8."
        )
    return unicodedata.normalize("NFC", text)


def _refuse_nesting(text, place, most_aliases):
    """Stop alias bombs and endless brackets before anything recursive looks at them."""
    depth = aliases = 0
    for event in yaml.parse(text, LOADER):
        depth += isinstance(event, OPENING) - isinstance(event, CLOSING)
        aliases += isinstance(event, yaml.AliasEvent)
        line = event.start_mark.line + 1
        if depth > DEEPEST:
            raise Place(place.file, line=line).refusal(
                f"lồng nhau quá {DEEPEST} lớp. Hãy kiểm tra dấu ngoặc."
            )
        if aliases > most_aliases:
            raise Place(place.file, line=line).refusal(
                f"dùng quá {most_aliases} tham chiếu (*tên). Hãy chép giá trị vào từng chỗ."
            )


def _syntax(place, fault):
    mark = getattr(fault, "problem_mark", None)
    return Place(place.file, line=mark.line + 1 if mark else None).refusal(
        "không đúng cú pháp YAML. Hãy xem thụt đầu dòng, dấu hai chấm, ngoặc và dấu nháy ở dòng này"
        " và dòng trước đó."
    )
