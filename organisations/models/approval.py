"""Chains of approval: how a unit configured them, and what became of each submitted object."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisations.access import Owned, OwnedQuerySet, person_key
from organisations.enums import ApprovalState, ApprovalSubject, Decision, Role

FIRST, MOST_STEPS = 1, 4
FEWEST_STEPS = 2
# A viewer decides nothing, and an administrator's account is not a head's.
DECIDING_ROLES = (Role.OFFICER, Role.HEAD)
# Where the object of a run is shown.
PAGES = {
    ApprovalSubject.PLAN: "programmes:plan",
    ApprovalSubject.TASK_LIST: "year:task_list",
    ApprovalSubject.REPORT: "reports:approval:of",
}
ROLE_CHOICES = [(role.value, role.label) for role in DECIDING_ROLES]


def step_number():
    return models.PositiveSmallIntegerField("bước")


def one_of_four_steps(name):
    return models.CheckConstraint(
        name=name,
        condition=Q(ordinal__range=(FIRST, MOST_STEPS)),
        violation_error_message="Chuỗi trình duyệt có từ 2 đến 4 bước.",
    )


def taken_by_officers_or_heads(name):
    return models.CheckConstraint(
        name=name,
        condition=Q(role__in=DECIDING_ROLES),
        violation_error_message="Mỗi bước do chuyên viên hoặc lãnh đạo thực hiện.",
    )


class ApprovalStepQuerySet(OwnedQuerySet):
    def for_list(self):
        """The application may read a colleague's name and address, not the whole account."""
        return self.select_related("person").only(
            "owner_id", "subject", "ordinal", "name", "role", "person__full_name", "person__email"
        )


class ApprovalStep(Owned):
    """One step of the chain a unit configured for a kind of object.

    The first is the drafter's submission, the last the head's. A unit without rows has the default
    chain of organisations.approvals. That a chain is whole (2 to 4 steps without a gap, the last
    one a head's) the database checks at COMMIT.
    """

    subject = models.CharField("loại hồ sơ", max_length=20, choices=ApprovalSubject)
    ordinal = step_number()
    name = models.CharField("tên bước", max_length=100)
    role = models.CharField("vai trò", max_length=20, choices=ROLE_CHOICES)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người được giao",
    )

    objects = ApprovalStepQuerySet.as_manager()

    class Meta:
        verbose_name = "bước trình duyệt"
        ordering = ["subject", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "subject", "ordinal"], name="approval_step_once"
            ),
            models.UniqueConstraint(
                fields=["owner", "subject", "person"],
                name="approval_step_for_another_person",
                violation_error_message="Mỗi người chỉ được giao một bước của chuỗi.",
            ),
            one_of_four_steps("approval_step_one_of_four"),
            taken_by_officers_or_heads("approval_step_role"),
            models.CheckConstraint(name="approval_step_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return self.name


class Approval(Owned):
    """One run through the chain for one object, from its submission on.

    `content_key` is the fingerprint of what was submitted: whoever decides has read exactly that.
    `subject_type` and `subject_id` name the object as the log does. Who started and closed the run,
    and when, is written by the database.
    """

    subject = models.CharField("loại hồ sơ", max_length=20, choices=ApprovalSubject)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField("hồ sơ", max_length=300)
    state = models.CharField(
        "trạng thái", max_length=10, choices=ApprovalState, default=ApprovalState.OPEN
    )
    content_key = models.CharField(max_length=64)
    started_at = models.DateTimeField("trình lúc", editable=False)
    started_by = person_key(null=True)
    started_by_name = models.CharField("người trình", max_length=150, editable=False)
    closed_at = models.DateTimeField("kết thúc lúc", null=True, editable=False)
    closed_by = person_key(null=True)
    closed_by_name = models.CharField("người kết thúc", max_length=150, blank=True, editable=False)
    withdrawn_because = models.TextField("lý do rút lại", blank=True)

    class Meta:
        verbose_name = "lần trình duyệt"
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["subject", "subject_id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "subject", "subject_id"],
                condition=Q(state=ApprovalState.OPEN),
                name="one_open_approval_per_subject",
                violation_error_message="Hồ sơ này đang được trình duyệt.",
            ),
            models.CheckConstraint(
                name="approval_open_or_closed",
                condition=Q(state=ApprovalState.OPEN, closed_at__isnull=True)
                | ~Q(state=ApprovalState.OPEN) & Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="approval_withdrawal_has_its_reason_alone",
                condition=Q(state=ApprovalState.WITHDRAWN) | Q(withdrawn_because=""),
            ),
        ]

    def __str__(self):
        return self.subject_label

    def get_absolute_url(self):
        return reverse(PAGES[self.subject], args=[self.subject_id])

    @property
    def is_open(self):
        return self.state == ApprovalState.OPEN

    @property
    def next_decision(self):
        """The step that is waited for; None once the run is over. Reads `decisions`."""
        if not self.is_open:
            return None
        return next((step for step in self.decisions.all() if step.is_pending), None)


class ApprovalDecision(Owned):
    """One step of a run: name, role and person as the chain had them when the run began.

    Once taken it never changes; who decided, and when, is written by the database.
    """

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="decisions")
    ordinal = step_number()
    name = models.CharField("tên bước", max_length=100)
    role = models.CharField("vai trò", max_length=20, choices=ROLE_CHOICES)
    person = person_key(null=True)
    person_name = models.CharField("người được giao", max_length=150, blank=True)
    is_last = models.BooleanField("bước cuối", default=False)
    decision = models.CharField(
        "kết quả", max_length=10, choices=Decision, default=Decision.PENDING
    )
    decided_at = models.DateTimeField("lúc", null=True, editable=False)
    decided_by = person_key(null=True)
    decided_by_name = models.CharField("người thực hiện", max_length=150, blank=True)
    on_behalf = models.BooleanField("làm thay theo ủy quyền", default=False)
    comment = models.TextField("ý kiến", blank=True)

    class Meta:
        verbose_name = "ý kiến từng bước"
        ordering = ["approval_id", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "approval", "ordinal"], name="approval_decision_once"
            ),
            models.UniqueConstraint(
                fields=["owner", "approval", "decided_by"],
                name="approval_decided_by_another_person",
                violation_error_message="Mỗi người chỉ xử lý một bước của một lần trình.",
            ),
            models.UniqueConstraint(
                fields=["owner", "approval"],
                condition=Q(is_last=True),
                name="approval_has_one_last_step",
            ),
            one_of_four_steps("approval_decision_one_of_four"),
            taken_by_officers_or_heads("approval_decision_role"),
            models.CheckConstraint(
                name="approval_decided_has_its_time",
                condition=Q(decision=Decision.PENDING, decided_at__isnull=True, comment="")
                | ~Q(decision=Decision.PENDING) & Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="approval_return_says_why",
                condition=~Q(decision=Decision.RETURNED) | ~Q(comment=""),
                violation_error_message="Hãy ghi lý do trả lại.",
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.get_decision_display()}"

    @property
    def is_pending(self):
        return self.decision == Decision.PENDING
