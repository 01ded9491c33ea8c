"""Models are called what README's vocabulary says."""

import re

from django.apps import apps
from django.conf import settings

from tests.isolation.world import our_models

ROW = re.compile(r"^\| (\w+) \| (.+?) \| .+ \|$", re.MULTILINE)
HEADING = "| In code | In the law and on screen | Meaning |"


def vocabulary(readme):
    """(name in code, official term) of every row of the table, as it is written."""
    _before, table = readme.split(HEADING)
    return ROW.findall(table.split("\n\n")[0])


def wrong_words(readme):
    """What the table lacks, has too much or twice, or calls otherwise than the model."""
    written = vocabulary(readme)
    meant = [(model.__name__, str(model._meta.verbose_name)) for model in our_models()]
    twice = {row for row in written if written.count(row) > 1}
    return set(written) ^ set(meant) | twice


def test_every_model_stands_once_in_the_vocabulary_under_its_official_name():
    readme = (settings.BASE_DIR / "README.md").read_text()

    assert wrong_words(readme) == set()


def test_every_model_has_an_official_name_of_its_own():
    names = [str(model._meta.verbose_name) for model in our_models()]

    assert {name for name in names if names.count(name) > 1} == set()
    assert {name for name in names if name.isascii()} == set()


def test_a_missing_an_unknown_a_doubled_and_a_renamed_model_are_found():
    table = "".join(
        f"| {model.__name__} | {model._meta.verbose_name} | … |\n" for model in our_models()
    )
    readme = f"{HEADING}\n|---|---|---|\n{table}\nMore."
    plan = apps.get_model("programmes", "ActionPlan")
    row = f"| ActionPlan | {plan._meta.verbose_name} | … |\n"

    assert wrong_words(readme) == set()
    assert wrong_words(readme.replace(row, "")) == {("ActionPlan", "kế hoạch hành động")}
    assert wrong_words(readme.replace(row, row * 2)) == {("ActionPlan", "kế hoạch hành động")}
    assert wrong_words(readme.replace(row, row + "| Lorry | xe tải | … |\n")) == {
        ("Lorry", "xe tải")
    }
    assert wrong_words(readme.replace(row, "| ActionPlan | kế hoạch | … |\n")) == {
        ("ActionPlan", "kế hoạch hành động"),
        ("ActionPlan", "kế hoạch"),
    }
