"""Rules of support: who keeps which, what is in force, and how much of a cost they allow."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from organisations.enums import Kind, Role, Verb
from organisations.models import LogEntry
from organisations.tenancy import owner_login
from programmes.enums import CapUnit, Provenance
from programmes.models import FundingSource
from programmes.support.funding.calculator import Decided, support_for
from tests.factories import make_document, make_member, make_organisation

pytestmark = pytest.mark.django_db
TTLT_221 = {"rate": 50, "cap": 50_000_000}
SHEET = {
    "name": "Quỹ bảo vệ môi trường tỉnh",
    "fund": "environment",
    "form": "loan",
    "rate": "70",
    "cap": "5 tỷ",
    "cap_unit": "project",
    "interest": "2,6",
    "basis": "Quyết định 1/QĐ-UBND",
    "provenance": "official",
}


@pytest.fixture
def officer(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person


@pytest.fixture
def ours(officer):
    return officer.access.organisation


def address(name, *args):
    return reverse(f"programmes:{name}", args=args)


def make_source(owner, **fields):
    values = {"name": "Nguồn thử", "fund": "industry", "basis": "Quy định thử"}
    values |= {"rate": 30, "cap": 1000, "cap_unit": "model"}
    with owner_login():
        return FundingSource.objects.create(owner=owner, **values | fields)


def national(**fields):
    return make_source(make_organisation(Kind.MINISTRY), is_national=True, **fields)


def errors_of(response):
    assert response.status_code == 200
    return {name: list(sentences) for name, sentences in response.context["form"].errors.items()}


def own_rows(owner):
    with owner_login():
        return list(FundingSource.objects.filter(owner=owner))


def sheet_of(client, url):
    form = client.get(url).context["form"]
    return {field.html_name: field.value() or "" for field in form}


def calculated(client, **question):
    return client.get(address("funding_calculator"), {"on": "01/06/2016"} | question)


def supports(client, **question):
    return {
        support.source.name: (support.amount, support.decided.value)
        for support in calculated(client, **question).context["supports"]
    }


# How much


@pytest.mark.parametrize(
    ("rule", "cost", "amount", "decided"),
    [
        (TTLT_221, 80_000_000, 40_000_000, Decided.RATE),
        (TTLT_221, 140_000_000, 50_000_000, Decided.CAP),
        (TTLT_221, 100_000_000, 50_000_000, Decided.BOTH),
        (TTLT_221, 1, 0, Decided.RATE),
        ({"rate": Decimal("33.33"), "cap": None}, 100, 33, Decided.RATE),
        ({"rate": 50, "cap": None}, 99, 49, Decided.RATE),
        ({"rate": None, "cap": 70}, 99, 70, Decided.CAP),
        ({"rate": None, "cap": 70}, 69, 69, Decided.COST),
        ({"rate": 100, "cap": 10**18 - 1}, 10**18 - 1, 10**18 - 1, Decided.BOTH),
    ],
)
def test_support_is_the_smaller_of_share_and_cap_in_whole_dong(rule, cost, amount, decided):
    support = support_for(FundingSource(**rule), Decimal(cost))

    assert (support.amount, support.decided) == (amount, decided)


def test_the_page_answers_by_the_rules_of_the_law_that_were_loaded(client, ours):
    answers = supports(client, cost="140.000.000", unit="establishment")

    assert answers == {
        "Hỗ trợ tư vấn đánh giá sản xuất sạch hơn tại cơ sở": (50_000_000, "cap"),
        "Ứng dụng công nghệ mới (khuyến công, trước Thông tư 28/2018)": (70_000_000, "rate"),
    }
    page = calculated(client, cost="80 triệu").content.decode()
    assert ">40.000.000</strong>" in page
    assert "Hiệu lực sau 2020 chưa xác minh" in page
    assert "hỗ trợ không hoàn lại 50% chi phí, nhiều nhất 50.000.000 đồng cho một cơ sở" in page


def test_each_day_has_its_rules(client, ours):
    name = "Mô hình trình diễn công nghệ mới (khuyến công)"

    before = supports(client, cost="10 tỷ", unit="model", on="27/03/2018")
    after = supports(client, cost="10 tỷ", unit="model", on="28/03/2018")

    assert set(before) == {"Mô hình trình diễn kỹ thuật (khuyến công, trước Thông tư 28/2018)"}
    assert after[name] == (1_000_000_000, "cap")
    assert len(after) == 2
    assert supports(client, cost="10 tỷ", on="23/12/2012") == {}


def test_what_is_not_verified_stands_last_and_says_so(client, ours):
    response = calculated(client, cost="10 tỷ", unit="model", on="01/01/2026")

    shown = [support.source for support in response.context["supports"]]
    assert [source.is_unverified for source in shown] == [False, True]
    assert response.content.decode().count(">chưa kiểm chứng</span>") == 1


def test_the_calculator_stores_nothing_and_reads_an_empty_question_as_none(client, ours):
    page = client.get(address("funding_calculator"))

    assert page.context["supports"] is None
    assert page.context["form"].errors == {}
    assert client.post(address("funding_calculator")).status_code == 405


@pytest.mark.parametrize("cost", ["", "-5", "0", "abc", "1,5"])
def test_a_cost_that_cannot_be_read_is_refused_and_kept(client, ours, cost):
    response = calculated(client, cost=cost)

    assert set(response.context["form"].errors) == {"cost"}
    assert f'value="{cost}"' in response.content.decode() or not cost
    assert response.context["supports"] is None


def test_a_neighbours_rule_answers_nobody_else(client, ours):
    make_source(make_organisation(), name="Của láng giềng")
    make_source(ours, name="Của mình")

    names = set(supports(client, cost="100", on="01/01/2000"))

    assert names == {"Của mình"}


def test_a_rule_without_days_counts_from_the_signing_of_its_document(ours):
    document = make_document(ours, issued_on=dt.date(2020, 5, 1))
    source = make_source(ours, document=document)
    with owner_login():
        on = [
            source in FundingSource.objects.in_force_on(dt.date(2020, month, day))
            for month, day in ((4, 30), (5, 1))
        ]

    assert on == [False, True]


# What was loaded


def test_the_loaded_rules_say_how_far_they_are_to_be_trusted():
    with owner_login():
        rows = {
            (source.rate, source.cap, source.cap_unit, source.provenance)
            for source in FundingSource.objects.filter(is_national=True)
        }

    assert rows == {
        (50, 50_000_000, CapUnit.ESTABLISHMENT, Provenance.FOUND),
        (30, 1_000_000_000, CapUnit.MODEL, Provenance.FOUND),
        (30, 500_000_000, CapUnit.MODEL, Provenance.SHAKY),
        (30, 500_000_000, CapUnit.MODEL, Provenance.FOUND),
        (50, 200_000_000, CapUnit.ESTABLISHMENT, Provenance.FOUND),
    }


# Who keeps what


@pytest.mark.parametrize("kind", [Kind.DEPARTMENT, Kind.CORPORATION, Kind.MINISTRY])
def test_a_unit_adds_its_own_and_the_ministry_what_is_everybodys(client, kind):
    person = make_member(kind)
    client.force_login(person)

    response = client.post(address("funding_create"), SHEET)

    (source,) = own_rows(person.access.organisation)
    assert response["Location"] == source.get_absolute_url()
    assert (source.cap, source.interest) == (5_000_000_000, Decimal("2.6"))
    assert source.is_national is (kind == Kind.MINISTRY)
    with owner_login():
        assert LogEntry.objects.get(owner=person.access.organisation).verb == Verb.CREATE


@pytest.mark.parametrize("kind", [Kind.DEPARTMENT, Kind.CORPORATION, Kind.ENTERPRISE])
def test_national_rows_are_read_by_all_and_changed_by_no_unit(client, kind):
    source = national()
    client.force_login(make_member(kind))
    pages = [address("funding_edit", source.pk), address("funding_remove", source.pk)]

    assert source in client.get(address("funding"), {"q": source.name}).context["object_list"]
    assert client.get(source.get_absolute_url()).status_code == 200
    assert {client.get(page).status_code for page in pages} == {403}
    assert {client.post(page, SHEET).status_code for page in pages} == {403}


def test_the_ministry_edits_and_removes_national_rows(client):
    person = make_member(Kind.MINISTRY)
    client.force_login(person)
    source = make_source(person.access.organisation, is_national=True)
    url = address("funding_edit", source.pk)

    client.post(url, sheet_of(client, url) | {"provenance": "official", "cap": "2000"})

    (row,) = own_rows(person.access.organisation)
    assert (row.provenance, row.cap, row.is_national) == ("official", 2000, True)
    client.post(address("funding_remove", source.pk))
    assert own_rows(person.access.organisation) == []


def test_a_neighbours_own_rule_does_not_exist_and_a_viewer_writes_none(client):
    theirs = make_source(make_organisation())
    viewer = make_member(role=Role.VIEWER)
    mine = make_source(viewer.access.organisation)
    client.force_login(viewer)

    def statuses(source):
        return [
            client.get(source.get_absolute_url()).status_code,
            client.get(address("funding_edit", source.pk)).status_code,
            client.post(address("funding_remove", source.pk)).status_code,
        ]

    assert statuses(theirs) == [404] * 3
    assert statuses(mine) == [200, 403, 403]
    assert client.get(address("funding_create")).status_code == 403


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"name": ""}, "name", "Nhập tên nguồn hỗ trợ."),
        ({"rate": "", "cap": ""}, "rate", "Ghi tỷ lệ hỗ trợ hoặc mức tối đa."),
        ({"rate": "100,5"}, "rate", "Tỷ lệ hỗ trợ lớn hơn 0 và không quá 100 phần trăm."),
        ({"cap": "0"}, "cap", "Mức tối đa phải lớn hơn 0."),
        ({"form": "grant"}, "interest", "Chỉ vay ưu đãi mới có lãi suất."),
        (
            {"valid_from": "02/01/2020", "valid_to": "01/01/2020"},
            "valid_to",
            "Ngày hết hiệu lực phải bằng hoặc sau ngày có hiệu lực.",
        ),
    ],
)
def test_each_fault_has_its_sentence_at_its_field(client, ours, fields, field, sentence):
    response = client.post(address("funding_create"), SHEET | fields)

    assert errors_of(response) == {field: [sentence]}
    assert own_rows(ours) == []


def test_a_stale_tab_does_not_overwrite(client, ours):
    source = make_source(ours)
    url = address("funding_edit", source.pk)
    stale = sheet_of(client, url)
    client.post(url, stale | {"name": "Tên mới"})

    response = client.post(url, stale | {"name": "Tên trong thẻ cũ"})

    assert errors_of(response)["__all__"][0].startswith("Chưa lưu: hồ sơ đã được sửa ở nơi khác")
    assert own_rows(ours)[0].name == "Tên mới"


@pytest.mark.parametrize("count", [1, 3, 200])
def test_list_and_calculator_cost_the_same_however_many(
    client, ours, django_assert_num_queries, count
):
    document = make_document(ours)
    for number in range(count):
        make_source(ours, name=f"Của mình {number:03}", document=document)

    with django_assert_num_queries(11):
        rows = client.get(address("funding"), {"q": "cua minh"}).context["object_list"]
        assert len(rows) == min(count, 50)
    with django_assert_num_queries(11):
        assert len(supports(client, cost="1000", unit="model")) >= count
