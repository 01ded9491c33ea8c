"""Support of a plant: applied for, approved by a rule, paid, accepted and settled."""
