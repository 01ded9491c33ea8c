"""What is known of a decision before it is signed, from the draft that was printed here."""

from programmes.documents.official import decision_subject
from programmes.documents.printing import draft_of
from programmes.enums import DocumentType


def expected_decision(paper, today):
    """Where the sheet of the signed decision starts; number, day and signer are only known then."""
    printed = draft_of(paper, today)
    return {
        "type": DocumentType.DECISION,
        "title": decision_subject(printed),
        "issuer": printed.issuer,
        "issuer_level": printed.level,
    }
