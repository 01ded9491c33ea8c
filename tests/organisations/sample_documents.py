"""Realistic documents to render in tests and to look at: Hà Nội 2009-2015 in full form.

The counts are the ones of reference data; the sentences around them are made up for the form.
"""

from organisations import charts
from organisations.documents import model as m

BASE = "https://sxsh.example.vn/so-lieu"
YEARS = ("2009", "2010", "2011", "2012", "2013", "2014", "2015")


# year: workshops, attendances, trainings, attendances, events, attendances
BY_YEAR = {
    "2010": ("2", "300", "7", "400", "9", "700"),
    "2011": ("–", "–", "3", "200", "3", "200"),
    "2013": ("3", "250", "4", "300", "7", "550"),
    "2014": ("–", "–", "8", "580", "8", "580"),
    "2015": ("–", "–", "6", "400", "6", "400"),
}
TOTALS = ("5", "550", "28", "1.880", "33", "2.430")
LEFT, CENTRE, RIGHT = m.Align.LEFT, m.Align.CENTRE, m.Align.RIGHT


def figure(text, code):
    return m.Figure(text, f"{BASE}/{code}/")


def _count(text, code):
    return m.Cell(text if text == "–" else figure(text, code))


def year_table():
    head = (
        m.Row(
            (
                m.Cell("Năm", rowspan=2),
                m.Cell("Hội thảo", colspan=2),
                m.Cell("Tập huấn", colspan=2),
                m.Cell("Cộng", colspan=2),
            )
        ),
        m.Row(tuple(m.Cell(text) for text in ("Số cuộc", "Lượt người dự") * 3)),
    )
    rows = [_year_row(year, BY_YEAR.get(year, ("–",) * 6)) for year in YEARS]
    rows.append(_year_row("Cộng", TOTALS, m.RowStyle.TOTAL))
    return m.Table(
        caption="Biểu 04. Hội nghị, hội thảo, tập huấn theo năm và loại hình",
        columns=(m.Column(16, CENTRE), *(m.Column(14, RIGHT) for _ in range(6))),
        head=head,
        rows=rows,
        notes=(
            "Năm không có dòng số liệu nào in “–”.",
            "“Khóa” và “lớp” tập huấn cộng chung một cột; nhãn gốc giữ trong số liệu gốc.",
        ),
    )


def _year_row(name, counts, style=m.RowStyle.PLAIN):
    cells = [
        _count(text, f"TT-{name}-{index}".replace("Cộng", "T")) for index, text in enumerate(counts)
    ]
    return m.Row((m.Cell(name, heads_row=True), *cells), style)


def year_chart():
    def series(column, code):
        return charts.Series("", tuple(_value(year, column, code) for year in YEARS))

    return charts.YearPanels(
        title="Số cuộc và lượt người dự theo năm, 2009-2015",
        description="Nhiều nhất năm 2010 với 9 cuộc và 700 lượt người; 2009 và 2012 không có.",
        years=YEARS,
        panels=(
            charts.Panel("Số cuộc, lớp", (series(4, "C"),)),
            charts.Panel("Lượt người tham dự", (series(5, "L"),)),
        ),
    )


def _value(year, column, code):
    if year not in BY_YEAR:
        return charts.Value(None)
    text = BY_YEAR[year][column]
    return charts.Value(int(text.replace(".", "")), text, f"{BASE}/BD-{code}-{year}/")


def kind_chart():
    def bar(label, number, text, code):
        return charts.Bar(label, charts.Value(number, text, f"{BASE}/{code}/"))

    return charts.BarChart(
        title="Hoạt động truyền thông theo hình thức",
        description="Tập huấn nhiều nhất, 28 khóa, lớp; tọa đàm 1 cuộc.",
        unit="Số cuộc",
        bars=(
            bar("Khóa, lớp tập huấn", 28, "28", "H1"),
            bar("Phóng sự trên Đài Phát thanh và Truyền hình Hà Nội", 13, "13", "H2"),
            bar("Hội thảo", 5, "5", "H3"),
            bar("Tọa đàm tại trường quay", 1, "1", "H4"),
            bar("Hội chợ, triển lãm", 0, "0", "H5"),
            charts.Bar("Mạng lưới doanh nghiệp", charts.Value(None)),
        ),
        target=charts.Target(20, "Kế hoạch: 20"),
    )


