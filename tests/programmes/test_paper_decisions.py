"""The sheet of a decision, its corrections, and the pages that amend, end and restore."""

import datetime as dt
import re

import pytest

from organisations.tenancy import owner_login
from programmes.papers.kinds import LIST, PLAN
from tests.factories import (
    make_document,
)
from tests.programmes.paper_pages import address, decided, errors_of, read, signed_in, told
from tests.programmes.papers import Unit, change, fresh

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("kind", [PLAN, LIST], ids=["plan", "list"])


@pytest.fixture
def unit(client):
    return signed_in(client)


@BOTH
def test_the_sheet_of_a_decision_starts_with_what_the_draft_says(client, unit, kind):
    paper = unit.in_state(kind, "approved")

    form = client.get(address("paper_issue", kind, paper)).context["form"]

    verb = "ban hành" if kind is PLAN else "phê duyệt"
    with owner_login():
        issuer = paper.owner.name
    shown = [form[name].value() for name in ("title", "issuer", "issuer_level", "number")]
    assert shown == [f"Về việc {verb} {paper.title}", issuer, "department", None]


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"number": ""}, "number", "Nhập số, ký hiệu của quyết định."),
        ({"issued_on": ""}, "issued_on", "Nhập ngày ký. Ví dụ 31/12/2015."),
        ({"issued_on": "04/05/2099"}, "issued_on", "Ngày ký chưa đến. Hãy kiểm tra lại."),
        ({"issuer": ""}, "issuer", "Nhập cơ quan ban hành."),
        ({"issuer_level": ""}, "issuer_level", "Chọn cấp ban hành."),
        ({"title": ""}, "title", "Nhập trích yếu của quyết định."),
        (
            {"in_force_from": "03/05/2012"},
            "in_force_from",
            "Ngày có hiệu lực phải bằng hoặc sau ngày ký.",
        ),
    ],
)
def test_each_fault_of_a_decision_has_its_sentence_and_nothing_typed_is_lost(
    client, unit, fields, name, sentence
):
    plan = unit.in_state(PLAN, "approved")

    response = client.post(address("paper_issue", PLAN, plan), decided(**fields))

    assert errors_of(response) == {name: [sentence]}
    assert 'value="Nguyễn Văn An"' in response.content.decode()
    assert fresh(plan).state == "submitted"


def test_a_number_of_the_year_is_named_with_the_document_that_has_it(client, unit):
    plan = unit.in_state(PLAN, "approved")
    make_document(
        unit.organisation, number="12/QĐ-SCT", issued_on=dt.date(2012, 1, 2), title="Việc khác"
    )

    response = client.post(address("paper_issue", PLAN, plan), decided())

    assert errors_of(response) == {
        "number": [
            "Sổ văn bản đã có Quyết định 12/QĐ-SCT, ngày ký 02/01/2012: “Việc khác”."
            " Hãy kiểm tra lại số."
        ]
    }


@BOTH
def test_a_mistyped_decision_is_corrected_with_a_reason_and_the_log_says_so(client, unit, kind):
    paper = unit.in_state(kind, "issued")
    page = address("paper_decision", kind, paper)
    form = client.get(page).context["form"]
    sheet = {field.html_name: field.value() or "" for field in form}
    right = {"number": "21/QĐ-SCT", "issued_on": "05/04/2012", "issuer_level": "department"}

    unsaid = client.post(page, sheet | right)
    response = client.post(page, sheet | right | {"reason": "Gõ nhầm số, ngày"})

    assert errors_of(unsaid) == {"reason": ["Ghi lý do đính chính."]}
    assert response["Location"] == paper.get_absolute_url()
    with owner_login():
        document = fresh(paper).document
        days = [row.in_force_from for row in paper.revisions.order_by("ordinal")]
    assert str(document) == "Quyết định 21/QĐ-SCT"
    assert days == [dt.date(2012, 5, 4), dt.date(2012, 4, 5)]
    shown = client.get(paper.get_absolute_url())
    assert page in read(shown)
    said = shown.context["timeline"][0].comment
    assert said.endswith("→ Quyết định 21/QĐ-SCT ngày 05/04/2012. Lý do: Gõ nhầm số, ngày")


