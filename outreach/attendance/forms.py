"""What is typed about those who came."""

from uuid import uuid4

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.functional import lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisations import sheets
from organisations.access import AccessModelForm
from organisations.attachments.forms import FilesField
from organisations.entry.forms import EntryForm
from organisations.formfields import (
    NormalisedCharField,
    VietnameseIntegerField,
    vietnamese_formfield,
)
from organisations.vietnamese import format_number
from outreach.attendance.lists import COLUMNS, COUNTS, MOST_PEOPLE, MOST_ROWS, Shape
from outreach.models import Activity, Attendance, Attendee

PURPOSE = _(
    "Họ tên, đơn vị công tác, chức vụ chỉ dùng để xác nhận việc tham dự và tổng hợp số người theo"
    " cơ sở; chỉ cán bộ nhập liệu của đơn vị tổ chức, và của đơn vị được ủy quyền làm thay, xem"
    " được; không đưa vào báo cáo, và được xóa khi hết mục đích. Không bắt buộc ghi."
)
LONGEST_PASTE = 300_000


class CountForm(EntryForm):
    constraint_fields = {
        "women_among_those_who_came": "women_count",
        "nobody_attends_no_event": "event_count",
    }
    sections = (
        (_("Số người tham dự"), "", ("event_count", "attendance_count", "women_count")),
        (_("Danh sách ký tên"), PURPOSE, ("scans",)),
    )
    scans = FilesField(
        label=_("Bản quét danh sách đã ký"),
        required=False,
        help_text=_(
            "PDF hoặc ảnh. Chỉ cán bộ nhập liệu của đơn vị, và của đơn vị được ủy quyền làm"
            " thay, mở được tệp này."
        ),
    )

    class Meta:
        model = Activity
        formfield_callback = vietnamese_formfield
        fields = ["event_count", "attendance_count", "women_count"]
        help_texts = {
            "attendance_count": _("Một người dự hai cuộc tính là hai lượt. Ví dụ 1.234."),
        }

    def rows(self):
        return [self.instance, *self.instance.parts]


class AttendanceForm(EntryForm):
    constraint_fields = {"somebody_attended": "managers", "women_among_attendees": "women"}
    sections = ((_("Cơ sở tham dự"), "", ("name", *COUNTS, "women")),)

    class Meta:
        model = Attendance
        formfield_callback = vietnamese_formfield
        fields = ["name", *COUNTS, "women"]
        error_messages = {"name": {"required": _("Nhập tên cơ sở, đơn vị.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in COUNTS:
            self.fields[name].required = False
            self.fields[name].validators.append(MaxValueValidator(MOST_PEOPLE))
        self.mark_conditional(*COUNTS)

    def clean(self):
        data = super().clean()
        for name in COUNTS:
            if data.get(name) is None and name not in self.errors:
                data[name] = 0
        return data


class TickForm(forms.Form):
    """One establishment of the register that was found: how many of its people came."""

    managers = VietnameseIntegerField(label=_("Quản lý"), min_value=0, max_value=MOST_PEOPLE)
    technicians = VietnameseIntegerField(label=_("Kỹ thuật"), min_value=0, max_value=MOST_PEOPLE)
    others = VietnameseIntegerField(label=_("Khác"), min_value=0, max_value=MOST_PEOPLE)
    women = VietnameseIntegerField(label=_("Nữ"), min_value=0, max_value=MOST_PEOPLE)

    def __init__(self, *args, establishment, **kwargs):
        super().__init__(*args, prefix=f"co-so-{establishment.pk}", **kwargs)
        self.establishment = establishment
        for field in self.fields.values():
            field.required = False

    def clean(self):
        data = super().clean()
        people = sum(data.get(name) or 0 for name in COUNTS)
        if self.has_changed() and not self.errors and not people:
            self.add_error("managers", _("Ghi ít nhất một người tham dự."))
        elif not self.errors and (data.get("women") or 0) > people:
            self.add_error("women", _("Số nữ không thể nhiều hơn số người tham dự."))
        return data

    def attendance(self):
        data = self.cleaned_data
        counts = {name: data[name] or 0 for name in COUNTS}
        place = self.establishment
        return Attendance(establishment=place, name=place.name, women=data["women"], **counts)


def _what_lists_may_hold():
    titles = [", ".join(column.heading for column in columns) for columns in COLUMNS.values()]
    sentence = _now("Đến %(rows)s dòng. Cột theo cơ sở: %(first)s. Cột theo người: %(second)s.")
    return sentence % {"rows": format_number(MOST_ROWS), "first": titles[0], "second": titles[1]}


class ListForm(forms.Form):
    """A list to be read: a file, or rows copied out of Excel."""

    shape = forms.ChoiceField(
        label=_("Danh sách ghi thế nào"),
        choices=Shape,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn danh sách theo cơ sở hay theo người.")},
    )
    file = forms.FileField(
        label=_("Tệp bảng tính (XLSX)"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput,
        help_text=lazy(_what_lists_may_hold, str)(),
    )
    pasted = forms.CharField(
        label=_("Hoặc dán các dòng chép từ bảng tính"),
        required=False,
        strip=False,
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Dán kèm dòng tiêu đề, hoặc để các cột theo đúng thứ tự của tệp mẫu."),
    )
    keeps_names = forms.BooleanField(
        label=_("Lưu cả họ tên, chức vụ"),
        required=False,
        help_text=PURPOSE,
    )

    @property
    def columns(self):
        return COLUMNS[self.cleaned_data["shape"]]

    def clean(self):
        data = super().clean()
        file, pasted = data.get("file"), (data.get("pasted") or "").strip()
        if not file and not pasted:
            self.add_error("file", _("Chọn tệp, hoặc dán các dòng vào ô bên dưới."))
        elif file and pasted:
            self.add_error("pasted", _("Chỉ dùng một cách: chọn tệp hoặc dán dòng."))
        elif not self.errors:
            self._read("file" if file else "pasted", file or data["pasted"])
        return data

    def _read(self, name, source):
        read = sheets.read if name == "file" else sheets.read_pasted
        try:
            self.sheet = read(source, self.columns, most_rows=MOST_ROWS)
        except sheets.SheetRefused as refusal:
            self.add_error(name, refusal.sentence)
            return
        if not self.sheet.rows and not self.sheet.refusals:
            self.add_error(name, _("Danh sách không có dòng nào dưới dòng tiêu đề."))


class AttendeeForm(AccessModelForm, forms.ModelForm):
    """One person, typed. Nothing but the name and the group is asked for."""

    class Meta:
        model = Attendee
        formfield_callback = vietnamese_formfield
        fields = ["full_name", "role", "position", "is_woman"]
        error_messages = {"full_name": {"required": _("Nhập họ và tên.")}}

    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, activity, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["form_key"] = uuid4()
        self.fields["attendance"] = forms.ModelChoiceField(
            label=_("Cơ sở trong danh sách tham dự"),
            queryset=Attendance.objects.visible_to(self.access).filter(activity=activity),
            required=False,
            empty_label=_("Không thuộc cơ sở nào trong danh sách"),
            help_text=_("Người của cơ sở đã có trong danh sách thì số người không đổi."),
        )

    def clean(self):
        data = super().clean()
        self.instance.form_key = data.get("form_key")
        self.instance.attendance = data.get("attendance")
        if self.instance.attendance:
            self.instance.workplace = self.instance.attendance.name
        return data


class SearchForm(forms.Form):
    q = NormalisedCharField(label=_("Tên hoặc địa chỉ cơ sở"), required=False, max_length=100)