def plan_table():
    return m.Table(
        caption="Biểu 01. Kế hoạch hành động và danh mục nhiệm vụ đã ban hành",
        columns=(
            m.Column(6, CENTRE),
            m.Column(30),
            m.Column(20),
            m.Column(14, CENTRE),
            m.Column(15),
            m.Column(15, CENTRE),
        ),
        head=(
            m.Row(
                tuple(
                    m.Cell(text)
                    for text in (
                        "TT",
                        "Tên văn bản",
                        "Số, ký hiệu",
                        "Ngày ký",
                        "Cơ quan ban hành",
                        "Giai đoạn",
                    )
                )
            ),
        ),
        rows=(
            _plan_row("1", "giai đoạn 2010-2012", "1920/QĐ-SCT", "22/6/2010", "Sở Công Thương"),
            _plan_row("2", "giai đoạn 2012-2015", "3090/QĐ-UBND", "13/7/2012", "UBND Thành phố"),
            m.Row(
                (
                    m.Cell("3"),
                    m.Cell("Danh mục nhiệm vụ thực hiện Kế hoạch hành động", heads_row=True),
                    m.Cell("chưa xác định"),
                    m.Cell("chưa xác định"),
                    m.Cell("UBND Thành phố"),
                    m.Cell("hằng năm"),
                ),
                m.RowStyle.UNCONFIRMED,
            ),
        ),
        notes=("Văn bản chưa có số, ngày in nghiêng và không cộng vào tổng.",),
    )


def _plan_row(number, period, symbol, signed, issuer):
    name = (
        "Kế hoạch hành động sản xuất sạch hơn trong công nghiệp trên địa bàn "
        f"Thành phố Hà Nội {period}"
    )
    return m.Row(
        (
            m.Cell(number),
            m.Cell(name, heads_row=True),
            m.Cell(symbol),
            m.Cell(signed),
            m.Cell(issuer),
            m.Cell(period.removeprefix("giai đoạn ")),
        )
    )


def code_rows(count):
    lines = (
        ("Biểu 04", "Số cuộc hội nghị, hội thảo, tập huấn năm 2010", "9"),
        ("Biểu 04", "Lượt người tham dự hội nghị, hội thảo, tập huấn năm 2010", "700"),
        ("Mục III", "Bộ tờ rơi tuyên truyền về sản xuất sạch hơn đã phát hành", "30.000"),
        ("Mục IV", "Mô hình trình diễn, mô hình điển hình được xây dựng", "2"),
    )
    for index in range(count):
        place, name, value = lines[index % len(lines)]
        code = f"7K3F9-1-{index + 1:04d}"
        yield m.Row(
            (
                m.Cell(code),
                m.Cell(place),
                m.Cell(name, heads_row=True),
                m.Cell(figure(value, code)),
            )
        )


def code_annex(count=90, number="II"):
    table = m.Table(
        caption="Mã tra cứu các số liệu in trong báo cáo",
        columns=(m.Column(18), m.Column(12), m.Column(58), m.Column(12, RIGHT)),
        head=(m.Row(tuple(m.Cell(text) for text in ("Mã", "Biểu, mục", "Chỉ tiêu", "Giá trị"))),),
        rows=tuple(code_rows(count)),
        compact=True,
    )
    intro = m.Paragraph(f"Mở số liệu gốc của từng con số tại {BASE}/<mã>/.")
    return m.Annex(number, "Bảng mã số liệu", (intro, table))


