"""The loop outside the portal: number typed, signed copy compared, differences accepted."""

import datetime as dt
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.urls import reverse
from weasyprint import HTML

from organisations import files
from organisations.enums import Kind, Role
from organisations.exceptions import ActionRefused, StaleSheet
from organisations.tenancy import owner_login, use_tenant
from reports import actions, compilation
from reports.enums import CopyMark, DocumentKind, SignatureState
from reports.models import CopyDifference, OutgoingDocument, ReportVersion, SignedCopy, TrustRoot
from reports.outgoing import actions as outgoing
from reports.outgoing import reading
from reports.outgoing.standing import missing_of_copy
from tests.factories import make_activity, make_member, make_report, seen_by_the_head
from tests.reports.conftest import approved, compiled

pytestmark = pytest.mark.django_db

FIRST = "<p>BÁO CÁO kết quả thực hiện sản xuất sạch hơn, số cơ sở là 1.234 trên tổng số</p>"
SECOND = "<p style='break-before: page'>Đã tổ chức 33 hội nghị và giảm 12,5% điện năng.</p>"


def printed(html):
    return HTML(string=html).write_pdf()


@pytest.fixture(autouse=True)
def two_pages(monkeypatch):
    monkeypatch.setattr(compilation, "render_pdf", lambda *a, **k: printed(FIRST + SECOND))


@pytest.fixture
def version(report, officer, head):
    return approved(report, officer)


def typed(version, **facts):
    told = {"number": 5, "symbol": "BC-SCT", "signed_on": dt.date(2015, 12, 20)}
    told |= {"signer": "Nguyễn Văn A", "position": "Giám đốc"} | facts
    return OutgoingDocument(version=version, **told)


def number(version, person, **facts):
    with use_tenant(person.access.tenant):
        return outgoing.write_number(version.pk, typed(version, **facts), access=person.access)


def take(version, person, body, name="ban-ky.pdf"):
    with use_tenant(person.access.tenant):
        file = SimpleUploadedFile(name, body)
        return outgoing.take_copy(version.pk, file, access=person.access)


def places(copy):
    with owner_login():
        return [
            (row.page, row.ours[:5].split(" ")[0], row.theirs[:5].split(" ")[0])
            for row in CopyDifference.objects.filter(copy=copy)
        ]


def accept(version, person, copy, reason="Sửa lỗi đánh máy theo bút phê"):
    with owner_login():
        pks = list(CopyDifference.objects.filter(copy=copy).values_list("pk", flat=True))
    with use_tenant(person.access.tenant):
        outgoing.accept(version.pk, pks, reason=reason, access=person.access)


def missing(version, person):
    with use_tenant(person.access.tenant):
        current = ReportVersion.objects.get(pk=version.pk)
        return missing_of_copy(current, access=person.access)


def send(version, head):
    with use_tenant(head.access.tenant):
        seen = seen_by_the_head(version)
        return actions.submit_report(version.pk, access=head.access, seen=seen)


def refusal(act, *arguments, **words):
    with pytest.raises(ActionRefused) as refused:
        act(*arguments, **words)
    return str(refused.value)


def our_bytes(version):
    with owner_login():
        sha256 = version.documents.current().get(kind=DocumentKind.REPORT).sha256
    return files.path_of(sha256).read_bytes()


def encrypted():
    written = BytesIO()
    with pikepdf.open(BytesIO(printed(FIRST))) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(owner="a", user="b"))
    return written.getvalue()


def scan():
    return printed("<svg width='200' height='200'><rect width='90' height='90'/></svg>")


# The number


def test_the_number_is_typed_after_approval_and_shown_with_a_leading_nought(version, officer):
    assert str(number(version, officer)) == "05/BC-SCT"


def test_no_number_before_approval(report, officer, head):
    assert "chưa được duyệt" in refusal(number, compiled(report, officer), officer)


def test_a_number_is_given_once_a_year_to_one_report_of_a_unit(version, officer, head):
    number(version, officer)
    other = approved(make_report(officer.access.organisation), officer)

    assert "đã ghi cho một báo cáo khác" in refusal(number, other, officer)
    assert number(other, officer, signed_on=dt.date(2016, 1, 4)).pk


def test_two_who_write_the_number_at_once_do_not_overwrite_each_other(version, officer):
    number(version, officer)

    with pytest.raises(StaleSheet):
        number(version, officer, number=6)


def test_only_who_compiles_writes_the_number(version, head):
    viewer = make_member(role=Role.VIEWER, organisation=head.access.organisation)
    with pytest.raises(PermissionDenied):
        number(version, viewer)


# The signed copy


def test_a_copy_that_begins_with_our_bytes_has_no_differences(version, officer, head):
    number(version, officer)

    copy = take(version, officer, our_bytes(version))

    assert (copy.mark, places(copy)) == (CopyMark.OURS, [])
    assert missing(version, officer) == []
    assert copy.signatures == SignatureState.NONE


