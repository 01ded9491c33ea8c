"""Writing a report on the screen: its sections, the claims it states, its requests.

Who may open what stands in tests/test_access.py.
"""

import unicodedata

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations.enums import Kind, Role, Verb
from organisations.models import LogEntry
from organisations.tenancy import owner_login, use_tenant
from programmes.models import Indicator
from reports.models import Claim, FormSection, Narrative, Report, Request
from reports.words.claims import free_key
from reports.words.sections import count_words, empty_required_sections
from tests.factories import make_claim, make_member, make_narrative, make_report
from tests.reports.conftest import compiled

pytestmark = pytest.mark.django_db
SECTION = "truyen_thong"
LATE = "hồ sơ đã được sửa ở nơi khác"


@pytest.fixture
def writer(client, officer):
    client.force_login(officer)
    return officer


def address(report, name, *more):
    return reverse(f"reports:words:{name}", args=[report.code, *more])


def sheet(client, url):
    """The boxes of a form as it is shown, to be sent back."""
    form = client.get(url).context["form"]
    shown = {field.html_name: field.value() for field in form}
    return {name: "" if value in (None, False) else value for name, value in shown.items()}


def send(client, url, **typed):
    return client.post(url, sheet(client, url) | typed)


def write(client, report, text, section=SECTION):
    return send(client, address(report, "section", section), text=text)


def errors_of(response):
    assert response.status_code == 200
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def text_of(report, section=SECTION):
    with owner_login():
        row = Narrative.objects.filter(report=report, section_key=section).first()
    return row and row.text


def rows(model, report):
    with owner_login():
        return list(model.objects.filter(report=report))


def logged(report):
    with owner_login():
        entries = LogEntry.objects.filter(owner=report.owner).order_by("pk")
        return list(entries.values_list("verb", "subject_type", "to_state"))


def indicator(code):
    with owner_login():
        return Indicator.objects.get(code=code)


def section_keys(report, **which):
    with owner_login():
        sections = FormSection.objects.filter(form=report.round.form, **which)
        return list(sections.values_list("key", flat=True))


# Lời văn


def test_words_are_saved_for_the_report_and_logged(client, writer, report):
    response = write(client, report, "Đã tổ chức {{TT-01}} cuộc.\n\n- {{TT-02}} lượt người")

    assert response["Location"] == f"{address(report, 'sections')}#{SECTION}"
    assert text_of(report) == "Đã tổ chức {{TT-01}} cuộc.\n\n- {{TT-02}} lượt người"
    assert logged(report) == [(Verb.UPDATE, "reports.report", "")]


def test_the_list_says_what_is_written_and_what_is_not(client, writer, report):
    make_narrative(report, "Đã tổ chức {{TT-01}} cuộc.")

    page = client.get(address(report, "sections"))

    shown = {row.section.key: (row.state, row.tone) for row in page.context["sections"]}
    assert shown[SECTION] == ("5/500 từ", "success")
    assert shown["ho_tro_ky_thuat"] == ("chưa viết", "warning")
    assert list(shown) == section_keys(report)


def test_words_are_stored_composed_and_invisible_signs_are_refused(client, writer, report):
    write(client, report, unicodedata.normalize("NFD", "Phổ biến ở Đa Sỹ"))

    assert text_of(report) == "Phổ biến ở Đa Sỹ"
    assert "ký tự điều khiển" in errors_of(write(client, report, "Một\x1bhai"))["text"][0]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{{ZZ-99}} cuộc", "Lời văn có mã {{ZZ-99}} nhưng không có chỉ tiêu nào mang mã này."),
        ("{{claim:khong-co}}", "Lời văn dẫn số liệu nêu 'khong-co' nhưng báo cáo không có"),
        ("{{TT-01 province=01}}", "với điều kiện lọc “province=01” không đọc được."),
        ("Có {{TT-01 cuộc", "Lời văn có dấu {{ hoặc }} lẻ"),
    ],
)
def test_a_mark_that_cannot_be_read_is_refused_at_the_field(client, writer, report, text, sentence):
    response = write(client, report, text)

    assert sentence in errors_of(response)["text"][0]
    assert response.context["form"]["text"].value() == text
    assert text_of(report) is None


