"""Files attached to records: what is taken, how it is handed out, and to whom."""

import io
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from django.urls import reverse

from organisations import files
from organisations.attachments import attach, attachments_of, remove
from organisations.enums import AttachmentPurpose, FileType, Kind, Role, Verb
from organisations.exceptions import ActionRefused
from organisations.models import Attachment, LogEntry
from organisations.tenancy import owner_login, use_tenant
from tests.factories import make_establishment, make_member
from tests.organisations import sample_files as sample

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024


def thick_pdf(size):
    return sample.PDF.replace(b"<<>>\nendobj", bytes(size) + b"endobj")


HONEST = {
    "biên bản.pdf": (sample.PDF, FileType.PDF),
    "lớp học.jpg": (sample.jpeg(), FileType.JPEG),
    "lớp học.JPEG": (sample.jpeg(), FileType.JPEG),
    "sơ đồ.png": (sample.png(), FileType.PNG),
    "kế hoạch.docx": (sample.office(sample.DOCX), FileType.DOCX),
    "danh sách.xlsx": (sample.office(sample.XLSX), FileType.XLSX),
}
UNKNOWN, MACRO, BOMB = "không phải PDF", "macro", "giải nén ra quá lớn"
HOSTILE = {
    "exe.pdf": (sample.EXE, UNKNOWN),
    "chạy.exe": (sample.EXE, UNKNOWN),
    "ảnh.svg": (sample.SVG, UNKNOWN),
    "svg.png": (sample.SVG, UNKNOWN),
    "html.png": (sample.HTML, UNKNOWN),
    "html sau chữ ký.png": (b"\x89PNG\r\n\x1a\n" + sample.HTML, UNKNOWN),
    "html sau chữ ký.jpg": (b"\xff\xd8\xff" + sample.HTML, UNKNOWN),
    "html.pdf": (sample.HTML + sample.PDF, UNKNOWN),
    "cụt.pdf": (sample.PDF[:20], UNKNOWN),
    "cụt.docx": (sample.office()[:-30], UNKNOWN),
    "nén.docx": (sample.container([("tệp.txt", b"x")]), UNKNOWN),
    "cả hai.docx": (sample.office(f"{sample.DOCX}.main+xml {sample.XLSX}"), UNKNOWN),
    "macro.docx": (sample.office(sample.MACRO_DOCX), MACRO),
    "macro ẩn.docx": (sample.office(parts=[("word/vbaProject.bin", b"x")]), MACRO),
    "macro cũ.xlsx": (sample.office(sample.XLSX, [("xl/macrosheets/1.xml", b"")]), MACRO),
    "bom.docx": (sample.bomb_of_size(), BOMB),
    "nghìn phần.xlsx": (sample.bomb_of_parts(), BOMB),
    "mục lục.xlsx": (sample.bomb_of_directory(), BOMB),
    "cũ.doc": (sample.OLD_WORD, "cũ hoặc có mật khẩu"),
    "rất rộng.png": (sample.png(20_000, 20_000), "kích thước quá lớn"),
    "rất rộng.jpg": (sample.jpeg(65_000, 65_000), "kích thước quá lớn"),
    "rỗng.pdf": (b"", "không có nội dung"),
    "21 MB.pdf": (thick_pdf(21 * MEGABYTE), "quá mức 20 MB"),
}


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.ROOT_URLCONF = "tests.organisations.attachment_urls"


@pytest.fixture
def officer():
    return make_member()


@pytest.fixture
def site(officer):
    return make_establishment(officer.access.organisation)


def upload(client, site, *named, purpose="evidence", note=""):
    sent = [SimpleUploadedFile("tệp", body) for _name, body in named]
    for file, (name, _body) in zip(sent, named, strict=True):
        file._name = name  # as a browser of bad will sends it; Django's own cleaning comes later
    data = {"files": sent, "purpose": purpose, "note": note}
    return client.post(reverse("try_attach", args=[site.pk]), data)


def stored():
    with owner_login():
        return list(Attachment.objects.order_by("pk"))


def attached(
    person, site, body=sample.PDF, name="biên bản.pdf", purpose=AttachmentPurpose.EVIDENCE
):
    with use_tenant(person.access.tenant), transaction.atomic():
        file = SimpleUploadedFile(name, body)
        return attach(site, file, purpose=purpose, access=person.access)


