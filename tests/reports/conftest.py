"""Compiled reports for tests: with drawn pages once per run, with blank pages everywhere else."""

import datetime as dt
import hashlib
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from types import SimpleNamespace
from unittest import mock

import pikepdf
import pytest
from django.db import transaction
from django.db.models import F
from django.test import override_settings

from organisations import files
from organisations.access import Access
from organisations.documents.identity import write_identifier
from organisations.enums import Role
from organisations.models import Organisation
from organisations.tenancy import owner_login, use_tenant
from reports import compilation
from reports.enums import DocumentKind
from reports.models import Fact, Figure, ReportingRound
from reports.national import annex
from reports.reconciliation import reconcile
from tests.factories import make_activity, make_member, make_report, take_through_approval


def silent(step, done, total):
    """Progress that nobody watches."""


def compiled(report, person):
    """The report's draft, compiled by this person."""
    with use_tenant(person.access.tenant):
        return compilation.compile_report(report.pk, access=person.access, progress=silent)


def approved(report, person):
    """The same, put forward and approved in its unit."""
    return take_through_approval(compiled(report, person))


def counted(report, person):
    """The draft with its facts and figures, before any page is drawn."""
    with use_tenant(person.access.tenant):
        return compilation.write_facts_and_figures(report.pk, access=person.access).version


def blank_page(document, *, identifier, title, created, variant=None):
    """A PDF of our own with nothing to see, for tests that do not look at pages.

    Other words still give other bytes.
    """
    written = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        write_identifier(pdf, identifier, created)
        pdf.docinfo["/Said"] = hashlib.sha256(repr(document).encode()).hexdigest()
        pdf.save(written, deterministic_id=True)
    return written.getvalue()


@pytest.fixture
def blank_pages(monkeypatch):
    for module in (compilation, annex):
        monkeypatch.setattr(module, "render_pdf", blank_page)


@pytest.fixture
def officer():
    return make_member(role=Role.OFFICER)


@pytest.fixture
def ours(officer):
    return officer.access.organisation


@pytest.fixture
def head(officer):
    return make_member(role=Role.HEAD, organisation=officer.access.organisation)


@pytest.fixture
def report(officer):
    """An annual report of 2015 with one training of 30 people to tell of."""
    ours = officer.access.organisation
    make_activity(ours, year=2015, event_count=1, attendance_count=30)
    return make_report(ours)


@dataclass(frozen=True)
class Compiled:
    """What is left of a compiled report when its transaction is rolled back."""

    pdf: bytes
    sheet: bytes
    documents: dict
    facts: list
    figures: dict
    verdicts: dict
    identifier: str
    created_at: dt.datetime


@pytest.fixture(scope="session")
def hanoi(django_db_setup, django_db_blocker, tmp_path_factory):
    """Hà Nội 2009-2015 as `manage.py compile_report` makes it, with all of its pages."""
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(override_settings(FILES_ROOT=tmp_path_factory.mktemp("hanoi")))
        stack.enter_context(transaction.atomic())
        drawn = stack.enter_context(
            mock.patch.object(compilation, "render_pdf", side_effect=compilation.render_pdf)
        )
        made = _compile_hanoi(drawn)
        transaction.set_rollback(True)
    return made


def hanoi_access():
    with owner_login():
        return Access(None, Organisation.objects.get(code="sct-ha-noi"), Role.OFFICER)


def report_of_hanoi(code, access):
    """The unit's report in a round of the reference data."""
    with owner_login():
        round_ = ReportingRound.objects.get(code=code)
    with use_tenant(access.tenant):
        return compilation.Report.objects.get_or_create(
            round=round_,
            owner=access.organisation,
            defaults={"code": f"{access.organisation.code}_{round_.code}"},
        )[0]


def _compile_hanoi(drawn):
    access = hanoi_access()
    report = report_of_hanoi("2009-2015", access)
    with use_tenant(access.tenant):
        version = compilation.compile_report(report.pk, access=access, progress=silent)
        stored = dict(version.documents.values_list("kind", "sha256"))
        verdicts = {row.claim.detail["key"]: row for row in reconcile(version, access=access)}
        return Compiled(
            pdf=files.path_of(stored[DocumentKind.REPORT]).read_bytes(),
            sheet=files.path_of(stored[DocumentKind.RECONCILIATION]).read_bytes(),
            documents={call.args[0].__class__.__name__: call.args[0] for call in drawn.mock_calls},
            facts=rows(Fact, version),
            figures={figure.code: figure for figure in rows(Figure, version)},
            verdicts=verdicts,
            identifier=version.public_code,
            created_at=version.created_at,
        )


def rows(model, version):
    """Plain copies, each with the code of its indicator, in the order they were written."""
    found = model.objects.filter(version=version).order_by("pk")
    columns = [field.attname for field in model._meta.concrete_fields]
    named = found.values(*columns, indicator_code=F("indicator__code"))
    return [SimpleNamespace(**row) for row in named]
