"""Outputs that are below their plan: what settings.TASK_SHORTFALLS names."""

from reports.year.progress import progress_of


def shortfalls(tasks, access, today):
    """A `Progress` for each output that planned more than was done, in the order of the tasks."""
    progress = progress_of(tasks, access, today)
    return [
        row
        for task in tasks
        for row in progress.of(task)
        if row.planned and (row.done.number or 0) < row.planned
    ]
