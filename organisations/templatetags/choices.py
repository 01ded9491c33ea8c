"""Options of a drop-down, drawn at once: a template of its own for each took a third of a page."""

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

register = template.Library()
OPTION = '\n  <option value="{}"{}>{}</option>'
DJANGO_EMPTY, EMPTY = "---------", _("Chọn")


@register.filter
def options(choices):
    """`choices` are what a widget gives its template: dicts with value, label and attrs."""
    return format_html_join("", OPTION, (_parts(choice) for choice in choices))


def _parts(choice):
    label = EMPTY if choice["label"] == DJANGO_EMPTY else choice["label"]
    attrs = choice["attrs"]
    return str(choice["value"]), flatatt(attrs) if attrs else "", label
