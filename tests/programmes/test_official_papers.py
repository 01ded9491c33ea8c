"""Papers of plans and lists: the right words and numbers, the same in PDF and in Word."""

import datetime as dt
import re
from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.urls import reverse

from organisations.amounts import in_words
from organisations.enums import Kind, Role
from organisations.tenancy import owner_login, use_tenant
from programmes.documents.links import links_of
from programmes.documents.printing import Past
from programmes.enums import FundKind, IssuerLevel, PlanKind, SigningFor
from programmes.models import PlanComponent, PlanMoney, Strategy, Target, Task, TaskMoney
from programmes.papers import actions
from tests.factories import (
    make_document,
    make_member,
    make_money,
    make_organisation,
    make_output,
    make_plan,
    make_task,
)
from tests.organisations import docx_reading, pdf_reading
from tests.paper_reading import body_of, make_office, one_line, words_of
from tests.programmes.papers import Unit, decision, fresh

pytestmark = pytest.mark.django_db
LATER = dt.date(2099, 1, 1)


@pytest.fixture
def unit(client):
    """A department of Hà Nội under its People's Committee."""
    committee = make_organisation(Kind.PARTY, name="UBND Thành phố", letterhead="UBND THÀNH PHỐ")
    made = Unit(make_office(parent=committee))
    client.force_login(made.officer)
    return made


def plan_of(unit, **fields):
    """Targets with their own denominators, contents under two schemes, money of two years."""
    with owner_login():
        strategy = Strategy.objects.get(code="qd-1419")
        first, second = strategy.schemes.order_by("ordinal")[:2]
    facts = {
        "title": "Kế hoạch áp dụng sản xuất sạch hơn giai đoạn 2026-2030",
        "kind": PlanKind.PLAN,
        "year_from": 2026,
        "year_to": 2030,
        "strategy": strategy,
        "lead": "Phòng Kỹ thuật",
        "partners": "Sở Tài chính; UBND các xã",
    }
    plan = make_plan(unit.organisation, **facts | fields)
    with owner_login():
        Target.objects.create(
            owner=plan.owner,
            plan=plan,
            label="Cơ sở nhận thức được lợi ích",
            value=90,
            comparator="≈",
            denominator="cơ sở có tiềm năng",
        )
        for scheme, name in (
            (second, "Xây dựng trang tin"),
            (first, "Mở lớp"),
            (None, "Việc khác"),
        ):
            PlanComponent.objects.create(owner=plan.owner, plan=plan, name=name, scheme=scheme)
        for year, fund, amount in (
            (2026, FundKind.INDUSTRY, 300_000_000),
            (2026, FundKind.DONOR, 50_500_000),
            (2027, FundKind.INDUSTRY, 200_000_000),
        ):
            PlanMoney.objects.create(
                owner=plan.owner, plan=plan, year=year, fund=fund, amount=amount
            )
    return plan


def list_of(unit, tasks=2, plan=None, **fields):
    task_list = unit.task_list(plan=plan or plan_of(unit), title="Danh mục năm 2026", **fields)
    with owner_login():
        Task.objects.filter(task_list=task_list).delete()
    for number in range(1, tasks + 1):
        task = make_task(
            task_list,
            ordinal=number,
            name=f"Tập huấn đợt {number}",
            lead="Phòng Kỹ thuật",
            partners="Trung tâm Khuyến công",
            month_from=3,
            month_to=11,
        )
        make_output(task, planned=Decimal("4"))
        make_money(task, planned=120_000_000)
        make_money(task, planned=500_000, fund=FundKind.OTHER)
    return task_list


def number_of(paper):
    """Of its first decision."""
    with owner_login():
        return type(paper).objects.get(pk=paper.pk).document.number


def address(paper, which, form="pdf"):
    kind = "task-list" if hasattr(paper, "tasks") else "plan"
    return reverse("programmes:paper_document", args=[kind, paper.pk, which, form])


def read(client, paper, which):
    """The words of the PDF, having seen that the Word file says the same."""
    pdf = words_of(body_of(client, address(paper, which)), "pdf")
    word = words_of(body_of(client, address(paper, which, "docx")), "docx")
    assert sorted(set(words_in(word)) - set(words_in(pdf))) == []
    assert sorted(set(words_in(pdf)) - set(words_in(word)) - {"2", "3", "4"}) == []
    return word


