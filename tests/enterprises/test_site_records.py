"""What is on record about an establishment: who enters it, who corrects it, what is refused."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from enterprises.enums import Level
from enterprises.models import Certificate, Contact, EstablishmentYear, Visit
from enterprises.sites.records.kinds import KINDS
from organisations import clock
from organisations.acting import SESSION_KEY
from organisations.enums import Kind, Role, Verb
from organisations.models import Attachment, Delegation, LogEntry
from organisations.tenancy import owner_login
from organisations.vietnamese import format_date
from tests.enterprises.asking import make_department, make_plant
from tests.enterprises.sheets import address, errors_of, sheet_of, text_of
from tests.factories import make_member

pytestmark = pytest.mark.django_db

SHEETS = {
    "year": {
        "year": "2025",
        "is_active": "on",
        "source": "Báo cáo",
        "employees": "90",
        "revenue": "60 tỷ",
        "capital": "25 tỷ",
    },
    "certificate": {"kind": "iso_14001", "valid_from": "01/02/2020", "said_source": "Bản sao"},
    "commitment": {
        "kind": "plan",
        "title": "Kế hoạch SXSH",
        "decided_on": "01/02/2020",
        "said_source": "Công văn",
    },
    "evidence": {
        "proof": "option",
        "title": "Thay lò",
        "document": "Biên bản 1",
        "held_on": "01/02/2020",
    },
    "visit": {
        "kind": "inspection",
        "held_on": "01/02/2020",
        "body": "Đoàn liên ngành",
        "findings": "Tốt",
    },
    "effectiveness": {
        "year": "2025",
        "effect": "clear",
        "basis": "Số đo",
        "judged_on": "01/02/2026",
    },
    "contact": {"name": "Bà Liên", "phone": "0912 345 678"},
}
MODEL = {kind.slug: kind.model for kind in KINDS}
EVERY = pytest.mark.parametrize("slug", SHEETS)


@pytest.fixture
def officer(client):
    person = make_department()
    client.force_login(person)
    return person


@pytest.fixture
def site(officer):
    return make_plant(officer)


def enter(client, slug, site, **typed):
    return client.post(address(f"{slug}_create", site.pk), SHEETS[slug] | typed)


def the_row(slug, **facts):
    with owner_login():
        return MODEL[slug].objects.get(**facts)


def make_row(slug, person, site):
    """Entered by somebody's own hand, past the screen."""
    values = {
        "year": {"year": 2025},
        "certificate": {"kind": "iso_14001", "valid_from": "2020-02-01"},
        "commitment": {"kind": "plan", "title": "x", "decided_on": "2020-02-01"},
        "evidence": {"proof": "option", "title": "x", "document": "x", "held_on": "2020-02-01"},
        "visit": {"kind": "survey", "held_on": "2020-02-01", "body": "x", "findings": "x"},
        "effectiveness": {"year": 2025, "effect": "some", "basis": "x", "judged_on": "2026-01-01"},
        "contact": {"name": "x", "phone": "0912345678"},
    }[slug]
    with owner_login():
        owner = person.access.organisation
        return MODEL[slug].objects.create(owner=owner, establishment=site, **values)


@EVERY
def test_every_kind_is_entered_shown_corrected_and_removed_and_each_step_is_logged(
    client, officer, site, slug
):
    assert enter(client, slug, site).status_code == 302
    row = the_row(slug, establishment=site)
    page = text_of(client, site.get_absolute_url())
    assert address(f"{slug}_edit", row.pk) in page

    edit = address(f"{slug}_edit", row.pk)
    assert client.post(edit, sheet_of(client, edit)).status_code == 302
    remove = address(f"{slug}_remove", row.pk)
    assert "Chỉ xóa khi ghi nhầm" in text_of(client, remove)
    assert client.post(remove)["Location"] == site.get_absolute_url()

    with owner_login():
        assert not MODEL[slug].objects.filter(pk=row.pk).exists()
        verbs = list(
            LogEntry.objects.filter(owner=row.owner).order_by("pk").values_list("verb", flat=True)
        )
    assert verbs == [Verb.CREATE, Verb.UPDATE, Verb.DELETE]


@EVERY
def test_the_same_sheet_sent_twice_is_one_row(client, officer, site, slug):
    url = address(f"{slug}_create", site.pk)
    sheet = sheet_of(client, url) | SHEETS[slug]

    answers = {client.post(url, sheet)["Location"] for _time in range(2)}

    assert len(answers) == 1
    assert the_row(slug, establishment=site).pk


@EVERY
def test_a_stale_sheet_does_not_overwrite(client, officer, site, slug):
    row = make_row(slug, officer, site)
    url = address(f"{slug}_edit", row.pk)
    stale = sheet_of(client, url)
    other = {
        "year": {"employees": "5", "source": "x"},
        "effectiveness": {"basis": "y"},
        "visit": {"findings": "y"},
        "evidence": {"title": "y"},
        "commitment": {"title": "y"},
    }.get(slug, {"number": "9"} if slug == "certificate" else {"note": "y"})
    assert client.post(url, stale | other).status_code == 302

    response = client.post(url, stale | ({"source": "x"} if slug == "year" else {}))

    assert errors_of(response)["__all__"][0].startswith("Chưa lưu: hồ sơ đã được sửa ở nơi khác")


