"""What a check says of a row: an error that refuses it, or a doubt that asks once."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.worksheets.schema import Level


@dataclass(frozen=True)
class Finding:
    level: Level
    sheet: str
    code: str
    key: str
    sentence: str

    @property
    def mark(self):
        """By what an answered doubt is remembered: another sentence is another doubt."""
        said = f"{self.sheet}|{self.code}|{self.key}|{self.sentence}"
        return hashlib.sha256(said.encode()).hexdigest()


def errors(found):
    return [each for each in found if each.level == Level.ERROR]


def doubts(found, agreed=()):
    """What has not been answered with yes before."""
    return [each for each in found if each.level == Level.WARNING and each.mark not in agreed]


def error(sheet, line, key, sentence):
    return Finding(Level.ERROR, sheet, line.code if line else "", key, sentence)


def doubt(sheet, line, key, sentence):
    return Finding(Level.WARNING, sheet, line.code if line else "", key, sentence)


def not_negative(name, contents):
    for line in contents.of(name):
        if line["luong"] is not None and line["luong"] < 0:
            yield error(name, line, "luong", _("Lượng không được âm."))