def words_in(text):
    """Capitals are a matter of style: Word keeps a heading as it was typed."""
    return re.findall(r"\w+(?:[.,/-]\w+)*", text.lower())


# Tờ trình


def test_a_proposal_of_a_plan_names_level_bases_targets_and_money(client, unit):
    said = read(client, plan_of(unit, issuer_level=IssuerLevel.PEOPLES_COMMITTEE), "proposal")

    assert "UBND THÀNH PHỐ SỞ CÔNG THƯƠNG" in said
    assert "Số: /TTr-SCT" in said
    assert "DỰ THẢO" in said
    assert "Kính gửi: Ủy ban nhân dân thành phố Hà Nội" in said
    assert "Căn cứ Quyết định số 1419/QĐ-TTg ngày 07 tháng 9 năm 2009 của Thủ tướng" in said
    assert "gồm 1 mục tiêu, 3 nội dung thực hiện." in said
    assert (
        "550.500.000 đồng (Bằng chữ: Năm trăm năm mươi triệu năm trăm nghìn đồng), trong đó:"
        " khuyến công 500.000.000 đồng; tài trợ 50.500.000 đồng."
    ) in said
    assert "GIÁM ĐỐC Trần Thị B" in said


def test_a_number_that_was_not_compared_with_the_original_is_not_cited(client, unit):
    said = read(client, plan_of(unit), "proposal")

    assert "08/2007/CT-BCN" not in said
    assert "Căn cứ Chỉ thị của Bộ trưởng Bộ Công nghiệp về việc áp dụng" in said
    assert "[ghi số, ngày sau khi đối chiếu bản gốc]" in said


def test_a_proposal_of_a_list_has_the_list_as_annex_with_agreeing_sums(client, unit):
    said = read(client, list_of(unit, tasks=3), "proposal")

    assert "Danh mục gồm 3 nhiệm vụ, 3 sản phẩm" in said
    assert "361.500.000 đồng (Bằng chữ: Ba trăm sáu mươi mốt triệu năm trăm nghìn đồng)" in said
    assert "Khuyến công 360.000.000" in said
    assert said.count("Lớp tập huấn: 4 lớp Tháng 3-11 Phòng Kỹ thuật Trung tâm Khuyến công") == 3
    assert said.count("120 0,5 120,5") == 3
    assert "Tổng cộng 360 1,5 361,5" in said


def test_opinions_are_counted_in_the_proposal(client, unit):
    plan = plan_of(unit)
    unit.opinion(plan, response="taken_up", number="1/STC", issued_on=dt.date(2026, 1, 2))
    unit.opinion(plan, party="Sở Y tế")

    said = read(client, plan, "proposal")

    assert "Dự thảo đã lấy ý kiến 2 cơ quan, đơn vị: chưa xử lý 1, tiếp thu 1." in said


# Quyết định


def test_a_draft_decision_of_the_unit_leaves_number_and_day_open(client, unit):
    said = read(client, list_of(unit), "decision")

    assert "Số: /QĐ-SCT" in said
    assert "DỰ THẢO" in said
    assert "GIÁM ĐỐC SỞ CÔNG THƯƠNG" in said
    assert "Điều 1. Phê duyệt Danh mục năm 2026. Danh mục gồm 2 nhiệm vụ, tổng kinh phí" in said
    assert "Điều 3. Quyết định này có hiệu lực kể từ ngày ký." in said
    assert "Nơi nhận: - Như Điều 3; - UBND Thành phố (để báo cáo); - Lưu: VT." in said


