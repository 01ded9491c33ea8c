"""A file that cannot be used is turned down with its place and a remedy, and writes nothing."""

import unicodedata

import pytest
from django.core.management import ManagementUtility

from organisations.models import History
from organisations.tenancy import owner_login
from tests.loading.conftest import load, refusal_of

pytestmark = pytest.mark.django_db

EVENTS_2011 = "kind: training, events: 3, participants: 200"
PLAN_1 = 'number: "1920/QĐ-SCT", date: 2010-06-22'

SPOILT = {
    "a word for a number": (
        EVENTS_2011,
        "kind: training, events: ba, participants: 200",
        "mục training_log[3].events: phải là số nguyên, chỉ gồm chữ số, ví dụ 7, nay là chữ 'ba'",
    ),
    "a Vietnamese thousand": (
        "events: 8, participants: 580",
        "events: 8, participants: 2.580",
        "mục training_log[5].participants: phải là số nguyên, chỉ gồm chữ số, ví dụ 7,"
        " nay là số thập phân '2.580'",
    ),
    "a negative number": (
        EVENTS_2011,
        "kind: training, events: -3, participants: 200",
        "mục training_log[3].events: phải từ 1 đến 2147483647, nay là -3",
    ),
    "a number beyond every column": (
        "participants: 580",
        "participants: " + "9" * 5000,
        "mục training_log[5].participants: phải từ 0 đến 2147483647",
    ),
    "a number for text": (
        'name: "Sở Công Thương thành phố Hà Nội"',
        "name: 2015",
        "mục organisations[0].name: phải là chữ (đặt trong dấu ngoặc kép), nay là số nguyên",
    ),
    "a year outside the period": (
        "{row: 4, year: 2011",
        "{row: 4, year: 2019",
        "mục training_log[3].year: năm 2019 nằm ngoài giai đoạn 2009-2015",
    ),
    "no such year": (
        "{row: 4, year: 2011",
        "{row: 4, year: 201",
        "mục training_log[3].year: phải từ 1990 đến 2100, nay là 201",
    ),
    "a missing field": (
        "{row: 4, year: 2011, ",
        "{row: 4, ",
        "mục training_log[3].year: còn thiếu mục này. Hãy bổ sung",
    ),
    "a missing section": (
        "training_claims:",
        "training_claim:",
        "mục training_claim: không có mục tên này. Có phải là 'training_claims'?",
    ),
    "a reversed period": (
        "period: [2012, 2015]}",
        "period: [2015, 2012]}",
        "mục legal_documents[1].period: giai đoạn đảo ngược: 2015 sau 2012. Hãy đổi thứ tự",
    ),
    "half a period": (
        "period: [2012, 2015]}",
        "period: [2012]}",
        "mục legal_documents[1].period: phải có đúng hai năm",
    ),
    "a signature after the plan ended": (
        "date: 2010-06-22",
        "date: 2013-06-22",
        "mục legal_documents[0].date: ngày ký 22/06/2013 sau khi giai đoạn 2010-2012 đã hết",
    ),
    "a day that does not exist": (
        "date: 2010-06-22",
        "date: 2010-02-30",
        "mục legal_documents[0].date: Không có ngày 30: tháng 2 năm 2010 có 28 ngày",
    ),
    "a day written as in letters": (
        "date: 2010-06-22",
        "date: 22/6/2010",
        "mục legal_documents[0].date: phải là ngày dạng năm-tháng-ngày, ví dụ 2012-07-13",
    ),
    "a document number twice": (
        '"3090/QĐ-UBND"',
        '"1920⁄QĐ‑SCT"',
        "mục legal_documents[1].number: số, ký hiệu 1920/QĐ-SCT đã dùng cho văn bản 'plan-1'",
    ),
    "a national document's number": (
        '"3090/QĐ-UBND"',
        '"1419/QĐ-TTg"',
        "mục legal_documents[1].number: sổ văn bản đã có số, ký hiệu 1419/QĐ-TTg",
    ),
    "an unknown kind": (
        "kind: workshop, events: 2",
        "kind: seminar, events: 2",
        "mục training_log[0].kind: không nhận 'seminar'. Chọn một trong: conference, workshop",
    ),
    "an unknown type of document": (
        'type: "Quyết định"',
        'type: "Quyết đinh"',
        "mục legal_documents[0].type: không nhận 'Quyết đinh'. Chọn một trong: Quyết định",
    ),
    "an unknown key": (
        EVENTS_2011,
        "kind: training, evnts: 3, participants: 200",
        "mục training_log[3].evnts: không có mục tên này. Có phải là 'events'?",
    ),
    "a key twice": (
        EVENTS_2011,
        "kind: training, events: 3, events: 4, participants: 200",
        "mục training_log[3].events: mục này được ghi hai lần",
    ),
    "a row twice": (
        "{row: 4, year: 2011",
        "{row: 4, year: 2010",
        "mục training_log[3].year: hai dòng giống nhau sẽ bị tính hai lần",
    ),
    "an issuer that nobody knows": (
        "issuer: ubnd-ha-noi, submitted_by",
        "issuer: ubnd-hanoi, submitted_by",
        "mục legal_documents[1].issuer: không có tổ chức khóa 'ubnd-hanoi'",
    ),
    "an organisation twice": (
        "{key: htv,",
        "{key: cpi,",
        "mục organisations[6].key: tổ chức 'cpi' được ghi hai lần",
    ),
    "a province that nobody knows": (
        'province: {name: "Hà Nội"',
        'province: {name: "Hà Lội"',
        "mục province.name: không có tỉnh, thành phố 'Hà Lội' vào năm 2015",
    ),
    "a strategy that nobody knows": (
        'number: "1419/QĐ-TTg"',
        'number: "1491/QĐ-TTg"',
        "mục strategy.number: không có chiến lược nào theo Quyết định số 1491/QĐ-TTg",
    ),
    "a claim that its words do not state": (
        "events: {claimed: 33,",
        "events: {claimed: 34,",
        "mục training_claims.events.claimed: số 34 không có trong nguyên văn",
    ),
    "a claim that the words need": (
        "{kind: quick, name",
        "{kind: detailed, name",
        "mục assessments[1].kind: hai dòng giống nhau",
    ),
    "the reporting unit is gone": (
        '{key: sct-ha-noi, name: "Sở',
        '{key: sct-hn, name: "Sở',
        "không có tổ chức khóa 'sct-ha-noi'",
    ),
    "a word for a group": (
        'province: {name: "Hà Nội", name_full',
        'province: Hà Nội\nwhere: {name: "Hà Nội", name_full',
        "mục where: không có mục tên này",
    ),
    "text too long": (
        'name: "đài truyền hình Hà Nội"',
        f'name: "{"đ" * 201}"',
        "mục organisations[6].name: dài 201 ký tự, nhiều nhất là 200",
    ),
    "money, for which there is no place yet": (
        "year: null, cost: null",
        "year: null, cost: 5000000",
        "mục demo_models[0].cost: chưa nạp được mục này",
    ),
    "an alias of itself": (
        "value: 50, unit",
        "value: &a [*a], unit",
        "lồng nhau quá nhiều lớp. Hãy kiểm tra tham chiếu",
    ),
    "a tag of Python's": (
        'name: "đài truyền hình Hà Nội"',
        "name: !!python/object/apply:os.system [ls]",
        "mục organisations[6].name: phải là chữ",
    ),
}


