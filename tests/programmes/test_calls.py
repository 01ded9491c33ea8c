"""The Ministry calls, units propose, and what was sent can become a task of the Ministry's list."""

import datetime as dt

import pytest
from django.urls import reverse

from organisations import clock
from organisations.enums import Kind, Role
from organisations.tenancy import owner_login
from programmes.enums import FundKind, ListState, ProposalState
from programmes.models import Call, Proposal, Task, TaskMoney
from tests.factories import make_member, make_organisation, make_task_list

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 5)
CALL = {
    "year": "2027",
    "title": "Đăng ký nhiệm vụ năm 2027",
    "closes_on": "31/08/2026",
    "number": "3113/BCT-KHCN",
    "issued_on": "05/03/2026",
}
PROPOSAL = {
    "name": "Mô hình trình diễn gốm sứ",
    "outputs": "1 mô hình",
    "fund": "science",
    "amount": "350 triệu",
}
PROPOSING = pytest.mark.parametrize("kind", [Kind.DEPARTMENT, Kind.CORPORATION])


@pytest.fixture
def ministry(client):
    person = make_member(Kind.MINISTRY)
    client.force_login(person)
    return person.access.organisation


def address(name, *args):
    return reverse(f"programmes:{name}", args=args)


def make_call(ministry, **fields):
    values = {"year": 2027, "title": "Đăng ký nhiệm vụ", "closes_on": dt.date(2099, 8, 31)}
    values |= {"number": "3113/BCT", "issued_on": DAY, "is_national": True}
    with owner_login():
        return Call.objects.create(owner=ministry, **values | fields)


def make_proposal(call, owner=None, *, sent=False, **fields):
    values = {"name": "Đề xuất thử", "outputs": "1 mô hình", "fund": "science", "amount": 7}
    values["state"] = ProposalState.SUBMITTED if sent else ProposalState.DRAFT
    with owner_login():
        return Proposal.objects.create(
            owner=owner or make_organisation(), call=call, **values | fields
        )


def rows_of(model, **facts):
    with owner_login():
        return list(model.objects.filter(**facts).order_by("pk"))


def errors_of(response):
    assert response.status_code == 200
    return {name: list(sentences) for name, sentences in response.context["form"].errors.items()}


def sheet_of(client, url):
    form = client.get(url).context["form"]
    return {field.html_name: field.value() or "" for field in form}


def page_of(client, row):
    return client.get(row.get_absolute_url())


def sign_in(client, kind=Kind.DEPARTMENT, **fields):
    person = make_member(kind, **fields)
    client.force_login(person)
    return person.access.organisation


# Đợt đăng ký


def test_a_call_is_unseen_until_it_is_published_and_then_it_stands(client, ministry):
    client.post(address("call_create"), CALL)
    (call,) = rows_of(Call, owner=ministry)
    assert not call.is_published
    unit = make_member(Kind.DEPARTMENT)
    client.force_login(unit)
    assert page_of(client, call).status_code == 404

    client.force_login(make_member(organisation=ministry))
    assert "Sau khi công bố không sửa được nữa" in str(
        client.get(address("call_publish", call.pk)).content.decode()
    )
    client.post(address("call_publish", call.pk))

    (call,) = rows_of(Call, owner=ministry)
    assert call.is_published
    for page in ("call_edit", "call_remove", "call_publish"):
        said = client.post(address(page, call.pk), CALL, follow=True).content.decode()
        assert "đã công bố theo công văn 3113/BCT-KHCN ngày 05/03/2026" in said
    assert rows_of(Call, owner=ministry) == [call]
    client.force_login(unit)
    assert call in client.get(address("calls")).context["object_list"]
    assert page_of(client, call).status_code == 200


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"number": ""}, "Chưa có số công văn."), ({"issued_on": None}, "Chưa có ngày ký.")],
)
def test_without_number_and_day_nothing_is_published(client, ministry, fields, sentence):
    call = make_call(ministry, is_national=False, **fields)

    page = page_of(client, call).content.decode()
    said = client.post(address("call_publish", call.pk), follow=True).content.decode()

    assert f"<li>{sentence}</li>" in page
    assert address("call_publish", call.pk) not in page
    assert sentence in said
    assert not rows_of(Call, pk=call.pk)[0].is_published


def test_a_draft_call_is_edited_and_removed(client, ministry):
    call = make_call(ministry, is_national=False)
    url = address("call_edit", call.pk)

    client.post(url, sheet_of(client, url) | {"title": "Tên mới"})
    assert rows_of(Call, pk=call.pk)[0].title == "Tên mới"

    client.post(address("call_remove", call.pk))
    assert rows_of(Call, pk=call.pk) == []


# Đề xuất


