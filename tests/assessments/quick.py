"""A quick assessment that a department opened and gave to a support unit, as its tests begin."""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from organisations.enums import Kind
from tests.assessments.asking import give, supporter
from tests.assessments.filling import CERAMICS, plant_of, seen_on
from tests.enterprises.asking import make_department
from tests.factories import make_assessment, make_member


@dataclass(frozen=True)
class Given:
    """The people around one quick assessment, and itself."""

    department: object
    firm: object
    unit: object
    assessment: object


def given_assessment(*, sector=CERAMICS, year=2023):
    department, firm, unit = make_department(), make_member(Kind.ENTERPRISE), supporter()
    plant = plant_of(firm, department, sector=sector)
    assessment = make_assessment(department.access.organisation, plant, year=year)
    give(department, assessment, unit.access.organisation.pk)
    return Given(department, firm, unit, assessment)


@pytest.fixture
def given(client):
    """Its support unit is signed in."""
    found = given_assessment()
    client.force_login(found.unit)
    return found


VALVE = {
    "khu_vuc": "Nhà lò hơi",
    "hien_trang": "Van xả đáy rò, nước nóng chảy ra cống",
    "ton_that": "nhiet",
    "luong": "1,5",
    "don_vi": "m³/ngày",
    "nhom": "QLNV",
}
KEY = "7f5e7b62-4a2b-4c8d-9a8e-0d3f3a1b2c3d"


def find(client, assessment, *, key=KEY, **changes):
    """Sends the sheet of one finding."""
    url = reverse("assessments:finding_create", args=[assessment.pk])
    return client.post(url, VALVE | {"form_key": key} | changes)


def change(client, row, **changes):
    url = reverse("assessments:finding_edit", args=[row.pk])
    return client.post(url, VALVE | {"seen": seen_on(client, url)} | changes)
