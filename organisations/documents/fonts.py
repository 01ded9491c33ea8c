"""The document font: Tinos, which has the measures of Times New Roman and every Vietnamese letter.

Debian answers "Times New Roman" with a font that lacks 92 Vietnamese letters, so no other will do.
"""

import ctypes
import ctypes.util
from functools import cache

DOCUMENT_FONT = "Tinos"
# Regular, bold, italic and bold italic, as fontconfig patterns; lang=vi asks for all letters.
FACES = tuple(
    f"{DOCUMENT_FONT}:lang=vi:weight={weight}:slant={slant}"
    for weight in ("regular", "bold")
    for slant in ("roman", "italic")
)


def document_font_available():
    """Say whether all four faces of the document font are installed."""
    library = fontconfig()
    return library is not None and all(_installed(library, face) for face in FACES)


@cache
def fontconfig():
    """The library, or None; looking for it starts programs of the system."""
    name = ctypes.util.find_library("fontconfig")
    return None if name is None else _declared(ctypes.CDLL(name))


class _FontSet(ctypes.Structure):
    _fields_ = (("count", ctypes.c_int), ("size", ctypes.c_int), ("fonts", ctypes.c_void_p))


def _declared(library):
    library.FcNameParse.restype = ctypes.c_void_p
    library.FcNameParse.argtypes = [ctypes.c_char_p]
    library.FcObjectSetCreate.restype = ctypes.c_void_p
    library.FcFontList.restype = ctypes.POINTER(_FontSet)
    library.FcFontList.argtypes = [ctypes.c_void_p] * 3
    library.FcFontSetDestroy.argtypes = [ctypes.POINTER(_FontSet)]
    library.FcObjectSetDestroy.argtypes = [ctypes.c_void_p]
    library.FcPatternDestroy.argtypes = [ctypes.c_void_p]
    return library


def _installed(library, face):
    pattern = library.FcNameParse(face.encode())
    wanted = library.FcObjectSetCreate()
    found = library.FcFontList(None, pattern, wanted)
    count = found.contents.count if found else 0
    if found:
        library.FcFontSetDestroy(found)
    library.FcObjectSetDestroy(wanted)
    library.FcPatternDestroy(pattern)
    return count > 0
