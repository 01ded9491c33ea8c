"""What follows from other columns of a plant: the tax code that is shown, a code's division."""

import pytest
from django.db import IntegrityError, transaction

from enterprises.models import Establishment
from organisations.tenancy import owner_login
from tests.enterprises.asking import make_department, make_enterprise, make_plant

pytestmark = pytest.mark.django_db

CODE, OTHER_CODE = "0100112437", "0100109106"
BRANCH = f"{CODE}-001"


@pytest.fixture
def plant():
    return make_plant(make_department(), legal_entity=make_enterprise(CODE))


def changed(plant, **facts):
    with owner_login(), transaction.atomic():
        Establishment.objects.filter(pk=plant.pk).update(**facts)
        plant.refresh_from_db()
    return plant


def test_a_plant_shows_its_branch_code_else_its_enterprises_tax_code(plant):
    household = make_enterprise(personal_tail="123")
    facts = [
        {"branch_code": BRANCH},
        {"branch_code": ""},
        {"legal_entity": make_enterprise(OTHER_CODE)},
        {"legal_entity": household},
        {"legal_entity": None},
    ]

    shown = [changed(plant, **fact).tax_code for fact in facts]

    assert shown == [BRANCH, CODE, OTHER_CODE, "", ""]


@pytest.mark.parametrize(
    "facts",
    [{"branch_code": f"{OTHER_CODE}-001"}, {"branch_code": BRANCH, "legal_entity": None}],
    ids=["of another enterprise", "of none"],
)
def test_a_branch_code_begins_with_the_enterprises_tax_code(plant, facts):
    sentence = "Mã số thuế của chi nhánh phải bắt đầu bằng mã số thuế của doanh nghiệp."

    with pytest.raises(IntegrityError, match=sentence):
        changed(plant, **facts)
    assert changed(plant, branch_code=BRANCH).tax_code == BRANCH


def test_a_longer_code_of_the_classification_says_the_division(plant):
    coded = changed(plant, vsic_code="23910", vsic_edition="2018", sector="10").sector
    uncoded = changed(plant, vsic_code="", vsic_edition="", sector="10").sector

    assert (coded, uncoded) == ("23", "10")