def test_a_claim_of_another_report_is_no_claim(client, writer, report):
    make_claim(make_report(report.owner), key="luot-nguoi")

    assert "'luot-nguoi'" in errors_of(write(client, report, "{{claim:luot-nguoi}}"))["text"][0]

    make_claim(report, key="luot-nguoi")
    write(client, report, "{{claim:luot-nguoi}}")
    assert text_of(report) == "{{claim:luot-nguoi}}"


def test_too_many_words_are_saved_with_a_warning(client, writer, report):
    url = address(report, "section", SECTION)

    page = client.post(url, sheet(client, url) | {"text": "chữ " * 501}, follow=True)

    said = {message.level_tag: str(message) for message in page.context["messages"]}
    assert "có 501 từ, quá 500 từ" in said["warning"]
    assert "success" in said
    assert count_words(text_of(report)) == 501


def test_words_taken_away_leave_the_section_unwritten(client, writer, report):
    make_narrative(report, "Một.")

    write(client, report, "")

    assert text_of(report) is None
    assert len(logged(report)) == 1


@pytest.mark.parametrize("before", [None, "Cũ."])
def test_a_stale_tab_is_refused_and_shows_both_texts(client, writer, report, before):
    if before:
        make_narrative(report, before)
    url = address(report, "section", SECTION)
    mine = sheet(client, url) | {"text": "Của tôi."}
    write(client, report, "Của <b>đồng nghiệp</b>.")

    response = client.post(url, mine)

    assert LATE in errors_of(response)["__all__"][0]
    assert response.context["form"]["text"].value() == "Của tôi."
    assert "Của &lt;b&gt;đồng nghiệp&lt;/b&gt;." in response.content.decode()
    assert text_of(report) == "Của <b>đồng nghiệp</b>."


