"""Writing a checked batch, and taking it back: all of it or nothing, and only what was shown."""

import pytest
from django.urls import reverse

from enterprises.imports import actions, checking
from enterprises.models import Enterprise, EstablishmentYear, SamePlantCandidate
from organisations import jobs
from organisations.enums import ImportState, JobState, Kind
from organisations.exceptions import ActionRefused
from organisations.models import Job
from organisations.tenancy import owner_login, use_tenant
from tests.enterprises.asking import make_department, make_plant, merge
from tests.enterprises.imports.bringing import (
    again,
    applied,
    as_csv,
    brought_in,
    checked,
    confirmed,
    faults,
    plants,
    row_of,
    rows_of,
    run,
    taken_back,
    uploaded,
    verdicts,
)
from tests.factories import make_activity, make_member
from tests.outreach.rows import make_attendance

pytestmark = pytest.mark.django_db

CODE = "0100112437"
FULL = {
    "own_code": "A1",
    "name": "Gốm Á",
    "number": CODE,
    "enterprise_name": "Công ty Á",
    "address": "Số 1",
    "commune": "Phường Một",
    "year": "2024",
    "employees": "7",
    "revenue": "1234567890",
    "output": "1234,567",
    "output_unit": "tấn",
}


def facts(person):
    """All that the register says of the unit's plants and their years."""
    with owner_login():
        years = EstablishmentYear.objects.filter(owner=person.access.organisation)
        return (
            [
                {k: v for k, v in vars(plant).items() if k[0] != "_" and k not in ("year",)}
                for plant in plants(person)
            ],
            list(years.order_by("pk").values()),
        )


def test_right_rows_are_written_and_wrong_ones_left(here):
    batch = brought_in(here, {"name": "Gốm Á"}, {"name": ""} | {"address": "x"}, {"name": "Bê"})

    assert [plant.name for plant in plants(here)] == ["Gốm Á", "Bê"]
    assert [row.is_written for row in rows_of(batch)] == [True, False, True]


def test_all_or_nothing_writes_nothing_while_a_row_is_wrong(here):
    batch = checked(here, {"name": "Gốm Á"}, {"name": "Bê", "number": "1"}, all_or_none=True)

    with pytest.raises(ActionRefused, match="mọi dòng đều đúng"):
        applied(here, batch)

    assert plants(here) == []


def test_a_row_whose_plant_was_changed_since_it_was_checked_is_not_written(here):
    brought_in(here, FULL)
    batch = checked(here, FULL | {"address": "Số 2"}, {"name": "Bê"})
    (plant,) = plants(here)
    with owner_login():
        plant.address = "Số 3"
        plant.save()

    applied(here, batch)

    assert again(plant).address == "Số 3"
    assert verdicts(batch) == ["refused", "new"]
    assert "Sổ đã thay đổi từ lúc kiểm tra" in faults(batch)[0][2]


def test_a_row_whose_plant_was_entered_since_it_was_checked_is_not_entered_twice(here):
    batch = checked(here, {"name": "Gốm Á", "address": "Số 1"})
    make_plant(here, name="Gốm Á", address="Số 1")

    applied(here, batch)

    assert (len(plants(here)), verdicts(batch)) == (1, ["refused"])


def test_all_or_nothing_writes_nothing_when_the_register_has_changed_and_may_be_cancelled(here):
    batch = checked(here, {"name": "Gốm Á", "address": "Số 1"}, {"name": "Bê"}, all_or_none=True)
    make_plant(here, name="Gốm Á", address="Số 1")

    with pytest.raises(ActionRefused, match="Sổ đã thay đổi ở 1 dòng"):
        applied(here, batch)

    with use_tenant(here.access.tenant):
        batch.refresh_from_db()
        assert (len(plants(here)), batch.state) == (1, ImportState.CHECKED)
        actions.cancel(batch, access=here.access)


