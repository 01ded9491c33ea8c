"""Taking attendance: the sheet to be signed, the count, the establishments, the names."""

from django.contrib import messages
from django.db.models import Case, When
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import FormView, ListView

from enterprises.models import Establishment
from organisations import clock, files
from organisations.access import AccessMixin, get_visible_or_404, require
from organisations.documents.pdf import DocumentNotRendered
from organisations.entry.keys import read_key
from organisations.entry.saving import earlier_entry
from organisations.entry.views import EntryUpdateView
from organisations.exceptions import ActionRefused
from organisations.lists import SearchFilter
from organisations.views import Confirmed
from outreach import rules
from outreach.attendance import actions
from outreach.attendance.counts import WITHOUT_WORKPLACE, totals_of_people
from outreach.attendance.documents import sign_in_sheet_pdf
from outreach.attendance.forms import (
    PURPOSE,
    AttendanceForm,
    AttendeeForm,
    CountForm,
    SearchForm,
    TickForm,
)
from outreach.models import Activity, Attendance, Attendee

MOST_FOUND = 20
SEARCH = SearchFilter("name", "address")
LINES = (25, 50, 75, 100, 150, 200)


def address(activity, name="attendance"):
    return reverse(f"outreach:{name}", args=[activity.pk])


class OfActivity:
    """Finds the activity and asks whether this person takes attendance for it."""

    may = staticmethod(rules.may_edit_activity)

    def dispatch(self, request, *args, **kwargs):
        self.activity = get_visible_or_404(Activity, request.access, pk=kwargs["pk"])
        require(self.may(request.access, self.activity))
        try:
            actions.refuse_without_attendance(self.activity)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(address(self.activity))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(activity=self.activity, **kwargs)


class AttendancePage(AccessMixin, ListView):
    """The establishments that came, how many people that is, and what is still to be done."""

    model = Attendance
    template_name = "outreach/attendance/attendance.html"
    paginate_by = 50

    def get_queryset(self):
        self.activity = get_visible_or_404(Activity, self.request.access, pk=self.kwargs["pk"])
        rows = super().get_queryset().filter(activity=self.activity)
        return rows.select_related("establishment").order_by(
            Case(When(establishment=None, then=0), default=1), "name", "pk"
        )

    def get_context_data(self, **kwargs):
        access, people = self.request.access, totals_of_people(self.activity)
        return super().get_context_data(
            activity=self.activity,
            people=people,
            differs=people.differs_from(self.activity.attendance_count),
            may_edit=rules.may_edit_activity(access, self.activity),
            leading=people.managers + people.technicians,
            lines=LINES,
            without_workplace=WITHOUT_WORKPLACE,
            **kwargs,
        )


@require_GET
def sign_in_sheet(request, pk):
    """A blank list to be signed, as PDF; it can be printed before the day."""
    activity = get_visible_or_404(Activity, request.access, pk=pk)
    require(rules.may_edit_activity(request.access, activity))
    asked = request.GET.get("lines", "")
    lines = int(asked) if asked in map(str, LINES) else LINES[1]
    try:
        pdf = sign_in_sheet_pdf(activity, request.access.organisation, lines, clock.now())
    except DocumentNotRendered as fault:
        messages.error(request, fault.sentence)
        return redirect(address(activity))
    name = f"danh-sach-tham-du-{activity.pk}.pdf"
    return files.download_bytes(pdf, name=name, content_type="application/pdf")


class Count(EntryUpdateView):
    model = Activity
    form_class = CountForm
    template_name = "outreach/attendance/count_form.html"
    may_edit = staticmethod(rules.may_edit_activity)
    saved = _("Đã ghi số người tham dự.")

    def dispatch(self, request, *args, **kwargs):
        self.activity = get_visible_or_404(Activity, request.access, pk=kwargs["pk"])
        require(self.may_edit(request.access, self.activity))
        if not self.activity.takes_attendance:
            return redirect(address(self.activity))
        return super().dispatch(request, *args, **kwargs)

    def save(self, form):
        actions.record_count(
            form.instance,
            access=self.request.access,
            seen=form.cleaned_data["seen"],
            scans=form.cleaned_data["scans"],
        )
        return address(form.instance)


