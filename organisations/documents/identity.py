"""The public code inside a document's file, by which a changed file is still recognised.

It stands in three places (a field of its own, the keywords, the file's first identifier), so that
signing, stamping or saving the file again in another program leaves at least one.
"""

import re
from io import BytesIO

import pikepdf
from pikepdf.models.metadata import encode_pdf_date

FIELD = "sxshdocument"
KEYWORD = "sxsh-document:"
CODE = r"[0-9A-Za-z][0-9A-Za-z-]{5,63}"
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
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError):
        return None


def _from_field(pdf):
    code = str(pdf.docinfo.get(f"/{FIELD}", ""))
    return code if re.fullmatch(CODE, code) else None


def _from_keywords(pdf):
    written = [str(pdf.docinfo.get("/Keywords", ""))]
    metadata = pdf.Root.get("/Metadata")
    if metadata is not None:
        written.append(metadata.read_bytes().decode(errors="replace"))
    found = next(filter(None, map(IN_KEYWORDS.search, written)), None)
    return found and found[1]


def _from_trailer(pdf):
    """Read the first half of the file ID, which every update keeps."""
    ids = pdf.trailer.get("/ID")
    found = IN_KEYWORDS.fullmatch(bytes(ids[0]).decode(errors="replace")) if ids else None
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
