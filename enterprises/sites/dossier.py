"""What is on record about one establishment, as one organisation may read it.

What hangs on rows that were merged into it is shown with it, and says so. Links from a record to
its establishment and its owner are never followed: the one may have gone elsewhere, the other be an
enterprise whose name is not everybody's to read.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from enterprises.models import EstablishmentYear, FormerPlacement
from enterprises.sites import elsewhere
from enterprises.sites.records import rules
from enterprises.sites.records.kinds import KINDS, YEAR, RecordKind
from organisations.enums import Verb
from organisations.models import Attachment, LogEntry, Organisation
from programmes.enums import UNVERIFIED

SITE = "enterprises.establishment"
MOST_LOG = 50
BILLION = 10**9


@dataclass
class Section:
    """`elsewhere` says that another unit keeps what the register shows of this kind."""

    kind: RecordKind
    rows: list
    add_url: str = ""
    elsewhere: str = ""

    @property
    def anchor(self):
        return self.kind.model._meta.model_name


@dataclass
class Year:
    """What is said of one year; `differing` are the columns that two say differently."""

    year: int
    rows: list

    @property
    def differing(self):
        shown = ("employees", "revenue", "capital", "output", "size", "is_active")
        return {name for name in shown if len({getattr(row, name) for row in self.rows}) > 1}


@dataclass
class Dossier:
    sections: list
    placements: list
    log: list
    names: dict = field(default_factory=dict)
    is_level_elsewhere: bool = False

    @property
    def years(self):
        rows = next(each.rows for each in self.sections if each.kind is YEAR)
        return [Year(year, list(found)) for year, found in groupby(rows, lambda row: row.year)]


def read(access, site_ids, *, site: Any = None):
    """`site_ids` begins with the establishment itself; `site` is None when that went elsewhere."""
    kinds = [kind for kind in KINDS if access.kind in kind.model.owner_paths]
    found = {kind: _rows(access, kind, site_ids) for kind in kinds}
    placements = list(
        FormerPlacement.objects.visible_to(access)
        .filter(establishment__in=site_ids)
        .select_related("province")
        .order_by("-valid_to", "-pk")
    )
    names = _names(access, [row for rows in found.values() for row in rows], placements)
    files, log = _files(access, found), _log(access, site_ids[0], found)
    entered = {(e.subject_type, e.subject_id): e for e in log if e.verb == Verb.CREATE}
    for kind, rows in found.items():
        for row in rows:
            row.said_by = names.get(row.owner_id) or _("doanh nghiệp")
            row.of_merged = row.establishment_id != site_ids[0]
            row.files = files[kind.label, row.pk]
            row.entry = entered.get((kind.label, row.pk))
            _describe(row, kind, access)
    sections = [_section(kind, rows, access, site) for kind, rows in found.items()]
    is_level_elsewhere = site is not None and elsewhere.is_level(site, site_ids)
    for each in sections:
        if site is not None:
            each.elsewhere = elsewhere.said_of(each, site, is_level_elsewhere)
    for row in placements:
        row.department_name = names.get(row.department_id, "")
        row.corporation_name = names.get(row.corporation_id, "")
    return Dossier(sections, placements, log[:MOST_LOG], names, is_level_elsewhere)


def _rows(access, kind, site_ids):
    rows = kind.model.objects.visible_to(access).filter(establishment__in=site_ids)
    return list(rows.select_related("size_rule") if kind.model is EstablishmentYear else rows)


def _names(access, rows, placements):
    """{key: name} of the organisations that this person may know of."""
    asked = {row.owner_id for row in rows}
    for row in placements:
        asked |= {row.department_id, row.corporation_id}
    organisations = Organisation.objects.visible_to(access).filter(pk__in=asked - {None})
    return dict(organisations.values_list("pk", "name"))


def _of(found):
    """Condition: about one of these records."""
    conditions = [
        Q(subject_type=kind.label, subject_id__in=[row.pk for row in rows])
        for kind, rows in found.items()
    ]
    return reduce(or_, conditions)


def _files(access, found):
    files = defaultdict(list)
    for each in Attachment.objects.visible_to(access).standing().filter(_of(found)):
        files[each.subject_type, each.subject_id].append(each)
    return files


def _log(access, site_id, found):
    about = Q(subject_type=SITE, subject_id=site_id) | _of(found)
    entries = list(LogEntry.objects.visible_to(access).filter(about))
    for entry in entries:
        is_record = entry.subject_type != SITE
        entry.what = entry.subject_label.rpartition(" (")[0] if is_record else ""
    return entries


def _describe(row, kind, access):
    row.is_ours = row.owner_id == access.organisation.pk
    row.may_change = rules.may_change(access, row)
    if row.may_change:
        row.edit_url = reverse(f"enterprises:{kind.slug}_edit", args=[row.pk])
        row.remove_url = reverse(f"enterprises:{kind.slug}_remove", args=[row.pk])
        if kind.takes_files:
            row.attach_url = reverse(f"enterprises:{kind.slug}_attach", args=[row.pk])
    if kind is YEAR:
        row.revenue_in_billions = _in_billions(row.revenue)
        row.capital_in_billions = _in_billions(row.capital)
        rule = row.size_rule
        row.is_unverified = bool(rule and rule.provenance in UNVERIFIED)


def _in_billions(money):
    return None if money is None else money / BILLION


def _section(kind, rows, access, site):
    if site is None or not rules.may_add(access, kind, site):
        return Section(kind, rows)
    return Section(kind, rows, reverse(f"enterprises:{kind.slug}_create", args=[site.pk]))
