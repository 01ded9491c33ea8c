"""Finding establishments in the register and seeing how many there are: list, counts, charts."""
