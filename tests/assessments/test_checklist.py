"""The questions as they are loaded: who sees which, what they lead to, and how versions follow."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from assessments.checklist import ideas_for, questions_for
from assessments.enums import Answer, OptionCategory, PaybackBand
from assessments.load_questions import load_questions
from assessments.models import ChecklistGroup, ChecklistItem, Resource, SectorWord
from assessments.scoring import score_of
from organisations.loading import FileRefused, Tally
from organisations.tenancy import owner_login
from programmes.enums import Provenance
from tests.loading.conftest import REFERENCE

pytestmark = pytest.mark.django_db
FILE = "assessments/self_assessment.yaml"


@pytest.fixture(autouse=True)
def as_owner():
    with owner_login():
        yield


@pytest.fixture
def items():
    return list(ChecklistItem.objects.filter(is_current=True))


@pytest.fixture
def folder(tmp_path):
    """A copy of the files that a test may change."""
    shutil.copytree(REFERENCE / "assessments", tmp_path / "assessments")
    return tmp_path


def change(folder, old, new):
    path = Path(folder, FILE)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def load(folder):
    tally = Tally()
    load_questions(folder, tally)
    return tally


def codes(shown):
    return [item.code for item in shown]


def test_39_general_questions_and_42_of_sectors(items):
    general = [item for item in items if not item.divisions]

    assert (len(general), len(items) - len(general)) == (39, 42)
    assert ChecklistGroup.objects.count() == 9
    assert SectorWord.objects.count() == 15
    assert {item.version for item in items} == {"2026-11-21"}


def test_a_question_has_its_group_its_category_and_its_idea():
    row = ChecklistItem.objects.select_related("group", "saving_resource").get(code="QLNV-01")

    assert (row.group.code, row.category) == ("QLNV", OptionCategory.HOUSEKEEPING)
    assert (row.saving_low, row.saving_high) == (Decimal(10), Decimal(20))
    assert row.saving_resource.code == "DIEN"
    assert row.saving_provenance == Provenance.DERIVED
    assert row.provenance == Provenance.FOUND
    assert row.payback == PaybackBand.YEAR
    assert ChecklistItem.objects.get(code="QL-01").category == ""
    assert ChecklistItem.objects.get(code="QL-01").saving_provenance == Provenance.SHAKY


CERAMICS = ["GOM-01", "GOM-02", "GOM-03", "GOM-04"]


@pytest.mark.parametrize(
    ("division", "sectors", "wanted"),
    [
        ("23", ["gom_su"], CERAMICS),
        ("23", [], CERAMICS),
        ("23", ["bia"], []),
        ("11", ["bia"], ["BIA-01", "BIA-02", "BIA-03", "BIA-04"]),
        ("25", ["ren"], ["REN-01", "REN-02"]),
        ("25", ["co_khi", "ren"], ["CK-01", "CK-02", "REN-01", "REN-02"]),
        ("25", [], ["CK-01", "CK-02", "MA-01", "MA-02", "MA-03", "REN-01", "REN-02"]),
        ("10", ["sua"], ["TP-01", "BIA-01", "BIA-04", "SUA-01", "SUA-02"]),
        ("06", [], []),
    ],
)
def test_everybody_sees_the_general_questions_and_those_of_the_own_sector(
    items, division, sectors, wanted
):
    shown = questions_for(items, division, sectors)

    assert codes(item for item in shown if item.divisions) == wanted
    assert len(shown) == 39 + len(wanted)


def test_an_idea_is_offered_to_who_has_not_done_it_or_only_partly(items):
    answers = [Answer.NOT_YET, Answer.PARTLY, Answer.DONE, Answer.NOT_APPLICABLE, None]

    offered = ideas_for(zip(items, answers, strict=False))

    assert sorted(codes(offered)) == ["QL-01", "QL-02"]


def test_ideas_stand_by_the_plants_own_money_and_then_by_payback(items):
    asked = {item.code: item for item in items}
    answered = [
        (asked[code], Answer.NOT_YET) for code in ("CTTB-04", "QLNV-02", "QLNV-01", "QLNV-04")
    ]
    water = Resource.objects.get(code="NUOC_MAY").pk
    power = Resource.objects.get(code="DIEN").pk

    most_on_water = ideas_for(answered, {water: Decimal(900), power: Decimal(10)})
    most_on_power = ideas_for(answered, {water: Decimal(10), power: Decimal(900)})

    assert codes(most_on_water) == ["QLNV-02", "QLNV-04", "QLNV-01", "CTTB-04"]
    assert codes(most_on_power) == ["QLNV-04", "QLNV-01", "CTTB-04", "QLNV-02"]


def test_the_score_weighs_the_questions_as_loaded(items):
    asked = {item.code: item for item in items}
    given = {"QL-01": Answer.DONE, "QL-05": Answer.PARTLY, "QL-07": Answer.NOT_YET}

    score = score_of([(asked[code].weight, answer) for code, answer in given.items()])

    assert score.rounded == 67


# Versions


def test_a_second_load_changes_nothing(folder):
    assert load(folder).sentence() == "Không có gì thay đổi: 105 dòng đã có."


def test_a_new_version_of_the_file_is_a_new_row_for_what_changed_alone(folder):
    change(folder, 'version: "2026-11-21"', 'version: "2027-01-01"')
    change(folder, "Người có sáng kiến tiết kiệm có được", "Ai có sáng kiến tiết kiệm có được")

    tally = load(folder)

    assert (tally.added, tally.changed) == (1, 1)
    versions = ChecklistItem.objects.filter(code="QL-07").order_by("version")
    assert list(versions.values_list("version", "is_current")) == [
        ("2026-11-21", False),
        ("2027-01-01", True),
    ]
    assert load(folder).sentence().startswith("Không có gì thay đổi")


def test_another_wording_in_the_same_version_is_refused(folder):
    change(folder, "Người có sáng kiến tiết kiệm có được", "Ai có sáng kiến tiết kiệm có được")

    with pytest.raises(FileRefused, match="câu QL-07 phiên bản 2026-11-21 đã nạp"):
        load(folder)


def amend(code, version):
    """A version of a question as the Ministry enters it."""
    old = ChecklistItem.objects.get(code=code, is_current=True)
    ChecklistItem.objects.filter(pk=old.pk).update(is_current=False)
    old.pk, old.version, old.is_amended, old.weight = None, version, True, 5
    old.save(force_insert=True)


def test_what_the_ministry_amended_stays_current_when_the_file_is_loaded_again(folder):
    amend("QL-07", "2026-12-01")

    assert load(folder).sentence().startswith("Không có gì thay đổi")
    assert ChecklistItem.objects.get(code="QL-07", is_current=True).weight == 5


@pytest.mark.parametrize(("version", "current"), [("2026-11-30", 5), ("2027-01-01", 1)])
def test_the_later_one_of_the_ministrys_and_the_files_version_is_current(folder, version, current):
    amend("QL-07", "2026-12-01")
    change(folder, 'version: "2026-11-21"', f'version: "{version}"')
    change(folder, "Người có sáng kiến tiết kiệm có được", "Ai có sáng kiến tiết kiệm có được")

    load(folder)

    assert ChecklistItem.objects.filter(code="QL-07").count() == 3
    assert ChecklistItem.objects.get(code="QL-07", is_current=True).weight == current


def test_a_question_that_moves_keeps_its_version(folder):
    change(folder, "- code: QL-01\n", "- code: QL-99\n")

    load(folder)

    assert ChecklistItem.objects.get(code="QL-99").place == 1
    assert ChecklistItem.objects.get(code="QL-01").is_current


FAULTS = {
    "an unknown group": ("group: QLNV\n", "group: QLNW\n", "không có mã 'QLNW'"),
    "an unknown resource": ("{resource: DIEN,", "{resource: DIENN,", "không có mã 'DIENN'"),
    "an unknown word of a sector": (
        "sectors: [giet_mo]}\n",
        "sectors: [giet_moo]}\n",
        "không có mã 'giet_moo'",
    ),
    "a number without quotes": ('low: "1"', "low: 1", "phải là chữ"),
    "a payback that is none": ("payback: PB0", "payback: PB9", "không nhận 'PB9'"),
    "a code twice": ("- code: QL-02\n", "- code: QL-01\n", "mã QL-01 được dùng hai lần"),
    "a mark that is none": (
        'mark: "[recalled, shaky]"',
        'mark: "[sure]"',
        "không rõ mức tin cậy",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_spoilt_file_is_refused_with_its_place(fault, folder):
    old, new, sentence = FAULTS[fault]
    change(folder, old, new)

    with pytest.raises(FileRefused, match=r"^Tệp self_assessment\.yaml, dòng ") as refusal:
        load(folder)

    assert sentence in str(refusal.value)
