"""Rules that the portal does not ask of a report, each with the reason, for people to know."""

WHY_NOT = {
    "KT-02": "Được hỏi ở bước gửi: thiếu bản ký, hoặc còn chỗ khác chưa xử lý, thì không gửi được.",
    "KT-03": "Được hỏi ở bước gửi: thiếu số, ngày thì không gửi được; số trùng không lưu được.",
    "KT-16": "Sổ cơ sở chưa ghi quy mô, bộ phận chuyên trách và chứng nhận.",
    "KT-21": "Các dòng và dòng tổng đếm từ cùng những dòng gốc, kể cả dòng chưa phân loại.",
    "KT-36": "Chỉ dòng có ngày trong kỳ số liệu mới được đếm, nên không có dòng nào ngoài kỳ.",
    "KT-55": "Mức tối đa của nguồn được hỏi khi duyệt từng khoản hỗ trợ; vượt mức thì không duyệt.",
    "KT-57": "Chỉ hỏi của báo cáo tổng hợp; số đơn vị và số cơ sở ở đó đếm từ cùng những dòng gốc.",
    "KT-58": "Chỉ hỏi của báo cáo tổng hợp; hai cách nhìn địa giới cộng cùng những số ấy.",
    "KT-59": "Chỉ hỏi của báo cáo tổng hợp; ở đó độ bao phủ in cạnh từng số.",
}
