"""Targets, contents, opinions and money of a paper, typed on their sheets."""

import re

import pytest

from organisations.enums import Kind
from organisations.tenancy import owner_login
from programmes.enums import Measure
from programmes.models import (
    Indicator,
    Milestone,
    Opinion,
    PlanComponent,
    PlanMoney,
    Scheme,
    Strategy,
    Target,
)
from programmes.papers.kinds import LIST, PLAN
from tests.factories import (
    make_document,
    make_organisation,
    make_plan,
    make_task_list,
)
from tests.programmes.paper_pages import address, errors_of, of_plan, read, signed_in, told
from tests.programmes.papers import Unit

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("kind", [PLAN, LIST], ids=["plan", "list"])
COUNTS = pytest.mark.parametrize("count", [1, 3, 200])


@pytest.fixture
def unit(client):
    return signed_in(client)


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
