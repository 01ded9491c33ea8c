"""Numbers that a report states: typed on the screen, keyed, mended, deleted."""

import pytest

from organisations.enums import Verb
from reports.models import Claim
from reports.words.claims import free_key
from tests.factories import make_claim, make_narrative
from tests.reports.conftest import compiled
from tests.reports.writing import SECTION, address, errors_of, indicator, logged, rows, send, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client, officer):
    client.force_login(officer)
    return officer


def test_a_claim_gets_a_key_from_its_short_name_or_its_words(client, writer, report):
    url = address(report, "claim_create")

    send(client, url, verbatim="trên 2.500 đại biểu", short_name="Lượt người")
    send(client, url, verbatim="đã hoàn thành tất cả mục tiêu của Chiến lược")
    send(client, url, verbatim="đã hoàn thành tất cả mục tiêu")

    keys = [claim.key for claim in rows(Claim, report)]
    assert keys == ["luot-nguoi", "da-hoan-thanh-tat-ca", "da-hoan-thanh-tat-ca-2"]
    assert logged(report) == [(Verb.CREATE, "reports.claim", "")] * 3


def test_a_key_is_short_and_free():
    words = "nghiêng " * 5

    assert free_key(words, set()) == "-".join(["nghieng"] * 5)
    assert free_key(words, {"-".join(["nghieng"] * 5)}) == "nghieng-nghieng-nghieng-nghieng-nghi-2"
    assert free_key("…", set()) == "so-lieu"


def test_a_claim_is_read_in_vietnamese(client, writer, report):
    send(
        client,
        address(report, "claim_create"),
        verbatim="trên 2.500,5\n đại biểu",
        indicator=indicator("TT-02").pk,
        comparator=">",
        value="2.500,5",
        unit="đại biểu",
        section_key=SECTION,
    )

    (claim,) = rows(Claim, report)
    assert (str(claim.value), claim.comparator, claim.section_key) == ("2500.5000", ">", SECTION)
    assert claim.verbatim == "trên 2.500,5 đại biểu"
    assert client.get(address(report, "claims")).context["stated"][0].stated == "trên 2.500,5"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"verbatim": ""}, "verbatim", "Nhập nguyên văn cụm từ nêu số liệu."),
        ({"verbatim": "x" * 501}, "verbatim", "500"),
        ({"value": "33"}, "comparator", "Chọn cách so sánh của giá trị đã nêu."),
        ({"comparator": "="}, "value", "Nhập giá trị đã nêu, hoặc chọn “không nêu số”."),
        ({"value": "1.5", "comparator": "="}, "value", "Không rõ 1.5 là số nào"),
        (
            {"value": "1", "comparator": "=", "is_met_claim": "on"},
            "is_met_claim",
            "Đã có giá trị thì không phải là chỉ khẳng định đạt.",
        ),
        ({"short_name": "…"}, "short_name", "Tên ngắn phải có chữ cái hoặc chữ số."),
        ({"short_name": "Đã có"}, "short_name", "Báo cáo đã có số liệu nêu mang tên ngắn này."),
        ({"section_key": "khong-co"}, "section_key", "khong-co"),
    ],
)
def test_a_claim_that_is_not_clear_is_refused_at_its_field(
    client, writer, report, typed, field, sentence
):
    claim = make_claim(report, key="da-co")

    errors = errors_of(
        send(client, address(report, "claim_create"), **({"verbatim": "33 hội nghị"} | typed))
    )

    assert sentence in " ".join(errors.pop(field))
    assert errors == {}
    assert rows(Claim, report) == [claim]


def test_a_claim_sent_twice_is_one(client, writer, report):
    url = address(report, "claim_create")
    twice = sheet(client, url) | {
        "verbatim": "33 hội nghị",
        "short_name": "Số cuộc",
        "value": "33",
        "comparator": "=",
    }

    answers = [client.post(url, twice) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [claim.key for claim in rows(Claim, report)] == ["so-cuoc"]


def test_a_claim_is_mended_and_waits_for_the_next_comparison(client, writer, report, blank_pages):
    claim = make_claim(report, "33 cuộc", indicator=indicator("TT-01"), comparator="=", value=33)
    compiled(report, writer)
    before = client.get(address(report, "claims")).context["stated"][0]

    url = address(report, "claim", claim.pk)
    send(client, url, verbatim="1 cuộc", value="1")

    after = client.get(address(report, "claims")).context["stated"][0]
    assert before.reconciled.verdict == "claim_exceeds_log"
    assert (before.is_changed, after.is_changed) == (False, True)
    assert after.claim.key == claim.key
    compiled(report, writer)
    mended = client.get(address(report, "claims")).context["stated"][0]
    assert (mended.reconciled.verdict, mended.is_changed) == ("match", False)


def test_a_claim_is_deleted_after_a_question(client, writer, report):
    claim = make_claim(report, "33 cuộc")
    url = address(report, "claim_delete", claim.pk)

    assert "Xóa số liệu nêu này?" in client.get(url).content.decode()
    assert rows(Claim, report) == [claim]
    client.post(url)

    assert rows(Claim, report) == []
    assert logged(report) == [(Verb.UPDATE, "reports.claim", "deleted")]


def test_a_claim_in_use_is_kept_and_the_section_named(client, writer, report):
    claim = make_claim(report, key="so-cuoc")
    make_narrative(report, "Có {{ claim: so-cuoc }}.")
    url = address(report, "claim_delete", claim.pk)

    asked = client.get(url).content.decode()
    told = client.post(url, follow=True).content.decode()

    for page in (asked, told):
        assert "Chưa xóa được: lời văn mục “III. Truyền thông" in page
        assert "{{claim:so-cuoc}}" in page
    assert rows(Claim, report) == [claim]
    assert logged(report) == []
