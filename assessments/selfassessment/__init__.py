"""The self-assessment of an enterprise (tự đánh giá): step by step, its answers, what they give."""
