"""Mức độ áp dụng SXSH: what proves each step of one establishment, and the rates of a year."""
