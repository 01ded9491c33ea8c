"""Search over everything a person may see: what is looked through, and the page that shows it."""
