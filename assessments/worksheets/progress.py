"""How far the tasks of a detailed assessment are, and what each of them still lacks."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import AssessmentPart
from assessments.worksheets import actions
from assessments.worksheets.missing import missing


@dataclass(frozen=True)
class TaskProgress:
    task: object
    part: AssessmentPart
    missing: list

    @property
    def is_done(self):
        return self.part.is_done and not self.part.needs_review

    def __str__(self):
        """'5. Cân bằng vật liệu: còn thiếu 3 mục'"""
        name = f"{self.task.no}. {self.task.title}"
        count = len(self.missing)
        if not count:
            return _("%(task)s: đủ nội dung, chưa bấm hoàn thành") % {"task": name}
        said = ngettext(
            "%(task)s: còn thiếu %(count)s mục", "%(task)s: còn thiếu %(count)s mục", count
        )
        return said % {"task": name, "count": count}


def steps_of(assessment):
    """[(step, [TaskProgress, …]), …] of all 18 tasks."""
    contents, parts = actions.contents_of(assessment), actions.parts_of(assessment)
    return [
        (step, [_progress(task, contents, parts, assessment) for task in step.tasks])
        for step in contents.form.steps
    ]


def _progress(task, contents, parts, assessment):
    part = parts.get(actions.slug_of(task)) or actions.new_part(assessment, task)
    return TaskProgress(task, part, missing(task, contents, part.note))


def unfinished(assessment):
    """The tasks that nobody has called done, or that have to be looked at again."""
    return [each for _step, tasks in steps_of(assessment) for each in tasks if not each.is_done]
