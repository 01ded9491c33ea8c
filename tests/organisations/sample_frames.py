"""Sample documents in the other frames: the internal sheet and the front of a joined file."""

from organisations.documents import model as m
from tests.organisations.sample_documents import CENTRE, RIGHT

RECONCILIATION_HEADS = (
    "TT",
    "Số liệu nêu trong báo cáo",
    "Nguyên văn",
    "Nêu",
    "Cộng từ sổ",
    "Chênh lệch",
    "Kết quả đối chiếu",
)
RECONCILED = (
    ("Số cuộc", "Tổ chức 33 hội nghị, tập huấn", "33", "33", "0", "khớp"),
    (
        "Lượt người",
        "trên 2.500 đại biểu, học viên",
        "> 2.500",
        "2.430",
        "ít nhất 71",
        "số nêu lớn hơn sổ",
    ),
    (
        "Đánh giá nhanh",
        "19 doanh nghiệp sản xuất công nghiệp",
        "19",
        "–",
        "–",
        "không có sổ để đối chiếu",
    ),
    ("Đánh giá chi tiết", "30 đơn vị", "30", "–", "–", "không có sổ để đối chiếu"),
)


def reconciliation_sheet():
    return m.InternalSheet(
        issuing_body="SỞ CÔNG THƯƠNG THÀNH PHỐ HÀ NỘI",
        title="PHIẾU ĐỐI CHIẾU SỐ LIỆU",
        subject="Báo cáo giai đoạn 2009-2015, bản 1",
        body=(
            m.Paragraph("Lập tự động khi tổng hợp báo cáo; không kèm theo bản ký."),
            _reconciliation_table(),
        ),
        landscape=True,
    )


def _reconciliation_table():
    rows = [
        m.Row((m.Cell(str(index)), m.Cell(line[0], heads_row=True), *map(m.Cell, line[1:])))
        for index, line in enumerate(RECONCILED, start=1)
    ]
    return m.Table(
        caption="Đối chiếu số liệu nêu trong báo cáo với sổ theo dõi",
        columns=(
            m.Column(5, CENTRE),
            m.Column(18),
            m.Column(30),
            m.Column(9, RIGHT),
            m.Column(10, RIGHT),
            m.Column(10, RIGHT),
            m.Column(18),
        ),
        head=(m.Row(tuple(map(m.Cell, RECONCILIATION_HEADS))),),
        rows=rows,
    )


def cover_sheet():
    rows = [
        m.Row(
            (
                m.Cell(str(index)),
                m.Cell(name, heads_row=True),
                m.Cell(state),
                m.Cell(received),
                m.Cell(note),
            )
        )
        for index, (name, state, received, note) in enumerate(
            (
                ("Sở Công Thương thành phố Hà Nội", "đã nộp", "20/12/2026", "Chương 1"),
                ("Tập đoàn Dệt may Việt Nam (minh họa)", "đã nộp, muộn", "04/01/2027", "Chương 2"),
                ("Sở Công Thương tỉnh Bắc Ninh (minh họa)", "chưa nộp", "–", "–"),
            ),
            start=1,
        )
    ]
    heads = ("TT", "Đơn vị", "Tình trạng", "Ngày tiếp nhận", "Trong tệp")
    table = m.Table(
        caption="Đơn vị đã nộp và chưa nộp báo cáo",
        columns=(
            m.Column(8, CENTRE),
            m.Column(44),
            m.Column(18),
            m.Column(16, CENTRE),
            m.Column(14),
        ),
        head=(m.Row(tuple(map(m.Cell, heads))),),
        rows=rows,
    )
    return m.CoverSheet(
        issuing_body="BỘ CÔNG THƯƠNG",
        title="TẬP HỢP BÁO CÁO",
        subject="Tình hình triển khai Chiến lược sản xuất sạch hơn trong công nghiệp "
        "giai đoạn 2009-2015",
        place_and_date="Hà Nội, ngày 05 tháng 01 năm 2027",
        body=(m.Paragraph("Tệp gồm báo cáo của 2/3 đơn vị."), table),
    )