def event_annex(landscape=True):
    columns = (
        m.Column(6, CENTRE),
        m.Column(9, CENTRE),
        m.Column(40),
        m.Column(25),
        m.Column(10, RIGHT),
        m.Column(10, RIGHT),
    )
    heads = ("TT", "Năm", "Tên hoạt động", "Địa điểm, đối tượng", "Số cuộc", "Lượt người")
    rows = [
        m.Row(
            (
                m.Cell(str(index)),
                m.Cell(year),
                m.Cell(f"{kind} nâng cao nhận thức về sản xuất sạch hơn", heads_row=True),
                m.Cell("Cán bộ quản lý, phụ trách kỹ thuật của cơ sở sản xuất"),
                m.Cell(figure(events, f"PL1-{index}-1")),
                m.Cell(figure(people, f"PL1-{index}-2")),
            )
        )
        for index, (year, kind, events, people) in enumerate(
            (
                ("2010", "Hội thảo", "2", "300"),
                ("2010", "Khóa tập huấn", "7", "400"),
                ("2011", "Khóa tập huấn", "3", "200"),
                ("2013", "Hội thảo", "3", "250"),
                ("2013", "Khóa tập huấn", "4", "300"),
                ("2014", "Lớp tập huấn", "8", "580"),
                ("2015", "Lớp tập huấn", "6", "400"),
            )
            * 4,
            start=1,
        )
    ]
    head = (m.Row(tuple(m.Cell(text) for text in heads)),)
    table = m.Table("", columns, head, rows)
    return m.Annex(
        "I", "Danh sách hội nghị, hội thảo, tập huấn giai đoạn 2009-2015", (table,), landscape
    )


def letterhead(**changes):
    facts = {
        "governing_body": "UBND THÀNH PHỐ HÀ NỘI",
        "issuing_body": "SỞ CÔNG THƯƠNG",
        "place": "Hà Nội",
        "symbol": "BC-SCT",
        "year": 2026,
    }
    return m.Letterhead(**(facts | changes))


def report_body():
    return (
        _opening(),
        *_documents(),
        *_focal_unit(),
        *_outreach(),
        *_support(),
        *_obstacles(),
        *_requests(),
    )


def _opening():
    return m.Paragraph(
        "Thực hiện Quyết định số 1419/QĐ-TTg của Thủ tướng Chính phủ phê duyệt Chiến lược sản "
        "xuất sạch hơn trong công nghiệp đến năm 2020, Sở Công Thương thành phố Hà Nội báo cáo "
        "kết quả triển khai trên địa bàn giai đoạn 2009-2015 như sau:"
    )


def _documents():
    return (
        m.Heading(1, "I.", "Xây dựng và phê duyệt các văn bản triển khai Chiến lược"),
        m.Paragraph(
            (
                "Trong giai đoạn, thành phố đã ban hành ",
                figure("2", "VB-02"),
                " kế hoạch hành động; danh mục nhiệm vụ được Ủy ban nhân dân Thành phố phê duyệt "
                "hằng năm.",
            )
        ),
        plan_table(),
    )


def _focal_unit():
    return (
        m.Heading(1, "II.", "Xây dựng và tăng cường năng lực cho đơn vị đầu mối"),
        m.Paragraph(
            "Sở đã giao Trung tâm tiết kiệm năng lượng Hà Nội xây dựng đề án thành lập Văn phòng "
            "sản xuất sạch hơn trực thuộc Trung tâm; đề án đang đề xuất."
        ),
        m.BulletList(
            (
                "Chuyên ngành của cán bộ: công nghệ môi trường, điện, điều khiển tự động, tự động "
                "hóa, nhiệt, cơ khí chế tạo máy;",
                "Thiết bị: phân tích nước, khói thải, siêu âm, phân tích dòng điện.",
            )
        ),
    )