def test_a_job_delivered_twice_writes_once(here):
    batch = checked(here, {"name": "Gốm Á", "address": "Số 1"})
    with use_tenant(here.access.tenant):
        job = actions.request_apply(batch, access=here.access)
        assert [actions.run_apply(job.pk), actions.run_apply(job.pk)] == [1, None]

    assert len(plants(here)) == 1


def test_a_batch_cancelled_while_it_is_read_has_no_rows(here, monkeypatch):
    batch = uploaded(here, as_csv({"name": "Gốm Á"}))
    job = confirmed(here, batch)
    read_into = checking.read_into

    def read_and_cancel(spool, read, access, progress):
        total = read_into(spool, read, access, progress)
        actions.cancel(read, access=here.access)
        return total

    monkeypatch.setattr(checking, "read_into", read_and_cancel)
    run(here, actions.run_check, batch, job)

    assert (batch.state, rows_of(batch), batch.total) == (ImportState.CANCELLED, [], 0)
    with owner_login():
        assert Job.objects.get(pk=job.pk).state == JobState.CANCELLED


def test_a_worker_killed_while_it_judges_leaves_no_half_batch_and_the_next_one_all(
    here, monkeypatch
):
    batch = uploaded(here, as_csv({"name": "Gốm Á"}, {"name": ""} | {"address": "x"}))
    job = confirmed(here, batch)

    def killed(_batch):
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(checking, "write_faults", killed)
        with pytest.raises(MemoryError):
            run(here, actions.run_check, batch, job)
    assert rows_of(batch) == []

    run(here, actions.run_check, batch, job)
    assert (batch.state, batch.total, verdicts(batch)) == (
        ImportState.CHECKED,
        2,
        ["new", "refused"],
    )


def test_new_plants_and_their_years_are_gone_when_a_batch_is_taken_back(here):
    batch = brought_in(here, FULL, {"name": "Bê"})

    taken_back(here, batch)

    assert (batch.state, plants(here), facts(here)[1]) == (ImportState.UNDONE, [], [])


def test_changed_plants_are_to_the_digit_as_before(here):
    brought_in(here, FULL)
    before = facts(here)
    change = {"name": "Gốm Bê", "commune": "Phường Hai", "revenue": "9,5 tỷ", "output": "2,5"}
    batch = brought_in(here, FULL | change | {"product": "gốm", "old_commune": "Xã Cũ"})
    assert facts(here) != before

    taken_back(here, batch)

    assert facts(here) == before


def test_a_year_that_was_added_goes_again(here):
    brought_in(here, FULL)
    before = facts(here)
    batch = brought_in(here, FULL | {"year": "2025", "employees": "8"})

    taken_back(here, batch)

    assert facts(here) == before


def test_a_number_and_a_corporation_that_were_added_go_again(here):
    brought_in(here, {"own_code": "A1", "name": "Gốm Á"})
    before = facts(here)
    batch = brought_in(here, {"own_code": "A1", "name": "Gốm Á", "number": CODE})
    assert plants(here)[0].tax_code == CODE

    taken_back(here, batch)

    assert facts(here) == before


def test_a_year_typed_since_of_a_file_that_named_the_year_alone_is_not_taken_back(here):
    batch = brought_in(here, {"name": "Gốm Á", "year": "2024"})
    with owner_login():
        EstablishmentYear.objects.create(
            owner=here.access.organisation, establishment=plants(here)[0], year=2024, employees=5
        )

    with pytest.raises(ActionRefused, match="Đã có số liệu"):
        taken_back(here, batch)

    assert len(facts(here)[1]) == 1


def test_two_batches_are_taken_back_one_after_the_other(here):
    first = brought_in(here, FULL)
    second = brought_in(here, FULL | {"commune": "Phường Hai", "employees": "9"})

    with pytest.raises(ActionRefused, match="1 cơ sở đã được sửa"):
        taken_back(here, first)
    taken_back(here, second)
    taken_back(here, first)

    assert (plants(here), facts(here)[1]) == ([], [])


