"""A file to bring in, what its columns are, and what a row is about."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.resources import COLUMN, COLUMNS
from organisations import sheets
from organisations.enums import RowDecision
from organisations.sheets.listing import MOST_BYTES
from organisations.sheets.units import has_unclear_unit, unit_of

UNCLEAR_UNIT = _(
    "Không rõ đơn vị tiền của cột này. Ghi vào tiêu đề của tệp, ví dụ “Doanh thu (triệu đồng)”, rồi"
    " tải lên lại; ngoại tệ thì đổi ra đồng."
)
UNREAD = ("", _("(không đọc cột này)"))


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp danh sách cơ sở (XLSX hoặc CSV)"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_(
            "Đến 60 MB, đến 200.000 dòng. Tệp được kiểm tra và xem trước; chưa ghi gì vào sổ cho"
            " đến khi bấm Ghi vào sổ."
        ),
        error_messages={"required": _("Chọn tệp.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 60 MB. Hãy chia thành nhiều tệp."))
        return file


class ColumnsForm(forms.Form):
    """One drop-down for each column of the file; `takes_all_or_none` is about its rows."""

    takes_all_or_none = forms.BooleanField(
        label=_("Chỉ ghi khi mọi dòng đều đúng"),
        required=False,
        help_text=_("Không chọn thì các dòng đúng vẫn được ghi, dòng không nhận để lại sửa sau."),
    )

    def __init__(self, *args, batch, **kwargs):
        super().__init__(*args, **kwargs)
        self.batch = batch
        self.fields["takes_all_or_none"].initial = batch.takes_all_or_none
        choices = [UNREAD, *((column.key, column.heading) for column in COLUMNS)]
        for at, heading in enumerate(batch.headings):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=heading or _("(không có tiêu đề)"),
                required=False,
                choices=choices,
                initial=batch.mapping.get(str(at), ""),
            )

    def columns(self):
        """For the screen: (letter, box, what the first rows have, unit of its money)."""
        mapping = sheets.propose_mapping(self.batch.headings, COLUMNS)
        for column in mapping.columns:
            cells = [
                row[column.position] for row in self.batch.sample if column.position < len(row)
            ]
            sample = [cell for cell in cells if cell]
            box = self[f"column_{column.position}"]
            unit = _unit_to_tell(column.heading, box.value(), self.batch.money_unit)
            yield column.letter, box, sample, unit

    def choices(self):
        count = len(self.batch.headings)
        return {at: self.cleaned_data[f"column_{at}"] for at in range(count)}

    def clean(self):
        data = super().clean()
        if not self.errors:
            mapping = sheets.Mapping.from_choices(self.batch.headings, COLUMNS, self.choices())
            self._require_usable(mapping)
        return data

    def _require_usable(self, mapping):
        for column, found in mapping.duplicates:
            for theirs in found[1:]:
                self.add_error(
                    f"column_{theirs.position}",
                    _("Đã có cột %(letter)s là “%(title)s”. Chỉ chọn một cột.")
                    % {"letter": found[0].letter, "title": column.title},
                )
        for column in mapping.columns:
            if column.key and COLUMN[column.key].takes_unit and has_unclear_unit(column.heading):
                self.add_error(f"column_{column.position}", UNCLEAR_UNIT)
        for column in mapping.missing:
            self.add_error(None, _("Chưa chọn cột “%(title)s”.") % {"title": column.title})


def _unit_to_tell(heading, key, of_table):
    """What the amounts of a column are multiplied by, if it is read as money."""
    is_money = key in COLUMN and COLUMN[key].takes_unit
    unit = unit_of(heading) or (unit_of(f"({of_table})") if is_money else None)
    return unit if unit and unit.places and (is_money or not key) else None


class DecisionForm(forms.Form):
    """'same 12' or 'distinct', as the buttons of a row send it."""

    decision = forms.CharField(max_length=40)

    def clean_decision(self):
        decision, _space, key = self.cleaned_data["decision"].partition(" ")
        if decision == RowDecision.DISTINCT and not key:
            return RowDecision.DISTINCT, None
        if decision == RowDecision.SAME and key.isascii() and key.isdecimal() and len(key) < 19:
            return RowDecision.SAME, int(key)
        raise forms.ValidationError(_("Chọn một trong các nút của dòng."))
