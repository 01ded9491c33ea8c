"""From slots to printed words: each number becomes a link to its own figure."""

from dataclasses import dataclass

from organisations.documents import model
from organisations.vietnamese import format_number
from reports.enums import Reading
from reports.figures import Key
from reports.models import Figure
from reports.slots import Slot

NO_DATA = "–"
PLACES = {Reading.PERCENT: 1, Reading.DEVIATION: 1, Reading.QUOTIENT: 2, Reading.MEDIAN: 2}


def words_of(reads, value):
    """How a figure's value is printed: 2.430; 98,6; – for no data."""
    if value is None:
        return NO_DATA
    return format_number(value, PLACES.get(reads))


@dataclass(frozen=True)
class Printed:
    """The figures of one version by what they read."""

    version: object
    figures: dict
    on_paper: bool = True

    @classmethod
    def of(cls, version, *, access, on_paper=True):
        figures = Figure.objects.visible_to(access).filter(version=version).for_list()
        return cls(version, {key_of(figure): figure for figure in figures}, on_paper)

    def __getitem__(self, key):
        return self.figures[key]

    def get(self, key):
        return self.figures.get(key)

    def inline(self, part):
        """Words as they are; a slot as a link, or "–" where nothing is known."""
        if not isinstance(part, Slot):
            return part
        figure = self.figures[part.key]
        text = part.text or figure.printed
        return text if text == NO_DATA else self.link(figure, text)

    def link(self, figure, text):
        return model.Figure(text, self.href(figure))

    def href(self, figure):
        """A printed page needs the whole address, as it was when the version was compiled."""
        if self.on_paper:
            return self.version.figure_url(figure.ordinal)
        return figure.get_absolute_url()

    def inlines(self, parts):
        return tuple(self.inline(part) for part in parts)


def key_of(figure):
    return Key(
        figure.nature,
        figure.indicator.code if figure.indicator else None,
        figure.reads,
        figure.any_year,
        figure.year,
        figure.kind,
        figure.stratum,
        figure.source,
        figure.source_id,
    )
