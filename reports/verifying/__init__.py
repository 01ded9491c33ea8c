"""Public page /xac-minh/: whether a PDF or a document's code is of a report the Ministry has."""
