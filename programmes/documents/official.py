"""The papers themselves: Tờ trình, Quyết định, Kế hoạch."""

from django.db.models import TextChoices

from organisations.documents import model
from organisations.documents.letterheads import head_position_of, unit_letterhead
from organisations.documents.model import (
    Annex,
    BulletList,
    CentredLine,
    Emphasis,
    Heading,
    OfficialDocument,
    Paragraph,
)
from organisations.vietnamese import format_long_date, format_number
from programmes.documents import money
from programmes.documents.bases import bases_of, directive_of, duty_of, short
from programmes.documents.contents import money_blocks, period_of, plan_blocks, task_blocks
from programmes.documents.money import Sums
from programmes.documents.printing import DRAFT, Past, as_submitted, draft_of, now_valid
from programmes.enums import DocumentType, OpinionResponse, PlanKind, PlanState
from programmes.papers.differences import differences
from programmes.papers.kinds import PLAN, kind_of
from programmes.papers.missing import is_blank

MOST_DIFFERENCES = 30
# How a paper is called in its own head, and its abbreviation (Nghị định 30, Phụ lục III).
PLAN_TYPES = {
    PlanKind.ACTION_PLAN: ("KẾ HOẠCH HÀNH ĐỘNG", "KH"),
    PlanKind.PLAN: ("KẾ HOẠCH", "KH"),
    PlanKind.ACTION_PROGRAMME: ("CHƯƠNG TRÌNH HÀNH ĐỘNG", "CTr"),
}


class Which(TextChoices):
    PROPOSAL = "proposal", "Tờ trình"
    DECISION = "decision", "Quyết định"
    AMENDMENT = "amendment", "Quyết định điều chỉnh"
    PLAN = "plan", "Kế hoạch"


def offered(paper, past):
    """Which papers there are of a plan or a list as it stands now; none that would say nothing.

    What was submitted can still be opened once it is decided, and what is in force while an
    amendment has taken everything out of the draft.
    """
    under_way, says_something = _is_under_way(paper), not is_blank(paper)
    has_proposal = says_something if under_way else past.was_approved_here
    found = [Which.PROPOSAL] if has_proposal else []
    if says_something or past.says_something:
        alone = _is_issued_alone(paper)
        found += [Which.DECISION] if alone is not True else []
        found += [Which.PLAN] if alone is not False else []
    if under_way and paper.is_decided and says_something:
        found.append(Which.AMENDMENT)
    return found


def _is_under_way(paper):
    return paper.is_open or paper.state == PlanState.SUBMITTED


def _is_issued_alone(paper):
    """A Kế hoạch may be a paper of its own; None while both ways are open."""
    if kind_of(paper) is not PLAN:
        return False
    if paper.is_decided:
        return paper.document.type == DocumentType.PLAN
    return None if paper.kind == PlanKind.PLAN else False


def document_of(paper, which, *, access, today):
    """The paper in the document model; its owner comes with parent and province."""
    if which == Which.PROPOSAL:
        if _is_under_way(paper):
            return _proposal(draft_of(paper, today), access)
        return _proposal(as_submitted(paper, Past.of(paper, access)), access)
    printed = now_valid(paper, today)
    if which == Which.AMENDMENT:
        return _decision(draft_of(paper, today), access)
    return _plan_paper(printed, access) if which == Which.PLAN else _decision(printed, access)


# Tờ trình


def _proposal(printed, access):
    owner, paper = printed.owner, printed.paper
    mark = DRAFT if paper.is_open else ""
    letterhead = unit_letterhead(owner, "TTr", year=printed.year, mark=mark)
    body = [
        *bases_of(printed, by=owner.name, access=access),
        Paragraph(
            f"{owner.name} kính trình {printed.addressee} xem xét,"
            f" {_verb(printed)} {printed.title} với các nội dung chính như sau:"
        ),
        Heading(1, "I.", "Sự cần thiết"),
        *_need(printed, access),
        Heading(1, "II.", "Nội dung chính"),
        *_main_points(printed),
        Heading(1, "III.", "Kiến nghị"),
        Paragraph(f"Kính đề nghị {printed.addressee} xem xét, {_verb(printed)}."),
    ]
    attached = f"Kèm theo Tờ trình s{letterhead.number_line[1:]} {letterhead.date_words}"
    return OfficialDocument(
        letterhead=letterhead,
        kind="TỜ TRÌNH",
        subject=f"Về việc {_verb(printed)} {printed.title}",
        addressees=(printed.addressee,),
        body=tuple(body),
        recipients=("Như trên", "Lưu: VT"),
        signature=_proposer(printed),
        annexes=(_content_annex(printed, attached),),
    )