def download(client, attachment):
    return client.get(reverse("organisations:attachment", args=[attachment.pk]))


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_file_is_kept_and_handed_out_to_be_saved(client, officer, site, name):
    body, file_type = HONEST[name]
    client.force_login(officer)

    answer = upload(client, site, (name, body), purpose="material", note="bản có dấu")

    assert answer.url == site.get_absolute_url()
    (attachment,) = stored()
    assert attachment.name == name
    assert (attachment.content_type, attachment.size) == (file_type, len(body))
    assert (attachment.purpose, attachment.note) == ("material", "bản có dấu")
    assert attachment.uploaded_by_name == officer.full_name
    assert attachment.uploaded_at is not None
    handed_out = download(client, attachment)
    assert handed_out.getvalue() == body
    assert handed_out["Content-Type"] == file_type
    assert handed_out["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name)}"
    assert handed_out["X-Content-Type-Options"] == "nosniff"
    assert handed_out["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_name_with_the_reason(client, officer, site, name, settings):
    body, reason = HOSTILE[name]
    client.force_login(officer)

    answer = upload(client, site, (name, body))

    (sentence,) = answer.context["form"].errors["files"]
    assert f"“{name}”" in sentence
    assert reason in sentence
    assert sentence in answer.content.decode()
    assert stored() == []
    assert not settings.FILES_ROOT.exists()


NAMES = {
    "../../etc/passwd.pdf": "passwd.pdf",
    "..\\..\\windows\\tệp.pdf": "tệp.pdf",
    "/tmp/tệp.pdf": "tệp.pdf",
    "hai\r\ndòng.pdf": "hai dòng.pdf",
    "chuông\x07.pdf": "chuông.pdf",
    "đảo\u202efdp.exe": "đảofdp.exe.pdf",
    "chương trình.exe": "chương trình.exe.pdf",
    "bie\u0302n ba\u0309n.PDF": "biên bản.PDF",
    "…pdf": "…pdf.pdf",
    "..": "không tên.pdf",
    "ễ" * 300 + ".pdf": "ễ" * 146 + ".pdf",
}


@pytest.mark.parametrize("sent", NAMES)
def test_a_name_is_kept_as_people_can_read_it(officer, site, sent):
    file = SimpleUploadedFile("x", sample.PDF)
    file._name = sent
    with use_tenant(officer.access.tenant), transaction.atomic():
        attachment = attach(site, file, purpose="other", access=officer.access)

    assert attachment.name == NAMES[sent]


def test_no_name_reaches_the_disk(client, officer, site, settings):
    client.force_login(officer)

    upload(client, site, ("../../../x.pdf", sample.PDF))

    (attachment,) = stored()
    kept = [path for path in settings.FILES_ROOT.rglob("*") if path.is_file()]
    assert kept == [files.path_of(attachment.sha256, ".pdf")]


def test_files_of_reports_stay_where_they_are(settings):
    digest = files.store(b"%PDF-")

    assert files.path_of(digest) == settings.FILES_ROOT / digest[:2] / f"{digest}.pdf"


def test_one_bad_file_among_good_ones_is_named_and_none_is_kept(client, officer, site):
    client.force_login(officer)
    chosen = [("một.pdf", sample.PDF), ("hai.pdf", sample.EXE), ("ba.png", sample.HTML)]

    answer = upload(client, site, *chosen, purpose="photo", note="lớp tháng 5")

    refused = answer.context["form"].errors["files"]
    assert [name for name, _ in chosen if any(f"“{name}”" in text for text in refused)] == [
        "hai.pdf",
        "ba.png",
    ]
    assert stored() == []
    page = answer.content.decode()
    assert 'value="lớp tháng 5"' in page
    assert '<option value="photo" selected>' in page
    assert "hãy chọn lại" in page


def test_nothing_is_written_when_a_later_file_is_refused(client, officer, site, settings):
    attached(officer, site, name="cũ.pdf")
    client.force_login(officer)

    answer = upload(client, site, ("mới.png", sample.png()), ("cũ.pdf", sample.PDF), note="khác")

    assert "Hồ sơ đã có tệp này" in answer.content.decode()
    assert len([path for path in settings.FILES_ROOT.rglob("*") if path.is_file()]) == 1


def test_a_file_that_is_gone_from_the_store_is_a_sentence(client, officer, site):
    attachment = attached(officer, site)
    attachment.path.unlink()
    client.force_login(officer)

    answer = client.get(reverse("organisations:attachment", args=[attachment.pk]), follow=True)

    assert "không còn trong kho tệp" in answer.content.decode()


def test_several_files_come_at_once(client, officer, site):
    client.force_login(officer)

    answer = upload(client, site, *((name, body) for name, (body, _type) in HONEST.items()))

    assert answer.status_code == 302
    # The two pictures are the same bytes: one file.
    assert len(stored()) == len(HONEST) - 1


@pytest.mark.parametrize(
    ("count", "size", "sentence"),
    [(0, 0, "Chọn ít nhất một tệp."), (11, 9, "Mỗi lần chọn đến 10 tệp."), (3, 40, "cộng lại")],
)
def test_too_few_too_many_and_too_much_at_once(client, officer, site, count, size, sentence):
    client.force_login(officer)
    body = bytes(size * MEGABYTE) if size > 10 else sample.PDF

    answer = upload(client, site, *[(f"{number}.pdf", body) for number in range(count)])

    assert sentence in str(answer.context["form"].errors["files"])


def test_the_same_file_again_is_the_same_attachment(officer, site):
    first, again = attached(officer, site), attached(officer, site)

    assert first == again
    assert len(stored()) == 1


def test_the_same_file_with_another_note_says_what_to_do(client, officer, site):
    attached(officer, site)
    client.force_login(officer)

    answer = upload(client, site, ("tên khác.pdf", sample.PDF), note="ghi chú mới")

    assert "Hồ sơ đã có tệp này, tên “biên bản.pdf”" in answer.content.decode()
    assert 'value="ghi chú mới"' in answer.content.decode()


def test_the_page_lists_files_with_size_person_and_time(client, officer, site):
    attached(officer, site, thick_pdf(1_500_000), "quy chế.pdf")
    client.force_login(officer)

    page = client.get(reverse("try", args=[site.pk])).content.decode()

    for text in ("quy chế.pdf", "minh chứng", "1,5 MB", officer.full_name, "Gỡ"):
        assert text in page


def test_files_of_another_record_do_not_show(officer, site):
    attached(officer, make_establishment(officer.access.organisation))

    with use_tenant(officer.access.tenant):
        assert list(attachments_of(site, officer.access)) == []


@pytest.mark.parametrize(
    "kind", [Kind.DEPARTMENT, Kind.CORPORATION, Kind.ENTERPRISE, Kind.MINISTRY]
)
def test_people_of_another_organisation_get_no_file(client, officer, site, kind):
    attachment = attached(officer, site)
    stranger = make_member(kind)
    client.force_login(stranger)

    removal = reverse("organisations:attachment_remove", args=[attachment.pk])
    assert download(client, attachment).status_code == 404
    assert client.get(removal).status_code == 404
    assert client.post(removal).status_code == 404
    # The Ministry reads the register, so the site exists for it; its files do not.
    sees_the_site = kind == Kind.MINISTRY
    answer = upload(client, site, ("một.pdf", sample.PDF))
    assert answer.status_code == (403 if sees_the_site else 404)
    with use_tenant(stranger.access.tenant):
        assert list(attachments_of(site, stranger.access)) == []
    assert len(stored()) == 1


def test_a_corporation_that_manages_the_site_sees_no_file_of_the_department(client, officer):
    group = make_member(Kind.CORPORATION)
    site = make_establishment(officer.access.organisation, corporation=group.access.organisation)
    attachment = attached(officer, site)
    client.force_login(group)

    page = client.get(reverse("try", args=[site.pk]))

    assert page.status_code == 200
    assert attachment.name not in page.content.decode()
    assert download(client, attachment).status_code == 404


def test_a_viewer_reads_files_and_neither_adds_nor_removes(client, officer, site):
    attachment = attached(officer, site)
    client.force_login(make_member(organisation=officer.access.organisation, role=Role.VIEWER))

    assert download(client, attachment).getvalue() == sample.PDF
    assert upload(client, site, ("một.pdf", sample.PDF)).status_code == 403
    removal = reverse("organisations:attachment_remove", args=[attachment.pk])
    assert client.post(removal).status_code == 403
    assert "Gỡ" not in client.get(reverse("try", args=[site.pk])).content.decode()


def test_nobody_signed_out_gets_a_file(client, officer, site):
    answer = download(client, attached(officer, site))

    assert answer.url.startswith(reverse("account_login"))


def test_a_removed_file_is_handed_out_to_nobody_and_the_log_knows(client, officer, site):
    attachment = attached(officer, site)
    colleague = make_member(organisation=officer.access.organisation, role=Role.HEAD)
    client.force_login(colleague)
    removal = reverse("organisations:attachment_remove", args=[attachment.pk])

    asked = client.get(removal).content.decode()
    answer = client.post(removal, follow=True)

    assert "“biên bản.pdf” không còn mở được" in asked
    assert "Đã gỡ tệp." in answer.content.decode()
    assert download(client, attachment).status_code == 404
    assert client.get(removal).status_code == 404
    (removed,) = stored()
    assert removed.removed_by_name == colleague.full_name
    assert removed.removed_at >= removed.uploaded_at
    with owner_login():
        log = LogEntry.objects.filter(subject_type="enterprises.establishment", subject_id=site.pk)
        assert [(entry.verb, entry.actor_name, entry.comment) for entry in log] == [
            (Verb.DETACH, colleague.full_name, "biên bản.pdf"),
            (Verb.ATTACH, officer.full_name, "biên bản.pdf"),
        ]
    client.force_login(officer)
    assert download(client, attachment).status_code == 404
    assert "Tệp này đã được gỡ." in client.post(removal, follow=True).content.decode()


def test_a_removed_file_may_come_again(officer, site):
    first = attached(officer, site)
    with use_tenant(officer.access.tenant), transaction.atomic():
        remove(first.pk, access=officer.access)

    assert attached(officer, site) != first


def test_removing_twice_is_a_sentence(officer, site):
    attachment = attached(officer, site)
    with use_tenant(officer.access.tenant), transaction.atomic():
        remove(attachment.pk, access=officer.access)

        with pytest.raises(ActionRefused, match="đã được gỡ"):
            remove(attachment.pk, access=officer.access)


@pytest.mark.parametrize("change", [{"name": "khác.pdf"}, {"sha256": "0"}, {"removed_at": None}])
def test_the_database_changes_nothing_of_a_file_but_its_removal(officer, site, change):
    attachment = attached(officer, site)
    with use_tenant(officer.access.tenant):
        if "removed_at" in change:
            remove(attachment.pk, access=officer.access)

        with pytest.raises(InternalError, match="không sửa"), transaction.atomic():
            Attachment.objects.filter(pk=attachment.pk).update(**change)


def test_who_attached_a_file_is_not_the_clients_to_say(officer, site):
    other = make_member(organisation=officer.access.organisation)
    with use_tenant(officer.access.tenant):
        attachment = Attachment.objects.create(
            subject_type="enterprises.establishment",
            subject_id=site.pk,
            purpose="other",
            name="x.pdf",
            content_type=FileType.PDF,
            size=1,
            sha256="x",
            uploaded_by=other,
            uploaded_by_name="Người khác",
        )
        attachment.refresh_from_db()

    assert attachment.uploaded_by_id == officer.pk
    assert attachment.uploaded_by_name == officer.full_name


def test_a_file_larger_than_memory_wants_is_read_from_disk(client, officer, site):
    """Uploads over 2.5 MB come as a temporary file."""
    body = thick_pdf(3 * MEGABYTE)
    client.force_login(officer)
    file = io.BytesIO(body)
    file.name = "dày.pdf"

    client.post(reverse("try_attach", args=[site.pk]), {"files": [file], "purpose": "other"})

    (attachment,) = stored()
    assert download(client, attachment).getvalue() == body


def test_lists_of_names_are_taken_only_where_they_are_erased_again(client, officer, site):
    client.force_login(officer)

    answer = upload(client, site, ("danh sách.pdf", HONEST["biên bản.pdf"][0]), purpose="scan")

    assert "purpose" in answer.context["form"].errors
    assert stored() == []


def test_a_list_of_names_is_closed_to_those_who_only_read(client, officer, site):
    client.force_login(officer)
    attachment = attached(officer, site, purpose=AttachmentPurpose.SCAN)

    assert download(client, attachment).getvalue() == sample.PDF
    client.force_login(make_member(organisation=officer.access.organisation, role=Role.VIEWER))
    assert download(client, attachment).status_code == 403
