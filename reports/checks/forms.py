"""What people write when a finding is right as it stands."""

from django.utils.translation import gettext_lazy as _

from organisations.entry.forms import EntryForm
from organisations.entry.saving import fingerprint
from organisations.formfields import NormalisedTextField
from reports.models import Explanation

LONGEST = 2_000


class ExplanationForm(EntryForm):
    text = NormalisedTextField(
        label=_("Giải trình"),
        required=False,
        max_length=LONGEST,
        help_text=_(
            "Vì sao số liệu, lời văn này đúng như đang có; nêu căn cứ. Người duyệt đọc cùng kết quả"
            " kiểm tra. Xóa trắng để bỏ giải trình."
        ),
    )
    sections = ((_("Giải trình"), "", ("text",)),)

    class Meta:
        model = Explanation
        fields = ["text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = fingerprint(*self.rows())
        self.mark_conditional("text")

    def rows(self):
        """What nobody has explained yet is no row."""
        return [self.instance if self.instance.pk else None]
