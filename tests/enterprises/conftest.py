"""Two departments, each with a province to itself: neighbours unless a test says otherwise."""

import pytest

from tests.enterprises.asking import make_department


@pytest.fixture
def here():
    return make_department()


@pytest.fixture
def there():
    return make_department()
