"""Whose paper a document is: a unit's own, or that of the People's Committee above it."""

from organisations.documents.model import NBSP, Letterhead
from organisations.enums import Kind

HEAD_POSITIONS = {
    Kind.MINISTRY: "BỘ TRƯỞNG",
    Kind.CORPORATION: "TỔNG GIÁM ĐỐC",
    Kind.SUPPORT: "GIÁM ĐỐC",
}
COMMITTEE, COMMITTEE_IN_SHORT = "ỦY BAN NHÂN DÂN", "UBND"
CITY = "thành phố"
# Where a unit of the whole country has its seat.
CAPITAL = "Hà Nội"


def governing_body_of(unit):
    """The line above the unit's own name; nothing above a ministry or a corporation."""
    return unit.parent.letterhead if unit.parent else superior_of(unit).upper()


def superior_of(unit):
    """Whom the unit reports to, as Nơi nhận names it.

    A department is a body of its province's People's Committee, whether or not the committee was
    entered as an organisation.
    """
    if unit.parent:
        return unit.parent.name
    if unit.kind != Kind.DEPARTMENT:
        return ""
    return f"{COMMITTEE_IN_SHORT} {_province_of(unit)}"


def issuing_body_of(unit):
    return unit.letterhead or unit.name.upper()


def place_of(unit):
    return unit.province.name if unit.province else CAPITAL


def head_position_of(unit):
    return unit.head_position or HEAD_POSITIONS.get(unit.kind, "GIÁM ĐỐC")


def unit_letterhead(unit, abbreviation, **known):
    """`abbreviation` is that of the type of document (BC, TTr, QĐ); `known` number, date, year."""
    return Letterhead(
        governing_body=governing_body_of(unit),
        issuing_body=issuing_body_of(unit),
        place=place_of(unit),
        **{"symbol": symbol_of(abbreviation, unit.symbol)} | known,
    )


def committee_letterhead(unit, abbreviation, **known):
    """Of the People's Committee of the unit's province."""
    return Letterhead(
        issuing_body=_in_two_lines(committee_of(unit).upper()),
        place=place_of(unit),
        **{"symbol": symbol_of(abbreviation, "UBND")} | known,
    )


def committee_of(unit):
    """'Ủy ban nhân dân thành phố Hà Nội', or the body above a unit without a province."""
    if unit.province is None:
        return unit.parent.name if unit.parent else COMMITTEE.capitalize()
    return f"{COMMITTEE.capitalize()} {_province_of(unit)}"


def _province_of(unit):
    """'thành phố Hà Nội', 'tỉnh Bắc Ninh'."""
    kind = CITY if unit.province.type.startswith(CITY) else unit.province.type
    return f"{kind} {unit.province.name}"


def _in_two_lines(name):
    """Broken, where it must be, between the committee and its province."""
    province = name.removeprefix(COMMITTEE).strip()
    return " ".join(part.replace(" ", NBSP) for part in (COMMITTEE, province) if part)


def symbol_of(abbreviation, of_the_issuer):
    return f"{abbreviation}-{of_the_issuer}" if of_the_issuer else abbreviation
