"""What a paper still lacks before it may be submitted: the same list on the screen and as guard."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.enums import OpinionResponse, PlanState, TaskState
from programmes.papers.differences import differences
from programmes.papers.kinds import PLAN, content_of, kind_of
from programmes.papers.revisions import newest_revision
from programmes.tasks.sums import excess_sentence

# More tasks that lack the same are counted, not named.
MOST_NAMED = 5
GIVEN_UP = (TaskState.STOPPED, TaskState.CARRIED)
NO_LEAD = gettext_lazy("chưa ghi đơn vị chủ trì")
NO_MONTHS = gettext_lazy("chưa ghi tháng bắt đầu, tháng kết thúc")
NO_OUTPUT = gettext_lazy("chưa có sản phẩm nào ghi số lượng kế hoạch")


@dataclass(frozen=True)
class Missing:
    """A sentence, and the page where that is mended."""

    sentence: str
    url: str


def is_blank(paper):
    """A list without tasks, a plan without targets and contents: there is nothing to decide."""
    if kind_of(paper) is PLAN:
        return not paper.targets.exists() and not paper.components.exists()
    return not paper.tasks.exists()


def nothing_to_print(paper):
    """Why a blank paper is not put on paper."""
    if kind_of(paper) is PLAN:
        return _("Kế hoạch chưa ghi mục tiêu, nội dung thực hiện nào nên chưa lập được văn bản.")
    return _("Danh mục chưa ghi nhiệm vụ nào nên chưa lập được văn bản.")


def missing_for_submission(paper):
    """Sentences with a link each; an empty list means that it may be submitted."""
    kind = kind_of(paper)
    own = _missing_for_plan if kind is PLAN else _missing_for_list
    return [*own(paper), *_unhandled_opinions(paper, kind), *_nothing_amended(paper)]


def _missing_for_plan(plan):
    edit = reverse("programmes:plan_edit", args=[plan.pk])
    if not plan.strategy_id and not plan.note:
        yield Missing(
            _("Chọn chiến lược mà kế hoạch thực hiện, hoặc ghi lý do không có ở phần ghi chú."),
            edit,
        )
    if is_blank(plan):
        yield Missing(
            _("Ghi ít nhất một mục tiêu hoặc một nội dung thực hiện."),
            reverse("programmes:component_create", args=[plan.pk]),
        )
    strange = plan.components.exclude(scheme=None).exclude(scheme__strategy=plan.strategy_id)
    for component in strange:
        yield Missing(
            _("Nội dung “%(name)s” gắn với đề án của chiến lược khác.") % {"name": component.name},
            reverse("programmes:component_edit", args=[plan.pk, component.pk]),
        )
    outside = plan.money.exclude(year__range=(plan.year_from, plan.year_to))
    for year in sorted(set(outside.values_list("year", flat=True))):
        yield Missing(
            _("Kinh phí năm %(year)s nằm ngoài giai đoạn %(years)s của kế hoạch.")
            % {"year": year, "years": plan.years},
            reverse("programmes:plan_money", args=[plan.pk]),
        )


def _missing_for_list(task_list):
    page = task_list.get_absolute_url()
    edit = reverse("programmes:task_list_edit", args=[task_list.pk])
    if task_list.plan_id is None:
        yield Missing(_("Chọn kế hoạch mà danh mục thực hiện."), edit)
    else:
        yield from _unnumbered_basis(task_list.plan)
    if task_list.year is None:
        yield Missing(_("Ghi năm kế hoạch."), edit)
    tasks = list(task_list.tasks.prefetch_related("outputs", "money"))
    if not tasks:
        create = reverse("programmes:task_create", args=[task_list.pk])
        yield Missing(_("Ghi ít nhất một nhiệm vụ."), create)
    for lack, lacking in _lacks_of(tasks).items():
        yield from _named(lack, lacking, page)
    planned = sum(money.planned for task in tasks for money in task.money.all())
    if sentence := excess_sentence(task_list, planned):
        yield Missing(sentence, page)


def _unnumbered_basis(plan):
    """The list cites the plan's document, and a căn cứ is cited by its number."""
    if plan.document is not None and not plan.document.number:
        yield Missing(
            _("%(document)s ban hành kế hoạch, được nêu làm căn cứ, chưa ghi số, ký hiệu.")
            % {"document": plan.document},
            reverse("programmes:plan_edit", args=[plan.pk]),
        )


def _lacks_of(tasks):
    """Of those that are still to be done."""
    tasks = [task for task in tasks if task.state not in GIVEN_UP]
    return {
        NO_LEAD: [task for task in tasks if not task.lead],
        NO_MONTHS: [task for task in tasks if not (task.month_from and task.month_to)],
        NO_OUTPUT: [
            task for task in tasks if not any(output.planned for output in task.outputs.all())
        ],
    }


def _named(lack, tasks, page):
    for task in tasks[:MOST_NAMED]:
        sentence = _("Nhiệm vụ %(ordinal)s “%(name)s” %(lack)s.")
        words = {"ordinal": task.ordinal, "name": task.name, "lack": lack}
        yield Missing(sentence % words, task.get_absolute_url())
    more = len(tasks) - MOST_NAMED
    if more > 0:
        sentence = _("Còn %(count)s nhiệm vụ khác %(lack)s.")
        yield Missing(sentence % {"count": more, "lack": lack}, page)


def _unhandled_opinions(paper, kind):
    for opinion in paper.opinions.filter(response=OpinionResponse.PENDING):
        yield Missing(
            _("Ý kiến của %(party)s chưa ghi tiếp thu hoặc giải trình.") % {"party": opinion.party},
            reverse("programmes:opinion_edit", args=[kind.slug, paper.pk, opinion.pk]),
        )
    if paper.state == PlanState.CONSULTING and not paper.opinions.exists():
        yield Missing(
            _("Đang lấy ý kiến nhưng chưa ghi cơ quan, đơn vị nào được hỏi."),
            reverse("programmes:opinion_create", args=[kind.slug, paper.pk]),
        )


def _nothing_amended(paper):
    if paper.state != PlanState.AMENDING:
        return
    last = newest_revision(paper)
    if not differences(last.content, content_of(paper)):
        yield Missing(
            _("Nội dung chưa khác gì so với %(document)s.") % {"document": last.document},
            paper.get_absolute_url(),
        )
