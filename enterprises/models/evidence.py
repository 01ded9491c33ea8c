"""What proves that an establishment knows, plans, applies: and how far it is in a year."""

from django.db import models
from django.db.models import F, Q

from enterprises.enums import CertificateKind, CommitmentKind, Effect, Level, PaperProof, VisitKind
from enterprises.models.register import SiteRecord, where_known
from enterprises.models.years import YearRecord
from organisations.access import EVERYTHING, Territorial
from organisations.entry.keys import form_key_field, once_per_form
from organisations.enums import Kind


def _in_order(first, last, name, sentence):
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{last}__isnull": True})
        | Q(**{f"{first}__isnull": True})
        | Q(**{f"{last}__gte": F(first)}),
        violation_error_message=sentence,
    )


class Certificate(SiteRecord):
    """A certificate an establishment holds for some time: ISO 14001, energy label, … (O6)."""

    owner_paths = Territorial.owner_paths | {Kind.MINISTRY: EVERYTHING}

    kind = models.CharField("loại", max_length=15, choices=CertificateKind)
    number = models.CharField("số", max_length=60, blank=True)
    issuer = models.CharField("nơi cấp", max_length=200, blank=True)
    scope = models.CharField("phạm vi", max_length=200, blank=True)
    valid_from = models.DateField("cấp ngày")
    valid_to = models.DateField("có giá trị đến ngày", null=True, blank=True)
    withdrawn_on = models.DateField("bị thu hồi ngày", null=True, blank=True)
    form_key = form_key_field()

    class Meta:
        verbose_name = "chứng nhận của cơ sở"
        ordering = ["-valid_from", "pk"]
        constraints = [
            _in_order(
                "valid_from",
                "valid_to",
                "certificate_days_in_order",
                "Ngày hết giá trị phải bằng hoặc sau ngày cấp.",
            ),
            _in_order(
                "valid_from",
                "withdrawn_on",
                "certificate_withdrawn_later",
                "Ngày thu hồi phải bằng hoặc sau ngày cấp.",
            ),
            once_per_form("certificate"),
        ]

    def __str__(self):
        return " ".join(filter(None, (self.get_kind_display(), self.number)))


class Commitment(SiteRecord):
    """An establishment's CP plan for some years, or the decision that set up its CP team (O4)."""

    owner_paths = Territorial.owner_paths | {Kind.MINISTRY: EVERYTHING}

    kind = models.CharField("loại", max_length=5, choices=CommitmentKind)
    title = models.CharField("tên, nội dung", max_length=300)
    number = models.CharField("số văn bản", max_length=60, blank=True)
    decided_on = models.DateField("ngày ban hành")
    valid_to = models.DateField("thực hiện đến ngày", null=True, blank=True)
    money = models.DecimalField(
        "kinh phí dự kiến", max_digits=18, decimal_places=0, null=True, blank=True
    )
    form_key = form_key_field()

    class Meta:
        verbose_name = "kế hoạch SXSH của cơ sở"
        ordering = ["-decided_on", "pk"]
        constraints = [
            _in_order(
                "decided_on",
                "valid_to",
                "commitment_days_in_order",
                "Ngày kết thúc phải bằng hoặc sau ngày ban hành.",
            ),
            models.CheckConstraint(
                name="commitment_money_not_negative",
                condition=Q(money__isnull=True) | Q(money__gte=0),
                violation_error_message="Kinh phí không được âm.",
            ),
            once_per_form("commitment"),
        ]

    def __str__(self):
        return self.title


