"""What the files of assessments say of every figure: exact numbers, and how far to trust them.

How far is read from the first word of the mark: [recalled, shaky] is shaky. An unverified one
belongs to a document that is known and whose figures were not seen.
"""

import re
from decimal import Decimal, InvalidOperation

from programmes.enums import Provenance

MARK = re.compile(r"\[(definition|derived|recalled|proposal|found|unverified)")
MEANT = {"definition": Provenance.DERIVED, "unverified": Provenance.SHAKY}


def exact(row, said, key):
    """A Decimal, or None for null; a number that YAML would round is refused."""
    try:
        return None if said is None else Decimal(said)
    except (InvalidOperation, TypeError) as fault:
        raise row.refusal(key, 'phải là số viết trong ngoặc kép, ví dụ "0.5".') from fault


def trust_in(row, key="mark"):
    said = row[key]
    found = MARK.match(said)
    if not found:
        raise row.refusal(key, "không rõ mức tin cậy. Ví dụ: [recalled], [derived: …].")
    if "shaky" in said:
        return Provenance.SHAKY
    return MEANT.get(found[1]) or Provenance(found[1])
