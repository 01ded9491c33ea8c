"""The signed file against ours: compared, its signatures checked, in another process."""

import json
import subprocess
import sys

from django.conf import settings
from django.utils.translation import gettext as _

from organisations.exceptions import ActionRefused
from reports.enums import CopyMark
from reports.models import TrustRoot

TIMEOUT = 60


def read_copy(theirs, ours, outgoing, *, access):
    """What the process says of the file at the path `theirs`; ActionRefused when it cannot read it.

    The answer has pages, has_text, differences, signatures and mark.
    """
    question = {
        "ours": str(ours),
        "theirs": str(theirs),
        "ignored": _typed_outside(outgoing),
        "roots": list(TrustRoot.objects.visible_to(access).values_list("pem", flat=True)),
    }
    answer = _asked(question)
    if "refused" in answer:
        raise ActionRefused(_sentence(answer["refused"]))
    return answer | {"mark": _mark(answer, theirs.read_bytes(), ours.read_bytes())}


def _asked(question):
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reports.outgoing.reading"],
            input=json.dumps(question).encode(),
            capture_output=True,
            cwd=settings.BASE_DIR,
            timeout=TIMEOUT,
            check=True,
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return {"refused": "broken"}


def _typed_outside(outgoing):
    """What stands on the signed first page and not on ours: the number and the day."""
    number, day = outgoing.number, outgoing.signed_on
    parts = (number, day.day, day.month)
    return [*(str(part) for part in parts), *(f"{part:02d}" for part in parts), str(day.year)]


def _mark(answer, theirs, ours):
    if theirs.startswith(ours):
        return CopyMark.OURS
    return CopyMark.OTHER if answer["has_text"] else CopyMark.SCAN


def _sentence(reason):
    return {
        "encrypted": _("Tệp PDF có mật khẩu hoặc bị mã hóa. Hãy tải lên tệp mở được."),
        "pages": _("Tệp PDF dài quá mức so sánh được. Hãy tải lên đúng bản ký của báo cáo."),
        "broken": _("Không đọc được tệp PDF này. Hãy xuất lại bản ký và tải lên lần nữa."),
    }[reason]
