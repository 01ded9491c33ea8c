"""A list of tasks as an Excel file: handed out, looked through row by row, taken as shown."""

from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organisations import sheets
from organisations.enums import Kind, Role, Verb
from organisations.models import LogEntry
from organisations.tenancy import owner_login, use_tenant
from organisations.vietnamese import search_key
from programmes.enums import FundKind, ListState, OutputKind, TaskState
from programmes.models import PlanComponent, Scheme, Strategy, Task, TaskMoney
from programmes.sheets.columns import EVERYDAY_KINDS, ListContent
from tests.factories import make_member, make_output, make_plan, make_task, make_task_list
from tests.organisations.sample_sheets import changed, page, part

pytestmark = pytest.mark.django_db
HEADS = "STT\tTên nhiệm vụ\tTừ tháng\tĐến tháng\tLoại sản phẩm 1\tKế hoạch 1\tKinh phí khuyến công"


@pytest.fixture
def officer(client):
    person = make_member(Kind.DEPARTMENT)
    client.force_login(person)
    return person


@pytest.fixture
def owner(officer):
    return officer.access.organisation


def money(task, fund, amount):
    with owner_login():
        return TaskMoney.objects.create(owner=task.owner, task=task, fund=fund, planned=amount)


def full_list(owner, **fields):
    """A list of a plan with a scheme and a component, and three tasks."""
    with owner_login():
        strategy = Strategy.objects.get(code="qd-1419")
        scheme = Scheme.objects.filter(strategy=strategy).first()
    plan = make_plan(owner, strategy=strategy, year_from=2026, year_to=2030)
    with owner_login():
        component = PlanComponent.objects.create(
            owner=owner, plan=plan, name="Tuyên truyền, phổ biến", scheme=scheme
        )
    task_list = make_task_list(owner, plan=plan, **fields)
    first = make_task(
        task_list,
        ordinal=1,
        name="Tập huấn cho cơ sở dệt nhuộm",
        scheme=scheme,
        component=component,
        lead="Phòng Kỹ thuật",
        partners="Trung tâm Khuyến công; UBND các huyện",
        note="Dòng một\nDòng hai",
    )
    make_output(first, planned=Decimal("4"), unit="khóa", name="Khóa tập huấn")
    make_output(first, OutputKind.LEAFLET, planned=30000, unit="tờ", name="Tờ rơi", ordinal=2)
    money(first, FundKind.INDUSTRY, 120_000_000)
    money(first, FundKind.ENTERPRISE, 0)
    second = make_task(task_list, ordinal=2, name="Phóng sự truyền hình", month_to=None)
    for number in range(4):
        make_output(
            second, OutputKind.OTHER, ordinal=number + 1, name=f"Việc {number}", planned="1.5"
        )
    make_task(task_list, ordinal=3, name="Hội thảo tổng kết", month_from=None, month_to=None)
    return task_list


def address(name, task_list):
    return reverse(f"programmes:{name}", args=[task_list.pk])


def download(client, name, task_list):
    response = client.get(address(name, task_list))
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def read(body, task_list, person):
    with use_tenant(person.access.tenant):
        content = ListContent.of(task_list, person.access)
        return sheets.read(body, content.columns)


def upload(client, task_list, body, name="danh-muc.xlsx", **fields):
    data = {"file": SimpleUploadedFile(name, body), "pasted": "", "takes": "all"} | fields
    return client.post(address("task_list_import", task_list), data)


def paste(client, task_list, text, **fields):
    data = {"pasted": text, "takes": "all"} | fields
    return client.post(address("task_list_import", task_list), data)


def save(client, task_list, response, **fields):
    data = {"rows": response.context["preview"].rows, "pasted": ""} | fields
    return client.post(address("task_list_import_save", task_list), data, follow=True)


def verdicts(response):
    return [(row.name, row.verdict.value) for row in response.context["preview"].shown]


def reasons(response):
    return [str(r) for row in response.context["preview"].shown for r in row.reasons]


def changes(response):
    return [change for row in response.context["preview"].shown for change in row.changes]


def said(response):
    return [str(message) for message in response.context["messages"]]


