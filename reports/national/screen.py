"""The Ministry's own report on the screen."""

from django.db.models import Prefetch

from reports import rules
from reports.models import Document, ReportVersion
from reports.words.rules import may_write
from reports.words.sections import empty_required_sections


def national_context(report, access):
    """Its versions, each of one consolidation, with their files; what is still to be written."""
    files = Document.objects.visible_to(access).current().order_by("kind")
    versions = ReportVersion.objects.visible_to(access).filter(report=report)
    writes = may_write(access, report)
    return {
        "versions": versions.select_related("consolidation")
        .prefetch_related(Prefetch("documents", files, to_attr="files"))
        .order_by("-number"),
        "may_write": writes,
        "may_consolidate": rules.may_consolidate(access),
        "empty_sections": empty_required_sections(report, access) if writes else [],
    }