def test_a_changed_year_says_which_file_it_is_from_and_again_the_old_one(here):
    brought_in(here, FULL)
    with owner_login():
        EstablishmentYear.objects.update(source="phiếu khảo sát")

    batch = brought_in(here, FULL | {"employees": "9"})

    assert row_of(batch).changes["source"] == ["phiếu khảo sát", "tệp co-so.csv"]
    assert facts(here)[1][0]["source"] == "tệp co-so.csv"
    taken_back(here, batch)
    assert facts(here)[1][0]["source"] == "phiếu khảo sát"


def test_a_year_edited_since_a_batch_changed_it_is_not_taken_back(here):
    brought_in(here, FULL)
    batch = brought_in(here, FULL | {"employees": "9"})
    counted(here, plants(here)[0])

    with pytest.raises(ActionRefused, match="1 cơ sở đã được sửa"):
        taken_back(here, batch)


@pytest.mark.parametrize("has_written", [True, False])
def test_a_corporation_that_has_written_since_keeps_its_plant(here, has_written):
    corporation = make_member(Kind.CORPORATION).access.organisation
    row = {"own_code": "A1", "name": "Gốm Á"}
    brought_in(here, row)
    batch = brought_in(here, row | {"corporation": corporation.name})
    if has_written:
        with owner_login():
            EstablishmentYear.objects.create(
                owner=corporation, establishment=plants(here)[0], year=2020, employees=5
            )
        with pytest.raises(ActionRefused, match="tổng công ty đã ghi số liệu"):
            taken_back(here, batch)
    else:
        taken_back(here, batch)

    assert plants(here)[0].corporation_id == (corporation.pk if has_written else None)


def attended(here, plant):
    activity = make_activity(here.access.organisation)
    make_attendance(activity, establishment=plant)


def edited(here, plant):
    with owner_login():
        plant.address = "Số 9"
        plant.save()


def merged(here, plant):
    merge(here, plant, make_plant(here))


def merged_away(here, plant):
    merge(here, make_plant(here), plant)


def described(here, plant):
    with owner_login():
        EstablishmentYear.objects.create(
            owner=here.access.organisation, establishment=plant, year=2020, employees=5
        )


def described_by_others(here, plant):
    there = make_member(Kind.CORPORATION).access.organisation
    with owner_login():
        EstablishmentYear.objects.create(owner=there, establishment=plant, year=2020, employees=5)


def counted(here, plant):
    """Of a cell of the year that the file left blank."""
    with owner_login():
        EstablishmentYear.objects.filter(establishment=plant).update(full_time=2)


def called(here, plant):
    """Of a cell of the plant that the file left blank."""
    with owner_login():
        plant.old_district = "Huyện Cũ"
        plant.save()


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (attended, "Không rút lại được. Đã có số liệu, hoạt động hoặc hồ sơ"),
        (edited, "1 cơ sở đã được sửa hoặc gộp"),
        (merged, "Không rút lại được. Đã có số liệu, hoạt động hoặc hồ sơ"),
        (merged_away, "1 cơ sở đã được sửa hoặc gộp"),
        (described, "Không rút lại được. Đã có số liệu, hoạt động hoặc hồ sơ"),
        (described_by_others, "Không rút lại được. Đã có số liệu, hoạt động hoặc hồ sơ"),
        (counted, "1 cơ sở đã được sửa hoặc gộp"),
        (called, "1 cơ sở đã được sửa hoặc gộp"),
    ],
)
def test_what_others_have_built_on_is_not_taken_back(here, build, reason):
    batch = brought_in(here, FULL)
    build(here, plants(here)[0])
    before = facts(here)

    with pytest.raises(ActionRefused, match=reason):
        taken_back(here, batch)

    with use_tenant(here.access.tenant):
        batch.refresh_from_db()
    assert (batch.state, facts(here)) == (ImportState.APPLIED, before)


