"""`manage.py compile_report --organisation CODE --round CODE --output FILE.pdf`: the worker's own
function, run here and now."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import transaction

from organisations import files
from organisations.access import Access
from organisations.enums import Role
from organisations.exceptions import ActionRefused
from organisations.models import Organisation
from organisations.tenancy import JOBS, use_tenant
from reports import actions, rules
from reports.enums import DocumentKind
from reports.management.output import refuse_unwritable, write
from reports.models import Document, ReportingRound


class Command(BaseCommand):
    help = "Lập báo cáo của một đơn vị cho một kỳ và ghi tệp PDF."

    def add_arguments(self, parser):
        parser.add_argument("--organisation", required=True, help="mã đơn vị, ví dụ sct-ha-noi")
        parser.add_argument("--round", required=True, help="mã kỳ báo cáo, ví dụ 2009-2015")
        parser.add_argument("--output", required=True, help="tệp PDF của báo cáo")
        parser.add_argument("--reconciliation", help="tệp PDF của Phiếu đối chiếu số liệu")

    def handle(self, *, organisation, output, reconciliation=None, **options):
        targets = {DocumentKind.REPORT: output, DocumentKind.RECONCILIATION: reconciliation}
        targets = {kind: target for kind, target in targets.items() if target is not None}
        if not all(target.strip() for target in targets.values()):
            raise CommandError("Hãy ghi tên tệp PDF.")
        targets = {kind: Path(target) for kind, target in targets.items()}
        for target in targets.values():
            refuse_unwritable(target)
        if len(set(targets.values())) < len(targets):
            raise CommandError("Báo cáo và phiếu đối chiếu phải ghi vào hai tệp khác nhau.")
        access, round_ = _find(organisation, options["round"])
        try:
            with use_tenant(access.tenant):
                version = actions.compile_now(round_, access=access, say=self._say)
                saved = _files_of(version, access)
            for kind, target in targets.items():
                write(target, files.path_of(saved[kind]).read_bytes())
        except ActionRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as fault:
            place = fault.filename or output
            raise CommandError(f"Không ghi được tệp {place}: {fault.strerror}.") from fault
        self.stdout.write(f"Đã lập {version}: {output}")

    def _say(self, step, done, total):
        self.stdout.write(f"[{done}/{total}] {step}…")


def _find(organisation_code, round_code):
    with use_tenant(JOBS), transaction.atomic():
        organisation = Organisation.objects.filter(code=organisation_code).first()
        round_ = ReportingRound.objects.filter(code=round_code).first()
    if organisation is None:
        raise CommandError(f"Không có đơn vị nào mang mã {organisation_code}.")
    if organisation.kind not in rules.UNITS:
        raise CommandError(f"{organisation} không phải đơn vị lập báo cáo.")
    if round_ is None:
        raise CommandError(f"Không có kỳ báo cáo nào mang mã {round_code}.")
    return Access(None, organisation, Role.OFFICER), round_


def _files_of(version, access):
    with transaction.atomic():
        rows = Document.objects.visible_to(access).filter(version=version).current()
        return dict(rows.values_list("kind", "sha256"))
