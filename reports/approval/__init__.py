"""The chain of approval of a unit's report, and the one page that each approver reads."""
