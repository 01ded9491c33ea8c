"""What a legal person or a household is known by: MST of 10 or 13 digits, or 12 personal ones.

Formats and check digit: DOMAIN 5.4. A personal number is personal data: it is compared by a keyed
hash and shown by its last three digits, and never stands in an address, a fact or a file.
"""

import re
from operator import mul
from typing import NamedTuple

from django.conf import settings
from django.db import connections
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError
from stdnum.vn import mst

from organisations.tenancy import login_alias
from organisations.vietnamese import Unreadable, one_line

STEM, PERSONAL, BRANCH = 10, 12, 13
MASK = "•"
SEPARATORS = re.compile(r"[ .]")
# As tax codes are nearly always written; what python-stdnum would say of these is worked out here.
USUAL = re.compile(r"([0-9]{10})(?:-([0-9]{3}))?")
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
WRITTEN = re.compile(r"([0-9]{10})-?([0-9]{3})?|[0-9]{12}")
MASKED = re.compile(rf"{MASK}{{9}}([0-9]{{3}})")
# A personal number among other words: it begins with the three digits of a province, 001 to 096.
WITHIN = re.compile(r"(?<![0-9])0[0-9]{2}(?:[ .]?[0-9]{3}){2}[ .]?([0-9]{3})(?![0-9])")


class Identity(NamedTuple):
    """What a typed number says: a tax code, perhaps with a branch's three digits, or a person's."""

    tax_code: str = ""
    branch_code: str = ""
    digest: str = ""
    tail: str = ""

    @property
    def shown(self):
        """As it may be printed."""
        return self.branch_code or self.tax_code or (f"{MASK * 9}{self.tail}" if self.tail else "")


def read_identity(typed):
    """The number that was typed; raises Unreadable with what is wrong and perhaps meant."""
    if (usual := USUAL.fullmatch(typed)) and is_tax_code(*usual.groups()):
        return Identity(tax_code=usual[1], branch_code=typed if usual[2] else "")
    digits = SEPARATORS.sub("", one_line(typed))
    found = WRITTEN.fullmatch(digits)
    if found is None:
        raise Unreadable(_fault_of(digits))
    if len(digits) == PERSONAL:
        return Identity(digest=digest_of(digits), tail=digits[-3:])
    stem, branch = found.groups()
    code = f"{stem}-{branch}" if branch else stem
    try:
        mst.validate(code)
    except ValidationError:
        raise Unreadable(_fault_of_code(stem, branch)) from None
    return Identity(tax_code=stem, branch_code=code if branch else "")


def tail_of_mask(typed):
    """What a personal number as it is shown still tells; '' for any other text.

    Only a file that was taken out of the portal says it: there it means the number it stands for.
    """
    masked = MASKED.fullmatch(SEPARATORS.sub("", one_line(typed)))
    return masked[1] if masked else ""


def holds_personal_number(words):
    """Whether somebody's number stands where it is no key but words, which everybody may read."""
    return len(words) >= PERSONAL and WITHIN.search(words) is not None


def without_personal_numbers(words):
    """The same words with such numbers as they may be shown."""
    return WITHIN.sub(rf"{MASK * 9}\1", words) if len(words) >= PERSONAL else words


def is_tax_code(stem, branch=None):
    """Whether stdnum.vn.mst takes ten digits and a branch's three: twenty times as fast."""
    total = sum(map(mul, WEIGHTS, map(int, stem)))
    return 10 - total % 11 == int(stem[9]) and stem[2:9] != "0000000" and branch != "000"


def digest_of(personal_number):
    secret = settings.PERSONAL_NUMBER_KEY
    return salted_hmac(
        "enterprises.personal_number", personal_number, secret=secret, algorithm="sha256"
    ).hexdigest()


def without_lost_zero(digits):
    """The tax code that a number cell may have held before its leading zero was lost; else ''."""
    restored = f"0{digits}"
    if len(digits) in (STEM - 1, BRANCH - 1) and mst.is_valid(restored):
        return restored if len(restored) == STEM else f"{restored[:STEM]}-{restored[STEM:]}"
    return ""


def fault_of_number_cell(digits):
    """Why a number cell is no tax code: Excel keeps no leading zero of a number."""
    if meant := without_lost_zero(digits):
        return _(
            "Ô này là số nên mất số 0 ở đầu; có thể là %(code)s. Hãy đổi định dạng ô sang Văn bản"
            " (Text) và nhập lại đủ số."
        ) % {"code": meant}
    if len(digits) in (STEM, BRANCH):
        return ""
    return _(
        "Ô này là số, có thể đã mất số 0 ở đầu. Hãy đổi định dạng ô sang Văn bản (Text) và nhập lại"
        " đủ 10, 12 hoặc 13 số."
    )


def _fault_of(digits):
    if not digits.replace("-", "").isdecimal():
        return _("Mã số thuế chỉ gồm chữ số, ví dụ 0100112437 hoặc 0100112437-001.")
    if meant := without_lost_zero(digits):
        return _("Thiếu số; có thể là %(code)s, mất số 0 ở đầu. Hãy nhập lại đủ số.") % {
            "code": meant
        }
    return _(
        "Mã số thuế có 10 số (13 số với chi nhánh), số định danh cá nhân có 12 số; ở đây có"
        " %(count)s số."
    ) % {"count": len(digits.replace("-", ""))}


def _fault_of_code(stem, branch):
    if branch == "000" and mst.is_valid(stem):
        return _("Ba số cuối của mã chi nhánh phải từ 001 đến 999.")
    return _("Số kiểm tra của mã số thuế không đúng. Hãy xem lại từng chữ số.")


def keep_enterprises(lines):
    """The enterprise of each (identity, name, legal form), entered if nobody has it yet.

    Answers keys in the order of the lines; None where nothing identifies the enterprise.
    """
    if not lines:
        return []
    asked = zip(
        *((name, form, who.tax_code, who.digest, who.tail) for who, name, form in lines),
        strict=True,
    )
    with connections[login_alias()].cursor() as cursor:
        cursor.execute(
            "SELECT enterprise_id FROM app.keep_enterprises(%s, %s, %s, %s, %s) ORDER BY line",
            [list(column) for column in asked],
        )
        return [key for (key,) in cursor.fetchall()]
