"""The search page: what is found for whom, at what cost, and how it reads."""

import unicodedata

import pytest
from django.apps import apps
from django.urls import reverse

from assessments.models import DemonstrationModel
from enterprises.enums import ZoneKind
from organisations.enums import Kind
from organisations.tenancy import owner_login
from programmes.models import FocalUnit, Task, TaskList
from reports.search.sources import SOURCES
from tests.factories import (
    make_activity,
    make_document,
    make_establishment,
    make_member,
    make_organisation,
    make_plan,
    make_report,
    make_round,
    make_task,
    make_task_list,
    make_zone,
)

pytestmark = pytest.mark.django_db
SEARCH_QUERIES = 34
PLACE = "Đốc Sỹ"


@pytest.fixture
def officer(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person


@pytest.fixture
def ours(officer):
    return officer.access.organisation


def make_one_of_each(owner, name):
    """A record of every kind that a unit itself can have, all of one name."""
    plan = make_plan(owner, title=f"Kế hoạch {name}")
    site = make_establishment(owner, name=f"Cơ sở {name}")
    make_activity(owner, title=f"Hội thảo {name}")
    make_document(owner, title=f"Về {name}")
    make_report(owner, make_round(title=f"Kỳ {name}", addressees=[owner]))
    with owner_login():
        tasks = TaskList.objects.create(owner=owner, plan=plan, title=f"Danh mục {name}", year=2014)
        Task.objects.create(owner=owner, task_list=tasks, name=f"Nhiệm vụ {name}")
        FocalUnit.objects.create(owner=owner, name=f"Trung tâm {name}", state="exists")
        DemonstrationModel.objects.create(
            owner=owner,
            establishment=site,
            name=f"Mô hình {name}",
            period_from=2010,
            period_to=2012,
        )


def searched(client, words):
    response = client.get(reverse("search"), {"q": words})
    assert response.status_code == 200
    return response, {
        str(section.label): [found.title for found in section.rows]
        for section in response.context["sections"]
    }


def test_every_kind_of_our_records_is_found_and_nothing_of_a_neighbour(client, ours):
    make_one_of_each(make_organisation(), f"{PLACE} láng giềng")
    make_one_of_each(ours, PLACE)

    response, found = searched(client, "doc sy")

    rounds = found.pop("Kỳ báo cáo")
    assert sorted(rounds) == [f"Kỳ {PLACE}", f"Kỳ {PLACE} láng giềng"]  # rounds are everybody's
    assert found.pop("Văn bản")[0].startswith("Quyết định ")
    assert found == {
        "Kế hoạch": [f"Kế hoạch {PLACE}"],
        "Danh mục nhiệm vụ": [f"Danh mục {PLACE}"],
        "Nhiệm vụ": [f"Nhiệm vụ {PLACE}"],
        "Hoạt động": [f"Hội thảo {PLACE}"],
        "Cơ sở sản xuất": [f"Cơ sở {PLACE}"],
        "Mô hình trình diễn": [f"Mô hình {PLACE}"],
        "Báo cáo": [f"Kỳ {PLACE}"],
        "Đơn vị đầu mối": [f"Trung tâm {PLACE}"],
    }
    assert [section.total for section in response.context["sections"]] == [
        2 if section.label == "Kỳ báo cáo" else 1 for section in response.context["sections"]
    ]


def test_every_address_found_opens(client, ours):
    make_one_of_each(ours, PLACE)

    for words in ("doc sy", "sản xuất sạch hơn", "cơ sở"):
        for section in searched(client, words)[0].context["sections"]:
            assert client.get(section.rows[0].url).status_code == 200, section.rows[0].url
            if section.list_url:
                assert client.get(section.list_url).status_code == 200, section.list_url


@pytest.mark.parametrize("kind", [Kind.ENTERPRISE, Kind.SUPPORT, Kind.CORPORATION, Kind.MINISTRY])
def test_other_kinds_of_organisation_search_what_they_see(client, kind):
    department = make_organisation()
    make_one_of_each(department, PLACE)
    client.force_login(make_member(kind))

    found = searched(client, "doc sy")[1]

    everybodys = {"Kỳ báo cáo": [f"Kỳ {PLACE}"]}
    register = {"Cơ sở sản xuất": [f"Cơ sở {PLACE}"]} if kind == Kind.MINISTRY else {}
    assert found == everybodys | register


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Hoà Bình", "hoa binh"),
        ("Hòa Bình", "Hoà Bình"),
        ("Công ty cổ phần X", "ctcp"),
        ("CTCP X", "Công ty cổ phần"),
        ("Công ty TNHH MTV X", "trách nhiệm hữu hạn một thành viên"),
        ("TP.HCM", "thành phố Hồ Chí Minh"),
    ],
)
def test_spelling_and_shortening_do_not_matter(client, ours, name, words):
    make_establishment(ours, name=name)
    make_establishment(ours, name="Xưởng mộc")

    for form in ("NFC", "NFD"):
        found = searched(client, unicodedata.normalize(form, words))[1]
        assert found["Cơ sở sản xuất"] == [name]


