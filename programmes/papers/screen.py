"""What the pages of a paper show beside its own content: how it stands, what to do, what was."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from organisations import approvals, clock
from organisations.entry.views import log_of
from organisations.enums import ApprovalState, Verb
from programmes.documents.links import links_of
from programmes.documents.printing import Past
from programmes.enums import ENDED_STATES, FundKind, ListState, PlanState
from programmes.models import Milestone, Target
from programmes.papers import rules
from programmes.papers.actions import was_entered
from programmes.papers.forms import DayForm
from programmes.papers.kinds import LIST, PLAN, kind_of, moves_of
from programmes.papers.missing import missing_for_submission, nothing_to_print
from programmes.papers.revisions import revisions_of, standing
from programmes.papers.standing import standing_of
from programmes.papers.warnings import warnings_of

# Verbs that bring a paper on; the others change or end what already has effect.
NEXT_STEPS = ("record", "issue", "submit")
# Into which state a verb leads; where PAPER_MOVES lets a paper of the kind go there, it is offered.
WITHIN_LIFE = {
    "consult": PlanState.CONSULTING,
    "amend": PlanState.AMENDING,
    "close": ListState.CLOSED,
}
ENDS = {"replace": PlanState.REPLACED, "expire": PlanState.EXPIRED}
# The paper's own entry says the same and more than the run's.
TOLD_BY_THE_PAPER = (Verb.SUBMIT, Verb.RETURN, Verb.WITHDRAW)


@dataclass(frozen=True)
class Step:
    """A button of the page: a link, or a form that is sent at once."""

    label: str
    url: str
    is_sent: bool = False


def life_cycle_context(paper, access):
    """What the includes of templates/programmes/papers/ show of a plan or a list."""
    kind = kind_of(paper)
    may_change = rules.may_change(access, paper)
    missing = missing_for_submission(paper) if may_change and paper.is_open else []
    approval = approvals.approval_context(paper, kind.subject, access=access)
    verbs = _verbs(paper, approval, access) if may_change else []
    if rules.may_end(access, paper):
        verbs += _ending_verbs(paper)
    is_next = bool(verbs) and verbs[0] in NEXT_STEPS
    steps = _steps(verbs, paper, kind)
    revisions = revisions_of(paper)
    past = Past.of(paper, access, revisions)
    in_place = {row.pk for row in standing(revisions)}
    for row in revisions:
        row.is_corrected = row.pk not in in_place
    return approval | {
        "paper": paper,
        "paper_kind": kind,
        "standing": standing_of(paper, access),
        "entered_from": paper.document if _is_entered(paper, past) else None,
        "may_change": may_change,
        "may_write": may_change and paper.is_open,
        "missing": missing,
        "warnings": warnings_of(paper),
        "main_step": steps[0] if is_next else None,
        "more_steps": steps[is_next:],
        "may_take_back": may_change and _is_approved(paper, approval),
        "may_correct_decision": may_change and _is_approved_here(paper, kind, past),
        "documents": links_of(paper, past),
        "no_documents": nothing_to_print(paper),
        "opinions": paper.opinions.all(),
        "revisions": revisions,
        "day_form": DayForm(today=clock.today()),
        "today": clock.today(),
        "timeline": timeline(paper, access),
        "approve_url": _address(kind, paper, "approve"),
        "return_url": _address(kind, paper, "return"),
        "withdraw_url": _address(kind, paper, "withdraw"),
    }


def _address(kind, paper, verb):
    return reverse(f"programmes:paper_{verb}", args=[kind.slug, paper.pk])


def _is_approved(paper, approval):
    run = approval["approval"]
    return paper.state == PlanState.SUBMITTED and (run is None or not run.is_open)


def _is_entered(paper, past):
    """As actions.was_entered, of the run that is known already."""
    return paper.is_decided and not past.was_approved_here


def _steps(verbs, paper, kind):
    said = _labels(kind)
    return [
        Step(said[verb], _address(kind, paper, verb), verb in ("consult", "redraft"))
        for verb in verbs
    ]


def _is_approved_here(paper, kind, past):
    """An entered plan is corrected with its document on its own sheet."""
    return paper.state == PlanState.ISSUED and (kind is LIST or past.was_approved_here)


def _verbs(paper, approval, access):
    """What may be done now, the main thing first."""
    verbs = []
    if _is_approved(paper, approval):
        verbs = ["issue"]
    elif paper.is_open:
        verbs = ["submit"]
    if paper.state == PlanState.AMENDING:
        verbs = ["record", *verbs] if was_entered(paper, access) else verbs
        verbs.append("abandon")
    if paper.state != PlanState.SUBMITTED:
        verbs += _leading_into(WITHIN_LIFE, paper)
    if paper.state == PlanState.CONSULTING:
        verbs.append("redraft")
    if paper.state == ListState.CLOSED:
        verbs.append("reopen")
    return verbs


def _ending_verbs(paper):
    """Of a plan; the head's."""
    return ["restore"] if paper.state in ENDED_STATES else _leading_into(ENDS, paper)