def test_a_changed_number_is_named_with_its_page_and_keeps_the_report_from_being_sent(
    version, officer, head
):
    number(version, officer)

    copy = take(version, officer, printed(FIRST + SECOND.replace("33", "35")))

    assert (copy.mark, places(copy)) == (CopyMark.OTHER, [(2, "33", "35")])
    assert "ở trang 2." in refusal(send, version, head)
    accept(version, officer, copy)
    assert send(version, head).version_id == version.pk


def test_a_missing_and_an_added_number_are_found_too(version, officer):
    number(version, officer)

    gone = take(version, officer, printed(FIRST + SECOND.replace("33", "ba mươi ba")))
    added = take(version, officer, printed(FIRST + SECOND.replace("điện", "điện của 7 cơ sở")))

    assert places(gone) == [(2, "33", "")]
    assert places(added) == [(2, "", "7")]


def test_our_bytes_with_another_page_laid_over_them_are_compared_all_the_same(version, officer):
    number(version, officer)
    written = BytesIO()
    with pikepdf.open(BytesIO(printed(FIRST + SECOND.replace("33", "99")))) as other:
        other.save(written)
    ours = our_bytes(version)

    copy = take(version, officer, ours + written.getvalue())

    assert copy.mark == CopyMark.OURS
    assert copy.page_count == 2


def test_the_number_and_day_that_are_written_outside_are_no_differences(version, officer):
    number(version, officer)
    head_line = "<p>Số: 05/BC-SCT, ngày 20 tháng 12 năm 2015</p>"

    assert places(take(version, officer, printed(head_line + FIRST + SECOND))) == []


def test_a_scan_is_taken_with_its_mark(version, officer):
    number(version, officer)

    copy = take(version, officer, scan())

    assert (copy.mark, places(copy)) == (CopyMark.SCAN, [])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (encrypted, "có mật khẩu"),
        (lambda: b"%PDF-1.7\nnothing\n%%EOF", "Không đọc được tệp PDF"),
        (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "Không"),
        (lambda: printed("<p>trang<p style='break-before: page'>" * 501), "dài quá mức"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(version, officer, body, said):
    number(version, officer)
    with pytest.raises(ActionRefused) as refused:
        take(version, officer, body())
    assert said in str(refused.value) or said == "Không"


def test_no_copy_before_the_number(version, officer):
    assert "Hãy ghi số" in refusal(take, version, officer, scan())


def test_a_copy_of_what_was_compiled_over_does_not_count(version, report, officer, head):
    number(version, officer)
    take(version, officer, our_bytes(version))
    make_activity(report.owner, year=2015, attendance_count=5)
    again = compiled(report, officer)

    assert "trước khi lập lại" in missing(again, officer)[0]


def test_a_removed_copy_no_longer_speaks(version, officer):
    number(version, officer)
    copy = take(version, officer, printed(FIRST))
    with use_tenant(officer.access.tenant):
        outgoing.remove_copy(version.pk, access=officer.access)

    assert missing(version, officer) == []
    assert "không còn chờ" in refusal(accept, version, officer, copy)


def test_accepting_wants_a_reason(version, officer):
    number(version, officer)
    copy = take(version, officer, printed(FIRST))
    assert "Ghi rõ vì sao" in refusal(accept, version, officer, copy, reason=" ")


def test_what_was_sent_is_frozen_for_everybody(version, officer, head):
    number(version, officer)
    take(version, officer, our_bytes(version))
    send(version, head)

    assert "không sửa được nữa" in refusal(take, version, officer, scan())
    for model, facts in ((OutgoingDocument, {"number": 9}), (SignedCopy, {"name": "x.pdf"})):
        with owner_login(), pytest.raises(DatabaseError, match="không sửa"), transaction.atomic():
            model.objects.update(**facts)


# Signatures


@pytest.fixture
def keys(tmp_path):
    call_command("make_test_certificates", tmp_path / "keys")
    return tmp_path / "keys"


def signed(body, keys):
    source, target = keys / "in.pdf", keys / "out.pdf"
    source.write_bytes(body)
    call_command("sign_test_copy", source, target, key=keys / "signer.key")
    return target.read_bytes()


def test_a_signature_counts_when_its_root_is_known(version, officer, keys):
    number(version, officer)
    body = signed(our_bytes(version), keys)
    assert take(version, officer, body).signatures == SignatureState.UNCHECKED

    call_command("add_trust_root", keys / "root.pem", name="Gốc thử nghiệm")
    copy = take(version, officer, body)

    assert (copy.mark, copy.signatures) == (CopyMark.OURS, SignatureState.VALID)
    assert copy.signature_words.startswith("Người ký: chữ ký đúng")
    with owner_login():
        assert TrustRoot.objects.get().note == "[proposal]"


def test_a_file_that_was_changed_after_signing_is_wrong_and_keeps_the_report_here(
    version, officer, keys
):
    number(version, officer)
    body = signed(our_bytes(version), keys)
    at = body.index(b"stream") + 12  # inside the first page, which the signature covers

    copy = take(version, officer, body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :])

    assert copy.signatures == SignatureState.WRONG
    with use_tenant(officer.access.tenant):
        (missing,) = missing_of_copy(version, access=officer.access)
    assert "tệp đã bị sửa sau khi ký" in missing


