"""Pages and buttons of plans and lists through their life, over HTTP."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from organisations.enums import Kind, Role
from organisations.tenancy import owner_login
from programmes.enums import Measure
from programmes.models import (
    Indicator,
    LegalDocument,
    Milestone,
    Opinion,
    PlanComponent,
    PlanMoney,
    Revision,
    Scheme,
    Strategy,
    Target,
)
from programmes.papers import actions
from programmes.papers.kinds import LIST, PLAN
from tests.factories import (
    make_document,
    make_member,
    make_organisation,
    make_plan,
    make_task_list,
)
from tests.programmes.papers import Unit, change, decision, fresh

pytestmark = pytest.mark.django_db
COUNTS = pytest.mark.parametrize("count", [1, 3, 200])
BOTH = pytest.mark.parametrize("kind", [PLAN, LIST], ids=["plan", "list"])
PLAN_STATES = (
    "draft",
    "consulting",
    "submitted",
    "approved",
    "issued",
    "amending",
    "replaced",
    "expired",
)


@pytest.fixture
def unit(client):
    unit = Unit()
    client.force_login(unit.officer)
    return unit


def address(name, kind, paper, *more):
    return reverse(f"programmes:{name}", args=[kind.slug, paper.pk, *more])


def of_plan(name, plan, *more):
    return reverse(f"programmes:{name}", args=[plan.pk, *more])


def read(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def errors_of(response):
    assert response.status_code == 200
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def told(response):
    return [str(message) for message in response.context["messages"]]


def decided(**fields):
    sheet = {
        "type": "decision",
        "number": "12/QĐ-SCT",
        "issued_on": "04/05/2012",
        "issuer": "Sở Công Thương Hà Nội",
        "issuer_level": "department",
        "title": "Về việc phê duyệt Kế hoạch",
        "signing_for": "KT.",
        "signer_position": "Phó Giám đốc",
        "signer_name": "Nguyễn Văn An",
    }
    return sheet | fields


def make_strategy(**fields):
    ministry = make_organisation(Kind.MINISTRY)
    document = make_document(ministry, is_national=True)
    facts = {"code": f"cl-{document.pk}", "name": "Chiến lược thử", "year_from": 2009}
    with owner_login():
        return Strategy.objects.create(document=document, **facts | {"year_to": 2020} | fields)


def make_national_target(strategy, indicator=None, years=(2009, 2015), **fields):
    with owner_login():
        milestone, _new = Milestone.objects.get_or_create(
            strategy=strategy,
            label=f"Đến năm {years[1]}",
            year_from=years[0],
            year_to=years[1],
        )
        return Target.objects.create(
            owner=strategy.document.owner,
            is_national=True,
            milestone=milestone,
            indicator=indicator,
            **{"label": "Cơ sở nhận thức", "value": 50} | fields,
        )


def any_indicator():
    with owner_login():
        return Indicator.objects.filter(measure=Measure.TARGET).first()


# The page in every state


@pytest.mark.parametrize("state", PLAN_STATES)
def test_the_page_names_the_state_and_the_one_main_action(client, unit, state):
    plan = unit.in_state(PLAN, state)
    unit.opinion(plan, number="1/STC", issued_on=dt.date(2012, 1, 5), response="taken_up")

    response = client.get(plan.get_absolute_url())

    main = {
        "draft": "submit",
        "consulting": "submit",
        "approved": "issue",
        "amending": "submit",
    }.get(state)
    step = response.context["main_step"]
    assert (step.url if step else None) == (main and address(f"paper_{main}", PLAN, plan))
    assert plan.get_state_display() in read(response)


def test_a_viewer_sees_no_button(client, unit):
    plan = unit.plan()
    client.force_login(make_member(organisation=unit.organisation, role=Role.VIEWER))

    page = read(client.get(plan.get_absolute_url()))

    for name in ("submit", "consult"):
        assert address(f"paper_{name}", PLAN, plan) not in page
    for name in ("target_create", "component_create", "plan_money", "plan_edit"):
        assert of_plan(name, plan) not in page


def test_what_is_missing_stands_on_the_page_with_links_and_instead_of_the_button(client, unit):
    plan = make_plan(unit.organisation)
    sentence = "Ghi ít nhất một mục tiêu hoặc một nội dung thực hiện."
    link = f'<a href="{of_plan("component_create", plan)}">{sentence}</a>'

    page = read(client.get(plan.get_absolute_url()))
    submit = read(client.get(address("paper_submit", PLAN, plan)))
    refused = client.post(address("paper_submit", PLAN, plan))

    assert link in page
    assert link in submit
    assert "Hồ sơ đi qua các bước" not in submit
    assert sentence in errors_of(refused)["__all__"][0]


# Through the whole life, by buttons


@BOTH
def test_a_paper_goes_its_way_by_its_pages(client, unit, kind):
    paper = unit.paper(kind)

    client.post(address("paper_submit", kind, paper), {"words": "Tờ trình số 5"})
    client.force_login(unit.head)
    seen = {"words": "", "seen": unit.seen(paper)}
    client.post(address("paper_approve", kind, paper), seen)
    client.force_login(unit.officer)
    response = client.post(address("paper_issue", kind, paper), decided())

    assert response["Location"] == paper.get_absolute_url()
    paper = fresh(paper)
    with owner_login():
        assert paper.state == "issued"
        assert str(paper.document) == "Quyết định 12/QĐ-SCT"
        assert (paper.document.signing_for, paper.document.signer_name) == ("KT.", "Nguyễn Văn An")


@BOTH
def test_the_sheet_of_a_decision_starts_with_what_the_draft_says(client, unit, kind):
    paper = unit.in_state(kind, "approved")

    form = client.get(address("paper_issue", kind, paper)).context["form"]

    verb = "ban hành" if kind is PLAN else "phê duyệt"
    with owner_login():
        issuer = paper.owner.name
    shown = [form[name].value() for name in ("title", "issuer", "issuer_level", "number")]
    assert shown == [f"Về việc {verb} {paper.title}", issuer, "department", None]


def test_sent_back_without_a_reason_says_so_and_moves_nothing(client, unit):
    plan = unit.in_state(PLAN, "submitted")
    client.force_login(unit.head)

    words = {"words": " ", "seen": unit.seen(plan)}
    response = client.post(address("paper_return", PLAN, plan), words, follow=True)

    assert told(response) == ["Chưa trả lại: hãy ghi lý do, cần hoàn thiện những gì."]
    assert fresh(plan).state == "submitted"


def test_what_is_approved_can_be_taken_back_before_the_decision(client, unit):
    plan = unit.in_state(PLAN, "approved")
    page = read(client.get(plan.get_absolute_url()))

    words = {"words": "Sai số kinh phí", "seen": unit.seen(plan)}
    client.post(address("paper_withdraw", PLAN, plan), words)

    assert "Rút lại để sửa" in page
    assert f'name="seen" value="{words["seen"]}"' in page
    assert fresh(plan).state == "draft"


def test_nobody_takes_back_what_a_colleague_has_approved_meanwhile(client, unit):
    plan = unit.in_state(PLAN, "submitted")
    words = {"words": "Sai số kinh phí", "seen": unit.seen(plan)}
    client.force_login(unit.head)
    client.post(address("paper_approve", PLAN, plan), {"seen": words["seen"]})
    client.force_login(unit.officer)

    response = client.post(address("paper_withdraw", PLAN, plan), words, follow=True)

    assert "đã được xử lý ở nơi khác" in " ".join(told(response))
    assert fresh(plan).state == "submitted"


def test_the_timeline_tells_each_step_once_with_states_in_words(client, unit):
    plan = unit.in_state(PLAN, "issued")

    timeline = client.get(plan.get_absolute_url()).context["timeline"]

    assert [(e.get_verb_display(), e.from_name, e.to_name) for e in timeline] == [
        ("ghi quyết định ban hành", "đã trình", "đã ban hành"),
        ("duyệt", "", "đã duyệt"),
        ("trình, gửi", "dự thảo", "đã trình"),
    ]


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


# Who


@BOTH
def test_a_neighbours_paper_does_not_exist(client, unit, kind):
    theirs = Unit().in_state(kind, "submitted")
    verbs = ["consult", "redraft", "submit", "approve", "return", "withdraw", "issue", "amend"]

    statuses = {client.post(address(f"paper_{v}", kind, theirs)).status_code for v in verbs}
    statuses |= {
        client.get(address("paper_in_force", kind, theirs)).status_code,
        client.get(address("opinion_create", kind, theirs)).status_code,
    }

    assert statuses == {404}
    assert fresh(theirs).state == "submitted"


@BOTH
def test_a_viewer_reads_what_was_in_force_and_presses_nothing(client, unit, kind):
    paper = unit.in_state(kind, "issued")
    client.force_login(make_member(organisation=unit.organisation, role=Role.VIEWER))

    statuses = [
        client.get(address("paper_in_force", kind, paper)).status_code,
        client.get(address("paper_revision", kind, paper, 1)).status_code,
        client.get(address("paper_amend", kind, paper)).status_code,
        client.post(address("paper_amend", kind, paper), {"words": "Bổ sung"}).status_code,
    ]

    assert statuses == [200, 200, 403, 403]


# What was in force


def amended(unit, kind):
    paper = unit.in_state(kind, "amending")
    change(paper)
    unit.approved(paper)
    later = decision(issued_on=dt.date(2013, 3, 1))
    unit.act(actions.issue, paper, later, summary="Đổi tên")
    return paper


@BOTH
@pytest.mark.parametrize(
    ("day", "ordinal"),
    [("03/05/2012", None), ("04/05/2012", 1), ("28/02/2013", 1), ("01/03/2013", 2)],
)
def test_the_page_of_a_day_shows_what_was_decided_by_then(client, unit, kind, day, ordinal):
    paper = amended(unit, kind)

    response = client.get(address("paper_in_force", kind, paper), {"day": day})

    revision = response.context["revision"]
    assert (revision.ordinal if revision else None) == ordinal
    assert ("Tên mới</dd>" in read(response)) == (ordinal == 2)


def test_a_day_that_cannot_be_read_is_said_at_the_box(client, unit):
    plan = unit.in_state(PLAN, "issued")

    response = client.get(address("paper_in_force", PLAN, plan), {"day": "31/02/2013"})

    assert errors_of(response) == {"day": ["Không có ngày 31: tháng 2 năm 2013 có 28 ngày."]}
    assert 'value="31/02/2013"' in response.content.decode()


def test_a_revision_says_in_words_what_it_changed(client, unit):
    plan = amended(unit, PLAN)

    page = read(client.get(address("paper_revision", PLAN, plan, 2)))

    assert "Kế hoạch: Tên kế hoạch" in page
    assert f">{plan.title}</td>" in page
    assert ">Tên mới</td>" in page
    assert client.get(address("paper_revision", PLAN, plan, 3)).status_code == 404


def test_the_units_page_of_a_day_lists_what_had_effect_and_nothing_of_the_neighbour(client, unit):
    with_effect = unit.in_state(PLAN, "issued")
    unit.plan()
    task_list = unit.task_list(year=2013, plan=with_effect)
    unit.issued(task_list)
    Unit().in_state(PLAN, "issued")
    page = reverse("programmes:plans_in_force")

    then = client.get(page, {"day": "01/06/2013"}).context
    before = client.get(page, {"day": "01/05/2012"}).context
    after = client.get(page, {"day": "01/06/2016"}).context

    assert [plan for plan, _revision in then["plans"]] == [with_effect]
    assert [row for row, _revision in then["task_lists"]] == [task_list]
    assert [before["plans"], before["task_lists"]] == [[], []]
    assert [after["plans"], after["task_lists"]] == [[], []]


@COUNTS
def test_the_units_page_of_a_day_costs_the_same(client, unit, django_assert_num_queries, count):
    for number in range(count):
        document = make_document(unit.organisation)
        plan = make_plan(unit.organisation, state="issued", document=document)
        make_task_list(unit.organisation, plan=plan, year=2013, state="issued")
        if number % 2:
            with owner_login():
                Revision.objects.create(
                    owner=unit.organisation,
                    plan=plan,
                    ordinal=1,
                    document=document,
                    in_force_from=document.issued_on,
                    content={},
                )

    with django_assert_num_queries(14):
        response = client.get(reverse("programmes:plans_in_force"), {"day": "01/06/2013"})

    assert [len(response.context[name]) for name in ("plans", "task_lists")] == [count, count]


@COUNTS
def test_the_page_of_a_plan_costs_the_same(client, unit, django_assert_num_queries, count):
    plan = make_plan(unit.organisation, strategy=make_strategy())
    with owner_login():
        scheme = Scheme.objects.create(strategy=plan.strategy, ordinal=1, name="Đề án thử")
        for number in range(count):
            facts = {"owner": plan.owner, "plan": plan}
            Target.objects.create(label=f"Mục tiêu {number}", value=1, **facts)
            PlanComponent.objects.create(name="Việc", scheme=scheme, **facts)
            PlanMoney.objects.create(year=2012 + number, fund="science", amount=1, **facts)
            Opinion.objects.create(party="Sở Tài chính", **facts)
    make_task_list(unit.organisation, plan=plan)

    with django_assert_num_queries(30):
        client.get(plan.get_absolute_url())


# Targets, components, opinions, money


def test_own_targets_stand_beside_the_national_ones_of_shared_years(client, unit):
    strategy, indicator = make_strategy(), any_indicator()
    shared = make_national_target(strategy, indicator)
    only = make_national_target(strategy, is_for_nation_only=True, label="Sở có cán bộ")
    make_national_target(strategy, indicator, years=(2016, 2020), value=90)
    plan = make_plan(unit.organisation, strategy=strategy)
    with owner_login():
        own = Target.objects.create(
            owner=plan.owner,
            plan=plan,
            indicator=indicator,
            label="Cơ sở có tiềm năng nhận thức",
            comparator=">",
            value=60,
            denominator="cơ sở có tiềm năng",
        )
        alone = Target.objects.create(owner=plan.owner, plan=plan, label="Riêng", value=1)

    response = client.get(plan.get_absolute_url())

    pairs = [(pair.nation, pair.own) for pair in response.context["beside"]]
    assert pairs == [([shared], [own]), ([only], []), ([], [alone])]
    page = read(response)
    assert "trên 60 %" in page
    assert "tính trên cơ sở có tiềm năng" in page
    assert page.count("chỉ tính ở cấp quốc gia") == 1


def test_a_national_target_is_where_an_own_one_starts(client, unit):
    strategy = make_strategy()
    nation = make_national_target(strategy, any_indicator(), denominator="cơ sở công nghiệp")
    plan = make_plan(unit.organisation, strategy=strategy)
    page = of_plan("target_create", plan)

    form = client.get(page, {"from": nation.pk}).context["form"]
    sheet = {field.html_name: field.value() or "" for field in form} | {"value": "60"}
    client.post(page, sheet | {"denominator": "cơ sở có tiềm năng"})

    with owner_login():
        (own,) = Target.objects.filter(plan=plan)
    assert (own.label, own.indicator_id) == (nation.label, nation.indicator_id)
    assert (own.value, own.denominator, own.is_national) == (60, "cơ sở có tiềm năng", False)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"label": ""}, "label"),
        ({"value": ""}, "value"),
        ({"comparator": ""}, "comparator"),
        ({"value": "8", "upper": "5"}, "upper"),
        ({"value": "một nửa"}, "value"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused_at_its_box(client, unit, fields, name):
    plan = make_plan(unit.organisation)
    sheet = {"label": "Cơ sở áp dụng", "comparator": ">=", "value": "25", "unit": "%"}

    response = client.post(of_plan("target_create", plan), sheet | fields)

    assert list(errors_of(response)) == [name]
    with owner_login():
        assert not Target.objects.filter(plan=plan).exists()


def test_a_made_up_key_of_any_length_starts_nothing(client, unit):
    page = of_plan("target_create", unit.plan())

    assert client.get(page, {"from": "9" * 5000}).status_code == 200


def test_the_same_target_sent_twice_is_one(client, unit):
    plan = make_plan(unit.organisation)
    sheet = {"label": "Cơ sở áp dụng", "comparator": ">=", "value": "25", "unit": "%"}

    for _ in range(2):
        client.post(of_plan("target_create", plan), sheet)

    with owner_login():
        assert Target.objects.filter(plan=plan).count() == 1


def test_a_component_offers_the_schemes_of_the_plans_strategy_alone(client, unit):
    strategy = make_strategy()
    with owner_login():
        scheme = Scheme.objects.create(strategy=strategy, ordinal=1, name="Đề án thử")
    plan = make_plan(unit.organisation, strategy=strategy)

    shown = read(client.get(of_plan("component_create", plan)))

    assert re.findall(r'<option value="(\d+)"', shown) == [str(scheme.pk)]


def test_components_stand_under_their_schemes(client, unit):
    strategy = make_strategy()
    with owner_login():
        first, second = (
            Scheme.objects.create(strategy=strategy, ordinal=n, name=f"Đề án thử {n}")
            for n in (1, 2)
        )
    plan = make_plan(unit.organisation, strategy=strategy)
    client.post(
        of_plan("component_create", plan),
        {"ordinal": "1", "name": "Tập huấn", "scheme": second.pk, "lead": "Phòng Kỹ thuật"},
    )

    groups = client.get(plan.get_absolute_url()).context["components"]

    assert [(scheme, [c.name for c in rows]) for scheme, rows in groups] == [
        (first, []),
        (second, ["Tập huấn"]),
    ]


def test_parts_are_changed_removed_and_told_in_the_timeline(client, unit):
    plan = unit.plan()
    with owner_login():
        component = plan.components.get()
    page = of_plan("component_edit", plan, component.pk)
    form = client.get(page).context["form"]
    sheet = {field.html_name: field.value() or "" for field in form}

    client.post(page, sheet | {"name": "Tập huấn"})
    stale = client.post(page, sheet | {"name": "Tên trong thẻ cũ"})
    client.post(of_plan("component_remove", plan, component.pk))

    assert errors_of(stale)["__all__"][0].startswith("Chưa lưu:")
    with owner_login():
        assert not plan.components.exists()
    said = [e.comment for e in client.get(plan.get_absolute_url()).context["timeline"]]
    assert said == [
        "Nội dung của kế hoạch, xóa: Tập huấn",
        "Nội dung của kế hoạch, sửa: Tập huấn",
    ]


def test_a_component_that_a_task_leans_on_stays(client, unit):
    plan = unit.plan()
    task_list = unit.task_list(plan=plan)
    with owner_login():
        component = plan.components.get()
        task_list.tasks.update(component=component)

    response = client.post(of_plan("component_remove", plan, component.pk), follow=True)

    assert told(response)[0].startswith("Chưa xóa: còn hồ sơ gắn với “Tuyên truyền”: Nhiệm vụ thử")


@BOTH
def test_an_opinion_is_asked_for_answered_and_explained(client, unit, kind):
    paper = unit.in_state(kind, "consulting")
    sheet = {"party": "Sở Tài chính", "asked_on": "01/02/2012", "response": "pending"}

    response = client.post(address("opinion_create", kind, paper), sheet)
    with owner_login():
        opinion = paper.opinions.get()
    page = address("opinion_edit", kind, paper, opinion.pk)
    form = client.get(page).context["form"]
    sheet = {field.html_name: field.value() or "" for field in form}
    unexplained = client.post(
        page, sheet | {"response": "explained", "number": "9/STC", "issued_on": "09/02/2012"}
    )
    unlettered = client.post(page, sheet | {"response": "taken_up"})
    backwards = client.post(page, sheet | {"number": "9/STC", "issued_on": "31/01/2012"})

    assert response["Location"] == f"{paper.get_absolute_url()}#opinions"
    assert errors_of(unexplained) == {"explanation": ["Ghi nội dung giải trình."]}
    assert list(errors_of(unlettered)) == ["number"]
    assert list(errors_of(backwards)) == ["issued_on"]


def test_money_is_typed_as_people_write_it(client, unit):
    plan = make_plan(unit.organisation)
    page = of_plan("plan_money", plan)
    form = client.get(page).context["form"]
    cells = {
        "seen": form["seen"].value(),
        "money_2012_science": "1,5 tỷ",
        "money_2013_science": "500 triệu",
        "money_2013_industry": "1.234.567",
        "money_2014_other": "0",
    }

    response = client.post(page, cells)

    assert response["Location"] == f"{plan.get_absolute_url()}#money"
    with owner_login():
        rows = plan.money.order_by("year", "fund").values_list("year", "fund", "amount")
        stored = list(rows)
    assert stored == [
        (2012, "science", 1_500_000_000),
        (2013, "industry", 1_234_567),
        (2013, "science", 500_000_000),
        (2014, "other", 0),
    ]
    page = read(client.get(plan.get_absolute_url()))
    assert "2.001.234.567" in page


@pytest.mark.parametrize("typed", ["-1", "(500)", "vài tỷ", "1,5", "10.00", "9999999999999999"])
def test_money_that_makes_no_sense_is_refused_at_its_cell_and_nothing_is_lost(client, unit, typed):
    plan = unit.plan()
    page = of_plan("plan_money", plan)
    seen = client.get(page).context["form"]["seen"].value()

    response = client.post(
        page, {"seen": seen, "money_2012_science": typed, "money_2013_donor": "2 tỷ"}
    )

    assert list(errors_of(response)) == ["money_2012_science"]
    shown = response.content.decode()
    assert f'value="{typed}"' in shown
    assert 'value="2 tỷ"' in shown
    with owner_login():
        assert [row.amount for row in plan.money.all()] == [500_000_000]


def test_an_emptied_cell_takes_its_row_away(client, unit):
    plan = unit.plan()
    page = of_plan("plan_money", plan)
    seen = client.get(page).context["form"]["seen"].value()

    client.post(page, {"seen": seen, "money_2012_industry": ""})

    with owner_login():
        assert not plan.money.exists()


def test_a_stale_table_of_money_overwrites_nothing(client, unit):
    plan = unit.plan()
    page = of_plan("plan_money", plan)
    seen = client.get(page).context["form"]["seen"].value()
    client.post(page, {"seen": seen, "money_2012_industry": "600 triệu"})

    response = client.post(page, {"seen": seen, "money_2012_industry": "700 triệu"})

    assert errors_of(response)["__all__"][0].startswith("Chưa lưu:")
    (version,) = response.context["form"].versions
    assert (version.saved, version.typed) == ("600.000.000", "700.000.000")
    assert 'value="700 triệu"' in response.content.decode()
    with owner_login():
        assert plan.money.get().amount == 600_000_000


@pytest.mark.parametrize("state", ["submitted", "issued", "expired"])
def test_the_content_of_a_paper_that_is_not_open_is_not_written(client, unit, state):
    plan = unit.in_state(PLAN, state)
    with owner_login():
        target, component = plan.targets.get(), plan.components.get()
    sheet = {"label": "Khác", "comparator": ">=", "value": "1", "unit": "%"}

    refused = [
        client.post(of_plan("target_create", plan), sheet),
        client.post(of_plan("component_create", plan), {"ordinal": "2", "name": "Khác"}),
        client.post(of_plan("plan_money", plan), {"money_2012_industry": "1"}),
        client.post(address("opinion_create", PLAN, plan), {"party": "Sở", "response": "pending"}),
    ]
    for page in (
        of_plan("target_remove", plan, target.pk),
        of_plan("component_remove", plan, component.pk),
    ):
        client.post(page)

    assert {errors_of(response)["__all__"][0].split(":")[0] for response in refused} == {"Chưa lưu"}
    with owner_login():
        assert [plan.targets.count(), plan.components.count(), plan.money.count()] == [1, 1, 1]
        assert not plan.opinions.exists()


def test_a_part_of_another_plan_does_not_exist_below_this_one(client, unit):
    plan, other = unit.plan(), unit.plan()
    theirs = Unit().plan()
    with owner_login():
        targets = [other.targets.get(), theirs.targets.get()]

    statuses = [
        client.get(of_plan("target_edit", plan, target.pk)).status_code for target in targets
    ]
    statuses.append(client.get(of_plan("target_create", theirs)).status_code)

    assert statuses == [404, 404, 404]


def test_the_document_of_an_amendment_names_its_plan(client, unit):
    plan = amended(unit, PLAN)
    with owner_login():
        document = LegalDocument.objects.get(pk=plan.revisions.get(ordinal=2).document_id)

    response = client.get(reverse("programmes:document", args=[document.pk]))

    assert list(response.context["plans"]) == [plan]
