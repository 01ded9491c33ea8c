"""What the lists of people, trainings, equipment and own money can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from organisations import clock
from organisations.formfields import VietnameseDateField
from organisations.lists import ListFilter, SearchFilter
from programmes.capacity import figures
from programmes.enums import Commitment, Competence
from programmes.filters import YearFilter
from programmes.models import FocalEquipment, FocalStaff, OwnMoney, StaffTraining

ANY, NONE = "any", "none"
OVERDUE, DUE = "overdue", "due"


class InOffice(django_filters.Filter):
    field_class = VietnameseDateField

    def filter(self, queryset, value):
        return queryset if value is None else queryset.in_office_on(value)


class StaffFilter(ListFilter):
    q = SearchFilter("full_name", "position", "specialty", label=_("Tên, chức vụ, chuyên ngành"))
    on = InOffice(label=_("Đang công tác ngày"))
    commitment = django_filters.ChoiceFilter(
        choices=Commitment.choices, label=_("Chế độ làm việc"), empty_label=_("Tất cả")
    )
    competence = django_filters.ChoiceFilter(
        choices=[
            (ANY, _("có minh chứng")),
            *((kind.value, kind.label) for kind in figures.EVIDENCES),
            (NONE, Competence.NONE.label),
        ],
        method="by_evidence",
        label=_("Năng lực, theo minh chứng"),
        empty_label=_("Tất cả"),
    )

    class Meta:
        model = FocalStaff
        fields = []

    def by_evidence(self, staff, _name, value):
        if value == ANY:
            return staff.exclude(competence=Competence.NONE)
        return staff.filter(competence=Competence.NONE if value == NONE else value)


class TrainingFilter(ListFilter):
    q = SearchFilter("name", "provider", "staff__full_name", label=_("Nội dung, đơn vị, cán bộ"))
    year = YearFilter(method="in_year", label=_("Năm"))

    class Meta:
        model = StaffTraining
        fields = []

    def in_year(self, trainings, _name, value):
        return trainings.of_year(value)


class EquipmentFilter(ListFilter):
    q = SearchFilter("name", "serial", label=_("Tên, số hiệu"))
    due = django_filters.ChoiceFilter(
        choices=[(OVERDUE, _("quá hạn")), (DUE, _("đến hạn trong 30 ngày"))],
        method="by_calibration",
        label=_("Kiểm định"),
        empty_label=_("Tất cả"),
    )

    class Meta:
        model = FocalEquipment
        fields = []

    def by_calibration(self, equipment, _name, value):
        narrowed = figures.calibration_overdue if value == OVERDUE else figures.calibration_due
        return narrowed(equipment, clock.today())


class MoneyFilter(ListFilter):
    q = SearchFilter("purpose", "note", label=_("Nội dung chi"))
    year = YearFilter(label=_("Năm"))

    class Meta:
        model = OwnMoney
        fields = []