def tasks_of(task_list):
    with owner_login():
        rows = Task.objects.filter(task_list=task_list).order_by("ordinal", "pk")
        return list(rows.prefetch_related("outputs", "money"))


def amounts(task):
    return [row.planned for row in task.money.all()]


# Tệp tải về


def test_a_list_that_was_handed_out_comes_back_unchanged(client, owner):
    task_list = full_list(owner)

    response = upload(client, task_list, download(client, "task_list_sheet", task_list))

    assert reasons(response) == changes(response) == []
    assert {verdict for _name, verdict in verdicts(response)} == {"same"}
    assert len(verdicts(response)) == 3


def test_the_file_holds_every_output_of_every_task(client, owner, officer):
    task_list = full_list(owner)

    sheet = read(download(client, "task_list_sheet", task_list), task_list, officer)

    second = sheet.rows[1].values
    assert [second[f"output_{n}_name"] for n in range(1, 5)] == [f"Việc {n}" for n in range(4)]
    assert second["output_4_planned"] == Decimal("1.5")
    assert sheet.rows[0].values["money_industry"] == 120_000_000
    assert sheet.rows[0].values["component"] == "Tuyên truyền, phổ biến"


def test_a_list_brought_into_another_makes_the_same_tasks(client, owner, officer):
    source = full_list(owner)
    target = make_task_list(owner, plan=source.plan)

    save(client, target, upload(client, target, download(client, "task_list_sheet", source)))

    def content(task_list):
        with use_tenant(officer.access.tenant):
            return [
                {key: value for key, value in row.items() if not key.startswith("output_4")}
                for row in ListContent.of(task_list, officer.access).rows()
            ]

    # The target's own form offers three outputs; the fourth is named, not swallowed.
    assert [row["name"] for row in content(target)] == [row["name"] for row in content(source)]
    assert content(target)[0] == content(source)[0]


def test_a_column_for_which_there_is_no_place_is_named(client, owner):
    source = full_list(owner)
    target = make_task_list(owner, plan=source.plan)

    shown = upload(client, target, download(client, "task_list_sheet", source)).content.decode()

    assert "Cột không dùng: Loại sản phẩm 4; Sản phẩm 4; Đơn vị tính 4; Kế hoạch 4." in shown


def test_files_are_called_in_vietnamese(client, owner):
    task_list = make_task_list(owner, title="Danh mục năm 2026: SXSH/TKNL")

    names = [
        unquote(client.get(address(name, task_list))["Content-Disposition"])
        for name in ("task_list_sheet", "task_list_template")
    ]

    assert "''Danh mục năm 2026 SXSH TKNL.xlsx" in names[0]
    assert "Mẫu nhập Danh mục năm 2026 SXSH TKNL.xlsx" in names[1]


def test_the_template_offers_what_can_be_chosen_and_no_task(client, owner, officer):
    task_list = full_list(owner)
    body = download(client, "task_list_template", task_list)

    sheet = read(body, task_list, officer)

    assert sheet.rows == []
    assert sheet.refusals == []
    with use_tenant(officer.access.tenant):
        columns = ListContent.of(task_list, officer.access).column_of
    assert ("Tuyên truyền, phổ biến",) * 2 in columns["component"].choices
    assert columns["output_1_kind"].label_of("training") == "Lớp, khóa tập huấn"


# Xem trước và ghi


def test_a_paste_is_shown_first_and_written_only_when_it_is_agreed_to(client, owner):
    task_list = make_task_list(owner, money_total=500_000_000)
    text = (
        f"{HEADS}\n1\tTập huấn\t3\t11\tLớp, khóa tập huấn\t4\t150.000.000"
        "\n\tIn tờ rơi\t5\t6\ttờ rơi\t30.000\t1,5 triệu"
    )

    response = paste(client, task_list, text)
    assert verdicts(response) == [("Tập huấn", "new"), ("In tờ rơi", "new")]
    assert tasks_of(task_list) == []
    done = save(client, task_list, response)

    first, second = tasks_of(task_list)
    assert said(done) == ["Đã nhập 2 nhiệm vụ mới, sửa 0 nhiệm vụ."]
    assert (first.name, first.month_from, first.month_to, first.state) == (
        "Tập huấn",
        3,
        11,
        TaskState.PROPOSED,
    )
    assert second.ordinal == 2
    (leaflets,) = second.outputs.all()
    assert (leaflets.kind, leaflets.planned, leaflets.unit) == ("leaflet", 30000, "tờ")
    assert amounts(second) == [1_500_000]


