"""Every screen that somebody can open: accessible, narrow enough, Vietnamese, and quiet."""

import re
import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import hotp_value
from django.urls import resolve

from tests.browser import PASSWORD, sign_in
from tests.english import english_words
from tests.screen_world import DRAFT, FILL, LINK, addresses
from tests.screens import READ, english_in, faults_of
from tests.stack import wait_until
from tests.test_access import PAGES, rows_of

pytestmark = pytest.mark.xdist_group("stack")

OFFICER, HEAD = "chuyenvien.hanoi@vi-du.vn", "lanhdao.hanoi@vi-du.vn"
NEIGHBOUR = "chuyenvien.bacninh@vi-du.vn"
ADMINISTRATOR, MINISTRY = "quantri.hanoi@vi-du.vn", "chuyenvien.bo@vi-du.vn"
PEOPLE = (
    OFFICER,
    HEAD,
    ADMINISTRATOR,
    NEIGHBOUR,
    "chuyenvien.tongcongty@vi-du.vn",
    "nguoi.doanhnghiep@vi-du.vn",
    "nguoi.trungtam@vi-du.vn",
    MINISTRY,
    "quantri.bo@vi-du.vn",
)
# Forms that are also sent empty, and looked at with their errors.
FORMS = {
    "account_change_password",
    "assessments:factor_choose",
    "assessments:finding_create",
    "assessments:grant_accept",
    "assessments:grant_approve",
    "assessments:grant_contract",
    "assessments:grant_create",
    "assessments:grant_pay",
    "assessments:grant_refuse",
    "assessments:grant_settle",
    "assessments:grid_factor_create",
    "assessments:model_create",
    "assessments:question_amend",
    "enterprises:certificate_create",
    "enterprises:commitment_create",
    "enterprises:contact_create",
    "enterprises:effectiveness_create",
    "enterprises:establishment_create",
    "enterprises:evidence_create",
    "enterprises:site_assign",
    "enterprises:site_move",
    "enterprises:total_create",
    "enterprises:visit_create",
    "enterprises:year_create",
    "enterprises:zone_create",
    "figures",
    "organisations:delegate",
    "organisations:invite",
    "outreach:activity_create",
    "programmes:call_create",
    "programmes:equipment_create",
    "programmes:focal_unit_create",
    "programmes:funding_create",
    "programmes:letter_create",
    "programmes:own_money_create",
    "programmes:plan_create",
    "programmes:plan_enter",
    "programmes:proposal_create",
    "programmes:staff_create",
    "programmes:training_create",
    "reports:declare_nil",
    "reports:words:claim_create",
    "reports:words:request_create",
}
SAME_FOR_EVERYBODY = (
    "account_",
    "mfa_",
    "reports:words:",
    *("programmes:" + what for what in ("strateg", "document", "obligation", "indicator")),
)
FILES = {
    "assessments:book",
    "assessments:assessment_report",
    "assessments:household_paper",
    "assessments:self_paper",
    "enterprises:import_faults",
    "enterprises:import_file",
    "enterprises:import_template",
    "enterprises:list_file",
    "organisations:attachment",
    "outreach:attendance_template",
    "outreach:sign_in_sheet",
    "reports:document",
    "reports:national:comparison_tables",
    "reports:national:tables",
    "reports:outgoing:copy",
    "reports:outgoing:word",
    "reports:requested:tables",
    "mfa_download_recovery_codes",
    "programmes:paper_document",
    "programmes:task_list_sheet",
    "programmes:task_list_template",
    "year:task_list_progress",
}
# Pages of the access table that no link of a signed-in person leads to, and where they are seen.
SIGNING_IN = {
    "verify",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "invitation",
}

JOB = """
INSERT INTO organisations_job (
    owner_id, kind, subject_id, state, step, done, total, error, attempts, lease_until,
    created_at, finished_at
) SELECT owner_id, 'compile_report', %s, %s, 'Đang đếm', 3, 12, %s, 2, now() + interval '1 day',
    now(), %s
FROM reports_report WHERE code = 'sct-ha-noi_2009-2015' RETURNING id
"""


