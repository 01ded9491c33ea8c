"""What a report asks for: numbered, moved, deleted without a gap."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisations.enums import Verb
from organisations.tenancy import owner_login
from reports.models import Claim, Request
from tests.factories import make_claim, make_narrative
from tests.reports.conftest import compiled
from tests.reports.writing import LATE, address, errors_of, indicator, logged, rows, send, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client, officer):
    client.force_login(officer)
    return officer


def make_request(report, text="Hỗ trợ vốn vay", ordinal=1, **fields):
    fields.setdefault("request_class", "finance")
    with owner_login():
        return Request.objects.create(
            owner=report.owner, report=report, text=text, ordinal=ordinal, **fields
        )


def in_order(report):
    return [(row.ordinal, row.text) for row in rows(Request, report)]


def ask(client, report, text, **typed):
    url = address(report, "request_create")
    return send(client, url, text=text, request_class="law", **typed)


def test_requests_are_numbered_as_they_come_or_put_in_their_place(client, writer, report):
    for text in ("Một", "Hai"):
        ask(client, report, text)
    ask(client, report, "Đầu", position="1")
    ask(client, report, "Cuối", position="99")

    assert in_order(report) == [(1, "Đầu"), (2, "Một"), (3, "Hai"), (4, "Cuối")]
    assert logged(report) == [(Verb.CREATE, "reports.request", "")] * 4


@pytest.mark.parametrize(
    ("position", "order"),
    [("1", "cab"), ("2", "acb"), ("3", "abc"), ("7", "abc")],
)
def test_a_request_is_moved(client, writer, report, position, order):
    made = [make_request(report, text, place) for place, text in enumerate("abc", start=1)]

    send(client, address(report, "request", made[2].pk), position=position)

    assert in_order(report) == list(enumerate(order, start=1))


def test_a_request_sent_twice_is_one(client, writer, report):
    url = address(report, "request_create")
    twice = sheet(client, url) | {"text": "Một", "request_class": "law"}

    answers = [client.post(url, twice) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert in_order(report) == [(1, "Một")]


def test_a_deleted_request_leaves_no_gap(client, writer, report):
    made = [make_request(report, text, place) for place, text in enumerate("abc", start=1)]
    url = address(report, "request_delete", made[0].pk)

    assert "Xóa kiến nghị này?" in client.get(url).content.decode()
    client.post(url)

    assert in_order(report) == [(1, "b"), (2, "c")]


def test_a_request_needs_words_a_class_and_a_place(client, writer, report):
    errors = errors_of(send(client, address(report, "request_create"), text="", position="0"))

    assert set(errors) == {"text", "request_class", "position"}


# As many queries for one row as for many


@pytest.mark.parametrize("name", ["sections", "claims", "requests"])
def test_lists_ask_as_often_for_many_rows(client, writer, report, blank_pages, name):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(report, name)).status_code == 200
        return len(asked)

    def add(numbers):
        events = indicator("TT-01")
        for number in numbers:
            make_claim(report, f"Câu {number}", key=f"k{number}", indicator=events)
            make_request(report, f"Câu {number}", number)

    make_narrative(report, "{{claim:k1}}")
    add([1])
    compiled(report, writer)
    client.get(address(report, name))
    one = queries()
    add(range(2, 40))
    compiled(report, writer)

    assert queries() == one


def test_a_stale_claim_and_a_stale_request_are_refused(client, writer, report):
    claim, request = make_claim(report), make_request(report)
    for row, name, box in ((claim, "claim", "verbatim"), (request, "request", "text")):
        url = address(report, name, row.pk)
        mine = sheet(client, url) | {box: "Của tôi"}
        theirs = sheet(client, url) | {box: "Của đồng nghiệp"}
        assert [client.post(url, theirs).status_code for _time in range(2)] == [302, 302]

        response = client.post(url, mine)

        assert LATE in errors_of(response)["__all__"][0]
        assert response.context["form"][box].value() == "Của tôi"
    assert [claim.verbatim for claim in rows(Claim, report)] == ["Của đồng nghiệp"]
    assert [request.text for request in rows(Request, report)] == ["Của đồng nghiệp"]
