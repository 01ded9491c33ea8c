"""The quick assessment (đánh giá nhanh): what it has beyond the steps of a self-assessment."""
