"""Certificates for trying out signed copies; they prove nothing."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.outgoing.certificates import write_test_certificates


class Command(BaseCommand):
    help = "Writes a test root, an intermediate and a signer into a folder."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder, **options):
        # Certificates are checked by the real clock, whatever day the portal plays.
        write_test_certificates(folder, timezone.now())
        self.stdout.write(str(folder))