@pytest.fixture(scope="module")
def portal(stack, tmp_path_factory):
    """With two drafts, two people more, and a row of what the demonstration has none of."""
    file = str(tmp_path_factory.mktemp("reports") / "report.pdf")
    compiled = ["compile_report", "--output", file, "--organisation"]
    stack.manage(*compiled, "sct-ha-noi", "--round", "2009-2015")
    stack.manage(*compiled, "minh-hoa-so", "--round", "2026")
    stack.shell(FILL)
    listed = tmp_path_factory.mktemp("register") / "so-co-so.csv"
    listed.write_text("Tên cơ sở,Ngành (VSIC cấp 2)\nXưởng nhập từ tệp,23\n", "utf-8")
    stack.manage("import_establishments", str(listed), "--organisation", "minh-hoa-so")
    return stack


class Looking:
    """One person looks at screens; `faults` are by address."""

    def __init__(self, page):
        self.page = page
        self.faults = {}

    def visit(self, path, status=200):
        answer = self.page.goto(path)
        if answer.status != status:
            self.faults[path] = [f"status {answer.status}"]

    def read(self, path):
        """What the page says and where it leads, without drawing it."""
        found = self.page.evaluate(READ, path)
        wrong = [] if found["status"] == 200 else [f"status {found['status']}"]
        if faults := wrong + english_in(found["words"]):
            self.faults[path] = faults
        return found["links"]

    def look(self, called=""):
        """At what is open now."""
        place = f"{urlsplit(self.page.url).path} {called}".strip()
        if found := faults_of(self.page):
            self.faults[place] = self.faults.get(place, []) + found

    def look_at(self, path, status=200):
        self.visit(path, status)
        self.look()

    def send(self):
        """Press the last button of the page's form, and see what comes."""
        buttons = self.page.locator("main form[method=post] button")
        with self.page.expect_navigation():
            buttons.last.click()

    def send_empty(self):
        self.send()
        self.look("with errors")

    def links(self):
        """Addresses within the portal that this page leads to."""
        return self.page.evaluate(
            "[...document.querySelectorAll('a')].map((a) => a.getAttribute('href'))"
        )


def name_of(path):
    return resolve(urlsplit(path).path).view_name


def walk(looking, seen, others, sheets=()):
    """From the front page to one page of every kind, by its links, and to the `others`.

    What somebody else has seen already is read again where it differs by person, and not measured;
    so are the `sheets`, one kind of page in many states.
    """
    to_do, met, walked = ["/", *others, *sheets], set(), set()
    while to_do:
        path = to_do.pop(0)
        name = name_of(path)
        is_new = name not in seen | met or path in others or path == "/"
        is_wanted = path in others or path in sheets
        if path in walked or (name in met and not is_wanted) or name in FILES:
            continue
        walked.add(path)
        met.add(name)
        if not is_new and name.startswith(SAME_FOR_EVERYBODY):
            continue
        if is_new:
            looking.visit(path)
            links = looking.links()
            looking.look()
        else:
            links = looking.read(path)
        to_do += [link for link in links if link and link.startswith("/")]
        if is_new and name in FORMS:
            looking.send_empty()
    seen |= met


def test_every_page_that_links_lead_to(open_as, portal):
    seen, faults = set(), {}
    send_and_collect(open_as)
    others = {
        OFFICER: pages_nothing_leads_to(portal),
        MINISTRY: [f"/reports/{code}/" for code in ("rounds/2026", "minh-hoa-so_2026", "bct_2026")],
    }

    for person in PEOPLE:
        looking = Looking(open_as(person))
        walk(looking, seen, others.get(person, []), sheets_of(portal, person))
        faults |= {f"{person} {path}": found for path, found in looking.faults.items()}

    pages = {row.split("/")[0] for row, cells in rows_of(PAGES).items() if "." in cells.values()}
    assert faults == {}
    assert pages - seen - SIGNING_IN - FILES == {"organisations:job_progress"}  # a part of a page


