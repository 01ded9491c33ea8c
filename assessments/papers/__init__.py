"""The report of an assessment (báo cáo đánh giá SXSH) on paper, as PDF and DOCX."""
