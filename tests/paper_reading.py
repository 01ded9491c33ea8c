"""Official papers as a unit hands them out, read back from the PDF and from the Word file."""

from tests.factories import make_organisation
from tests.organisations import docx_reading, pdf_reading

READERS = {
    "docx": docx_reading.text,
    "pdf": pdf_reading.text,
    # As it is printed: the cells of a row beside each other.
    "pdf as printed": lambda body: pdf_reading.text(body, "-layout"),
}


def make_office(**fields):
    """A department of Hà Nội with all that its papers say of it."""
    said = {
        "name": "Sở Công Thương",
        "letterhead": "SỞ CÔNG THƯƠNG",
        "symbol": "SCT",
        "head_position": "GIÁM ĐỐC",
        "head_name": "Trần Thị B",
    }
    return make_organisation(**said | fields)


def body_of(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return b"".join(response.streaming_content)


def words_of(body, reading):
    return one_line(READERS[reading](body))


def one_line(text):
    return " ".join(text.replace("\u00a0", " ").split())