def pages_nothing_leads_to(portal):
    """Words of a report that has some, lists that find nothing, figures and jobs of each kind."""
    figures = portal.rows(
        "SELECT min(code) FROM reports_figure WHERE code LIKE 'sct-ha-noi%%' GROUP BY nature"
    )
    now = portal.rows("SELECT now()")[0][0]
    jobs = [
        portal.rows(JOB, -1, "running", "", None),
        portal.rows(JOB, -2, "done", "", now),
        portal.rows(JOB, -3, "failed", "Thiếu năm 2012.", now),
    ]
    words = "/reports/sct-ha-noi_2009-2015/words"
    return [
        f"{words}/claims/",
        f"{words}/requests/",
        "/outreach/activities/?q=khong+co",
        "/assessments/plants/",
        "/enterprises/?q=khong+co",
        "/enterprises/?sector=23&active=yes",
        "/enterprises/counts/?stratum=co_so",
        "/tai-khoan/doanh-nghiep/",
        "/tai-khoan/doanh-nghiep/da-gui/",
        f"/tai-khoan/giai-phap/{LINK}/",
        "/programmes/reference/documents/?q=khong+co",
        "/search/",
        "/search/?q=x",
        "/search/?q=khong+co",
        "/search/?q=san+xuat",
        *(f"/so-lieu/{code}/" for (code,) in figures),
        *(f"/organisation/jobs/{rows[0][0]}/?next=/reports/" for rows in jobs),
    ]


def sheets_of(portal, person):
    tasks = pages_of_tasks(portal) if person == NEIGHBOUR else []
    return [*tasks, *addresses(portal, person)]


def pages_of_tasks(portal):
    """The verbs of tasks in each state, of a list that is drawn up, and of payments."""
    tasks = portal.rows(
        "SELECT state, min(t.id), min(d.id), min(o.id) FROM programmes_task t"
        " JOIN programmes_taskoutput o ON o.task_id = t.id"
        " LEFT JOIN programmes_disbursement d ON d.task_id = t.id"
        " WHERE t.owner_id = (SELECT id FROM organisations_organisation WHERE code = 'minh-hoa-so')"
        " GROUP BY state"
    )
    ((draft, task),) = portal.rows(
        "SELECT l.id, t.id FROM programmes_task t JOIN programmes_tasklist l ON l.id = task_list_id"
        " WHERE title = %s",
        DRAFT,
    )
    under_way = next(row for row in tasks if row[0] == "under_way")
    ((issued,),) = portal.rows(
        "SELECT min(task_list_id) FROM programmes_revision r JOIN programmes_tasklist l"
        " ON l.id = r.task_list_id WHERE l.state = 'issued' AND l.owner_id ="
        " (SELECT id FROM organisations_organisation WHERE code = 'minh-hoa-so')"
    )
    return [
        f"/programmes/plans/task-list/{issued}/decision/",
        *(
            f"/programmes/plans/tasks/{row[1]}/{verb}/"
            for row in tasks
            for verb in ("give", "start", "accept", "settle", "stop", "carry", "correct")
        ),
        *(f"/programmes/plans/task-lists/{draft}/{verb}/" for verb in ("edit", "copy", "delete")),
        f"/programmes/plans/task-lists/{draft}/tasks/new/",
        *(f"/programmes/plans/tasks/{task}/{verb}" for verb in ("", "edit/", "delete/")),
        f"/programmes/plans/tasks/{under_way[1]}/disbursements/new/",
        f"/programmes/plans/tasks/{under_way[1]}/attachments/",
        *(f"/programmes/plans/disbursements/{under_way[2]}/{verb}/" for verb in ("edit", "delete")),
        *(f"/programmes/plans/outputs/{row[3]}/" for row in tasks),
    ]