def test_a_new_row_is_shown_with_all_that_it_will_say(client, owner):
    text = (
        f"{HEADS}\tĐơn vị chủ trì"
        "\n1\tTập huấn\t3\t11\tLớp tập huấn\t4\t150 triệu\tPhòng Kỹ thuật"
        "\n2\tHọp\t\t\t\t\t\t"
        "\n3\tIn tờ rơi\t3\t\t\t\t\t"
    )

    response = paste(client, make_task_list(owner), text)

    first, second, third = (row.facts for row in response.context["preview"].shown)
    assert first == [
        "Phòng Kỹ thuật",
        "Tháng 3-11",
        "Lớp, khóa tập huấn: 4 lớp",
        "khuyến công: 150.000.000 đồng",
    ]
    assert second == [
        "chưa ghi đơn vị chủ trì",
        "chưa ghi tháng",
        "chưa ghi sản phẩm",
        "chưa ghi kinh phí",
    ]
    assert third[1] == "Từ tháng 3"
    assert all(fact in response.content.decode() for fact in first)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Lớp tập huấn", "training"),
        ("khoá tập huấn", "training"),
        ("dao tao", "training"),
        ("Phóng sự phát thanh", "radio_report"),
        ("Đại biểu", "attendance"),
    ],
)
def test_a_kind_is_known_by_its_everyday_name(client, owner, typed, kind):
    task_list = make_task_list(owner)

    save(client, task_list, paste(client, task_list, f"{HEADS}\n1\tViệc\t\t\t{typed}\t4\t"))

    (task,) = tasks_of(task_list)
    assert [output.kind for output in task.outputs.all()] == [kind]


def test_no_everyday_name_means_two_kinds():
    names = [search_key(name) for names in EVERYDAY_KINDS.values() for name in names]
    labels = [search_key(label) for label in OutputKind.labels]

    assert len(set(names + labels)) == len(names + labels)


CLOSEST = {
    "Tọa đàm": "Tọa đàm tại trường quay",
    "Hội thảp": "Hội thảo",
    "Phóng sự": None,  # on television or on the radio
    "Tài liệu": "Sổ tay, tài liệu",
}


@pytest.mark.parametrize("typed", CLOSEST)
def test_a_kind_that_is_not_known_is_answered_with_the_closest_and_all_kinds(client, owner, typed):
    response = paste(client, make_task_list(owner), f"{HEADS}\n1\tViệc\t\t\t{typed}\t4\t")

    (reason,) = reasons(response)
    closest = CLOSEST[typed]
    assert (f"Có phải “{closest}”?" if closest else "Chọn một trong") in reason
    assert closest or "Có phải" not in reason
    assert all(label in reason for label in OutputKind.labels)
    assert "Hướng dẫn" not in reason


def test_a_row_of_a_known_task_shows_old_and_new_and_leaves_the_other_columns(client, owner):
    task_list = full_list(owner)

    response = paste(
        client, task_list, "STT\tTên nhiệm vụ\tĐến tháng\n1\tTập huấn cho cơ sở dệt nhuộm\t9"
    )
    assert changes(response) == [("Đến tháng", "6", "9")]
    assert response.context["preview"].done.untouched == 2
    save(client, task_list, response)

    first = tasks_of(task_list)[0]
    assert (first.month_to, first.lead) == (9, "Phòng Kỹ thuật")
    assert [output.kind for output in first.outputs.all()] == ["training", "leaflet"]
    assert len(amounts(first)) == 2
    assert first.component_id
    assert len(tasks_of(task_list)) == 3


def test_a_name_alone_finds_its_task_and_a_new_number_is_a_change(client, owner):
    task_list = full_list(owner)

    response = paste(client, task_list, "STT\tTên nhiệm vụ\n7\tHội  thảo tổng kết")

    assert changes(response) == [("STT", "3", "7")]


