"""The process that renders: warm, without our secrets, and never longer there than we are."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from organisations.documents import renderer as module
from organisations.documents.renderer import ROOT, Outcome, Renderer
from tests.organisations.rendering import altered
from tests.stack import wait_until

PAGE = "<html lang=vi><title>Thử</title><body><p>{}</p></body></html>"
SECONDS = 60


def order(words="Xin chào"):
    page = {"html": PAGE.format(words), "file_id": "x", "variant": "pdf/ua-1", "media": {}}
    return json.dumps(page).encode()


@pytest.fixture
def renderer():
    started = Renderer()
    yield started
    started.close()


def process_of(renderer):
    return renderer._process.pid


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_one_process_makes_many_documents_and_none_knows_another(renderer):
    first = renderer.carry_out(order("một"), SECONDS)
    process = process_of(renderer)

    assert renderer.carry_out(order("hai"), SECONDS) != first
    assert renderer.carry_out(order("một"), SECONDS) == first
    assert first[0] == Outcome.DONE
    assert process_of(renderer) == process


def test_it_gets_no_secret_of_ours(monkeypatch, renderer):
    monkeypatch.setenv("SECRET_KEY", "bí mật")
    renderer.carry_out(order(), SECONDS)

    told = Path(f"/proc/{process_of(renderer)}/environ").read_bytes()

    assert b"PATH=" in told
    assert b"SECRET_KEY" not in told


def test_what_goes_wrong_is_told_and_the_next_document_is_made(renderer):
    code, said = renderer.carry_out(b"{", SECONDS)

    assert code == Outcome.FAILED
    assert b"JSONDecodeError" in said
    assert renderer.carry_out(order(), SECONDS)[0] == Outcome.DONE


def test_a_document_that_kills_its_process_harms_no_other():
    killed = "import os; pdf = render._pdf; render._pdf = lambda order: ("
    killed += "os.kill(os.getpid(), 9) if 'chết' in order['html'] else pdf(order))"
    renderer = altered(killed)

    assert renderer.carry_out(order("chết"), SECONDS) == (-signal.SIGKILL, b"")
    assert renderer.carry_out(order(), SECONDS)[0] == Outcome.DONE
    renderer.close()


def test_a_document_that_takes_too_long_is_ended_and_the_next_one_is_made(renderer):
    renderer.carry_out(order(), SECONDS)
    process = process_of(renderer)

    with pytest.raises(TimeoutError):
        renderer.carry_out(order("x " * 10_000), 0.05)

    assert not is_running(process)
    assert renderer.carry_out(order(), SECONDS)[0] == Outcome.DONE


def test_two_threads_get_each_their_own_document(renderer):
    words = [f"văn bản số {number}" for number in range(6)]
    alone = [renderer.carry_out(order(each), SECONDS) for each in words]

    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(lambda each: renderer.carry_out(order(each), SECONDS), words))

    assert together == alone
    assert len(set(alone)) == len(words)


def test_a_fork_of_ours_starts_its_own(renderer):
    expected = renderer.carry_out(order(), SECONDS)
    process = process_of(renderer)
    forked = """
import json, os, sys
from organisations.documents.renderer import Renderer
renderer, order = Renderer(), sys.stdin.buffer.read()
renderer.carry_out(order, 60)
before = renderer._process.pid
if os.fork() == 0:
    said = renderer.carry_out(order, 60)
    print(renderer._process.pid != before, said[0], flush=True)
    renderer.close()
    os._exit(0)
os.wait()
print(renderer.carry_out(order, 60)[0], renderer._process.pid == before)
"""
    done = subprocess.run(
        [sys.executable, "-c", forked], input=order(), capture_output=True, cwd=ROOT, check=True
    )

    assert done.stdout.split() == [b"True", b"0", b"0", b"True"]
    assert (renderer.carry_out(order(), SECONDS), process_of(renderer)) == (expected, process)


def test_an_idle_process_ends_and_another_is_started():
    renderer = altered("render.IDLE_SECONDS = 0.2")
    renderer.carry_out(order(), SECONDS)
    process = process_of(renderer)

    wait_until(lambda: not is_running(process), seconds=20)

    assert renderer.carry_out(order(), SECONDS)[0] == Outcome.DONE
    assert process_of(renderer) != process
    renderer.close()


def test_it_ends_with_the_process_that_asks_also_when_that_is_killed():
    program = "import sys; from organisations.documents.renderer import Renderer; r = Renderer();"
    program += "r.carry_out(sys.stdin.buffer.read(), 60); print(r._process.pid, flush=True);"
    program += "import time; time.sleep(60)"
    asking = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    )
    asking.stdin.write(order())
    asking.stdin.close()
    process = int(asking.stdout.readline())
    assert is_running(process)

    os.kill(asking.pid, signal.SIGKILL)

    wait_until(lambda: not is_running(process), seconds=20)
    asking.wait()
    asking.stdout.close()


def test_a_document_nobody_waits_for_is_ended_too():
    slow = "import time; render._pdf = lambda order: time.sleep(60); render.LONGEST_SECONDS = 1"
    renderer = altered(slow)

    assert renderer.carry_out(order(), SECONDS) == (-signal.SIGALRM, b"")
    renderer.close()


def test_who_waits_too_long_for_other_documents_is_told_so(renderer, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_WAIT_SECONDS", 0.05)
    renderer.carry_out(order(), SECONDS)

    with renderer._lock, pytest.raises(module.Busy):
        renderer.carry_out(order(), SECONDS)

    assert renderer.carry_out(order(), SECONDS)[0] == Outcome.DONE


def test_an_answer_that_nobody_took_is_given_to_nobody_else(renderer, monkeypatch):
    class Interrupted(Exception):
        pass

    def interrupted(*arguments):
        raise Interrupted

    wanted = renderer.carry_out(order("hai"), SECONDS)
    with monkeypatch.context() as while_asked:
        while_asked.setattr(module, "read_exactly", interrupted)
        with pytest.raises(Interrupted):
            renderer.carry_out(order("một"), SECONDS)

    assert renderer.carry_out(order("hai"), SECONDS) == wanted


def test_a_fork_that_fails_before_its_order_is_read_leaves_nothing_behind(tmp_path):
    mended = tmp_path / "mended"
    fails = "read = render.read_exactly; render.read_exactly = lambda *all: ("
    fails += f"open({str(mended)!r}) and read(*all))"
    renderer = altered(fails)

    assert renderer.carry_out(order("một"), SECONDS) == (1, b"")
    mended.touch()
    expected = Renderer()
    assert renderer.carry_out(order("hai"), SECONDS) == expected.carry_out(order("hai"), SECONDS)
    expected.close()
    renderer.close()


def test_a_program_that_does_not_start_is_a_failure_and_no_wait():
    renderer = Renderer((sys.executable, "-c", "raise SystemExit(1)"))
    before = time.monotonic()

    assert renderer.carry_out(order(), SECONDS) == (1, b"")
    assert time.monotonic() - before < SECONDS / 2
