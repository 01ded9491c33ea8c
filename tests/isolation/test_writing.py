"""Every identity × every table × INSERT, UPDATE, DELETE: the policies alone, with triggers off."""

import pytest

from tests.isolation.asking import triggers_off
from tests.isolation.probing import differences
from tests.isolation.world import tables


@pytest.mark.parametrize("command", ["INSERT", "UPDATE", "DELETE"])
@pytest.mark.parametrize("table", tables())
def test_each_identity_writes_exactly_what_the_rules_say(owner, world, table, command):
    with triggers_off(owner, *tables()):
        assert differences(owner, world, table, command) == []
