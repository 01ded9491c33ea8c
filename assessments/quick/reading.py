"""What is stored of a quick assessment: the steps of a self-assessment, findings and ideas."""

from functools import cached_property

from django.utils.translation import gettext as _

from assessments.quick.findings import findings_of, told
from assessments.selfassessment import steps
from assessments.selfassessment.reading import Reading
from organisations.attachments import attachments_of

# How many ideas a quick assessment usually comes to (DOMAIN 3.1) [proposal].
FEWEST_IDEAS, MOST_IDEAS = 5, 20


class QuickReading(Reading):
    @cached_property
    def steps(self):
        return steps.quick_steps_of(self.groups)

    @cached_property
    def findings(self):
        rows = findings_of(self.assessment, self.access)
        files = {file.pk: file for file in attachments_of(self.assessment, self.access)}
        return told(rows, files)

    @property
    def idea_hint(self):
        """A sentence where there are unusually few or many ideas; nothing is refused for it."""
        count = len(self.options)
        words = {"count": count, "fewest": FEWEST_IDEAS, "most": MOST_IDEAS}
        if count < FEWEST_IDEAS:
            said = _("Mới có %(count)s ý tưởng; đánh giá nhanh thường nêu %(fewest)s-%(most)s.")
        elif count > MOST_IDEAS:
            said = _(
                "Có %(count)s ý tưởng; đánh giá nhanh thường nêu %(fewest)s-%(most)s, nên gộp"
                " những ý gần nhau."
            )
        else:
            return ""
        return said % words