def _leading_into(states, paper):
    after = moves_of(paper)
    return [verb for verb, state in states.items() if state in after]


def _labels(kind):
    return {
        "submit": _("Trình duyệt"),
        "issue": _("Ghi quyết định ban hành") if kind is PLAN else _("Ghi quyết định phê duyệt"),
        "consult": _("Gửi lấy ý kiến"),
        "redraft": _("Đưa về dự thảo"),
        "amend": _("Mở điều chỉnh"),
        "abandon": _("Thôi điều chỉnh"),
        "record": _("Ghi đính chính"),
        "replace": _("Ghi được thay thế"),
        "expire": _("Ghi hết hiệu lực"),
        "restore": _("Khôi phục hiệu lực"),
        "close": _("Khóa danh mục"),
        "reopen": _("Mở lại danh mục"),
    }


def timeline(paper, access):
    """The paper's log, newest first, with the names of its states."""
    names = dict(kind_of(paper).states.choices) | dict(ApprovalState.choices)
    entries = [
        entry
        for entry in log_of(paper, access)
        if not (entry.verb in TOLD_BY_THE_PAPER and entry.to_state in ApprovalState.values)
    ]
    for entry in entries:
        entry.from_name = names.get(entry.from_state, "")
        entry.to_name = names.get(entry.to_state, "")
    return entries


# Mục tiêu của kế hoạch bên cạnh mục tiêu quốc gia


@dataclass
class Beside:
    """National targets of one indicator, and the plan's own of the same."""

    nation: list = field(default_factory=list)
    own: list = field(default_factory=list)

    @property
    def is_for_nation_only(self):
        return bool(self.nation) and all(target.is_for_nation_only for target in self.nation)


def targets_beside(plan, access):
    """Own targets beside those of the milestones whose years the plan shares."""
    pairs = {}
    for target in _national_targets(plan, access):
        pairs.setdefault(target.indicator_id or -target.pk, Beside()).nation.append(target)
    own = Target.objects.visible_to(access).filter(plan=plan).select_related("indicator")
    for target in own.order_by("pk"):
        key = target.indicator_id if target.indicator_id in pairs else ("own", target.pk)
        pairs.setdefault(key, Beside()).own.append(target)
    return list(pairs.values())


def _national_targets(plan, access):
    if plan.strategy_id is None:
        return []
    milestones = Milestone.objects.visible_to(access).filter(
        strategy=plan.strategy_id, year_from__lte=plan.year_to, year_to__gte=plan.year_from
    )
    targets = Target.objects.visible_to(access).filter(milestone__in=milestones)
    return targets.select_related("milestone", "indicator").order_by("milestone__year_to", "pk")


# Kinh phí


@dataclass(frozen=True)
class MoneyMatrix:
    """Years × sources that have money, with sums; a cell without a row is None."""

    funds: list
    rows: list
    sums: list
    total: object


def money_matrix(plan):
    amounts = {(row.year, row.fund): row.amount for row in plan.money.all()}
    if not amounts:
        return None
    used = {fund for _year, fund in amounts}
    funds = [fund for fund in FundKind if fund.value in used]
    rows = []
    for year in sorted({year for year, _fund in amounts}):
        cells = [(fund, amounts.get((year, fund.value))) for fund in funds]
        rows.append((year, cells, sum(amount or 0 for _fund, amount in cells)))
    sums = [
        (fund, sum(amount for (_year, name), amount in amounts.items() if name == fund.value))
        for fund in funds
    ]
    return MoneyMatrix(funds, rows, sums, sum(amounts.values()))


# Thành phần theo đề án


def components_by_scheme(plan):
    """[(scheme or None, components)] in the order of the strategy; every scheme is shown."""
    components = list(plan.components.select_related("scheme"))
    schemes = list(plan.strategy.schemes.all()) if plan.strategy else []
    known = {scheme.pk for scheme in schemes}
    groups = [(scheme, [c for c in components if c.scheme_id == scheme.pk]) for scheme in schemes]
    others = [c for c in components if c.scheme_id not in known]
    return [*groups, (None, others)] if others else groups
