"""What is searched: for each kind of record its columns, and how a row that was found reads."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter, methodcaller

from django.db.models import Count, Model, Window
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from assessments.dossiers.filters import AssessmentFilter
from assessments.grants.filters import GrantFilter
from assessments.models import Assessment, CPOption, DemonstrationModel, SupportGrant
from assessments.options.filters import OptionFilter
from enterprises.filters import ZoneFilter
from enterprises.finding.filters import EstablishmentFilter
from enterprises.models import Establishment, IndustrialZone
from organisations.lists import SearchFilter
from organisations.search import Found, nearest_first
from organisations.vietnamese import format_date
from outreach.filters import ActivityFilter
from outreach.models import Activity
from programmes.capacity.filters import (
    EquipmentFilter,
    MoneyFilter,
    StaffFilter,
    TrainingFilter,
)
from programmes.filters import ActionPlanFilter, DocumentFilter
from programmes.models import (
    ActionPlan,
    Call,
    FocalEquipment,
    FocalStaff,
    FocalUnit,
    FundingSource,
    Indicator,
    LegalDocument,
    Obligation,
    OutgoingLetter,
    OwnMoney,
    Proposal,
    StaffTraining,
    Strategy,
    Task,
    TaskList,
)
from programmes.support.funding.filters import FundingFilter
from programmes.support.letters.filters import LetterFilter
from programmes.tasks.filters import TaskListFilter
from reports.models import Report, ReportingRound

MOST_IN_A_SECTION = 10


def words_of(*names):
    """Those of a row's attributes that say something, side by side."""
    return lambda row: " · ".join(filter(None, (_said(row, name) for name in names)))


def _said(row, name):
    value = attrgetter(name)(row)
    return str(value() if callable(value) else value or "")


def day_of(name):
    return lambda row: format_date(day) if (day := getattr(row, name)) else ""


def years(row):
    known = dict.fromkeys((row.year_from, row.year_to))
    return "-".join(str(year) for year in known)


@dataclass(frozen=True)
class SearchSource:
    """One kind of record. A list with a filter is searched in the columns of its filter."""

    label: str
    model: type[Model]
    columns: tuple[str, ...] = ()
    detail: Callable = words_of()
    when: Callable = words_of()
    title: Callable = str
    url: Callable = methodcaller("get_absolute_url")
    related: tuple[str, ...] = ()
    listed: tuple = ()

    @property
    def search_filter(self):
        if not self.listed:
            return SearchFilter(*self.columns)
        _list, filter_class = self.listed
        return filter_class.base_filters["q"]

    def find(self, access, words):
        visible = self.model.objects.visible_to(access).select_related(*self.related)
        found = nearest_first(self.search_filter.matching(visible, words), words)
        rows = list(found.annotate(found=Window(Count("pk")))[:MOST_IN_A_SECTION])
        return Section(
            self.label,
            [self._found(row) for row in rows],
            rows[0].found if rows else 0,
            self._list_of(words),
        )

    def _found(self, row):
        return Found(self.label, self.title(row), self.detail(row), self.url(row), self.when(row))

    def _list_of(self, words):
        return f"{reverse(self.listed[0])}?{urlencode({'q': words})}" if self.listed else ""


@dataclass(frozen=True)
class Section:
    """The first of what was found of one kind; `list_url` shows all of it."""

    label: str
    rows: list[Found]
    total: int
    list_url: str

    @property
    def has_more(self):
        return self.total > len(self.rows)


def sections_of(access, words):
    """One query for each kind that this person's organisation may see at all."""
    sections = [source.find(access, words) for source in SOURCES]
    return [section for section in sections if section.rows]


def _model_when(row):
    return day_of("accepted_on")(row) or f"{row.period_from}-{row.period_to}"


