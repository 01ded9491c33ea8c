"""Where a unit stands in a round, from not begun to accepted."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    NONE = "none", _("chưa bắt đầu")
    DRAFTING = "drafting", _("đang soạn")
    APPROVING = "approving", _("đang trình duyệt")
    RETURNED = "returned", _("yêu cầu hoàn thiện, bổ sung")
    SENT = "sent", _("đã gửi, chờ tiếp nhận")
    RECEIVED = "received", _("đã tiếp nhận")
    ACCEPTED = "accepted", _("đã chấp nhận")


class Lateness(TextChoices):
    ON_TIME = "on_time", _("đã gửi, đúng hạn")
    LATE = "late", _("đã gửi, nộp chậm")
    OVERDUE = "overdue", _("quá hạn chưa gửi")
    RUNNING = "running", _("chưa gửi, còn hạn")


TONES = {
    Stage.NONE: "neutral",
    Stage.DRAFTING: "info",
    Stage.APPROVING: "info",
    Stage.RETURNED: "warning",
    Stage.SENT: "info",
    Stage.RECEIVED: "info",
    Stage.ACCEPTED: "success",
}
# The word on a tile of the map, and how dark the tile is.
ON_A_TILE = {
    Stage.NONE: (_("chưa"), 0),
    Stage.DRAFTING: (_("soạn"), 1),
    Stage.APPROVING: (_("trình"), 1),
    Stage.RETURNED: (_("bổ sung"), 2),
    Stage.SENT: (_("đã gửi"), 3),
    Stage.RECEIVED: (_("đã nhận"), 3),
    Stage.ACCEPTED: (_("xong"), 4),
}
DARKER_FROM = (1, 2, 3, 4)