def test_an_issued_decision_prints_number_day_and_signer(client, unit):
    task_list = list_of(unit)
    unit.approved(task_list)
    signed = decision(
        number="4321/QĐ-SCT",
        issued_on=dt.date(2026, 2, 5),
        issuer="Sở Công Thương",
        issuer_level=IssuerLevel.DEPARTMENT,
        title="Về việc phê duyệt Danh mục nhiệm vụ năm 2026",
        signing_for=SigningFor.DEPUTY,
        signer_position="Phó Giám đốc",
        signer_name="Nguyễn Văn A",
    )
    unit.act(actions.issue, task_list, signed)

    said = read(client, task_list, "decision")

    assert "Số: 4321/QĐ-SCT" in said
    assert "Hà Nội, ngày 05 tháng 02 năm 2026" in said
    assert "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Nguyễn Văn A" in said
    assert "(Kèm theo Quyết định số: 4321/QĐ-SCT ngày 05 tháng 02 năm 2026)" in said
    assert "DỰ THẢO" not in said
    assert "[" not in said
    assert "trong các cơ sở sản xuất công nghiệp (số, ngày chưa đối chiếu bản gốc)" in said


def test_a_basis_without_a_number_is_marked_in_the_draft_and_in_what_was_issued(client, unit):
    document = make_document(unit.organisation, number="", title="Kế hoạch cũ")
    plan = plan_of(unit, state="issued", document=document)
    task_list = list_of(unit, plan=plan)

    assert "Căn cứ Quyết định [ghi số, ký hiệu] ngày 04" in read(client, task_list, "decision")

    signed = make_document(unit.organisation, number="5/QĐ-SCT", issued_on=dt.date(2026, 2, 5))
    issued = list_of(unit, plan=plan, state="issued", document=signed)
    assert "Căn cứ Quyết định (chưa có số) ngày 04" in read(client, issued, "decision")


@pytest.mark.parametrize(
    ("how", "lines"),
    [
        (SigningFor.DEPUTY, "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH"),
        (SigningFor.COLLECTIVE, "TM. ỦY BAN NHÂN DÂN PHÓ CHỦ TỊCH"),
        (SigningFor.BY_AUTHORITY, "TUQ. CHỦ TỊCH PHÓ CHỦ TỊCH"),
    ],
)
def test_the_peoples_committee_issues_under_its_own_letterhead(client, unit, how, lines):
    document = make_document(
        unit.organisation,
        number="12/QĐ-UBND",
        issued_on=dt.date(2026, 3, 9),
        issuer_level=IssuerLevel.PEOPLES_COMMITTEE,
        signing_for=how,
        signer_position="PHÓ CHỦ TỊCH",
        signer_name="Lê Văn C",
    )
    task_list = list_of(unit, state="issued", document=document)

    said = read(client, task_list, "decision")

    assert said.startswith("ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI CỘNG HÒA")
    assert "Số: 12/QĐ-UBND" in said
    assert "Hà Nội, ngày 09 tháng 3 năm 2026" in said
    assert f"{lines} Lê Văn C" in said
    assert "Theo đề nghị của Giám đốc Sở Công Thương." in said


def test_while_an_amendment_is_written_the_decision_prints_what_is_in_force(client, unit):
    task_list = list_of(unit)
    unit.amending(task_list)
    first = number_of(task_list)
    with owner_login():
        Task.objects.filter(task_list=task_list, ordinal=2).update(name="Hội thảo thay thế")

    in_force = read(client, fresh(task_list), "decision")
    drafted = read(client, fresh(task_list), "amendment")

    assert "Hội thảo thay thế" not in in_force
    assert first in in_force
    assert "Hội thảo thay thế" in drafted
    assert "DỰ THẢO" in drafted
    assert f"Điều chỉnh Danh mục năm 2026 theo Quyết định số {first}" in drafted
    proposed = read(client, fresh(task_list), "proposal")
    assert "“Tập huấn đợt 2” thành “Hội thảo thay thế”" in proposed


def test_another_strategy_of_the_amendment_stands_in_no_paper_in_force(client, unit):
    plan = plan_of(unit)
    unit.amending(plan)
    with owner_login():
        others = Strategy.objects.select_related("document")
        other = others.exclude(pk=plan.strategy_id).first()
        type(plan).objects.filter(pk=plan.pk).update(strategy=other)

    said = read(client, fresh(plan), "decision")

    assert plan.strategy.name in said
    assert other.name not in said
    assert other.document.number not in said


