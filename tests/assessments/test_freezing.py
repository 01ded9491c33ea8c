"""Results are frozen when nothing of them is missing, and not kept when their rows change."""

import pytest

from assessments.models import MeasuredResult
from organisations.tenancy import owner_login
from tests.assessments.detailed import Dossier, made_book, send
from tests.assessments.reading import gas, made, read

pytestmark = pytest.mark.django_db
MONTHS = ("04", "05", "06")


@pytest.fixture
def dossier(client):
    found = Dossier()
    client.force_login(found.person)
    return found


def rows(used="90", months=MONTHS):
    before = [row("Trước", amount, f"{m}/2021") for row, amount in pair("100") for m in months]
    return before + [row("Sau", amount, f"{m}/2023") for row, amount in pair(used) for m in months]


def pair(used):
    return ((made, "10"), (gas, used))


def frozen(dossier):
    with owner_login():
        return list(MeasuredResult.objects.filter(assessment=dossier.assessment))


def freeze(client, dossier):
    answer = client.post(dossier.url("task_freeze", 16), follow=True)
    return [str(message) for message in answer.context["messages"]]


def test_freezing_asks_itself_what_is_missing(client, dossier):
    read(client, dossier, rows(months=("06",)), products="A")

    said = freeze(client, dossier)[-1]

    assert said.startswith("Chưa chốt được, còn thiếu: ")
    assert frozen(dossier) == []


def test_readings_that_change_drop_what_was_frozen_of_them_and_say_so(client, dossier):
    read(client, dossier, rows(), products="A")
    freeze(client, dossier)
    assert len(frozen(dossier)) == 1

    assert send(client, dossier, 16, {"16_So_do": rows()}).status_code == 302
    assert len(frozen(dossier)) == 1

    assert send(client, dossier, 16, {"16_So_do": rows("80")}).status_code == 302
    said = client.get(dossier.url("task", 16)).content.decode()
    assert "hãy chốt lại kết quả" in said
    assert frozen(dossier) == []


def test_a_file_that_changes_readings_says_that_the_results_are_gone(client, dossier):
    read(client, dossier, rows(), products="A")
    freeze(client, dossier)
    file = made_book(dossier, {"16_So_do": rows("80")})
    told = client.post(dossier.url("book_in"), {"file": file}).context["told"]
    words = {"book": told.book, "seen": told.seen, "agreed": "1"}

    answer = client.post(dossier.url("book_in"), words, follow=True)

    said = [str(message) for message in answer.context["messages"]]
    assert said[-1].endswith("hãy chốt lại kết quả.")
    assert frozen(dossier) == []
