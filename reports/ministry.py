"""What the Ministry asks first: which rounds are open, and who has sent."""

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from organisations.vietnamese import format_date, format_number
from reports.year.home import Tile

MOST_ROUNDS = 6


class Due(TextChoices):
    RUNNING = "running", _lazy("chưa đến hạn")
    PAST = "past", _lazy("đã hết hạn")


def due_of(reporting_round, now):
    return Due.RUNNING if reporting_round.due_at > now else Due.PAST


def ministry_front(counted, now):
    """`counted` is [(round, sent, owing)]. A round that nobody owes is found in the list only."""
    owed = [row for row in counted if row[2]]
    due = {each: [row for row in owed if due_of(row[0], now) == each] for each in Due}
    running, past = sorted(due[Due.RUNNING], key=lambda row: row[0].due_at), due[Due.PAST]
    shown = [*running, *past][:MOST_ROUNDS]
    return {
        "rounds": shown,
        "round_tiles": _tiles(running, past),
        "rounds_left": len(counted) - len(shown),
    }


def _tiles(running, past):
    tiles = [_received_tile(running), _open_tile(running), _owing_tile(past)]
    return [tile for tile in tiles if tile]


def _received_tile(running):
    if not running:
        return None
    sent, owing = (sum(row[column] for row in running) for column in (1, 2))
    share = f"{format_number(sent)}/{format_number(owing)}"
    note = _("phải gửi, của các kỳ chưa đến hạn")
    return Tile(_("Báo cáo đã nhận"), share, note, _rounds_url(Due.RUNNING))


def _open_tile(running):
    if not running:
        return None
    note = _("hạn gần nhất %(day)s") % {"day": format_date(running[0][0].due_on)}
    count = format_number(len(running))
    return Tile(_("Kỳ báo cáo đang mở"), count, note, _rounds_url(Due.RUNNING))


def _owing_tile(past):
    owing = sum(row[2] - row[1] for row in past)
    if owing <= 0:
        return None
    note = _("báo cáo, của các kỳ đã hết hạn")
    return Tile(_("Quá hạn chưa gửi"), format_number(owing), note, _rounds_url(Due.PAST))


def _rounds_url(due):
    """Each round of the number, with how many sent out of how many."""
    return f"{reverse('reports:rounds')}?due={due.value}"
