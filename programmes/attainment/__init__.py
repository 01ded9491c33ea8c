"""What a unit found out about how far a target is (mức độ hoàn thành mục tiêu)."""
