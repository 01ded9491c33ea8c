"""The Celery application: `celery -A config worker`, `celery -A config beat`."""

import os

from celery import Celery
from celery.signals import beat_init, before_task_publish, worker_init
from celery.utils.log import get_logger

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("portal", task_cls="organisations.tasks:TenantTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def _before_serving(**kwargs):
    """Receipts are dated by tasks too: a moved clock stops worker and beat as it stops the web."""
    from config.checks import before_serving  # noqa: PLC0415 (Django is not set up above)

    before_serving(get_logger(__name__).warning)


worker_init.connect(_before_serving)
beat_init.connect(_before_serving)


def _beat_lives(**kwargs):
    from organisations.health.pulse import give_pulse_of_beat  # noqa: PLC0415 (as above)

    give_pulse_of_beat()


# Only beat sends this task.
before_task_publish.connect(_beat_lives, sender="organisations.tasks.pulse")