@PROPOSING
def test_a_proposal_is_the_units_alone_until_it_is_sent(client, kind):
    ministry = make_member(Kind.MINISTRY)
    call = make_call(ministry.access.organisation)
    owner = sign_in(client, kind)
    officer = make_member(organisation=owner)

    client.post(address("proposal_create", call.pk), PROPOSAL)
    (proposal,) = rows_of(Proposal, owner=owner)
    assert (proposal.amount, proposal.state, proposal.submitted_at) == (350_000_000, "draft", None)
    assert list(page_of(client, call).context["object_list"]) == [proposal]

    client.force_login(ministry)
    assert page_of(client, proposal).status_code == 404
    assert page_of(client, call).context["received"] == []

    client.force_login(officer)
    assert (
        "không sửa được nữa" in client.get(address("proposal_send", proposal.pk)).content.decode()
    )
    before = clock.now()
    client.post(address("proposal_send", proposal.pk))
    (proposal,) = rows_of(Proposal, owner=owner)
    assert before <= proposal.submitted_at <= clock.now()

    client.force_login(ministry)
    assert page_of(client, proposal).status_code == 200
    assert page_of(client, call).context["received"] == [(proposal, None)]


def test_what_was_sent_is_frozen(client):
    call = make_call(make_organisation(Kind.MINISTRY))
    proposal = make_proposal(call, sign_in(client), sent=True)

    for page in ("proposal_edit", "proposal_send", "proposal_remove"):
        said = client.post(address(page, proposal.pk), PROPOSAL, follow=True).content.decode()
        assert "Đề xuất đã gửi lúc" in said
    moved = client.get(address("proposal_edit", proposal.pk))

    assert moved["Location"] == proposal.get_absolute_url()
    assert rows_of(Proposal, pk=proposal.pk)[0].name == "Đề xuất thử"


def test_a_draft_is_edited_and_removed(client):
    proposal = make_proposal(make_call(make_organisation(Kind.MINISTRY)), sign_in(client))
    url = address("proposal_edit", proposal.pk)
    stale = sheet_of(client, url)

    client.post(url, stale | {"name": "Tên mới"})
    response = client.post(url, stale | {"name": "Tên trong thẻ cũ"})
    assert errors_of(response)["__all__"][0].startswith("Chưa lưu: hồ sơ đã được sửa ở nơi khác")
    assert rows_of(Proposal, pk=proposal.pk)[0].name == "Tên mới"

    client.post(address("proposal_remove", proposal.pk))
    assert rows_of(Proposal, pk=proposal.pk) == []


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"name": ""}, "name", "Nhập tên nhiệm vụ."),
        ({"outputs": ""}, "outputs", "Ghi sản phẩm và số lượng dự kiến."),
        ({"amount": "0"}, "amount", "Kinh phí đề nghị phải lớn hơn 0."),
    ],
)
def test_each_fault_has_its_sentence_at_its_field(client, fields, field, sentence):
    call, owner = make_call(make_organisation(Kind.MINISTRY)), sign_in(client)

    response = client.post(address("proposal_create", call.pk), PROPOSAL | fields)

    assert errors_of(response) == {field: [sentence]}
    assert rows_of(Proposal, owner=owner) == []


def test_a_late_proposal_is_taken_and_marked(client):
    owner = sign_in(client)
    call = make_call(make_organisation(Kind.MINISTRY), closes_on=clock.today())
    proposal = make_proposal(call, owner)

    asked = client.get(address("proposal_send", proposal.pk)).content.decode()
    client.post(address("proposal_send", proposal.pk))

    assert "đề xuất sẽ được ghi là gửi sau hạn" in asked
    assert ">sau hạn<" in page_of(client, proposal).content.decode()
    (sent,) = rows_of(Proposal, pk=proposal.pk)
    assert sent.state == ProposalState.SUBMITTED


# Nhận đề xuất, đưa vào danh mục


def test_the_ministry_sees_how_many_units_have_answered(client, ministry):
    call = make_call(ministry)
    before = {row.kind: row.units for row in page_of(client, call).context["answers"]}
    one, corporation = make_organisation(), make_organisation(Kind.CORPORATION)
    gone = make_organisation(valid_to=dt.date(2010, 1, 1))
    make_organisation(Kind.ENTERPRISE)
    make_proposal(call, one, sent=True)
    make_proposal(call, one, sent=True)
    make_proposal(call, make_organisation())
    make_proposal(call, corporation, sent=True)
    make_proposal(make_call(ministry), make_organisation(), sent=True)

    context = page_of(client, call).context

    counts = {row.kind: (row.answered, row.units) for row in context["answers"]}
    assert counts == {
        Kind.DEPARTMENT: (1, before[Kind.DEPARTMENT] + 3),
        Kind.CORPORATION: (1, before[Kind.CORPORATION] + 1),
    }
    assert (len(context["received"]), context["amount"]) == (3, 21)
    assert gone.valid_to < clock.today()