class PaperEvidence(SiteRecord):
    """What a document that is not in the portal proves, e.g. of years before; with a scan."""

    owner_paths = Territorial.owner_paths | {Kind.MINISTRY: EVERYTHING}

    proof = models.CharField("chứng minh", max_length=15, choices=PaperProof)
    title = models.CharField("nội dung", max_length=300)
    document = models.CharField("văn bản, hồ sơ", max_length=200)
    held_on = models.DateField("ngày")
    stopped_on = models.DateField("thôi áp dụng từ ngày", null=True, blank=True)
    saving_percent = models.DecimalField(
        "mức tiết kiệm đo được (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    form_key = form_key_field()

    class Meta:
        verbose_name = "minh chứng theo hồ sơ giấy"
        ordering = ["-held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="measurement_says_how_much",
                condition=~Q(proof=PaperProof.MEASUREMENT) | Q(saving_percent__isnull=False),
                violation_error_message="Ghi mức tiết kiệm đo được.",
            ),
            models.CheckConstraint(
                name="saving_is_a_share",
                condition=Q(saving_percent__isnull=True)
                | Q(saving_percent__gte=-100, saving_percent__lte=100),
                violation_error_message="Mức tiết kiệm phải từ -100 đến 100%%.",
            ),
            _in_order(
                "held_on",
                "stopped_on",
                "proof_days_in_order",
                "Ngày thôi áp dụng phải bằng hoặc sau ngày của minh chứng.",
            ),
            once_per_form("paper_evidence"),
        ]

    def __str__(self):
        return self.title


class Visit(SiteRecord):
    """An authority inspected or a centre surveyed an establishment: who, what was found."""

    kind = models.CharField("loại", max_length=10, choices=VisitKind)
    held_on = models.DateField("ngày")
    body = models.CharField("đoàn, đơn vị thực hiện", max_length=200)
    people = models.CharField("thành phần tham gia", max_length=500, blank=True)
    findings = models.TextField("kết quả, phát hiện")
    follow_up = models.TextField("yêu cầu, kiến nghị", blank=True)
    due_on = models.DateField("hạn thực hiện", null=True, blank=True)
    done_on = models.DateField("đã thực hiện ngày", null=True, blank=True)
    form_key = form_key_field()

    class Meta:
        verbose_name = "lần kiểm tra, khảo sát"
        ordering = ["-held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="visit_deadline_of_something",
                condition=Q(due_on__isnull=True) | ~Q(follow_up=""),
                violation_error_message="Có hạn thì ghi yêu cầu, kiến nghị.",
            ),
            _in_order(
                "held_on", "due_on", "visit_due_later", "Hạn phải bằng hoặc sau ngày kiểm tra."
            ),
            _in_order(
                "held_on",
                "done_on",
                "visit_done_later",
                "Ngày thực hiện phải bằng hoặc sau ngày kiểm tra.",
            ),
            once_per_form("visit"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.body}"


class Effectiveness(SiteRecord):
    """A yearly judgement of how effective cleaner production is at an establishment (O1)."""

    year = models.PositiveSmallIntegerField("năm")
    effect = models.CharField("đánh giá", max_length=10, choices=Effect)
    basis = models.TextField("căn cứ đánh giá")
    judged_on = models.DateField("ngày đánh giá")
    form_key = form_key_field()

    class Meta:
        verbose_name = "đánh giá hiệu quả hằng năm"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["establishment", "year", "owner"],
                name="effectiveness_once_a_year",
                violation_error_message="Đã có đánh giá hiệu quả của năm này.",
            ),
            once_per_form("effectiveness"),
        ]

    def __str__(self):
        return f"{self.year}: {self.get_effect_display()}"


class YearLevel(YearRecord):
    """How far an establishment was at the end of a year (mức độ áp dụng SXSH).

    Worked out by app.refresh_levels from the evidence; entered by nobody. Seen by who has the plant
    now, for every year.
    """

    owner_paths = Territorial.owner_paths | {Kind.MINISTRY: EVERYTHING}

    level = models.PositiveSmallIntegerField("mức độ", choices=Level)
    computed_at = models.DateTimeField("tính lúc")

    class Meta:
        verbose_name = "mức độ áp dụng SXSH trong năm"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["establishment", "year"], name="level_once_a_year"),
        ]
        indexes = [
            models.Index(F("department"), F("year"), F("level"), name="level_department"),
            where_known("corporation", "level_corporation"),
            where_known("enterprise", "level_enterprise"),
            where_known("support", "level_support"),
        ]

    def __str__(self):
        return f"{self.year}: {self.get_level_display()}"