def test_results_stay_with_their_output_when_the_order_changes(client, owner):
    task_list = make_task_list(owner)
    task = make_task(task_list, name="Việc")
    make_output(
        task,
        OutputKind.OTHER,
        name="Phần mềm",
        unit="bộ",
        typed_done=1,
        typed_on="2026-05-01",
        typed_basis="Biên bản 1",
    )
    text = (
        "STT\tTên nhiệm vụ\tLoại sản phẩm 1\tSản phẩm 1\tĐơn vị tính 1\tLoại sản phẩm 2"
        "\tSản phẩm 2\tĐơn vị tính 2\n1\tViệc\tHội nghị\t\t\tSản phẩm khác (nhập tay)\tPhần mềm\tbộ"
    )

    save(client, task_list, paste(client, task_list, text))

    kept = {o.name: (o.ordinal, o.typed_done) for o in tasks_of(task_list)[0].outputs.all()}
    assert kept == {"Hội nghị": (1, None), "Phần mềm": (2, 1)}


def test_an_output_with_results_is_not_dropped_by_a_file(client, owner):
    task_list = make_task_list(owner)
    task = make_task(task_list, name="Việc")
    make_output(task, planned=4, estimate=3, estimate_basis="Còn 1 lớp")

    response = paste(
        client,
        task_list,
        "STT\tTên nhiệm vụ\tLoại sản phẩm 1\tSản phẩm 1\tĐơn vị tính 1\tKế hoạch 1"
        "\n1\tViệc\t\t\t\t",
    )

    assert reasons(response) == [
        "Dòng 2, cột 3, Loại sản phẩm 1: “Lớp tập huấn” đã có số thực hiện hoặc số ước, nên không"
        " bỏ bằng tệp được; bỏ ở trang của nhiệm vụ."
    ]


def test_the_log_says_who_brought_what_in(client, owner, officer):
    task_list = full_list(owner)

    save(client, task_list, paste(client, task_list, "STT\tTên nhiệm vụ\n1\tTập huấn khác\n9\tMới"))

    with owner_login():
        entry = LogEntry.objects.filter(subject_type="programmes.tasklist").first()
        created = LogEntry.objects.filter(subject_type="programmes.task", verb=Verb.CREATE)
        assert entry is None
        assert created.count() == 0
    save(client, task_list, paste(client, task_list, "STT\tTên nhiệm vụ\n\tTập huấn khác\n9\tMới"))
    with owner_login():
        entry = LogEntry.objects.filter(subject_type="programmes.tasklist").first()
        assert entry.comment == "Nhập từ bảng Excel: 2 nhiệm vụ mới, 0 nhiệm vụ thay đổi"
        assert entry.actor_name == officer.full_name


