"""An establishment goes to another province or another corporation."""