def test_another_plan_of_the_amendment_stands_in_no_decision_of_the_list_in_force(client, unit):
    task_list = list_of(unit, plan=plan_of(unit))
    unit.amending(task_list)
    decided = make_document(unit.organisation, number="77/KH-SCT", title="Kế hoạch khác")
    other = plan_of(unit, document=decided, state="issued")
    with owner_login():
        type(task_list).objects.filter(pk=task_list.pk).update(plan=other)

    assert "77/KH-SCT" not in read(client, fresh(task_list), "decision")
    assert "77/KH-SCT" in read(client, fresh(task_list), "amendment")


def test_an_amended_list_prints_the_amendment_and_the_decision_it_changes(client, unit):
    task_list = list_of(unit)
    unit.amending(task_list)
    first = number_of(task_list)
    with owner_login():
        Task.objects.filter(task_list=task_list, ordinal=2).update(name="Hội thảo thay thế")
    unit.approved(fresh(task_list))
    unit.act(
        actions.issue,
        fresh(task_list),
        decision(number="99/QĐ-SCT", issued_on=dt.date(2013, 1, 2), title="Về việc điều chỉnh"),
        summary="Thay nhiệm vụ 2",
    )

    said = read(client, fresh(task_list), "decision")

    assert "Số: 99/QĐ-SCT" in said
    assert "Hội thảo thay thế" in said
    assert f"theo Quyết định số {first}" in said
    assert "Nội dung điều chỉnh: Thay nhiệm vụ 2." in said


# Kế hoạch


def test_a_plan_paper_has_targets_contents_by_scheme_money_and_parties(client, unit):
    said = read(client, plan_of(unit), "plan")

    assert "KẾ HOẠCH Áp dụng sản xuất sạch hơn giai đoạn 2026-2030" in said
    assert "Số: /KH-SCT" in said
    assert "Cơ sở nhận thức được lợi ích: khoảng 90 %; tính trên cơ sở có tiềm năng." in said
    first, second, other = (said.index(word) for word in ("Mở lớp", "Xây dựng trang", "Việc khác"))
    assert first < second < other
    assert "Đơn vị: triệu đồng" in said
    assert "2026 300 50,5 350,5 2027 200 – 200 Cộng 500 50,5 550,5" in said
    assert "Nơi nhận: - UBND Thành phố; - Phòng Kỹ thuật; - Sở Tài chính; - UBND các xã;" in said


def test_amounts_that_do_not_fit_in_millions_are_said_in_dong(client, unit):
    plan = plan_of(unit)
    with owner_login():
        PlanMoney.objects.filter(plan=plan, fund=FundKind.DONOR).update(amount=50_500_001)

    said = read(client, plan, "plan")

    assert "Đơn vị: đồng" in said
    assert "2026 300.000.000 50.500.001 350.500.001 2027 200.000.000 – 200.000.000" in said
    assert "Cộng 500.000.000 50.500.001 550.500.001" in said


def test_three_decimals_of_millions_are_said_and_never_rounded(client, unit):
    task_list = list_of(unit, tasks=1)
    money = TaskMoney.objects.filter(task__task_list=task_list, fund=FundKind.OTHER)
    with owner_login():
        money.update(planned=1_234_000)
    assert "Tổng cộng 120 1,234 121,234" in read(client, task_list, "decision")

    with owner_login():
        money.update(planned=1_234_500)
    said = read(client, task_list, "decision")
    assert "Kinh phí (đồng)" in said
    assert "Tổng cộng 120.000.000 1.234.500 121.234.500" in said


def test_a_plan_issued_as_a_plan_has_its_number_and_no_decision(client, unit):
    document = make_document(
        unit.organisation, type="plan", number="77/KH-SCT", issued_on=dt.date(2026, 1, 9)
    )
    plan = plan_of(unit, state="issued", document=document)

    assert "Số: 77/KH-SCT" in read(client, plan, "plan")
    assert client.get(address(plan, "decision")).status_code == 404
    assert client.get(address(plan, "proposal")).status_code == 404


def test_a_decision_puts_the_plan_behind_it_as_a_paper_of_its_own(client, unit):
    plan = plan_of(unit, kind=PlanKind.ACTION_PLAN, title="Kế hoạch hành động SXSH 2026-2030")

    said = read(client, plan, "decision")

    assert "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch hành động SXSH 2026-2030." in said
    assert "KẾ HOẠCH HÀNH ĐỘNG SXSH 2026-2030 (Kèm theo Quyết định" in said
    assert "Phụ lục" not in said
    assert client.get(address(plan, "plan")).status_code == 404


