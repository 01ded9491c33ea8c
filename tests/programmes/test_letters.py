"""Letters to units: number and day are typed, every addressee has a reply of its own."""

import datetime as dt

import pytest
from django.urls import reverse

from organisations.enums import Kind, Role, Verb
from organisations.exceptions import ActionRefused
from organisations.models import LogEntry
from organisations.tenancy import owner_login, use_tenant
from programmes.models import LetterAddressee, OutgoingLetter
from programmes.support.letters import actions
from tests.factories import make_member, make_organisation, make_plan

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 5)
SHEET = {
    "kind": "consult",
    "title": "Lấy ý kiến dự thảo kế hoạch",
    "number": "12/SCT-KTMT",
    "issued_on": "05/03/2026",
    "addressees": "Sở Tài chính\nUBND phường Đa Sỹ\n",
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


def post_new(client, **fields):
    return client.post(address("letter_create"), SHEET | fields)


def make_letter(owner, *names, **fields):
    values = {"kind": "consult", "title": "Lấy ý kiến", "number": "1/SCT"}
    values["issued_on"] = DAY
    with owner_login():
        letter = OutgoingLetter.objects.create(owner=owner, **values | fields)
        for name in names:
            LetterAddressee.objects.create(owner=owner, letter=letter, name=name)
    return letter


def addressees_of(letter):
    with owner_login():
        return list(LetterAddressee.objects.filter(letter=letter))


def letters_of(owner):
    with owner_login():
        return list(OutgoingLetter.objects.filter(owner=owner).order_by("pk"))


def errors_of(response):
    assert response.status_code == 200
    return {name: list(sentences) for name, sentences in response.context["form"].errors.items()}


def sheet_of(client, url):
    form = client.get(url).context["form"]
    return {field.html_name: field.value() or "" for field in form}


def listed(client, **narrowed):
    return list(client.get(address("letters"), narrowed).context["object_list"])


def page_of(client, letter):
    return client.get(letter.get_absolute_url()).content.decode()


def answer(client, addressee, **fields):
    url = address("reply_edit", addressee.pk)
    return client.post(url, sheet_of(client, url) | fields)


@pytest.mark.parametrize("kind", [Kind.DEPARTMENT, Kind.CORPORATION, Kind.MINISTRY])
def test_a_letter_is_saved_with_its_addressees_and_logged(client, kind):
    person = make_member(kind)
    client.force_login(person)
    owner = person.access.organisation

    response = post_new(client, number="12⁄SCT‑KTMT", addressees="Sở  Tài chính\n\nCông ty A")

    (letter,) = letters_of(owner)
    assert response["Location"] == letter.get_absolute_url()
    assert (letter.number, letter.issued_on) == ("12/SCT-KTMT", DAY)
    assert [row.name for row in addressees_of(letter)] == ["Sở Tài chính", "Công ty A"]
    with owner_login():
        assert LogEntry.objects.get(owner=owner).verb == Verb.CREATE
    assert "0/2 nơi nhận đã trả lời" in page_of(client, letter)


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"title": ""}, "title", "Nhập trích yếu."),
        ({"issued_on": ""}, "issued_on", "Công văn đã có số thì phải có ngày ký."),
        ({"number": ""}, "number", "Công văn đã ký thì phải có số."),
        ({"addressees": " \n "}, "addressees", "Ghi ít nhất một nơi nhận."),
        (
            {"addressees": "Sở Hoà Bình\nCông ty A\nsở hòa bình"},
            "addressees",
            "“Sở Hoà Bình” ghi hai lần. Bỏ bớt một dòng.",
        ),
    ],
)
def test_each_fault_has_its_sentence_at_its_field(client, ours, fields, field, sentence):
    response = post_new(client, **fields)

    assert errors_of(response) == {field: [sentence]}
    assert letters_of(ours) == []


def test_a_day_that_has_not_come_is_refused(client, ours):
    response = post_new(client, issued_on="06/03/2099")

    (sentence,) = errors_of(response)["issued_on"]
    assert sentence.startswith("Ngày này chưa đến: hôm nay là ")
    assert letters_of(ours) == []