def test_a_proposal_becomes_a_task_of_an_open_list_once(client, ministry):
    department = make_organisation(name="Sở Công Thương tỉnh Thử")
    proposal = make_proposal(
        make_call(ministry), department, sent=True, executor="Trung tâm Khuyến công"
    )
    task_list = make_task_list(ministry, year=2027)
    closed = make_task_list(ministry, state=ListState.ISSUED)
    theirs = make_task_list(make_organisation(Kind.MINISTRY))
    url = address("proposal_take_up", proposal.pk)
    offered = client.get(url).context["form"].fields["task_list"].queryset
    assert list(offered) == [task_list]
    for other in (closed, theirs):
        assert set(errors_of(client.post(url, {"task_list": other.pk}))) == {"task_list"}

    response = client.post(url, {"task_list": task_list.pk})

    (task,) = rows_of(Task, proposal=proposal)
    assert response["Location"] == task.get_absolute_url()
    assert (task.task_list_id, task.name, task.ordinal) == (task_list.pk, "Đề xuất thử", 1)
    assert (task.lead, task.executor) == ("Sở Công Thương tỉnh Thử", "Trung tâm Khuyến công")
    assert "Sản phẩm đề xuất: 1 mô hình" in task.note
    assert [(row.fund, row.planned) for row in rows_of(TaskMoney, task=task)] == [
        (FundKind.SCIENCE, 7)
    ]
    again = client.post(url, {"task_list": task_list.pk})
    assert errors_of(again)["__all__"] == ["Đề xuất này đã được đưa vào một danh mục."]
    assert len(rows_of(Task, proposal=proposal)) == 1
    assert task_list.title in page_of(client, proposal).content.decode()


# Who may


@PROPOSING
def test_a_neighbours_proposal_never_exists(client, kind):
    sign_in(client, kind)
    call = make_call(make_organisation(Kind.MINISTRY))

    for sent in (False, True):
        proposal = make_proposal(call, make_organisation(kind), sent=sent)
        pages = [proposal.get_absolute_url()]
        pages += [address(f"proposal_{verb}", proposal.pk) for verb in ("edit", "send", "remove")]
        pages.append(address("proposal_take_up", proposal.pk))
        assert {client.get(page).status_code for page in pages} == {404}
        assert {client.post(page).status_code for page in pages} - {405} == {404}
    assert list(page_of(client, call).context["object_list"]) == []


def test_another_ministry_takes_up_nothing(client):
    proposal = make_proposal(make_call(make_organisation(Kind.MINISTRY)), sent=True)
    sign_in(client, Kind.MINISTRY)

    assert client.get(address("proposal_take_up", proposal.pk)).status_code == 403


@pytest.mark.parametrize("kind", [Kind.DEPARTMENT, Kind.MINISTRY])
def test_a_viewer_reads_and_does_not_write(client, kind):
    viewer = make_member(kind, role=Role.VIEWER)
    owner = viewer.access.organisation
    ministry = owner if kind == Kind.MINISTRY else make_organisation(Kind.MINISTRY)
    call = make_call(ministry)
    proposal = make_proposal(call, None if kind == Kind.MINISTRY else owner, sent=True)
    client.force_login(viewer)
    names = {
        Kind.MINISTRY: [
            ("call_edit", call),
            ("call_publish", call),
            ("proposal_take_up", proposal),
        ],
        Kind.DEPARTMENT: [("proposal_create", call), ("proposal_edit", proposal)],
    }
    pages = [address(name, row.pk) for name, row in names[kind]]

    assert {client.get(page).status_code for page in pages} == {403}
    assert {client.post(page).status_code for page in pages} == {403}
    assert [page_of(client, row).status_code for row in (call, proposal)] == [200, 200]


@pytest.mark.parametrize("kind", [Kind.ENTERPRISE, Kind.SUPPORT])
def test_others_read_a_published_call_and_propose_nothing(client, kind):
    sign_in(client, kind)
    call = make_call(make_organisation(Kind.MINISTRY))

    assert page_of(client, call).status_code == 200
    assert client.get(address("proposal_create", call.pk)).status_code == 403
    assert client.get(address("call_create")).status_code == 403


# At what cost


@pytest.mark.parametrize("count", [1, 3, 200])
def test_lists_cost_the_same_however_long(client, ministry, django_assert_num_queries, count):
    call, owner = make_call(ministry), make_organisation()
    for number in range(count):
        make_proposal(call, owner, sent=True, name=f"Đề xuất {number:03}")
        make_call(ministry)

    with django_assert_num_queries(12):
        assert len(client.get(address("calls")).context["object_list"]) <= 50
    with django_assert_num_queries(18):
        assert len(page_of(client, call).context["received"]) == min(count, 50)