@pytest.mark.parametrize("words", ["da sy", "Đa Sỹ", "làng nghề đa sỹ", "lang nghe ren", "LANG SY"])
def test_a_village_is_found_by_its_name_and_by_what_it_is(client, ours, words):
    make_zone(ours, kind=ZoneKind.VILLAGE, name="rèn truyền thống Đa Sỹ")
    make_zone(ours, kind=ZoneKind.PARK, name="Nam")

    found = searched(client, words)[1]
    listed = client.get(reverse("enterprises:zones"), {"q": words}).context["object_list"]

    assert found == {"KCN, CCN, làng nghề": ["làng nghề rèn truyền thống Đa Sỹ"]}
    assert [zone.name for zone in listed] == ["rèn truyền thống Đa Sỹ"]


@pytest.mark.parametrize("words", ["KCN Nam", "khu công nghiệp nam"])
def test_a_park_is_found_by_both_forms_of_what_it_is(client, ours, words):
    make_zone(ours, kind=ZoneKind.PARK, name="Nam Sách")
    make_zone(ours, kind=ZoneKind.CLUSTER, name="Nam Sách")

    assert searched(client, words)[1] == {"KCN, CCN, làng nghề": ["KCN Nam Sách"]}


def test_the_number_of_a_document_is_found_without_its_đ(client, ours):
    make_document(ours, number="7920/QĐ-SCT", title="Về kế hoạch")
    make_document(ours, number="7921/QĐ-SCT", title="Về kế hoạch")

    response, found = searched(client, "7920/QD-SCT")

    assert found == {"Văn bản": ["Quyết định 7920/QĐ-SCT"]}
    assert "Quyết định <mark>7920/QĐ-SCT</mark>" in response.content.decode()


@pytest.mark.parametrize("typed", ["50%", "a_b", "o'b", 'x"y', "c\\d", "(ab", "[ab", "a*b", "--ab"])
def test_signs_that_mean_something_to_a_database_mean_themselves(client, ours, typed):
    make_establishment(ours, name=f"Xưởng {typed} số 1")
    make_establishment(ours, name="Xưởng 501 axb oxb xzy cxd ab acb")

    assert searched(client, typed)[1]["Cơ sở sản xuất"] == [f"Xưởng {typed} số 1"]


@pytest.mark.parametrize("count", [1, 3, 200])
def test_any_number_of_rows_costs_the_same(client, ours, django_assert_num_queries, count):
    for number in range(count):
        make_activity(ours, title=f"Hội thảo {PLACE} {number}")
        make_plan(ours, title=f"Kế hoạch {PLACE} {number}")
    make_activity(make_organisation(), title=f"Hội thảo {PLACE} láng giềng")

    with django_assert_num_queries(SEARCH_QUERIES):
        response, found = searched(client, "doc sy")

    assert {label: len(rows) for label, rows in found.items()} == {
        "Kế hoạch": min(count, 10),
        "Hoạt động": min(count, 10),
    }
    assert [section.total for section in response.context["sections"]] == [count, count]


def test_the_rest_is_in_the_list_that_is_searched_by_the_same_words(client, ours):
    for number in range(12):
        make_activity(ours, title=f"Hội thảo {PLACE} {number}")
    make_activity(ours, title="Hội thảo khác")

    page = searched(client, "doc sy")[0].content.decode()

    link = f"{reverse('outreach:activities')}?q=doc+sy"
    assert f'<a href="{link}">Xem tất cả 12 kết quả: Hoạt động</a>' in page
    assert len(client.get(link).context["object_list"]) == 12


def test_where_there_is_no_such_list_the_page_says_how_many_it_shows(client, ours):
    task_list = make_task_list(ours)
    for number in range(12):
        make_task(task_list, name=f"Tập huấn {PLACE} {number}")

    page = searched(client, "doc sy")[0].content.decode()

    assert "Đang hiện 10 trong 12 kết quả. Gõ thêm từ để tìm hẹp hơn." in page


def test_words_side_by_side_come_first(client, ours):
    make_plan(ours, title="Kế hoạch đốc thúc, sỹ số lớn", year_from=2013)
    make_plan(ours, title="Kế hoạch Đốc Sỹ", year_from=2010)

    assert searched(client, "doc sy")[1]["Kế hoạch"] == [
        "Kế hoạch Đốc Sỹ",
        "Kế hoạch đốc thúc, sỹ số lớn",
    ]


