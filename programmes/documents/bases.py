"""Căn cứ: documents cited in full, one on each line."""

from organisations.documents.model import LegalBasis
from organisations.vietnamese import format_long_date
from programmes.models import Obligation

# A title that says what was done follows the issuer at once, any other after "về".
VERBS = ("về ", "phê duyệt", "ban hành", "quy định", "hướng dẫn", "điều chỉnh", "công bố")
TO_BE_WRITTEN = "[ghi văn bản quy định chức năng, nhiệm vụ, quyền hạn của {issuer}]"
# What is unknown of a cited document: in a draft to be written there, in a paper only said.
NOT_COMPARED = "(số, ngày chưa đối chiếu bản gốc)"
TO_BE_COMPARED = "[ghi số, ngày sau khi đối chiếu bản gốc]"
NO_NUMBER, NUMBER_TO_BE_WRITTEN = "(chưa có số)", "[ghi số, ký hiệu]"


def cited(document, *, in_draft=False):
    """'Quyết định số 889/QĐ-TTg ngày 24 tháng 6 năm 2020 của Thủ tướng Chính phủ phê duyệt …'.

    A number that was not compared with the original stands in no official paper. Nobody takes a
    document for cited in full when its number is missing: it is marked.
    """
    parts = [document.get_type_display()]
    if not document.is_unverified:
        parts += _number_and_day(document, in_draft=in_draft)
    parts += [f"của {document.issuer}"] if document.issuer else []
    parts.append(_subject(document.title))
    if document.is_unverified:
        parts.append(TO_BE_COMPARED if in_draft else NOT_COMPARED)
    return " ".join(parts)


def short(document, *, in_draft=False):
    """'Quyết định số 1920/QĐ-SCT ngày 22 tháng 6 năm 2010', once it was cited in full."""
    parts = [document.get_type_display()]
    if not document.is_unverified:
        parts += _number_and_day(document, in_draft=in_draft)
    return " ".join(parts)


def _number_and_day(document, *, in_draft):
    if document.number:
        yield f"số {document.number}"
    else:
        yield NUMBER_TO_BE_WRITTEN if in_draft else NO_NUMBER
    if document.issued_on:
        yield format_long_date(document.issued_on)


def _subject(title):
    lowered = title[:1].lower() + title[1:]
    return lowered if lowered.startswith(VERBS) else f"về {title}"


def bases_of(printed, *more, by, access):
    """The documents a plan or a list rests on, and what the drafter must still write.

    `by` is whose competence comes first.
    """
    sentences = [TO_BE_WRITTEN.format(issuer=by)] if printed.in_draft else []
    documents = _documents(printed, access)
    sentences += [cited(document, in_draft=printed.in_draft) for document in documents]
    lines = [f"Căn cứ {sentence}" for sentence in sentences] + [line for line in more if line]
    return [
        LegalBasis(line + ("." if number == len(lines) else ";"))
        for number, line in enumerate(lines, start=1)
    ]


def _documents(printed, access):
    plan = printed.paper if printed.is_plan else printed.paper.plan
    if not printed.is_live and not _is_still_named(plan, printed):
        plan = None
    found = []
    if plan is not None and plan.strategy is not None:
        found.append(plan.strategy.document)
    if directive := directive_of(access):
        found.append(directive)
    if not printed.is_plan and plan is not None and plan.document is not None:
        found.append(plan.document)
    if printed.amended is not None:
        found.append(printed.amended)
    return [document for document in found if _was_there(document, printed.submitted_on)]


def _is_still_named(plan, printed):
    """What the paper rests on is what its content says that it rested on."""
    fields = printed.content["fields"]
    if printed.is_plan:
        return printed.strategy is not None
    return plan is not None and plan.pk == fields.get("plan_id", plan.pk)


def _was_there(document, day):
    return day is None or document.issued_on is None or document.issued_on <= day


def directive_of(access):
    """The Directive that lays the duty to plan upon units."""
    duty = Obligation.objects.visible_to(access).select_related("document").first()
    return duty.document if duty else None


def duty_of(access):
    """The Directive's word on who plans: a province under its People's Committee, others alone."""
    code = "O11" if access.kind == "department" else "O12"
    return Obligation.objects.visible_to(access).filter(code=code).first()