# Lời từ chối


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("x\tViệc\t\t\t\t\t", "Dòng 2, cột 1, STT: Chỉ nhập số, không nhập chữ"),
        ("0\tViệc\t\t\t\t\t", "Dòng 2, cột 1, STT: Nhập STT từ 1 đến 9.999."),
        ("1\t\t3\t\t\t\t", "Dòng 2, cột 2, Tên nhiệm vụ: Chưa nhập Tên nhiệm vụ."),
        ("1\tViệc\t13\t\t\t\t", "Dòng 2, cột 3, Từ tháng: Nhập tháng bằng số từ 1 đến 12."),
        ("1\tViệc\t7\t3\t\t\t", "Dòng 2, cột 4, Đến tháng: Tháng kết thúc phải bằng hoặc sau"),
        ("1\tViệc\t\t\tMúa rối\t4\t", "Dòng 2, cột 5, Loại sản phẩm 1: Chọn một trong:"),
        ("1\tViệc\t\t\t\t4\t", "Dòng 2, cột 5, Loại sản phẩm 1: Chọn loại sản phẩm."),
        ("1\tViệc\t\t\tHội nghị\t-4\t", "Dòng 2, cột 6, Kế hoạch 1: "),
        ("1\tViệc\t\t\tHội nghị\t1.5\t", "Dòng 2, cột 6, Kế hoạch 1: Không rõ 1.5 là số nào"),
        ("1\tViệc\t\t\t\t\t-5", "(đồng): Số tiền không được là số âm. (đã nhập: -5)"),
        ("1\tViệc\t\t\t\t\tnhiều", "(đồng): Không rõ số tiền."),
        ("\tTổng cộng\t\t\t\t\t100", "Dòng 2: Dòng cộng không phải số liệu. Hãy bỏ dòng này."),
        ("1\tHội nghị khác\t\t\tSản phẩm khác (nhập tay)\t4\t", "Nhập tên sản phẩm."),
        ("1\t" + "n" * 501 + "\t\t\t\t\t", "Dòng 2, cột 2, Tên nhiệm vụ: Dài quá 500 ký tự"),
    ],
)
def test_a_refused_row_says_cell_and_reason_and_the_paste_stays(client, owner, row, reason):
    task_list = make_task_list(owner)
    text = f"{HEADS}\n{row}"

    response = paste(client, task_list, text)

    assert any(reason in each for each in reasons(response)), reasons(response)
    assert verdicts(response)[0][1] == "refused"
    assert response.context["form"]["pasted"].value() == text
    assert not response.context["preview"].may_be_taken


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("2\tMột việc mới", "STT 2 là của nhiệm vụ “Phóng sự truyền hình”"),
        ("8\tA\n8\tB", "STT 8 là của nhiệm vụ “A”"),
        ("\tA\n\tA", "Nhiệm vụ này đã có ở dòng 2."),
        ("3\tHội thảo tổng kết\n3\tHội thảo tổng kết", "Nhiệm vụ này đã có ở dòng 2."),
    ],
)
def test_two_rows_or_tasks_are_never_mixed_up(client, owner, rows, reason):
    task_list = full_list(owner)

    response = paste(client, task_list, f"STT\tTên nhiệm vụ\n{rows}")

    assert [reason in each for each in reasons(response)] == [True]


def test_two_tasks_called_alike_are_told_apart_by_their_number(client, owner):
    task_list = make_task_list(owner)
    make_task(task_list, name="Tập huấn", ordinal=1)
    make_task(task_list, name="Tập huấn", ordinal=2)

    unclear = paste(client, task_list, "STT\tTên nhiệm vụ\tTừ tháng\n\tTập huấn\t2")
    clear = paste(client, task_list, "STT\tTên nhiệm vụ\tTừ tháng\n2\tTập huấn\t2")

    assert "ghi đúng STT của nhiệm vụ cần sửa" in reasons(unclear)[0]
    save(client, task_list, clear)
    assert [task.month_from for task in tasks_of(task_list)] == [1, 2]


def test_numbers_may_change_places_in_one_file(client, owner):
    task_list = full_list(owner)

    save(
        client,
        task_list,
        paste(
            client, task_list, "STT\tTên nhiệm vụ\n3\tPhóng sự truyền hình\n2\tHội thảo tổng kết"
        ),
    )

    assert [(task.ordinal, task.name) for task in tasks_of(task_list)][1:] == [
        (2, "Hội thảo tổng kết"),
        (3, "Phóng sự truyền hình"),
    ]


def test_valid_rows_are_taken_alone_only_where_that_was_chosen(client, owner):
    task_list = make_task_list(owner)
    text = f"{HEADS}\n1\tTốt\t1\t2\t\t\t\n2\tXấu\t9\t2\t\t\t"

    strict = paste(client, task_list, text)
    refused = save(client, task_list, strict)
    assert said(refused) == ["Chưa ghi: bảng còn 1 dòng có lỗi."]
    assert tasks_of(task_list) == []
    done = save(client, task_list, paste(client, task_list, text, takes="valid"))

    assert [task.name for task in tasks_of(task_list)] == ["Tốt"]
    assert said(done) == ["Đã nhập 1 nhiệm vụ mới, sửa 0 nhiệm vụ. 1 dòng có lỗi chưa nhận."]