@pytest.fixture
def nothing_written():
    with owner_login():
        before = History.objects.count()
    yield
    with owner_login():
        assert History.objects.count() == before


@pytest.mark.parametrize("fault", SPOILT)
def test_the_sentence_names_the_place_and_nothing_is_written(fault, spoil, nothing_written):
    old, new, sentence = SPOILT[fault]

    refusal = refusal_of(spoil(old, new))

    assert sentence in refusal
    assert refusal.startswith("Tệp ha_noi.yaml, dòng ")
    assert refusal.endswith("Chưa ghi gì vào cơ sở dữ liệu.")


def test_the_sentence_names_the_line(spoil, hanoi_text):
    line = hanoi_text[: hanoi_text.index("{row: 4")].count("\n") + 1

    assert f"dòng {line}, mục training_log[3].events:" in refusal_of(
        spoil(EVENTS_2011, "kind: training, events: ba, participants: 200")
    )


def bomb(layers):
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, layers)]
    return "\n".join(lines)


NO_DATA_FILES = {
    "not YAML": ("source: {id: [", "không đúng cú pháp YAML. Hãy xem"),
    "a tab": ("source:\n\tid: x", "dòng 2: không đúng cú pháp YAML"),
    "two documents": ("a: 1\n---\nb: 2\n", "không đúng cú pháp YAML"),
    "empty": ("", "không gồm các mục dạng 'khóa: giá trị'"),
    "a list": ("- a\n- b\n", "không gồm các mục dạng 'khóa: giá trị'"),
    "a word": ("xin chào", "không gồm các mục dạng 'khóa: giá trị'"),
    "NUL": ("source:\n  id: \x00", "dòng 2: có ký tự điều khiển không in được"),
    "an alias bomb": (bomb(9), "dòng 3: dùng quá 10 tham chiếu"),
    "endless brackets": ("source: " + "[" * 100_000, "dòng 1: lồng nhau quá 20 lớp"),
    "a group as a key": ("? {a: b}\n: c\n", "tên mục phải là một từ"),
    "UTF-16": ("source: {}".encode("utf-16"), "tệp không dùng bảng mã UTF-8"),
    "windows-1258": ("source: Hà Nội".encode("cp1258", "replace"), "không dùng bảng mã UTF-8"),
    "too large": (b"# " + b"x" * (5 * 1024 * 1024), "tệp lớn hơn 5 MB"),
}


@pytest.mark.parametrize("kind", NO_DATA_FILES)
def test_what_is_no_data_file_is_said_to_be_none(kind, write, nothing_written):
    content, sentence = NO_DATA_FILES[kind]

    assert sentence in refusal_of(write(content))


def test_a_file_that_is_not_there(tmp_path):
    assert "không có tệp ở" in refusal_of(tmp_path / "khong_co.yaml")


def test_a_folder_is_no_file(tmp_path):
    assert "không có tệp ở" in refusal_of(tmp_path)


@pytest.mark.parametrize("form", ["NFD", "NFC"])
def test_decomposed_text_and_a_byte_order_mark_are_read_as_what_they_mean(form, hanoi_text, write):
    content = "\ufeff" + unicodedata.normalize(form, hanoi_text)

    assert load(write(content)).startswith("Không có gì thay đổi")


def test_the_commands_end_with_exit_code_1_and_no_traceback(write, capsys):
    path = write("source: []")

    with pytest.raises(SystemExit) as end:
        call_command_as_a_program("load_hanoi", str(path))

    assert end.value.code == 1
    assert "Traceback" not in capsys.readouterr().err


def call_command_as_a_program(name, *arguments):
    """As manage.py does it: errors become a line on stderr and an exit code."""
    ManagementUtility(["manage.py", name, *arguments, "--skip-checks"]).execute()