def test_the_same_words_sent_twice_are_saved_once(client, writer, report):
    url = address(report, "section", SECTION)
    twice = sheet(client, url) | {"text": "Một."}

    answers = [client.post(url, twice) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(logged(report)) == 1


def test_html_stays_words_on_every_page(client, writer, report, blank_pages):
    bad = "<script>alert(1)</script>"
    client.post(
        address(report, "claim_create"),
        sheet(client, address(report, "claim_create")) | {"verbatim": bad, "short_name": "x"},
    )
    write(client, report, f"{bad} {{{{claim:x}}}}")
    send(client, address(report, "request_create"), text=bad, request_class="law")
    version = compiled(report, writer)
    claim, request = rows(Claim, report)[0], rows(Request, report)[0]

    pages = [
        reverse("reports:version", args=[version.pk]),
        address(report, "section", SECTION),
        address(report, "claims"),
        address(report, "claim_delete", claim.pk),
        address(report, "requests"),
        address(report, "request_delete", request.pk),
    ]
    for url in pages:
        page = client.get(url).content.decode()
        assert bad not in page, url
        assert "&lt;script&gt;alert(1)" in page, url


def test_a_submitted_report_is_written_for_its_next_version(client, writer, report, blank_pages):
    make_narrative(report, "Cũ.")
    version = compiled(report, writer)
    with owner_login():
        Report.objects.filter(pk=report.pk).update(is_submitted=True)

    assert "bản đã gửi không thay đổi" in client.get(address(report, "sections")).content.decode()
    write(client, report, "Mới.")

    assert text_of(report) == "Mới."
    page = client.get(reverse("reports:version", args=[version.pk])).content.decode()
    assert "Cũ." in page
    assert "Mới." not in page


def test_a_section_that_the_form_does_not_have_is_nowhere(client, writer, report):
    assert client.get(address(report, "section", "khong-co")).status_code == 404


def test_the_report_names_required_sections_without_words(client, writer, report):
    make_narrative(report, "Một.")
    required = section_keys(report, is_required=True)

    with use_tenant(writer.access.tenant):
        empty = empty_required_sections(report, writer.access)

    assert [written.section.key for written in empty] == [key for key in required if key != SECTION]
    assert len(empty) > 1
    page = client.get(report.get_absolute_url())
    assert page.context["empty_sections"] == empty
    assert "nên viết trước khi gửi" in page.content.decode()


def test_only_its_own_writers_write(client, report, officer):
    claim, bad = make_claim(report), {"text": "Lạ."}
    viewer = make_member(role=Role.VIEWER, organisation=report.owner)
    with owner_login():
        Report.objects.filter(pk=report.pk).update(is_submitted=True)

    for person, status in (
        (viewer, 403),
        (make_member(role=Role.OFFICER), 404),
        (make_member(Kind.MINISTRY, Role.HEAD), 404),
    ):
        client.force_login(person)
        for url in (
            address(report, "section", SECTION),
            address(report, "claim_delete", claim.pk),
            address(report, "request_create"),
        ):
            assert client.get(url).status_code == client.post(url, bad).status_code == status
    client.force_login(viewer)
    assert "words/" not in client.get(report.get_absolute_url()).content.decode()
    assert rows(Claim, report) == [claim]
    assert text_of(report) is None


# Số liệu nêu


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


def test_a_stale_claim_and_a_stale_request_are_refused(client, writer, report):
    claim, request = make_claim(report), make_request(report)
    for row, name, box in ((claim, "claim", "verbatim"), (request, "request", "text")):
        url = address(report, name, row.pk)
        mine = sheet(client, url) | {box: "Của tôi"}
        theirs = sheet(client, url) | {box: "Của đồng nghiệp"}
        assert [client.post(url, theirs).status_code for _time in range(2)] == [302, 302]

        response = client.post(url, mine)

        assert LATE in errors_of(response)["__all__"][0]
        assert response.context["form"][box].value() == "Của tôi"
    assert [claim.verbatim for claim in rows(Claim, report)] == ["Của đồng nghiệp"]
    assert [request.text for request in rows(Request, report)] == ["Của đồng nghiệp"]


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


# Kiến nghị


def make_request(report, text="Hỗ trợ vốn vay", ordinal=1, **fields):
    fields.setdefault("request_class", "finance")
    with owner_login():
        return Request.objects.create(
            owner=report.owner, report=report, text=text, ordinal=ordinal, **fields
        )


def in_order(report):
    return [(row.ordinal, row.text) for row in rows(Request, report)]


def ask(client, report, text, **typed):
    url = address(report, "request_create")
    return send(client, url, text=text, request_class="law", **typed)


def test_requests_are_numbered_as_they_come_or_put_in_their_place(client, writer, report):
    for text in ("Một", "Hai"):
        ask(client, report, text)
    ask(client, report, "Đầu", position="1")
    ask(client, report, "Cuối", position="99")

    assert in_order(report) == [(1, "Đầu"), (2, "Một"), (3, "Hai"), (4, "Cuối")]
    assert logged(report) == [(Verb.CREATE, "reports.request", "")] * 4


@pytest.mark.parametrize(
    ("position", "order"),
    [("1", "cab"), ("2", "acb"), ("3", "abc"), ("7", "abc")],
)
def test_a_request_is_moved(client, writer, report, position, order):
    made = [make_request(report, text, place) for place, text in enumerate("abc", start=1)]

    send(client, address(report, "request", made[2].pk), position=position)

    assert in_order(report) == list(enumerate(order, start=1))


def test_a_request_sent_twice_is_one(client, writer, report):
    url = address(report, "request_create")
    twice = sheet(client, url) | {"text": "Một", "request_class": "law"}

    answers = [client.post(url, twice) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert in_order(report) == [(1, "Một")]


def test_a_deleted_request_leaves_no_gap(client, writer, report):
    made = [make_request(report, text, place) for place, text in enumerate("abc", start=1)]
    url = address(report, "request_delete", made[0].pk)

    assert "Xóa kiến nghị này?" in client.get(url).content.decode()
    client.post(url)

    assert in_order(report) == [(1, "b"), (2, "c")]


def test_a_request_needs_words_a_class_and_a_place(client, writer, report):
    errors = errors_of(send(client, address(report, "request_create"), text="", position="0"))

    assert set(errors) == {"text", "request_class", "position"}


# As many queries for one row as for many


@pytest.mark.parametrize("name", ["sections", "claims", "requests"])
def test_lists_ask_as_often_for_many_rows(client, writer, report, blank_pages, name):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(report, name)).status_code == 200
        return len(asked)

    def add(numbers):
        events = indicator("TT-01")
        for number in numbers:
            make_claim(report, f"Câu {number}", key=f"k{number}", indicator=events)
            make_request(report, f"Câu {number}", number)

    make_narrative(report, "{{claim:k1}}")
    add([1])
    compiled(report, writer)
    client.get(address(report, name))
    one = queries()
    add(range(2, 40))
    compiled(report, writer)

    assert queries() == one
