"""Words as people shorten them: a search for CTCP finds a công ty cổ phần, and the other way round.

Pure functions without a database. Patterns are read alike by Python and by PostgreSQL.
"""

import re
from dataclasses import dataclass

from organisations.vietnamese import search_key

_JOINT_STOCK = "(?:cong ty|c[.]? ?ty|ct) ?(?:co phan|cp)"
# (how it may be typed or stored, in keys; what else a stored text may say instead), longest first.
SAME = (
    (_JOINT_STOCK, ""),
    ("cong ty|c[.]? ?ty", "ct ?cp"),
    ("co phan", _JOINT_STOCK),
    ("trach nhiem huu han|tnhh", ""),
    ("mot thanh vien|1 ?(?:thanh vien|tv)|mtv", ""),
    ("doanh nghiep tu nhan|dntn", ""),
    ("hop tac xa|htx", ""),
    ("(?:thanh pho|tp[.]?) ?(?:ho chi minh|hcm)", ""),
    ("ho chi minh|hcm", "tphcm"),
    ("thanh pho|tp[.]?", "tphcm"),
    ("uy ban nhan dan|ubnd", ""),
    ("hoi dong nhan dan|hdnd", ""),
    ("so cong thuong|sct", ""),
    ("bo cong thuong|bct", ""),
    ("khu cong nghiep|kcn", ""),
    ("cum cong nghiep|ccn", ""),
    ("khu che xuat|kcx", ""),
    ("khu kinh te|kkt", ""),
    ("tieu thu cong nghiep|ttcn", ""),
    ("khoa hoc (?:va )?cong nghe|kh ?& ?cn|khcn", ""),
    ("bao ve moi truong|bvmt", ""),
    ("san xuat sach hon|sxsh", ""),
)
_FIRST_LETTER = "(?<![a-z0-9])"
_ALONE = _FIRST_LETTER + "(?:%s)(?![a-z0-9])"
_TYPED = re.compile(_ALONE % "|".join(f"({typed})" for typed, _also in SAME))
# Curly quotation marks are stored as they were typed; the database's keys have straight ones.
_STRAIGHT = str.maketrans("“”„‘’", '"""\'\'')


@dataclass(frozen=True)
class Term:
    """A word that was typed, as a key, and the pattern of the keys that hold it."""

    word: str
    pattern: str


def search_terms(text):
    """'CTCP Đa Sỹ' → a term for công ty cổ phần in all its forms, then da, then sy."""
    key = search_key(text).translate(_STRAIGHT)
    terms, start = [], 0
    for match in _TYPED.finditer(key):
        terms += _plain(key[start : match.start()])
        terms.append(Term(match[0], _ALONE % "|".join(filter(None, SAME[match.lastindex - 1]))))
        start = match.end()
    return list(dict.fromkeys([*terms, *_plain(key[start:])]))


def _plain(part):
    """Syllables are looked for from their first letter on, numbers and signs anywhere."""
    words = (word.strip(".,;:") for word in part.split())
    return [
        Term(word, (_FIRST_LETTER if word[0].isalpha() else "") + re.escape(word))
        for word in words
        if word
    ]
