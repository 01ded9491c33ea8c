"""Keying in what a report on paper states: who owes, has sent nothing here, and what it says."""

from decimal import Decimal

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organisations import clock
from organisations.access import require
from organisations.actions import log
from organisations.entry.saving import fingerprint, refuse_stale
from organisations.enums import Verb
from organisations.exceptions import ActionRefused
from organisations.formfields import NormalisedCharField, VietnameseDecimalField
from programmes.enums import Measure
from programmes.models import Indicator
from reports import rules
from reports.figures import READS
from reports.models import FormColumn, FormRow, PaperReport, Receipt, RoundAddressee

STATED = "theo_bao_cao"
MOST_DIGITS, PLACES = 18, 4


def paper_of(addressee, *, access):
    rows = PaperReport.objects.visible_to(access).select_related("organisation", "round")
    found = rows.filter(round=addressee.round_id, organisation=addressee.organisation_id).first()
    return found or PaperReport(round=addressee.round, organisation=addressee.organisation)


def has_sent(addressee, *, access):
    """What a unit sends here takes the place of what was keyed in for it."""
    receipts = Receipt.objects.visible_to(access).filter(round=addressee.round_id)
    return receipts.filter(owner=addressee.organisation_id).exists()


class PaperForm(forms.Form):
    """The document, and a box for every number of the synthesis that a unit may state."""

    document = NormalisedCharField(
        label=_("Văn bản"),
        max_length=300,
        help_text=_("Số, ngày báo cáo giấy và trang có số liệu."),
        error_messages={"required": _("Ghi số, ngày báo cáo giấy để sau này tra lại.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, paper, **kwargs):
        super().__init__(*args, **kwargs)
        self.codes = {}
        for indicator in indicators_stated():
            name = f"n_{indicator.code}"
            self.codes[name] = indicator.code
            self.fields[name] = VietnameseDecimalField(
                label=indicator.label,
                unit=indicator.unit,
                required=False,
                min_value=0,
                max_digits=MOST_DIGITS,
                decimal_places=PLACES,
            )
            if indicator.code in paper.numbers:
                self.initial[name] = Decimal(paper.numbers[indicator.code])
        self.initial |= {"document": paper.document, "seen": fingerprint(*_stored(paper))}

    def clean(self):
        said = super().clean()
        if not self.errors and not self.numbers():
            raise forms.ValidationError(_("Nhập ít nhất một số theo báo cáo giấy."))
        return said

    def numbers(self):
        said = {code: self.cleaned_data.get(name) for name, code in self.codes.items()}
        known = {code: value for code, value in said.items() if value is not None}
        return {code: f"{value.normalize():f}" for code, value in known.items()}


def indicators_stated():
    """Counts and sums of the newest synthesis; rates are computed and never keyed in."""
    tables = FormColumn.objects.filter(
        key=STATED, table__section__form__applies_to__contains="ministry"
    )
    rows = FormRow.objects.filter(table__in=tables.values("table"), filter={})
    kept = Indicator.objects.filter(
        pk__in=rows.values("indicator"), measure__in=[Measure.FLOW, Measure.STOCK]
    )
    told = kept.exclude(code__startswith="TH-").exclude(code__in=READS)
    return told.exclude(reported_by=["ministry"]).order_by("code")


def _stored(paper):
    return [paper] if paper.pk else []


@transaction.atomic
def save_paper(addressee, form, *, access):
    """Write what the paper states in one row; refused for a unit that has sent here."""
    require(rules.may_consolidate(access))
    # Two at once wait for each other; the unit's row is the same for both.
    RoundAddressee.objects.select_for_update(of=("self",)).get(pk=addressee.pk)
    if has_sent(addressee, access=access):
        raise ActionRefused(_now("Đơn vị đã gửi báo cáo trên cổng, không nhập thay nữa."))
    paper = paper_of(addressee, access=access)
    refuse_stale(form.cleaned_data["seen"], *_stored(paper))
    verb = Verb.UPDATE if paper.pk else Verb.CREATE
    paper.document = form.cleaned_data["document"]
    paper.numbers = form.numbers()
    paper.entered_at = clock.now()
    paper.entered_by, paper.entered_by_name = access.user, str(access.user)
    paper.save()
    log(access, verb, paper)
    return paper


@transaction.atomic
def remove_paper(addressee, *, access):
    require(rules.may_consolidate(access))
    paper = paper_of(addressee, access=access)
    if paper.pk is None:
        raise ActionRefused(_now("Chưa nhập số nào cho đơn vị này."))
    log(access, Verb.DELETE, paper)
    paper.delete()
