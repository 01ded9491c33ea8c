"""What the Ministry writes when it decides on a report."""

from django.utils.translation import gettext_lazy as _

from organisations.entry.forms import EntryForm
from organisations.formfields import vietnamese_formfield
from reports.enums import ReviewDecision
from reports.models import Review

EXPLAINED = {
    ReviewDecision.RECEIVED: _("Ghi rằng Bộ đã nhận và bắt đầu xem bản này. Đơn vị thấy ngay."),
    ReviewDecision.RETURNED: _(
        "Đơn vị thấy nguyên văn lý do và gửi bản mới. Phiếu tiếp nhận đầu tiên giữ nguyên ngày."
    ),
    ReviewDecision.ACCEPTED: _(
        "Sau khi chấp nhận, đơn vị chỉ gửi được bản mới khi Bộ yêu cầu hoàn thiện, bổ sung."
    ),
}


class ReviewForm(EntryForm):
    """The reason must be given when a report goes back; it is a remark otherwise."""

    constraint_fields = {"return_has_a_reason": "reason"}

    class Meta:
        model = Review
        formfield_callback = vietnamese_formfield
        fields = ["reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        decision = ReviewDecision(self.instance.decision)
        field = self.fields["reason"]
        self.sections = ((decision.label.capitalize(), EXPLAINED[decision], ("reason",)),)
        if decision == ReviewDecision.RETURNED:
            field.required = True
            field.help_text = _("Nêu mục, biểu, số liệu nào cần sửa và sửa thế nào.")
            field.error_messages["required"] = _("Ghi rõ cần hoàn thiện, bổ sung những gì.")
        else:
            field.label = _("Ghi chú cho đơn vị")
