"""Digital signatures of a PDF, checked with pyHanko against given roots; no network is asked."""

from io import BytesIO

from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

# The worst of several stands for the file.
WORST_FIRST = ("wrong", "unchecked", "valid")
WORDS = {
    "valid": "chữ ký đúng, chứng thư dẫn về gốc tin cậy",
    "unchecked": "nội dung không đổi từ khi ký, chưa xác nhận được chứng thư người ký",
    "wrong": "nội dung đã đổi sau khi ký hoặc chữ ký hỏng",
}


def check_signatures(body, roots):
    """{"state", "words"}: of all signatures of the file, the worst state and a line for each."""
    try:
        signatures = PdfFileReader(BytesIO(body)).embedded_regular_signatures
        found = [(_signer(one), _state(one, roots)) for one in signatures]
    except Exception:  # noqa: BLE001 - a hostile file fails in a hundred ways; none of them is ours
        return {"state": "unchecked", "words": ""}
    if not found:
        return {"state": "none", "words": ""}
    states = {state for _signer, state in found}
    return {
        "state": next(state for state in WORST_FIRST if state in states),
        "words": "\n".join(f"{signer}: {WORDS[state]}" for signer, state in found),
    }


def _signer(signature):
    return signature.signer_cert.subject.native.get("common_name", "–")


def _state(signature, roots):
    trusted = [cert for pem in roots for cert in load_certs_from_pemder_data(pem.encode())]
    context = ValidationContext(trust_roots=trusted, allow_fetching=False)
    status = validate_pdf_signature(signature, signer_validation_context=context)
    changed = status.modification_level == ModificationLevel.OTHER
    if not (status.intact and status.valid) or changed:
        return "wrong"
    return "valid" if status.trusted else "unchecked"
