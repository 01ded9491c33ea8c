"""The document font: Tinos, which has the measures of Times New Roman and every Vietnamese letter.

Debian answers "Times New Roman" with a font that lacks 92 Vietnamese letters, so no other will do.
"""

import ctypes
import ctypes.util

DOCUMENT_FONT = "Tinos"
# Regular, bold, italic and bold italic, as fontconfig patterns; lang=vi asks for all letters.
FACES = tuple(
    f"{DOCUMENT_FONT}:lang=vi:weight={weight}:slant={slant}"
    for weight in ("regular", "bold")
    for slant in ("roman", "italic")
)


def document_font_available():
    """Say whether all four faces of the document font are installed."""
    library = ctypes.util.find_library("fontconfig")
    if library is None:
        return False
    return all(_installed(_declared(ctypes.CDLL(library)), face) for face in FACES)


class _FontSet(ctypes.Structure):
    _fields_ = (("count", ctypes.c_int), ("size", ctypes.c_int), ("fonts", ctypes.c_void_p))


def _declared(fontconfig):
    fontconfig.FcNameParse.restype = ctypes.c_void_p
    fontconfig.FcNameParse.argtypes = [ctypes.c_char_p]
    fontconfig.FcObjectSetCreate.restype = ctypes.c_void_p
    fontconfig.FcFontList.restype = ctypes.POINTER(_FontSet)
    fontconfig.FcFontList.argtypes = [ctypes.c_void_p] * 3
    fontconfig.FcFontSetDestroy.argtypes = [ctypes.POINTER(_FontSet)]
    fontconfig.FcObjectSetDestroy.argtypes = [ctypes.c_void_p]
    fontconfig.FcPatternDestroy.argtypes = [ctypes.c_void_p]
    return fontconfig


def _installed(fontconfig, face):
    pattern = fontconfig.FcNameParse(face.encode())
    wanted = fontconfig.FcObjectSetCreate()
    found = fontconfig.FcFontList(None, pattern, wanted)
    count = found.contents.count if found else 0
    if found:
        fontconfig.FcFontSetDestroy(found)
    fontconfig.FcObjectSetDestroy(wanted)
    fontconfig.FcPatternDestroy(pattern)
    return count > 0
