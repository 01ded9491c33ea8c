"""Sign a PDF with a test certificate, to play what is done outside the portal."""

from pathlib import Path

from django.core.management.base import BaseCommand

from reports.outgoing.certificates import sign_copy


class Command(BaseCommand):
    help = "Signs a PDF; the key's certificates lie beside it (make_test_certificates)."

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path)
        parser.add_argument("target", type=Path)
        parser.add_argument("--key", type=Path, required=True)

    def handle(self, *args, source, target, key, **options):
        sign_copy(source, target, key)
        self.stdout.write(str(target))
