"""Bringing a list of establishments into the register: read, judged row by row, written, undone."""
