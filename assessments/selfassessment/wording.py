"""What the pages and the paper of an assessment filled in step by step are called, by its kind."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from assessments.enums import AssessmentKind, AssessmentState


@dataclass(frozen=True)
class Wording:
    """`title` heads the paper, `result` the page; `origin` says whose figures these are."""

    title: str
    result: str
    steps: str
    lead: str
    origin: str
    warning: str
    file: str


OF_THE_PLANT = _("Số liệu do cơ sở tự khai, chưa được thẩm định.")
WORDINGS = {
    AssessmentKind.SELF: Wording(
        "PHIẾU TỰ ĐÁNH GIÁ SẢN XUẤT SẠCH HƠN",
        _("Kết quả tự đánh giá"),
        _("Các bước tự đánh giá"),
        _(
            "Tự nguyện, làm theo thứ tự nào cũng được. Có thể dừng bất cứ lúc nào và làm tiếp trên"
            " máy khác."
        ),
        OF_THE_PLANT,
        _("SỐ LIỆU DO CƠ SỞ TỰ KHAI, CHƯA ĐƯỢC THẨM ĐỊNH"),
        "tu-danh-gia",
    ),
    AssessmentKind.HOUSEHOLD: Wording(
        "PHIẾU HỘ SẢN XUẤT LÀNG NGHỀ",
        _("Kết quả phiếu hộ sản xuất"),
        _("Phiếu hộ sản xuất"),
        "",
        OF_THE_PLANT,
        _("SỐ LIỆU DO CƠ SỞ TỰ KHAI, CHƯA ĐƯỢC THẨM ĐỊNH"),
        "phieu-ho",
    ),
    AssessmentKind.QUICK: Wording(
        "PHIẾU ĐÁNH GIÁ NHANH SẢN XUẤT SẠCH HƠN",
        _("Kết quả đánh giá nhanh"),
        _("Các bước đánh giá nhanh"),
        _(
            "Đơn vị thực hiện ghi trong 2-3 ngày làm việc với cơ sở, theo thứ tự nào cũng được."
            " Câu hỏi được trả lời khi đi xem hiện trường."
        ),
        _("Số liệu do đơn vị thực hiện ghi cùng cơ sở, chưa được nghiệm thu."),
        _("SỐ LIỆU DO ĐƠN VỊ THỰC HIỆN GHI, CHƯA ĐƯỢC NGHIỆM THU"),
        "danh-gia-nhanh",
    ),
}
ACCEPTED = (
    _("Số liệu do đơn vị thực hiện ghi cùng cơ sở, đã được nghiệm thu."),
    _("SỐ LIỆU DO ĐƠN VỊ THỰC HIỆN GHI, ĐÃ ĐƯỢC NGHIỆM THU"),
)


def wording_of(assessment):
    return WORDINGS[assessment.kind]


def standing_of(assessment):
    """(on the page, across the paper): whose figures these are, and who has looked at them."""
    is_accepted = assessment.state == AssessmentState.ACCEPTED
    if assessment.kind == AssessmentKind.QUICK and is_accepted:
        return ACCEPTED
    wording = wording_of(assessment)
    return wording.origin, wording.warning
