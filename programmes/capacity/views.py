"""Focal units, their people and equipment, and own money on the screen."""

import datetime as dt

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from organisations import clock
from organisations.access import AccessMixin, get_visible_or_404
from organisations.entry.pages import EntryPage
from organisations.entry.views import EntryCreateView, EntryUpdateView, log_of
from organisations.lists import PAGE, FilteredList
from organisations.views import Confirmed
from programmes.capacity import actions, figures, rules
from programmes.capacity.filters import EquipmentFilter, MoneyFilter, StaffFilter, TrainingFilter
from programmes.capacity.forms import (
    EquipmentForm,
    MoneyForm,
    StaffForm,
    TrainingForm,
    UnitForm,
)
from programmes.models import FocalEquipment, FocalStaff, FocalUnit, OwnMoney, StaffTraining

UNITS = _("Đơn vị đầu mối")


def calibration_days():
    """Today, and until when a calibration is called due soon."""
    today = clock.today()
    return {"today": today, "soon_on": today + dt.timedelta(days=figures.SOON)}


def units_step():
    return UNITS, reverse("programmes:focal_units")


def step(row):
    return str(row), row.get_absolute_url()


class Kept(EntryPage):
    """Entering and correcting what the unit has of its own."""

    may_create = staticmethod(rules.may_keep)
    may_edit = staticmethod(rules.may_edit)

    def save(self, form):
        row, access = form.instance, self.request.access
        if row.pk is None:
            return actions.create(row, access=access)
        return actions.update(row, access=access, seen=form.cleaned_data["seen"])


class Removal(Confirmed):
    """Asks first; afterwards the page of what the row was a part of."""

    may = staticmethod(rules.may_edit)
    button = _("Xóa")
    done = _("Đã xóa.")
    sentence = ""

    def consequence(self):
        return f"{self.row}. {self.sentence}"

    def act(self, pk, access):
        actions.remove(self.model, pk, access=access)

    def above(self):
        return step(self.row.unit)

    def back_label(self):
        return self.above()[0]

    def back_url(self):
        return self.above()[1]


# Đơn vị đầu mối


class UnitList(AccessMixin, ListView):
    """The units, and what all people, equipment and money of the organisation add up to."""

    model = FocalUnit
    paginate_by = PAGE
    template_name = "programmes/focal_unit_list.html"

    def get_queryset(self):
        return super().get_queryset().for_list()

    def get_context_data(self, **kwargs):
        access, today = self.request.access, clock.today()
        has_capacity = rules.has_capacity(access)
        context = {"may_keep": rules.may_keep(access), "has_capacity": has_capacity}
        if has_capacity:
            trainings = StaffTraining.objects.visible_to(access)
            equipment = FocalEquipment.objects.visible_to(access)
            context |= {
                "today": today,
                "staff": figures.staff_table(FocalStaff.objects.visible_to(access), today),
                "equipment": figures.equipment_counts(equipment, today),
                "training_count": trainings.of_year(today.year).count(),
                "money": figures.money_by_year(OwnMoney.objects.visible_to(access)),
            }
        return super().get_context_data(**context, **kwargs)


class UnitDetail(AccessMixin, DetailView):
    model = FocalUnit
    context_object_name = "unit"
    template_name = "programmes/focal_unit_detail.html"

    def get_context_data(self, **kwargs):
        access, unit = self.request.access, self.object
        staff = FocalStaff.objects.visible_to(access).filter(unit=unit)
        return super().get_context_data(
            **calibration_days(),
            staff=staff.annotate(training_count=Count("trainings")).order_by("pk"),
            equipment=FocalEquipment.objects.visible_to(access).filter(unit=unit),
            disciplines=unit.disciplines.all(),
            may_edit=rules.may_edit(access, unit),
            log=log_of(unit, access),
            **kwargs,
        )


class UnitCreate(Kept, EntryCreateView):
    model = FocalUnit
    form_class = UnitForm
    new_heading = _("Thêm đơn vị, bộ phận chuyên trách SXSH")
    saved = _("Đã lưu đơn vị.")

    def trail(self):
        return [units_step()]


class UnitUpdate(Kept, EntryUpdateView):
    model = FocalUnit
    form_class = UnitForm
    edit_heading = _("Sửa thông tin đơn vị, bộ phận")
    saved = _("Đã lưu đơn vị.")

    def trail(self):
        return [units_step(), step(self.object)]


class UnitRemove(Removal):
    model = FocalUnit
    title = _("Xóa đơn vị, bộ phận")
    sentence = _("Chỉ xóa khi ghi nhầm: đơn vị còn cán bộ hoặc thiết bị thì không xóa được.")

    def above(self):
        return units_step()


# Cán bộ


