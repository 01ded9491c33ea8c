"""Văn bản đi của báo cáo: its number, the signed copy, and what the copy says otherwise."""
