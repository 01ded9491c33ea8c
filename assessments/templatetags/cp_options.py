"""Solutions in a list and in a picture."""

from django import template
from django.utils.translation import gettext as _

from assessments.dossiers import rules as dossiers
from assessments.options import figures
from organisations.charts import Bar, BarChart, Value, on_page
from organisations.vietnamese import format_money

register = template.Library()
MOST_BARS = 12
TONES = {
    "done": "success",
    "measured": "success",
    "sustained": "success",
    "selected": "info",
    "under_way": "info",
    "stopped": "warning",
    "no_news": "warning",
    "not_taken_up": "danger",
}


@register.filter
def payback_words(option):
    return figures.payback_words(option.investment, option.annual_saving)


@register.filter
def state_tone(state):
    return TONES.get(state, "neutral")


@register.filter
def dong(amount):
    """Whole đồng, half up; '–' where nothing is known."""
    return "–" if amount is None else figures.money_words(amount)


@register.simple_tag
def options_chart(options):
    """By saving, the payback beside it; None when nothing is saved by any."""
    saving = [option for option in options if option.annual_saving and option.annual_saving > 0]
    saving = sorted(saving, key=lambda option: -option.annual_saving)[:MOST_BARS]
    if len(saving) < 2:
        return None
    bars = tuple(Bar(option.name, _value(option)) for option in saving)
    return on_page(
        BarChart(
            title=_("Giải pháp theo tiết kiệm một năm và hoàn vốn"),
            description=_("Mỗi thanh là tiết kiệm ròng một năm; bên cạnh là thời gian hoàn vốn."),
            bars=bars,
            unit=_("triệu đồng/năm"),
        )
    )


def _value(option):
    saved = format_money(option.annual_saving, "triệu", 1).removesuffix(" triệu đồng")
    words = f"{saved} ({payback_words(option)})"
    return Value(option.annual_saving, words, option.get_absolute_url())


@register.filter
def may_add_option(access, assessment):
    return dossiers.may_fill_in(access, assessment)
