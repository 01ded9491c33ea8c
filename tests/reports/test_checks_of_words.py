"""Kiểm tra trước khi trình: what the words say, and findings that are explained."""

import pytest
from django.urls import reverse

from organisations import clock
from organisations.enums import Kind
from organisations.tenancy import owner_login
from programmes.models import TaskList
from reports.checks.running import CHECKS, check
from reports.checks.unasked import WHY_NOT
from reports.models import CheckRule, Explanation, Fact
from tests.factories import make_document, make_member, make_plan, make_report, make_round
from tests.reports.test_checks import claim, fact, found, written
from tests.reports.writing import LATE, errors_of, rows, send, sheet

pytestmark = pytest.mark.django_db
NIL = {"nature": "typed", "detail": {"basis": "Sổ"}}


@pytest.fixture
def report(ours):
    return make_report(ours, make_round(year=2026, addressees=[ours]))


@pytest.fixture
def version(report, officer):
    return written(report, officer)


def section(version, text, key="truyen_thong"):
    with owner_login():
        Fact.objects.create(
            owner=version.owner,
            version=version,
            nature="text",
            source="reports.Narrative",
            source_id=1,
            label=key,
            detail={"section": key, "text": text},
        )


WORDS = [
    ("KT-27", "Tỷ lệ áp dụng của tỉnh đạt {{CS-09}}%.", True),
    ("KT-27", "Tỷ lệ {{ CS-08 }}% trên địa bàn thành phố.", True),
    ("KT-27", "Tỷ lệ {{CS-09}}% trên số cơ sở trong sổ. Doanh nghiệp của tỉnh tham gia.", False),
    ("KT-27", "Tỷ lệ của tỉnh đạt {{CS-10}}%.", False),
    ("KT-32", "Đã tổ chức 33 lớp tập huấn.", True),
    ("KT-32", "Đã tổ chức {{TT-01}} lớp tập huấn.", False),
    ("KT-33", "Thu hút 250 đại biểu.", True),
    ("KT-33", "Thu hút 250 lượt đại biểu.", False),
    ("KT-52", "Hằng năm đều tổ chức hội thảo.", True),
    ("KT-52", "Hàng năm đều tổ chức hội thảo.", True),
    ("KT-52", "Mỗi tháng tổ chức hội thảo.", False),
]


@pytest.mark.parametrize(("rule", "text", "is_found"), WORDS)
def test_words_are_read_sentence_by_sentence(version, officer, rule, text, is_found):
    section(version, text)

    assert bool(found(version, officer, rule)) is is_found


def test_a_sentence_is_named_once_with_all_that_was_typed_into_it(version, officer):
    section(version, "Mở 33 lớp, 2.500 lượt người. Sau đó {{TT-01}} cuộc; thêm 4 tọa đàm.")

    assert found(version, officer, "KT-32") == [
        (
            "Câu 'Mở 33 lớp, 2.500 lượt người.' có số gõ tay. Hãy chèn bằng mã số liệu để lời văn"
            " không khác biểu.",
            "33 lớp; 2.500 lượt người",
        ),
        (
            "Câu 'thêm 4 tọa đàm.' có số gõ tay. Hãy chèn bằng mã số liệu để lời văn không khác"
            " biểu.",
            "4 tọa đàm",
        ),
    ]


@pytest.mark.parametrize("more", [{}, NIL])
def test_a_year_with_rows_or_a_declared_nought_is_no_gap(version, officer, more):
    section(version, "Hằng năm đều tổ chức hội thảo.")
    fact(version, "TT-05", 0, **more)

    assert found(version, officer, "KT-52") == []


@pytest.mark.parametrize(
    ("code", "about", "is_found"),
    [
        ("MT-03", {"is_met_claim": True}, True),
        ("MT-03", {"is_met_claim": True, "is_beyond_unit": True}, False),
        ("MT-04", {"is_met_claim": True}, False),
        ("MT-03", {}, False),
    ],
)
def test_a_target_is_not_met_by_saying_so(version, officer, code, about, is_found):
    claim(version, code, None, "đã hoàn thành mục tiêu", **about)

    assert [detail for _said, detail in found(version, officer, "KT-25")] == (
        ["đã hoàn thành mục tiêu"] * is_found
    )