@require_POST
def take_over(request, pk):
    activity = get_visible_or_404(Activity, request.access, pk=pk)
    try:
        shown = read_key(request.POST.get("total", ""))
        actions.take_over_sum(activity, shown=shown, access=request.access)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _now("Đã lấy tổng của danh sách làm lượt người tham dự."))
    return redirect(address(activity))


def found_in_register(text, access):
    """The first establishments of our part of the register that say these words."""
    ours = Establishment.objects.visible_to(access)
    return SEARCH.filter(ours, text).order_by("name", "pk")[:MOST_FOUND] if text else ours.none()


class Tick(OfActivity, View):
    """Search the register, say of each that came how many; several at once."""

    def get(self, request, pk):
        search = SearchForm(request.GET)
        text = search.cleaned_data["q"] if search.is_valid() else ""
        found = list(found_in_register(text, request.access))
        return self.show([TickForm(establishment=place) for place in found], text)

    def post(self, request, pk):
        asked = [read_key(text) for text in request.POST.getlist("establishment")[:MOST_FOUND]]
        places = Establishment.objects.visible_to(request.access).filter(pk__in=asked)
        forms = [TickForm(request.POST, establishment=place) for place in places.order_by("name")]
        text = request.POST.get("q", "")
        if not all([form.is_valid() for form in forms]):
            return self.show(forms, text)
        rows = [form.attendance() for form in forms if form.has_changed()]
        if not rows:
            messages.warning(request, _now("Chưa ghi số người của cơ sở nào."))
            return self.show(forms, text)
        try:
            actions.add_attendances(self.activity, rows, access=request.access)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
            return self.show(forms, text)
        said = _now("Đã ghi %(count)s cơ sở tham dự.") % {"count": len(rows)}
        messages.success(request, said)
        return redirect(self._searched(text))

    def _searched(self, text):
        """The same search again: the next establishments to tick are often among those found."""
        searched = address(self.activity, "attendance_tick")
        return f"{searched}?{urlencode({'q': text})}" if text else searched

    def show(self, forms, text):
        """Those that are on the list already have no boxes."""
        entered = Attendance.objects.visible_to(self.request.access).filter(
            activity=self.activity, establishment__in=[form.establishment.pk for form in forms]
        )
        rows = {row.establishment_id: row for row in entered}
        for form in forms:
            form.entered = rows.get(form.establishment.pk)
        context = {"activity": self.activity, "forms": forms, "q": text, "most": MOST_FOUND}
        return render(self.request, "outreach/attendance/tick.html", context)


class AttendanceCreate(OfActivity, FormView):
    """An establishment or unit that is not in the register."""

    form_class = AttendanceForm
    template_name = "outreach/attendance/attendance_form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"access": self.request.access}

    def form_valid(self, form):
        try:
            actions.add_attendances(self.activity, [form.instance], access=self.request.access)
        except ActionRefused as refusal:
            form.add_error("name", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _now("Đã ghi một cơ sở tham dự."))
        return redirect(address(self.activity))


