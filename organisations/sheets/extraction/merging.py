"""Cells merged over several rows or columns: what the first holds stands in each of the others."""

from collections import defaultdict

from . import MERGED


class Merges:
    """`filled` is asked for every row in its order and marks the cells that are not their own."""

    def __init__(self, ranges, height, width):
        self.opening = defaultdict(list)
        self.under_way = []
        covered = 0
        for (top, left), (bottom, right) in ranges:
            if left < width and top < height and (top, left) != (bottom, right):
                last = min(bottom, height - 1)
                covered += (last - top + 1) * (min(right, width - 1) - left + 1)
                self.opening[top].append((last, left, min(right, width - 1), right > left))
        if covered > 2 * (height * width + height):
            raise ValueError("Merged cells overlap.")

    def filled(self, number, cells):
        """The row's cells (from row 0), with those of merged ranges marked."""
        if number in self.opening:
            for last, left, right, is_wide in self.opening[number]:
                content = cells[left] if left < len(cells) else ""
                self.under_way.append((number, last, left, right, is_wide, content))
        if not self.under_way:
            return cells
        self.under_way = [merged for merged in self.under_way if merged[1] >= number]
        for top, _last, left, right, is_wide, content in self.under_way:
            first = left + 1 if number == top else left
            cells += [""] * (right + 1 - len(cells))
            for at in range(first, right + 1):
                cells[at] = [MERGED, [content, top + 1, is_wide]]
        return cells
