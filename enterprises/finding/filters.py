"""What the register is narrowed by, as it stands in the address."""

from copy import copy

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from enterprises.enums import CertificateKind
from enterprises.finding import dimensions
from enterprises.finding.dimensions import NONE
from enterprises.finding.names import names_for
from enterprises.identity import holds_personal_number
from enterprises.models import Certificate, Establishment
from organisations.clock import Today
from organisations.enums import Kind
from organisations.lists import ListFilter, StoredSearchFilter
from organisations.search import patterns_of

ANY = _("Tất cả")
LARGEST_KEY = 2**63 - 1
# A department's search by words; the others' policies let PostgreSQL use the index by itself.
SAYING = "SELECT app.sites_saying(%s)"


def refuse_personal_number(words):
    """What is searched stands in the address of every page that follows, and names files."""
    if holds_personal_number(words):
        raise ValidationError(_("Không tìm bằng số định danh cá nhân. Hãy tìm bằng tên."))


class DimensionFilter(django_filters.ChoiceFilter):
    """One value of a dimension, or NONE for what is not known."""

    def __init__(self, dimension, **kwargs):
        super().__init__(label=dimension.title, empty_label=ANY, choices=(), **kwargs)
        self.dimension = dimension

    def stored(self, value):
        return {self.dimension.column: self.dimension.stored(value)}

    def filter(self, queryset, value):
        return queryset.filter(**self.stored(value)) if value else queryset


class ZoneChoice(django_filters.ChoiceFilter):
    def filter(self, queryset, value):
        return queryset.filter(zone=int(value)) if value else queryset


class CertifiedToday(django_filters.ChoiceFilter):
    """Establishments that hold a certificate of this kind today."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        held = Certificate.objects.visible_to(self.parent.access).filter(
            Q(valid_to=None) | Q(valid_to__gte=Today()),
            Q(withdrawn_on=None) | Q(withdrawn_on__gt=Today()),
            kind=value,
            valid_from__lte=Today(),
        )
        return queryset.filter(pk__in=held.order_by().values("establishment"))


class EstablishmentFilter(ListFilter):
    """Narrows the establishments that `access` sees; rows merged into another are not among them.

    What the summary of the register knows too is in `known`; the rest (`is_live`) can be counted
    in the table alone.
    """

    q = StoredSearchFilter(
        "search_text", label=_("Tên, mã số, ngành, nơi"), validators=[refuse_personal_number]
    )
    province = DimensionFilter(dimensions.PROVINCE)
    sector = DimensionFilter(dimensions.SECTOR)
    level = DimensionFilter(dimensions.LEVEL)
    stratum = DimensionFilter(dimensions.STRATUM)
    size = DimensionFilter(dimensions.SIZE)
    corporation = DimensionFilter(dimensions.CORPORATION)
    zone = ZoneChoice(label=_("KCN, CCN, làng nghề"), empty_label=ANY, choices=())
    certificate = CertifiedToday(
        label=_("Chứng nhận còn hiệu lực"), empty_label=ANY, choices=CertificateKind.choices
    )
    active = DimensionFilter(dimensions.ACTIVE)

    LIVE = ("q", "zone", "certificate")
    # What most people narrow by; the rest is folded away until it is used.
    FIRST = ("q", "province", "sector", "level")
    NOT_FOR = {
        Kind.DEPARTMENT: ("province",),
        Kind.CORPORATION: ("corporation", "zone"),
        Kind.ENTERPRISE: ("corporation", "zone"),
        Kind.SUPPORT: ("corporation", "zone"),
    }

    class Meta:
        model = Establishment
        fields = []

    def __init__(self, data=None, *, access):
        self.access = access
        rows = Establishment.objects.visible_to(access).counted()
        super().__init__(data, queryset=rows)
        self.names = names_for(access, zone=self._key("zone"), zones_of=self._key("province"))
        for name in self.NOT_FOR.get(access.kind, ()):
            del self.filters[name]
        if not self.names.zones:
            self.filters.pop("zone", None)
        for name, filter_ in self.filters.items():
            if choices := self._choices(name):
                filter_.extra["choices"] = choices

    def _key(self, name):
        """A key that stands in the address; None when it can be no key."""
        said = self.data.get(name, "") if self.data else ""
        is_key = said.isascii() and said.isdecimal() and len(said) < 20
        return int(said) if is_key and int(said) <= LARGEST_KEY else None

    def _choices(self, name):
        named = {
            "province": self.names.provinces_now,
            "corporation": self.names.corporations,
            "zone": self.names.zones,
        }
        if name in named:
            choices = [(str(key), label) for key, label in named[name].items()]
        elif name in self.LIVE:
            return None
        else:
            labels = dimensions.fixed_labels(name).items()
            choices = [(value, dimensions.shown(label)) for value, label in labels]
        dimension = getattr(self.filters[name], "dimension", None)
        if dimension and dimension.said_unknown:
            choices.append((NONE, dimensions.shown(dimension.said_unknown)))
        return choices

    @cached_property
    def said(self):
        """{name: value} of what was asked for and can be read."""
        if not self.is_bound or not self.form.is_valid():
            return {}
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def is_unreadable(self):
        return self.is_bound and bool(self.form.errors)

    @property
    def known(self):
        """{dimension: stored value} of what the summary can be narrowed by too."""
        filters = ((self.filters[name], value) for name, value in self.said.items())
        return {
            filter_.dimension: filter_.dimension.stored(value)
            for filter_, value in filters
            if isinstance(filter_, DimensionFilter)
        }

    @property
    def is_live(self):
        return any(name in self.said for name in self.LIVE)

    @property
    def among(self):
        """What the filters narrow; None when they narrow nothing."""
        return self.queryset if self.said else None

    @property
    def rows(self):
        """The rows of `qs`, found by their indexes: for counting, and where few are found."""
        return self._narrowed(self.said)

    @property
    def live(self):
        """The rows narrowed only by what the summary does not know."""
        return self._narrowed([name for name in self.LIVE if name in self.said])

    def _narrowed(self, names):
        rows = self.queryset.none() if self.is_unreadable else self.queryset
        for name in names:
            if name == "q" and self.access.kind == Kind.DEPARTMENT:
                rows = rows.filter(pk__in=RawSQL(SAYING, [patterns_of(self.said["q"])]))
            else:
                rows = self.filters[name].filter(rows, self.said[name])
        return rows

    def with_stratum(self, stratum):
        """The same filters, of plants or of households alone."""
        other = copy(self)
        other.said = self.said | {"stratum": stratum.value}
        return other

    @property
    def has_more_set(self):
        return bool(self.said.keys() - set(self.FIRST)) or self.is_unreadable

    def first_fields(self):
        return [self.form[name] for name in self.FIRST if name in self.filters]

    def more_fields(self):
        return [self.form[name] for name in self.filters if name not in self.FIRST]

    def words(self):
        """'Ngành: 23 – …; Quy mô: Lớn', as a heading of a list or a file says it."""
        return "; ".join(
            f"{self.filters[name].label}: {self._label_of(name, value)}"
            for name, value in self.said.items()
        )

    def _label_of(self, name, value):
        choices = self.filters[name].extra.get("choices")
        return dict(choices).get(value, value) if choices else value
