"""The Ministry's board of a round: who is where, without a word of anybody's draft."""
