"""The steps of a self-assessment in their order, and how far each of them is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.enums import ResourceKind

CHECKLIST = "checklist-"


@dataclass(frozen=True)
class Step:
    """One page with an address of its own.

    `kinds` are the kinds of resource whose quantities of the year are entered on it, `group` the
    group of questions that are asked on it.
    """

    slug: str
    title: str
    explanation: str = ""
    kinds: tuple = ()
    group: object = None


INTRODUCTION = Step("intro", _("Giới thiệu, ngành nghề"))
OUTPUT = Step(
    "output",
    _("Sản lượng"),
    _(
        "Mỗi dòng một sản phẩm, cả năm, tính hàng đạt. Không có sản lượng thì suất tiêu hao không"
        " xác định được."
    ),
    (ResourceKind.PRODUCT,),
)
ELECTRICITY = Step(
    "electricity",
    _("Điện, hơi"),
    _("Cộng hóa đơn 12 tháng, từng khung giờ; cơ sở một giá thì ghi một dòng kWh (một giá)."),
    (ResourceKind.ENERGY,),
)
FUEL = Step(
    "fuel",
    _("Nhiên liệu"),
    _("Ghi đúng đơn vị khi mua: bình, tạ, ster, lít. Cổng tự quy đổi và giữ cả hai số."),
    (ResourceKind.FUEL,),
)
WATER = Step(
    "water",
    _("Nước"),
    _("Từng nguồn nước. Nước giếng không mất tiền thì ghi thành tiền bằng 0."),
    (ResourceKind.WATER,),
)
MATERIALS = Step(
    "materials",
    _("Nguyên liệu, vật liệu"),
    _("Những thứ mua nhiều tiền nhất trước; không cần ghi hết."),
    (ResourceKind.MATERIAL,),
)
WASTE = Step(
    "waste",
    _("Chất thải, nước thải"),
    _("Thành tiền là tiền thu gom, xử lý và phí đã trả."),
    (ResourceKind.WASTE, ResourceKind.WASTEWATER),
)
USES = (OUTPUT, ELECTRICITY, FUEL, WATER, MATERIALS, WASTE)
RECORDS = Step("records", _("Kế hoạch, bộ phận SXSH, chứng nhận"))
WORK = Step("work", _("Giải pháp đã làm, muốn làm"))
# Of a quick assessment: what is proposed to the plant, and what was seen on the walk through it.
IDEAS = Step(WORK.slug, _("Ý tưởng giải pháp"))
FINDINGS = Step("findings", _("Ghi nhận tại hiện trường"))


def steps_of(groups):
    """All steps, those of the checklist made from its groups."""
    return [*_of_both(groups), RECORDS, WORK]


def quick_steps_of(groups):
    return [*_of_both(groups), RECORDS, FINDINGS, IDEAS]


def _of_both(groups):
    asked = [Step(f"{CHECKLIST}{group.code.lower()}", group.name, group=group) for group in groups]
    return [INTRODUCTION, *asked, *USES]


@dataclass(frozen=True)
class Progress:
    """A step and what was saved of it (an AssessmentPart), if anything was."""

    step: Step
    part: object
    url: str

    @property
    def state(self):
        if self.part is None:
            return _("chưa làm")
        return _("đã xong") if self.part.is_done else _("đang làm")

    @property
    def tone(self):
        if self.part is None:
            return "neutral"
        return "success" if self.part.is_done else "info"

    @property
    def is_done(self):
        return self.part is not None and self.part.is_done


def progress_of(assessment, steps, parts):
    by_slug = {part.slug: part for part in parts}
    return [
        Progress(step, by_slug.get(step.slug), address(assessment, step.slug)) for step in steps
    ]


def address(assessment, slug):
    return reverse("assessments:self_step", args=[assessment.pk, slug])


def next_open(progress):
    """The first step that is not done; None when all are."""
    return next((each for each in progress if not each.is_done), None)
