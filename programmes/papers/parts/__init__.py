"""The parts a paper is made of: targets, components, money, opinions, attached files."""