# On the screen


def test_the_whole_loop_on_the_page(client, version, report, officer, head):
    client.force_login(officer)
    page = reverse("reports:outgoing:paper", args=[report.code])
    shown = client.get(page)
    assert "Tải tệp DOCX" in shown.content.decode()
    facts = {"number": "05", "symbol": "bc-sct", "signed_on": "20/12/2015", "seen": ""}
    facts |= {"signer": "Nguyễn Văn A", "position": "Giám đốc"}
    done = client.post(reverse("reports:outgoing:number", args=[report.code]), facts)
    assert done.status_code == 302, done.content.decode()
    file = SimpleUploadedFile("ký.pdf", printed(FIRST + SECOND.replace("33", "35")))
    client.post(reverse("reports:outgoing:upload", args=[report.code]), {"file": file})
    text = client.get(page).content.decode()
    assert "05/BC-SCT" in text or 'value="5"' in text
    assert "văn bản khác, đã so từng trang" in text
    with owner_login():
        row = CopyDifference.objects.get()
    told = {"difference": row.pk, "reason": "Theo bút phê"}
    client.post(reverse("reports:outgoing:accept", args=[report.code]), told)
    assert "Theo bút phê" in client.get(page).content.decode()
    word = client.get(reverse("reports:outgoing:word", args=[report.code]))
    assert b"".join(word.streaming_content).startswith(b"PK")


def test_the_ministry_sees_number_and_copy_once_the_report_was_sent(
    client, version, report, officer, head
):
    number(version, officer)
    copy = take(version, officer, our_bytes(version))
    ministry = make_member(role=Role.OFFICER, kind=Kind.MINISTRY)
    client.force_login(ministry)
    assert client.get(copy.get_absolute_url()).status_code == 404

    send(version, head)

    text = client.get(report.get_absolute_url()).content.decode()
    assert "05/BC-SCT" in text
    assert "bắt đầu bằng đúng tệp của cổng" in text
    answer = client.get(copy.get_absolute_url())
    assert answer.getvalue() == our_bytes(version)
    answer.close()


def test_a_neighbour_finds_neither_page_nor_copy(client, version, report, officer):
    number(version, officer)
    copy = take(version, officer, our_bytes(version))
    neighbour = make_member(role=Role.OFFICER)
    client.force_login(neighbour)

    assert client.get(copy.get_absolute_url()).status_code == 404
    assert client.get(reverse("reports:outgoing:paper", args=[report.code])).status_code == 404
    for name in ("number", "upload", "accept", "remove"):
        address = reverse(f"reports:outgoing:{name}", args=[report.code])
        assert client.post(address).status_code == 404
    with use_tenant(neighbour.access.tenant):
        for model in (OutgoingDocument, SignedCopy, CopyDifference):
            assert not model.objects.exists()


# Printed by another program


LONG = [
    f"<tr><td>Chỉ tiêu {n}</td><td>{n * 7},5</td><td>{n * 1000 + 1}</td></tr>" for n in range(99)
]
HEAD = "<thead><tr><th>Chỉ tiêu</th><th>Năm 2025</th><th>Đến ngày 14/12/2026</th></tr></thead>"


def table(rows, size="12pt"):
    style = f"""
      @page {{ @bottom-center {{ content: counter(page) }} }}
      table {{ font-size: {size} }} tr {{ break-inside: avoid }} td {{ padding: 0 2mm }}
    """
    return printed(f"<style>{style}</style><table>{HEAD}<tbody>{''.join(rows)}</tbody></table>")


def differences_of(tmp_path, ours, theirs):
    paths = [tmp_path / "ours.pdf", tmp_path / "theirs.pdf"]
    for path, body in zip(paths, (ours, theirs), strict=True):
        path.write_bytes(body)
    return reading.compare(*paths, [])["differences"]


def test_other_page_breaks_with_their_heads_and_page_numbers_are_no_differences(tmp_path):
    ours, theirs = table(LONG), table(LONG, size="18pt")
    assert len(pikepdf.open(BytesIO(ours)).pages) < len(pikepdf.open(BytesIO(theirs)).pages)

    assert differences_of(tmp_path, ours, theirs) == []


def test_a_number_changed_among_other_page_breaks_is_found_alone(tmp_path):
    changed = [row.replace("364,5", "634,5") for row in LONG]

    (found,) = differences_of(tmp_path, table(LONG), table(changed, size="18pt"))

    assert found["ours"].startswith("364,5 (")
    assert found["theirs"].startswith("634,5 (")


def test_two_numbers_that_changed_places_are_shown_and_not_forgiven(tmp_path):
    swapped = [row.replace("364,5", "@").replace("371,5", "364,5") for row in LONG]
    swapped = [row.replace("@", "371,5") for row in swapped]

    found = differences_of(tmp_path, table(LONG), table(swapped, size="18pt"))

    assert found
    assert all("364,5" in row["ours"] or "371,5" in row["ours"] for row in found)