def test_an_amending_decision_asks_for_its_summary(client, unit):
    plan = unit.in_state(PLAN, "amending")
    change(plan)
    unit.approved(plan)
    sheet = decided(issued_on="04/05/2013")

    refused = client.post(address("paper_issue", PLAN, plan), sheet)
    client.post(address("paper_issue", PLAN, plan), sheet | {"summary": "Đổi tên kế hoạch"})

    assert errors_of(refused) == {"summary": ["Ghi tóm tắt nội dung điều chỉnh."]}
    with owner_login():
        assert [r.summary for r in plan.revisions.order_by("ordinal")] == ["", "Đổi tên kế hoạch"]


def test_a_page_of_a_verb_that_does_not_fit_leads_back_with_the_standing(client, unit):
    plan = unit.plan()

    response = client.get(address("paper_issue", PLAN, plan), follow=True)

    assert response.redirect_chain == [(plan.get_absolute_url(), 302)]
    assert told(response) == ["Kế hoạch đang ở trạng thái “dự thảo”."]


def test_verbs_of_one_kind_do_not_exist_for_the_other(client, unit):
    plan, task_list = unit.in_state(PLAN, "issued"), unit.in_state(LIST, "issued")
    client.force_login(unit.head)

    statuses = [
        client.get(address(f"paper_{verb}", kind, paper)).status_code
        for kind, paper, verbs in [
            (PLAN, plan, ("replace", "expire", "close", "reopen")),
            (LIST, task_list, ("replace", "expire", "restore", "close")),
        ]
        for verb in verbs
    ]

    assert statuses == [200, 200, 404, 404, 404, 404, 404, 200]


def test_the_head_alone_is_offered_to_end_a_plan_and_to_bring_it_back(client, unit):
    pages = {
        unit.in_state(PLAN, "issued"): ("paper_replace", "paper_expire"),
        unit.in_state(PLAN, "expired"): ("paper_restore",),
    }
    for plan, names in pages.items():
        links = [f'href="{address(name, PLAN, plan)}"' for name in names]
        client.force_login(unit.officer)
        shown = read(client.get(plan.get_absolute_url()))
        assert [link for link in links if link in shown] == []
        assert client.get(address(names[0], PLAN, plan)).status_code == 403

        client.force_login(unit.head)
        shown = read(client.get(plan.get_absolute_url()))
        assert [link for link in links if link in shown] == links


def test_what_was_ended_by_mistake_is_restored_with_a_reason_in_the_timeline(client, unit):
    plan = unit.in_state(PLAN, "expired")
    client.force_login(unit.head)
    page = address("paper_restore", PLAN, plan)

    refused = client.post(page, {"words": " "})
    shown = read(client.post(page, {"words": "Ghi nhầm kế hoạch"}, follow=True))

    assert errors_of(refused) == {"words": ["Chưa ghi: lý do khôi phục."]}
    assert fresh(plan).state == "issued"
    assert "khôi phục hiệu lực (hết hiệu lực → đã ban hành)" in shown
    assert "Lý do: Ghi nhầm kế hoạch" in shown


def test_a_plan_is_replaced_by_one_that_is_chosen_from_our_issued_plans(client, unit):
    plan, other = unit.in_state(PLAN, "issued"), unit.in_state(PLAN, "issued")
    unit.plan()
    Unit().in_state(PLAN, "issued")
    page = address("paper_replace", PLAN, plan)
    client.force_login(unit.head)

    shown = read(client.get(page))
    client.post(page, {"by": other.pk, "on": "01/01/2014", "words": "Ban hành kế hoạch mới"})

    options = re.findall(r'<option value="(\d+)"', shown)
    assert options == [str(other.pk)]
    plan = fresh(plan)
    assert (plan.state, plan.replaced_by_id) == ("replaced", other.pk)
    assert plan.ended_on == dt.date(2014, 1, 1)