def _outreach():
    return (
        m.Heading(1, "III.", "Các hoạt động truyền thông triển khai Chiến lược"),
        m.Heading(2, "1.", "Hội nghị, hội thảo, tập huấn"),
        m.Paragraph(
            (
                "Đã tổ chức ",
                figure("33", "TT-01"),
                " cuộc hội nghị, hội thảo, tập huấn với ",
                figure("2.430", "TT-02"),
                " lượt người tham dự, trong đó hội thảo ",
                figure("5", "TT-01-HT"),
                " cuộc, ",
                figure("550", "TT-02-HT"),
                " lượt; tập huấn ",
                figure("28", "TT-01-TH"),
                " khóa, lớp, ",
                figure("1.880", "TT-02-TH"),
                " lượt.",
            )
        ),
        year_table(),
        m.ChartBlock("Hình 01. Số cuộc và lượt người tham dự theo năm", year_chart()),
        m.Heading(2, "2.", "Ấn phẩm, phát thanh và truyền hình"),
        m.Paragraph(
            (
                "Phát hành ",
                figure("30.000", "TT-05"),
                " bộ tờ rơi cho các ngành sản xuất bia, gốm sứ, dệt may, cơ khí; phát sóng ",
                figure("13", "TT-06"),
                " phóng sự và ",
                figure("1", "TT-07"),
                " tọa đàm tại trường quay.",
            )
        ),
        m.ChartBlock("Hình 02. Hoạt động truyền thông theo hình thức", kind_chart()),
    )


def _support():
    return (
        m.Heading(1, "IV.", "Các hoạt động hỗ trợ kỹ thuật"),
        m.Paragraph(
            (
                "Đã xây dựng ",
                figure("2", "HT-10"),
                " mô hình trình diễn: ",
                m.Emphasis("Hộ sản xuất gốm Đào Việt Bình"),
                " (chuyển từ lò thủ công truyền thống sang hệ thống lò nung gas hiện đại) và ",
                m.Emphasis("Hộ sản xuất Nguyễn Thị Huệ"),
                ", Làng nghề rèn truyền thống Đa Sỹ (đầu tư thiết bị cơ khí hóa).",
            )
        ),
    )


def _obstacles():
    return (
        m.Heading(1, "V.", "Tồn tại, khó khăn và nguyên nhân"),
        m.Paragraph(
            "Năm 2009 và năm 2012 không có số liệu về hội nghị, hội thảo, tập huấn. Hiện trạng "
            "quản lý sản xuất của nhiều cơ sở còn hạn chế, trang thiết bị công nghệ đã lạc hậu; "
            "Nghị định về khuyến khích chưa có mức hỗ trợ riêng cho sản xuất sạch hơn."
        ),
    )


def _requests():
    return (
        m.Heading(1, "VI.", "Kiến nghị"),
        m.Paragraph("Sở Công Thương thành phố Hà Nội kiến nghị Bộ Công Thương:"),
        m.NumberedList(
            (
                "Hỗ trợ nâng cao nhận thức chuyên sâu cho các đối tượng thuộc các ngành, lĩnh vực "
                "khác nhau;",
                "Mở rộng phạm vi hỗ trợ kỹ thuật;",
                "Lựa chọn xây dựng mô hình trình diễn điển hình;",
                "Ban hành cơ chế chính sách hỗ trợ vay ưu đãi cho các doanh nghiệp thực hiện sản "
                "xuất sạch hơn.",
            )
        ),
        m.Paragraph(
            "Trên đây là báo cáo của Sở Công Thương thành phố Hà Nội về tình hình triển khai Chiến "
            "lược sản xuất sạch hơn trong công nghiệp giai đoạn 2009-2015, kính gửi Bộ Công Thương "
            "xem xét, tổng hợp."
        ),
    )


def report(**changes):
    facts = {
        "letterhead": letterhead(),
        "kind": "BÁO CÁO",
        "subject": "Tình hình triển khai Chiến lược sản xuất sạch hơn trong công nghiệp "
        "trên địa bàn thành phố Hà Nội giai đoạn 2009-2015",
        "addressees": ("Bộ Công Thương",),
        "body": report_body(),
        "recipients": (
            "Như trên",
            "UBND Thành phố (để báo cáo)",
            "Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công, Bộ Công Thương",
            "Lưu: VT, KTATMT",
        ),
        "signature": m.Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Nguyễn Văn Mẫu"),
        "annexes": (event_annex(), code_annex()),
    }
    return m.OfficialDocument(**(facts | changes))