@EVERY
def test_a_neighbours_does_not_exist_and_anothers_row_is_only_read(client, officer, site, slug):
    neighbour = make_department()
    theirs = make_row(slug, neighbour, make_plant(neighbour))
    group = make_member(Kind.CORPORATION)
    shared = make_plant(officer, corporation=group.access.organisation)
    groups = make_row(slug, group, shared)

    def statuses(row):
        pages = [address(f"{slug}_{verb}", row.pk) for verb in ("edit", "remove")]
        return [client.get(p).status_code for p in pages], [
            client.post(p).status_code for p in pages
        ]

    assert statuses(theirs) == ([404, 404], [404, 404])
    assert client.get(address(f"{slug}_create", theirs.establishment_id)).status_code == 404
    assert statuses(groups) == ([403, 403], [403, 403])
    page = text_of(client, shared.get_absolute_url())
    assert str(group.access.organisation) in page
    assert address(f"{slug}_edit", groups.pk) not in page


@EVERY
def test_a_viewer_reads_and_enters_nothing(client, slug):
    department = make_department()
    viewer = make_member(role=Role.VIEWER, organisation=department.access.organisation)
    client.force_login(viewer)
    site = make_plant(department)

    assert client.get(address(f"{slug}_create", site.pk)).status_code == 403
    assert enter(client, slug, site).status_code == 403
    assert address(f"{slug}_create", site.pk) not in text_of(client, site.get_absolute_url())


@EVERY
def test_an_enterprise_enters_what_is_its_own_to_say(client, officer, slug):
    person = make_member(Kind.ENTERPRISE)
    site = make_plant(officer, enterprise=person.access.organisation)
    client.force_login(person)
    sheet = {key: value for key, value in SHEETS[slug].items() if key != "said_source"}
    is_its_own = slug in ("year", "certificate", "commitment", "contact")

    answer = client.post(address(f"{slug}_create", site.pk), sheet)

    assert answer.status_code == (302 if is_its_own else 403)
    if is_its_own:
        assert the_row(slug, establishment=site).owner_id == person.access.organisation.pk


@pytest.mark.parametrize("slug", ["year", "certificate", "commitment"])
def test_whoever_enters_for_the_enterprise_says_from_what(client, officer, site, slug):
    box = "source" if slug == "year" else "said_source"

    assert set(errors_of(enter(client, slug, site, **{box: ""}))) == {box}
    enter(client, slug, site, **{box: "bản sao ngày 05/03/2026"})

    page = text_of(client, site.get_absolute_url())
    assert "bản sao ngày 05/03/2026" in page
    assert officer.full_name in page


def test_a_scan_comes_with_the_sheet_and_is_opened_from_the_page(client, officer, site):
    scan = SimpleUploadedFile("giay.pdf", b"%PDF-1.4\n%%EOF")

    assert enter(client, "certificate", site, files=scan).status_code == 302

    row = the_row("certificate", establishment=site)
    with owner_login():
        attachment = Attachment.objects.get(subject_id=row.pk)
    page = text_of(client, site.get_absolute_url())
    assert attachment.get_absolute_url() in page
    assert address("certificate_attach", row.pk) in page


def test_a_scan_that_the_browser_forgets_is_asked_for_again_by_name(client, officer, site):
    scan = SimpleUploadedFile("giay.pdf", b"%PDF-1.4\n%%EOF")

    page = enter(client, "certificate", site, files=scan, valid_from="").content.decode()

    said = "Tệp đã chọn (giay.pdf) chưa được lưu vì biểu mẫu còn lỗi; hãy chọn lại."
    assert page.count(said) == 2  # above the form and at the box
    assert "Tệp đã chọn" not in enter(client, "certificate", site, valid_from="").content.decode()


def test_boxes_that_hang_on_others_say_when_they_must_be_filled(client, officer, site):
    assert "(bắt buộc với kết quả đo)" in text_of(client, address("evidence_create", site.pk))
    contact = text_of(client, address("contact_create", site.pk))
    assert contact.count("(ghi ít nhất một trong ba)") == 3


@pytest.fixture
def centre(client, officer):
    """Somebody of a centre, who has chosen to work for the department."""
    person = make_member(Kind.SUPPORT)
    with owner_login():
        Delegation.objects.create(
            principal=officer.access.organisation,
            delegate=person.access.organisation,
            role=Role.OFFICER,
            basis="Hợp đồng",
            valid_from="2010-01-01",
            valid_to="2099-01-01",
        )
    client.force_login(person)
    session = client.session
    session[SESSION_KEY] = officer.access.organisation.pk
    session.save()
    return person


def test_a_centre_surveys_and_never_inspects(client, officer, site, centre):
    assert set(errors_of(enter(client, "visit", site))) == {"kind"}
    assert enter(client, "visit", site, kind="survey").status_code == 302

    row = the_row("visit", establishment=site)
    assert (row.kind, row.owner_id) == ("survey", officer.access.organisation.pk)
    assert "làm thay theo ủy quyền" in text_of(client, site.get_absolute_url())


