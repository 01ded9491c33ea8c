"""The public code inside a document's file, by which a changed file is still recognised.

It stands in three places (a field of its own, the keywords, the file's first identifier), so that
signing, stamping or saving the file again in another program leaves at least one.
"""

import re
import zlib
from io import BytesIO

import pikepdf
from pikepdf.models.metadata import encode_pdf_date

FIELD = "sxshdocument"
KEYWORD = "sxsh-document:"
CODE = r"[0-9A-Za-z][0-9A-Za-z-]{5,63}"
LONGEST_STRING = 1_024
LONGEST_METADATA, LONGEST_UNPACKED = 1_000_000, 5_000_000
IN_KEYWORDS = re.compile(re.escape(KEYWORD) + f"({CODE})")


def require_identifier(identifier):
    """Refuse a code that would not survive the way into a file and back."""
    if not re.fullmatch(CODE, identifier):
        raise ValueError(f"A document's code is 6 to 64 letters, digits or -, not {identifier!r}.")


def identifier_keyword(identifier):
    return f"{KEYWORD}{identifier}"


def read_identifier(pdf_bytes):
    """Return the public code a file of ours carries, also after signing; None if it has none."""
    try:
        with pikepdf.open(BytesIO(pdf_bytes)) as pdf:
            return _from_field(pdf) or _from_keywords(pdf) or _from_trailer(pdf)
    except (pikepdf.PdfError, pikepdf.PasswordError, *NOT_OF_OURS):
        return None


# What a file made to do harm may hold in these places: anything of any type and any size.
NOT_OF_OURS = (ValueError, TypeError, AttributeError, LookupError, NotImplementedError)


def _text(value):
    """A string of reasonable length as bytes and text; nothing else is a string of ours."""
    if not isinstance(value, pikepdf.String) or len(bytes(value)) > LONGEST_STRING:
        return ""
    return str(value)


def _from_field(pdf):
    code = _text(_information(pdf).get(f"/{FIELD}"))
    return code if re.fullmatch(CODE, code) else None


def _from_keywords(pdf):
    written = (_text(_information(pdf).get("/Keywords")), _metadata(pdf))
    found = next(filter(None, map(IN_KEYWORDS.search, written)), None)
    return found and found[1]


def _information(pdf):
    """The information dictionary; `pdf.docinfo` would repair a broken one, that is, write."""
    information = pdf.trailer.get("/Info")
    return information if isinstance(information, pikepdf.Dictionary) else {}


def _metadata(pdf):
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return ""
    packed = stream.read_raw_bytes()
    if len(packed) > LONGEST_METADATA:
        return ""
    filters = stream.get("/Filter")
    if isinstance(filters, pikepdf.Array) and len(filters) == 1:
        filters = filters[0]
    if filters is None:
        return packed.decode(errors="replace")
    if filters != pikepdf.Name.FlateDecode:
        return ""  # no program writes metadata otherwise, and only this one can be unpacked in part
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(packed, LONGEST_UNPACKED)
    except zlib.error:
        return ""
    return "" if unpacker.unconsumed_tail else unpacked.decode(errors="replace")


def _from_trailer(pdf):
    """Read the first half of the file ID, which every update keeps."""
    ids = pdf.trailer.get("/ID")
    first = _text(ids[0]) if isinstance(ids, pikepdf.Array) and len(ids) else ""
    found = IN_KEYWORDS.fullmatch(first)
    return found and found[1]


def write_identifier(pdf, identifier, created):
    """Give an opened file this code and instant, in place of those it carried."""
    require_identifier(identifier)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["pdf:Keywords"] = identifier_keyword(identifier)
        metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = created.isoformat(
            timespec="seconds"
        )
    pdf.docinfo["/Keywords"] = identifier_keyword(identifier)
    pdf.docinfo[f"/{FIELD}"] = identifier
    pdf.trailer["/ID"] = pikepdf.Array([identifier_keyword(identifier).encode(), b""])
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = encode_pdf_date(created)
