"""Text that needs no settling is recognised, and is what settling would have made of it."""

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from organisations.vietnamese.characters import INVISIBLE, SETTLED, one_line

SIGNS = [sign for sign in map(chr, range(sys.maxunicode + 1)) if SETTLED.fullmatch(sign)]


def test_every_sign_of_settled_text_is_visible_and_one_code_point():
    assert set("Đường số 5, thửa “A”".replace(" ", "")) - set(SIGNS) == set("“”")
    assert [sign for sign in SIGNS if INVISIBLE.search(sign) or not sign.isprintable()] == []
    assert [s for s in SIGNS if unicodedata.normalize("NFC", s) != s or s.isspace()] == []
    assert [s for s in SIGNS if unicodedata.combining(s)] == []


@given(st.text(st.sampled_from([*SIGNS[::20], " ", "\u0301", "\t", "\u00a0", "\u200b"])))
def test_settled_text_is_what_would_be_made_of_it(text):
    settled = " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())

    if SETTLED.fullmatch(text):
        assert settled == text
    assert one_line(text) == unicodedata.normalize("NFC", settled)