def test_a_centre_leaves_the_authoritys_inspections_alone(client, officer, site, centre):
    row = make_row("visit", officer, site)
    with owner_login():
        Visit.objects.filter(pk=row.pk).update(kind="inspection")

    pages = [address(f"visit_{verb}", row.pk) for verb in ("edit", "remove", "attach")]

    assert [client.get(page).status_code for page in pages] == [403] * 3


@pytest.mark.parametrize(
    ("slug", "typed", "box", "said"),
    [
        ("year", {"year": "2090"}, "year", "Năm này chưa tới."),
        ("year", {"output": "5"}, "output_unit", "Sản lượng phải kèm đơn vị tính."),
        (
            "certificate",
            {"valid_to": "01/01/2019"},
            "valid_to",
            "Ngày hết giá trị phải bằng hoặc sau ngày cấp.",
        ),
        ("evidence", {"proof": "measurement"}, "saving_percent", "Ghi mức tiết kiệm đo được."),
        ("visit", {"due_on": "01/03/2020"}, "follow_up", "Có hạn thì ghi yêu cầu, kiến nghị."),
        (
            "contact",
            {"phone": ""},
            "phone",
            "Ghi điện thoại, thư điện tử hoặc cách liên hệ khác.",
        ),
        (
            "contact",
            {"phone": "abc"},
            "phone",
            "Số điện thoại gồm ít nhất 8 chữ số, có thể kèm máy lẻ. Ví dụ 0912 345 678 hoặc"
            " 024 3825 1234 máy lẻ 12.",
        ),
    ],
)
def test_each_fault_has_its_sentence_at_its_box(client, officer, site, slug, typed, box, said):
    assert errors_of(enter(client, slug, site, **typed)) == {box: [said]}


HAPPENED = (
    ("certificate", "valid_from"),
    ("certificate", "withdrawn_on"),
    ("commitment", "decided_on"),
    ("evidence", "held_on"),
    ("evidence", "stopped_on"),
    ("visit", "held_on"),
    ("visit", "done_on"),
    ("effectiveness", "judged_on"),
)


@pytest.mark.parametrize(("slug", "box"), HAPPENED)
def test_what_has_not_happened_yet_is_no_evidence(client, officer, site, slug, box):
    tomorrow = clock.today() + dt.timedelta(1)

    answer = enter(client, slug, site, **{box: format_date(tomorrow)})

    assert errors_of(answer) == {box: ["Ngày này chưa đến."]}


@pytest.mark.parametrize(("slug", "box"), HAPPENED)
def test_what_happened_today_is_evidence(client, officer, site, slug, box):
    answer = enter(client, slug, site, **{box: format_date(clock.today())})

    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("slug", "typed"),
    [
        ("certificate", {"valid_to": "01/01/2099"}),
        ("commitment", {"valid_to": "01/01/2099"}),
        ("visit", {"follow_up": "Lắp đồng hồ", "due_on": "01/01/2099"}),
    ],
)
def test_a_deadline_may_lie_ahead(client, officer, site, slug, typed):
    assert enter(client, slug, site, **typed).status_code == 302


def test_a_measurement_that_saved_nothing_is_kept_and_proves_no_step(client, officer, site):
    typed = {"proof": "measurement", "saving_percent": "-3"}

    assert enter(client, "evidence", site, **typed).status_code == 302

    with owner_login():
        site.refresh_from_db()
    assert site.level == Level.UNAWARE
    sheet = text_of(client, address("evidence_create", site.pk))
    assert "Chỉ mức trên 0 mới là minh chứng cơ sở áp dụng SXSH." in sheet


@pytest.mark.parametrize("slug", ["year", "effectiveness"])
def test_a_year_is_entered_once_by_each(client, officer, site, slug):
    make_row(slug, officer, site)

    assert set(errors_of(enter(client, slug, site))) == {"year"}


def test_the_name_of_a_contact_stays_out_of_the_log(client, officer, site):
    enter(client, "contact", site)
    client.post(address("contact_remove", the_row("contact", establishment=site).pk))

    with owner_login():
        entries = LogEntry.objects.filter(owner=officer.access.organisation)
        said = " ".join(f"{entry.subject_label} {entry.comment}" for entry in entries)
        assert not Contact.objects.filter(establishment=site).exists()
    assert "Liên" not in said


def test_a_visit_is_named_once_in_the_log(client, officer, site):
    enter(client, "visit", site)

    page = text_of(client, site.get_absolute_url())

    assert "tạo lần kiểm tra, giám sát: Đoàn liên ngành" in page
    assert "lần kiểm tra, khảo sát kiểm tra" not in page


def test_about_a_merged_row_nothing_new_is_entered(client, officer, site):
    kept = make_plant(officer)
    with owner_login():
        type(site).objects.filter(pk=site.pk).update(merged_into=kept)

    assert enter(client, "certificate", site).status_code == 403
    with owner_login():
        assert not Certificate.objects.filter(establishment=site).exists()
        assert not EstablishmentYear.objects.filter(establishment=site).exists()
