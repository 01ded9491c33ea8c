"""Who takes the register out as a file: whoever reads it; how large lists are written."""

from organisations.enums import Kind

# Their lists may be long, and their files are kept for a while. The others have a few plants.
BY_JOB = (Kind.MINISTRY, Kind.DEPARTMENT, Kind.CORPORATION)


def exports_by_job(access):
    return access.kind in BY_JOB