def _proposer(printed):
    """The unit's head proposes to the level above; within the unit, whoever drew it up."""
    if printed.by_committee:
        owner = printed.owner
        name = "" if printed.is_reopened else owner.head_name
        return model.Signature((head_position_of(owner),), name)
    return model.Signature(("THỦ TRƯỞNG ĐƠN VỊ TRÌNH",))


def _verb(printed):
    if printed.amended is not None:
        return "điều chỉnh"
    return "ban hành" if printed.is_plan else "phê duyệt"


def _need(printed, access):
    directive, duty = directive_of(access), duty_of(access)
    if directive and duty:
        yield Paragraph(
            f"Theo điểm {duty.clause} {directive.get_type_display()} của {directive.issuer},"
            f" {_inside_a_sentence(duty.bearer)} có nhiệm vụ:"
            f" {duty.duty[:1].lower()}{duty.duty[1:]}"
        )
    fields = printed.content["fields"]
    if fields.get("plan"):
        years = "" if printed.is_reopened else f" ({printed.paper.plan.years})"
        yield Paragraph(
            f"Danh mục cụ thể hóa {fields['plan']}{years} thành các nhiệm vụ"
            f" {_year_words(printed)}."
        )
    elif fields.get("strategy"):
        yield Paragraph(
            f"Kế hoạch triển khai {fields['strategy']} trong phạm vi quản lý của"
            f" {printed.owner.name}, {period_of(printed.content)}."
        )
    if not printed.is_reopened and (sentence := _opinions(printed.paper)):
        yield Paragraph(sentence)


def _inside_a_sentence(name):
    return f"các {name[4:]}" if name.startswith("Các ") else name


def _year_words(printed):
    year = printed.content["fields"]["year"]
    return f"của năm {year}" if year else "hằng năm"


def _opinions(paper):
    """How many were asked, and what was made of what they said."""
    responses = [opinion.response for opinion in paper.opinions.all()]
    if not responses:
        return ""
    told = [
        f"{label} {responses.count(value)}"
        for value, label in OpinionResponse.choices
        if value in responses
    ]
    return f"Dự thảo đã lấy ý kiến {len(responses)} cơ quan, đơn vị: {', '.join(told)}."


def _main_points(printed):
    yield from _plan_points(printed) if printed.is_plan else _list_points(printed)
    if printed.amended is None:
        return
    yield Paragraph("Nội dung điều chỉnh so với nội dung đang có hiệu lực:")
    found = differences(printed.before, printed.content) if printed.before else []
    sentences = [each.sentence for each in found[:MOST_DIFFERENCES]]
    if len(found) > MOST_DIFFERENCES:
        sentences.append(f"và {len(found) - MOST_DIFFERENCES} nội dung khác trong phụ lục.")
    yield BulletList(tuple(sentences)) if sentences else Paragraph("Chưa có nội dung thay đổi.")


def _plan_points(printed):
    content = printed.content
    targets, components = content["targets"], content["components"]
    contents = _counted((targets, "mục tiêu"), (components, "nội dung thực hiện"))
    yield Paragraph(
        f"{_paper_name(printed)} được xây dựng cho {period_of(content)}, gồm {contents}."
    )
    if content["money"]:
        yield from money_blocks(content)


def _counted(*things):
    """'3 nhiệm vụ, 5 sản phẩm'; of what there is none, nothing is said."""
    return ", ".join(f"{format_number(len(rows))} {name}" for rows, name in things if rows)


def _paper_name(printed):
    return PlanKind(printed.content["fields"]["kind"]).label


def _list_points(printed):
    content = printed.content
    outputs = [output for task in content["tasks"] for output in task["outputs"]]
    contents = _counted((content["tasks"], "nhiệm vụ"), (outputs, "sản phẩm"))
    yield Paragraph(f"Danh mục gồm {contents} (chi tiết tại Phụ lục kèm theo).")
    sums = Sums.of(money.of_tasks(content))
    if sums.by_fund:
        yield Paragraph(f"Tổng kinh phí các nhiệm vụ: {sums.sentence}, phân theo nguồn:")
        yield money.table_by_fund(sums)
    else:
        yield Paragraph("Danh mục chưa ghi kinh phí.")


# Quyết định


def _decision(printed, access):
    letterhead = printed.letterhead("QĐ")
    attached = f"Kèm theo Quyết định s{letterhead.number_line[1:]} {letterhead.date_words}"
    body = [
        CentredLine(printed.authority),
        *bases_of(printed, _on_whose_proposal(printed), by=printed.issuer, access=access),
        CentredLine("QUYẾT ĐỊNH:"),
        *_articles(printed),
    ]
    return OfficialDocument(
        letterhead=letterhead,
        kind="QUYẾT ĐỊNH",
        subject=decision_subject(printed),
        body=tuple(body),
        recipients=_decision_recipients(printed),
        signature=printed.signature(),
        annexes=(_content_annex(printed, attached),),
    )


