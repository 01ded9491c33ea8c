"""Load a certificate that signatures of reports are checked against."""

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from django.core.management.base import BaseCommand, CommandError

from organisations.tenancy import owner_login
from reports.models import TrustRoot


class Command(BaseCommand):
    help = "Loads a root certificate (PEM); the same certificate twice is one row."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--name", required=True)
        parser.add_argument("--note", default="[proposal]")

    def handle(self, *args, file, name, note, **options):
        try:
            text = file.read_text()
            made = x509.load_pem_x509_certificate(text.encode())
        except (OSError, ValueError) as fault:
            raise CommandError(f"{file}: không đọc được chứng thư.") from fault
        facts = {
            "name": name,
            "note": note,
            "pem": text,
            "valid_from": made.not_valid_before_utc,
            "valid_to": made.not_valid_after_utc,
        }
        digest = made.fingerprint(hashes.SHA256()).hex()
        with owner_login():
            TrustRoot.objects.update_or_create(sha256=digest, defaults=facts)
        self.stdout.write(name)
