"""The Ministry's letter as a round: its terms, who owes, extensions, arrivals, reminders."""
