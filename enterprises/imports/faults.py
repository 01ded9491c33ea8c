"""The rows of a batch that were not taken, as a workbook to be mended and brought in again."""

from organisations import files

SUFFIX = ".xlsx"


def faults_path(batch):
    """Where the workbook lies; None when every row was taken."""
    return files.path_of(batch.faults_sha256, SUFFIX) if batch.faults_sha256 else None
