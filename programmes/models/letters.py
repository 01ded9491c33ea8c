"""Letters a unit sends to those it guides, and the Ministry's yearly call for proposals."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.access import Owned, OwnedQuerySet
from organisations.entry.keys import form_key_field, once_per_form
from organisations.enums import Kind
from programmes.enums import FundKind, LetterKind, ProposalState
from programmes.models.documents import EVERYBODYS, READERS, DocumentNumberField
from programmes.models.plans import ActionPlan, money_field


class OutgoingLetterQuerySet(OwnedQuerySet):
    def for_list(self):
        replied = Q(addressees__replied_on__isnull=False)
        return self.annotate(
            addressee_count=Count("addressees"),
            replied_count=Count("addressees", filter=replied),
        ).order_by(F("issued_on").desc(nulls_first=True), "-pk")

    def sent(self):
        return self.exclude(number="")

    def awaiting_replies(self):
        """Sent, a reply is expected, and somebody has not answered."""
        silent = LetterAddressee.objects.filter(letter=OuterRef("pk"), replied_on__isnull=True)
        expected = Q(kind=LetterKind.CONSULT) | Q(reply_due_on__isnull=False)
        return self.sent().filter(expected, Exists(silent))

    def overdue(self, today):
        """Replies were asked for before a day that has come, and somebody has not answered."""
        return self.awaiting_replies().filter(reply_due_on__lte=today)


class OutgoingLetter(Owned):
    """A letter that spreads, directs or asks (Directive O1): number and date typed in."""

    kind = models.CharField("loại công văn", max_length=12, choices=LetterKind)
    number = DocumentNumberField("số, ký hiệu", max_length=50, blank=True)
    issued_on = models.DateField("ngày ký", null=True, blank=True)
    title = models.CharField("trích yếu", max_length=500)
    plan = models.ForeignKey(
        ActionPlan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kế hoạch"
    )
    reply_due_on = models.DateField("đề nghị trả lời trước ngày", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)
    form_key = form_key_field()

    objects = OutgoingLetterQuerySet.as_manager()

    class Meta:
        verbose_name = "công văn gửi đơn vị"
        ordering = [F("issued_on").desc(nulls_first=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                "owner",
                "number",
                "issued_on",
                name="letter_number_once_a_day",
                condition=~Q(number=""),
                violation_error_message="Đã có công văn mang số này cùng ngày.",
            ),
            once_per_form("letter"),
        ]

    def __str__(self):
        return f"Công văn {self.number}" if self.number else self.title

    def get_absolute_url(self):
        return reverse("programmes:letter", args=[self.pk])

    @property
    def is_draft(self):
        """Not sent: the number is what the unit's register gives it."""
        return not self.number


class LetterAddressee(Owned):
    """One unit a letter was sent to, and its reply."""

    letter = models.ForeignKey(
        OutgoingLetter, models.CASCADE, related_name="addressees", editable=False
    )
    name = models.CharField("nơi nhận", max_length=200)
    replied_on = models.DateField("ngày trả lời", null=True, blank=True)
    reply_number = models.CharField("số công văn trả lời", max_length=50, blank=True)
    reply = models.TextField("nội dung trả lời", blank=True)
    form_key = form_key_field()

    class Meta:
        verbose_name = "nơi nhận công văn"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "name"],
                name="addressee_once",
                violation_error_message="Nơi nhận này đã có trong danh sách.",
            ),
            models.CheckConstraint(
                name="reply_says_when",
                condition=Q(reply_number="", reply="") | Q(replied_on__isnull=False),
                violation_error_message="Ghi ngày trả lời.",
            ),
            once_per_form("addressee"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("programmes:letter", args=[self.letter_id])


class Call(Owned):
    """The Ministry asks for proposals of tasks for a year (đăng ký nhiệm vụ)."""

    owner_paths = READERS
    national_when = EVERYBODYS

    is_national = models.BooleanField("đã công bố", default=False, editable=False)
    year = models.PositiveSmallIntegerField("năm kế hoạch")
    title = models.CharField("trích yếu", max_length=500)
    number = DocumentNumberField("số công văn", max_length=50, blank=True)
    issued_on = models.DateField("ngày ký", null=True, blank=True)
    closes_on = models.DateField("nhận đề xuất trước ngày")
    content = models.TextField("nội dung, yêu cầu", blank=True)
    form_key = form_key_field()

    class Meta:
        verbose_name = "đợt đăng ký nhiệm vụ"
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="published_call_has_number_and_day",
                condition=Q(is_national=False) | (~Q(number="") & Q(issued_on__isnull=False)),
                violation_error_message="Ghi số và ngày công văn trước khi công bố.",
            ),
            once_per_form("call"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("programmes:call", args=[self.pk])

    @property
    def is_published(self):
        return self.is_national

    def missing_for_publication(self):
        """What the Ministry still owes before units may read it, as sentences."""
        missing = []
        if not self.number:
            missing.append(_("Chưa có số công văn."))
        if not self.issued_on:
            missing.append(_("Chưa có ngày ký."))
        return missing


class ProposalQuerySet(OwnedQuerySet):
    def sent(self):
        return self.filter(state=ProposalState.SUBMITTED)

    def for_list(self):
        return self.select_related("call", "owner").order_by("owner__name", "pk")


class Proposal(Owned):
    """A unit's answer to a call; the Ministry reads it once it was sent."""

    owner_paths = {
        Kind.DEPARTMENT: "owner",
        Kind.CORPORATION: "owner",
        Kind.MINISTRY: Q(state=ProposalState.SUBMITTED),
    }

    call = models.ForeignKey(
        Call, models.PROTECT, related_name="+", verbose_name="đợt đăng ký", editable=False
    )
    name = models.CharField("tên nhiệm vụ đề xuất", max_length=500)
    objective = models.TextField("mục tiêu, nội dung", blank=True)
    outputs = models.TextField("sản phẩm, số lượng dự kiến")
    fund = models.CharField("nguồn kinh phí", max_length=12, choices=FundKind)
    amount = money_field("kinh phí đề nghị")
    executor = models.CharField("đơn vị thực hiện dự kiến", max_length=200, blank=True)
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=ProposalState,
        default=ProposalState.DRAFT,
        editable=False,
    )
    submitted_at = models.DateTimeField("gửi lúc", null=True, editable=False)
    form_key = form_key_field()

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "đề xuất nhiệm vụ"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="proposal_amount_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Kinh phí đề nghị phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                name="sent_proposal_says_when",
                condition=Q(state=ProposalState.DRAFT, submitted_at__isnull=True)
                | Q(state=ProposalState.SUBMITTED, submitted_at__isnull=False),
            ),
            once_per_form("proposal"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("programmes:proposal", args=[self.pk])

    @property
    def is_draft(self):
        return self.state == ProposalState.DRAFT

    @property
    def is_late(self):
        """Sent on the closing day or after it: accepted, and marked."""
        if self.submitted_at is None:
            return False
        return timezone.localtime(self.submitted_at).date() >= self.call.closes_on