class AttendanceUpdate(EntryUpdateView):
    model = Attendance
    form_class = AttendanceForm
    template_name = "outreach/attendance/attendance_form.html"
    may_edit = staticmethod(rules.may_edit_part)
    saved = _("Đã lưu số người tham dự.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(activity=self.object.activity, **kwargs)

    def save(self, form):
        seen = form.cleaned_data["seen"]
        actions.update_attendance(form.instance, access=self.request.access, seen=seen)
        return address(form.instance.activity)


class AttendanceRemove(Confirmed):
    model = Attendance
    may = staticmethod(rules.may_edit_part)
    title = _("Xóa một cơ sở tham dự")
    button = _("Xóa dòng này")
    done = _("Đã xóa.")

    def consequence(self):
        sentence = _now(
            "“%(name)s” bị xóa khỏi danh sách tham dự cùng các họ tên ghi dưới cơ sở đó. Lượt người"
            " tham dự của hoạt động không tự thay đổi."
        )
        return sentence % {"name": self.row.name}

    def act(self, pk, access):
        actions.remove_attendance(pk, access=access)

    def back_url(self):
        return address(self.row.activity)

    def back_label(self):
        return _now("Người tham dự")


class Match(View):
    """A person finds the establishment that a written name means."""

    def dispatch(self, request, *args, **kwargs):
        self.row = get_visible_or_404(Attendance, request.access, pk=kwargs["pk"])
        require(rules.may_edit_part(request.access, self.row))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        search = SearchForm(request.GET)
        text = request.GET.get("q", self.row.name)
        text = (search.cleaned_data["q"] if search.is_valid() else "") or text[:100]
        context = {
            "row": self.row,
            "activity": self.row.activity,
            "q": text,
            "found": found_in_register(text, request.access),
            "most": MOST_FOUND,
        }
        return render(request, "outreach/attendance/match.html", context)

    def post(self, request, pk):
        key = read_key(request.POST.get("establishment", ""))
        place = Establishment.objects.visible_to(request.access).filter(pk=key).first()
        if place is None:
            messages.error(request, _now("Chọn một cơ sở trong danh sách tìm được."))
            return redirect("outreach:attendance_match", pk)
        try:
            actions.match_attendance(self.row, place, access=request.access)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _now("Đã chọn cơ sở trong sổ."))
        return redirect(address(self.row.activity))


class Names(OfActivity, AccessMixin, ListView):
    model = Attendee
    may = staticmethod(rules.may_see_names)
    template_name = "outreach/attendance/names.html"
    paginate_by = 100

    def get_queryset(self):
        return super().get_queryset().filter(activity=self.activity)

    def get_context_data(self, **kwargs):
        return super().get_context_data(purpose=PURPOSE, **kwargs)


class AttendeeCreate(OfActivity, FormView):
    form_class = AttendeeForm
    may = staticmethod(rules.may_see_names)
    template_name = "outreach/attendance/attendee_form.html"

    def get_form_kwargs(self):
        own = {"access": self.request.access, "activity": self.activity}
        return super().get_form_kwargs() | own

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            purpose=PURPOSE, cancel_url=address(self.activity, "attendees"), **kwargs
        )

    def form_valid(self, form):
        """The same sheet sent twice, by a double click, adds one person."""
        access = self.request.access
        if earlier_entry(Attendee, self.request.POST.get("form_key", ""), access=access):
            return redirect(address(self.activity, "attendees"))
        try:
            actions.add_attendee(form.instance, self.activity, access=access)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _now("Đã thêm một người tham dự."))
        return redirect(address(self.activity, "attendees"))


class AttendeeRemove(Confirmed):
    model = Attendee
    may = staticmethod(rules.may_edit_part)
    title = _("Xóa một họ tên")
    button = _("Xóa họ tên này")
    done = _("Đã xóa.")

    def consequence(self):
        said = _now("Họ tên “%(name)s” bị xóa hẳn, không lưu lịch sử.")
        return f"{said % {'name': self.row.full_name}} {self._counts()}"

    def _counts(self):
        if self.row.attendance_id:
            return _now("Số người của cơ sở và lượt người tham dự không thay đổi.")
        return _now(
            "Người này không thuộc dòng nào của danh sách tham dự nên tổng của danh sách bớt một"
            " người; lượt người tham dự đã ghi không thay đổi."
        )

    def act(self, pk, access):
        actions.remove_attendee(pk, access=access)

    def back_url(self):
        return address(self.row.activity, "attendees")

    def back_label(self):
        return _now("Họ tên người tham dự")