def send_and_collect(open_as):
    """So that there is a receipt, a request in the register, and a collected file of the round."""
    page = open_as("chuyenvien.bacninh@vi-du.vn")
    page.goto("/reports/minh-hoa-so_2026/words/requests/new/")
    page.get_by_label("Nội dung", exact=True).fill("Ban hành cơ chế vay ưu đãi cho đầu tư sạch hơn")
    page.get_by_label("Phân loại").select_option("cơ chế tài chính")
    page.get_by_role("button", name="Lưu kiến nghị").click()
    page.goto("/reports/minh-hoa-so_2026/")
    page.get_by_role("button", name="Lập lại báo cáo").click()
    page.get_by_role("link", name="Xem kết quả").wait_for(timeout=90_000)
    page.goto("/reports/minh-hoa-so_2026/approval/")
    page.get_by_role("button", name="Trình duyệt").click()
    page = open_as("lanhdao.bacninh@vi-du.vn")
    page.goto("/reports/minh-hoa-so_2026/approval/")
    page.get_by_role("button", name="Duyệt", exact=True).click()
    page.get_by_role("link", name="Gửi báo cáo về Bộ").click()
    page.get_by_role("button", name="Gửi bản này về Bộ").click()
    page.wait_for_url("**/receipts/**")
    page = open_as(MINISTRY)
    page.goto("/reports/rounds/2026/")
    page.get_by_role("button", name="Lập tập báo cáo của kỳ").click()
    page.get_by_role("link", name="Xem kết quả").wait_for(timeout=90_000)


def test_signing_in_and_a_forgotten_password(open_as, portal):
    looking = Looking(open_as(None))

    looking.look_at("/tai-khoan/login/")
    looking.send_empty()
    looking.page.get_by_label("Thư điện tử").fill(OFFICER)
    looking.page.get_by_label("Mật khẩu").fill("sai hoàn toàn")
    looking.send_empty()
    looking.look_at("/tai-khoan/signup/")
    looking.look_at("/tai-khoan/inactive/")
    looking.look_at("/tai-khoan/confirm-email/")
    looking.look_at("/tai-khoan/confirm-email/sai/")
    looking.look_at("/tai-khoan/password/reset/")
    looking.send_empty()
    looking.page.get_by_label("Thư điện tử").fill(OFFICER)
    looking.send()
    looking.look()
    letter = letter_with(portal, "/password/reset/key/")
    looking.look_at(urlsplit(re.search(r"http\S+/key/\S+", letter).group()).path)
    looking.send_empty()
    looking.look_at("/tai-khoan/password/reset/key/1-sai/")
    looking.look_at("/tai-khoan/password/reset/key/done/")
    looking.look_at("/xac-minh/?ma=0123")
    looking.send()
    looking.look("of nobody's code")

    assert looking.faults == {}
    assert english_words(letter.partition("\n\n")[2]) == []


def letter_with(portal, words):
    """The newest letter with these words; on this portal letters go to the log."""
    wait_until(lambda: words in portal.log("web"), seconds=10)
    return next(part for part in portal.log("web").split("-" * 79)[::-1] if words in part)


def test_an_invitation(open_as, portal):
    administrator, guest = Looking(open_as(ADMINISTRATOR)), Looking(open_as(None))
    page = administrator.page

    for email in ("moi@vi-du.vn", "hai-buoc@vi-du.vn"):
        page.goto("/organisation/members/invite/")
        page.get_by_label("Họ và tên").fill("Người Được Mời")
        page.get_by_label("Thư điện tử").fill(email)
        page.get_by_label("Vai trò").select_option(label="Chuyên viên")
        administrator.send()
    administrator.look("with a message")
    letter = letter_with(portal, "/tai-khoan/loi-moi/")
    guest.look_at(urlsplit(re.search(r"http\S+/loi-moi/\S+", letter).group()).path)
    guest.send_empty()
    guest.look_at("/tai-khoan/loi-moi/sai/", 404)

    assert administrator.faults | guest.faults == {}
    assert english_words(letter.partition("\n\n")[2]) == []


