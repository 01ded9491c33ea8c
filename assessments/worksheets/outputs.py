"""What was made before and after, and what a resource would have taken as things were before.

A plant that makes several products says which part of a resource each took before; then a change
of their mix alone saves nothing (DOMAIN 3.6). Where it does not say it, all that was made counts as
one product, as long as it is counted in one unit.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments import normalising
from assessments.enums import Normalisation
from assessments.worksheets import months
from assessments.worksheets.figures import Sum


@dataclass(frozen=True)
class Made:
    """Lines of what was made in both periods, as typed; `whole` are a Sum of each."""

    before: list
    after: list
    contents: object

    @property
    def whole(self):
        return self._sum(self.before), self._sum(self.after)

    def _sum(self, lines) -> Sum:
        return months.total(lines, self.contents)

    @property
    def products(self):
        """Codes in the order in which they are first named."""
        return list(dict.fromkeys(line["san_pham"] for line in (*self.before, *self.after)))

    @property
    def is_several(self):
        return len(self.products) > 1

    @property
    def is_both(self):
        """Whether something was made in each of the two periods."""
        return all(any(line["luong"] for line in lines) for lines in (self.before, self.after))

    def method(self, lines):
        """How a resource whose lines of before are these is normalised."""
        if self.is_several and all(line["san_pham"] for line in lines):
            return Normalisation.PRODUCTS
        return Normalisation.ONE_PRODUCT

    def gaps(self, before, after):
        """Of each period, months that cannot be compared: a resource not read, or no output told.

        What nobody reads by the month (a stock taken, a bill of the year) stands once, in the last
        month of both periods, and is then of the whole of them.
        """
        if self.is_once(before, after):
            return [], []
        later = {line["san_pham"] for line in self.after if line["luong"]}
        made = [line for line in self.before if line["san_pham"] in later]
        return self._gaps(before, self.before, made), self._gaps(after, self.after, self.after)

    def is_once(self, before, after):
        """Whether a resource has one reading of each period, in its last month."""
        pairs = ((before, self.before), (after, self.after))
        return all(_read(used) == {max(_months(made))} for used, made in pairs)

    def _gaps(self, used, made, of_products):
        """`of_products` are the lines of what each product's own readings are asked of."""
        found = _not_read(_months(made) - _read(used))
        idle = _read(used) - _read(made)
        if idle:
            said = _("có số đo mà chưa có sản lượng tháng %(months)s")
            found.append(said % {"months": _in_words(idle)})
        if not found and self.is_several and all(line["san_pham"] for line in used):
            own = _by_product(used)
            for product, lines in _by_product(of_products).items():
                if product in own:
                    found += _not_read(_months(lines) - _read(own[product]), product)
        return found

    def saving(self, before, used_before, used_after):
        """(Saving or None, what is missing) of a resource; `before` are its lines of before."""
        if self.method(before) == Normalisation.PRODUCTS:
            return self._of_products(before, used_after)
        made = self.whole
        missing = [reason for each in made for reason in each.missing]
        if missing:
            return None, missing
        figures = (used_before, made[0].value, used_after, made[1].value)
        return normalising.saving_of_one_product(*figures), []

    def _of_products(self, before, used_after):
        used = _by_product(before)
        made_before, made_after = _by_product(self.before), _by_product(self.after)
        triples, missing = [], []
        for product in made_after:
            made = self._sum(made_after[product]).value
            if not made:
                continue
            earlier = self._sum(made_before.get(product, []))
            amount = self._sum(used.get(product, []))
            if not earlier.value or not used.get(product) or amount.value is None:
                said = _("kỳ trước chưa có sản lượng hoặc lượng dùng của sản phẩm %(code)s")
                missing.append(said % {"code": product or _("chưa ghi tên")})
                continue
            triples.append((amount.value, earlier.value, made))
        if missing:
            return None, missing
        return normalising.saving_of_products(triples, used_after), []


def _months(lines):
    """Those in which there was something, more than nought."""
    return {line["thang"] for line in lines if line["luong"]}


def _read(lines):
    """Those of which a figure is told, be it nought."""
    return {line["thang"] for line in lines if line["luong"] is not None}


def _not_read(gone, product=None):
    if not gone:
        return []
    words = {"months": _in_words(gone), "code": product}
    if product is None:
        return [_("chưa có số đo tháng %(months)s") % words]
    return [_("chưa có số đo của sản phẩm %(code)s tháng %(months)s") % words]


def _in_words(days):
    return ", ".join(f"{day.month:02}/{day.year}" for day in sorted(days))


def _by_product(lines):
    grouped = defaultdict(list)
    for line in lines:
        grouped[line["san_pham"]].append(line)
    return grouped
