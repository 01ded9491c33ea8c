"""A batch's rows in the words of the screen."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from enterprises.imports.reading import heading_of
from enterprises.models import Establishment, EstablishmentYear, SamePlantCandidate
from enterprises.resources import COLUMN, YES_NO
from organisations.enums import RowDecision, RowVerdict
from organisations.models import Job, Organisation
from organisations.sheets.columns import Kind
from organisations.vietnamese import NO_DATA, format_number

TITLES = {
    "corporation_id": COLUMN["corporation"].title,
    "tax_code": COLUMN["number"].title,
    "branch_code": COLUMN["number"].title,
    "tail": COLUMN["number"].title,
    "year": COLUMN["year"].title,
    "source": EstablishmentYear._meta.get_field("source").verbose_name.capitalize(),
}
TONES = {
    RowVerdict.NEW: "success",
    RowVerdict.CHANGED: "info",
    RowVerdict.UNCHANGED: "neutral",
    RowVerdict.SUSPECTED: "warning",
    RowVerdict.REFUSED: "danger",
}
BOOLEANS = {True: dict(YES_NO)["yes"], False: dict(YES_NO)["no"]}


@dataclass
class ShownRow:
    """One row: `changes` are (title, before, after), `alike` establishments it may be about."""

    row: object
    changes: list = field(default_factory=list)
    alike: list = field(default_factory=list)
    subject: object = None

    @property
    def tone(self):
        return TONES[self.row.verdict]

    @property
    def is_open(self):
        """Waits for a person to say what it is about, or may be said otherwise."""
        return bool(self.row.alike) and self.row.faults is None

    @property
    def said(self):
        """What a person has decided of the row, by name and number of the plant."""
        return decision_of(self.row, self.subject)


def decision_of(row, subject):
    if row.decision == RowDecision.SAME and subject is not None:
        named = {"name": subject.name, "number": subject.pk}
        return _("là cơ sở đã có “%(name)s” (số %(number)s)") % named
    return RowDecision(row.decision).label if row.decision else ""


def shown_rows(rows, access):
    """In as many queries whatever the number of rows."""
    rows = list(rows)
    keys = {key for row in rows for key in (row.alike or [])}
    keys |= {row.subject_id for row in rows if row.subject_id}
    sites = Establishment.objects.visible_to(access).select_related("department").in_bulk(keys)
    corporations = _corporations(rows, access)
    return [
        ShownRow(
            row,
            changes=list(_changes(row.changes or {}, corporations)),
            alike=[sites[key] for key in row.alike or [] if key in sites],
            subject=sites.get(row.subject_id),
        )
        for row in rows
    ]


def _corporations(rows, access):
    keys = {key for row in rows for key in (row.changes or {}).get("corporation_id", []) if key}
    if not keys:
        return {}
    found = Organisation.objects.visible_to(access).filter(pk__in=keys)
    return dict(found.values_list("pk", "name"))


def _changes(changes, corporations):
    for key, (before, after) in changes.items():
        title = TITLES.get(key) or COLUMN[key].title
        if key == "corporation_id":
            before, after = (corporations.get(value, "") for value in (before, after))
        if key == "tail":
            before, after = (f"•••{value}" if value else "" for value in (before, after))
        yield title, _shown(key, before), _shown(key, after)


def _shown(key, value):
    if value is None or value == "":
        return NO_DATA
    if isinstance(value, bool):
        return BOOLEANS[value]
    if isinstance(value, int | float):
        return str(value) if key == "year" else format_number(value)
    column = COLUMN.get(key)
    if column is not None and column.kind is Kind.CHOICE and value in dict(column.choices):
        return column.label_of(value)
    return str(value)


def tabs(batch):
    """(verdict, label, count, tone) in the order people look."""
    order = (
        RowVerdict.REFUSED,
        RowVerdict.SUSPECTED,
        RowVerdict.CHANGED,
        RowVerdict.NEW,
        RowVerdict.UNCHANGED,
    )
    return [(v, v.label, getattr(batch, v.value), TONES[v]) for v in order]


def written(batch):
    """What a batch that stands in the register has done there, in one sentence."""
    counts = {
        name: format_number(getattr(batch, name))
        for name in ("new", "changed", "refused", "suspected")
    }
    said = _("Đã ghi %(new)s cơ sở mới, %(changed)s thay đổi; %(refused)s dòng không nhận.")
    if batch.suspected:
        said += " " + _("%(suspected)s dòng nghi trùng chưa quyết định, không ghi.")
    return said % counts


def open_pairs(batch, access):
    """How many pairs with a plant that the batch has entered wait for its unit."""
    entered = batch.rows.filter(verdict=RowVerdict.NEW, is_written=True).values("subject_id")
    ours = SamePlantCandidate.objects.visible_to(access).open()
    ours = ours.filter(owner_id=access.organisation.pk)
    return ours.filter(Q(first_id__in=entered) | Q(second_id__in=entered)).count()


def tell_refusals(batches, last_asked, access):
    """Gives each batch `refusal`: why what was last asked of it, by its state, was not done."""
    ours = Job.objects.visible_to(access).filter(
        kind__in=last_asked.values(), subject_id__in=[batch.pk for batch in batches]
    )
    latest = {(job.subject_id, job.kind): job.error for job in ours.order_by("pk")}
    for batch in batches:
        batch.refusal = latest.get((batch.pk, last_asked.get(batch.state)), "")


def unread(batch):
    """The headings of the file's columns that nobody reads, as written."""
    return heading_of(batch).ignored()


def summary(batch):
    """What a batch came to, in one sentence."""
    return _(
        "%(new)s mới, %(changed)s thay đổi, %(unchanged)s không đổi, %(refused)s không nhận"
    ) % {
        name: format_number(getattr(batch, name))
        for name in ("new", "changed", "unchanged", "refused")
    }
