"""The screens of approval: the unit's chains, and a run on its object's page."""

import re

import pytest
from django.urls import reverse

from organisations.enums import ApprovalSubject, Kind, Role
from organisations.models import ApprovalStep, LogEntry
from organisations.tenancy import owner_login
from programmes.models import ActionPlan
from tests.factories import make_member, make_organisation, make_plan

pytestmark = pytest.mark.django_db

CHAINS = "organisations:approval_steps"
EDIT = "/organisation/approvals/plan/"


def unit_of(kind=Kind.DEPARTMENT):
    """A unit's officer, head and administrator."""
    organisation = make_organisation(kind)
    roles = (Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR)
    return [make_member(role=role, organisation=organisation) for role in roles]


def sheet(*steps, seen=None):
    """What the form sends: (name, order, role, person) for each of the four places."""
    data = {} if seen is None else {"seen": seen}
    blank = ("", None, Role.OFFICER, "")
    for place, step in enumerate([*steps, *[blank] * (4 - len(steps))], start=1):
        name, ordinal, role, *person = step
        data |= {
            f"name_{place}": name,
            f"ordinal_{place}": ordinal or place,
            f"role_{place}": role,
            f"person_{place}": person[0] if person else "",
        }
    return data


def seen_on(page):
    return re.search(r'name="seen" [^>]*value="(\w+)"', page.content.decode())[1]


def send(client, *steps, url=EDIT):
    return client.post(url, sheet(*steps, seen=seen_on(client.get(url))))


def saved(organisation):
    with owner_login():
        rows = ApprovalStep.objects.filter(owner=organisation, subject=ApprovalSubject.PLAN)
        return list(rows.order_by("ordinal").values_list("ordinal", "name", "role", "person"))


DRAFT, CHECK = ("Trình", 1, Role.OFFICER), ("Kiểm tra", 2, Role.OFFICER)


def test_a_unit_reads_its_chains_and_whoever_may_not_change_them_has_no_link(client):
    officer, head, _administrator = unit_of()
    chains = len(ApprovalSubject)
    for person, links in ((officer, 0), (head, chains)):
        client.force_login(person)
        page = client.get(reverse(CHAINS)).content.decode()
        assert page.count("Chuyên viên trình") == page.count("Lãnh đạo duyệt") == chains
        assert page.count("Sửa các bước<") == links


@pytest.mark.parametrize("kind", [Kind.ENTERPRISE, Kind.SUPPORT])
def test_who_approves_nothing_is_not_led_there(client, kind):
    client.force_login(make_member(kind, Role.HEAD))

    page = client.get(reverse("organisations:members")).content.decode()

    assert reverse(CHAINS) not in page
    assert client.get(reverse(CHAINS)).status_code == 403


def test_a_chain_of_an_unknown_kind_does_not_exist(client):
    client.force_login(unit_of()[1])

    assert client.get("/organisation/approvals/giay-moi/").status_code == 404


def test_steps_are_added_named_moved_and_removed_on_one_sheet(client):
    officer, head, administrator = unit_of()
    organisation = officer.access.organisation
    client.force_login(administrator)

    answer = send(client, ("Duyệt", 3, Role.HEAD, head.pk), ("Trình", 1, Role.OFFICER), CHECK)

    assert answer.url == reverse(CHAINS)
    assert saved(organisation) == [
        (1, "Trình", Role.OFFICER, None),
        (2, "Kiểm tra", Role.OFFICER, None),
        (3, "Duyệt", Role.HEAD, head.pk),
    ]
    shown = client.get(reverse(CHAINS)).content.decode()
    assert f"{head.full_name} (Lãnh đạo)" in shown

    send(client, DRAFT, ("", 2, Role.OFFICER), ("Duyệt", 3, Role.HEAD))

    assert [(ordinal, name) for ordinal, name, *_ in saved(organisation)] == [
        (1, "Trình"),
        (2, "Duyệt"),
    ]
    with owner_login():
        entries = LogEntry.objects.filter(owner=organisation).order_by("-pk")
        assert entries[0].subject_label == "Chuỗi trình duyệt: kế hoạch"
        assert entries[0].comment == "1. Trình; 2. Duyệt"


def bad_sheets(officer, head):
    last = ("Duyệt", 2, Role.HEAD)
    return {
        "Chuỗi trình duyệt có từ 2 đến 4 bước": (("", 1, Role.OFFICER), last),
        "Bước cuối do lãnh đạo": (DRAFT, CHECK),
        "Hai bước không được cùng thứ tự": (DRAFT, ("Duyệt", 1, Role.HEAD)),
        "Mỗi người chỉ được giao một bước": (
            ("Trình", 1, Role.OFFICER, head.pk),
            ("Duyệt", 2, Role.HEAD, head.pk),
        ),
        "không làm được bước này": (DRAFT, ("Duyệt", 2, Role.HEAD, officer.pk)),
        "Đã chọn người thì nhập cả tên bước": (DRAFT, last, ("", 3, Role.OFFICER, officer.pk)),
    }


def test_a_sheet_that_makes_no_chain_is_refused_and_keeps_what_was_typed(client):
    officer, head, _administrator = unit_of()
    client.force_login(head)
    for told, steps in bad_sheets(officer, head).items():
        page = send(client, *steps)

        assert page.status_code == 200, told
        assert told in page.content.decode()
        for name, *_ in steps:
            assert f'value="{name}"' in page.content.decode() or not name
    assert saved(head.access.organisation) == []


