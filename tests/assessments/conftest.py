"""Resources, units and factors as the reference files have them."""

import datetime as dt

import pytest

from assessments.conversion import Converter
from assessments.models import ConversionFactor, MeasureUnit, Resource
from organisations.tenancy import owner_login

DAY = dt.date(2024, 6, 30)


@pytest.fixture
def rows():
    with owner_login():
        return (
            {row.code: row for row in Resource.objects.all()},
            {row.code: row for row in MeasureUnit.objects.all()},
            list(ConversionFactor.objects.all()),
        )


@pytest.fixture
def resources(rows):
    return rows[0]


@pytest.fixture
def converter(rows):
    return Converter(rows[2], DAY)
