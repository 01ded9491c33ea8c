"""Words of the worksheets on the screen."""

from django import template

from assessments.worksheets import progress
from assessments.worksheets.cells import OWN_CODES
from assessments.worksheets.forms import NUMBERS
from assessments.worksheets.schema import Type

register = template.Library()
NARROW = {Type.BOOLEAN, Type.MONTH, Type.DATE, Type.REFERENCE}
WORDS = {Type.TEXT, Type.LONG_TEXT}


@register.filter
def width(column):
    """A class for how wide the boxes of a column are."""
    if column.key in OWN_CODES or column.type in NARROW:
        return "cell-narrow"
    if column.type in NUMBERS:
        return "cell-number number"
    if column.type == Type.COMPUTED:
        return "cell-computed"
    return "cell-words" if column.type in WORDS else "cell-text"


@register.filter
def column_names(grid):
    return ", ".join(column.title for column in grid.columns)


@register.inclusion_tag("assessments/worksheets/tasks.html")
def task_list(assessment):
    """The tasks of a detailed assessment with their states and what is missing."""
    steps = [
        {"no": step.no, "title": step.title, "tasks": tasks}
        for step, tasks in progress.steps_of(assessment)
    ]
    every = [each for step in steps for each in step["tasks"]]
    done = sum(each.is_done for each in every)
    return {"assessment": assessment, "steps": steps, "done": done, "all": len(every)}
