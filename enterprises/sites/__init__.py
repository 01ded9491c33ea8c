"""One establishment: entering it, its page, what is on record about it, where it goes."""
