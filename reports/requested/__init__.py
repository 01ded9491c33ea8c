"""Kiến nghị that units sent: who asked what, who deals with it, how it was answered."""
