"""The Ministry's national report: what submitted versions come to when each thing counts once."""
