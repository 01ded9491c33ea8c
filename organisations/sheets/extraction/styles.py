"""The looks of cells that change what they say: percent signs and fonts from before Unicode."""

import re
from xml.parsers import expat

from .marks import Looks

BUILT_IN_PERCENTS = {"9", "10"}
# Text in quotes, escaped signs and [conditions] of a number format are not its percent sign.
NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
# .VnTime and its kin hold TCVN3, VNI-Times and its kin hold VNI.
OLD_FONT = re.compile(r"\.vn|vni[- ]", re.IGNORECASE)


class _Styles:
    def __init__(self):
        self.within = []
        self.percents, self.fonts, self.looks = set(BUILT_IN_PERCENTS), [], []

    def start(self, name, attributes):
        name = name.rpartition(":")[2]
        above = self.within[-1] if self.within else ""
        self.within.append(name)
        if name == "numFmt" and "%" in NOT_FORMAT.sub("", attributes.get("formatCode", "")):
            self.percents.add(attributes.get("numFmtId"))
        elif name == "font" and above == "fonts":
            self.fonts.append("")
        elif name == "name" and self.within[-3:-1] == ["fonts", "font"]:
            self.fonts[-1] = attributes.get("val", "")
        elif name == "xf" and above == "cellXfs":
            self.looks.append((attributes.get("numFmtId"), int(attributes.get("fontId", 0))))

    def end(self, _name):
        self.within.pop()


def looks(content):
    """What is found in the pieces of the part of styles."""
    styles = _Styles()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = styles.start, styles.end
    for piece in content:
        parser.Parse(piece)
    parser.Parse(b"", True)
    old = {at for at, name in enumerate(styles.fonts) if OLD_FONT.match(name)}
    return Looks(
        {str(at) for at, (format_, _font) in enumerate(styles.looks) if format_ in styles.percents},
        {str(at) for at, (_format, font) in enumerate(styles.looks) if font in old},
    )
