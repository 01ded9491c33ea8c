"""A list of tasks to be read: a file, or rows copied out of Excel."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisations import sheets
from programmes.sheets.columns import MOST_TASKS

MOST_BYTES = 5 * 1024**2
# Together with the rows under way it must fit into one page that is sent back.
LONGEST_PASTE = 300_000


class Takes(TextChoices):
    ALL = "all", _("Không nhận dòng nào cho đến khi sửa hết lỗi")
    VALID = "valid", _("Nhận các dòng hợp lệ, bỏ qua dòng có lỗi")


class ImportForm(forms.Form):
    """Answers `sheet`, what was read; nothing is written by it."""

    file = forms.FileField(
        label=_("Tệp Excel (XLSX) hoặc CSV"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"class": "mw-100"}),
        help_text=_("Đến 500 nhiệm vụ, tệp đến 5 MB."),
    )
    pasted = forms.CharField(
        label=_("Hoặc dán các dòng chép từ Excel"),
        required=False,
        strip=False,
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Dán kèm dòng tiêu đề, hoặc để các cột theo đúng thứ tự của tệp mẫu."),
        error_messages={"max_length": _("Nội dung dán quá dài. Hãy dùng tệp Excel.")},
    )
    takes = forms.ChoiceField(
        label=_("Khi có dòng lỗi"),
        choices=Takes,
        widget=forms.RadioSelect,
        initial=Takes.ALL,
    )

    def __init__(self, *args, columns, **kwargs):
        super().__init__(*args, **kwargs)
        self.columns = columns

    def clean(self):
        data = super().clean()
        file, pasted = data.get("file"), (data.get("pasted") or "").strip()
        if not file and not pasted and not self.errors:
            self.add_error("file", _now("Chọn tệp, hoặc dán các dòng vào ô bên dưới."))
        elif file and pasted:
            self.add_error("pasted", _now("Chỉ dùng một cách: chọn tệp hoặc dán dòng."))
        elif not self.errors:
            self._read("file" if file else "pasted", file or data["pasted"])
        return data

    def _read(self, name, source):
        try:
            if name == "file":
                limits = {"limit": MOST_BYTES, "most_rows": MOST_TASKS}
                self.sheet = sheets.read(source, self.columns, **limits)
            else:
                self.sheet = sheets.read_pasted(source, self.columns, most_rows=MOST_TASKS)
        except sheets.SheetRefused as refusal:
            self.add_error(name, refusal.sentence)
            return
        if not self.sheet.typed:
            self.add_error(name, _now("Bảng không có dòng nào dưới dòng tiêu đề."))
