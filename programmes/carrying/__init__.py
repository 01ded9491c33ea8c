"""Carrying tasks out: given, started, accepted, settled, stopped, carried over; and payments."""
