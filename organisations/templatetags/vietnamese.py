"""The only place where templates print numbers, money and dates (loaded as a builtin).

Every filter prints "–" for None: no data is never shown as 0.
"""

from functools import wraps

from django import template

from organisations import vietnamese

register = template.Library()


def printed(name):
    """Register a filter that leaves None to the dash and an empty text empty."""

    def register_as(show):
        @wraps(show)
        def filtered(value, *arguments):
            if value is None:
                return vietnamese.NO_DATA
            return "" if value == "" else show(value, *arguments)

        register.filter(name, filtered)
        return filtered

    return register_as


@printed("number")
def number(value, places=None):
    """{{ 1234.5|number }} → 1.234,5; {{ 1234.5|number:2 }} → 1.234,50."""
    return vietnamese.format_number(value, places)


@printed("measure")
def measure(code):
    """{{ "m3"|measure }} → m³."""
    return vietnamese.format_unit(code)


@printed("money")
def money(value, unit="đồng"):
    """{{ 50000000|money }} → 50.000.000 đồng; {{ 50000000|money:"triệu" }} → 50 triệu đồng."""
    return vietnamese.format_money(value, unit)


@printed("filesize")
def filesize(count):
    """{{ 1500000|filesize }} → 1,5 MB."""
    return vietnamese.format_size(count)


@printed("in_one_line")
def in_one_line(text, longest):
    """{{ reason|in_one_line:300 }}: for letters, where a line end would begin words of ours."""
    return vietnamese.in_one_line(text, longest)


@printed("vndate")
def vndate(value):
    return vietnamese.format_date(value)


@printed("vndatetime")
def vndatetime(value):
    return vietnamese.format_datetime(value)


@printed("longdate")
def longdate(value):
    return vietnamese.format_long_date(value)


@register.filter
def dash(value):
    """A table cell: "–" where there is nothing; 0 stays 0."""
    return vietnamese.NO_DATA if value is None or value == "" else value


@register.simple_tag
def share(part, whole, places=1):
    """{% share 19 49 %} → 38,8% (19/49)."""
    if part is None or whole is None:
        return vietnamese.NO_DATA
    return vietnamese.format_share(part, whole, places)


@register.simple_tag
def period(first_year, last_year):
    """{% period 2009 2015 %} → giai đoạn 2009-2015."""
    return vietnamese.format_period(first_year, last_year)