def test_a_list_without_number_or_date_is_named(version, officer):
    with owner_login():
        Fact.objects.create(
            owner=version.owner,
            version=version,
            nature="text",
            source="programmes.TaskList",
            source_id=1,
            label="Danh mục năm 2026",
        )

    ((sentence, _detail),) = found(version, officer, "KT-37")

    assert sentence.startswith("Văn bản 'Danh mục năm 2026' thiếu số")


@pytest.mark.parametrize(("year", "is_found"), [(2026, True), (2024, False)])
def test_a_list_between_two_plans_has_to_choose(version, ours, officer, year, is_found):
    for first, last in ((2021, 2026), (2026, 2030)):
        make_plan(ours, year_from=first, year_to=last, state="issued", document=make_document(ours))
    with owner_login():
        TaskList.objects.create(owner=ours, year=year, title="Danh mục không có kế hoạch")

    assert bool(found(version, officer, "KT-38")) is is_found


def test_every_rule_is_asked_or_says_why_not():
    with owner_login():
        codes = set(CheckRule.objects.values_list("code", flat=True))

    assert codes == CHECKS.keys() | WHY_NOT.keys()
    assert not CHECKS.keys() & WHY_NOT.keys()


def test_the_page_says_why_a_rule_is_not_asked(client, report, version, officer):
    client.force_login(officer)

    page = client.get(reverse("reports:checks", args=[report.code])).content.decode()

    assert WHY_NOT["KT-16"] in page


# Giải trình


@pytest.fixture
def dense(client, report, version, officer):
    """A class of 301 people, which KT-41 wants explained; its officer is signed in."""
    fact(version, "TT-01", 1)
    fact(version, "TT-02", 301)
    client.force_login(officer)
    return reverse("reports:explain", args=[report.code, "KT-41"])


def test_a_finding_is_explained_and_whoever_approves_reads_it(
    client, dense, report, version, officer
):
    send(client, dense, text="Hội nghị trực tuyến toàn tỉnh")

    for page in ("reports:checks", "reports:approval:approval"):
        shown = client.get(reverse(page, args=[report.code])).content.decode()
        assert "Hội nghị trực tuyến toàn tỉnh" in shown, page
    with owner_login():
        result = check(version.report, version, access=officer.access, now=clock.now())
    explained = {
        each.rule.code: each.explanation
        for _level, group in result.by_severity
        for each in group
        if each.explanation
    }
    assert {code: row.written_by_name for code, row in explained.items()} == {"KT-41": str(officer)}


def test_an_emptied_explanation_is_gone(client, dense, report):
    send(client, dense, text="Đúng như vậy")
    send(client, dense, text="")

    assert rows(Explanation, report) == []


def test_two_who_explain_at_once_do_not_overwrite_each_other(client, dense, report):
    mine = sheet(client, dense)
    send(client, dense, text="Của đồng nghiệp")

    refused = client.post(dense, mine | {"text": "Của tôi"})

    assert LATE in errors_of(refused)["__all__"][0]
    assert [row.text for row in rows(Explanation, report)] == ["Của đồng nghiệp"]


@pytest.mark.parametrize("rule", ["KT-01", "KT-57", "KT-99"])
def test_what_may_not_be_explained_has_no_page(client, dense, report, rule):
    assert client.get(reverse("reports:explain", args=[report.code, rule])).status_code == 404


@pytest.mark.parametrize("kind", [Kind.DEPARTMENT, Kind.MINISTRY])
def test_strangers_neither_read_nor_write_explanations(client, dense, report, kind):
    send(client, dense, text="Riêng của đơn vị")
    client.force_login(make_member(kind))

    assert client.get(dense).status_code == 404
    assert client.post(dense, {"text": "Của người lạ"}).status_code == 404
    assert [row.text for row in rows(Explanation, report)] == ["Riêng của đơn vị"]