def test_a_name_too_long_is_refused_and_everything_typed_stays(client, ours):
    response = post_new(client, addressees="Sở Tài chính\n" + "x" * 201)

    assert set(errors_of(response)) == {"addressees"}
    assert "Sở Tài chính\n" in response.context["form"]["addressees"].value()


def test_a_number_stands_once_a_day_and_a_draft_has_none(client, officer, ours):
    make_letter(ours, number="12/SCT-KTMT")
    make_letter(make_organisation(), number="13/SCT-KTMT")

    assert errors_of(post_new(client)) == {"number": ["Đã có công văn mang số này cùng ngày."]}
    assert post_new(client, number="13/SCT-KTMT").status_code == 302
    assert post_new(client, issued_on="06/03/2026").status_code == 302
    for _time in range(2):
        assert post_new(client, number="", issued_on="").status_code == 302
    twin = OutgoingLetter(kind="other", title="x", number="12/SCT-KTMT", issued_on=DAY)
    with use_tenant(officer.access.tenant), pytest.raises(ActionRefused, match="Đã có công văn"):
        actions.create_letter(twin, ["A"], access=officer.access)


def test_a_neighbours_plan_is_no_choice(client, ours):
    theirs = make_plan(make_organisation())

    assert set(errors_of(post_new(client, plan=str(theirs.pk)))) == {"plan"}


# Replies


def test_replies_are_counted_and_shown(client, ours):
    letter = make_letter(ours, "Sở Tài chính", "Công ty A")
    first, _second = addressees_of(letter)

    response = answer(client, first, replied_on="05/03/2026", reply_number="7/STC", reply="Đồng ý")

    assert response["Location"] == letter.get_absolute_url()
    page = page_of(client, letter)
    assert "1/2 nơi nhận đã trả lời" in page
    assert "trả lời của Sở Tài chính" in page
    assert [(row.addressee_count, row.replied_count) for row in listed(client)] == [(2, 1)]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reply": "Đồng ý"}, "Ghi ngày trả lời."),
        (
            {"replied_on": "04/03/2026"},
            "Công văn ký ngày 05/03/2026: không thể trả lời trước ngày đó.",
        ),
    ],
)
def test_a_reply_has_a_day_not_before_the_letter(client, ours, fields, sentence):
    (row,) = addressees_of(make_letter(ours, "Sở Tài chính"))

    assert errors_of(answer(client, row, **fields)) == {"replied_on": [sentence]}


def test_nobody_answers_a_draft(client, ours):
    letter = make_letter(ours, "Sở Tài chính", number="", issued_on=None)
    (row,) = addressees_of(letter)

    response = answer(client, row, replied_on="05/03/2026")

    assert errors_of(response)["__all__"][0].startswith("Công văn còn là dự thảo, chưa gửi")
    assert "1 nơi nhận, chưa gửi" in page_of(client, letter)


def test_addressees_that_stay_keep_their_replies_and_none_that_answered_is_left_out(client, ours):
    letter = make_letter(ours, "Sở Tài chính", "Công ty A")
    answer(client, addressees_of(letter)[0], replied_on="06/03/2026")
    url = address("letter_edit", letter.pk)

    client.post(url, sheet_of(client, url) | {"addressees": "Sở Tài chính\nCông ty B"})
    kept = [(row.name, row.replied_on) for row in addressees_of(letter)]
    assert kept == [("Sở Tài chính", dt.date(2026, 3, 6)), ("Công ty B", None)]

    response = client.post(url, sheet_of(client, url) | {"addressees": "Công ty B"})
    assert errors_of(response)["__all__"] == [
        "Không bỏ được “Sở Tài chính”: nơi nhận này đã trả lời."
    ]
    assert len(addressees_of(letter)) == 2


def test_a_sheet_opened_before_a_colleagues_reply_does_not_overwrite(client, ours):
    letter = make_letter(ours, "Sở Tài chính")
    url = address("letter_edit", letter.pk)
    stale = sheet_of(client, url)
    answer(client, addressees_of(letter)[0], replied_on="06/03/2026")

    response = client.post(url, stale | {"addressees": "Công ty B"})

    assert errors_of(response)["__all__"][0].startswith("Chưa lưu: hồ sơ đã được sửa ở nơi khác")
    assert [row.name for row in addressees_of(letter)] == ["Sở Tài chính"]


