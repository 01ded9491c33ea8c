"""The English strings that installed packages can show: read from their sources, not their .po."""

import ast
import re
from importlib.util import find_spec
from pathlib import Path

from django.utils.translation.template import templatize

# What each function's leading arguments are: context, singular, plural.
SHAPES = {
    "gettext": ("id",),
    "ngettext": ("id", "plural"),
    "pgettext": ("context", "id"),
    "npgettext": ("context", "id", "plural"),
}
CALL = re.compile(r"\b(?:n?p?gettext|_)\(")


def strings_of(package, *patterns):
    """{(context, msgid): plural or None} of the package's files that match the glob patterns."""
    root = Path(find_spec(package).origin).parent
    found = {}
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            read = in_python if path.suffix == ".py" else in_template
            found |= read(path.read_text(encoding="utf-8"))
    return found


def in_python(source):
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return dict(filter(None, map(_string_of, calls)))


def in_template(source):
    text = templatize(source)
    return in_python("\n".join(_whole_call(text, match.start()) for match in CALL.finditer(text)))


def _whole_call(text, start):
    """The shortest piece from `start` that is a complete Python call."""
    end = start
    while (end := text.find(")", end) + 1) > 0:
        try:
            ast.parse(text[start:end], mode="eval")
        except SyntaxError:
            continue
        return text[start:end]
    return ""


def _string_of(call):
    name = getattr(call.func, "id", None) or getattr(call.func, "attr", "")
    shape = SHAPES.get("gettext" if name == "_" else name.removesuffix("_lazy"))
    if not shape or len(call.args) < len(shape):
        return None
    given = dict(zip(shape, [getattr(arg, "value", None) for arg in call.args], strict=False))
    if not isinstance(given["id"], str) or not given["id"]:
        return None
    return (given.get("context"), given["id"]), given.get("plural")