SOURCES = (
    SearchSource(
        _("Kế hoạch"),
        ActionPlan,
        listed=("programmes:plans", ActionPlanFilter),
        detail=words_of("get_kind_display", "document", "get_state_display"),
        when=years,
        related=("document",),
    ),
    SearchSource(
        _("Danh mục nhiệm vụ"),
        TaskList,
        listed=("programmes:task_lists", TaskListFilter),
        detail=words_of("document", "get_state_display"),
        when=words_of("year"),
        related=("document",),
    ),
    SearchSource(
        _("Nhiệm vụ"),
        Task,
        ("name", "lead", "executor", "task_list__title"),
        detail=words_of("lead", "executor", "task_list.title", "get_state_display"),
        when=words_of("task_list.year"),
        related=("task_list",),
    ),
    SearchSource(
        _("Hoạt động"),
        Activity,
        listed=("outreach:activities", ActivityFilter),
        detail=words_of("get_kind_display", "raw_label", "place"),
        when=words_of("when"),
    ),
    SearchSource(
        _("Cơ sở sản xuất"),
        Establishment,
        listed=("enterprises:establishments", EstablishmentFilter),
        detail=words_of("get_stratum_display", "sector_text", "zone_name", "address"),
    ),
    SearchSource(
        _("KCN, CCN, làng nghề"),
        IndustrialZone,
        listed=("enterprises:zones", ZoneFilter),
        detail=words_of("commune", "operator"),
    ),
    SearchSource(
        _("Phiếu đánh giá"),
        Assessment,
        listed=("assessments:assessments", AssessmentFilter),
        title=words_of("site_name"),
        detail=words_of("get_kind_display", "number", "state_title"),
        when=words_of("year"),
    ),
    SearchSource(
        _("Giải pháp SXSH"),
        CPOption,
        listed=("assessments:options", OptionFilter),
        detail=words_of("assessment.site_name", "get_category_display", "get_state_display"),
        when=words_of("assessment.year"),
        related=("assessment",),
    ),
    SearchSource(
        _("Hỗ trợ"),
        SupportGrant,
        listed=("assessments:grants", GrantFilter),
        detail=words_of("site_name", "get_state_display"),
        when=day_of("applied_on"),
    ),
    SearchSource(
        _("Mô hình trình diễn"),
        DemonstrationModel,
        ("name", "establishment__name"),
        detail=words_of("establishment.name"),
        when=_model_when,
        related=("establishment",),
    ),
    SearchSource(
        _("Báo cáo"),
        Report,
        ("round__title", "owner__name", "code"),
        detail=words_of("owner.name", "code"),
        when=words_of("round.span"),
        related=("round", "owner"),
    ),
    SearchSource(
        _("Kỳ báo cáo"),
        ReportingRound,
        ("title", "letter_number"),
        detail=words_of("letter_number"),
        when=words_of("span"),
    ),
    SearchSource(
        _("Văn bản"),
        LegalDocument,
        listed=("programmes:documents", DocumentFilter),
        title=lambda row: str(row) if row.number else row.title,
        detail=lambda row: words_of(*(["title"] if row.number else []), "issuer")(row),
        when=day_of("issued_on"),
        url=lambda row: reverse("programmes:document", args=[row.pk]),
    ),
    SearchSource(
        _("Công văn gửi đơn vị"),
        OutgoingLetter,
        listed=("programmes:letters", LetterFilter),
        title=lambda row: str(row) if row.number else row.title,
        detail=lambda row: row.title if row.number else "",
        when=day_of("issued_on"),
    ),
    SearchSource(
        _("Đợt đăng ký nhiệm vụ"),
        Call,
        ("title", "number"),
        detail=words_of("number"),
        when=words_of("year"),
    ),
    SearchSource(
        _("Đề xuất nhiệm vụ"),
        Proposal,
        ("name", "executor", "call__title"),
        detail=words_of("executor", "call.title"),
        when=words_of("call.year"),
        related=("call",),
    ),
    SearchSource(
        _("Nguồn hỗ trợ"),
        FundingSource,
        listed=("programmes:funding", FundingFilter),
        detail=words_of("basis", "note"),
    ),
    SearchSource(
        _("Chiến lược, chương trình"),
        Strategy,
        ("name", "document__number"),
        detail=words_of("document"),
        when=years,
        related=("document",),
    ),
    SearchSource(
        _("Chỉ tiêu"),
        Indicator,
        ("code", "label", "definition"),
        detail=words_of("definition"),
        url=lambda row: reverse("programmes:indicator", args=[row.code]),
    ),
    SearchSource(
        _("Nghĩa vụ theo Chỉ thị"),
        Obligation,
        ("code", "bearer", "duty"),
        detail=words_of("bearer", "duty"),
        url=lambda _row: reverse("programmes:obligations"),
    ),
    SearchSource(_("Đơn vị đầu mối"), FocalUnit, ("name", "host"), detail=words_of("host")),
    SearchSource(
        _("Cán bộ"),
        FocalStaff,
        listed=("programmes:staff_list", StaffFilter),
        detail=words_of("position", "specialty", "unit.name"),
        related=("unit",),
    ),
    SearchSource(
        _("Đào tạo cán bộ"),
        StaffTraining,
        listed=("programmes:trainings", TrainingFilter),
        detail=words_of("staff.full_name", "provider"),
        when=lambda row: day_of("held_on")(row) or str(row.year),
        related=("staff",),
    ),
    SearchSource(
        _("Thiết bị"),
        FocalEquipment,
        listed=("programmes:equipment_list", EquipmentFilter),
        detail=words_of("serial", "unit.name"),
        related=("unit",),
    ),
    SearchSource(
        _("Kinh phí tự bố trí"),
        OwnMoney,
        listed=("programmes:own_money", MoneyFilter),
        detail=words_of("note"),
        when=words_of("year"),
    ),
)
