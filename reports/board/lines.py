"""The board's lines, counted and narrowed, in a fixed number of queries."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from organisations.charts import Tile, TileMap, Value, on_page, tile_grid
from organisations.enums import Kind
from organisations.models import Organisation
from organisations.vietnamese import format_number
from reports.board.states import DARKER_FROM, ON_A_TILE, TONES, Lateness, Stage
from reports.desk import Standing, round_context


@dataclass(frozen=True)
class Line:
    """One unit that owes, as the Ministry may know of it."""

    standing: Standing
    stage: Stage
    kind: str
    province: str

    @property
    def tone(self):
        return TONES[self.stage]

    @property
    def lateness(self):
        if self.standing.receipt:
            return Lateness.ON_TIME if self.standing.receipt.is_on_time else Lateness.LATE
        return Lateness.OVERDUE if self.standing.is_late else Lateness.RUNNING


def lines_of(round_, *, access, now):
    """Every unit that owes, by name."""
    progress = _progress(round_)
    standings = round_context(round_, access, now)["standings"]
    places = _places([standing.organisation.pk for standing in standings], access)
    return [
        Line(standing, _stage(standing, progress), *places[standing.organisation.pk])
        for standing in standings
    ]


def _progress(round_):
    """{unit's key: none, drafting or approving}: all that leaves a unit before it sends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id, stage FROM app.round_progress(%s)", [round_.pk])
        return dict(cursor.fetchall())


def _places(keys, access):
    rows = Organisation.objects.visible_to(access).filter(pk__in=keys)
    return {
        pk: (kind, code or "")
        for pk, kind, code in rows.values_list("pk", "kind", "province__code")
    }


def _stage(standing, progress):
    if standing.receipt is None:
        return Stage(progress[standing.organisation.pk])
    return Stage(standing.review.decision) if standing.review else Stage.SENT


def counts_of(lines):
    """(stage, how many) of every stage, also of those where nobody stands."""
    stages = [line.stage for line in lines]
    return [(stage, format_number(stages.count(stage))) for stage in Stage]


def narrowed(lines, *, stage="", kind="", lateness=""):
    return [
        line
        for line in lines
        if stage in ("", line.stage) and kind in ("", line.kind) and lateness in ("", line.lateness)
    ]


def map_of(lines):
    """None where the departments of the round are not those of the 34 provinces."""
    places = tile_grid.provinces()
    departments = [line for line in lines if line.kind == Kind.DEPARTMENT]
    codes = {line.province for line in departments}
    if not codes or not codes <= set(places) or len(codes) < len(departments):
        return None
    tiles = []
    for line in departments:
        word, step = ON_A_TILE[line.stage]
        tiles.append(Tile(line.province, Value(step, str(word))))
    title = _("Các Sở Công Thương trong kỳ báo cáo")
    summary = _("Ô càng đậm, báo cáo càng gần được chấp nhận; chữ trong ô nói tình trạng.")
    return on_page(TileMap(title, summary, tuple(tiles), bounds=DARKER_FROM), table=False)
