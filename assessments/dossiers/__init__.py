"""The life of an assessment: opened, given, carried out, submitted, returned or accepted."""
