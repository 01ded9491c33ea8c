"""A book taken in: looked at first, and only then written, whole or not at all."""

from dataclasses import asdict, dataclass

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.worksheets import actions
from assessments.worksheets.book_reading import Examination, Raw, read_file
from organisations.actions import log
from organisations.enums import Verb
from organisations.exceptions import ActionRefused

SALT = "assessments.worksheets.book"
# How long a look may wait to be taken over, and how much it may carry.
TWO_HOURS = 2 * 60 * 60
MOST_CARRIED = 2_000_000


@dataclass
class Look:
    """What a page shows; `book` carries the cells to the next request, signed."""

    found: object
    book: str
    seen: str
    is_applied: bool = False
    is_anew: bool = False
    is_unanswered: bool = False

    @property
    def told(self):
        return [told for told in self.found.told if told.is_worth_telling]

    @property
    def may_be_taken(self):
        return bool(self.found.changed_tasks) and not self.found.problems


def look(assessment, file):
    """A Look at an uploaded file; raises SheetRefused or ActionRefused. Writes nothing."""
    if not assessment.is_open:
        raise ActionRefused(str(actions.CLOSED))
    raw = read_file(file, actions.form_of(assessment))
    _refuse_others(raw, assessment)
    book = signing.dumps(asdict(raw), salt=f"{SALT}.{assessment.pk}", compress=True)
    if len(book) > MOST_CARRIED:
        raise ActionRefused(_("Nội dung tệp quá lớn so với một bộ phiếu công tác."))
    return _looked(assessment, raw, book, skips_stale=False)


def _refuse_others(raw, assessment):
    if raw.number != assessment.number:
        raise ActionRefused(
            _("Tệp là của phiếu %(theirs)s, không phải phiếu này (%(ours)s).")
            % {"theirs": raw.number[:30], "ours": assessment.number}
        )


def _looked(assessment, raw, book, *, skips_stale):
    parts = actions.parts_of(assessment)
    contents = actions.contents_of(assessment)
    found = Examination(raw, contents, parts, skips_stale=skips_stale).result()
    return Look(found, book, _seen(parts))


def _seen(parts):
    return ";".join(f"{slug}={part.version}" for slug, part in sorted(parts.items()))


@transaction.atomic
def take_over(pk, data, *, access):
    """Write what was looked at; a Look that is not applied when it has to be looked at again."""
    assessment = actions.locked(pk, access)
    raw = _unpacked(data.get("book", ""), pk)
    _refuse_others(raw, assessment)
    parts = actions.parts_of(assessment)
    # Both as they were looked at, or the person is shown anew what would be written.
    skips = bool(data.get("skip_stale"))
    told = _looked(assessment, raw, data["book"], skips_stale=skips)
    told.is_anew = data.get("seen") != _seen(parts)
    told.is_unanswered = bool(told.found.asked) and not data.get("agreed")
    if told.is_anew or told.is_unanswered or not told.may_be_taken:
        return told
    _write(told, assessment, access)
    told.is_applied = True
    return told


def _unpacked(book, pk):
    try:
        kept = signing.loads(book, salt=f"{SALT}.{pk}", max_age=TWO_HOURS)
    except signing.BadSignature as broken:
        raise ActionRefused(_("Bản xem trước đã quá hai giờ. Hãy tải tệp lên lại.")) from broken
    return Raw(**kept)


def _write(told, assessment, access):
    """Task by task, in order: a later one leans on the rows of an earlier one."""
    marks = {doubt.mark for doubt in told.found.asked}
    for task in told.found.changed_tasks:
        contents = actions.contents_of(assessment)
        part = actions.part_of(assessment, task)
        typed = {sheet.name: told.found.contents.of(sheet.name) for sheet in task.sheets}
        words = {"assessment": assessment, "part": part, "access": access}
        actions.store(task, typed, contents, whole=told.found.contents, **words)
        part.agreed = sorted({*part.agreed, *marks})
        actions.keep(part, access)
    names = ", ".join(str(task.no) for task in told.found.changed_tasks)
    log(access, Verb.IMPORT, assessment, comment=_("nhiệm vụ %(no)s") % {"no": names})