def test_what_was_typed_is_marked_and_what_people_wrote_is_escaped(client, ours):
    make_plan(ours, title="Kế hoạch <b>Đốc Sỹ</b> & vùng")

    page = searched(client, "<b>đốc sỹ")[0].content.decode()

    assert "Kế hoạch <mark>&lt;b&gt;Đốc Sỹ</mark>&lt;/b&gt; &amp; vùng" in page
    assert 'value="&lt;b&gt;đốc sỹ"' in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Gõ tên hoặc số, ký hiệu vào ô tìm kiếm"),
        ("   ", "Gõ tên hoặc số, ký hiệu vào ô tìm kiếm"),
        ("đ", "Hãy gõ ít nhất hai chữ cái hoặc chữ số."),
        ("%", "Hãy gõ ít nhất hai chữ cái hoặc chữ số."),
        ("'\"", "Hãy gõ ít nhất hai chữ cái hoặc chữ số."),
        ("...", "Hãy gõ ít nhất hai chữ cái hoặc chữ số."),
        ("khinh khí cầu", "Không tìm thấy “khinh khí cầu”"),
        ("a\x00b", "ký tự điều khiển"),
        ("a" * 201, "200"),
    ],
)
def test_what_finds_nothing_has_a_sentence(client, officer, typed, sentence):
    response, found = searched(client, typed)

    assert found == {}
    assert sentence in response.content.decode().replace("&quot;", '"')


def test_a_long_question_is_answered(client, ours):
    make_plan(ours, title="Kế hoạch Đốc Sỹ")

    words = "kế hoạch đốc sỹ " * 12

    assert searched(client, words)[1]["Kế hoạch"] == ["Kế hoạch Đốc Sỹ"]


def test_the_box_stands_on_every_page_and_keeps_the_words_on_its_own(client, officer):
    home = client.get(reverse("home")).content.decode()
    page = searched(client, "doc sy")[0].content.decode()

    box = 'id="site-search" name="q" maxlength="200" placeholder="Tìm tên, số, ký hiệu"'
    assert f'{box} value=""' in home
    assert f'{box} value="doc sy"' in page
    assert '<label class="visually-hidden" for="site-search">' in home


def test_a_list_that_is_named_is_searched_in_the_columns_of_its_filter():
    listed = [source for source in SOURCES if source.listed]

    assert len(listed) >= 3
    for source in listed:
        assert source.search_filter is source.listed[1].base_filters["q"]
        assert source.listed[1]._meta.model is source.model
        assert reverse(source.listed[0])


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.model.__name__)
def test_every_kind_has_an_address(source):
    names = {"pk": 1, "code": "x", "unit_id": 1, "staff_id": 1}
    held = {field.attname for field in source.model._meta.fields} | {"pk"}

    row = source.model(**{name: value for name, value in names.items() if name in held})

    assert source.url(row).startswith("/")


# Records that say where they are shown and are not searched, and why.
OF_A_SITE = (
    "Certificate",
    "Commitment",
    "Contact",
    "Effectiveness",
    "EstablishmentYear",
    "FormerPlacement",
    "PaperEvidence",
    "SamePlantCandidate",
    "Visit",
    "YearLevel",
)
OF_AN_ASSESSMENT = (
    "AssessmentPart",
    "AssessmentReceipt",
    "ChecklistAnswer",
    "Contribution",
    "FollowUp",
    "MeasuredResult",
    "OptionSaving",
    "OptionStep",
    "ResourceUse",
    "WorksheetRow",
)
NOT_SEARCHED = {
    **{f"enterprises.{name}": "shown with its establishment" for name in OF_A_SITE},
    **{f"assessments.{name}": "shown with its assessment" for name in OF_AN_ASSESSMENT},
    "assessments.ChecklistItem": "read and amended in a list of its own",
    "assessments.GrantPayment": "shown with its project of support",
    "assessments.GrantStep": "shown with its project of support",
    "organisations.ImportBatch": "a file, in a list of its own",
    "organisations.ListFile": "a file, in a list of its own",
    "enterprises.OfficialTotal": "a number; shown with the list of zones",
    "reports.PaperReport": "shown with its round",
    "reports.SignedCopy": "a file, shown with its report",
    "organisations.Approval": "shown with the plan or list it is about",
    "organisations.Attachment": "shown with its record",
    "organisations.Job": "work of the portal itself",
    "programmes.Disbursement": "shown with its task",
    "programmes.LetterAddressee": "shown with its letter",
    "programmes.Opinion": "shown with its plan or list",
    "programmes.PlanComponent": "shown with its plan",
    "programmes.TargetProgress": "a number; shown with its target",
    "programmes.TaskMoney": "shown with its task",
    "programmes.TaskOutput": "shown with its task",
    "reports.Arrival": "shown with its receipt",
    "reports.Document": "a file of a report",
    "reports.Review": "shown with its report",
    "reports.RequestStep": "shown with its report",
    "reports.Receipt": "shown with its report",
    "reports.RoundAddressee": "shown with its round",
    "reports.Figure": "looked up by its code, on a page of its own",
}


def test_every_record_that_says_where_it_is_shown_is_searched_or_says_why_not():
    shown = {model._meta.label for model in apps.get_models() if hasattr(model, "get_absolute_url")}
    searched = {source.model._meta.label for source in SOURCES}

    assert shown - searched - set(NOT_SEARCHED) == set()
