"""Workers killed and the queue emptied in mid-work: everything is done, and once.

The long course, with a restart of the database too, is `make faults`.
"""

import random

import pytest

from tests import faults
from tests.stack import running_stack

pytestmark = pytest.mark.xdist_group("stack")


def test_three_killed_workers_and_an_emptied_queue_lose_and_double_nothing(template_database):
    course = faults.Course(compiles=8, kills=3, seconds=400)

    with running_stack(only=("worker", "beat"), **faults.IMPATIENT) as portal:
        faults.play(portal, course, chance=random.Random(8))

    assert course.done_to_it == {"kill": 3, "empty_queue": 1}
    assert max(course.attempts) > 1
