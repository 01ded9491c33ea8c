"""Writing a report to a file by a job: of a detailed assessment it takes longer than a page may.

The file lies with the others that the office has taken out, for all its members: so it is written
without the names of people.
"""

from django.db import transaction
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from assessments.models import Assessment
from assessments.papers import documents
from assessments.papers.reading import Reading
from organisations import clock, files, jobs
from organisations.access import require
from organisations.actions import log
from organisations.documents.pdf import DocumentNotRendered, render_pdf
from organisations.enums import JobKind, Verb
from organisations.exceptions import ActionRefused
from organisations.models import ListFile
from organisations.vietnamese import in_one_line

PDF = ".pdf"
LONGEST_TITLE = 200
STEPS = 2


def reported(access):
    """The assessments in sight of which there is a report, with whose work they are."""
    rows = Assessment.objects.visible_to(access).filter(kind__in=documents.KINDS)
    return rows.select_related("owner__parent", "support__parent")


def title_of(assessment):
    title = _("Báo cáo %(kind)s %(site)s %(year)s") % {
        "kind": assessment.get_kind_display().lower(),
        "site": assessment.site_name,
        "year": assessment.year,
    }
    return in_one_line(title, LONGEST_TITLE)


def identifier_of(assessment):
    return f"danh-gia-{assessment.pk}"


@transaction.atomic
def request_report(pk, *, access):
    """A job that writes the PDF of an assessment in sight."""
    assessment = reported(access).filter(pk=pk).first()
    require(assessment is not None)
    query = urlencode({"assessment": assessment.pk})
    file = ListFile.objects.create(title=title_of(assessment), query=query, suffix=PDF)
    log(access, Verb.EXPORT, file)
    return jobs.request_job(JobKind.WRITE_REPORT, file.pk, access=access)


def run_write(job_pk):
    job, access = jobs.job_and_access(job_pk)
    return jobs.run_job(
        job.pk, lambda progress: write(job.subject_id, access=access, progress=progress)
    )


def write(file_pk, *, access, progress):
    """Safe to run twice: a file that is there is not written again.

    Read in one transaction, rendered outside of any, stored in another.
    """
    progress(_("Đọc số liệu"), 0, STEPS)
    with transaction.atomic():
        file = ListFile.objects.visible_to(access).get(pk=file_pk)
        if file.written_at is not None:
            return
        assessment = _still_there(file, access)
        now = clock.now()
        document = documents.report(Reading(assessment, access, with_people=False), now)
    progress(_("Dựng văn bản"), 1, STEPS)
    words = {"identifier": identifier_of(assessment), "title": file.title, "created": now}
    try:
        body = render_pdf(document, **words)
    except DocumentNotRendered as fault:
        raise ActionRefused(fault.sentence) from fault
    with files.new_file(PDF) as path:
        path.write_bytes(body)
        with transaction.atomic():
            file.sha256 = files.store_file(path, PDF)
            file.written_at = clock.now()
            file.save()


def _still_there(file, access):
    key = int(file.query.partition("=")[2])
    assessment = reported(access).filter(pk=key).first()
    if assessment is None:
        raise ActionRefused(_("Đơn vị không còn thấy phiếu đánh giá này."))
    return assessment