def test_money_beyond_the_lists_total_is_refused_as_a_whole(client, owner):
    task_list = make_task_list(owner, money_total=100_000_000)
    money(make_task(task_list, name="Cũ"), FundKind.OTHER, 60_000_000)
    text = f"{HEADS}\n2\tMới\t\t\t\t\t50 triệu"

    response = paste(client, task_list, text, takes="valid")
    done = save(client, task_list, response)

    assert "110.000.000 đồng, vượt tổng" in response.context["preview"].done.excess
    assert not response.context["preview"].may_be_taken
    assert "Chưa ghi: Kinh phí các nhiệm vụ cộng lại là 110.000.000 đồng" in said(done)[0]
    assert len(tasks_of(task_list)) == 1


def test_money_may_move_from_one_task_to_another_within_the_total(client, owner):
    task_list = make_task_list(owner, money_total=100)
    money(make_task(task_list, name="Một", ordinal=1), FundKind.INDUSTRY, 100)
    money(make_task(task_list, name="Hai", ordinal=2), FundKind.INDUSTRY, 0)
    text = "STT\tTên nhiệm vụ\tKinh phí khuyến công\n2\tHai\t60\n1\tMột\t40"

    save(client, task_list, paste(client, task_list, text))

    assert [amounts(task) for task in tasks_of(task_list)] == [[40], [60]]


# Danh mục đã khóa, đã đổi, của người khác


@pytest.mark.parametrize("state", [ListState.ISSUED, ListState.CLOSED, ListState.SUBMITTED])
def test_a_list_that_is_not_open_takes_nothing_and_says_why(client, owner, state):
    task_list = make_task_list(owner)
    response = paste(client, task_list, f"{HEADS}\n1\tMới\t\t\t\t\t")
    closed = make_task_list(owner, state=state)
    with owner_login():
        type(task_list).objects.filter(pk=task_list.pk).update(
            state=state, document=closed.document
        )

    shown = client.get(address("task_list_import", task_list)).content.decode()
    done = save(client, task_list, response, pasted="giữ lại")

    assert "Chưa nhập được" in shown
    assert said(done)[0].startswith("Chưa lưu: Danh mục")
    assert done.context["form"]["pasted"].value() == "giữ lại"
    assert tasks_of(task_list) == []


def test_a_list_that_changed_meanwhile_is_shown_anew_and_nothing_is_lost(client, owner):
    task_list = full_list(owner)
    response = paste(client, task_list, f"{HEADS}\n9\tMới\t\t\t\t\t")
    with owner_login():
        Task.objects.filter(task_list=task_list, ordinal=3).update(
            ordinal=9, name="Của đồng nghiệp"
        )

    again = save(client, task_list, response, pasted="giữ lại")

    assert said(again)[0].startswith("Chưa ghi: danh mục đã thay đổi sau khi bạn xem trước.")
    assert "STT 9 là của nhiệm vụ “Của đồng nghiệp”" in reasons(again)[0]
    assert again.context["form"]["pasted"].value() == "giữ lại"
    assert len(tasks_of(task_list)) == 3


def test_a_double_click_writes_once(client, owner):
    task_list = make_task_list(owner)
    response = paste(client, task_list, f"{HEADS}\n1\tMới\t1\t2\tHội nghị\t2\t5 triệu")

    save(client, task_list, response)
    second = save(client, task_list, response)

    assert said(second)[-1] == ("Danh mục đã có đúng các nhiệm vụ này, không có gì phải ghi thêm.")
    assert len(tasks_of(task_list)) == 1


def test_rows_made_up_or_of_another_list_are_not_taken(client, owner):
    task_list, other = make_task_list(owner), make_task_list(owner)
    response = paste(client, other, f"{HEADS}\n1\tMới\t\t\t\t\t")

    for rows in (response.context["preview"].rows, "giả:mạo", ""):
        done = save(client, task_list, response, rows=rows)
        assert said(done)[-1] == "Bảng đã xem trước không còn dùng được. Hãy xem trước lại."
    assert tasks_of(task_list) == []


