"""What each solution saved of all that was measured (16_Giai_phap)."""

from decimal import Decimal

import pytest

from assessments.enums import OptionState
from assessments.models import CPOption, MeasuredResult, WorksheetRow
from assessments.worksheets import shares
from organisations.tenancy import owner_login
from tests.assessments.detailed import Dossier, boxes, send
from tests.assessments.reading import gas, made, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(client):
    """Two solutions at work; 90 cylinders for the 100 of before, of 1.000.000 đồng each."""
    found = Dossier()
    client.force_login(found.person)
    with owner_login():
        for code, cost in (("O1", 15_000_000), ("O2", None)):
            CPOption.objects.create(
                owner=found.assessment.owner,
                assessment=found.assessment,
                code=code,
                name=code,
                category="CTTB",
                state=OptionState.DONE,
                actual_cost=cost,
            )
            WorksheetRow.objects.create(
                owner=found.assessment.owner,
                assessment=found.assessment,
                sheet="13_Xep_hang",
                code=code,
                place=1,
                values={"co_hoi": code, "chon": True},
            )
    read(client, found, [row for month in ("04", "05", "06") for row in month_of(month)], "A")
    return found


def month_of(month):
    return (
        made("Trước", "10", f"{month}/2021"),
        gas("Trước", "100", f"{month}/2021", cost="100.000.000"),
        made("Sau", "10", f"{month}/2023"),
        gas("Sau", "90", f"{month}/2023", cost="90.000.000"),
    )


def share(code, amount, how="theo phiếu mẻ nung"):
    return {"giai_phap": code, "tien": amount, "cach_tach": how}


def save(client, dossier, *lines):
    """Refused sentences; none when it was stored."""
    answer = send(client, dossier, 16, {shares.SHARES: lines})
    return [] if answer.status_code == 302 else str(answer.context["form"].problems)


def stored(dossier):
    with owner_login():
        rows = CPOption.objects.filter(assessment=dossier.assessment).order_by("code")
        return list(rows.values_list("measured_saving", flat=True))


def test_a_quarter_is_worth_four_of_itself(dossier):
    """30 cylinders of 1.000.000 đồng in three months."""
    assert shares.measured_a_year(dossier.contents()) == 120_000_000


@pytest.mark.parametrize(
    ("amounts", "is_kept"),
    [(("70.000.000", "50.000.000"), True), (("70.000.000", "50.000.001"), False)],
)
def test_the_parts_come_to_no_more_than_what_was_measured(client, dossier, amounts, is_kept):
    lines = [share(code, amount) for code, amount in zip(("O1", "O2"), amounts, strict=True)]

    said = save(client, dossier, *lines)

    if is_kept:
        assert said == []
        assert stored(dossier) == [70_000_000, 50_000_000]
    else:
        assert "120.000.001 đồng một năm, nhiều hơn 120.000.000 đồng một năm đã đo được" in said
        assert stored(dossier) == [None, None]


def test_what_was_not_carried_out_has_saved_nothing(client, dossier):
    with owner_login():
        CPOption.objects.filter(code="O2").update(state=OptionState.SELECTED)

    assert "O2 chưa được thực hiện" in save(client, dossier, share("O2", "1.000.000"))


def test_a_solution_has_one_part(client, dossier):
    said = save(client, dossier, share("O1", "1.000.000"), share("O1", "2.000.000"))

    assert "Trùng với một dòng ở trên" in said
    assert stored(dossier) == [None, None]


def test_of_several_it_is_asked_how_they_were_told_apart(client, dossier):
    lines = [share("O1", "1.000.000", how=""), share("O2", "1.000.000")]
    data = boxes({shares.SHARES: lines}, seen=dossier.part(16).version)

    answer = client.post(dossier.url("task", 16), data)

    assert "O1: chưa ghi tách khỏi các giải pháp khác" in answer.content.decode()
    assert stored(dossier) == [None, None]


def test_the_payback_is_of_what_it_really_cost(client, dossier):
    contents = dossier.contents()
    diary = [
        {"giai_phap": code, "trang_thai": OptionState.DONE, "chi_phi_thuc": cost}
        for code, cost in (("O1", Decimal(15_000_000)), ("O2", None), ("O3", Decimal(0)))
    ]
    parts = [
        {"giai_phap": code, "tien": Decimal(amount)}
        for code, amount in (("O1", 60_000_000), ("O2", 5), ("O3", 5), ("O1", 0))
    ]
    contents = contents.with_lines("15_Thuc_hien", diary).with_lines(shares.SHARES, parts)

    told = [str(figures["hoan_von"]) for figures in shares.paybacks(contents)]

    assert told == ["0,25", "chưa có chi phí thực tế", "0,00", "không xác định"]


def test_a_part_that_changes_drops_what_was_frozen(client, dossier):
    assert save(client, dossier, share("O1", "60.000.000")) == []
    client.post(dossier.url("task_freeze", 16))
    with owner_login():
        assert MeasuredResult.objects.filter(assessment=dossier.assessment).exists()

    assert save(client, dossier, share("O1", "50.000.000")) == []

    with owner_login():
        assert not MeasuredResult.objects.filter(assessment=dossier.assessment).exists()
