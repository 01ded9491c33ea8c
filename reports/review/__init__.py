"""The Ministry's side of a submitted report: received, to be completed, accepted."""
