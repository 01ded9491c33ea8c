"""`manage.py consolidate --round CODE --output FILE.pdf`: as the worker does it, here and now."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import transaction

from organisations import clock, files, jobs
from organisations.access import Access
from organisations.enums import JobKind, Kind, Role
from organisations.exceptions import ActionRefused
from organisations.models import Organisation
from organisations.tenancy import JOBS, use_tenant
from reports import actions, consolidation
from reports.enums import DocumentKind
from reports.management.output import refuse_unwritable, write
from reports.models import Document, ReportingRound, ReportVersion
from reports.national.tables import write_tables


class Command(BaseCommand):
    help = "Tổng hợp các báo cáo đã gửi của một kỳ và ghi báo cáo tổng hợp ra tệp PDF."

    def add_arguments(self, parser):
        parser.add_argument("--round", required=True, help="mã kỳ báo cáo, ví dụ 2026")
        parser.add_argument("--output", required=True, help="tệp PDF của báo cáo tổng hợp")
        parser.add_argument("--annex", help="tệp PDF ghép báo cáo của các đơn vị")
        parser.add_argument("--word", help="tệp DOCX của báo cáo tổng hợp")
        parser.add_argument("--tables", help="tệp XLSX của các biểu tổng hợp")

    def handle(self, *, output, annex=None, tables=None, word=None, **options):
        named = {"output": output, "annex": annex, "tables": tables, "word": word}
        targets = {name: Path(target) for name, target in named.items() if target is not None}
        for target in targets.values():
            refuse_unwritable(target)
        if len(set(targets.values())) < len(targets):
            raise CommandError("Mỗi tệp phải mang một tên khác nhau.")
        access, round_ = _find(options["round"])
        try:
            with use_tenant(access.tenant):
                collected = _consolidate(round_, access, self._say)
                made = _made(collected, access, wanted=targets)
            for name, target in targets.items():
                write(target, made[name])
        except ActionRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as fault:
            place = fault.filename or output
            raise CommandError(f"Không ghi được tệp {place}: {fault.strerror}.") from fault
        self.stdout.write(f"Đã tổng hợp lần {collected.number}: {output}")

    def _say(self, step, done, total):
        self.stdout.write(f"[{done}/{total}] {step}…")


def _find(round_code):
    """The Ministry of today, and the round."""
    with use_tenant(JOBS), transaction.atomic():
        ministries = Organisation.objects.filter(kind=Kind.MINISTRY, valid_to__isnull=True)
        ministry = ministries.first()
        round_ = ReportingRound.objects.filter(code=round_code).first()
    if ministry is None:
        raise CommandError("Chưa có Bộ trong danh sách đơn vị.")
    if round_ is None:
        raise CommandError(f"Không có kỳ báo cáo nào mang mã {round_code}.")
    return Access(None, ministry, Role.OFFICER), round_


def _consolidate(round_, access, say):
    with transaction.atomic():
        collected = actions.open_consolidation(round_, access=access, now=clock.now())
        job = jobs.ensure_job(JobKind.CONSOLIDATE, collected.pk, access=access)

    def work(progress):
        def both(step, done, total):
            progress(step, done, total)
            say(step, done, total)

        return consolidation.consolidate(collected.pk, access=access, progress=both)

    if jobs.run_job(job.pk, work) is None:
        raise ActionRefused("Kỳ này đang được tổng hợp ở nơi khác. Hãy chờ rồi chạy lại.")
    return collected


def _made(collected, access, *, wanted):
    """The bytes of each file that is wanted."""
    with transaction.atomic():
        version = ReportVersion.objects.visible_to(access).get(consolidation=collected)
        documents = Document.objects.visible_to(access).current()
        stored = {
            "output": documents.get(version=version, kind=DocumentKind.REPORT),
            "word": documents.get(version=version, kind=DocumentKind.WORD),
            "annex": documents.get(consolidation=collected),
        }
        made = {
            name: files.path_of(each.sha256, DocumentKind(each.kind).suffix).read_bytes()
            for name, each in stored.items()
            if name in wanted
        }
        if "tables" in wanted:
            made["tables"] = write_tables(version, access=access)
    return made