class OfUnit(Kept):
    """A new part of a unit; a neighbour's unit does not exist."""

    def dispatch(self, request, *args, **kwargs):
        self.unit = get_visible_or_404(FocalUnit, request.access, pk=kwargs["unit"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.model(unit=self.unit)}

    def trail(self):
        return [units_step(), step(self.unit)]


class StaffList(FilteredList):
    model = FocalStaff
    filter_class = StaffFilter
    template_name = "programmes/capacity/staff_list.html"

    def get_queryset(self):
        return super().get_queryset().select_related("unit").order_by("full_name", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(today=clock.today(), **kwargs)


class StaffDetail(AccessMixin, DetailView):
    model = FocalStaff
    context_object_name = "person"
    template_name = "programmes/capacity/staff_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("unit")

    def get_context_data(self, **kwargs):
        access, person = self.request.access, self.object
        trainings = StaffTraining.objects.visible_to(access)
        return super().get_context_data(
            trainings=trainings.filter(staff=person).newest_first(),
            may_edit=rules.may_edit(access, person),
            today=clock.today(),
            **kwargs,
        )


class StaffCreate(OfUnit, EntryCreateView):
    model = FocalStaff
    form_class = StaffForm
    new_heading = _("Thêm cán bộ")
    saved = _("Đã lưu cán bộ.")


class StaffUpdate(Kept, EntryUpdateView):
    model = FocalStaff
    form_class = StaffForm
    edit_heading = _("Sửa thông tin cán bộ")
    saved = _("Đã lưu cán bộ.")

    def trail(self):
        return [units_step(), step(self.object.unit), step(self.object)]


class StaffRemove(Removal):
    model = FocalStaff
    title = _("Xóa cán bộ")
    sentence = _(
        "Chỉ xóa khi ghi nhầm; các lượt đào tạo của người này cũng bị xóa. Người đã chuyển việc thì"
        " ghi ngày kết thúc, để số cán bộ của năm trước giữ nguyên."
    )


# Lượt đào tạo


class TrainingList(FilteredList):
    model = StaffTraining
    filter_class = TrainingFilter
    template_name = "programmes/capacity/training_list.html"

    def get_queryset(self):
        return super().get_queryset().select_related("staff").newest_first()


class TrainingCreate(Kept, EntryCreateView):
    model = StaffTraining
    form_class = TrainingForm
    new_heading = _("Ghi lượt đào tạo")
    saved = _("Đã lưu lượt đào tạo.")

    def dispatch(self, request, *args, **kwargs):
        self.person = get_visible_or_404(FocalStaff, request.access, pk=kwargs["staff"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": StaffTraining(staff=self.person)}

    def trail(self):
        return [units_step(), step(self.person)]


class TrainingUpdate(Kept, EntryUpdateView):
    model = StaffTraining
    form_class = TrainingForm
    edit_heading = _("Sửa lượt đào tạo")
    saved = _("Đã lưu lượt đào tạo.")

    def trail(self):
        return [units_step(), step(self.object.staff)]


class TrainingRemove(Removal):
    model = StaffTraining
    title = _("Xóa lượt đào tạo")
    sentence = _("Lượt đào tạo này không còn được đếm.")

    def above(self):
        return step(self.row.staff)


# Thiết bị


class EquipmentList(FilteredList):
    model = FocalEquipment
    filter_class = EquipmentFilter
    template_name = "programmes/capacity/equipment_list.html"

    def get_queryset(self):
        return super().get_queryset().for_list()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**calibration_days(), **kwargs)


class EquipmentCreate(OfUnit, EntryCreateView):
    model = FocalEquipment
    form_class = EquipmentForm
    new_heading = _("Thêm thiết bị")
    saved = _("Đã lưu thiết bị.")


class EquipmentUpdate(Kept, EntryUpdateView):
    model = FocalEquipment
    form_class = EquipmentForm
    edit_heading = _("Sửa thiết bị")
    saved = _("Đã lưu thiết bị.")

    def trail(self):
        return [units_step(), step(self.object.unit)]


class EquipmentRemove(Removal):
    model = FocalEquipment
    title = _("Xóa thiết bị")
    sentence = _("Thiết bị này không còn được đếm và không còn được nhắc kiểm định.")


# Kinh phí tự bố trí


class MoneyList(FilteredList):
    model = OwnMoney
    filter_class = MoneyFilter
    template_name = "programmes/capacity/own_money_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_keep=rules.may_keep(self.request.access), **kwargs)


def money_step():
    return _("Kinh phí tự bố trí"), reverse("programmes:own_money")


class MoneyCreate(Kept, EntryCreateView):
    model = OwnMoney
    form_class = MoneyForm
    new_heading = _("Ghi kinh phí tự bố trí cho SXSH")
    saved = _("Đã lưu kinh phí.")

    def trail(self):
        return [units_step(), money_step()]


class MoneyUpdate(Kept, EntryUpdateView):
    model = OwnMoney
    form_class = MoneyForm
    edit_heading = _("Sửa kinh phí tự bố trí")
    saved = _("Đã lưu kinh phí.")

    def trail(self):
        return [units_step(), money_step()]


class MoneyRemove(Removal):
    model = OwnMoney
    title = _("Xóa dòng kinh phí")
    sentence = _("Số tiền của dòng này không còn được cộng.")

    def above(self):
        return money_step()
