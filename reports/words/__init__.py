"""What people write for a report: the words of its sections, the numbers they state, requests."""
