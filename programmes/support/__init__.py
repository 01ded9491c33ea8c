"""How work is supported: where money can come from, letters to units, calls for proposals."""
