"""Accounts of enterprises: asked for with a tax code, or opened from the register."""
