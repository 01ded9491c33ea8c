"""Money that helps a plant to apply cleaner production: from the application to the liquidation."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from assessments.enums import GrantState, PaymentKind
from assessments.models.assessments import SEEN_BY, Assessment, SavedNow
from assessments.models.options import CPOption
from assessments.models.uses import money
from enterprises.models import Establishment
from organisations.access import Territorial, person_key
from organisations.entry.keys import form_key_field, once_per_form
from organisations.enums import Kind
from programmes.enums import CapUnit, FundKind
from programmes.models import FundingSource

# Not a support unit's to read, nor the Ministry's: it gets the facts of submitted reports.
READ_BY = {kind: path for kind, path in SEEN_BY.items() if kind != Kind.SUPPORT}
NAME = {"max_length": 100, "blank": True}


def has_facts(name, states, sentence, *columns):
    """Whoever is in one of these states has these facts."""
    told = Q(**{f"{column}__isnull": False for column in columns})
    return models.CheckConstraint(
        name=name, condition=~Q(state__in=states) | told, violation_error_message=sentence
    )


def not_before(name, later, earlier, sentence):
    in_order = Q(**{f"{later}__gte": F(earlier)})
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{later}__isnull": True}) | in_order,
        violation_error_message=sentence,
    )


def not_above(name, part, whole, sentence):
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{part}__isnull": True}) | Q(**{f"{part}__gte": 0, f"{part}__lte": whole}),
        violation_error_message=sentence,
    )


class SupportGrant(Territorial):
    """A project of support (đề án hỗ trợ) of one plant, begun by its application.

    The application is the enterprise's own, or keyed in by the department. Every further step is
    taken by app.move_grant and by nobody else; `funding_name` to `allowed` are the rule of the
    funding source as it was applied when the project was approved.
    """

    owner_paths = READ_BY

    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="+", editable=False, verbose_name="cơ sở"
    )
    # As it was when the application came in: the plant may have gone elsewhere since.
    site_name = models.CharField("tên cơ sở khi đó", max_length=250, db_default="", editable=False)
    division = models.CharField(
        "ngành (VSIC cấp 2) khi đó", max_length=2, blank=True, db_default="", editable=False
    )
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=GrantState,
        default=GrantState.APPLIED,
        editable=False,
    )

    name = models.CharField("tên đề án, nội dung đề nghị", max_length=300)
    description = models.TextField("hạng mục, lý do", blank=True)
    applied_on = models.DateField("ngày đơn")
    asked_cost = money("tổng chi phí dự kiến (đồng)")
    asked_amount = money("đề nghị hỗ trợ (đồng)")
    source = models.CharField("nhập thay theo", max_length=200, blank=True)
    # Keys with the plant, respectively the assessment, in them (0013): of the same plant. Nothing
    # of an accepted assessment is ever deleted, so that there is nothing to ask on deletion.
    assessment = models.ForeignKey(
        Assessment,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        verbose_name="phiếu đánh giá",
    )
    option = models.ForeignKey(
        CPOption,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="giải pháp SXSH",
    )

    decision_number = models.CharField("số quyết định phê duyệt", **NAME)
    decided_on = models.DateField("ngày phê duyệt", null=True, blank=True)
    # Whoever deletes a source cannot read who has used it: the key refuses (0013).
    funding = models.ForeignKey(
        FundingSource,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        verbose_name="nguồn hỗ trợ",
    )
    eligible_cost = money("chi phí được tính hỗ trợ (đồng)", null=True, blank=True)
    amount = money("số tiền được duyệt (đồng)", null=True, blank=True)
    funding_name = models.CharField(
        "nguồn hỗ trợ khi đó", max_length=300, blank=True, db_default="", editable=False
    )
    fund = models.CharField(
        "nguồn kinh phí", max_length=12, choices=FundKind, blank=True, db_default="", editable=False
    )
    rate = models.DecimalField(
        "tỷ lệ hỗ trợ khi đó (%)", max_digits=5, decimal_places=2, null=True, editable=False
    )
    cap = money("mức tối đa khi đó (đồng)", null=True, editable=False)
    cap_unit = models.CharField(
        "mức tối đa tính cho một",
        max_length=15,
        choices=CapUnit,
        blank=True,
        db_default="",
        editable=False,
    )
    allowed = money("mức được phép theo quy định (đồng)", null=True, editable=False)

    contract_number = models.CharField("số hợp đồng", **NAME)
    contracted_on = models.DateField("ngày ký hợp đồng", null=True, blank=True)
    contract_amount = money("giá trị hỗ trợ theo hợp đồng (đồng)", null=True, blank=True)

    minutes_number = models.CharField("số biên bản nghiệm thu", **NAME)
    accepted_on = models.DateField("ngày nghiệm thu", null=True, blank=True)

    settlement_number = models.CharField("số biên bản thanh lý", **NAME)
    settled_on = models.DateField("ngày thanh lý", null=True, blank=True)
    settled_amount = money("số tiền quyết toán (đồng)", null=True, blank=True)

    reason = models.CharField("lý do từ chối, rút đơn", max_length=1000, blank=True)
    form_key = form_key_field()

    class Meta:
        verbose_name = "đề án hỗ trợ cơ sở"
        ordering = ["-applied_on", "-pk"]
        constraints = [
            has_facts(
                "grant_approved_by_a_decision",
                GrantState.granted(),
                "Đề án được phê duyệt phải có ngày, nguồn, chi phí và số tiền.",
                *("decided_on", "funding", "eligible_cost", "amount", "allowed"),
            ),
            has_facts(
                "grant_contract_has_an_amount",
                GrantState.under_contract(),
                "Hợp đồng phải có ngày ký và giá trị.",
                *("contracted_on", "contract_amount"),
            ),
            has_facts(
                "grant_accepted_on_a_day",
                (GrantState.ACCEPTED, GrantState.SETTLED),
                "Nghiệm thu phải có ngày.",
                "accepted_on",
            ),
            has_facts(
                "grant_settled_with_an_amount",
                (GrantState.SETTLED,),
                "Thanh lý phải có ngày và số tiền quyết toán.",
                *("settled_on", "settled_amount"),
            ),
            models.CheckConstraint(
                name="grant_ended_with_a_reason",
                condition=~Q(state__in=GrantState.ended_early()) | ~Q(reason=""),
                violation_error_message="Ghi lý do từ chối, rút đơn.",
            ),
            models.CheckConstraint(
                name="grant_option_of_an_assessment",
                condition=Q(option__isnull=True) | Q(assessment__isnull=False),
                violation_error_message="Giải pháp phải thuộc một phiếu đánh giá.",
            ),
            models.CheckConstraint(
                name="grant_asks_for_money",
                condition=Q(
                    asked_cost__gt=0, asked_amount__gt=0, asked_amount__lte=F("asked_cost")
                ),
                violation_error_message="Số tiền đề nghị lớn hơn 0 và không quá tổng chi phí.",
            ),
            not_above(
                "grant_within_the_rule",
                "amount",
                F("allowed"),
                "Số tiền được duyệt vượt mức được phép theo quy định của nguồn.",
            ),
            not_above(
                "grant_contract_within_the_project",
                "contract_amount",
                F("amount"),
                "Giá trị hỗ trợ theo hợp đồng không quá số tiền được duyệt.",
            ),
            not_above(
                "grant_settled_within_the_contract",
                "settled_amount",
                F("contract_amount"),
                "Số tiền quyết toán không quá giá trị hỗ trợ theo hợp đồng.",
            ),
            not_before(
                "grant_decided_later",
                "decided_on",
                "applied_on",
                "Ngày phê duyệt phải từ ngày đơn trở đi.",
            ),
            not_before(
                "grant_contracted_later",
                "contracted_on",
                "decided_on",
                "Ngày ký hợp đồng phải từ ngày phê duyệt trở đi.",
            ),
            not_before(
                "grant_accepted_later",
                "accepted_on",
                "contracted_on",
                "Ngày nghiệm thu phải từ ngày ký hợp đồng trở đi.",
            ),
            not_before(
                "grant_settled_later",
                "settled_on",
                "accepted_on",
                "Ngày thanh lý phải từ ngày nghiệm thu trở đi.",
            ),
            once_per_form("grant"),
        ]
        indexes = [
            models.Index(fields=["department", "state"], name="grant_department"),
            models.Index(fields=["establishment", "funding"], name="grant_site_funding"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("assessments:grant", args=[self.pk])

    @property
    def number(self):
        """'HT-000123', as people quote it on the telephone."""
        return f"HT-{self.pk:06d}"


class GrantRecord(Territorial):
    """A row of a project of support, seen by whoever sees that; the database copies its scope.

    The plant stands on it, too, so that it is labelled when an enterprise gets its account.
    """

    owner_paths = READ_BY

    grant = models.ForeignKey(
        SupportGrant, models.PROTECT, related_name="+", editable=False, verbose_name="đề án hỗ trợ"
    )
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="+", editable=False, verbose_name="cơ sở"
    )

    class Meta:
        abstract = True

    def get_absolute_url(self):
        return reverse("assessments:grant", args=[self.grant_id])


class GrantStep(GrantRecord):
    """That a step was taken or corrected: when, and by whom under whatever membership.

    Written by the database alone. Whoever entered an application does not approve or accept it.
    """

    state = models.CharField("bước", max_length=10, choices=GrantState)
    at = models.DateTimeField("lúc")
    person = person_key(null=True, verbose_name="người thực hiện")
    by_name = models.CharField("họ tên", max_length=150, blank=True)

    class Meta:
        verbose_name = "bước của đề án hỗ trợ"
        ordering = ["pk"]

    def __str__(self):
        return self.get_state_display()


class GrantPayment(GrantRecord):
    """Money paid to a plant, or for it, under the contract of its project; or recovered."""

    kind = models.CharField("loại", max_length=10, choices=PaymentKind)
    paid_on = models.DateField("ngày chi, thu hồi")
    amount = money("số tiền (đồng)")
    document = models.CharField("chứng từ", max_length=200, blank=True)
    recorded_at = models.DateTimeField("ghi lúc", db_default=SavedNow(), editable=False)
    recorded_by_name = models.CharField(
        "người ghi", max_length=150, blank=True, db_default="", editable=False
    )
    form_key = form_key_field()

    class Meta:
        verbose_name = "lần chi hỗ trợ"
        ordering = ["paid_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="grant_payment_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Số tiền phải lớn hơn 0.",
            ),
            once_per_form("grant_payment"),
        ]
        indexes = [models.Index(fields=["department", "paid_on"], name="grant_payment_day")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.paid_on:%d/%m/%Y}"

    @property
    def signed(self):
        """What it adds to what the plant has got."""
        return -self.amount if self.kind == PaymentKind.RECOVERED else self.amount
