"""The same readings for the Ministry's administrators, with what to do."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from organisations import rules
from organisations.access import require
from organisations.health import readings

NAMES = {
    "web": _("Các trang của cổng"),
    "database": _("Cơ sở dữ liệu"),
    "broker": _("Hàng đợi"),
    "beat": _("Bộ hẹn giờ"),
    "worker": _("Bộ xử lý việc nền"),
    "queue": _("Việc đang chờ"),
    "files": _("Đĩa chứa tệp"),
    "size": _("Dung lượng cơ sở dữ liệu"),
}
ADVICE = {
    "database": _("Cơ sở dữ liệu không trả lời. Kiểm tra máy chủ và nhật ký của nó."),
    "broker": _("Hàng đợi không trả lời. Khởi động lại máy chủ của nó; việc đã yêu cầu không mất."),
    "beat": _("Bộ hẹn giờ không báo nhịp. Khởi động lại nó; đến lúc đó chưa có ai được nhắc việc."),
    "worker": _(
        "Bộ xử lý không báo nhịp. Khởi động lại nó; nếu bộ hẹn giờ hoặc hàng đợi"
        " cũng hỏng, sửa chúng trước."
    ),
    "queue": _("Có việc chờ quá lâu. Xem bộ xử lý có chạy không; nếu chạy, thêm một bộ nữa."),
    "files": _("Đĩa chứa tệp sắp đầy. Dọn hoặc mở rộng đĩa trước khi tệp mới không ghi được."),
    "size": _("Cơ sở dữ liệu gần đến giới hạn. Mở rộng đĩa, rồi nâng giới hạn trong cấu hình."),
}
UNKNOWN = _("Chưa biết: cơ sở dữ liệu không trả lời.")


@require_GET
def health(request):
    """What is wrong and what to do; a machine asks /health/ instead."""
    require(rules.may_see_health(request.access))
    parts = readings.recent()
    lines = [(NAMES[part], is_well, _advice(part, parts)) for part, is_well in parts.items()]
    context = {"lines": lines, "is_well": all(parts.values())}
    return render(request, "organisations/health.html", context)


def _advice(part, parts):
    if parts[part]:
        return ""
    if part in readings.TOLD_BY_DATABASE and not parts["database"]:
        return UNKNOWN
    return ADVICE[part]
