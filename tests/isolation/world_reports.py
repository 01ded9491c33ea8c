"""The reporting half of the world: rounds, reports sent or not, what the Ministry joined."""

import datetime as dt

from organisations.enums import Kind
from organisations.models import User
from reports import models as reports
from tests.isolation.world_papers import NOON


def write_rounds(reference, addressees):
    form = reports.ReportForm.objects.create(
        code="BMZ", version="1", title="Biểu mẫu", round_kind="annual", addressee="Bộ"
    )
    section = reports.FormSection.objects.create(form=form, ordinal=1, key="x", title="Mục")
    table = reports.FormTable.objects.create(
        section=section, ordinal=1, key="x", label="Biểu 1", title="Biểu", layout="list"
    )
    reports.FormRow.objects.create(table=table, ordinal=1, indicator=reference["indicator"])
    reports.FormColumn.objects.create(table=table, ordinal=1, key="x", label="Cột")
    made = []
    for year in (2013, 2014, 2015):
        made.append(
            reports.ReportingRound.objects.create(
                code=f"thu-{year}",
                title="Kỳ thử",
                kind="annual",
                year_from=year,
                year_to=year,
                window_from=dt.date(year, 1, 1),
                window_to=dt.date(year, 12, 31),
                form=form,
                due_on=dt.date(year, 12, 31),
            )
        )
        for unit in addressees:
            reports.RoundAddressee.objects.create(round=made[-1], organisation=unit)
    return made


def write_reports(owner, rounds, reference):
    """One report that was submitted and is being revised, one that never left the unit."""
    submitted = None
    for number, asked in enumerate(rounds[:2]):
        report = reports.Report.objects.create(
            owner=owner, round=asked, code=f"bc-{owner.pk}-{number}"
        )
        _words(report, reference)
        if number == 0:
            # A corporation's lacks the second document, which tests then try to add.
            kinds = ("report", "reconciliation")[: 1 if owner.kind == Kind.CORPORATION else 2]
            submitted = _version(report, 1, reference, kinds=kinds)
            _submit(submitted)
        _version(report, 2, reference, kinds=("report",))
    return submitted


WRITTEN = {"written_by_name": "Ai đó", "written_at": NOON}


def _around_the_words(owned):
    reports.SectionComment.objects.create(section_key="x", text="Ý kiến", **WRITTEN, **owned)
    reports.SectionEditor.objects.create(
        section_key="x",
        editor=User.objects.order_by("pk").first(),
        editor_name="Ai đó",
        page="trang",
        since=NOON,
        seen_at=NOON,
        **owned,
    )


def _words(report, reference):
    owned = {"owner": report.owner, "report": report}
    reports.Narrative.objects.create(section_key="x", text="Lời", **owned)
    reports.Claim.objects.create(key="x", verbatim="trên 2.500", **owned)
    reports.Request.objects.create(ordinal=1, text="Đề nghị", request_class="law", **owned)
    _around_the_words(owned)
    reports.Explanation.objects.create(rule_code="K99", text="Đúng", **WRITTEN, **owned)
    reports.NilDeclaration.objects.create(
        indicator=reference["indicator"],
        year=2012,
        declared_by_name="Ai đó",
        declared_at=NOON,
        **owned,
    )


def _version(report, number, reference, *, kinds):
    code = f"{report.code}-{number}"
    version = reports.ReportVersion.objects.create(
        owner=report.owner,
        report=report,
        number=number,
        public_code=code,
        state="compiled",
        created_at=NOON,
    )
    owned = {"owner": report.owner, "version": version}
    for source in (1, 2):
        reports.Fact.objects.create(
            nature="counted",
            indicator=reference["indicator"],
            source="x",
            source_id=source,
            label="Lớp",
            number=1,
            **owned,
        )
    reports.Figure.objects.create(
        ordinal=1, code=code, nature="counted", place="x", value=2, printed="2", **owned
    )
    for kind in kinds:
        reports.Document.objects.create(
            kind=kind, identifier=code, name="x.pdf", sha256="x", size=1, created_at=NOON, **owned
        )
    if not code.startswith("bc-") or "-1-" not in code:
        _outgoing(version, number)
    return version


def _outgoing(version, number):
    """The paper with its signed copy, in which one number differs."""
    owner = version.owner
    signed = {"signed_on": NOON.date(), "signer": "x", "position": "x"}
    paper = reports.OutgoingDocument.objects.create(
        owner=owner, version=version, number=number, symbol=f"BC-{version.report_id}", **signed
    )
    copy = reports.SignedCopy.objects.create(
        owner=owner,
        outgoing=paper,
        name="x.pdf",
        sha256="x",
        size=1,
        page_count=1,
        mark="scan",
        signatures="none",
        uploaded_at=NOON,
        uploaded_by_name="x",
    )
    reports.CopyDifference.objects.create(owner=owner, copy=copy, ordinal=1, page=1)


ASKED = 77


def _submit(version):
    reports.Fact.objects.create(
        owner=version.owner,
        version=version,
        nature="counted",
        source="reports.Request",
        source_id=ASKED,
        label="Đề nghị",
        kind="law",
        number=1,
        detail={"text": "Đề nghị", "addressee": "Bộ", "ordinal": 1},
    )
    version.is_submitted, version.state, version.compiled_at = True, "submitted", NOON
    version.save()
    version.report.is_submitted = True
    version.report.save()
    receipt = reports.Receipt.objects.create(
        version=version, submitted_by_name="x", document_sha256="x"
    )
    reports.Arrival.objects.create(
        receipt=receipt, number="1", arrived_on=NOON.date(), evidence="Sổ văn bản đến"
    )
    reports.Review.objects.create(version=version, decision="received", reason="Đã xem")
    reports.RequestStep.objects.create(
        report=version.report, request_key=ASKED, request_class="law", routed_to="Vụ Pháp chế"
    )


def write_consolidation(ministry, asked, version):
    number = reports.Consolidation.objects.count() + 1
    consolidation = reports.Consolidation.objects.create(
        owner=ministry,
        round=asked,
        number=number,
        public_code=f"th-{number}",
        requested_at=NOON,
        requested_by_name="x",
    )
    root = {"pem": "x", "valid_from": NOON, "valid_to": NOON}
    reports.TrustRoot.objects.create(name="Gốc thử", sha256=f"{number}", **root)
    reports.ConsolidationPart.objects.create(
        owner=ministry, consolidation=consolidation, version=version, ordinal=1
    )
    reports.Document.objects.create(
        owner=ministry,
        consolidation=consolidation,
        kind="consolidated",
        identifier=f"th-{number}",
        name="x.pdf",
        sha256="x",
        size=1,
        created_at=NOON,
    )
    return consolidation


def write_synthesis(ministry, consolidation, reference):
    """The Ministry's own report: one version that is frozen, one under way."""
    report = reports.Report.objects.create(
        owner=ministry, round=consolidation.round, code=f"th-{ministry.pk}"
    )
    reports.Narrative.objects.create(owner=ministry, report=report, section_key="x", text="Lời")
    _around_the_words({"owner": ministry, "report": report})
    reports.PaperReport.objects.create(
        owner=ministry,
        round=consolidation.round,
        organisation=ministry,
        document="12/BC",
        numbers={"TT-01": "3"},
        entered_at=NOON,
        entered_by_name="x",
    )
    frozen = _version(report, 1, reference, kinds=("report",))
    frozen.consolidation = consolidation
    frozen.is_submitted, frozen.state, frozen.compiled_at = True, "submitted", NOON
    frozen.save()
    _version(report, 2, reference, kinds=("report",))
