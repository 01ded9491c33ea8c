"""What each unit brought in and wrote out as files."""

from organisations.enums import ImportKind
from organisations.models import HeadingChoice, ImportBatch, ImportRow, ListFile

KIND = ImportKind.ESTABLISHMENTS


def write_imports(owner):
    batch = ImportBatch.objects.create(
        owner=owner, kind=KIND, name="so", suffix=".xlsx", sha256="x", size=1
    )
    ImportRow.objects.create(owner=owner, batch=batch, number=2, verdict="new", label="Cơ sở")
    HeadingChoice.objects.create(owner=owner, kind=KIND, heading="ten", column="name")
    ListFile.objects.create(owner=owner, title="Cơ sở", suffix=".xlsx")
