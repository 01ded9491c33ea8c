"""Finds English in what a screen says.

A word is English when it cannot be written in Vietnamese without a diacritic mark (it is no
syllable of that shape) and is not one of NAMES; or when it is a syllable but stands in SYLLABLES.
Addresses, codes, everything else with a digit in it, and {{marks}} are no words.
"""

import re

# Abbreviations, codes and proper names that stand on Vietnamese screens as they are.
NAMES = {
    *("BM", "CCN", "CN", "GD", "ISO", "KB", "KCN", "MB", "PDF", "QR", "SCT", "SX", "SXSH", "TD"),
    *("BHXH", "TNHH", "TDBV", "UBND", "VSIC", "Web", "cookie", "gas", "kWh", "plastic"),
    *("CSV", "Excel", "STT", "csv", "xlsx"),
    *("DOCX", "JPEG", "PNG", "XLSX", "KT", "TH", "TL", "TM", "TUQ"),
    # Units, fuels and substances.
    *("NPV", "IRR"),
    *("GJ", "MJ", "MWh", "TJ", "kW", "kWp", "bar", "cm", "mm", "kg", "hl", "ster"),
    *("FO", "LPG", "CNG", "LNG", "COD", "LED", "NaCl", "NaOH", "bitum", "diesel", "mazut"),
    *("biogas", "antraxit", "axit", "clo", "xyanua", "vecni", "argon", "axetylen", "oxy", "malt"),
    # Words of the trades that workshops have no other ones for.
    *("cotton", "inox", "jet", "mini", "nesting", "offset", "pallet", "servo", "tissue", "tuynen"),
    *("AHU", "BTU", "GTGT", "IBC", "MMBTU", "file", "ml", "pdf", "tank", "yard"),
}
# English words that are also shaped like Vietnamese syllables but hardly ever are any.
SYLLABLES = {"all", "at", "get", "let", "lot", "not", "set", "that", "the", "them", "then", "yet"}
# The number of a fault may be all letters.
NO_WORDS = re.compile(r"\{\{.*?\}\}|\w{25,}|\b[A-F]{8}\b|\S*(?:[\d@_]|://)\S*")
ROMAN = re.compile("[IVX]+")
WORD = re.compile(r"[^\W\d_]+")
SYLLABLE = re.compile(
    r"""(?:ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnrstvx])?   # onset
        (?:oai|oay|uay|uya|uye|oao|uao|oeo|ieu|yeu|uou|uoi
           |ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|[aeiouy])
        (?:ch|ng|nh|[cmnpt])?""",
    re.VERBOSE,
)


def english_words(text):
    """The English words of a text, in order."""
    return [word for word in WORD.findall(NO_WORDS.sub(" ", text)) if is_english(word)]


def is_english(word):
    if not word.isascii() or len(word) == 1 or word in NAMES or ROMAN.fullmatch(word):
        return False
    lower = word.lower()
    return lower in SYLLABLES or not SYLLABLE.fullmatch(lower)