def test_a_neighbours_people_cannot_be_given_a_step(client):
    _officer, head, _administrator = unit_of()
    stranger = unit_of()[1]
    client.force_login(head)

    page = client.get(EDIT).content.decode()
    refused = send(client, DRAFT, ("Duyệt", 2, Role.HEAD, stranger.pk))

    assert head.full_name in page
    assert stranger.full_name not in page
    assert refused.status_code == 200
    assert saved(head.access.organisation) == []


def test_a_sheet_opened_before_a_colleague_saved_is_not_saved_over_it(client):
    _officer, head, _administrator = unit_of()
    client.force_login(head)
    old = seen_on(client.get(EDIT))
    send(client, DRAFT, ("Duyệt", 2, Role.HEAD))

    page = client.post(EDIT, sheet(DRAFT, CHECK, ("Ký", 3, Role.HEAD), seen=old))

    assert "đã được sửa ở nơi khác" in page.content.decode()
    assert len(saved(head.access.organisation)) == 2


class Submitted:
    """A plan that waits for its head, on a page of its own (approval_urls.py)."""

    def __init__(self, client):
        self.client = client
        self.officer, self.head, self.administrator = unit_of()
        self.plan = make_plan(self.officer.access.organisation)
        self.post(self.officer, "submit")

    def page(self, person):
        self.client.force_login(person)
        return self.client.get(f"/plan/{self.plan.pk}/").content.decode()

    def post(self, person, verb, **data):
        self.client.force_login(person)
        return self.client.post(f"/plan/{self.plan.pk}/{verb}/", data)

    def press(self, person, verb, words=""):
        """The button as it stands on the person's page; the page that follows."""
        seen = re.search(r'name="seen" value="([\d.]+)"', self.page(person))[1]
        answer = self.post(person, verb, words=words, seen=seen)
        assert answer.status_code == 302
        return self.page(person)


@pytest.fixture
def submitted(client):
    return Submitted(client)


@pytest.mark.urls("tests.organisations.approval_urls")
def test_the_page_shows_the_steps_and_gives_buttons_to_whoever_may_press_them(submitted):
    officer, head = submitted.page(submitted.officer), submitted.page(submitted.head)

    for page in (officer, head):
        assert f"{submitted.officer.full_name}, " in page
        assert page.index("1. Chuyên viên trình") < page.index("2. Lãnh đạo duyệt")
        assert "đang chờ" in page
        assert ">Rút lại</button>" in page
    assert ">Duyệt</button>" not in officer
    assert ">Trả lại để hoàn thiện</button>" not in officer
    assert ">Duyệt</button>" in head
    assert ">Trả lại để hoàn thiện</button>" in head


@pytest.mark.urls("tests.organisations.approval_urls")
def test_approving_shows_who_when_and_the_comment_and_takes_the_buttons_away(submitted):
    page = submitted.press(submitted.head, "approve", words="Nhất trí <b>với</b> dự thảo.")

    assert "Đã duyệt." in page
    assert "Nhất trí &lt;b&gt;với&lt;/b&gt; dự thảo." in page
    assert "</form>" not in page.split('aria-labelledby="approval"')[1]


@pytest.mark.urls("tests.organisations.approval_urls")
def test_returning_without_a_reason_is_refused_with_a_sentence(submitted):
    page = submitted.press(submitted.head, "return", words="  ")

    assert "hãy ghi lý do" in page
    assert "đã trả lại" not in page

    page = submitted.press(submitted.head, "return", words="Thiếu phụ lục 2.")

    assert "đã trả lại để hoàn thiện" in page
    assert "Thiếu phụ lục 2." in page


@pytest.mark.urls("tests.organisations.approval_urls")
def test_a_refusal_gives_back_what_was_typed(submitted):
    with owner_login():
        ActionPlan.objects.filter(pk=submitted.plan.pk).update(title="Đã sửa sau khi trình")

    page = submitted.press(submitted.head, "approve", words="Nhất trí.")

    assert "nội dung đã thay đổi sau khi trình" in page
    assert "Ý kiến vừa nhập, chưa ghi: “Nhất trí.”" in page


@pytest.mark.urls("tests.organisations.approval_urls")
def test_a_button_of_an_older_page_does_not_decide_a_newer_run(submitted):
    old = re.search(r'name="seen" value="([\d.]+)"', submitted.page(submitted.head))[1]
    submitted.press(submitted.officer, "withdraw", words="Sửa lại.")
    submitted.post(submitted.officer, "submit")

    for seen in (old, ""):
        submitted.post(submitted.head, "approve", seen=seen)
        page = submitted.page(submitted.head)
        assert "đã được xử lý ở nơi khác" in page
        assert ">Duyệt</button>" in page


@pytest.mark.urls("tests.organisations.approval_urls")
def test_a_colleague_without_the_role_is_told_403_and_a_neighbour_404(submitted):
    seen = re.search(r'name="seen" value="([\d.]+)"', submitted.page(submitted.head))[1]
    people = ((submitted.administrator, 403), (unit_of()[1], 404))

    for verb in ("approve", "return"):
        for person, status in people:
            assert submitted.post(person, verb, seen=seen, words="x").status_code == status
    assert ">Duyệt</button>" in submitted.page(submitted.head)
