"""What the system keeps about its own work: the log, the history of rows, background jobs."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisations.access import Owned, Territorial, person_key, scope_key
from organisations.clock import Instant
from organisations.enums import OPEN_JOB_STATES, JobKind, JobState, Kind, Verb


class LogEntry(Owned):
    """Who did what to which record, for which organisation, and when. Never changed."""

    owner_paths = dict.fromkeys(
        (Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION, Kind.ENTERPRISE, Kind.SUPPORT), "owner"
    )

    actor = person_key(null=True)
    actor_name = models.CharField("người thực hiện", max_length=150)
    on_behalf = models.BooleanField("làm thay theo ủy quyền", default=False)
    verb = models.CharField("việc", max_length=20, choices=Verb)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField("hồ sơ", max_length=300)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, blank=True)
    comment = models.TextField("ý kiến", blank=True)
    at = models.DateTimeField("lúc", editable=False)

    class Meta:
        verbose_name = "nhật ký xử lý"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["owner", "-at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_return_says_why", condition=~Q(verb=Verb.RETURN) | ~Q(comment="")
            ),
        ]

    def __str__(self):
        return f"{self.get_verb_display()}: {self.subject_label}"


class History(Territorial):
    """One change of one business row: before and after, by whom, for which organisation, when.

    Written by the database itself (app.keep_history); the application can only read its own. What
    is nobody's (rounds, indicators, organisations) is the Ministry's to read.
    """

    owner_paths = Territorial.owner_paths | {
        Kind.MINISTRY: ("owner", Q(owner__isnull=True)),
    }

    table = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    action = models.CharField(max_length=6)
    at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)
    acting_id = models.BigIntegerField("tổ chức thực hiện", null=True)
    login = models.CharField(max_length=63)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    owner = scope_key(null=True)

    class Meta:
        verbose_name = "lịch sử thay đổi"
        indexes = [models.Index(fields=["table", "row_id", "id"])]

    def __str__(self):
        return f"{self.table} {self.row_id} {self.action}"


class Job(Owned):
    """A piece of work done by a worker for one organisation: queued, leased, done, or parked.

    `subject_id` is the row it works on; at most one open job per kind and subject.
    """

    kind = models.CharField("việc", max_length=30, choices=JobKind)
    subject_id = models.BigIntegerField()
    state = models.CharField("trạng thái", max_length=10, choices=JobState, default=JobState.QUEUED)
    step = models.CharField("đang làm", max_length=200, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField("số lần chạy", default=0)
    lease_until = models.DateTimeField(null=True)
    error = models.TextField("lỗi", blank=True)
    requested_by = person_key(null=True)
    created_at = models.DateTimeField("tạo lúc", db_default=Instant())
    woken_at = models.DateTimeField("gọi lại lúc", null=True)
    finished_at = models.DateTimeField("xong lúc", null=True)

    class Meta:
        verbose_name = "việc nền"
        indexes = [
            models.Index(fields=["kind", "subject_id"]),
            models.Index(fields=["state"], condition=Q(state__in=OPEN_JOB_STATES), name="job_open"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "subject_id"],
                condition=Q(state__in=OPEN_JOB_STATES),
                name="one_open_job_per_subject",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} #{self.pk}"

    def get_absolute_url(self):
        return reverse("organisations:job", args=[self.pk])

    @property
    def is_open(self):
        return self.state in OPEN_JOB_STATES

    @property
    def percent(self):
        return 0 if not self.total else min(100, 100 * self.done // self.total)
