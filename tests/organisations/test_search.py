"""What is found by which words, and what is marked: without accents, shortened, in either form."""

import unicodedata

import pytest

from organisations.abbreviations import search_terms
from organisations.search import marked, matching, nearest_first
from organisations.tenancy import owner_login
from programmes.models import LegalDocument
from tests.factories import make_document, make_organisation

BOTH_WAYS = [
    ("Đa Sỹ", "da sy"),
    ("Làng nghề rèn Đa Sỹ, Hà Đông", "ren ĐA SỸ"),
    ("Hoà Bình", "hoa binh"),
    ("Hòa Bình", "Hoà Bình"),
    ("Công ty cổ phần Dệt kim", "ctcp dệt"),
    ("CTCP Dệt kim", "Công ty cổ phần"),
    ("CTCP Dệt kim", "công ty dệt"),
    ("CTCP Dệt kim", "cổ phần dệt"),
    ("Cty CP Dệt kim", "CTCP"),
    ("Công ty CP Dệt kim", "ctcp"),
    ("C.ty TNHH Dệt", "công ty trách nhiệm hữu hạn"),
    ("Công ty trách nhiệm hữu hạn một thành viên Dệt", "cty tnhh mtv dệt"),
    ("Công ty TNHH 1TV Dệt", "một thành viên"),
    ("Công ty TNHH 1 thành viên Dệt", "MTV"),
    ("TP.HCM", "Thành phố Hồ Chí Minh"),
    ("TPHCM", "Thành phố Hồ Chí Minh"),
    ("TP. Hồ Chí Minh", "tphcm"),
    ("Thành phố Hồ Chí Minh", "TP.HCM"),
    ("Thành phố Hồ Chí Minh", "TP HCM"),
    ("TP.HCM", "Hồ Chí Minh"),
    ("TP.Hà Nội", "thành phố Hà Nội"),
    ("thành phố Hà Nội", "tp.ha noi"),
    ("UBND Thành phố", "ủy ban nhân dân tp"),
    ("Uỷ ban nhân dân tỉnh", "UBND"),
    ("KCN Thăng Long", "khu công nghiệp"),
    ("khu công nghiệp Thăng Long", "kcn thang long"),
    ("cụm công nghiệp Phú Vinh", "CCN"),
    ("Tập huấn SXSH", "sản xuất sạch hơn"),
    ("Tập huấn sản xuất sạch hơn", "sxsh"),
    ("Sở KH&CN", "khoa học và công nghệ"),
    ("1920/QĐ-SCT", "1920/QD-SCT"),
    ("1920/QĐ-SCT", "1920/qđ-sc"),
    ("1920/QĐ-SCT", "1920"),
    ("1920/QĐ-SCT", "920/"),
    ("1920/QĐ-SCT", "qd"),
    ("Sở Công Thương", "so cong thu"),
    ("1419/QĐ-TTg", "1419⁄Q\u00d0‑TTg"),
    ("“Làng nghề”", '"lang nghe"'),
    ("Sản xuất sạch hơn, 100%", "100%"),
    ("mã A_1", "a_1"),
    ("O'Neil", "o'neil"),
]
APART = [
    ("Dệt kim", "dệt may"),
    ("Hà Nội", "100%"),
    ("1001", "1_01"),
    ("Hà Nội", "%"),
    ("Hà Nội", "_"),
    ("Hà Nội", "'"),
    ("Hà Nội", "\\"),
    ("Hà Nội", "(hà"),
    ("đồ gỗ", "tp"),
    ("http", "thành phố"),
    ("akcnb", "khu công nghiệp"),
    ("Công ty TNHH Dệt", "ctcp"),
    ("CTCP Dệt", "tnhh"),
    ("khu công nghệ cao", "kcn"),
    ("Sở Công Thương", "ông"),
    ("Sở Công Thương", "so hong"),
]


def forms(text):
    return [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]


