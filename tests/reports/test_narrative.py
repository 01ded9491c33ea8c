"""The words of a section: what marks become, what is refused, and that words stay words."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from organisations.documents.pdf import document_html
from organisations.exceptions import ActionRefused
from organisations.tenancy import owner_login, use_tenant
from reports.compilation import write_facts_and_figures
from reports.figures import in_year, statement, total
from reports.models import Narrative
from reports.narrative import Words, read
from reports.slots import Slot
from tests.factories import make_claim, make_narrative
from tests.reports.conftest import compiled, counted

CODES = frozenset({"TT-01", "TT-02", "TT-05"})
CLAIM = SimpleNamespace(source="reports.Claim", source_id=7, label="trên 2.500 đại biểu")
INJECTION = '</p><script>alert("{{TT-01}}")</script><a href="javascript:x">&lt;b&gt; {% now "Y" %}'


def parts(text):
    (block,) = read(text, {"luot-nguoi": CLAIM}, CODES)
    return block.items[0]


def refusal(text):
    with pytest.raises(ActionRefused) as refused:
        read(text, {"luot-nguoi": CLAIM}, CODES)
    return str(refused.value)


def test_a_code_inserts_the_total():
    assert parts("Đã tổ chức {{TT-01}} cuộc.") == (
        "Đã tổ chức ",
        Slot(total("TT-01")),
        " cuộc.",
    )


@pytest.mark.parametrize(
    ("mark", "key"),
    [
        ("{{ TT-01 }}", total("TT-01")),
        ("{{TT-05 kind=leaflet}}", total("TT-05", kind="leaflet")),
        ("{{TT-01 year=2010}}", in_year("TT-01", 2010)),
        ("{{TT-01 year=2010 kind=workshop}}", in_year("TT-01", 2010, kind="workshop")),
    ],
)
def test_filters_follow_the_code(mark, key):
    assert parts(mark) == (Slot(key),)


def test_a_claim_is_inserted_as_it_was_stated():
    key = statement("claim", "reports.Claim", 7)

    assert parts("cho {{claim:luot-nguoi}}.") == ("cho ", Slot(key, "trên 2.500 đại biểu"), ".")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{{ZZ-99}}", "{{ZZ-99}}"),
        ("{{TT-1}}", "{{TT-1}}"),
        ("{{tt-01}}", "{{tt-01}}"),
        ("{{}}", "{{}}"),
        ("{{claim:khong-co}}", "'khong-co'"),
        ("{{claim:}}", "''"),
        ("{{TT-01 province=01}}", "“province=01”"),
        ("{{TT-01 year}}", "“year”"),
        ("{{TT-01 year=20100000}}", "“year=20100000”"),
        ("{{TT-01 year=²010}}", "“year=²010”"),
        ("{{TT-01 kind=khác}}", "“kind=khác”"),
        ("{{TT-01 kind=workshop stratum=ho}}", "“stratum=ho”"),
        ("Đã tổ chức {{TT-01 cuộc", "“Đã tổ chức {{TT-01 cuộc”"),
        ("Đã tổ chức TT-01}} cuộc", "“Đã tổ chức TT-01}} cuộc”"),
        ("{{ {TT-01} }}", "“{{ {TT-01} }}”"),
    ],
)
def test_a_mark_that_cannot_be_read_is_refused_by_name(text, named):
    assert named in refusal(text)


def test_every_line_is_a_paragraph_and_hyphens_make_a_list():
    blocks = read("Một.\n\n  Hai.\n- {{TT-01}} cuộc\n- ba\nBốn.", {}, CODES)

    assert blocks == [
        Words((("Một.",),)),
        Words((("Hai.",),)),
        Words(((Slot(total("TT-01")), " cuộc"), ("ba",)), is_list=True),
        Words((("Bốn.",),)),
    ]


# In a report


@pytest.mark.django_db
def test_a_compilation_says_which_mark_is_wrong(report, officer):
    make_narrative(report, "Đã có {{ZZ-99}} cuộc.")

    with pytest.raises(ActionRefused, match="ZZ-99"):
        counted(report, officer)


@pytest.mark.django_db
def test_words_typed_by_a_person_stay_words_in_the_document(report, officer):
    make_narrative(report, INJECTION)
    make_claim(report, "<img src=x onerror=alert(1)>", key="xau", section_key="truyen_thong")
    make_narrative(report, "Nêu {{claim:xau}}.", section_key="ho_tro_ky_thuat")

    with use_tenant(officer.access.tenant):
        draft = write_facts_and_figures(report.pk, access=officer.access)
    html = document_html(
        draft.documents["report"],
        identifier=draft.version.public_code,
        title="Thử",
        created=draft.version.created_at,
    )

    assert_only_words(html)


@pytest.mark.django_db
def test_words_typed_by_a_person_stay_words_on_the_page(client, report, officer, blank_pages):
    make_narrative(report, INJECTION)
    make_claim(report, "<img src=x onerror=alert(1)>", key="xau", section_key="truyen_thong")
    make_narrative(report, "Nêu {{claim:xau}}.", section_key="ho_tro_ky_thuat")
    version = compiled(report, officer)
    client.force_login(officer)

    for url in (
        reverse("reports:version", args=[version.pk]),
        reverse("reports:reconciliation", args=[report.code]),
    ):
        page = client.get(url).content.decode()
        assert "<img src=x" not in page
        assert '<script>alert("' not in page
    assert_only_words(client.get(reverse("reports:version", args=[version.pk])).content.decode())


def assert_only_words(html):
    assert "&lt;/p&gt;&lt;script&gt;" in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "{% now" in html
    assert "&amp;lt;b&amp;gt;" in html
    assert "<script>alert" not in html
    assert 'href="javascript' not in html
    assert "<img src=x" not in html


@pytest.mark.django_db
def test_a_version_keeps_the_words_it_was_compiled_with(client, report, officer, blank_pages):
    narrative = make_narrative(report, "Đã tổ chức {{TT-01}} cuộc năm nay.")
    version = compiled(report, officer)
    with owner_login():
        Narrative.objects.filter(pk=narrative.pk).update(text="Sửa sau: {{TT-07}} tọa đàm.")
    client.force_login(officer)

    page = client.get(reverse("reports:version", args=[version.pk])).content.decode()

    assert "cuộc năm nay." in page
    assert "Sửa sau" not in page
