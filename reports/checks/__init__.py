"""Kiểm tra trước khi trình: what a report still lacks and what looks wrong, before anybody signs.

`running.check` asks every rule (CheckRule, loaded from checks.yaml and amended by the Ministry) of
the newest version's frozen facts. What a rule finds is said in the rule's own words, with the
numbers it saw and where to mend them. What stops a submission so far is
actions.missing_for_submission and the recomputation of all figures (KT-01).
"""
