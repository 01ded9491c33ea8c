"""The answers of one press of a button, as reference/assessments/reasons.yaml has them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from assessments.enums import OptionState

PROPOSED, SELECTED, UNDER_WAY = OptionState.PROPOSED, OptionState.SELECTED, OptionState.UNDER_WAY
DONE, MEASURED, SUSTAINED = OptionState.DONE, OptionState.MEASURED, OptionState.SUSTAINED
STOPPED, NOT_TAKEN_UP = OptionState.STOPPED, OptionState.NOT_TAKEN_UP
NO_NEWS = OptionState.NO_NEWS


@dataclass(frozen=True)
class Answer:
    """Offered in some states, in which it leads `to` another; in others nothing changes by it."""

    code: str
    label: str
    to: str | None
    offered_in: tuple = ()
    stays_in: tuple = ()
    asks_reason: bool = False
    asks_month: bool = False

    def is_offered(self, state):
        return state in self.offered_in or state in self.stays_in

    def target(self, state):
        """The state it leads to from here."""
        return state if state in self.stays_in else self.to


ANSWERS = (
    Answer(
        "DA_XONG",
        _("Đã làm xong"),
        DONE,
        (PROPOSED, SELECTED, UNDER_WAY, NOT_TAKEN_UP, NO_NEWS),
    ),
    Answer(
        "DANG_LAM",
        _("Đang làm"),
        UNDER_WAY,
        (PROPOSED, SELECTED, NOT_TAKEN_UP, NO_NEWS),
        (UNDER_WAY,),
    ),
    Answer(
        "SE_LAM",
        _("Sẽ làm"),
        SELECTED,
        (PROPOSED, NOT_TAKEN_UP, NO_NEWS),
        (SELECTED,),
        asks_month=True,
    ),
    Answer(
        "KHONG_LAM",
        _("Không làm"),
        NOT_TAKEN_UP,
        (PROPOSED, SELECTED, UNDER_WAY, NO_NEWS),
        asks_reason=True,
    ),
    Answer("VAN_CHAY", _("Đã làm và vẫn đang chạy"), SUSTAINED, (MEASURED,), (DONE, SUSTAINED)),
    Answer(
        "DA_DUNG",
        _("Đã làm nhưng nay đã dừng"),
        STOPPED,
        (DONE, MEASURED, SUSTAINED),
        asks_reason=True,
    ),
    Answer("CHUA_QUYET", _("Chưa quyết định"), None, (), (PROPOSED, SELECTED)),
)
BY_CODE = {answer.code: answer for answer in ANSWERS}


def offered(state):
    return [answer for answer in ANSWERS if answer.is_offered(state)]
