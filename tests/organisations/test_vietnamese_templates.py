"""Numbers, money and dates on the page: one way to print them, and no data is never a nought."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Engine
from django.utils import formats


def shown(template, **values):
    engine = Engine(builtins=["organisations.templatetags.vietnamese", "django.templatetags.l10n"])
    return engine.from_string(template).render(Context(values))


@pytest.mark.parametrize(
    ("template", "value", "text"),
    [
        ("{{ x|number }}", 1234.5, "1.234,5"),
        ("{{ x|number:2 }}", 1234.5, "1.234,50"),
        ("{{ x|money }}", 50_000_000, "50.000.000 đồng"),
        ('{{ x|money:"triệu" }}', 50_000_000, "50 triệu đồng"),
        ("{{ x|vndate }}", date(2015, 12, 31), "31/12/2015"),
        ("{{ x|longdate }}", date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        ("{{ x|vndatetime }}", datetime(2015, 12, 31, 7, 5, tzinfo=UTC), "14:05 ngày 31/12/2015"),
        ("{{ x|dash }}", 0, "0"),
        ("{% share x 10 %}", 5, "50% (5/10)"),
        ("{% period x 2015 %}", 2009, "giai đoạn 2009-2015"),
    ],
)
def test_templates_print_through_one_tag(template, value, text):
    assert shown(template, x=value) == text


FILTERS = ["number", "number:2", "money", "vndate", "longdate", "vndatetime", "dash"]


@pytest.mark.parametrize("name", FILTERS)
def test_no_data_prints_a_dash_and_never_zero(name):
    assert shown("{{ x|" + name + " }}", x=None) == "–"
    assert shown("{% share x 10 %}{% share 1 x %}", x=None) == "––"


def test_django_itself_prints_and_reads_vietnamese_dates():
    assert formats.date_format(date(2015, 12, 31)) == "31/12/2015"
    assert formats.date_format(datetime(2015, 12, 31, 14, 5), "DATETIME_FORMAT") == (  # noqa: DTZ001
        "14:05 ngày 31/12/2015"
    )
    assert formats.date_format(date(2019, 6, 29), "YEAR_MONTH_FORMAT") == "tháng 6 năm 2019"
    assert formats.get_format("DATE_INPUT_FORMATS")[0] == "%d/%m/%Y"
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


def test_a_year_an_address_and_a_drawing_keep_their_digits():
    assert shown("{{ x }}", x=2015) == "2015"
    assert shown("/x/{{ x }}/", x=12345) == "/x/12345/"
    assert shown('{% localize off %}x="{{ x }}"{% endlocalize %}', x=12.5) == ('x="12.5"')
    assert shown("{{ x|floatformat:1 }}", x=1234.5) == "1234,5"
