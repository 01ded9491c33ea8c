"""The sheet of a craft household (phiếu hộ): one page on paper, keyed in on one page."""