def test_no_paper_is_made_of_nothing(client, unit):
    plan = make_plan(unit.organisation, kind=PlanKind.PLAN)
    task_list = list_of(unit, tasks=0, plan=plan)
    reasons = {
        plan: "Kế hoạch chưa ghi mục tiêu, nội dung thực hiện nào nên chưa lập được văn bản.",
        task_list: "Danh mục chưa ghi nhiệm vụ nào nên chưa lập được văn bản.",
    }

    for paper, reason in reasons.items():
        shown = client.get(address(paper, "decision"), follow=True)
        assert shown.redirect_chain == [(paper.get_absolute_url(), 302)]
        assert reason in shown.content.decode()
        page = client.get(paper.get_absolute_url()).content.decode()
        assert reason in page
        assert f'href="{address(paper, "decision")}"' not in page


def test_an_amendment_that_empties_the_draft_hides_no_decision_in_force(client, unit):
    plan = plan_of(unit, kind=PlanKind.ACTION_PLAN)
    unit.amending(plan)
    with owner_login():
        plan.targets.all().delete()
        plan.components.all().delete()

    said = read(client, fresh(plan), "decision")

    assert "Xây dựng trang tin" in said
    page = client.get(plan.get_absolute_url()).content.decode()
    assert f'href="{address(plan, "decision")}"' in page
    for which in ("proposal", "amendment"):
        assert f'href="{address(plan, which)}"' not in page
        assert client.get(address(plan, which)).status_code == 302


def test_what_there_is_none_of_is_not_counted(client, unit):
    task_list = list_of(unit, tasks=1, plan=make_plan(unit.organisation))
    with owner_login():
        Task.objects.get(task_list=task_list).outputs.all().delete()

    assert "Danh mục gồm 1 nhiệm vụ (chi tiết" in read(client, task_list, "proposal")


def test_the_proposal_stays_openable_after_the_decision_as_it_was_submitted(client, unit):
    task_list = list_of(unit)
    unit.submitted(task_list)
    submitted = read(client, task_list, "proposal")
    unit.act(actions.approve_step, task_list, by=unit.head)
    unit.act(actions.issue, task_list, decision())

    assert read(client, task_list, "proposal") == reopened(submitted)
    shown = client.get(task_list.get_absolute_url()).content.decode()
    assert f'href="{address(task_list, "proposal")}"' in shown


def test_the_proposal_of_an_amendment_says_what_it_changed_after_its_decision_too(client, unit):
    task_list = list_of(unit)
    unit.amending(task_list)
    with owner_login():
        Task.objects.filter(task_list=task_list, ordinal=2).update(name="Hội thảo thay thế")
    unit.submitted(fresh(task_list))
    submitted = read(client, fresh(task_list), "proposal")
    unit.act(actions.approve_step, fresh(task_list), by=unit.head)
    unit.act(actions.issue, fresh(task_list), decision(), summary="Thay nhiệm vụ 2")

    assert "“Tập huấn đợt 2” thành “Hội thảo thay thế”" in submitted
    assert read(client, fresh(task_list), "proposal") == reopened(submitted)


def test_the_proposal_is_still_there_after_an_amendment_that_came_to_nothing(client, unit):
    task_list = list_of(unit)
    unit.amending(task_list)
    first = read(client, fresh(task_list), "decision")
    with owner_login():
        Task.objects.filter(task_list=task_list, ordinal=2).update(name="Hội thảo thay thế")
    unit.submitted(fresh(task_list))
    seen = unit.seen(fresh(task_list))
    unit.act(actions.withdraw, fresh(task_list), reason="Xem lại", seen=seen)
    with owner_login():
        Task.objects.filter(task_list=task_list, ordinal=2).update(name="Tập huấn đợt 2")
    unit.act(actions.abandon_amendment, fresh(task_list))

    assert "Tập huấn đợt 2" in read(client, fresh(task_list), "proposal")
    assert read(client, fresh(task_list), "decision") == first


