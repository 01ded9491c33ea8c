"""What a unit or an enterprise has of its own: people, equipment, money for cleaner production."""
