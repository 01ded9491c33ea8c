"""Compiles the Vietnamese catalogue with Babel, so that no machine needs GNU gettext."""

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from config.local.places import ROOT
from config.local.terminal import step


def compile_changed():
    for source in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with step(f"Dịch {source.relative_to(ROOT)}"):
                _compile(source, target)


def _compile(source, target):
    """Written aside and renamed: a reader never meets half a catalogue."""
    with source.open("rb") as file:
        catalog = read_po(file, locale=source.parts[-3])
    temporary = target.with_suffix(".new")
    with temporary.open("wb") as file:
        write_mo(file, catalog)
    temporary.replace(target)


if __name__ == "__main__":
    compile_changed()
