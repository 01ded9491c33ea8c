"""What a person says of a suspected row: what follows, and what is remembered of it."""

import pytest
from django.urls import reverse

from enterprises.models import SamePlantCandidate
from organisations.enums import RowDecision
from organisations.exceptions import ActionRefused
from organisations.tenancy import owner_login
from tests.enterprises.asking import find, make_department, make_enterprise, make_plant, refusal
from tests.enterprises.imports.bringing import (
    applied,
    brought_in,
    checked,
    decide,
    plants,
    taken_back,
    verdicts,
)

pytestmark = pytest.mark.django_db

CODE = "0100112437"


class TestDeciding:
    @pytest.fixture(autouse=True)
    def suspected(self, here):
        self.plant = make_plant(
            here, name="Gốm Á", address="Số 1", legal_entity=make_enterprise(CODE)
        )
        self.batch = checked(here, {"name": "Tên Mới", "number": CODE, "commune": "Phường Một"})
        assert verdicts(self.batch) == ["suspected"]

    def test_the_same_plant_is_changed(self, here):
        row = decide(here, self.batch, 2, RowDecision.SAME, self.plant.pk)

        assert (row.verdict, row.changes["name"]) == ("changed", ["Gốm Á", "Tên Mới"])
        assert self.batch.suspected == 0
        applied(here, self.batch)
        assert [plant.name for plant in plants(here)] == ["Tên Mới"]

    def test_a_distinct_plant_is_entered(self, here):
        assert decide(here, self.batch, 2, RowDecision.DISTINCT).verdict == "new"

        applied(here, self.batch)

        assert [plant.name for plant in plants(here)] == ["Gốm Á", "Tên Mới"]

    def test_that_it_is_distinct_is_remembered_and_the_pair_is_not_proposed(self, here):
        decide(here, self.batch, 2, RowDecision.DISTINCT)

        applied(here, self.batch)

        old, new = plants(here)
        with owner_login():
            (pair,) = SamePlantCandidate.objects.all()
        assert (pair.first_id, pair.second_id) == (old.pk, new.pk)
        assert (pair.owner_id, pair.state) == (here.access.organisation.pk, "distinct")
        assert pair.comment == "Là cơ sở khác, ghi mới từ tệp co-so.csv"
        assert find(here) == 0

    def test_what_was_said_to_be_distinct_is_taken_back_with_its_batch(self, here):
        decide(here, self.batch, 2, RowDecision.DISTINCT)
        applied(here, self.batch)

        taken_back(here, self.batch)

        assert [plant.name for plant in plants(here)] == ["Gốm Á"]
        with owner_login():
            assert not SamePlantCandidate.objects.exists()

    def test_nothing_is_said_of_a_batch_that_is_not_being_written(self, here):
        decide(here, self.batch, 2, RowDecision.DISTINCT)
        call = "app.tell_entered_apart(%s, '', '')"

        assert refusal(here, call, self.batch.pk) == "Không có lần nhập này."
        assert refusal(make_department(), call, self.batch.pk) == "Không có lần nhập này."

    def test_of_a_plant_that_the_unit_does_not_answer_for_nothing_is_said(self, here):
        theirs = make_plant(make_department(), name="Gốm Á")
        decide(here, self.batch, 2, RowDecision.DISTINCT)
        with owner_login():
            self.batch.rows.update(alike=[theirs.pk])

        applied(here, self.batch)

        with owner_login():
            assert not SamePlantCandidate.objects.filter(state="distinct").exists()

    def test_a_decision_may_be_taken_anew(self, here):
        decide(here, self.batch, 2, RowDecision.DISTINCT)
        row = decide(here, self.batch, 2, RowDecision.SAME, self.plant.pk)

        assert (row.verdict, row.decision) == ("changed", "same")

    def test_only_the_plants_that_were_named_may_be_chosen(self, here):
        other = make_plant(here)

        with pytest.raises(ActionRefused, match="Chọn một cơ sở"):
            decide(here, self.batch, 2, RowDecision.SAME, other.pk)

    def test_a_row_that_nobody_suspects_needs_no_decision(self, here):
        batch = checked(here, {"name": "Bê"})

        with pytest.raises(ActionRefused, match="không cần quyết định"):
            decide(here, batch, 2, RowDecision.DISTINCT)

    @pytest.mark.parametrize(
        ("decision", "words"),
        [
            ("distinct", "Dòng 2: là cơ sở khác; sẽ ghi thành cơ sở mới."),
            ("same {0}", "Dòng 2: là cơ sở đã có “Gốm Á” (số {0}); sẽ ghi các chỗ khác nhau."),
        ],
    )
    def test_what_was_decided_is_said(self, client, here, decision, words):
        client.force_login(here)
        decision, words = (text.format(self.plant.pk) for text in (decision, words))
        address = reverse("enterprises:import_decide", args=[self.batch.pk, 2])

        answer = client.post(address, {"decision": decision}, follow=True)

        assert [str(message) for message in answer.context["messages"]] == [words]

    def test_the_plant_that_was_chosen_is_named_under_what_changes(self, client, here):
        decide(here, self.batch, 2, RowDecision.SAME, self.plant.pk)
        client.force_login(here)

        shown = client.get(f"{self.batch.get_absolute_url()}?verdict=changed").content.decode()

        assert f"Đã quyết định: là cơ sở đã có “Gốm Á” (số {self.plant.pk})." in shown


def test_the_page_of_a_written_batch_says_what_was_done_and_links_to_it(client, here):
    brought_in(here, {"own_code": "A1", "name": "Gốm Á", "number": CODE})
    rows = {"own_code": "A1", "name": "Gốm Bê"}, {"name": "Gạch", "address": "Số 1"}, {"name": ""}
    batch = brought_in(here, *rows, {"name": "Gạch", "address": "Số 1"})
    new = plants(here)[-1]
    client.force_login(here)

    shown = client.get(f"{batch.get_absolute_url()}?verdict=new").content.decode()

    assert "Đã ghi 1 cơ sở mới, 1 thay đổi; 1 dòng không nhận." in shown
    assert f'<a href="{new.get_absolute_url()}">Gạch</a>' in shown
    assert "có thể trùng" not in shown


def test_pairs_that_were_just_found_are_counted_with_a_way_to_them(client, here):
    twin = {"name": "Gốm Á", "number": CODE}
    batch = brought_in(here, twin | {"own_code": "A1"}, twin | {"own_code": "A2"})
    client.force_login(here)

    shown = client.get(batch.get_absolute_url()).content.decode()

    assert "1 cặp có cơ sở vừa ghi có thể trùng" in shown
    assert reverse("enterprises:pairs") in shown