def test_the_plants_that_stand_in_the_way_are_named_with_what_is_new_of_them(here):
    batch = brought_in(here, *({"name": f"Gốm {at}", "address": f"Số {at}"} for at in range(5)))
    for plant in plants(here):
        edited(here, plant)
    first, second, third, *_others = plants(here)

    with pytest.raises(ActionRefused) as refused:
        taken_back(here, batch)

    assert str(refused.value) == (
        "Không rút lại được: 5 cơ sở đã được sửa hoặc gộp sau lần nhập này:"
        f" “Gốm 0” (số {first.pk}): đã sửa thông tin;"
        f" “Gốm 1” (số {second.pk}): đã sửa thông tin;"
        f" “Gốm 2” (số {third.pk}): đã sửa thông tin; và 2 cơ sở khác."
    )


def test_of_a_figure_that_was_changed_the_year_is_named(here):
    batch = brought_in(here, FULL)
    counted(here, plants(here)[0])

    with pytest.raises(ActionRefused, match=r"“Gốm Á” \(số [0-9]+\): đã sửa số liệu năm 2024\.$"):
        taken_back(here, batch)


def test_what_was_recorded_of_a_plant_is_named_by_its_kind(here):
    batch = brought_in(here, FULL)
    attended(here, plants(here)[0])

    with pytest.raises(ActionRefused, match=r"“Gốm Á” \(số [0-9]+\): cơ sở tham dự\.$"):
        taken_back(here, batch)


def test_a_plant_of_which_it_was_said_that_it_is_no_other_is_named(here):
    batch = brought_in(here, FULL, FULL | {"own_code": "A2"})
    plant, _other = plants(here)
    with owner_login():
        pairs = SamePlantCandidate.objects.filter(first=plant)
        assert pairs.update(state="distinct", decided_at="2026-01-01T00:00Z") == 1

    with pytest.raises(ActionRefused, match=rf"xem xét trùng: “Gốm Á” \(số {plant.pk}\)"):
        taken_back(here, batch)


def test_the_list_says_why_a_file_was_not_taken_back(client, here):
    batch = brought_in(here, FULL)
    edited(here, plants(here)[0])
    client.force_login(here)
    assert "form-text d-block" not in client.get(reverse("enterprises:imports")).content.decode()
    with pytest.raises(ActionRefused):
        taken_back(here, batch)
    with owner_login():
        Job.objects.filter(kind="undo_import").update(error="Không rút lại được: “Gốm Á”.")

    shown = client.get(reverse("enterprises:imports")).content.decode()

    assert "Không rút lại được: “Gốm Á”." in shown


def test_before_taking_back_it_is_said_how_many_rows_go(client, here):
    brought_in(here, FULL)
    batch = brought_in(here, FULL | {"address": "Số 2"}, {"name": "Bê"}, {"name": "Xê"})
    client.force_login(here)

    shown = client.get(reverse("enterprises:import_undo", args=[batch.pk])).content.decode()

    assert "2 cơ sở mới của tệp “co-so.csv” sẽ bị bỏ khỏi sổ, 1 cơ sở đã thay đổi" in shown
    assert f'<a href="{reverse("enterprises:establishments")}">Cơ sở sản xuất</a>' in shown


def test_a_file_taken_back_can_be_brought_in_again(here):
    taken_back(here, brought_in(here, FULL))

    batch = brought_in(here, FULL)

    assert (batch.new, len(plants(here))) == (1, 1)
    with owner_login():
        assert Enterprise.objects.filter(tax_code=CODE).count() == 1


def test_a_batch_is_applied_by_the_job_of_its_own_unit_alone(here):
    batch = checked(here, {"name": "Gốm Á"})
    there = make_department()
    with use_tenant(there.access.tenant):
        assert not jobs.Job.objects.filter(subject_id=batch.pk).exists()
        with pytest.raises(batch.DoesNotExist):
            actions.request_apply(batch, access=there.access)
    assert row_of(batch).is_written is False