def decision_subject(printed):
    if printed.document is not None:
        return printed.document.title
    return f"Về việc {_verb(printed)} {printed.title}"


def _decision_recipients(printed):
    above = (f"{printed.superior} (để báo cáo)",) if printed.superior else ()
    return ("Như Điều 3", *above, "Lưu: VT")


def _on_whose_proposal(printed):
    """Empty where an issued decision does not say it."""
    if printed.document is not None and printed.document.submitted_by:
        return f"Theo đề nghị của {printed.document.submitted_by}"
    if printed.by_committee:
        return (
            f"Theo đề nghị của {head_position_of(printed.owner).capitalize()} {printed.owner.name}"
        )
    if lead := printed.content["fields"].get("lead"):
        return f"Theo đề nghị của {lead}"
    return "" if printed.document is not None else "Theo đề nghị của [ghi đơn vị trình]"


def _articles(printed):
    for number, words in enumerate(
        (_what_is_decided(printed), _who_carries_out(printed), _effect(printed)), start=1
    ):
        yield Paragraph((Emphasis(f"Điều {number}.", strong=True), f" {words}"))


def _what_is_decided(printed):
    if printed.amended is not None:
        decided = short(printed.amended, in_draft=printed.in_draft)
        words = f"Điều chỉnh {printed.title} theo {decided}."
        if printed.summary:
            words += f" Nội dung điều chỉnh: {printed.summary.rstrip('.')}."
        return f"{words} {_annexed(printed)}"
    if printed.is_plan:
        return f"Ban hành kèm theo Quyết định này {printed.title}."
    return f"Phê duyệt {printed.title}. {_annexed(printed)}"


def _annexed(printed):
    if printed.is_plan:
        return "Nội dung sau điều chỉnh kèm theo Quyết định này."
    tasks, sums = printed.content["tasks"], Sums.of(money.of_tasks(printed.content))
    words = f"Danh mục gồm {_counted((tasks, 'nhiệm vụ'))}"
    if sums.by_fund:
        words += f", tổng kinh phí {sums.sentence}, trong đó: {sums.parts}"
    return f"{words} (chi tiết tại Phụ lục kèm theo)."


def _who_carries_out(printed):
    fields = printed.content["fields"]
    lead, partners = fields.get("lead") or printed.owner.name, fields.get("partners")
    if printed.is_plan:
        together = f", phối hợp với {partners}" if partners else ""
        return f"Giao {lead} chủ trì{together} tổ chức thực hiện."
    return (
        f"Giao {lead} và các đơn vị chủ trì nêu tại Phụ lục tổ chức thực hiện các nhiệm vụ đúng"
        " tiến độ, sử dụng kinh phí đúng quy định và báo cáo kết quả."
    )


def _effect(printed):
    document, since = printed.document, printed.in_force_from
    is_later = document is not None and since and since != document.issued_on
    when = f"từ {format_long_date(since)}" if is_later else "kể từ ngày ký"
    return (
        f"Quyết định này có hiệu lực {when}. Thủ trưởng các đơn vị thuộc {printed.owner.name} và"
        " các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này."
    )


def _content_annex(printed, attached):
    if not printed.is_plan:
        return Annex(
            "", printed.title, task_blocks(printed.content), landscape=True, attached_to=attached
        )
    kind, _abbreviation = _plan_type(printed)
    title = _without_kind(printed)
    return Annex("", title, tuple(plan_blocks(printed)), attached_to=attached, kind=kind)


# Kế hoạch


def _plan_paper(printed, access):
    kind, abbreviation = _plan_type(printed)
    fields = printed.content["fields"]
    parties = [part.strip() for part in f"{fields['lead']};{fields['partners']}".split(";")]
    recipients = list(dict.fromkeys(filter(None, [printed.superior, *parties])))
    return OfficialDocument(
        letterhead=printed.letterhead(abbreviation),
        kind=kind,
        subject=_without_kind(printed),
        body=(*bases_of(printed, by=printed.issuer, access=access), *plan_blocks(printed)),
        recipients=(*recipients, "Lưu: VT"),
        signature=printed.signature(),
    )


def _plan_type(printed):
    return PLAN_TYPES[PlanKind(printed.content["fields"]["kind"])]


def _without_kind(printed):
    """The title without the type of the paper, which stands above it."""
    kind, _abbreviation = _plan_type(printed)
    title = printed.title
    if title.upper().startswith(kind):
        title = title[len(kind) :].strip()
    return title[:1].upper() + title[1:]