def found(unit, words):
    documents = LegalDocument.objects.filter(owner=unit).order_by("pk")
    with owner_login():
        return [row.title for row in matching(documents, words, "number", "title")]


@pytest.mark.django_db
@pytest.mark.parametrize(("stored", "typed"), BOTH_WAYS)
def test_a_text_is_found_by_what_people_type_for_it(stored, typed):
    unit = make_organisation()
    for number, text in enumerate(forms(stored)):
        make_document(unit, number=f"{number}", title=text)

    for words in forms(typed):
        assert found(unit, words) == forms(stored), words


@pytest.mark.django_db
@pytest.mark.parametrize(("stored", "typed"), APART)
def test_other_texts_are_not_found(stored, typed):
    unit = make_organisation()
    make_document(unit, number="", title=stored)

    assert found(unit, stored) == [stored]
    assert found(unit, typed) == []


@pytest.mark.django_db
def test_every_word_occurs_in_one_of_the_columns_and_a_missing_column_hides_nothing():
    unit = make_organisation()
    make_document(unit, number="12/QĐ-SCT", title="Kế hoạch Hà Nội")
    make_document(unit, number="", title="Kế hoạch Hà Nội")

    assert len(found(unit, "hà nội kế hoạch")) == 2
    assert len(found(unit, "12/qđ nội")) == 1
    assert found(unit, "12/qđ huế") == []


@pytest.mark.django_db
def test_words_side_by_side_come_before_words_apart():
    unit = make_organisation()
    for number, title in enumerate(["Đa dạng, sỹ quan", "CTCP Đa Sỹ", "Sỹ và đa"]):
        make_document(unit, number=str(number), title=title)

    ours = LegalDocument.objects.filter(owner=unit)

    def numbers(words, *order):
        rows = matching(ours.order_by(*order), words, "title")
        with owner_login():
            return [[row.number for row in found] for found in (rows, nearest_first(rows, words))]

    assert numbers("da sy", "number") == [["0", "1", "2"], ["1", "0", "2"]]
    assert numbers("da sy", "-number") == [["2", "1", "0"], ["1", "2", "0"]]
    assert numbers("công ty cổ phần đa") == [["1"], ["1"]]


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("Làng nghề Đa Sỹ, Hà Đông", "da sy", "Làng nghề <mark>Đa Sỹ</mark>, Hà Đông"),
        ("CTCP Dệt", "công ty cổ phần", "<mark>CTCP</mark> Dệt"),
        ("Công ty cổ phần Dệt", "ctcp", "<mark>Công ty cổ phần</mark> Dệt"),
        ("UBND TP.HCM", "hồ chí minh", "UBND TP.<mark>HCM</mark>"),
        ("đà đào đa", "da", "<mark>đà đà</mark>o <mark>đa</mark>"),
        ("Sở Công Thương", "ong", "Sở Công Thương"),
        ("1920/QĐ-SCT", "qd-sct", "1920/<mark>QĐ-SCT</mark>"),
        ("a < b & c", "b", "a &lt; <mark>b</mark> &amp; c"),
        (
            "<script>x</script>",
            "script",
            "&lt;<mark>script</mark>&gt;x&lt;/<mark>script</mark>&gt;",
        ),
        ("Hà Nội", "huế", "Hà Nội"),
        ("Hà Nội", "", "Hà Nội"),
        ("", "hà", ""),
        ("½ ngày", "1/2", "<mark>½</mark> ngày"),
        ("x\u0323y z", "x", "<mark>x\u0323</mark>y z"),
    ],
)
def test_what_was_typed_is_marked_and_everything_else_escaped(text, words, html):
    for form in forms(text):
        assert marked(form, words) == html


@pytest.mark.parametrize("words", ["", "  ", ".", ",;", "\u200b"])
def test_nothing_to_search_for_has_no_terms(words):
    assert search_terms(words) == []


def test_a_word_typed_twice_is_one_term():
    assert len(search_terms("đa ĐA da")) == 1
