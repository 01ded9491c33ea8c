"""What departments are compared by: an indicator, a span of years, an order."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reports.national.comparison import comparable_indicators, compare, years_sent

# As many years as a page is wide for.
MOST_YEARS = 10
YEARS_AT_FIRST = 5


class Order(TextChoices):
    NAME = "name", _("theo tên")
    VALUE = "value", _("số của năm cuối, từ lớn đến nhỏ")


class ComparisonFilter(forms.Form):
    """What is left out is chosen for the reader: the first indicator, the newest years."""

    indicator = forms.ChoiceField(label=_("Chỉ tiêu"), required=False)
    first = forms.TypedChoiceField(label=_("Từ năm"), required=False, coerce=int, empty_value=None)
    last = forms.TypedChoiceField(label=_("Đến năm"), required=False, coerce=int, empty_value=None)
    order = forms.ChoiceField(label=_("Thứ tự"), required=False, choices=Order.choices)

    def __init__(self, *args, access, **kwargs):
        super().__init__(*args, **kwargs)
        self.access = access
        self.known = years_sent(access)
        self.indicators = {each.code: each for each in comparable_indicators(access)}
        self.fields["indicator"].choices = [
            (code, f"{code}. {each.label}") for code, each in self.indicators.items()
        ]
        for name in ("first", "last"):
            self.fields[name].choices = [(year, str(year)) for year in self.known]
        if self.known:
            self.initial = {"first": self.known[-YEARS_AT_FIRST:][0], "last": self.known[-1]}

    def clean(self):
        first, last = (self._year(name) for name in ("first", "last"))
        if first and last and first > last:
            self.add_error("last", _("Năm cuối đứng trước năm đầu."))
        if len(self._years()) > MOST_YEARS:
            words = {"most": MOST_YEARS}
            self.add_error("first", _("Chọn nhiều nhất %(most)s năm.") % words)
        return self.cleaned_data

    def compared(self):
        """A Comparison; None where nobody has sent anything, or the span has no such year."""
        if not (self.known and self.indicators) or self.is_bound and not self.is_valid():
            return None
        code = self._asked("indicator") or next(iter(self.indicators))
        return compare(
            self.indicators[code],
            self._years(),
            by_value=self._asked("order") == Order.VALUE,
            access=self.access,
        )

    def _years(self):
        """Those of the span for which somebody sent a report."""
        first, last = (self._year(name) for name in ("first", "last"))
        return [year for year in self.known if first <= year <= last]

    def _year(self, name):
        return self._asked(name) or self.initial.get(name)

    def _asked(self, name):
        return self.cleaned_data.get(name) if self.is_bound else None
