"""Every sentence an installed package can show has Vietnamese words: ours, or the package's own.

An upgrade that brings a new sentence turns this red, with the sentence to translate.
"""

import gettext
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings

from tests.organisations.source_strings import in_python, in_template, strings_of

CATALOGUE = Path(settings.BASE_DIR) / "locale/vi/LC_MESSAGES/django.po"
# What the screens of each package are made of. Not shown here: social sign-in, the admin.
SHOWN = {
    "allauth": (
        "account/**/*.py",
        "mfa/**/*.py",
        "core/**/*.py",
        "templates/account/**/*.*",
        "templates/mfa/**/*.*",
        "templates/allauth/**/*.*",
    ),
    "django": (
        "core/**/*.py",
        "forms/**/*.py",
        "forms/**/*.html",
        "db/models/**/*.py",
        "utils/*.py",
        "views/csrf.py",
        "views/generic/*.py",
        "contrib/auth/*.py",
        "contrib/humanize/**/*.py",
        "contrib/messages/*.py",
        "contrib/sessions/*.py",
    ),
    "django_filters": ("**/*.py", "templates/**/*.html"),
    "import_export": ("**/*.py", "templates/**/*.html"),
    "rest_framework": ("*.py", "schemas/*.py", "templates/**/*.html"),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{[\w:]*\}")


def ours():
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="vi", abort_invalid=True)


def singular(message):
    return message.id if isinstance(message.id, str) else message.id[0]


def texts(message):
    return [message.string] if isinstance(message.string, str) else list(message.string)


def entries():
    return {(message.context, singular(message)): message for message in ours() if message.id}


def own_vietnamese(package):
    """(context, msgid) of the package's own Vietnamese catalogues."""
    found = set()
    for path in Path(find_spec(package).origin).parent.glob("**/locale/vi/LC_MESSAGES/django.mo"):
        with path.open("rb") as file:
            for key, text in gettext.GNUTranslations(file)._catalog.items():
                key = key[0] if isinstance(key, tuple) else key
                context, _mark, text_id = key.rpartition("\x04")
                if text:
                    found.add((context or None, text_id))
    return found


@pytest.mark.parametrize("package", SHOWN)
def test_every_sentence_a_package_can_show_is_in_vietnamese(package):
    translated = {key for key, message in entries().items() if all(texts(message))}

    missing = set(strings_of(package, *SHOWN[package])) - translated - own_vietnamese(package)

    assert missing == set()


def test_the_sign_in_pages_were_read():
    """Guards the test above: an extraction that finds nothing would pass it."""
    found = strings_of("allauth", *SHOWN["allauth"])

    assert len(found) > 200
    assert {
        (None, "Sign In"),
        ("field label", "Login"),
        (None, "Too many failed login attempts. Try again later."),
        (None, "You have added %(count)s security key."),
    } <= set(found)


def test_strings_are_found_in_sources_and_templates():
    source = 'x = _("a" "b"); pgettext_lazy("c", "d"); ngettext("one", "many", n); other("e")'
    template = (
        '{% load i18n %}{% trans "A (b)" %}{% blocktrans count n=n %}one {{ n }}{% plural %}'
        'many{% endblocktrans %}{% translate "t" context "c" %}{{ x|default:_("f") }}'
    )

    assert in_python(source) == {(None, "ab"): None, ("c", "d"): None, (None, "one"): "many"}
    assert in_template(template) == {
        (None, "A (b)"): None,
        (None, "one %(n)s"): "many",
        ("c", "t"): None,
        (None, "f"): None,
    }


def test_the_catalogue_is_whole():
    catalogue = ours()
    messages = [message for message in catalogue if message.id]
    keys = [(message.context, singular(message)) for message in messages]

    assert catalogue.num_plurals == 1
    assert len(keys) == len(set(keys))
    assert [message.id for message in messages if message.fuzzy] == []
    assert [message.id for message in messages if not all(texts(message))] == []
    assert list(catalogue.obsolete) == []


def test_the_file_says_no_msgid_twice():
    """Babel joins repeated entries in silence; msgfmt would refuse them."""
    blocks = CATALOGUE.read_text(encoding="utf-8").strip().split("\n\n")

    assert len(blocks) == len(entries()) + 1


def test_every_translation_keeps_its_placeholders():
    wrong = [
        (text_id, text)
        for (_context, text_id), message in entries().items()
        for text in texts(message)
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(text_id))
    ]

    assert wrong == []


def test_every_translation_keeps_its_links():
    for (_context, text_id), message in entries().items():
        for text in texts(message):
            assert re.findall("<[^>]+>", text) == re.findall("<[^>]+>", text_id)


def test_the_catalogue_compiles_and_answers(tmp_path):
    path = tmp_path / "django.mo"
    with path.open("wb") as file:
        write_mo(file, ours())
    with path.open("rb") as file:
        vietnamese = gettext.GNUTranslations(file)

    assert vietnamese.gettext("Sign In") == "Đăng nhập"
    assert vietnamese.pgettext("field label", "Login") == "Tên đăng nhập"
    assert vietnamese.ngettext("%(num)d year", "%(num)d years", 3) == "%(num)d năm"


def test_the_file_names_packages_and_no_machine():
    lines = CATALOGUE.read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line.startswith("#:") or "site-packages" in line] == []
