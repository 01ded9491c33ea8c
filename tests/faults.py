"""Many reports compiled while workers are killed, the database restarts and the queue is emptied.

`play` is the scenario, with numbers: tests/test_faults.py plays a short one, `make faults` the long
one, in servers of its own (config/local/commands.py), and prints what happened.
"""

import os
import random
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field

import redis
from celery import Celery

from config.local import postgresql
from config.local.terminal import say
from tests import databases
from tests.stack import running_stack

COMPILE = "reports.tasks.compile_report"
MARK = b"taken-by-a-test"
# A worker and a beat that lose patience after two seconds instead of a minute.
IMPATIENT = {"JOB_LEASE_SECONDS": "2", "JOB_SWEEP_SECONDS": "1"}
MAKE = """
from tests.factories import make_member, make_report
person = make_member()
unit = person.access.organisation
print("made", unit.pk, person.pk, *(make_report(unit).pk for _ in range({compiles})))
"""
DOCUMENTS = (
    "SELECT report_id, d.kind, d.sha256 FROM reports_document d"
    " JOIN reports_reportversion v ON v.id = version_id WHERE d.owner_id = %s"
)


@dataclass
class Course:
    """What is done to the portal, once so many compilations are done; and what came of it."""

    compiles: int
    kills: int
    restarts: int = 0
    seconds: int = 600
    done_to_it: Counter = field(default_factory=Counter)
    took: float = 0
    attempts: Counter = field(default_factory=Counter)

    def plan(self):
        """(after how many compilations, what), the emptied queue first and kills all along."""
        kills = [(self.compiles * n // (self.kills + 1), kill) for n in range(self.kills)]
        restarts = [(self.compiles // 2, restart_database)] * self.restarts
        return sorted([*kills, *restarts, (1, empty_queue)], key=lambda due: due[0])


def play(portal, course, *, chance):
    """Everything asked for at once, then one fault after another until all is done."""
    unit, person, *reports = made_in(portal, course.compiles)
    ask_for_all(portal, unit, person, reports)
    faults, began = course.plan(), time.monotonic()
    while open_jobs(portal, unit):
        done = count(portal, unit, "done")
        if faults and faults[0][0] <= done and count(portal, unit, "running"):
            fault = faults.pop(0)[1]
            time.sleep(chance.uniform(0, 1.5))
            fault(portal)
            course.done_to_it[fault.__name__] += 1
        assert time.monotonic() - began < course.seconds, states_of(portal, unit)
        time.sleep(0.1)
    course.took = time.monotonic() - began
    course.attempts = Counter(attempts for _, _, attempts in jobs_of(portal, unit))
    assert not faults, f"{len(faults)} faults came too late"
    assert_each_done_once(portal, unit, reports)


def made_in(portal, compiles):
    said = portal.shell(MAKE.format(compiles=compiles))
    return [int(word) for word in said.split("made ")[1].split()]


def ask_for_all(portal, unit, person, reports):
    """The rows, and messages as a request sends them."""
    with closing(Celery("asking", broker=portal.redis_url, set_as_current=False)) as queue:
        for report in reports:
            job = portal.rows(
                "INSERT INTO organisations_job (owner_id, kind, subject_id, state, step, done,"
                " total, attempts, error, requested_by_id, created_at) VALUES (%s,"
                " 'compile_report', %s, 'queued', '', 0, 0, 0, '', %s, clock_timestamp())"
                " RETURNING id",
                unit,
                report,
                person,
            )[0][0]
            tenant = ["department", unit, person]
            queue.send_task(COMPILE, args=[job], headers={"tenant": tenant})


def jobs_of(portal, unit):
    return portal.rows(
        "SELECT subject_id, state, attempts FROM organisations_job WHERE owner_id = %s", unit
    )


def states_of(portal, unit):
    return Counter(state for _, state, _ in jobs_of(portal, unit))


def count(portal, unit, state):
    return states_of(portal, unit)[state]


def open_jobs(portal, unit):
    return count(portal, unit, "queued") + count(portal, unit, "running")


def kill(portal):
    portal.kill_worker()
    portal.start_worker()


def restart_database(_portal):
    postgresql.stop()
    postgresql.start()


def empty_queue(portal):
    """All but the mark that keeps other tests out of this numbered database."""
    with closing(redis.Redis.from_url(portal.redis_url)) as client:
        for key in client.scan_iter():
            if key != MARK:
                client.delete(key)


def assert_each_done_once(portal, unit, reports):
    """One job that is done, one version, its two documents and their files; nothing half made."""
    wanted = sorted(reports)
    files = portal.folder / "files"
    documents = portal.rows(DOCUMENTS, unit)
    versions = portal.rows(
        "SELECT report_id, state FROM reports_reportversion WHERE owner_id = %s", unit
    )

    jobs = sorted((subject, state) for subject, state, _ in jobs_of(portal, unit))
    assert jobs == [(report, "done") for report in wanted]
    assert sorted(versions) == [(report, "compiled") for report in wanted]
    assert sorted((report, kind) for report, kind, _ in documents) == [
        (report, kind) for report in wanted for kind in ("reconciliation", "report")
    ]
    for _, _, digest in documents:
        assert (files / digest[:2] / f"{digest}.pdf").read_bytes().startswith(b"%PDF")
    assert [path for path in files.rglob("*") if path.name.startswith(".new-")] == []


def main():
    """The long course; only in servers that nobody else uses."""
    if not os.environ.get("PORTAL_VAR"):
        sys.exit("make faults")
    course = Course(compiles=100, kills=25, restarts=1, seconds=1800)
    seed = random.randrange(10**6)
    databases.build_template()
    say(f"100 lần lập báo cáo, 25 lần giết worker (hạt giống {seed}) …")
    with running_stack(only=("worker", "beat"), **IMPATIENT) as portal:
        play(portal, course, chance=random.Random(seed))
    say(
        f"Xong {course.compiles} lần lập, mỗi lần đúng một kết quả, sau {course.took:.0f} giây.\n"
        f"  giết worker: {course.done_to_it['kill']}\n"
        f"  khởi động lại PostgreSQL: {course.done_to_it['restart_database']}\n"
        f"  làm rỗng hàng đợi: {course.done_to_it['empty_queue']}"
    )
    for attempts, jobs in sorted(course.attempts.items()):
        say(f"  xong ở lần chạy thứ {attempts}: {jobs} việc")


if __name__ == "__main__":
    main()
