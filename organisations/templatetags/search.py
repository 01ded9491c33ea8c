"""Showing in a text what was searched for."""

from django import template

from organisations import search

register = template.Library()


@register.filter
def marked(text, words):
    """{{ found.title|marked:words }}: “da sy” marks Đa Sỹ; everything else is escaped."""
    return search.marked(text, words)
