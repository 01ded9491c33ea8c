"""Enters the worked ceramics assessment: half on pages, half by XLSX, as the support unit does."""

from tests.assessments.detailed import made_book, send
from tests.assessments.worked_sheets import rows_of

ON_PAGES = (1, 2, 3, 4, 5, 6, 7, 8, 9)


def enter(client, dossier):
    """Everything that the example tells."""
    client.force_login(dossier.person)
    for no in ON_PAGES:
        answer = send(client, dossier, no, rows_of(no))
        assert answer.status_code == 302, (no, answer.context["form"].problems)
    by_file(client, dossier, *range(10, 15))
    assert client.post(dossier.url("task_finish", 13), {"seen": "1"}).status_code == 302
    by_file(client, dossier, *range(15, 19))


def by_file(client, dossier, *tasks):
    rows = {name: rows for no in tasks for name, rows in rows_of(no).items()}
    answer = client.post(dossier.url("book_in"), {"file": made_book(dossier, rows)})
    told = answer.context["told"]
    assert told is not None, answer.context["form"].errors
    refused = {each.sheet.name: each.refused for each in told.found.told if each.refused}
    assert (refused, told.found.problems) == ({}, [])
    words = {"book": told.book, "seen": told.seen, "agreed": "1"}
    assert client.post(dossier.url("book_in"), words).status_code == 302