def test_two_steps_and_signing_out(open_as, portal):
    looking = Looking(open_as(None))
    page = looking.page
    sign_in(page, "hai-buoc@vi-du.vn")

    looking.look_at("/tai-khoan/2fa/totp/activate/")
    looking.send_empty()
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    looking.send()
    looking.look()
    looking.send_empty()
    secret = page.locator("#authenticator_secret").input_value()
    page.get_by_label("Mã xác thực").fill(code_of(secret))
    looking.send()
    looking.look()
    for part in ("", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/"):
        looking.look_at(f"/tai-khoan/2fa/{part}")
    looking.look_at("/tai-khoan/logout/")
    looking.send()
    page.get_by_label("Thư điện tử").fill("hai-buoc@vi-du.vn")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    looking.send()
    looking.look()
    looking.send_empty()

    assert looking.faults == {}


def code_of(secret):
    return f"{hotp_value(secret, int(time.time()) // 30):06}"


def test_when_things_go_wrong(open_as, portal):
    looking, nobody = Looking(open_as(OFFICER)), Looking(open_as(None))
    homeless = Looking(open_as(None))
    page = homeless.page

    looking.look_at("/khong-co/", 404)
    looking.look_at("/organisation/members/invite/", 403)
    with portal.cursor() as cursor:
        cursor.execute("ALTER TABLE programmes_obligation RENAME TO away")
        try:
            looking.visit("/programmes/reference/obligations/", 500)
        finally:
            cursor.execute("ALTER TABLE away RENAME TO programmes_obligation")
    looking.look()
    nobody.visit("/tai-khoan/login/")
    nobody.page.context.clear_cookies()
    nobody.send()
    nobody.look("from an old page")
    for _time in range(6):
        nobody.page.goto("/tai-khoan/password/reset/")
        nobody.page.get_by_label("Thư điện tử").fill("ai@vi-du.vn")
        nobody.send()
    nobody.look("too often")
    page.goto("/tai-khoan/login/")
    page.get_by_label("Thư điện tử").fill("khong-don-vi@vi-du.vn")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    homeless.send()
    homeless.look("without an organisation")

    assert looking.faults | nobody.faults | homeless.faults == {}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("document.querySelector('h1').append(' Save')", "English: Save"),
        ("document.querySelector('input').placeholder = 'required'", "English: required"),
        ("document.title += ' – Sign in'", "English: Sign"),
        ("document.querySelector('h1').outerHTML += '<h1>Hai</h1>'", "at 390: 2 h1"),
        ("document.documentElement.lang = 'en'", "at 1280: lang=en"),
        ("document.querySelector('label').remove()", "at 1280: no label: "),
        ("document.querySelector('main').style.width = '900px'", "at 390: wider than the window: "),
        ("document.querySelector('main').style.color = '#ddd'", "at 1280: color-contrast: "),
        ("document.head.append(document.createElement('style'))", "at 390: inline style"),
        ("console.error('refused')", "console: refused"),
    ],
)
def test_a_fault_is_seen(open_as, change, fault):
    page = open_as(None)
    page.goto("/tai-khoan/login/")
    page.evaluate(change)

    assert [said for said in faults_of(page) if said.startswith(fault)] != []


def test_a_screen_that_hides_the_focus_is_seen(open_as):
    page = open_as(None)
    page.goto("/tai-khoan/login/")
    page.evaluate("document.querySelector('.skip-link').style = 'outline: none; box-shadow: none'")

    assert "the first Tab shows no focus" in faults_of(page)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đăng nhập bằng địa chỉ thư điện tử", []),
        ("Tong ket nam, khong dau: nghiem thu, khuyen cong, quyet dinh", []),
        ("chuyenvien.hanoi@vi-du.vn https://localhost/reports/ sct-ha-noi_2014.1.003 QĐ889", []),
        ("Tệp PDF của KCN, UBND, ISO 14001", []),
        ("Sign in", ["Sign"]),
        ("Trường này là required.", ["required"]),
        ("This field is required.", ["This", "field", "is", "required"]),
        ("SAVE", ["SAVE"]),
        ("Log out, Email, Menu, Password", ["Log", "out", "Email", "Menu", "Password"]),
        ("và/hoặc and/or", ["and", "or"]),
    ],
)
def test_english_is_told_from_vietnamese(text, found):
    assert english_words(text) == found