def test_only_a_draft_is_removed(client, ours):
    draft, sent = make_letter(ours, "A", number="", issued_on=None), make_letter(ours, "B")

    for letter in (draft, sent):
        page = client.post(address("letter_remove", letter.pk), follow=True).content.decode()

    assert "Công văn đã có số, ngày ký nên không xóa." in page
    assert letters_of(ours) == [sent]


@pytest.mark.parametrize("due", ["05/03/2026", "04/03/2026"])
def test_no_reply_is_asked_for_before_the_letter_is_signed(client, ours, due):
    refused = post_new(client, reply_due_on=due)
    draft = post_new(client, number="", issued_on="", reply_due_on=due)

    assert errors_of(refused) == {
        "reply_due_on": ["Ngày đề nghị trả lời phải sau ngày ký công văn (05/03/2026)."]
    }
    assert draft.status_code == 302
    assert post_new(client, reply_due_on="06/03/2026").status_code == 302


# The list


def test_the_list_is_narrowed_by_year_kind_words_and_open_replies(client, ours):
    asked = make_letter(ours, "A", title="Góp ý dự thảo", number="1/SCT")
    told = make_letter(ours, "A", kind="disseminate", number="2/SCT", issued_on=dt.date(2025, 1, 2))
    draft = make_letter(ours, "A", number="", issued_on=None)
    answered = make_letter(ours, "A", number="3/SCT")
    answer(client, addressees_of(answered)[0], replied_on="06/03/2026")

    assert listed(client) == [draft, answered, asked, told]
    assert listed(client, year="2025") == [told]
    assert listed(client, kind="disseminate") == [told]
    assert listed(client, q="gop y") == [asked]
    assert listed(client, replies="awaited") == [asked]


def test_a_reply_that_is_late_is_said_in_words(client, ours):
    late = make_letter(ours, "A", reply_due_on=dt.date(2000, 1, 1))
    make_letter(ours, "A", number="2/SCT", reply_due_on=dt.date(2099, 1, 1))

    assert client.get(address("letters")).content.decode().count(">quá hạn<") == 1
    assert ">quá hạn<" in page_of(client, late)


@pytest.mark.parametrize("count", [1, 3, 200])
def test_list_and_page_cost_the_same_however_long(client, ours, django_assert_num_queries, count):
    for number in range(count):
        make_letter(ours, "A", "B", number=f"{number}/SCT")
    many = make_letter(ours, *(f"Công ty {number}" for number in range(count)), number="")

    with django_assert_num_queries(12):
        assert len(listed(client)) == min(count + 1, 50)
    with django_assert_num_queries(13):
        assert len(client.get(many.get_absolute_url()).context["addressees"]) == count


# Who may


def pages_of(letter):
    (row,) = addressees_of(letter)
    return [
        address("letter_edit", letter.pk),
        address("letter_remove", letter.pk),
        address("reply_edit", row.pk),
    ]


def statuses(client, pages):
    return {client.get(page).status_code for page in pages} | {
        client.post(page, SHEET).status_code for page in pages
    }


def test_a_viewer_reads_and_does_not_write(client):
    viewer = make_member(role=Role.VIEWER)
    client.force_login(viewer)
    letter = make_letter(viewer.access.organisation, "A")

    assert client.get(letter.get_absolute_url()).status_code == 200
    assert statuses(client, [*pages_of(letter), address("letter_create")]) == {403}


@pytest.mark.parametrize("kind", [Kind.DEPARTMENT, Kind.MINISTRY, Kind.ENTERPRISE, Kind.SUPPORT])
def test_a_neighbours_letter_does_not_exist(client, kind):
    client.force_login(make_member(kind))
    letter = make_letter(make_organisation(), "A")

    assert statuses(client, [*pages_of(letter), letter.get_absolute_url()]) - {405} == {404}
    assert listed(client) == []


@pytest.mark.parametrize("kind", [Kind.ENTERPRISE, Kind.SUPPORT])
def test_enterprises_and_support_units_send_none(client, kind):
    client.force_login(make_member(kind))

    assert statuses(client, [address("letter_create")]) == {403}