def test_a_neighbours_list_does_not_exist_and_its_tasks_never_match(client, owner):
    neighbour = make_member(Kind.DEPARTMENT).access.organisation
    theirs = full_list(neighbour)
    ours = make_task_list(owner)

    for name in ("sheet", "template", "import"):
        assert client.get(address(f"task_list_{name}", theirs)).status_code == 404
    for name in ("import", "import_save", "import_faults"):
        assert client.post(address(f"task_list_{name}", theirs), {}).status_code == 404
    response = paste(client, ours, "STT\tTên nhiệm vụ\n1\tTập huấn cho cơ sở dệt nhuộm")
    assert verdicts(response) == [("Tập huấn cho cơ sở dệt nhuộm", "new")]
    save(client, ours, response)
    assert len(tasks_of(theirs)) == 3


def test_a_viewer_may_download_but_not_import(client, owner):
    task_list = full_list(owner)
    client.force_login(make_member(organisation=owner, role=Role.VIEWER))

    assert client.get(address("task_list_sheet", task_list)).status_code == 200
    assert client.get(address("task_list_template", task_list)).status_code == 200
    assert client.get(address("task_list_import", task_list)).status_code == 403
    for name in ("import", "import_save", "import_faults"):
        assert client.post(address(f"task_list_{name}", task_list), {}).status_code == 403


# Tệp


def test_the_error_file_marks_the_rows_and_can_be_brought_in_again(client, owner, officer):
    task_list = make_task_list(owner)
    text = f"{HEADS}\n1\tTốt\t1\t2\t\t\t\n2\tXấu\t9\t2\t\t\t"
    rows = paste(client, task_list, text).context["preview"].rows

    response = client.post(address("task_list_import_faults", task_list), {"rows": rows})
    body = b"".join(response.streaming_content)

    sheet = read(body, task_list, officer)
    assert [row.values["name"] for row in sheet.rows] == ["Tốt", "Xấu"]
    assert [row.values["month_from"] for row in sheet.rows] == [1, 9]
    again = upload(client, task_list, body)
    assert [verdict for _name, verdict in verdicts(again)] == ["new", "refused"]


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("a.xlsx", b"khong phai excel", "bên trong không phải tệp Excel"),
        ("a.pdf", b"%PDF-1.7", "Đây là tệp PDF"),
        ("a.xlsx", b"x" * (5 * 1024**2 + 1), "Tệp lớn hơn 5 MB."),
        ("a.csv", "Tên nhiệm vụ;Từ tháng\n".encode(), "Bảng không có dòng nào"),
        ("a.csv", "Cột lạ;Cột khác\nA;B\n".encode(), "Không tìm thấy dòng tiêu đề"),
        ("a.csv", b"", "Tệp trống."),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(client, owner, name, body, sentence):
    task_list = make_task_list(owner)

    response = upload(client, task_list, body, name=name)

    assert any(sentence in each for each in response.context["form"].errors["file"])


def test_a_number_beyond_all_numbers_is_refused_in_its_cell(client, owner):
    task_list = make_task_list(owner)
    body, sheet = page(["STT", "Tên nhiệm vụ"], [12345, "Tập huấn"]), "xl/worksheets/sheet1.xml"
    too_great = part(body, sheet).replace("<v>12345</v>", "<v>1E400</v>")

    response = upload(client, task_list, changed(body, **{sheet: too_great}))

    assert reasons(response)[0].startswith("A2, STT: ")


def test_more_tasks_than_a_list_may_hold_are_refused(client, owner):
    task_list = make_task_list(owner)
    text = "STT\tTên nhiệm vụ\n" + "\n".join(f"{n}\tViệc {n}" for n in range(1, 502))

    response = paste(client, task_list, text)

    assert response.context["form"].errors["pasted"] == [
        "Danh sách có hơn 500 dòng. Hãy chia thành nhiều tệp."
    ]


def test_looking_through_costs_the_same_for_three_and_for_sixty_rows(
    client, owner, django_assert_max_num_queries
):
    task_list = full_list(owner)
    for count in (3, 60):
        text = "STT\tTên nhiệm vụ\n" + "\n".join(f"{n + 10}\tViệc {n}" for n in range(count))
        with django_assert_max_num_queries(40):
            response = paste(client, task_list, text)
        assert len(verdicts(response)) == count
