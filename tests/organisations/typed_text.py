"""What somebody might type: any text, Vietnamese letters in every form, days."""

from datetime import date

from hypothesis import strategies as st

vietnamese_text = st.text(
    alphabet=st.sampled_from(
        "aăâeêioôơuưyđbhĐ Ð\u00d0-–‑/⁄\u00a0\u200b\u0300\u0301\u0303\u0309\u0323"
    )
)


any_text = st.one_of(st.text(), vietnamese_text)


days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