def test_what_changed_since_the_submission_does_not_stand_in_its_reopened_proposal(client, unit):
    plan = plan_of(unit)
    task_list = list_of(unit, plan=plan, issuer_level=IssuerLevel.PEOPLES_COMMITTEE)
    unit.opinion(task_list, number="1/STC", issued_on=dt.date(2012, 5, 1), response="taken_up")
    unit.issued(task_list)
    later = make_document(unit.organisation, title="Kế hoạch ban hành sau", issued_on=LATER)
    with owner_login():
        type(unit.organisation).objects.filter(pk=unit.organisation.pk).update(head_name="Lê Văn M")
        type(plan).objects.filter(pk=plan.pk).update(
            title="Kế hoạch đổi tên", year_to=2035, document=later, state="issued"
        )
        type(task_list).objects.filter(pk=task_list.pk).update(issuer_level="department")

    said = read(client, fresh(task_list), "proposal")

    assert "Danh mục cụ thể hóa Kế hoạch áp dụng sản xuất sạch hơn giai đoạn 2026-2030" in said
    assert "Kính gửi: Ủy ban nhân dân thành phố Hà Nội" in said
    for live in ("Lê Văn M", "đổi tên", "2035", "ban hành sau", "đã lấy ý kiến"):
        assert live not in said


def reopened(submitted):
    """The years of its plan are no part of what a list submits."""
    return submitted.replace(" (2026-2030) thành các", " thành các")


# Trang, tệp, quyền


def test_forty_tasks_run_over_pages_that_repeat_the_heads(client, unit):
    body = body_of(client, address(list_of(unit, tasks=40), "decision"))

    pages = [one_line(page) for page in pdf_reading.pages(body)]
    lists = [page for page in pages if "Tập huấn đợt" in page]
    assert len(lists) >= 3
    assert all("Sản phẩm và số lượng" in page for page in lists)
    assert "Tổng cộng 4.800 20 4.820" in lists[-1]
    assert sum(page.count("Lớp tập huấn: 4 lớp") for page in lists) == 40


def test_the_heads_of_a_word_table_repeat_as_well(client, unit):
    body = body_of(client, address(list_of(unit), "decision", "docx"))

    assert docx_reading.part(body, "word/document.xml").count("<w:tblHeader/>") == 2


def test_files_are_called_in_vietnamese(client, unit):
    response = client.get(address(list_of(unit), "proposal", "docx"))

    assert "Tờ trình Danh mục năm 2026.docx" in unquote(response["Content-Disposition"])


def test_the_page_offers_the_papers_there_are(client, unit):
    task_list = list_of(unit)

    shown = client.get(task_list.get_absolute_url()).content.decode()

    with use_tenant(unit.officer.access.tenant):
        labels = [link.label for link in links_of(task_list, Past(run=None, revisions=[]))]
    assert labels == ["Tờ trình", "Quyết định (dự thảo)"]
    for which in ("proposal", "decision"):
        for form in ("pdf", "docx"):
            assert f'href="{address(task_list, which, form)}"' in shown


def test_a_neighbour_gets_nothing_and_a_viewer_reads(client, unit):
    task_list = list_of(unit)
    client.force_login(make_member(organisation=unit.organisation, role=Role.VIEWER))
    assert client.get(address(task_list, "decision", "docx")).status_code == 200

    client.force_login(make_member(Kind.DEPARTMENT))
    assert client.get(address(task_list, "decision", "docx")).status_code == 404


@pytest.mark.parametrize("which", ["amendment", "plan", "la"])
def test_a_paper_there_is_not_does_not_exist(client, unit, which):
    assert client.get(address(list_of(unit), which)).status_code == 404
    assert client.get(address(list_of(unit), "decision", "exe")).status_code == 404


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (105, "Một trăm lẻ năm đồng"),
        (1_000_005, "Một triệu không trăm lẻ năm đồng"),
        (120_500_000, "Một trăm hai mươi triệu năm trăm nghìn đồng"),
        (1_000_000_000_000, "Một nghìn tỷ đồng"),
        (
            1_234_567_891,
            "Một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi mốt"
            " đồng",
        ),
    ],
)
def test_an_amount_is_repeated_in_words(amount, words):
    assert in_words(amount) == words


def test_half_a_dong_has_no_words():
    with pytest.raises(ValueError, match="whole"):
        in_words(Decimal("0.5"))
