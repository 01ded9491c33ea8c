"""A list that was read travels with the page that shows it, signed, and is stored nowhere.

Its cells travel as they came, so that what is read of them the second time is what was shown.
"""

from django.core import signing
from django.utils.translation import gettext as _

from organisations.sheets.cells import packed, unpacked
from organisations.sheets.files import SheetRefused
from organisations.sheets.reading import Sheet

ONE_DAY_IN_SECONDS = 24 * 60 * 60
# A page may send back 2,5 MB (DATA_UPLOAD_MAX_MEMORY_SIZE), the pasted text included.
MOST_SIGNS = 1_200_000


def staged(sheet, *, salt, **about):
    """The list as signed text; raises SheetRefused when it is too long to travel."""
    content = about | {
        "present": sheet.present,
        "places": sheet.places,
        "ignored": sheet.ignored,
        "typed": [
            [number, {key: packed(cell) for key, cell in cells.items()}]
            for number, cells in sheet.typed.items()
        ],
    }
    text = signing.dumps(content, salt=salt, compress=True)
    if len(text) > MOST_SIGNS:
        raise SheetRefused(_("Danh sách quá dài. Hãy chia thành nhiều tệp."))
    return text


def unsigned(text, *, salt):
    """What was staged under this salt within a day; None for anything else."""
    try:
        return signing.loads(text, salt=salt, max_age=ONE_DAY_IN_SECONDS)
    except signing.BadSignature:
        return None


def restored(content, columns):
    """The list, read once more from its cells."""
    sheet = Sheet(
        ignored=content["ignored"], present=tuple(content["present"]), places=content["places"]
    )
    for number, cells in content["typed"]:
        sheet.add(number, columns, {key: unpacked(cell) for key, cell in cells.items()})
    return sheet
