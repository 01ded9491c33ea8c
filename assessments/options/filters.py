"""What lists of solutions are narrowed by; every figure of the overview opens one of these."""

import django_filters
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import (
    AssessmentKind,
    AssessmentState,
    Channel,
    OptionCategory,
    OptionState,
)
from assessments.models import CPOption, FollowUp, OptionSaving, Resource
from assessments.option_life import IMPLEMENTED, UNDECIDED
from enterprises import sectors
from enterprises.models import Establishment
from organisations.formfields import YearField
from organisations.lists import ListFilter, SearchFilter

ANY = _("Tất cả")
UNKNOWN = "none"
RUNNING = (OptionState.DONE, OptionState.MEASURED, OptionState.SUSTAINED)
# Several states under one name, as figures count them.
GROUPS = {
    "implemented": IMPLEMENTED,
    "running": RUNNING,
    "decided": (*IMPLEMENTED, OptionState.NOT_TAKEN_UP),
    "undecided": UNDECIDED,
    "kept": tuple(state for state in OptionState if state != OptionState.SCREENED_OUT),
}
STATES = [
    *OptionState.choices,
    ("implemented", _("Đã thực hiện, kể cả nay đã dừng")),
    ("running", _("Đã thực hiện và không dừng")),
    ("decided", _("Đã quyết định: thực hiện hoặc không")),
    ("undecided", _("Chưa quyết định, đang làm")),
    ("kept", _("Trừ loại khi sàng lọc")),
]
KNOWN = Q(investment__isnull=False, annual_saving__isnull=False)
SAVES = Q(annual_saving__gt=0)
PAYBACK = F("investment") / F("annual_saving")
# What is known of cost and saving: the kinds that the figures of payback tell apart.
MONEY = {
    "known": KNOWN,
    "paying": KNOWN & SAVES & Q(investment__gt=0),
    "free": KNOWN & SAVES & Q(investment=0),
    "undefined": KNOWN & ~SAVES,
    "unknown": Q(investment__isnull=True) | Q(annual_saving__isnull=True),
}
MONEY_CHOICES = [
    ("known", _("có đủ đầu tư và tiết kiệm")),
    ("paying", _("phải đầu tư và hoàn vốn")),
    ("free", _("không phải đầu tư")),
    ("undefined", _("không hoàn vốn")),
    ("unknown", _("chưa có số liệu tiền")),
]
FILED = {
    "filed": AssessmentState.filed_states(),
    "accepted": (AssessmentState.ACCEPTED,),
}
FILED_CHOICES = [("filed", _("đã nộp, đã nghiệm thu")), ("accepted", _("đã nghiệm thu"))]


class OfYear(django_filters.Filter):
    field_class = YearField


class Among(django_filters.ChoiceFilter):
    """Several stored values under one name."""

    def __init__(self, groups, **kwargs):
        super().__init__(empty_label=ANY, **kwargs)
        self.groups = groups

    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.filter(**{f"{self.field_name}__in": self.groups.get(value, (value,))})


class OfMoney(django_filters.ChoiceFilter):
    def filter(self, queryset, value):
        return queryset.filter(MONEY[value]) if value else queryset


class OfSector(django_filters.ChoiceFilter):
    def __init__(self, **kwargs):
        choices = [*sectors.choices(), (UNKNOWN, _("chưa rõ ngành"))]
        super().__init__(label=_("Ngành"), empty_label=ANY, choices=choices, **kwargs)

    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.filter(**{self.field_name: "" if value == UNKNOWN else value})


class Saves(django_filters.ModelChoiceFilter):
    """Solutions with a line of this resource."""

    def filter(self, queryset, value):
        if value is None:
            return queryset
        lines = OptionSaving.objects.visible_to(self.parent.request.access).filter(resource=value)
        return queryset.filter(pk__in=lines.order_by().values("option"))


def resources(request):
    return Resource.objects.visible_to(request.access)


class PlainFilter(ListFilter):
    """The four that the overview and every list of it have."""

    year = OfYear(field_name="assessment__year", label=_("Năm số liệu"))
    kind = django_filters.ChoiceFilter(
        field_name="assessment__kind",
        choices=AssessmentKind.choices,
        label=_("Loại đánh giá"),
        empty_label=ANY,
    )
    sector = OfSector(field_name="assessment__division")

    class Meta:
        model = CPOption
        fields = []


class OptionFilter(PlainFilter):
    q = SearchFilter(
        "name",
        "assessment__site_name",
        label=_("Tên giải pháp, cơ sở"),
    )
    state = Among(GROUPS, choices=STATES, label=_("Trạng thái"))
    category = django_filters.ChoiceFilter(
        choices=OptionCategory.choices, label=_("Nhóm giải pháp"), empty_label=ANY
    )
    money = OfMoney(choices=MONEY_CHOICES, label=_("Hoàn vốn"), empty_label=ANY)
    filed = Among(
        FILED, field_name="assessment__state", choices=FILED_CHOICES, label=_("Phiếu đánh giá")
    )
    resource = Saves(
        queryset=resources, label=_("Tiết kiệm"), empty_label=ANY, to_field_name="code"
    )

    class Meta(PlainFilter.Meta):
        pass


class FollowUpFilter(PlainFilter):
    channel = django_filters.ChoiceFilter(
        choices=[(Channel.EMAIL, _("đã gửi thư")), (Channel.TELEPHONE, _("phải gọi điện"))],
        label=_("Cách hỏi"),
        empty_label=ANY,
    )

    class Meta(PlainFilter.Meta):
        model = FollowUp


class PlantFilter(ListFilter):
    """Plants that were assessed; the assessments that count are handed in by the view."""

    year = OfYear(label=_("Năm số liệu"), method="of_assessment")
    kind = django_filters.ChoiceFilter(
        choices=AssessmentKind.choices,
        label=_("Loại đánh giá"),
        empty_label=ANY,
        method="of_assessment",
    )
    sector = OfSector(method="of_assessment")

    class Meta:
        model = Establishment
        fields = []

    def __init__(self, *args, assessments, **kwargs):
        self.assessments = assessments
        super().__init__(*args, **kwargs)

    def of_assessment(self, rows, name, value):
        """Taken together below: one assessment is of that year and of that kind."""
        return rows

    def filter_queryset(self, queryset):
        said = self.form.cleaned_data
        wanted = {name: said[name] for name in ("year", "kind") if said.get(name)}
        if said.get("sector"):
            wanted["division"] = "" if said["sector"] == UNKNOWN else said["sector"]
        found = self.assessments.filter(**wanted).order_by().values("establishment")
        return super().filter_queryset(queryset).filter(pk__in=found)
